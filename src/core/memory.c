/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of a deployment: weights, activations, runtime, and the KV pool that remains. */
#include "core/memory.h"

#include <math.h>

static double whole_blocks(const struct deployment *d, double tokens)
{
	const double block = d->constants->kv_block_tokens;

	return ceil(tokens / block) * block;
}

static struct kv_reserve reserve_for(const struct deployment *d)
{
	return engine_kv_reserve(d->engine, d->gpu, d->model);
}

/* What a data-parallel rank has for requests beside the one that is in prefill and what all of them share.  Every rank
 * has a pool of its own: a request cannot straddle two. */
TRACE_TEMPLATE double rank_pool(struct trace *t, const struct deployment *d, const struct memory_budget *m)
{
	const double kv_pool = m->kv_pool, kv_prefill = m->kv_prefill, kv_shared = m->kv_shared;

	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_PART(t, room, kv_pool / dp);
	if (kv_prefill > 0.0)
		TRACE_JOIN(t, room, -, kv_prefill);
	if (kv_shared > 0.0)
		TRACE_JOIN(t, room, -, kv_shared);
	/* An unknown pool stays unknown. */
	return room < 0.0 ? 0.0 : room;
}

/* Requests of a rank that take so many bytes each for as long as they run. */
TRACE_TEMPLATE double whole_requests(struct trace *t, double room, double each)
{
	if (!(each > 0.0))
		return INFINITY;
	TRACE_PART(t, whole, floor(room / each));
	return whole;
}

/* gpuplan-model(7), 1.1 Every GPU: experts are spread over all ranks; the embedding is not pipelined, but
 * llama.cpp balances everything over the cards. */
TRACE_TEMPLATE double weights_per_gpu(struct trace *t, const struct deployment *d)
{
	struct weight_bytes w = model_weight_bytes(d->model, d->format);
	const double attention_bytes = w.attention, dense_bytes = w.dense, other_bytes = w.other;
	const double expert_bytes = w.experts, end_bytes = w.embedding + w.head;

	if (t)
		model_weight_trace(t, d->model, d->format);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	TRACE_INPUT(t, pp, d->layout.pipeline, NULL);
	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, ends, tp * (d->engine->splits_layers ? pp : 1.0), NULL);
	TRACE_FORMULA(t, weights, (attention_bytes + dense_bytes + other_bytes) / (tp * pp) +
					  expert_bytes / (tp * pp * dp) + end_bytes / ends);
	return weights;
}

/* gpuplan-model(7), 1.1 Every GPU, activations: the layers, or the sampler's dummy run. */
TRACE_TEMPLATE double peak_activations(struct trace *t, const struct deployment *d, const struct engine_limits *limits)
{
	const struct model_counts *c = &d->model->counts;
	const struct constants *k = d->constants;
	const char *source = d->model->source;

	TRACE_INPUT(t, T, limits->step_tokens, d->engine->source);
	TRACE_INPUT_AS(t, hidden, "d", d->model->hidden, source);
	TRACE_INPUT(t, heads, c->head_span, source);
	TRACE_MEAN(t, "heads times size");
	TRACE_INPUT(t, mlp, c->mlp_width, source);
	TRACE_INPUT_AS(t, top_k, "k", c->top_k, source);
	TRACE_INPUT(t, expert, c->expert_width, source);
	TRACE_INPUT(t, vocab, d->model->vocab, source);
	TRACE_INPUT(t, seqs, limits->sequences, d->engine->source);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	/* llama.cpp states compute buffers instead of a sampler run: its rows carry no limit. */
	TRACE_CONSTANT(t, sampler, isinf(seqs) ? 0.0 : k->sampler_bytes, "activation_sampler_bytes", NULL);
	TRACE_CONSTANT(t, least, k->activation_floor_bytes, "activation_floor_mib", NULL);
	TRACE_FORMULA(t, activations,
		      max(max(2 * T * (4 * hidden + 3 * heads / tp + 3 * mlp / tp) +
				      2 * T * top_k * (2 * expert / tp + 2 * hidden),
			      sampler * min(seqs, T) * vocab), least));
	return activations;
}

/* What SGLang keeps grows with the tokens of a step, GPUs and graphs. */
TRACE_TEMPLATE double engine_reserve(struct trace *t, const struct deployment *d, const struct engine_limits *limits)
{
	const struct engine_memory *m = &d->engine->memory;
	const char *source = d->engine->source;

	TRACE_INPUT_AS(t, least, "floor", m->reserve_floor_bytes, source);
	TRACE_INPUT(t, base, m->reserve_base_bytes, source);
	TRACE_INPUT(t, per_token, m->reserve_step_token_bytes, source);
	TRACE_INPUT(t, T, limits->step_tokens, source);
	TRACE_INPUT(t, per_gpu, m->reserve_gpu_bytes, source);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	TRACE_INPUT(t, pp, d->layout.pipeline, NULL);
	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, per_graph, m->reserve_graph_bytes, source);
	TRACE_INPUT(t, graphs, limits->graph_sequences, source);
	TRACE_PART(t, captured, per_graph * graphs);
	if (dp > 1.0)
		TRACE_JOIN(t, captured, *, 1 + 1.5 * dp);
	TRACE_PART(t, rule, base + per_token * T + per_gpu * tp * pp + captured);
	if (d->gpu->memory_bytes > m->reserve_floor_from_bytes) {
		TRACE_FORMULA(t, reserve, max(least, rule));
		return reserve;
	}
	TRACE_FORMULA(t, reserve, rule);
	return reserve;
}

/* Who says the share; NULL: that of a run. */
static const char *share_source(const struct deployment *d)
{
	return d->release && d->release->memory_share == d->memory_share ? d->release->source : NULL;
}

TRACE_TEMPLATE double usable_memory(
	struct trace *t, const struct deployment *d, double gpu_memory, const struct engine_limits *limits)
{
	const struct engine_memory *rule = &d->engine->memory;

	TRACE_INPUT(t, capacity, gpu_memory, d->gpu->source);
	if (t && d->gpu->memory_assumed)
		trace_rests_on(t, TRACE_ASSUMED);
	if (d->memory_share > 0.0) {
		TRACE_INPUT(t, memory_share, d->memory_share, share_source(d));
		TRACE_FORMULA(t, usable, memory_share * capacity);
		return usable;
	}
	TRACE_INPUT(t, utilisation, rule->utilisation, d->engine->source);
	/* Engines without a rule have a reserve of 0. */
	const double reserve = engine_reserve(rule->reserve_base_bytes > 0.0 ? t : NULL, d, limits);

	if (t && !(rule->reserve_base_bytes > 0.0))
		trace_value(t, "reserve", reserve, d->engine->source);
	TRACE_FORMULA(t, usable, utilisation * capacity - reserve);
	return usable;
}

/* Bytes that one GPU holds of one logical sequence, and how many copies that makes in all. */
static double copies_of_cache(const struct deployment *d, double tokens, double logical, const struct kv_reserve *r)
{
	double held = model_kv_reserved_bytes(d->model, tokens, d->kv->bytes, d->layout.tensor, r);

	return logical > 0.0 ? held * d->layout.tensor / logical : 1.0;
}

static enum fit judge_fit(const struct deployment *d, double slack)
{
	double comfortable = d->model->counts.moe_layers > 0.0 ? d->constants->slack_moe_fraction * d->gpu->memory_bytes
							       : d->constants->slack_dense_bytes;

	if (!(slack >= 0.0))
		return FIT_NO;
	return slack > comfortable ? FIT_YES : FIT_TIGHT;
}

/* What the request whose prompt is being read holds on top. */
static double prefill_of(const struct deployment *d, double tokens)
{
	struct kv_reserve r = reserve_for(d);

	return model_kv_prefill_bytes(d->model, whole_blocks(d, tokens), d->kv->bytes, &r);
}

/* One request of the context as the engine reserves it, and what it holds on top at first. */
static void fill_sequence(struct memory_budget *m, const struct deployment *d, double context)
{
	struct kv_reserve r = reserve_for(d);
	double tokens = whole_blocks(d, context);

	m->kv_per_token = model_kv_growth(d->model, INFINITY, d->kv->bytes, &r);
	m->kv_per_sequence = model_kv_reserved_bytes(d->model, tokens, d->kv->bytes, 1.0, &r);
	m->kv_prefill = prefill_of(d, context);
	m->copies = copies_of_cache(d, tokens, m->kv_per_sequence, &r);
}

static void trace_sequence(struct trace *t, const struct deployment *d, double tokens, double prefill)
{
	struct kv_reserve r = reserve_for(d);

	model_kv_reserve_trace(t, d->model, tokens, d->kv->bytes, &r);
	trace_value(t, "kv_prefill", prefill, NULL);
	trace_value(t, "step", r.prefill_tokens, d->engine->source);
	if (model_kv_is_plain(d->model))
		model_kv_prefill_trace(t, d->model, tokens, d->kv->bytes, &r);
}

static enum engine_admission admission_of(const struct deployment *d, const struct demand *demand)
{
	const enum engine_admission own = d->engine->memory.admission;

	/* Requests that start together are all at their longest when they end. */
	return demand->together && own != ADMISSION_CONTEXT ? ADMISSION_ANSWER : own;
}

/* Bytes of `tokens` tokens that a request has for itself. */
static double own_bytes(const struct deployment *d, double tokens)
{
	struct kv_reserve r = reserve_for(d);

	return model_kv_reserved_bytes(d->model, tokens, d->kv->bytes, 1.0, &r);
}

/* So many fit most of the time, by what they hold at a random moment. */
TRACE_TEMPLATE double in_use_limit(
	struct trace *t, const struct deployment *d, const struct memory_budget *m, const struct held *h, double room)
{
	const struct kv_reserve r = reserve_for(d);
	const double kv_per_request = m->kv_per_request, held_variance = h->variance;

	TRACE_INPUT(t, growth, model_kv_growth(d->model, h->own, d->kv->bytes, &r), d->model->source);
	TRACE_FORMULA(t, deviation, growth * sqrt(held_variance));
	const double pool = room, bytes = kv_per_request;

	TRACE_AGAIN(t, pool, "room");
	TRACE_AGAIN(t, bytes, "kv_per_request");
	return held_requests(t, d->constants, pool, bytes, deviation);
}

/* What a request takes of the pool of a rank for as long as it runs, where the engine counts whole requests. */
TRACE_TEMPLATE double request_bytes(struct trace *t, const struct deployment *d, const struct demand *demand,
	const struct memory_budget *m, const struct held *h)
{
	const struct request *r = &demand->request;
	const double kv_per_sequence = m->kv_per_sequence, kv_shared = m->kv_shared;

	if (admission_of(d, demand) == ADMISSION_CONTEXT) {
		TRACE_PART(t, each, kv_per_sequence);
		return each;
	}
	if (admission_of(d, demand) == ADMISSION_ANSWER) {
		TRACE_INPUT_AS(t, answered, "request_bytes", own_bytes(d, whole_blocks(d, r->prompt + r->output)),
			       d->engine->source);
		TRACE_MEAN(t, "request with its answer");
		TRACE_PART(t, each, answered);
		if (kv_shared > 0.0)
			TRACE_JOIN(t, each, -, kv_shared);
		return each;
	}
	TRACE_INPUT_AS(t, each, "request_bytes",
		       own_bytes(d, h->own + d->engine->memory.ahead_share * r->output / 2.0), d->engine->source);
	TRACE_MEAN(t, "request with room ahead");
	return each;
}

/* Requests of the lengths given that fit together. */
TRACE_TEMPLATE double fitting(struct trace *t, const struct deployment *d, const struct demand *demand,
	const struct memory_budget *m, const struct held *h)
{
	const double dp = d->layout.data, full = m->max_concurrency_full;
	struct memory_budget rule = *m;

	rule.kv_prefill = prefill_of(d, demand->request.prompt);
	TRACE_DO(t, trace_value(t, "kv_prefill", rule.kv_prefill, d->engine->source));
	TRACE_DO(t, trace_mean(t, "prefill of a mean prompt"));
	const double room = rank_pool(t, d, &rule);

	if (admission_of(d, demand) == ADMISSION_IN_USE) {
		const double together = in_use_limit(t, d, m, h, room);

		TRACE_AGAIN(t, full, "max_concurrency_full");
		TRACE_FORMULA(t, max_concurrency, max(dp * together, full));
		return max_concurrency;
	}
	const double each = request_bytes(t, d, demand, m, h);
	const double whole = whole_requests(t, room, each);

	TRACE_AGAIN(t, full, "max_concurrency_full");
	TRACE_FORMULA(t, max_concurrency, max(dp * whole, full));
	return max_concurrency;
}

/* Requests that run where more want to: engines that admit by blocks in use keep the pool nearly full. */
static double crowded(const struct deployment *d, const struct demand *demand, const struct memory_budget *m)
{
	const enum engine_admission admission = admission_of(d, demand);
	double full_pool = m->kv_pool - d->layout.data * m->kv_shared;

	if ((admission != ADMISSION_IN_USE && admission != ADMISSION_AHEAD) || !(m->kv_per_request > 0.0))
		return m->max_concurrency;
	return fmax(m->max_concurrency, d->constants->held_fill * full_pool / m->kv_per_request);
}

/* What all requests in progress hold, in logical copies. */
TRACE_TEMPLATE double in_use_bytes(
	struct trace *t, const struct deployment *d, const struct demand *demand, const struct memory_budget *m)
{
	const double kv_pool = m->kv_pool, kv_shared = m->kv_shared, users = demand->concurrency;
	const double kv_per_request = m->kv_per_request, kv_per_sequence = m->kv_per_sequence;

	TRACE_ARGUMENT(t, users, NULL);
	if (admission_of(d, demand) == ADMISSION_CONTEXT) {
		TRACE_FORMULA(t, kv_in_use, min(users * kv_per_sequence, kv_pool));
		return kv_in_use;
	}
	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_PART(t, held_by_all, users * kv_per_request);
	if (kv_shared > 0.0)
		TRACE_JOIN(t, held_by_all, +, dp * kv_shared);
	TRACE_FORMULA(t, kv_in_use, min(held_by_all, kv_pool));
	return kv_in_use;
}

/* What a request of the demand holds at a random moment, and what all share. */
TRACE_TEMPLATE struct held fill_held(
	struct trace *t, struct memory_budget *m, const struct deployment *d, const struct demand *demand)
{
	const struct constants *k = d->constants;
	const struct held h = held_tokens(t, k, &demand->request, demand->context, k->kv_block_tokens);
	const double kv_per_token = m->kv_per_token, shared = h.shared;

	TRACE_INPUT(t, kv_per_request, own_bytes(d, h.own), d->model->source);
	m->kv_per_request = kv_per_request;
	m->kv_shared = 0.0;
	/* Slots of their own share nothing. */
	if (shared > 0.0 && admission_of(d, demand) != ADMISSION_CONTEXT) {
		TRACE_ARGUMENT(t, kv_per_token, d->model->source);
		TRACE_FORMULA(t, kv_shared, shared * kv_per_token);
		m->kv_shared = kv_shared;
	}
	return h;
}

/* Turns the pool of one GPU into the replica's pool of logical copies and counts requests. */
TRACE_TEMPLATE void fill_cache(struct trace *t, struct memory_budget *m, const struct deployment *d,
	const struct demand *demand, double gpu_pool)
{
	const struct held h = fill_held(t, m, d, demand);
	const double kv_per_sequence = m->kv_per_sequence, kv_shared = m->kv_shared, dp = d->layout.data;

	TRACE_INPUT(t, gpus, layout_gpus(&d->layout), NULL);
	TRACE_INPUT(t, copies, m->copies, NULL);
	TRACE_FORMULA(t, kv_pool, gpu_pool * gpus / copies);
	/* Not fmax: an unknown pool stays unknown. */
	m->kv_pool = gpu_pool < 0.0 ? 0.0 : kv_pool;
	m->slack = gpu_pool - (kv_per_sequence + m->kv_prefill) * copies / (d->layout.tensor * d->layout.pipeline);
	m->fit = judge_fit(d, m->slack);
	const double room = rank_pool(t, d, m);

	TRACE_PART(t, each, kv_per_sequence);
	if (kv_shared > 0.0)
		TRACE_JOIN(t, each, -, kv_shared);
	const double whole = whole_requests(t, room, each);

	TRACE_FORMULA(t, max_concurrency_full, dp * whole);
	m->max_concurrency_full = max_concurrency_full;
	m->max_concurrency = fitting(t, d, demand, m, &h);
	m->crowded = crowded(d, demand, m);
	m->kv_in_use = gpu_pool < 0.0 || isnan(kv_pool) ? m->kv_pool : in_use_bytes(NULL, d, demand, m);
	if (t && !isfinite(demand->concurrency))
		return;
	const double kv_in_use = in_use_bytes(t, d, demand, m);

	TRACE_FORMULA(t, kv_headroom, kv_pool - kv_in_use);
	m->kv_headroom = gpu_pool < 0.0 ? 0.0 : kv_headroom;
}

/* What the engine and the buffers between GPUs take, and the share of the rest that it leaves alone. */
TRACE_TEMPLATE double runtime_bytes(struct trace *t, const struct deployment *d, double free_memory)
{
	const struct engine_memory *rule = &d->engine->memory;
	double several = layout_gpus(&d->layout) > 1.0 ? rule->communication_bytes : 0.0;

	TRACE_INPUT(t, own, rule->runtime_bytes + several, d->engine->source);
	TRACE_INPUT(t, free_fraction, rule->free_fraction, d->engine->source);
	if (free_fraction < 1.0 && free_memory > own) {
		TRACE_FORMULA(t, runtime, own + (1 - free_fraction) * (free_memory - own));
		return runtime;
	}
	TRACE_INPUT(t, runtime, own, d->engine->source);
	return runtime;
}

TRACE_TEMPLATE struct memory_budget budget(struct trace *t, const struct deployment *d, const struct demand *demand)
{
	const struct engine_limits *limits = engine_limits_for(d->engine, d->gpu);
	struct memory_budget m = { .capacity = d->gpu->memory_bytes };
	const double weights = weights_per_gpu(t, d);
	const double usable = usable_memory(t, d, m.capacity, limits);

	TRACE_PART(t, free_memory, usable - weights);
	if (!d->engine->memory.activations_in_reserve) {
		const double activations = peak_activations(t, d, limits);

		TRACE_JOIN(t, free_memory, -, activations);
		m.activations = activations;
	}
	fill_sequence(&m, d, demand->context);
	if (t)
		trace_sequence(t, d, whole_blocks(d, demand->context), m.kv_prefill);
	if (t && free_memory < runtime_bytes(NULL, d, free_memory))
		return m;
	const double runtime = runtime_bytes(t, d, free_memory);

	TRACE_PART(t, gpu_pool, free_memory - runtime);
	m.weights = weights;
	m.usable = usable;
	m.runtime = runtime;
	fill_cache(t, &m, d, demand, gpu_pool);
	return m;
}

struct memory_budget memory_budget(const struct deployment *d, const struct demand *demand)
{
	return budget(NULL, d, demand);
}

void memory_trace(struct trace *t, const struct deployment *d, const struct demand *demand)
{
	budget(t, d, demand);
}

bool memory_holds(const struct deployment *d, double context)
{
	struct demand one = { .request = { .prompt = context }, .context = context, .concurrency = 1.0 };

	return memory_budget(d, &one).fit != FIT_NO;
}

double memory_sequence_limit(const struct deployment *d)
{
	return engine_limits_for(d->engine, d->gpu)->sequences * d->layout.data;
}

double memory_running_limit(struct trace *t, const struct deployment *d, const struct memory_budget *m)
{
	const double max_concurrency = m->max_concurrency;

	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, sequences, engine_limits_for(d->engine, d->gpu)->sequences, d->engine->source);
	TRACE_PART(t, limit, max_concurrency);
	if (isfinite(sequences))
		TRACE_MIN(t, limit, sequences * dp);
	TRACE_WHOLE(t, limit, "running_limit");
	return limit;
}

/* What the rule leaves the engine with its smallest step and graphs, without a floor. */
static double largest_share(const struct deployment *d)
{
	const struct engine *e = d->engine;
	struct engine least = *e;
	struct deployment smallest = *d;

	least.memory.reserve_floor_bytes = 0.0;
	smallest.engine = &least;
	return 1.0 - engine_reserve(NULL, &smallest, &e->limits[e->limit_count - 1]) / d->gpu->memory_bytes;
}

double memory_share_for(const struct deployment *d, const struct demand *demand)
{
	struct memory_budget m = memory_budget(d, demand);
	double first = floor(100.0 * m.usable / m.capacity) + 1.0;
	double last = floor(100.0 * largest_share(d)), best = NAN;
	struct deployment raised = *d;

	for (double percent = first; percent <= last; percent += 1.0) {
		raised.memory_share = percent / 100.0;
		m = memory_budget(&raised, demand);
		if (m.fit == FIT_NO)
			continue;
		best = raised.memory_share;
		if (m.max_concurrency >= demand->concurrency)
			break;
	}
	return best;
}

bool memory_raise_share(struct deployment *d, const struct demand *demand)
{
	double share;

	if (memory_budget(d, demand).fit != FIT_NO)
		return false;
	share = memory_share_for(d, demand);
	if (isnan(share))
		return false;
	d->memory_share = share;
	return true;
}

struct memory_parts memory_parts(const struct memory_budget *m, double gpus)
{
	double share = m->copies / gpus;
	struct memory_parts p = { .weights = m->weights, .capacity = m->capacity };

	p.kv = m->kv_in_use * share;
	p.free = m->kv_headroom * share;
	p.reserved = fmax(0.0, m->capacity - p.weights - p.kv - p.free);
	return p;
}
