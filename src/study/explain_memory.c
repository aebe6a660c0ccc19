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
		     N_("bytes per weight, scales included; 2 where the checkpoint keeps 16 bits"), source);
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

static void explain_usable(struct explaining *x)
{
	const struct engine_memory *rule = &x->d->engine->memory;
	const struct memory_budget *m = &x->a->memory;

	explain_line(x, "usable", metric_row(METRIC_USABLE)->help, "utilisation * capacity - reserve",
		     m->usable, UNIT_GIB);
	explain_term(x, "utilisation", rule->utilisation, UNIT_NUMBER,
		     N_("share of the card that the engine takes"), x->d->engine->source);
	explain_term(x, "capacity", m->capacity, UNIT_GIB, metric_row(METRIC_CAPACITY)->help,
		     x->d->gpu->source);
	explain_term(x, "reserve", rule->utilisation * m->capacity - m->usable, UNIT_GIB,
		     N_("what the engine keeps for itself by its own rule"), x->d->engine->source);
}

/* performance-model 3: the larger of the layers' and the sampler's peak. */
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
	explain_term(x, "least", d->constants->activation_floor_bytes, UNIT_BYTES,
		     N_("never less than this"), "performance-model-1 section 3");
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
	explain_term(x, "kv_bytes", kv, UNIT_NONE, N_("bytes per element of the cache"), NULL);
	if (a->kind != ATTENTION_LATENT)
		explain_term(x, "indexer", a->indexer_bytes, UNIT_BYTES, N_("index key of sparse attention"),
			     source);
}

static bool has_cache(const struct layer_group *g)
{
	return g->attention.kind != ATTENTION_NONE && g->attention.cached;
}

/* n1 * entry1 * tokens + n2 * entry2 * min(tokens, window2) + state */
static void explain_sequence(struct explaining *x, double tokens)
{
	const struct model *model = x->d->model;
	char symbol[EXPLAIN_SYMBOL];

	explain_line(x, "kv_per_sequence", metric_row(METRIC_KV_SEQUENCE)->help, "state",
		     x->a->memory.kv_per_sequence, UNIT_BYTES);
	explain_term(x, "state", model_state_bytes(model), UNIT_BYTES, N_("recurrent state of one request"),
		     model->source);
	explain_term(x, "tokens", tokens, UNIT_NONE, N_("context in whole blocks of 16 tokens"), NULL);
	for (int i = 0; i < model->group_count; i++) {
		const struct layer_group *g = &model->groups[i];
		double window = g->attention.window;

		if (!has_cache(g))
			continue;
		if (isnan(window))
			explain_add_formula(x, " + n%d * entry%d * tokens", i + 1, i + 1);
		else
			explain_add_formula(x, " + n%d * entry%d * min(tokens, %.0f)", i + 1, i + 1, window);
		snprintf(symbol, sizeof symbol, "n%d", i + 1);
		explain_term(x, symbol, g->count, UNIT_NONE, N_("layers of this kind"), model->source);
		snprintf(symbol, sizeof symbol, "entry%d", i + 1);
		explain_earlier(x, symbol);
	}
}

/* Compressed attention counts entries in steps; its figures stand without a formula of their own. */
static bool is_plain(const struct model *model)
{
	for (int i = 0; i < model->group_count; i++)
		if (!isnan(model->groups[i].attention.ratio) &&
		    model->groups[i].attention.kind == ATTENTION_LATENT)
			return false;
	return model->group_count <= 5;
}

static void explain_cache(struct explaining *x)
{
	static const char *const entries[] = { "entry1", "entry2", "entry3", "entry4", "entry5" };
	const struct model *model = x->d->model;
	double block = x->d->constants->kv_block_tokens;
	double tokens = ceil(scenario_context(x->s) / block) * block;

	if (!is_plain(model)) {
		explain_line(x, "kv_per_sequence", metric_row(METRIC_KV_SEQUENCE)->help, "given",
			     x->a->memory.kv_per_sequence, UNIT_BYTES);
		explain_term(x, "given", x->a->memory.kv_per_sequence, UNIT_BYTES,
			     N_("counted layer by layer: windows, compressed entries, state"), model->source);
		return;
	}
	for (int i = 0; i < model->group_count; i++)
		if (has_cache(&model->groups[i]))
			explain_entry(x, i, entries[i]);
	explain_sequence(x, tokens);
}

static void explain_pool(struct explaining *x)
{
	const struct memory_budget *m = &x->a->memory;
	const struct layout *l = &x->d->layout;
	double pool_gpu = m->usable - m->weights - m->activations - m->runtime;
	double users = x->s->number[PARAMETER_CONCURRENCY];

	if (pool_gpu < 0.0)
		return;
	explain_line(x, "kv_pool", metric_row(METRIC_KV_POOL)->help,
		     "(usable - weights - activations - runtime) * gpus / copies", m->kv_pool, UNIT_GIB);
	explain_earlier(x, "usable");
	explain_earlier(x, "weights");
	explain_term(x, "activations", m->activations, UNIT_GIB, metric_row(METRIC_ACTIVATIONS)->help, NULL);
	explain_term(x, "runtime", m->runtime, UNIT_GIB, metric_row(METRIC_RUNTIME)->help,
		     x->d->engine->source);
	explain_term(x, "gpus", layout_gpus(l), UNIT_NONE, metric_row(METRIC_GPUS)->help, NULL);
	explain_term(x, "copies", m->copies, UNIT_NUMBER,
		     N_("copies of every byte: latents and excess KV heads are held by each GPU"), NULL);
	explain_line(x, "max_concurrency", metric_row(METRIC_MAX_CONCURRENCY)->help,
		     "dp * floor(kv_pool / dp / kv_per_sequence)", m->max_concurrency, UNIT_NONE);
	explain_earlier(x, "kv_pool");
	explain_earlier(x, "kv_per_sequence");
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
}
