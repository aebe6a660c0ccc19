/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is explained of an answer: memory, speed and cost, from the traces of core. */
#include "study/explain.h"

#include <math.h>

#include "base/i18n.h"
#include "core/certainty.h"
#include "core/closed_loop.h"
#include "core/open_loop.h"
#include "study/explain_trace.h"
#include "study/replica.h"
#include "study/serve_judge.h"

static void explain_other_engines(struct explaining *x)
{
	const struct catalog *c = x->s->catalog;
	const struct deployment *d = x->d;
	double block = d->constants->kv_block_tokens;
	double tokens = ceil(scenario_context(x->s) / block) * block;

	x->section = N_("KV cache of one request under other engines");
	for (int i = 0; i < c->engine_count; i++) {
		struct kv_reserve r = engine_kv_reserve(&c->engines[i], d->gpu, d->model);

		if (&c->engines[i] != d->engine)
			model_kv_engine_trace(&x->trace, c->engines[i].id, d->model, tokens, d->kv->bytes, &r);
	}
	explain_trace(x);
}

/* Weights, activations, the KV cache and how many requests it holds. */
static void explain_memory(struct explaining *x)
{
	const struct demand demand = scenario_demand(x->s, x->s->number[PARAMETER_CONCURRENCY]);
	const struct model *model = x->d->model;

	x->section = N_("Memory");
	memory_trace(&x->trace, x->d, &demand);
	explain_trace(x);
	if (model_kv_is_plain(model) && !isnan(model_kv_window(model)))
		explain_other_engines(x);
}

static void explain_steps(struct explaining *x, const struct serving *s, const struct service *v, bool together)
{
	x->section = N_("One decode step");
	serving_trace_decode(&x->trace, s, v->decoding);
	explain_trace(x);
	x->section = N_("One step of prompt tokens");
	serving_trace_prompt(&x->trace, s);
	explain_trace(x);
	if (!together) {
		x->section = N_("One decode step with prompt tokens");
		serving_trace_mixed(&x->trace, s, v->decoding);
	} else if (v->running > 1.0) {
		x->section = N_("One step of the batch's prompts");
		serving_trace_packed(&x->trace, s, v->running);
	}
	explain_trace(x);
}

/* From means to the figures that the goals are about, and how sure these are kept. */
static void explain_goals(struct explaining *x, const struct serving *serving, const struct service *v)
{
	const struct goals goals = scenario_goals(x->s);
	const struct replica *replica = replica_of(x->a);
	double ttft_s = v->ttft_s, tpot_s = v->tpot_s;

	x->section = N_("Goals");
	/* 0: the load is more than it holds, whatever the goals are. */
	if (!v->stable || !(x->a->p_meets > 0.0))
		return;
	serving_goal_figures(&x->trace, serving, goals.at, v->requests_s, v->running, &ttft_s, &tpot_s);
	certainty_both(&x->trace, certainty_at_most(&replica->goal_ttft_s, goals.ttft_s),
		certainty_at_most(&replica->goal_tpot_s, goals.tpot_s));
	explain_trace(x);
}

/* From one step of the engine to TTFT, TPOT and throughput under a load. */
static void explain_serving(struct explaining *x)
{
	bool together = !replica_of(x->a)->open_loop && x->s->number[PARAMETER_BATCHING] == BATCHING_STATIC;
	struct serving serving;
	struct service v = serve_load(x->s, x->a, &serving);

	explain_steps(x, &serving, &v, together);
	x->section = N_("Speed");
	serving_trace_isolated(&x->trace, &serving);
	if (together)
		serving_trace_static(&x->trace, &serving, &v);
	else if (replica_of(x->a)->open_loop)
		serving_trace_open(&x->trace, &serving, x->s->number[PARAMETER_RATE]);
	else
		serving_trace_closed(&x->trace, &serving, &replica_of(x->a)->memory, &v);
	explain_trace(x);
	explain_goals(x, &serving, &v);
}

/* From the price of a GPU to dollars per million tokens. */
static void explain_cost(struct explaining *x, const void *context)
{
	const struct row *a = x->a;
	const struct offer *offer = a->offer;
	const double *n = x->s->number;
	double busy = replica_of(a)->open_loop ? 1.0 : n[PARAMETER_BUSY];
	bool moved = replica_of(a)->recalibration.shift[MEASURED_TOK_S] != 0.0;

	(void)context;
	x->section = N_("Cost");
	if (!offer)
		return;
	cost_usd_per_month(&x->trace,
		cost_usd_per_hour(&x->trace, offer->usd_per_gpu_hour, layout_gpus(&x->d->layout),
			deployment_replicas(x->d), offer->gpus, offer->source),
		x->d->constants->hours_per_month);
	if (band_known(&a->cost.output)) {
		if (moved)
			trace_again(&x->trace, "output_tok_s", "leaned_output_tok_s", replica_of(a)->output_tok_s.mid);
		trace_value(&x->trace, "busy", busy, NULL);
		trace_mean(&x->trace, replica_of(a)->open_loop ? "as it is" : NULL);
		token_cost(&x->trace, a->usd_per_hour, &replica_of(a)->output_tok_s, n[PARAMETER_PROMPT],
			n[PARAMETER_OUTPUT], replica_of(a)->prefill_share, busy);
	}
	explain_trace(x);
}

void explain_alone(const struct scenario *s, const struct row *a, struct explanation *e,
	void (*all)(struct explaining *x, const void *context), const void *context)
{
	enum { ROOM = 2048 };
	struct explaining x = { .s = s, .a = a, .d = &a->deployment, .e = e };
	FREED struct trace_entry *entries = xcalloc(ROOM, sizeof(*entries));

	trace_init(&x.trace, entries, ROOM);
	e->count = 0;
	all(&x, context);
}

/* What a study adds to memory and speed of a replica. */
struct addition {
	void (*rest)(struct explaining *x, const void *context);
	const void *context;
};

static void explain_replica(struct explaining *x, const void *context)
{
	const struct addition *more = context;

	if (!isnan(replica_of(x->a)->memory.capacity))
		explain_memory(x);
	if (x->a->verdict <= VERDICT_MISSES)
		explain_serving(x);
	more->rest(x, more->context);
}

void explain_with(const struct scenario *s, const struct row *a, struct explanation *e,
	void (*rest)(struct explaining *x, const void *context), const void *context)
{
	const struct addition more = { rest, context };

	explain_alone(s, a, e, explain_replica, &more);
}

void explain_answer(const struct scenario *s, const struct row *a, struct explanation *e)
{
	explain_with(s, a, e, explain_cost, NULL);
}
