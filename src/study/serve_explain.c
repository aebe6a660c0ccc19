/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of the serving study: what overflows, what misses, what binds, what to relax. */
#include "study/offer_count.h"
#include "study/offer_filter.h"
#include "study/offer_warn.h"
#include "study/replica.h"
#include "study/rival.h"
#include "study/serve_judge.h"
#include "study/serve_offer.h"
#include "study/serve_explain.h"

#include <math.h>

#include "base/i18n.h"

static void add(struct row *a, enum reason_id id, double x, double y, double z)
{
	reason_add(&a->reasons, id, x, y, z, NULL);
}

static void add_name(struct row *a, enum reason_id id, const char *name)
{
	reason_add(&a->reasons, id, NAN, NAN, NAN, name);
}

/* The longest context, in whole blocks, of which one request fits; 0 when none does. */
static double largest_context(const struct deployment *d, double context)
{
	const double block = d->constants->kv_block_tokens;
	double low = 0.0, high = floor(context / block);

	while (high - low > 1.0) {
		double middle = floor((low + high) / 2.0);

		if (memory_holds(d, middle * block))
			low = middle;
		else
			high = middle;
	}
	return low * block;
}

/* Whether more GPUs of one node, or fewer bits, would hold the weights and one request. */
static void explain_too_large(struct row *a, double context)
{
	struct deployment more = a->deployment, smaller = a->deployment;
	const struct weight_format *const *formats = a->deployment.engine->four_bit_formats;

	do
		more.layout.tensor *= 2.0;
	while (layout_gpus(&more.layout) <= more.gpu->max_gpus_per_node && !memory_holds(&more, context));
	if (layout_gpus(&more.layout) <= more.gpu->max_gpus_per_node)
		add(a, REASON_RELAX_GPUS, layout_gpus(&more.layout), NAN, NAN);
	for (int i = 0; formats[i]; i++) {
		smaller.format = formats[i];
		if (formats[i] == a->deployment.format || deployment_support(&smaller) == FORMAT_UNSUPPORTED ||
			!memory_holds(&smaller, context))
			continue;
		add_name(a, REASON_RELAX_BITS, formats[i]->name);
		break;
	}
}

static void explain_misfit(const struct scenario *s, struct row *a)
{
	const struct memory_budget *m = &replica_of(a)->memory;
	double context = scenario_context(s);
	double relaxed;

	if (m->weights > m->usable) {
		add(a, REASON_WEIGHTS_OVERFLOW, m->weights, m->usable, NAN);
		explain_too_large(a, context);
		return;
	}
	add(a, REASON_CONTEXT_OVERFLOW, -m->slack, context, NAN);
	relaxed = largest_context(&a->deployment, context);
	if (relaxed > 0.0)
		add(a, REASON_RELAX_CONTEXT, relaxed, NAN, NAN);
}

static void explain_gap(struct row *a)
{
	const struct deployment *d = &a->deployment;
	const struct gpu *g = d->gpu;

	switch (step_check(d)) {
	case STEP_NO_FAMILY: add_name(a, REASON_NO_FAMILY, g->architecture ? g->architecture : g->name); break;
	case STEP_NO_BANDWIDTH: add_name(a, REASON_NO_SPEC, N_("memory bandwidth")); break;
	case STEP_NO_RATE: add_name(a, REASON_NO_SPEC, N_("matrix rate")); break;
	case STEP_NO_LINK: add(a, REASON_NO_LINK, layout_gpus(&d->layout), NAN, NAN); break;
	case STEP_NO_FORMAT:
	case STEP_READY: break;
	}
	if (isnan(g->memory_bytes))
		add_name(a, REASON_NO_MEMORY, NULL);
}

static void explain_unsupported(struct row *a)
{
	const struct deployment *d = &a->deployment;
	double gpus = layout_gpus(&d->layout);

	if (!(d->format->engines & d->engine->bit))
		add_name(a, REASON_NO_ENGINE_FORMAT, d->format->name);
	else if (deployment_support(d) == FORMAT_UNSUPPORTED)
		add_name(a, REASON_NO_FORMAT, d->format->name);
	else if (gpus > d->gpu->max_gpus_per_node)
		add(a, REASON_NO_NODE, gpus, d->gpu->max_gpus_per_node, NAN);
	else
		add(a, REASON_NO_LAYOUT, d->model->groups[0].attention.heads, d->layout.tensor, NAN);
}

/* A limit as it is shown, with two digits: never more than it is. */
static double rounded_down(double limit)
{
	double digit = pow(10.0, floor(log10(limit)) - 1.0);

	return limit > 0.0 ? floor(limit / digit + 1e-9) * digit : limit;
}

/* What would do: less of the load. */
static void explain_relief(const struct scenario *s, struct row *a)
{
	const struct replica *replica = replica_of(a);

	if (replica->open_loop && replica->rate_limit > 0.0 && replica->rate_limit < s->number[PARAMETER_RATE])
		add(a, REASON_RELAX_RATE, rounded_down(replica->rate_limit), NAN, NAN);
	else if (replica->users_within >= 1.0)
		add(a, REASON_RELAX_USERS, replica->users_within, NAN, NAN);
}

/* A figure beyond its goal, or one that may be. */
static void explain_goal(struct row *a, const struct band *figure, double goal, double certainty, enum reason_id misses,
	enum reason_id unsure)
{
	double sure = certainty_at_most(figure, goal);

	if (figure->mid > goal)
		add(a, misses, figure->mid, goal, figure->mid - goal);
	else if (sure < certainty)
		add(a, unsure, figure->mid, goal, sure);
}

static void explain_misses(const struct scenario *s, struct row *a)
{
	const struct goals goals = scenario_goals(s);
	const struct replica *replica = replica_of(a);
	double users = serve_users_share(s, &a->deployment);
	int told;

	if (replica->open_loop && !band_known(&replica->ttft_s)) {
		add(a, REASON_UNSTABLE, s->number[PARAMETER_RATE], rounded_down(replica->rate_limit), NAN);
		return;
	}
	if (!replica->open_loop && isfinite(users) && users > replica->memory.max_concurrency)
		add(a, REASON_KV_OVERFLOW, replica->memory.max_concurrency, users, NAN);
	told = a->reasons.count;
	explain_goal(a, &replica->goal_ttft_s, goals.ttft_s, goals.certainty, REASON_MISSES_TTFT, REASON_UNSURE_TTFT);
	explain_goal(a, &replica->goal_tpot_s, goals.tpot_s, goals.certainty, REASON_MISSES_TPOT, REASON_UNSURE_TPOT);
	if (a->reasons.count == told)
		add(a, REASON_UNSURE_BOTH, a->p_meets, NAN, NAN);
	explain_relief(s, a);
}

void serve_explain_bound(struct row *a)
{
	const struct step_time *t = &replica_of(a)->step;
	static const enum reason_id ids[] = { REASON_BOUND_BANDWIDTH, REASON_BOUND_COMPUTE, REASON_BOUND_COMMUNICATION,
		REASON_BOUND_OVERHEAD };
	const double parts[] = { t->weights_s + t->kv_s, t->compute_s, t->communication_s, t->overhead_s };
	int largest = 0;

	for (int i = 1; i < 4; i++)
		if (parts[i] > parts[largest])
			largest = i;
	add(a, ids[largest], parts[largest] / t->total_s, NAN, NAN);
}

/* Where prompts are found in the prefix cache: whether the whole contexts of all users are in it.  Beyond that the hits
 * of sessions that go on collapse (gpuplan-model(7), 1.5 What requests hold). */
static void explain_working_set(const struct scenario *s, struct row *a)
{
	const struct memory_budget *m = &replica_of(a)->memory;
	double users = ceil(replica_of(a)->concurrency / deployment_replicas(&a->deployment));
	double needed = users * (s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT]);
	double held;

	if (!(s->number[PARAMETER_PREFIX_HIT] > 0.0) || !isfinite(users) || !(m->kv_per_token > 0.0))
		return;
	held = m->kv_pool / m->kv_per_token;
	add(a, needed > held ? REASON_WORKING_SET_LARGE : REASON_WORKING_SET, needed, held, NAN);
}

static void explain_room(const struct scenario *s, struct row *a)
{
	const struct deployment *d = &a->deployment;
	double users = s->number[PARAMETER_CONCURRENCY], share = ceil(users / deployment_replicas(d));
	double limit = memory_sequence_limit(d), more = replica_of(a)->users_within - users;

	explain_working_set(s, a);
	if (a->verdict == VERDICT_MEETS && replica_of(a)->rate_limit > s->number[PARAMETER_RATE])
		add(a, REASON_ROOM_RATE, rounded_down(replica_of(a)->rate_limit), NAN, NAN);
	if (replica_of(a)->open_loop || !isfinite(users))
		return;
	if (share > limit && share <= replica_of(a)->memory.max_concurrency)
		add(a, REASON_SEQUENCE_LIMIT, limit, NAN, NAN);
	else if (a->verdict == VERDICT_MEETS && more > 0.0)
		reason_add(&a->reasons, REASON_ROOM, more, NAN, NAN, stop_words(replica_of(a)->stop)->whole);
	else if (a->verdict == VERDICT_MEETS && more <= 0.0)
		add_name(a, REASON_NO_ROOM, stop_words(replica_of(a)->stop)->whole);
}

static void explain_held(const struct scenario *s, struct row *a)
{
	const struct memory_budget *m = &replica_of(a)->memory;
	double replicas = deployment_replicas(&a->deployment);

	if (isfinite(m->max_concurrency))
		add(a, REASON_HELD, m->max_concurrency * replicas, m->max_concurrency_full * replicas,
			scenario_context(s));
}

/* Other prices of what is rented here: those that contradict this one, and spot that saves nothing. */
static void explain_offer(const struct scenario *s, struct row *a)
{
	const struct offer *older = NULL, *spot = NULL, *taken = a->offer;
	int count;
	const struct offer *offers = catalog_offers(s->catalog, a->deployment.gpu, &count);

	for (int i = 0; i < count; i++) {
		const struct offer *o = &offers[i];

		if (o->newer == taken && o->usd_per_gpu_hour != taken->usd_per_gpu_hour)
			older = o;
		if (o->provider == taken->provider && o->purchase == PURCHASE_SPOT && offer_counts(o) &&
			o->gpus == taken->gpus && !spot)
			spot = o;
	}
	if (older)
		add(a, REASON_NEWER_PRICE, older->usd_per_gpu_hour, (double)(taken->as_of - older->as_of), NAN);
	/* The cheapest of them is looked at: the others are dearer still. */
	if (spot && taken->purchase == PURCHASE_ON_DEMAND && spot->usd_per_gpu_hour >= taken->usd_per_gpu_hour)
		add(a, REASON_SPOT_ABOVE, spot->usd_per_gpu_hour, NAN, NAN);
}

static void explain_cost(const struct scenario *s, long today, const struct row *best, struct row *a)
{
	double gpus = deployment_gpus(&a->deployment);

	if (!a->offer) {
		offer_filter_explain(s, scenario_purchases(s), a->deployment.gpu, gpus, &a->reasons);
		return;
	}
	if (best && best != a && a->verdict == VERDICT_MEETS && band_known(&best->cost.output))
		rival_explain(a, a->cost_sure, best->cost_sure);
	if (cost_rented_gpus(gpus, a->offer->gpus) > gpus)
		add(a, REASON_INSTANCE_SIZE, a->offer->gpus, gpus, NAN);
	offer_count_explain(s, a->offer, 1u << a->offer->purchase, cost_rented_gpus(gpus, a->offer->gpus), &a->reasons);
	if (a->offer->purchase == PURCHASE_SPOT)
		add_name(a, REASON_SPOT_LIVE, NULL);
	offer_warn_stale(s->catalog, a->offer->as_of, today, &a->reasons);
	explain_offer(s, a);
}

/* Told when the runs are close, or when they move a figure by a per cent. */
static void explain_recalibration(struct row *a)
{
	double tpot = 100.0 * expm1(replica_of(a)->recalibration.shift[MEASURED_TPOT]);
	double tok_s = 100.0 * expm1(replica_of(a)->recalibration.shift[MEASURED_TOK_S]);

	if (replica_of(a)->recalibration.source &&
		(replica_of(a)->recalibration.near || fabs(tpot) >= 1.0 || fabs(tok_s) >= 1.0))
		reason_add(&a->reasons, REASON_MEASURED, replica_of(a)->recalibration.runs, round(tpot) + 0.0,
			round(tok_s) + 0.0, replica_of(a)->recalibration.source);
}

/* Told when the engine keeps at least twice what attention sees of the context. */
static void explain_kept(const struct scenario *s, struct row *a)
{
	const struct deployment *d = &a->deployment;
	struct kv_reserve r = engine_kv_reserve(d->engine, d->gpu, d->model);
	double context = scenario_context(s);

	for (int i = 0; i < d->model->group_count; i++) {
		const struct attention *attention = &d->model->groups[i].attention;
		double kept = model_kv_window_tokens(NULL, attention->window, context, &r);

		if (!attention_windowed(attention) || !(kept >= 2.0 * attention->window))
			continue;
		add(a, REASON_WINDOW_RESERVED, ceil(kept), attention->window, NAN);
		return;
	}
}

void serve_explain_evidence(const struct scenario *s, struct row *a)
{
	const struct deployment *d = &a->deployment;

	if (!isnan(d->gpu->memory_bytes) && d->gpu->memory_assumed)
		add_name(a, REASON_MEMORY_ASSUMED, NULL);
	explain_recalibration(a);
	if (a->provenance == PROVENANCE_EXTRAPOLATED)
		add_name(a, REASON_EXTRAPOLATED, NULL);
	if (d->gpu->fp16_only && d->format->tensor == TENSOR_16BIT)
		add_name(a, REASON_AS_FP16, NULL);
	if (deployment_support(d) == FORMAT_WEIGHT_ONLY)
		add_name(a, REASON_WEIGHT_ONLY, d->format->name);
	if (d->format->four_bit && d->format != d->model->native_weights)
		add_name(a, REASON_FOUR_BIT, NULL);
	explain_kept(s, a);
}

void serve_explain_near(struct row *a, const struct row *near, enum reason_id id)
{
	struct reasons *reasons = &a->reasons;
	struct reason told;

	reason_add(reasons, id, 100.0 * (1.0 - near->cost_sure / a->cost_sure), near->p_meets,
		deployment_gpus(&near->deployment),
		id == REASON_NEAR_RIVAL ? near->deployment.gpu->short_name : near->deployment.format->id);
	if (reasons->count < 3 || reasons->items[reasons->count - 1].id != id)
		return;
	/* Behind the first: it is worth a thought before everything that only explains. */
	told = reasons->items[reasons->count - 1];
	for (int i = reasons->count - 1; i > 1; i--)
		reasons->items[i] = reasons->items[i - 1];
	reasons->items[1] = told;
}

void serve_explain_failure(const struct scenario *s, struct row *a)
{
	a->reasons.count = 0;
	switch (a->verdict) {
	case VERDICT_MEETS: break;
	case VERDICT_UNCERTAIN:
	case VERDICT_MISSES: explain_misses(s, a); break;
	case VERDICT_DOES_NOT_FIT: explain_misfit(s, a); break;
	case VERDICT_NOT_ESTIMATED: explain_gap(a); break;
	case VERDICT_NOT_SUPPORTED: explain_unsupported(a); break;
	}
}

void serve_explain(const struct scenario *s, long today, const struct row *best, struct row *a)
{
	serve_explain_failure(s, a);
	if (a->verdict == VERDICT_NOT_SUPPORTED)
		return;
	if (replica_of(a)->memory.fit == FIT_TIGHT)
		add(a, REASON_FITS_TIGHTLY, replica_of(a)->memory.slack, NAN, NAN);
	if (a->verdict <= VERDICT_MISSES && a->offer && offer_assumes_place(s, a->offer))
		add_name(a, REASON_PLACE_ASSUMED, a->offer->provider->name);
	if (a->verdict <= VERDICT_MISSES) {
		explain_room(s, a);
		serve_explain_bound(a);
		explain_held(s, a);
		explain_cost(s, today, best, a);
	}
	serve_explain_evidence(s, a);
}
