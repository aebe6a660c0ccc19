/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining memory: weights, activations, the KV cache and how many requests it holds. */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

static const double BYTES_16BIT = 2.0;

/*
 * One kind of weights: how many there are and how many bytes each takes, or what the files hold.
 * Of files whose sum alone is known every kind is scaled to it.
 */
static void weights_part(struct explaining *x, const char *id, const char *meaning, double params,
			 enum weight_part part, double stored)
{
	const struct model *model = x->d->model;
	const struct weight_format *format = x->d->format;
	const struct weight_format *own = model_part_format(model, format, part);
	double bytes_per_weight = model_format_bytes(model, format, part);
	double scale = model_stored_scale(model, format);
	const char *source = own && bytes_per_weight != BYTES_16BIT ? own->source : NULL;

	if (model_is_stored_by_part(model, format)) {
		explain_line(x, id, meaning, "stored", stored, UNIT_BYTES);
		explain_term(x, "stored", stored, UNIT_BYTES, N_("exact bytes of the files"),
			     model->stored.source);
		return;
	}
	explain_line(x, id, meaning, scale != 1.0 ? "params * bytes * files" : "params * bytes",
		     params * bytes_per_weight * scale, UNIT_BYTES);
	if (scale != 1.0)
		explain_term(x, "files", scale, UNIT_NUMBER,
			     N_("exact bytes of the files over what the formats give"),
			     model->stored.source);
	explain_term(x, "params", params, UNIT_NUMBER, N_("weights of this kind, all layers"),
		     x->d->model->source);
	explain_term(x, "bytes", bytes_per_weight, UNIT_NUMBER,
		     explain_bytes_meaning(model, format, part), source);
}

/* What the files hold and an engine loads; without files nothing. */
static void explain_stored(struct explaining *x)
{
	const struct stored_weights *stored = &x->d->model->stored;

	if (!model_is_stored(x->d->model, x->d->format))
		return;
	explain_line(x, "stored_bytes",
		     N_("exact bytes of the files that are loaded: with towers for images and "
			"sound, without modules for multi-token prediction and a tied head's second "
			"copy"),
		     "files", stored->bytes.total, UNIT_BYTES);
	explain_term(x, "files", stored->bytes.total, UNIT_BYTES, N_("exact bytes of the files"),
		     stored->source);
}

static void layout_terms(struct explaining *x)
{
	explain_term(x, "tp", x->d->layout.tensor, UNIT_NONE, N_("tensor-parallel size"), NULL);
	explain_term(x, "pp", x->d->layout.pipeline, UNIT_NONE, N_("pipeline-parallel size"), NULL);
	explain_term(x, "dp", x->d->layout.data, UNIT_NONE, N_("attention-data-parallel size"), NULL);
}

/* Embedding and head in one line, unless the checkpoint has the head in a format of its own. */
static void explain_ends(struct explaining *x, const struct weight_bytes *w)
{
	const struct model_counts *c = &x->d->model->counts;
	double embedding = model_format_bytes(x->d->model, x->d->format, PART_EMBEDDING);
	double head = model_format_bytes(x->d->model, x->d->format, PART_HEAD);

	if (embedding == head || model_is_stored_by_part(x->d->model, x->d->format)) {
		weights_part(x, "end_bytes", N_("embedding and LM head"), c->embedding + c->head,
			     PART_EMBEDDING, w->embedding + w->head);
		return;
	}
	weights_part(x, "embedding_bytes", N_("input embedding"), c->embedding, PART_EMBEDDING,
		     w->embedding);
	weights_part(x, "head_bytes", N_("LM head"), c->head, PART_HEAD, w->head);
	explain_line(x, "end_bytes", N_("embedding and LM head"), "embedding_bytes + head_bytes",
		     w->embedding + w->head, UNIT_BYTES);
	explain_earlier(x, "embedding_bytes");
	explain_earlier(x, "head_bytes");
}

static void explain_weights(struct explaining *x)
{
	const struct deployment *d = x->d;
	const struct model_counts *c = &d->model->counts;
	double ends = d->layout.tensor * (d->engine->splits_layers ? d->layout.pipeline : 1.0);
	struct weight_bytes w = model_weight_bytes(d->model, d->format);

	explain_stored(x);
	weights_part(x, "attention_bytes", N_("attention and linear-attention weights"), c->attention,
		     PART_ATTENTION, w.attention);
	weights_part(x, "dense_bytes", N_("dense MLP and shared experts"), c->dense,
		     PART_SHARED, w.dense);
	weights_part(x, "expert_bytes", N_("routed experts"), c->experts, PART_EXPERTS,
		     w.experts);
	explain_ends(x, &w);
	weights_part(x, "other_bytes", N_("norms, biases, expert gates"), c->other + c->router,
		     PART_OTHER, w.other);
	explain_line(x, "weights", metric_row(METRIC_WEIGHT_BYTES)->help,
		     "(attention_bytes + dense_bytes + other_bytes) / (tp * pp)"
		     " + expert_bytes / (tp * pp * dp) + end_bytes / ends",
		     x->a->memory.weights, UNIT_GIB);
	explain_earlier(x, "attention_bytes");
	explain_earlier(x, "dense_bytes");
	explain_earlier(x, "other_bytes");
	explain_earlier(x, "expert_bytes");
	explain_earlier(x, "end_bytes");
	layout_terms(x);
	explain_term(x, "ends", ends, UNIT_NONE, N_("GPUs that share embedding and head"), NULL);
}

/* gpuplan-catalog(5), engines.json: SGLang's reserve grows with tokens of a step, GPUs and graphs. */
static void explain_reserve(struct explaining *x, double reserve)
{
	const struct deployment *d = x->d;
	const struct engine_memory *rule = &d->engine->memory;
	const struct engine_limits *limits = engine_limits_for(d->engine, d->gpu);
	const char *source = d->engine->source;
	bool least = d->gpu->memory_bytes > rule->reserve_floor_from_bytes;

	explain_line(x, "reserve", N_("what the engine keeps for itself by its own rule"),
		     least ? "max(floor, " : "",
		     reserve, UNIT_GIB);
	explain_add_formula(x, "base + per_token * T + per_gpu * tp * pp + per_graph * graphs%s%s",
			    d->layout.data > 1.0 ? " * (1 + 1.5 * dp)" : "", least ? ")" : "");
	if (least)
		explain_term(x, "floor", rule->reserve_floor_bytes, UNIT_BYTES,
			     N_("at least so much on a card of this size"),
			     source);
	explain_term(x, "base", rule->reserve_base_bytes, UNIT_BYTES, N_("fixed part"), source);
	explain_term(x, "per_token", rule->reserve_step_token_bytes, UNIT_BYTES,
		     N_("for every token of a step"), source);
	explain_term(x, "T", limits->step_tokens, UNIT_NONE, N_("most tokens of one step"), source);
	explain_term(x, "per_gpu", rule->reserve_gpu_bytes, UNIT_BYTES, N_("for every GPU"),
		     source);
	explain_number(x, "tp", d->layout.tensor, N_("tensor-parallel size"));
	explain_number(x, "pp", d->layout.pipeline, N_("pipeline-parallel size"));
	explain_term(x, "per_graph", rule->reserve_graph_bytes, UNIT_BYTES,
		     N_("for every request of a captured graph"),
		     source);
	explain_term(x, "graphs", limits->graph_sequences, UNIT_NONE,
		     N_("requests of the largest captured graph"), source);
	if (d->layout.data > 1.0)
		explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
}

static void explain_usable(struct explaining *x)
{
	const struct engine_memory *rule = &x->d->engine->memory;
	const struct memory_budget *m = &x->a->memory;
	double reserve = rule->utilisation * m->capacity - m->usable;
	bool ruled = rule->reserve_base_bytes > 0.0;

	if (ruled)
		explain_reserve(x, reserve);
	explain_line(x, "usable", metric_row(METRIC_USABLE)->help, "utilisation * capacity - reserve",
		     m->usable, UNIT_GIB);
	explain_term(x, "utilisation", rule->utilisation, UNIT_NUMBER,
		     N_("share of the card that the engine takes"), x->d->engine->source);
	explain_term(x, "capacity", m->capacity, UNIT_GIB, metric_row(METRIC_CAPACITY)->help,
		     x->d->gpu->source);
	if (x->d->gpu->memory_assumed)
		x->line->terms[x->line->term_count - 1].evidence = "assumed";
	if (ruled)
		explain_earlier(x, "reserve");
	else
		explain_term(x, "reserve", reserve, UNIT_GIB,
			     N_("what the engine keeps for itself by its own rule"), x->d->engine->source);
}

/* gpuplan-model(7), 1.1 Every GPU: the larger of the layers' and the sampler's peak. */
static void explain_activations(struct explaining *x)
{
	const struct deployment *d = x->d;
	const struct model_counts *c = &d->model->counts;
	const struct engine_limits *limits = engine_limits_for(d->engine, d->gpu);

	if (d->engine->memory.activations_in_reserve)
		return;
	explain_line(x, "activations", metric_row(METRIC_ACTIVATIONS)->help,
		     "max(max(2 * T * (4 * d + 3 * heads / tp + 3 * mlp / tp)"
		     " + 2 * T * k * (2 * expert / tp + 2 * d), sampler * min(seqs, T) * vocab), least)",
		     x->a->memory.activations, UNIT_GIB);
	explain_term(x, "T", limits->step_tokens, UNIT_NONE, N_("most tokens of one step"),
		     d->engine->source);
	explain_term(x, "d", d->model->hidden, UNIT_NONE, N_("hidden size"), d->model->source);
	explain_term(x, "heads", c->head_span, UNIT_NONE, N_("query heads times head size"), d->model->source);
	explain_term(x, "mlp", c->mlp_width, UNIT_NONE, N_("widest dense or shared MLP"), d->model->source);
	explain_term(x, "k", c->top_k, UNIT_NONE, N_("experts of one token"), d->model->source);
	explain_term(x, "expert", c->expert_width, UNIT_NONE, N_("width of one expert"), d->model->source);
	explain_term(x, "vocab", d->model->vocab, UNIT_NONE, N_("vocabulary"), d->model->source);
	explain_term(x, "seqs", limits->sequences, UNIT_NONE, N_("most running sequences"), d->engine->source);
	explain_term(x, "tp", d->layout.tensor, UNIT_NONE, N_("tensor-parallel size"), NULL);
	explain_constant(x, "sampler", d->constants->sampler_bytes, "activation_sampler_bytes");
	explain_constant(x, "least", d->constants->activation_floor_bytes, "activation_floor_mib");
}

/* Bytes that one token leaves in one layer of a group. */
static void explain_entry(struct explaining *x, int group, const char *id)
{
	const struct attention *a = &x->d->model->groups[group].attention;
	const char *source = x->d->model->source;
	double kv = x->d->kv->bytes;
	bool scaled = a->kind == ATTENTION_MLA && a->indexer_bytes > 0.0 && kv == 1.0;

	switch (a->kind) {
	case ATTENTION_GQA:
		explain_line(x, id, N_("KV bytes of one token in one such layer"),
			     "kv_heads * (k_dim + v_dim) * kv_bytes + indexer",
			     a->kv_heads * (a->k_dim + a->v_dim) * kv + a->indexer_bytes, UNIT_BYTES);
		explain_term(x, "kv_heads", a->kv_heads, UNIT_NONE, N_("KV heads"), source);
		explain_term(x, "k_dim", a->k_dim, UNIT_NONE, N_("key size of a head"), source);
		explain_term(x, "v_dim", a->v_dim, UNIT_NONE, N_("value size of a head"), source);
		break;
	case ATTENTION_MLA:
		explain_line(x, id, N_("KV bytes of one token in one such layer: a latent and its rope part"),
			     scaled ? "kv_rank + 4 * kv_rank / 128 + 2 * rope + indexer"
				    : "(kv_rank + rope) * kv_bytes + indexer",
			     (scaled ? a->kv_rank + 4.0 * a->kv_rank / 128.0 + 2.0 * a->rope_dim
				     : (a->kv_rank + a->rope_dim) * kv) + a->indexer_bytes, UNIT_BYTES);
		explain_term(x, "kv_rank", a->kv_rank, UNIT_NONE, N_("latent size"), source);
		explain_term(x, "rope", a->rope_dim, UNIT_NONE, N_("rope size"), source);
		break;
	default:
		explain_line(x, id, N_("bytes of one entry in one such layer: a shared vector"),
			     "k_dim * kv_bytes", a->k_dim * kv, UNIT_BYTES);
		explain_term(x, "k_dim", a->k_dim, UNIT_NONE, N_("size of the vector"), source);
		break;
	}
	if (!scaled)
		explain_term(x, "kv_bytes", kv, UNIT_NONE, N_("bytes per element of the cache"),
			     NULL);
	if (a->kind != ATTENTION_LATENT)
		explain_term(x, "indexer", a->indexer_bytes, UNIT_BYTES, N_("index key of sparse attention"),
			     source);
}

static bool has_cache(const struct layer_group *g)
{
	return g->attention.kind != ATTENTION_NONE && g->attention.cached;
}

/* Whether layers with or without a window keep entries. */
static bool caches(const struct model *model, bool windowed)
{
	for (int i = 0; i < model->group_count; i++)
		if (has_cache(&model->groups[i]) &&
		    attention_windowed(&model->groups[i].attention) == windowed)
			return true;
	return false;
}

/* n1 * entry1 * tokens + n2 * entry2 * window_tokens + state */
static void explain_sequence(struct explaining *x, double tokens)
{
	const struct model *model = x->d->model;
	struct kv_reserve r = engine_kv_reserve(x->d->engine, x->d->gpu, model);
	bool pools = !isnan(explain_window(model)) && r.pool_share > 0.0 && r.pool_share < 1.0;
	const char *full = pools ? "full_tokens" : "tokens";
	char symbol[EXPLAIN_SYMBOL];

	explain_line(x, "kv_per_sequence", metric_row(METRIC_KV_SEQUENCE)->help, "state",
		     x->a->memory.kv_per_sequence, UNIT_BYTES);
	explain_term(x, "state", model_state_bytes(model), UNIT_BYTES, N_("recurrent state of one request"),
		     model->source);
	if (!pools && caches(model, false))
		explain_term(x, "tokens", tokens, UNIT_NONE, N_("context in whole blocks of 16 tokens"), NULL);
	if (pools && caches(model, false))
		explain_earlier(x, "full_tokens");
	if (caches(model, true))
		explain_earlier(x, "window_tokens");
	for (int i = 0; i < model->group_count; i++) {
		const struct layer_group *g = &model->groups[i];
		bool windowed = attention_windowed(&g->attention);
		double padding = model_kv_padding(model, windowed, &r);

		if (!has_cache(g))
			continue;
		explain_add_formula(x, " + n%d * entry%d * %s", i + 1, i + 1, windowed ? "window_tokens" : full);
		snprintf(symbol, sizeof symbol, "n%d", i + 1);
		explain_term(x, symbol, g->count * padding, UNIT_NUMBER,
			     padding > 1.0 ? N_("layers of this kind, with what pads their groups")
					   : N_("layers of this kind"), model->source);
		snprintf(symbol, sizeof symbol, "entry%d", i + 1);
		explain_earlier(x, symbol);
	}
}

/* Compressed attention counts entries in steps, and windows may differ: such figures stand
 * without a formula of their own. */
bool explain_is_plain(const struct model *model)
{
	double window = explain_window(model);

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if ((!isnan(a->ratio) && a->kind == ATTENTION_LATENT) ||
		    (attention_windowed(a) && a->window != window))
			return false;
	}
	return model->group_count <= 5;
}

static double cache_tokens(const struct explaining *x)
{
	double block = x->d->constants->kv_block_tokens;

	return ceil(scenario_context(x->s) / block) * block;
}

static void explain_cache(struct explaining *x)
{
	static const char *const entries[] = { "entry1", "entry2", "entry3", "entry4", "entry5" };
	const struct model *model = x->d->model;
	double tokens = cache_tokens(x);

	if (!explain_is_plain(model)) {
		explain_line(x, "kv_per_sequence", metric_row(METRIC_KV_SEQUENCE)->help, "given",
			     x->a->memory.kv_per_sequence, UNIT_BYTES);
		explain_term(x, "given", x->a->memory.kv_per_sequence, UNIT_BYTES,
			     N_("counted layer by layer: windows, compressed entries, state"), model->source);
		return;
	}
	for (int i = 0; i < model->group_count; i++)
		if (model->groups[i].attention.kind != ATTENTION_NONE)
			explain_entry(x, i, entries[i]);
	if (!isnan(explain_window(model)))
		explain_held(x, tokens);
	explain_sequence(x, tokens);
	explain_prefill(x, tokens);
}

/* Engines that leave a share of what is free alone: it counts as runtime. */
static void explain_runtime(struct explaining *x, double pool_gpu)
{
	const struct engine_memory *rule = &x->d->engine->memory;
	const struct memory_budget *m = &x->a->memory;
	double left = (1.0 - rule->free_fraction) / rule->free_fraction * pool_gpu;

	explain_line(x, "runtime", metric_row(METRIC_RUNTIME)->help,
		     "own + (1 - free_fraction) * (usable - weights - activations - own)", m->runtime, UNIT_GIB);
	explain_term(x, "own", m->runtime - left, UNIT_BYTES,
		     N_("context, graphs, buffers between GPUs"),
		     x->d->engine->source);
	explain_term(x, "free_fraction", rule->free_fraction, UNIT_NUMBER,
		     N_("share of the free memory that becomes KV cache"), x->d->engine->source);
	explain_earlier(x, "usable");
	explain_earlier(x, "weights");
	explain_earlier(x, "activations");
}

static void explain_pool(struct explaining *x)
{
	const struct memory_budget *m = &x->a->memory;
	const struct layout *l = &x->d->layout;
	double pool_gpu = m->usable - m->weights - m->activations - m->runtime;
	double users = x->s->number[PARAMETER_CONCURRENCY];
	bool shared = x->d->engine->memory.free_fraction < 1.0 && pool_gpu > 0.0;

	if (pool_gpu < 0.0)
		return;
	if (shared)
		explain_runtime(x, pool_gpu);
	explain_line(x, "kv_pool", metric_row(METRIC_KV_POOL)->help,
		     x->d->engine->memory.activations_in_reserve
			     ? "(usable - weights - runtime) * gpus / copies"
			     : "(usable - weights - activations - runtime) * gpus / copies", m->kv_pool, UNIT_GIB);
	explain_earlier(x, "usable");
	explain_earlier(x, "weights");
	if (!x->d->engine->memory.activations_in_reserve)
		explain_earlier(x, "activations");
	if (shared)
		explain_earlier(x, "runtime");
	else
		explain_term(x, "runtime", m->runtime, UNIT_GIB, metric_row(METRIC_RUNTIME)->help,
			     x->d->engine->source);
	explain_term(x, "gpus", layout_gpus(l), UNIT_NONE, metric_row(METRIC_GPUS)->help, NULL);
	explain_term(x, "copies", m->copies, UNIT_NUMBER,
		     N_("copies of every byte: latents and excess KV heads are held by each GPU"), NULL);
	explain_line(x, "max_concurrency", metric_row(METRIC_MAX_CONCURRENCY)->help,
		     m->kv_prefill > 0.0 ? "dp * floor(max(kv_pool / dp - kv_prefill, 0) / kv_per_sequence)"
					 : "dp * floor(kv_pool / dp / kv_per_sequence)",
		     m->max_concurrency, UNIT_NONE);
	explain_earlier(x, "kv_pool");
	explain_earlier(x, "kv_per_sequence");
	if (m->kv_prefill > 0.0)
		explain_term(x, "kv_prefill", m->kv_prefill, UNIT_BYTES,
			     N_("held on top in the layers with a window while a prompt is read"), NULL);
	explain_term(x, "dp", l->data, UNIT_NONE, N_("attention-data-parallel size"), NULL);
	if (isnan(users) || isinf(users))
		return;
	explain_line(x, "kv_headroom", metric_row(METRIC_KV_HEADROOM)->help,
		     "kv_pool - min(users * kv_per_sequence, kv_pool)", m->kv_headroom, UNIT_GIB);
	explain_earlier(x, "kv_pool");
	explain_earlier(x, "kv_per_sequence");
	explain_term(x, "users", users, UNIT_NONE, metric_row(METRIC_CONCURRENCY)->help, NULL);
}

void explain_memory(struct explaining *x)
{
	x->section = N_("Memory");
	explain_weights(x);
	explain_usable(x);
	explain_activations(x);
	explain_cache(x);
	explain_pool(x);
	if (explain_is_plain(x->d->model) && !isnan(explain_window(x->d->model)))
		explain_other_engines(x, cache_tokens(x));
}
