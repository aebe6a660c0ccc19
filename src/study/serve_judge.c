/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging one configuration: does it fit, how fast is it, what does it cost, is that enough. */
#include "study/serve_offer.h"
#include "study/serve_judge.h"

#include <math.h>

#include "core/closed_loop.h"
#include "core/open_loop.h"
#include "core/rate_limit.h"
#include "study/replica.h"

static void forget_figures(struct row *a)
{
	*(struct replica *)a->part = replica_unknown;
	a->cost.output = a->cost.input = a->cost.blended = band_unknown();
	a->usd_per_hour = a->usd_per_month = a->excess = NAN;
	a->offer = NULL;
	a->provenance = PROVENANCE_NONE;
	a->equal_to_best = false;
	a->rank = 0;
	a->reasons.count = 0;
}

static void price(const struct scenario *s, struct row *a)
{
	const struct deployment *d = &a->deployment;
	double gpus = layout_gpus(&d->layout);

	a->offer = serve_offer(s, d->gpu, gpus);
	if (!a->offer)
		return;
	a->usd_per_hour = cost_usd_per_hour(NULL, a->offer->usd_per_gpu_hour, gpus, a->offer->gpus, NULL);
	a->usd_per_month = cost_usd_per_month(NULL, a->usd_per_hour, d->constants->hours_per_month);
}

static enum bound largest_part(const struct step_time *t)
{
	double memory = t->weights_s + t->kv_s;

	if (memory >= t->compute_s && memory >= t->communication_s && memory >= t->overhead_s)
		return BOUND_BANDWIDTH;
	if (t->compute_s >= t->communication_s && t->compute_s >= t->overhead_s)
		return BOUND_COMPUTE;
	return t->communication_s >= t->overhead_s ? BOUND_COMMUNICATION : BOUND_OVERHEAD;
}

/* Largest ratio of a figure to what is wanted of it. */
static double excess(const struct scenario *s, const struct row *a)
{
	struct goals goals = scenario_goals(s);
	double worst = fmax(replica_of(a)->ttft_s.mid / goals.ttft_s, replica_of(a)->tpot_s.mid / goals.tpot_s);
	double users = s->number[PARAMETER_CONCURRENCY];

	/* fmax would let an unknown figure pass. */
	if (isnan(replica_of(a)->ttft_s.mid) || isnan(replica_of(a)->tpot_s.mid))
		return INFINITY;
	if (!replica_of(a)->open_loop && isfinite(users))
		worst = fmax(worst, users / fmax(replica_of(a)->memory.max_concurrency, 0.5));
	return worst;
}

static void prepare(const struct scenario *s, const struct row *a, struct serving *serving)
{
	serving_prepare(serving, &a->deployment, &replica_of(a)->memory, scenario_request(s));
	/* No more run than whole requests of the context fit: the guarantee, not the mean. */
	if (!s->happened)
		serving->running_limit = fmin(serving->running_limit, replica_of(a)->memory.max_concurrency);
}

struct service serve_load(const struct scenario *s, const struct row *a, struct serving *serving)
{
	double users = s->number[PARAMETER_CONCURRENCY];

	prepare(s, a, serving);
	if (isinf(users))
		users = fmax(1.0, serving->running_limit);
	if (scenario_open_loop(s))
		return serving_open(serving, s->number[PARAMETER_RATE]);
	if (s->number[PARAMETER_BATCHING] == BATCHING_STATIC)
		return serving_static(serving, users);
	return serving_closed(serving, users);
}

/* A fixed number of users is what people measure; arrivals and batches stand alone. */
static struct recalibration recalibration_for(const struct scenario *s, const struct row *a, double in_flight)
{
	const struct measurements *runs = NULL;

	if (s->measured && !replica_of(a)->open_loop && s->number[PARAMETER_BATCHING] != BATCHING_STATIC)
		runs = s->measured->of(s->measured, a->deployment.model);
	if (!runs)
		return (struct recalibration){ .narrowing = { 1.0, 1.0, 1.0 } };
	return measured_recalibration(runs, &a->deployment, scenario_request(s), in_flight);
}

/* Widened for a server that the fit has not seen, narrowed by runs nearby: one power for both. */
static struct band recalibrated_band(
	double value, struct band_factor factor, const struct row *a, enum measured_figure figure)
{
	double exponent =
		a->deployment.constants->unseen_source_exponent * replica_of(a)->recalibration.narrowing[figure];

	return band_around(measured_move(NULL, value, replica_of(a)->recalibration.shift[figure]),
		band_factor_power(factor, exponent));
}

static void fill_service(const struct scenario *s, struct row *a, const struct service *v, double in_flight)
{
	struct replica *replica = a->part;
	const struct catalog *c = s->catalog;
	struct uncertainty u = uncertainty_for(c->bands, c->band_count, &a->deployment, replica->open_loop, 1.0);
	double further = fmax(0.0, s->number[PARAMETER_OUTPUT] - 1.0);

	replica->concurrency = v->concurrency;
	replica->prefill_share = v->prefill_share;
	replica->saturated = v->saturated;
	replica->step = v->step;
	replica->bound = v->saturated ? BOUND_KV_CAPACITY : largest_part(&v->step);
	a->provenance = a->deployment.gpu->family->calibrated ? PROVENANCE_CALIBRATED : PROVENANCE_EXTRAPOLATED;
	if (!v->stable)
		return;
	replica->recalibration = recalibration_for(s, a, in_flight);
	if (replica->recalibration.near)
		a->provenance = PROVENANCE_MEASURED;
	replica->ttft_s = recalibrated_band(v->ttft_s, u.ttft, a, MEASURED_TTFT);
	replica->tpot_s = recalibrated_band(v->tpot_s, u.tpot, a, MEASURED_TPOT);
	replica->e2e_s = (struct band){ replica->ttft_s.low + further * replica->tpot_s.low,
		replica->ttft_s.mid + further * replica->tpot_s.mid,
		replica->ttft_s.high + further * replica->tpot_s.high };
	/* A stable open loop delivers what arrives. */
	if (replica->open_loop)
		u.tok_s = (struct band_factor){ 1.0, 1.0 };
	replica->output_tok_s = recalibrated_band(v->output_tok_s, u.tok_s, a, MEASURED_TOK_S);
	replica->total_tok_s = recalibrated_band(v->total_tok_s, u.tok_s, a, MEASURED_TOK_S);
	replica->requests_s = recalibrated_band(v->requests_s, u.tok_s, a, MEASURED_TOK_S);
}

static void fill_cost(const struct scenario *s, struct row *a, double prefill_share)
{
	struct replica *replica = a->part;
	double busy = s->number[PARAMETER_BUSY];

	if (replica->open_loop) {
		/* The rate is billed as it is: busy is told, not applied again. */
		busy = 1.0;
	} else {
		replica->busy = busy;
	}
	if (a->offer && band_known(&replica->output_tok_s))
		a->cost = token_cost(NULL, a->usd_per_hour, &replica->output_tok_s, s->number[PARAMETER_PROMPT],
			s->number[PARAMETER_OUTPUT], prefill_share, busy);
}

static void estimate(const struct scenario *s, struct row *a, struct serving *serving)
{
	struct replica *replica = a->part;
	struct service v = serve_load(s, a, serving);

	if (replica->open_loop)
		/* How many are in progress follows from the rate; they pile up when it is too high. */
		replica->memory =
			memory_budget(&a->deployment, scenario_context(s), v.stable ? ceil(v.concurrency) : INFINITY);
	replica->prefill_tok_s = serving_prefill_tok_s(NULL, serving);
	fill_service(s, a, &v, fmin(v.concurrency, fmax(1.0, serving->running_limit)));
	fill_cost(s, a, v.prefill_share);
	a->excess = v.stable ? excess(s, a) : INFINITY;
	a->verdict = v.stable && a->excess <= 1.0 ? VERDICT_MEETS : VERDICT_MISSES;
}

static bool heads_divide(const struct deployment *d)
{
	const struct model *m = d->model;

	for (int i = 0; i < m->group_count; i++)
		if (m->groups[i].attention.kind != ATTENTION_NONE &&
			fmod(m->groups[i].attention.heads, d->layout.tensor) != 0.0)
			return false;
	return true;
}

/* Known to be impossible; a part whose rates or kernels are not known is not called incapable. */
static bool cannot_run(const struct deployment *d)
{
	bool known = d->gpu->family && !isnan(d->gpu->peak_flops[TENSOR_16BIT]);

	return (known && (deployment_support(d) == FORMAT_UNSUPPORTED || !heads_divide(d))) ||
		layout_gpus(&d->layout) > d->gpu->max_gpus_per_node;
}

static void begin(const struct scenario *s, struct row *a)
{
	struct replica *replica = a->part;
	double users = s->number[PARAMETER_CONCURRENCY];

	replica->open_loop = scenario_open_loop(s);
	replica->memory = memory_budget(&a->deployment, scenario_context(s), isnan(users) ? 1.0 : users);
}

/* Whether speed was estimated; `serving` is then ready for more questions. */
static bool judge(const struct scenario *s, const struct deployment *deployment, struct row *a, struct serving *serving)
{
	const struct deployment *d = &a->deployment;

	a->deployment = *deployment;
	forget_figures(a);
	price(s, a);
	begin(s, a);
	if (cannot_run(d)) {
		a->verdict = VERDICT_NOT_SUPPORTED;
	} else if (!isnan(d->gpu->memory_bytes) && replica_of(a)->memory.fit == FIT_NO) {
		a->verdict = VERDICT_DOES_NOT_FIT;
		a->excess = -replica_of(a)->memory.slack;
	} else if (isnan(d->gpu->memory_bytes) || step_check(d) != STEP_READY) {
		a->verdict = VERDICT_NOT_ESTIMATED;
	} else {
		estimate(s, a, serving);
		return true;
	}
	return false;
}

double serve_users_within(const struct scenario *s, const struct row *a)
{
	struct scenario fewer = *s;
	struct replica_row judged;
	double low = 0.0, high = replica_of(a)->concurrency;

	if (replica_of(a)->open_loop || !(high > 1.0))
		return 0.0;
	while (high - low > 1.0) {
		double middle = floor((low + high) / 2.0);

		fewer.number[PARAMETER_CONCURRENCY] = middle;
		if (serve_meets(&fewer, &a->deployment, INFINITY, replica_row_init(&judged)))
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* How far the arrival rate may rise: the dearest figure, and no ranking needs it. */
static void fill_rate_limit(const struct scenario *s, const struct serving *serving, struct row *a)
{
	struct replica *replica = a->part;
	double limit = serving_rate_limit(serving, scenario_goals(s));

	replica->rate_limit = limit;
	replica->busy = limit > 0.0 ? fmin(1.0, s->number[PARAMETER_RATE] / limit) : NAN;
	/* By how much it cannot keep up; at no rate at all there is no such figure. */
	if (isinf(a->excess) && replica->rate_limit > 0.0)
		a->excess = fmax(s->number[PARAMETER_RATE] / replica->rate_limit, 1.0);
}

void serve_judge(const struct scenario *s, const struct deployment *deployment, struct row *a)
{
	struct serving serving;

	if (judge(s, deployment, a, &serving) && replica_of(a)->open_loop)
		fill_rate_limit(s, &serving, a);
}

void serve_limit_rate(const struct scenario *s, struct row *a)
{
	struct serving serving;

	prepare(s, a, &serving);
	fill_rate_limit(s, &serving, a);
}

void serve_judge_load(const struct scenario *s, const struct deployment *deployment, struct row *a)
{
	struct serving serving;

	judge(s, deployment, a, &serving);
}

/* False: it does not fit, or cannot be estimated. */
static bool prepare_alone(const struct scenario *s, const struct deployment *d, struct serving *serving)
{
	struct memory_budget memory;

	if (isnan(d->gpu->memory_bytes) || cannot_run(d) || step_check(d) != STEP_READY)
		return false;
	memory = memory_budget(d, scenario_context(s), 1.0);
	if (memory.fit == FIT_NO)
		return false;
	serving_prepare(serving, d, &memory, scenario_request(s));
	serving->running_limit = fmin(serving->running_limit, memory.max_concurrency);
	return true;
}

/* The cheapest test first: what the largest batch decodes, as if prompts cost nothing. */
static bool keeps_up(const struct serving *serving, struct goals goals, double rate)
{
	double further = serving->request.output - 1.0, most = serving->running_limit;
	struct service v;

	if (further > 0.0 && isfinite(most) &&
		most < rate * further *
				step_evaluate(NULL, &serving->step, most, serving_mean_context(NULL, serving), 0.0, 0.0)
					.total_s)
		return false;
	v = serving_open(serving, rate);
	return v.stable && !(v.ttft_s > goals.ttft_s) && !(v.tpot_s > goals.tpot_s);
}

double serve_capacity(const struct scenario *s, const struct deployment *d, double least)
{
	struct serving serving;

	if (!prepare_alone(s, d, &serving))
		return NAN;
	if (least > 0.0 && !keeps_up(&serving, scenario_goals(s), least))
		return 0.0;
	return serving_capacity(&serving, scenario_goals(s));
}

/* Whether it is clear before anything is estimated that a million tokens cost more than that. */
static bool too_dear(const struct scenario *s, const struct row *a, double limit)
{
	double tok_s = s->number[PARAMETER_RATE] * s->number[PARAMETER_OUTPUT];
	struct band output = band_around(tok_s, (struct band_factor){ 1.0, 1.0 });

	if (isinf(limit))
		return false;
	if (!a->offer)
		return true;
	/* What arrives is what is delivered. */
	return scenario_open_loop(s) &&
		token_cost(NULL, a->usd_per_hour, &output, s->number[PARAMETER_PROMPT], s->number[PARAMETER_OUTPUT],
			0.0, 1.0)
			.output.mid > limit * (1.0 + 1e-9);
}

bool serve_meets(const struct scenario *s, const struct deployment *deployment, double cost_limit, struct row *a)
{
	const struct deployment *d = &a->deployment;
	double users = s->number[PARAMETER_CONCURRENCY];
	struct serving serving;

	/* The cheapest tests first. */
	if (isnan(deployment->gpu->memory_bytes) || cannot_run(deployment))
		return false;
	a->deployment = *deployment;
	forget_figures(a);
	price(s, a);
	if (too_dear(s, a, cost_limit))
		return false;
	begin(s, a);
	if (replica_of(a)->memory.fit == FIT_NO)
		return false;
	if (!replica_of(a)->open_loop && isfinite(users) && users > fmax(replica_of(a)->memory.max_concurrency, 0.5))
		return false;
	if (step_check(d) != STEP_READY)
		return false;
	estimate(s, a, &serving);
	return a->verdict == VERDICT_MEETS;
}
