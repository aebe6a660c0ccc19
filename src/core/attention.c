/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What attention reads of the cache, and what it multiplies. */
#include "core/attention.h"

#include "core/kv_entry.h"

/* Earlier tokens that one looks at: those in the window, or those that sparse attention picks. */
TRACE_TEMPLATE double looked_at(struct trace *t, const struct model *model, const struct attention *a, double context)
{
	TRACE_PART(t, capped, context);
	if (!isnan(a->window)) {
		TRACE_INPUT(t, window, a->window, model->source);
		TRACE_MEAN(t, "window of a layer");
		TRACE_MIN(t, capped, window);
	}
	if (!isnan(a->ratio))
		capped += floor(context / a->ratio);
	if (!isnan(a->indexer_topk)) {
		TRACE_INPUT(t, topk, a->indexer_topk, model->source);
		TRACE_MIN(t, capped, topk);
	}
	return capped;
}

/* The entries that one token looks at, and the index keys of all. */
TRACE_TEMPLATE double entries_read(
	struct trace *t, const struct model *model, const struct attention *a, double context, double kv_bytes)
{
	const double entry_i = entry_bytes(NULL, a, kv_bytes, NULL);
	const double capped = looked_at(t, model, a, context);

	TRACE_INPUT(t, indexer, a->indexer_bytes, model->source);
	if (!isnan(a->ratio) || (a->kind == ATTENTION_LATENT && indexer > 0.0))
		return layer_bytes(a, entry_i, capped, context);
	if (indexer > 0.0) {
		TRACE_PART(t, layer, (context * indexer + (entry_i - indexer) * capped));
		return layer;
	}
	TRACE_PART(t, layer, (entry_i * capped));
	return layer;
}

/* What one GPU reads of it: whole heads, latents in full. */
TRACE_TEMPLATE double layer_read(struct trace *t, const struct model *model, const struct attention *a, double context,
	double kv_bytes, double tp)
{
	const double layer = entries_read(t, model, a, context, kv_bytes);

	if (a->kind == ATTENTION_GQA) {
		TRACE_INPUT(t, kv_heads, a->kv_heads, model->source);
		TRACE_ARGUMENT(t, tp, NULL);
		TRACE_FORMULA(t, read_i, ceil(kv_heads / tp) / kv_heads * layer);
		return read_i;
	}
	TRACE_FORMULA(t, read_i, layer);
	return read_i;
}

/* Counts the layers of group i among the names of the trace. */
TRACE_TEMPLATE double count_layers(struct trace *t, const struct model *model, int i)
{
	if (t)
		t->number = i + 1;
	TRACE_INPUT(t, n_i, model->groups[i].count, model->source);
	return n_i;
}

TRACE_TEMPLATE double read_bytes(struct trace *t, const struct model *model, double context, double kv_bytes, double tp)
{
	TRACE_INPUT(t, state, model_state_bytes(model), model->source);
	TRACE_PART(t, read, 0);
	if (state > 0.0) {
		TRACE_ARGUMENT(t, tp, NULL);
		TRACE_JOIN(t, read, +, state / tp);
	}
	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (a->kind != ATTENTION_NONE) {
			const double n_i = count_layers(t, model, i);
			const double read_i = layer_read(t, model, a, context, kv_bytes, tp);

			TRACE_JOIN(t, read, +, n_i * read_i);
		}
	}
	TRACE_WHOLE(t, read, "read");
	return read;
}

double model_kv_read_bytes(struct trace *t, const struct model *model, double tokens, double kv_bytes, double tp)
{
	const double read = read_bytes(NULL, model, tokens, kv_bytes, tp);

	if (t && model_kv_is_plain(model))
		return read_bytes(t, model, tokens, kv_bytes, tp);
	TRACE_DO(t, trace_given(t, "read", read, "bytes layer by layer", model->source));
	return read;
}

static const char *const work_ids[] = { "latent_flop", "flop", "scores" };

TRACE_TEMPLATE double layer_work(
	struct trace *t, const struct model *model, const struct attention *a, enum attention_work work, double context)
{
	const double capped = looked_at(t, model, a, context);

	TRACE_INPUT(t, heads, a->heads, model->source);
	if (work == ATTENTION_LATENT_FLOP) {
		TRACE_INPUT(t, kv_rank, a->kv_rank, model->source);
		TRACE_INPUT(t, rope, a->rope_dim, model->source);
		TRACE_FORMULA_AS(t, each_i, "latent_flop_i", capped * heads * 2 * (2 * kv_rank + rope));
		return each_i;
	}
	if (work == ATTENTION_FLOP) {
		TRACE_INPUT(t, k_dim, a->k_dim, model->source);
		TRACE_INPUT(t, v_dim, a->kind == ATTENTION_LATENT ? a->k_dim : a->v_dim, model->source);
		TRACE_FORMULA_AS(t, each_i, "flop_i", capped * heads * 2 * (k_dim + v_dim));
		return each_i;
	}
	TRACE_FORMULA_AS(t, each_i, "scores_i", capped * heads);
	return each_i;
}

TRACE_TEMPLATE double all_layers(struct trace *t, const struct model *model, enum attention_work work, double context)
{
	TRACE_PART(t, sum, 0);
	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (work == ATTENTION_LATENT_FLOP ? a->kind == ATTENTION_MLA : a->kind != ATTENTION_NONE) {
			const double n_i = count_layers(t, model, i);
			const double each_i = layer_work(t, model, a, work, context);

			TRACE_JOIN(t, sum, +, n_i * each_i);
		}
	}
	TRACE_WHOLE(t, sum, work_ids[work]);
	return sum;
}

double model_attention_work(struct trace *t, const struct model *model, enum attention_work work, double tokens)
{
	const double sum = all_layers(NULL, model, work, tokens);

	if (t && model_kv_is_plain(model))
		return all_layers(t, model, work, tokens);
	TRACE_DO(t, trace_given(t, work_ids[work], sum, "layer by layer", model->source));
	return sum;
}
