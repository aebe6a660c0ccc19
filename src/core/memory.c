/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory of a deployment: weights, activations, runtime, and the KV pool that remains. */
#include "config.h"

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

double memory_sequence_bytes(const struct deployment *d, double tokens)
{
	struct kv_reserve r = reserve_for(d);

	return model_kv_reserved_bytes(d->model, whole_blocks(d, tokens), d->kv->bytes, 1.0, &r);
}

/*
 * Whole sequences of `tokens` beside the one that is in prefill.  Every data-parallel rank has a
 * pool of its own: a sequence cannot straddle two.
 */
static double whole_sequences(const struct deployment *d, double pool, double tokens)
{
	struct kv_reserve r = reserve_for(d);
	double each = memory_sequence_bytes(d, tokens);
	double held = whole_blocks(d, tokens);
	double prefill = model_kv_prefill_bytes(d->model, held, d->kv->bytes, &r);
	double room = pool / d->layout.data - prefill;

	/* Not fmax: an unknown pool stays unknown. */
	return d->layout.data * floor((room < 0.0 ? 0.0 : room) / each);
}

/*
 * gpuplan-model(7), 1.1 Every GPU: experts are spread over all ranks; the embedding is not pipelined,
 * but llama.cpp balances everything over the cards.
 */
static double weights_per_gpu(const struct deployment *d)
{
	struct weight_bytes w = model_weight_bytes(d->model, d->format);
	double tp = d->layout.tensor, pp = d->layout.pipeline;
	double ends = tp * (d->engine->splits_layers ? pp : 1.0);

	return (w.attention + w.dense + w.other) / (tp * pp) +
	       w.experts / (tp * pp * d->layout.data) + (w.embedding + w.head) / ends;
}

/* gpuplan-model(7), 1.1 Every GPU, activations: the layers, or the sampler's dummy run. */
static double peak_activations(const struct deployment *d, const struct engine_limits *limits)
{
	const struct model_counts *c = &d->model->counts;
	const double tokens = limits->step_tokens, tp = d->layout.tensor, hidden = d->model->hidden;
	double layer = 2.0 * tokens * (4.0 * hidden + 3.0 * c->head_span / tp + 3.0 * c->mlp_width / tp) +
		       2.0 * tokens * c->top_k * (2.0 * c->expert_width / tp + 2.0 * hidden);
	double sampler = d->constants->sampler_bytes * fmin(limits->sequences, tokens) * d->model->vocab;

	/* llama.cpp states compute buffers instead of a sampler run: its rows carry no limit. */
	if (isinf(limits->sequences))
		sampler = 0.0;
	return fmax(fmax(layer, sampler), d->constants->activation_floor_bytes);
}

static double engine_reserve(const struct deployment *d, const struct engine_limits *limits)
{
	const struct engine_memory *m = &d->engine->memory;
	double reserve = m->reserve_base_bytes + m->reserve_step_token_bytes * limits->step_tokens +
			 m->reserve_gpu_bytes * d->layout.tensor * d->layout.pipeline +
			 m->reserve_graph_bytes * limits->graph_sequences *
				 (d->layout.data > 1.0 ? 1.0 + 1.5 * d->layout.data : 1.0);

	if (d->gpu->memory_bytes > m->reserve_floor_from_bytes)
		reserve = fmax(reserve, m->reserve_floor_bytes);
	return reserve;
}

/* Bytes that one GPU holds of one logical sequence, and how many copies that makes in all. */
static double copies_of_cache(const struct deployment *d, double tokens)
{
	struct kv_reserve r = reserve_for(d);
	double logical = model_kv_reserved_bytes(d->model, tokens, d->kv->bytes, 1.0, &r);
	double held = model_kv_reserved_bytes(d->model, tokens, d->kv->bytes, d->layout.tensor, &r);

	return logical > 0.0 ? held * d->layout.tensor / logical : 1.0;
}

static enum fit judge_fit(const struct deployment *d, double slack)
{
	double comfortable = d->model->counts.moe_layers > 0.0
				     ? d->constants->slack_moe_fraction * d->gpu->memory_bytes
				     : d->constants->slack_dense_bytes;

	if (!(slack >= 0.0))
		return FIT_NO;
	return slack > comfortable ? FIT_YES : FIT_TIGHT;
}

/* Turns the pool of one GPU into the replica's pool of logical copies and counts requests. */
static void fill_cache(struct memory_budget *m, const struct deployment *d, double gpu_pool,
		       double context, double concurrency)
{
	struct kv_reserve r = reserve_for(d);
	double tokens = whole_blocks(d, context);
	double group = layout_gpus(&d->layout);

	m->kv_per_token = model_kv_reserved_per_token(d->model, d->kv->bytes, &r);
	m->kv_per_sequence = memory_sequence_bytes(d, context);
	m->kv_prefill = model_kv_prefill_bytes(d->model, tokens, d->kv->bytes, &r);
	m->copies = copies_of_cache(d, tokens);
	/* Not fmax: an unknown pool stays unknown. */
	m->kv_pool = (gpu_pool < 0.0 ? 0.0 : gpu_pool) * group / m->copies;
	m->slack = gpu_pool - (m->kv_per_sequence + m->kv_prefill) * m->copies /
			      (d->layout.tensor * d->layout.pipeline);
	m->fit = judge_fit(d, m->slack);
	m->max_concurrency = whole_sequences(d, m->kv_pool, context);
	m->kv_in_use = concurrency * m->kv_per_sequence;
	if (!(m->kv_in_use <= m->kv_pool))
		m->kv_in_use = m->kv_pool;
	m->kv_headroom = m->kv_pool - m->kv_in_use;
}

struct memory_budget memory_budget(const struct deployment *d, double context, double concurrency)
{
	const struct engine_limits *limits = engine_limits_for(d->engine, d->gpu);
	const struct engine_memory *rule = &d->engine->memory;
	struct memory_budget m = { .capacity = d->gpu->memory_bytes };
	double several = layout_gpus(&d->layout) > 1.0 ? rule->communication_bytes : 0.0;
	double pool;

	m.usable = d->memory_share > 0.0 ? d->memory_share * m.capacity
					 : rule->utilisation * m.capacity - engine_reserve(d, limits);
	m.weights = weights_per_gpu(d);
	m.activations = rule->activations_in_reserve ? 0.0 : peak_activations(d, limits);
	m.runtime = rule->runtime_bytes + several;
	pool = m.usable - m.weights - m.activations - m.runtime;
	if (pool > 0.0) {
		m.runtime += (1.0 - rule->free_fraction) * pool;
		pool *= rule->free_fraction;
	}
	fill_cache(&m, d, pool, context, concurrency);
	return m;
}

double memory_running_limit(const struct deployment *d, const struct memory_budget *m, double tokens)
{
	double limit = engine_limits_for(d->engine, d->gpu)->sequences * d->layout.data;

	return fmin(whole_sequences(d, m->kv_pool, tokens), limit);
}

/* What the rule leaves the engine with its smallest step and graphs, without a floor. */
static double largest_share(const struct deployment *d)
{
	const struct engine *e = d->engine;
	struct engine least = *e;
	struct deployment smallest = *d;

	least.memory.reserve_floor_bytes = 0.0;
	smallest.engine = &least;
	return 1.0 -
	       engine_reserve(&smallest, &e->limits[e->limit_count - 1]) / d->gpu->memory_bytes;
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
