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
	row_forget_money(a);
	a->excess = a->p_meets = NAN;
	a->provenance = PROVENANCE_NONE;
	a->equal_to_best = a->detailed = false;
	a->rank = 0;
	a->reasons.count = 0;
}

/* `offer` may be NULL. */
static void price(const struct offer *offer, struct row *a)
{
	const struct deployment *d = &a->deployment;

	a->offer = offer;
	if (!offer)
		return;
	a->usd_per_hour = cost_usd_per_hour(NULL, offer->usd_per_gpu_hour, deployment_gpus(d), 1.0, offer->gpus, NULL);
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

double serve_users_share(const struct scenario *s, const struct deployment *d)
{
	return ceil(s->number[PARAMETER_CONCURRENCY] / deployment_replicas(d));
}

static double rate_share(const struct scenario *s, const struct deployment *d)
{
	return s->number[PARAMETER_RATE] / deployment_replicas(d);
}

static void prepare(const struct scenario *s, const struct row *a, struct serving *serving)
{
	serving_prepare(serving, &a->deployment, &replica_of(a)->memory, scenario_request(s));
	if (s->number[PARAMETER_GOAL_AT] != GOAL_AT_MEAN)
		serving->most_requests_s = serving_saturated(serving).requests_s;
}

struct service serve_load(const struct scenario *s, const struct row *a, struct serving *serving)
{
	double users = serve_users_share(s, &a->deployment);

	prepare(s, a, serving);
	if (isinf(users))
		users = fmax(1.0, serving->running_limit);
	if (scenario_open_loop(s))
		return serving_open(serving, rate_share(s, &a->deployment));
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

/* What one replica does, times this, is what the service does. */
static double service_scale(const struct scenario *s, const struct deployment *d)
{
	double users = s->number[PARAMETER_CONCURRENCY];

	if (scenario_open_loop(s) || isinf(users))
		return deployment_replicas(d);
	return users / serve_users_share(s, d);
}

/* The figures that the goals are about, with the error of the percentile on top. */
static void fill_goal_figures(
	const struct scenario *s, struct row *a, const struct serving *serving, const struct service *v)
{
	const struct goals goals = scenario_goals(s);
	struct replica *replica = a->part;
	double ttft_s = v->ttft_s, tpot_s = v->tpot_s;
	struct percentile ttft, tpot;

	replica->goal_ttft_s = replica->ttft_s;
	replica->goal_tpot_s = replica->tpot_s;
	if (goals.at == GOAL_AT_MEAN)
		return;
	serving_goal_figures(NULL, serving, goals.at, v->requests_s, v->running, &ttft_s, &tpot_s);
	ttft = percentile_ttft(NULL, a->deployment.constants, goals.at, 1.0, 1.0, serving->request.spread);
	tpot = percentile_tpot(NULL, a->deployment.constants, goals.at, 1.0, 1.0, 1.0, serving->request.spread);
	replica->goal_ttft_s = certainty_scaled(&replica->ttft_s, ttft_s / v->ttft_s, ttft.error);
	replica->goal_tpot_s = certainty_scaled(&replica->tpot_s, tpot_s / v->tpot_s, tpot.error);
}

static void fill_service(
	const struct scenario *s, struct row *a, const struct serving *serving, const struct service *v)
{
	double in_flight = fmin(v->concurrency, fmax(1.0, serving->running_limit));
	struct replica *replica = a->part;
	const struct catalog *c = s->catalog;
	struct uncertainty u = uncertainty_for(c->bands, c->band_count, &a->deployment, replica->open_loop, 1.0);
	double further = fmax(0.0, s->number[PARAMETER_OUTPUT] - 1.0), scale = service_scale(s, &a->deployment);

	replica->concurrency = v->concurrency * scale;
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
	fill_goal_figures(s, a, serving, v);
	replica->e2e_s = (struct band){ replica->ttft_s.low + further * replica->tpot_s.low,
		replica->ttft_s.mid + further * replica->tpot_s.mid,
		replica->ttft_s.high + further * replica->tpot_s.high };
	/* A stable open loop delivers what arrives. */
	if (replica->open_loop)
		u.tok_s = (struct band_factor){ 1.0, 1.0 };
	replica->output_tok_s = recalibrated_band(scale * v->output_tok_s, u.tok_s, a, MEASURED_TOK_S);
	replica->total_tok_s = recalibrated_band(scale * v->total_tok_s, u.tok_s, a, MEASURED_TOK_S);
	replica->requests_s = recalibrated_band(scale * v->requests_s, u.tok_s, a, MEASURED_TOK_S);
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
	replica->prefill_share = prefill_share;
	if (!a->offer || !band_known(&replica->output_tok_s))
		return;
	a->cost = token_cost(NULL, a->usd_per_hour, &replica->output_tok_s, s->number[PARAMETER_PROMPT],
		s->number[PARAMETER_OUTPUT], prefill_share, busy);
	a->cost_sure = certainty_value(&a->cost.output, s->number[PARAMETER_CERTAINTY]);
}

/* The goals with the errors of these estimates. */
static struct goals goals_for(const struct scenario *s, const struct replica *replica)
{
	struct goals goals = scenario_goals(s);

	goals.ttft_error = log_error_of(band_factor_of(&replica->goal_ttft_s), 0.0);
	goals.tpot_error = log_error_of(band_factor_of(&replica->goal_tpot_s), 0.0);
	return goals;
}

bool serve_goals_hold(const struct scenario *s, const struct replica *replica)
{
	const struct goals goals = goals_for(s, replica);

	return goals_hold(&goals, replica->goal_ttft_s.mid, replica->goal_tpot_s.mid);
}

/* Probability that both goals are kept, and by what factor they are missed. */
static void weigh_goals(const struct scenario *s, struct row *a)
{
	const struct replica *replica = replica_of(a);
	const double ttft_s = replica->goal_ttft_s.mid, tpot_s = replica->goal_tpot_s.mid;
	const struct goals goals = goals_for(s, replica);

	a->p_meets = goals_certainty(&goals, ttft_s, tpot_s);
	a->excess = goals_hold(&goals, ttft_s, tpot_s) ? 1.0 : goals_excess(&goals, ttft_s, tpot_s);
}

static void weigh(const struct scenario *s, struct row *a, const struct service *v)
{
	double users = serve_users_share(s, &a->deployment), most = fmax(replica_of(a)->memory.max_concurrency, 0.5);

	if (!v->stable || !band_known(&replica_of(a)->ttft_s) || !band_known(&replica_of(a)->tpot_s)) {
		a->excess = INFINITY;
		a->p_meets = 0.0;
	} else {
		weigh_goals(s, a);
	}
	/* What memory does not hold waits: no error of an estimate makes room. */
	if (!replica_of(a)->open_loop && isfinite(users) && users > most) {
		a->excess = fmax(a->excess, users / most);
		a->p_meets = 0.0;
	}
	a->verdict = verdict_of(a->excess <= 1.0, a->p_meets, s->number[PARAMETER_CERTAINTY]);
}

static struct memory_budget memory_of(const struct scenario *s, const struct row *a, double users)
{
	const struct demand demand = scenario_demand(s, users);

	return memory_budget(&a->deployment, &demand);
}

static void estimate(const struct scenario *s, struct row *a, struct serving *serving)
{
	struct replica *replica = a->part;
	struct service v = serve_load(s, a, serving);

	if (replica->open_loop)
		/* How many are in progress follows from the rate; they pile up when it is too high. */
		replica->memory = memory_of(s, a, v.stable ? ceil(v.concurrency) : INFINITY);
	if (isinf(s->number[PARAMETER_CONCURRENCY]) && !replica->open_loop)
		replica->memory = memory_of(s, a, v.concurrency);
	replica->prefill_tok_s = serving_prefill_tok_s(NULL, serving);
	fill_service(s, a, serving, &v);
	fill_cost(s, a, v.prefill_share);
	weigh(s, a, &v);
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
	double users = serve_users_share(s, &a->deployment);

	replica->open_loop = scenario_open_loop(s);
	replica->memory = memory_of(s, a, isnan(users) ? 1.0 : users);
}

/* Whether speed was estimated; `serving` is then ready for more questions. */
static bool judge(const struct scenario *s, const struct deployment *deployment, struct row *a, struct serving *serving)
{
	const struct deployment *d = &a->deployment;

	a->deployment = *deployment;
	forget_figures(a);
	price(serve_offer(s, a->deployment.gpu, deployment_gpus(&a->deployment)), a);
	begin(s, a);
	if (cannot_run(d)) {
		a->verdict = VERDICT_NOT_SUPPORTED;
	} else if (!isnan(d->gpu->memory_bytes) && replica_of(a)->memory.fit == FIT_NO) {
		a->verdict = VERDICT_DOES_NOT_FIT;
		a->p_meets = 0.0;
		a->excess = -replica_of(a)->memory.slack;
	} else if (isnan(d->gpu->memory_bytes) || step_check(d) != STEP_READY) {
		a->verdict = VERDICT_NOT_ESTIMATED;
	} else {
		estimate(s, a, serving);
		return true;
	}
	return false;
}

/* The goals with the error of estimates of arrivals, which no measured run corrects. */
static struct goals goals_of(const struct scenario *s, const struct deployment *d)
{
	const struct catalog *c = s->catalog;
	const struct uncertainty u =
		uncertainty_for(c->bands, c->band_count, d, true, c->constants.unseen_source_exponent);
	const double spread = s->number[PARAMETER_SPREAD];
	struct goals goals = scenario_goals(s);

	goals.ttft_error = log_error_of(u.ttft, percentile_ttft(NULL, d->constants, goals.at, 1.0, 1.0, spread).error);
	goals.tpot_error =
		log_error_of(u.tpot, percentile_tpot(NULL, d->constants, goals.at, 1.0, 1.0, 1.0, spread).error);
	return goals;
}

/* How far the arrival rate may rise: the dearest figure, and no ranking needs it. */
static void fill_rate_limit(const struct scenario *s, const struct serving *serving, struct row *a)
{
	struct replica *replica = a->part;
	double limit = deployment_replicas(&a->deployment) * serving_rate_limit(serving, goals_of(s, &a->deployment));

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

	if (!replica_of(a)->open_loop || a->verdict > VERDICT_MISSES || !isnan(replica_of(a)->rate_limit))
		return;
	prepare(s, a, &serving);
	fill_rate_limit(s, &serving, a);
}

void serve_reprice(const struct scenario *s, const struct offer *offer, struct row *a)
{
	price(offer, a);
	fill_cost(s, a, replica_of(a)->prefill_share);
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
	struct demand demand;

	if (isnan(d->gpu->memory_bytes) || cannot_run(d) || step_check(d) != STEP_READY)
		return false;
	demand = scenario_demand(s, 1.0);
	memory = memory_budget(d, &demand);
	if (memory.fit == FIT_NO)
		return false;
	serving_prepare(serving, d, &memory, scenario_request(s));
	if (s->number[PARAMETER_GOAL_AT] != GOAL_AT_MEAN)
		serving->most_requests_s = serving_saturated(serving).requests_s;
	return true;
}

bool serve_stands_behind(const struct scenario *s, const struct deployment *d)
{
	const struct demand demand = scenario_demand(s, 1.0);

	return !d->gpu->family->calibrated || memory_budget(d, &demand).fit == FIT_TIGHT;
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
	if (!v.stable)
		return false;
	serving_goal_figures(NULL, serving, goals.at, v.requests_s, v.running, &v.ttft_s, &v.tpot_s);
	return goals_hold(&goals, v.ttft_s, v.tpot_s);
}

double serve_capacity(const struct scenario *s, const struct deployment *d, double least)
{
	struct serving serving;

	if (!prepare_alone(s, d, &serving))
		return NAN;
	if (least > 0.0 && !keeps_up(&serving, goals_of(s, d), least))
		return 0.0;
	return serving_capacity(&serving, goals_of(s, d));
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

/* Whether users who wait for nothing but their next token would still pay more than that: the cheapest test of what is
 * not an arrival rate.  Measured runs may move a throughput by less than the margin. */
static bool surely_dearer(const struct scenario *s, const struct row *a, double limit)
{
	const double margin = s->measured ? 2.0 : 1.0 + 1e-9;
	double users = serve_users_share(s, &a->deployment);
	const struct deployment *d = &a->deployment;
	struct serving serving;
	struct band output;

	if (isinf(limit) || !isfinite(users) || replica_of(a)->open_loop ||
		s->number[PARAMETER_BATCHING] == BATCHING_STATIC)
		return false;
	serving.request = scenario_request(s);
	step_prepare(&serving.step, d);
	output = band_exact(s->number[PARAMETER_CONCURRENCY] /
		step_evaluate(NULL, &serving.step, users, serving_mean_context(NULL, &serving), 0.0, 0.0).total_s);
	return token_cost(NULL, a->usd_per_hour, &output, s->number[PARAMETER_PROMPT], s->number[PARAMETER_OUTPUT], 0.0,
		       s->number[PARAMETER_BUSY])
		       .output.mid > limit * margin;
}

bool serve_meets(const struct scenario *s, const struct deployment *deployment, double cost_limit, struct row *a)
{
	const struct deployment *d = &a->deployment;
	double users = serve_users_share(s, deployment);
	struct serving serving;

	a->verdict = VERDICT_MISSES;
	/* The cheapest tests first. */
	if (isnan(deployment->gpu->memory_bytes) || cannot_run(deployment))
		return false;
	a->deployment = *deployment;
	forget_figures(a);
	price(serve_offer(s, a->deployment.gpu, deployment_gpus(&a->deployment)), a);
	if (too_dear(s, a, cost_limit)) {
		a->verdict = VERDICT_MEETS;
		return false;
	}
	begin(s, a);
	if (replica_of(a)->memory.fit == FIT_NO)
		return false;
	if (!replica_of(a)->open_loop && isfinite(users) && users > fmax(replica_of(a)->memory.max_concurrency, 0.5))
		return false;
	if (step_check(d) != STEP_READY)
		return false;
	if (surely_dearer(s, a, cost_limit)) {
		a->verdict = VERDICT_MEETS;
		return false;
	}
	estimate(s, a, &serving);
	return a->verdict == VERDICT_MEETS;
}
