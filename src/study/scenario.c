/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario means: derived values, and what must agree. */
#include "study/media_job.h"
#include "study/scenario.h"

#include <math.h>

#include "base/i18n.h"

static const double DEFAULT_CONTEXT = 8192.0;

bool index_set_has(const struct index_set *set, int index)
{
	return set->bits[index / 8] & (1u << (index % 8));
}

void index_set_add(struct index_set *set, int index)
{
	if (!index_set_has(set, index))
		set->count++;
	set->bits[index / 8] = (unsigned char)(set->bits[index / 8] | 1u << (index % 8));
}

bool scenario_considers(const struct scenario *s, int gpu)
{
	return !s->catalog->gpus[gpu].announced && (!s->gpus.count || index_set_has(&s->gpus, gpu));
}

double scenario_context_limit(const struct scenario *s)
{
	if (s->checkpoint && s->checkpoint->max_context > 0)
		return s->checkpoint->max_context;
	if (!s->model || isnan(s->model->max_context))
		return INFINITY;
	return s->model->max_context;
}

double scenario_context(const struct scenario *s)
{
	double needed = s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT];

	if (!isnan(s->number[PARAMETER_CONTEXT]))
		return s->number[PARAMETER_CONTEXT];
	/* Two standard deviations above the mean. */
	needed = ceil(needed * (1.0 + 2.0 * s->number[PARAMETER_SPREAD]));
	return fmin(
		fmax(DEFAULT_CONTEXT, fmin(needed, parameter_row(PARAMETER_CONTEXT)->high)), scenario_context_limit(s));
}

bool scenario_open_loop(const struct scenario *s)
{
	return !isnan(s->number[PARAMETER_RATE]);
}

struct goals scenario_goals(const struct scenario *s)
{
	return (struct goals){ .ttft_s = s->number[PARAMETER_TTFT],
		.tpot_s = s->number[PARAMETER_TPOT],
		.at = (enum goal_at)s->number[PARAMETER_GOAL_AT],
		.certainty = s->number[PARAMETER_CERTAINTY] };
}

struct request scenario_request(const struct scenario *s)
{
	return (struct request){ s->number[PARAMETER_PROMPT], s->number[PARAMETER_OUTPUT],
		s->number[PARAMETER_PREFIX_HIT], s->number[PARAMETER_SPREAD] };
}

struct demand scenario_demand(const struct scenario *s, double users)
{
	bool together = !scenario_open_loop(s) && s->number[PARAMETER_BATCHING] == BATCHING_STATIC;

	return (struct demand){ scenario_request(s), scenario_context(s), users, together };
}

const struct gpu *scenario_gpu(const struct scenario *s)
{
	int i = 0;

	while (!index_set_has(&s->gpus, i))
		i++;
	return &s->catalog->gpus[i];
}

unsigned scenario_purchases(const struct scenario *s)
{
	unsigned purchases = s->purchases ? s->purchases : 1u << PURCHASE_ON_DEMAND;

	if (s->number[PARAMETER_SPOT] == SPOT_TOLERANT)
		purchases |= 1u << PURCHASE_SPOT;
	return purchases;
}

unsigned scenario_provider_kinds(const struct scenario *s)
{
	if (s->provider_kinds)
		return s->provider_kinds;
	return 1u << PROVIDER_HYPERSCALER | 1u << PROVIDER_SPECIALIST;
}

static enum status check_context(const struct scenario *s, struct error *error)
{
	double needed = s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT];
	double limit = scenario_context_limit(s);
	double context = scenario_context(s);

	if (needed > parameter_row(PARAMETER_CONTEXT)->high)
		return error_set(error, STATUS_USAGE, _("--context: prompt and output make more than %.0f tokens"),
			parameter_row(PARAMETER_CONTEXT)->high);
	if (context > limit)
		return error_set(error, STATUS_USAGE, _("--context: at most %.0f tokens, the limit of %s"), limit,
			s->model->name);
	if (context < needed)
		return error_set(error, STATUS_USAGE,
			_("--context: at least %.0f tokens, prompt + output (limit of the model: %.0f)"), needed,
			limit);
	return STATUS_OK;
}

static enum status check_layout(const struct scenario *s, struct error *error)
{
	static const enum parameter sizes[] = { PARAMETER_TP, PARAMETER_PP, PARAMETER_DP };
	double product = 1.0, gpus = s->number[PARAMETER_GPUS];
	bool all = true;

	for (int i = 0; i < 3; i++) {
		if (isnan(s->number[sizes[i]]))
			all = false;
		else
			product *= s->number[sizes[i]];
	}
	if (isnan(gpus))
		return STATUS_OK;
	if (fmod(gpus, product) != 0.0 || (all && product != gpus))
		return error_set(error, STATUS_USAGE, _("--gpus: %.0f is not tp x pp x dp (given sizes make %.0f)"),
			gpus, product);
	return STATUS_OK;
}

static double gpus_or_one(const struct scenario *s)
{
	return isnan(s->number[PARAMETER_GPUS]) ? 1.0 : s->number[PARAMETER_GPUS];
}

void scenario_set_now(struct scenario *s, double now)
{
	for (int i = 0; i < PARAMETER_MAX; i++)
		if (s->timed[i])
			s->number[i] -= now - s->now;
	s->now = now;
}

double scenario_max_gpus(const struct scenario *s)
{
	double given = s->number[PARAMETER_MAX_GPUS];

	return isnan(given) ? s->usual_max_gpus : given;
}

double scenario_most_replicas(const struct scenario *s)
{
	return fmax(1.0, floor(scenario_max_gpus(s) / gpus_or_one(s)));
}

/* The GPUs of all replicas. */
static enum status check_replicas(const struct scenario *s, struct error *error)
{
	double replicas = s->number[PARAMETER_REPLICAS], gpus = gpus_or_one(s);

	if (isnan(replicas) || replicas <= scenario_most_replicas(s))
		return STATUS_OK;
	return error_set(error, STATUS_USAGE,
		ngettext("--replicas: %.0f of %.0f GPU make %.0f, --max-gpus is %.0f",
			"--replicas: %.0f of %.0f GPUs make %.0f, --max-gpus is %.0f", (unsigned long)gpus),
		replicas, gpus, replicas * gpus, scenario_max_gpus(s));
}

/* A GGUF file is what it is: in another format it would be another file. */
static enum status check_file_format(const struct scenario *s, struct error *error)
{
	const struct weight_format *own = s->model ? s->model->native_weights : NULL;

	if (!own || !own->whole_file || s->weights || (own->engines & s->engine->bit))
		return STATUS_OK;
	return error_set(error, STATUS_USAGE,
		_("--engine: %s does not read %s weights, the format of %s; choose llama.cpp, or other --weights"),
		s->engine->name, own->name, s->model->name);
}

/* What only a fleet asks; harmless elsewhere. */
static enum status check_fleet(const struct scenario *s, struct error *error)
{
	if (s->number[PARAMETER_RATE_LOW] > s->number[PARAMETER_RATE])
		return error_set(error, STATUS_USAGE, _("--rate-low: more than --rate"));
	return STATUS_OK;
}

enum status scenario_check(const struct scenario *s, struct error *error)
{
	enum status status = check_context(s, error);
	double active = s->number[PARAMETER_ACTIVE];

	if (status == STATUS_OK)
		status = check_layout(s, error);
	if (status == STATUS_OK)
		status = check_replicas(s, error);
	if (status == STATUS_OK)
		status = check_file_format(s, error);
	if (status == STATUS_OK)
		status = check_fleet(s, error);
	if (status == STATUS_OK)
		status = media_job_check(s, error);
	if (status != STATUS_OK)
		return status;
	if (s->number[PARAMETER_SPOT] == SPOT_NEVER && (s->purchases & 1u << PURCHASE_SPOT))
		return error_set(error, STATUS_USAGE,
			_("--purchase spot needs --spot tolerant: the work must tolerate losing a machine"));
	if (isnan(s->number[PARAMETER_CONCURRENCY]) && isnan(s->number[PARAMETER_RATE]))
		return error_set(error, STATUS_USAGE, _("--concurrency: a value is wanted, or a --rate"));
	if (s->number[PARAMETER_EP] > 1.0 && s->model && s->model->counts.moe_layers == 0.0)
		return error_set(error, STATUS_USAGE, _("--ep: %s has no experts"), s->model->name);
	if (!isnan(active) && s->model)
		return error_set(error, STATUS_USAGE, _("--active goes with --params, not with a model"));
	if (active > s->number[PARAMETER_PARAMS])
		return error_set(error, STATUS_USAGE, _("--active: more than --params"));
	/* One price cannot be that of several GPUs. */
	if (!isnan(s->number[PARAMETER_GPU_PRICE]) && s->gpus.count != 1)
		return error_set(error, STATUS_USAGE, _("--gpu-price: exactly one --gpu is wanted, whose price it is"));
	return STATUS_OK;
}
