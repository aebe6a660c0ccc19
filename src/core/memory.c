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

/* Whole sequences of so many bytes beside the one that is in prefill.  Every data-parallel rank has a pool
 * of its own: a sequence cannot straddle two. */
TRACE_TEMPLATE double whole_sequences(
	struct trace *t, double kv_pool, double ranks, double kv_per_sequence, double kv_prefill)
{
	TRACE_INPUT(t, dp, ranks, NULL);
	/* An unknown pool stays unknown: max() would make it 0. */
	if (kv_prefill > 0.0 && !isnan(kv_pool)) {
		TRACE_PART(t, sequences, dp * floor(max(kv_pool / dp - kv_prefill, 0) / kv_per_sequence));
		return sequences;
	}
	TRACE_PART(t, sequences, dp * floor(kv_pool / dp / kv_per_sequence));
	return sequences;
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

TRACE_TEMPLATE double usable_memory(
	struct trace *t, const struct deployment *d, double gpu_memory, const struct engine_limits *limits)
{
	const struct engine_memory *rule = &d->engine->memory;

	TRACE_INPUT(t, capacity, gpu_memory, d->gpu->source);
	if (t && d->gpu->memory_assumed)
		trace_rests_on(t, TRACE_ASSUMED);
	if (d->memory_share > 0.0) {
		TRACE_INPUT(t, memory_share, d->memory_share, NULL);
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

/* One request of the context as the engine reserves it, and what it holds on top at first. */
static void fill_sequence(struct memory_budget *m, const struct deployment *d, double tokens)
{
	struct kv_reserve r = reserve_for(d);

	m->kv_per_token = model_kv_reserved_per_token(d->model, d->kv->bytes, &r);
	m->kv_per_sequence = model_kv_reserved_bytes(d->model, tokens, d->kv->bytes, 1.0, &r);
	m->kv_prefill = model_kv_prefill_bytes(d->model, tokens, d->kv->bytes, &r);
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

/* Turns the pool of one GPU into the replica's pool of logical copies and counts requests. */
TRACE_TEMPLATE void fill_cache(
	struct trace *t, struct memory_budget *m, const struct deployment *d, double gpu_pool, double users)
{
	const double kv_per_sequence = m->kv_per_sequence;

	TRACE_INPUT(t, gpus, layout_gpus(&d->layout), NULL);
	TRACE_INPUT(t, copies, m->copies, NULL);
	TRACE_FORMULA(t, kv_pool, gpu_pool * gpus / copies);
	/* Not fmax: an unknown pool stays unknown. */
	m->kv_pool = gpu_pool < 0.0 ? 0.0 : kv_pool;
	m->slack = gpu_pool - (kv_per_sequence + m->kv_prefill) * copies / (d->layout.tensor * d->layout.pipeline);
	m->fit = judge_fit(d, m->slack);
	const double sequences = whole_sequences(t, m->kv_pool, d->layout.data, kv_per_sequence, m->kv_prefill);

	TRACE_FORMULA(t, max_concurrency, sequences);
	m->max_concurrency = max_concurrency;
	TRACE_ARGUMENT(t, users, NULL);
	TRACE_PART(t, in_use, min(users * kv_per_sequence, kv_pool));
	m->kv_in_use = gpu_pool < 0.0 || isnan(kv_pool) ? m->kv_pool : in_use;
	if (t && !isfinite(users))
		return;
	TRACE_FORMULA(t, kv_headroom, kv_pool - in_use);
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

TRACE_TEMPLATE struct memory_budget budget(
	struct trace *t, const struct deployment *d, double context, double concurrency)
{
	const struct engine_limits *limits = engine_limits_for(d->engine, d->gpu);
	struct memory_budget m = { .capacity = d->gpu->memory_bytes };
	const double weights = weights_per_gpu(t, d);
	const double usable = usable_memory(t, d, m.capacity, limits);
	double tokens = whole_blocks(d, context);

	TRACE_PART(t, free_memory, usable - weights);
	if (!d->engine->memory.activations_in_reserve) {
		const double activations = peak_activations(t, d, limits);

		TRACE_JOIN(t, free_memory, -, activations);
		m.activations = activations;
	}
	fill_sequence(&m, d, tokens);
	if (t)
		trace_sequence(t, d, tokens, m.kv_prefill);
	if (t && free_memory < runtime_bytes(NULL, d, free_memory))
		return m;
	const double runtime = runtime_bytes(t, d, free_memory);

	TRACE_PART(t, gpu_pool, free_memory - runtime);
	m.weights = weights;
	m.usable = usable;
	m.runtime = runtime;
	fill_cache(t, &m, d, gpu_pool, concurrency);
	return m;
}

struct memory_budget memory_budget(const struct deployment *d, double context, double concurrency)
{
	return budget(NULL, d, context, concurrency);
}

void memory_trace(struct trace *t, const struct deployment *d, double context, double concurrency)
{
	budget(t, d, context, concurrency);
}

/* Whole ones of a mean length in the pool, and the engine's own limit; at most `limit`. */
TRACE_TEMPLATE double running_limit(
	struct trace *t, const struct deployment *d, const struct memory_budget *m, double tokens, double most)
{
	struct kv_reserve r = reserve_for(d);
	double held = whole_blocks(d, tokens);

	TRACE_INPUT_AS(t, kv_per_sequence, "mean_request",
		       model_kv_reserved_bytes(d->model, held, d->kv->bytes, 1.0, &r), d->model->source);
	TRACE_MEAN(t, d->engine->memory.reserves_output ? "request with its answer" : NULL);
	TRACE_INPUT_AS(t, kv_prefill, "mean_prefill", model_kv_prefill_bytes(d->model, held, d->kv->bytes, &r),
		       d->engine->source);
	const double fitting = whole_sequences(t, m->kv_pool, d->layout.data, kv_per_sequence, kv_prefill);

	TRACE_AGAIN(t, fitting, "sequences");
	TRACE_PART(t, limit, most);
	TRACE_MIN(t, limit, fitting);
	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, sequences, engine_limits_for(d->engine, d->gpu)->sequences, d->engine->source);
	if (isfinite(sequences))
		TRACE_MIN(t, limit, sequences * dp);
	TRACE_WHOLE(t, limit, "running_limit");
	return limit;
}

double memory_running_limit(const struct deployment *d, const struct memory_budget *m, double tokens)
{
	return running_limit(NULL, d, m, tokens, INFINITY);
}

void memory_running_trace(struct trace *t, const struct deployment *d, const struct memory_budget *m, double tokens)
{
	const double most = m->max_concurrency;

	TRACE_AGAIN(t, most, "max_concurrency");
	running_limit(t, d, m, tokens, most);
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

double memory_share_for(const struct deployment *d, double context, double concurrency)
{
	struct memory_budget m = memory_budget(d, context, concurrency);
	double first = floor(100.0 * m.usable / m.capacity) + 1.0;
	double last = floor(100.0 * largest_share(d)), best = NAN;
	struct deployment raised = *d;

	for (double percent = first; percent <= last; percent += 1.0) {
		raised.memory_share = percent / 100.0;
		m = memory_budget(&raised, context, concurrency);
		if (m.fit == FIT_NO)
			continue;
		best = raised.memory_share;
		if (m.max_concurrency >= concurrency)
			break;
	}
	return best;
}

bool memory_raise_share(struct deployment *d, double context, double concurrency)
{
	double share;

	if (memory_budget(d, context, 1.0).fit != FIT_NO)
		return false;
	share = memory_share_for(d, context, isnan(concurrency) ? INFINITY : concurrency);
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
