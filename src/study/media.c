/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every GPU against a job of a media model. */
#include "study/media.h"

#include <math.h>

#include "core/certainty.h"
#include "core/fleet.h"
#include "core/media_band.h"
#include "study/media_explain.h"
#include "study/result.h"
#include "study/serve.h"
#include "study/serve_offer.h"
#include "study/study.h"

static const double DAY = 86400.0, HOUR = 3600.0;

/* Most GPUs that make one output together. */
static const double TOGETHER = 8.0;

struct media_search {
	const struct scenario *s;
	struct media_job job;
	struct result *r;
};

/* What a number of groups costs and does, at the cheapest offer. */
struct staffed {
	struct media_way way;
	const struct offer *offer;
	double groups, hour_usd; /* of all GPUs that are paid for */
	double p_meets;
	double usd_sure;
};

/* Groups that make the volume if one output takes so long. */
static double groups_for(const struct scenario *s, double seconds)
{
	const double volume = s->number[PARAMETER_VOLUME];

	return isnan(volume) ? 1.0 : fmax(1.0, ceil(volume * seconds - 1e-9));
}

/* US dollars of one output: of a GPU that is busy, or the share of one in a day that is paid whole. */
static double usd_of(const struct scenario *s, double hour_usd, double seconds)
{
	const double volume = s->number[PARAMETER_VOLUME];

	return isnan(volume) ? hour_usd * seconds / HOUR : hour_usd / (volume * HOUR);
}

/* Probability that the volume is made, and every output in time. */
static double certainty_of(const struct scenario *s, const struct media_way *way, double groups)
{
	const double volume = s->number[PARAMETER_VOLUME], within = s->number[PARAMETER_WITHIN];
	double sure = isnan(volume) ? 1.0 : certainty_at_most(&way->seconds, groups / volume);

	if (isfinite(within) && band_known(&way->wait))
		sure = fmin(sure, certainty_at_most(&way->wait, within));
	return sure;
}

static double hour_usd_of(const struct staffed *st, double groups)
{
	return st->offer ? st->offer->usd_per_gpu_hour * fleet_rented_gpus(groups, st->way.gpus, st->offer->gpus)
			 : (double)NAN;
}

static struct staffed staff(const struct scenario *s, const struct gpu *gpu, const struct media_way *way)
{
	const double certainty = s->number[PARAMETER_CERTAINTY];
	const double sure_s = certainty_value(&way->seconds, certainty);
	struct staffed st = { .way = *way };

	st.groups = fmin(groups_for(s, sure_s), fmax(1.0, floor(scenario_max_gpus(s) / way->gpus)));
	st.offer = serve_offer(s, gpu, st.groups * way->gpus);
	st.hour_usd = hour_usd_of(&st, st.groups);
	st.p_meets = certainty_of(s, way, st.groups);
	st.usd_sure = usd_of(s, st.hour_usd, sure_s);
	return st;
}

/* Whether `a` is the better way of a GPU: it meets the goals, then cheaper, then fewer GPUs. */
static bool better(const struct scenario *s, const struct staffed *a, const struct staffed *b)
{
	const double certainty = s->number[PARAMETER_CERTAINTY];
	const bool one = a->p_meets >= certainty, other = b->p_meets >= certainty;

	if (one != other)
		return one;
	if (!one && a->p_meets != b->p_meets)
		return a->p_meets > b->p_meets;
	if (!one)
		return a->way.seconds.mid < b->way.seconds.mid;
	if (isnan(a->usd_sure) || isnan(b->usd_sure))
		return false;
	return a->usd_sure < b->usd_sure * (1.0 - 1e-9);
}

/* What every row says. */
static void begin_row(
	const struct media_search *search, const struct gpu *gpu, const struct media_way *way, struct row *a)
{
	const struct scenario *s = search->s;
	struct media_part *part = a->part;
	struct media_answer *m = &part->media;

	a->deployment = (struct deployment){ .constants = &s->catalog->constants,
		.model = search->r->model,
		.gpu = gpu,
		.engine = s->engine,
		.format = &s->catalog->formats[0],
		.kv = &s->catalog->kv_formats[0],
		.layout = { way->gpus, 1.0, 1.0, 1.0 } };
	row_forget_money(a);
	a->p_meets = a->excess = NAN;
	a->reasons.count = 0;
	a->equal_to_best = a->detailed = false;
	a->provenance =
		media_evidence_of(gpu) == MEDIA_GROUP_EXTRAPOLATED ? PROVENANCE_EXTRAPOLATED : PROVENANCE_CALIBRATED;
	part->replica = replica_unknown;
	part->replica.memory.capacity = gpu->memory_bytes;
	part->replica.memory.usable = gpu->memory_bytes;
	part->replica.memory.weights =
		way->memory.weights_bytes + way->memory.encoder_bytes + way->memory.decoder_bytes;
	part->replica.memory.activations = fmax(way->memory.activation_bytes, way->memory.vae_bytes);
	part->replica.memory.runtime = way->memory.runtime_bytes;
	part->replica.memory.slack = gpu->memory_bytes - way->memory.peak_bytes;
	part->replica.memory.fit = way->gap == MEDIA_NO_ROOM ? FIT_NO
		: way->run.model                             ? media_fit(&way->run, &way->memory)
							     : FIT_YES;
	*m = media_unknown;
	m->job = search->job;
	m->run = way->run;
	m->leaves = way->leaves;
	m->memory = way->memory;
}

static void fill_answer(const struct media_search *search, const struct staffed *st, struct row *a)
{
	const struct scenario *s = search->s;
	const double certainty = s->number[PARAMETER_CERTAINTY], volume = s->number[PARAMETER_VOLUME];
	struct media_answer *m = &((struct media_part *)a->part)->media;
	const struct band *seconds = &st->way.seconds;

	m->time = st->way.time;
	m->seconds = *seconds;
	m->first_s = st->way.first_s;
	m->wait_s = st->way.wait_s;
	m->per_day = st->groups * DAY / seconds->mid;
	m->wanted_per_day = volume * DAY;
	m->api_usd = s->number[PARAMETER_API_PRICE] * m->job.units;
	m->api_month_usd = m->api_usd * volume * HOUR * s->number[PARAMETER_HOURS_PER_MONTH];
	a->deployment.replicas = st->groups;
	a->p_meets = st->p_meets;
	a->excess = fmax(isnan(volume) ? 0.0 : volume * seconds->mid / st->groups,
		isfinite(s->number[PARAMETER_WITHIN]) ? st->way.wait_s / s->number[PARAMETER_WITHIN] : 0.0);
	a->verdict = verdict_of(st->p_meets >= certainty, st->p_meets, certainty);
	if (!st->offer)
		return;
	a->offer = st->offer;
	a->usd_per_hour = st->hour_usd;
	a->usd_per_month = st->hour_usd * s->number[PARAMETER_HOURS_PER_MONTH];
	m->usd = (struct band){ usd_of(s, hour_usd_of(st, groups_for(s, seconds->low)), seconds->low),
		usd_of(s, hour_usd_of(st, groups_for(s, seconds->mid)), seconds->mid),
		usd_of(s, hour_usd_of(st, groups_for(s, seconds->high)), seconds->high) };
	m->usd_sure = fmax(st->usd_sure, m->usd.low);
	m->even_per_day = 24.0 * hour_usd_of(st, 1.0) / m->api_usd;
	/* A GPU cannot make so many: more of them are no cheaper. */
	if (m->even_per_day > DAY / seconds->mid)
		m->even_per_day = INFINITY;
	a->cost.output = media_unit_usd(a);
	a->cost_sure = media_unit_usd_sure(a);
}

static enum verdict verdict_for(enum media_gap_kind gap)
{
	switch (gap) {
	case MEDIA_NO_ROOM: return VERDICT_DOES_NOT_FIT;
	case MEDIA_NO_TYPE:
	case MEDIA_NO_DIVISION: return VERDICT_NOT_SUPPORTED;
	default: return VERDICT_NOT_ESTIMATED;
	}
}

static void add_miss(struct media_search *search, const struct gpu *gpu, const struct media_way *way)
{
	struct row *a = &search->r->rows[search->r->count++];

	begin_row(search, gpu, way, a);
	a->verdict = verdict_for(way->gap);
	if (a->verdict == VERDICT_DOES_NOT_FIT)
		a->excess = way->memory.peak_bytes / gpu->memory_bytes;
	media_explain_gap(search->s, way, a);
}

/* As many GPUs for one output as the scenario says, or 1, 2, 4, 8 of a machine: weights stay whole on each, so that more
 * of them hold no larger model, but one output is done sooner. */
static void add_gpu(struct media_search *search, const struct gpu *gpu)
{
	const struct scenario *s = search->s;
	const double given = s->number[PARAMETER_GPUS];
	const bool pictures = search->job.task == MEDIA_IMAGE || search->job.task == MEDIA_VIDEO;
	const double most = pictures ? fmin(fmin(TOGETHER, gpu_machine_gpus(gpu)), scenario_max_gpus(s)) : 1.0;
	struct staffed best = { .way.gpus = 0.0 };
	struct media_way way, first = { .gpus = 0.0 };
	struct row *a;

	for (double gpus = given_or(given, 1.0); gpus <= given_or(given, most); gpus *= 2.0) {
		struct staffed st;

		way = media_judge(s, &search->job, gpu, gpus);
		if (!(first.gpus > 0.0))
			first = way;
		if (way.gap != MEDIA_CAN)
			continue;
		st = staff(s, gpu, &way);
		if (!(best.way.gpus > 0.0) || better(s, &st, &best))
			best = st;
	}
	if (!(best.way.gpus > 0.0)) {
		add_miss(search, gpu, &first);
		return;
	}
	a = &search->r->rows[search->r->count++];
	begin_row(search, gpu, &best.way, a);
	fill_answer(search, &best, a);
}

/* Reports and labels ask for the name of a model. */
static void name_model(const struct media_model *media, struct result *r)
{
	r->generic_model = (struct model){ .id = media->id, .name = media->name, .short_name = media->name };
	r->generic_model.counts.total = media->params;
	r->model = &r->generic_model;
}

static void begin(struct media_search *search, const struct scenario *s, struct result *r)
{
	search->s = s;
	search->r = r;
	media_job_read(&search->job, s);
}

void media_solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;
	struct media_search search;

	begin(&search, s, r);
	if (!search.job.model) {
		r->model = serve_model(s, r);
		return;
	}
	name_model(search.job.model, r);
	for (int i = 0; i < c->gpu_count; i++)
		if (scenario_considers(s, i))
			add_gpu(&search, &c->gpus[i]);
	result_rank(r, serve_compare);
	result_lead(r);
	result_mark_equal(r, NULL);
	media_explain(s, today, r);
}

/* A change of one parameter that would do: the first that fits and meets. */
static bool would_do(
	const struct scenario *s, enum parameter p, double value, const struct gpu *gpu, struct media_way *way)
{
	struct scenario other = *s;
	struct media_job job;

	other.number[p] = value;
	media_job_read(&job, &other);
	*way = media_judge(&other, &job, gpu, isnan(s->number[PARAMETER_GPUS]) ? 1.0 : s->number[PARAMETER_GPUS]);
	return way->gap == MEDIA_CAN;
}

static void relieve_memory(const struct scenario *s, struct row *a)
{
	const struct gpu *gpu = a->deployment.gpu;
	struct media_way way;

	/* 8-bit weights, else weights that are fetched from the host. */
	if (s->number[PARAMETER_MEDIA_PRECISION] == 0.0 && would_do(s, PARAMETER_MEDIA_PRECISION, 1.0, gpu, &way))
		media_explain_precision(a, &way);
	else if (s->number[PARAMETER_OFFLOAD] == 0.0 &&
		would_do(s, PARAMETER_OFFLOAD, 1.0 + MEDIA_LEAVES_WEIGHTS, gpu, &way))
		media_explain_offload(a, &way);
}

/* Steps that are done in time: what is not denoising stays. */
static double steps_within(const struct scenario *s, const struct row *a)
{
	const struct media_answer *m = media_of(a);
	const double rest = media_other_s(a), denoise = media_denoise_s(a) / m->job.steps;

	return floor((s->number[PARAMETER_WITHIN] / m->job.batch - rest) / denoise);
}

void media_detail(const struct scenario *s, long today, struct result *r, int index)
{
	struct row *a = &r->rows[index];

	(void)today;
	if (a->verdict == VERDICT_DOES_NOT_FIT)
		relieve_memory(s, a);
	else if ((a->verdict == VERDICT_MISSES || a->verdict == VERDICT_UNCERTAIN) &&
		isfinite(s->number[PARAMETER_WITHIN]) && media_of(a)->time.total_s > 0.0)
		media_explain_steps(a, steps_within(s, a));
}
