/* SPDX-License-Identifier: GPL-3.0-or-later */
/* KV cache and attention work of a model, for every kind of attention. */
#include "config.h"

#include "core/model.h"

#include <math.h>

/* Entries that an attention layer holds for a sequence of `tokens`. */
static double entries(const struct attention *a, double tokens)
{
	double held = isnan(a->window) ? tokens : fmin(tokens, a->window);

	if (!isnan(a->ratio))
		held += floor(tokens / a->ratio);
	return held;
}

/* Bytes of one entry.  Sparse kernels keep FP8 latents with a 4-byte scale per 128 and the
 * rope part in 16 bits: 656 B instead of 576 B for DeepSeek-V3.2 (kv-cache rules). */
static double entry_bytes(const struct attention *a, double kv_bytes)
{
	switch (a->kind) {
	case ATTENTION_GQA:
		return a->kv_heads * (a->k_dim + a->v_dim) * kv_bytes;
	case ATTENTION_MLA:
		if (a->indexer_bytes > 0.0 && kv_bytes == 1.0)
			return a->kv_rank + 4.0 * a->kv_rank / 128.0 + 2.0 * a->rope_dim;
		return (a->kv_rank + a->rope_dim) * kv_bytes;
	case ATTENTION_LATENT:
		return a->k_dim * kv_bytes;
	case ATTENTION_NONE:
		break;
	}
	return 0.0;
}

static double indexer_entries(const struct attention *a, double tokens)
{
	return isnan(a->ratio) ? tokens : floor(tokens / a->ratio);
}

/* Share of a layer's cache that one GPU of `tp` holds: whole heads, latents not at all. */
static double gpu_share(const struct attention *a, double tp)
{
	return a->kind == ATTENTION_GQA ? ceil(a->kv_heads / tp) / a->kv_heads : 1.0;
}

/* Just what attention sees. */
static const struct kv_reserve WINDOW_ONLY = { .block_tokens = 1.0 };

double model_kv_bytes(const struct model *model, double tokens, double kv_bytes)
{
	return model_kv_reserved_bytes(model, tokens, kv_bytes, 1.0, &WINDOW_ONLY);
}

double model_kv_bytes_per_gpu(const struct model *model, double tokens, double kv_bytes, double tp)
{
	return model_kv_reserved_bytes(model, tokens, kv_bytes, tp, &WINDOW_ONLY);
}

bool attention_windowed(const struct attention *a)
{
	return (a->kind == ATTENTION_GQA || a->kind == ATTENTION_MLA) && a->cached &&
	       !isnan(a->window);
}

static double window_blocks(double tokens, double most, const struct kv_reserve *r)
{
	return ceil(fmin(tokens, most) / r->block_tokens) * r->block_tokens;
}

double model_kv_window_tokens(double window, double tokens, const struct kv_reserve *r)
{
	return fmax(r->pool_share * tokens, window_blocks(tokens, window + r->extra_tokens, r));
}

double model_kv_full_tokens(const struct model *model, double tokens, const struct kv_reserve *r)
{
	double full = tokens;

	for (int i = 0; i < model->group_count && r->pool_share > 0.0; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (!attention_windowed(a))
			continue;
		full = fmax(full, model_kv_window_tokens(a->window, tokens, r) / r->pool_share);
	}
	return full;
}

/*
 * vLLM kv_cache_utils.py, _get_kv_cache_groups_uniform_page_size: groups are as large as the
 * rarer kind, or as the other one where that has less than half more.
 */
double model_kv_padding(const struct model *model, bool windowed, const struct kv_reserve *r)
{
	double count[2] = { 0.0, 0.0 }, few, many, group;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (a->cached && (a->kind == ATTENTION_GQA || a->kind == ATTENTION_MLA))
			count[attention_windowed(a)] += model->groups[i].count;
	}
	few = fmin(count[0], count[1]);
	many = fmax(count[0], count[1]);
	if (!r->equal_groups || few == 0.0)
		return 1.0;
	group = many < 1.5 * few ? many : few;
	return ceil(count[windowed] / group) * group / count[windowed];
}

double model_kv_reserved_bytes(const struct model *model, double tokens, double kv_bytes, double tp,
			       const struct kv_reserve *r)
{
	double full = model_kv_full_tokens(model, tokens, r);
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct layer_group *g = &model->groups[i];
		const struct attention *a = &g->attention;
		bool windowed = attention_windowed(a);
		double held;

		bytes += g->count * g->state.bytes / tp;
		if (a->kind == ATTENTION_NONE || !a->cached)
			continue;
		held = windowed ? model_kv_window_tokens(a->window, tokens, r) : entries(a, full);
		bytes += g->count * gpu_share(a, tp) * model_kv_padding(model, windowed, r) *
			 (held * entry_bytes(a, kv_bytes) +
			  indexer_entries(a, full) * a->indexer_bytes);
	}
	return bytes;
}

double model_kv_reserved_per_token(const struct model *model, double kv_bytes,
				   const struct kv_reserve *r)
{
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;
		double per_ratio = isnan(a->ratio) ? 1.0 : 1.0 / a->ratio;
		bool windowed = attention_windowed(a);
		double layers = model->groups[i].count * model_kv_padding(model, windowed, r);

		if (a->kind == ATTENTION_NONE || !a->cached)
			continue;
		if (isnan(a->window) || !isnan(a->ratio))
			bytes += layers * per_ratio * entry_bytes(a, kv_bytes);
		else if (windowed)
			bytes += layers * r->pool_share * entry_bytes(a, kv_bytes);
		bytes += layers * per_ratio * a->indexer_bytes;
	}
	return bytes;
}

double model_kv_prefill_bytes(const struct model *model, double tokens, double kv_bytes,
			      const struct kv_reserve *r)
{
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;
		double most = a->window + r->extra_tokens + r->prefill_tokens;
		double layers = model->groups[i].count * model_kv_padding(model, true, r);

		if (!attention_windowed(a))
			continue;
		bytes += layers * entry_bytes(a, kv_bytes) *
			 fmax(0.0, window_blocks(tokens, most, r) -
					   model_kv_window_tokens(a->window, tokens, r));
	}
	return bytes;
}

double model_kv_read_bytes(const struct model *model, double tokens, double kv_bytes, double tp)
{
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct layer_group *g = &model->groups[i];
		const struct attention *a = &g->attention;
		double read;

		bytes += g->count * g->state.bytes / tp;
		if (a->kind == ATTENTION_NONE)
			continue;
		read = entries(a, tokens);
		if (!isnan(a->indexer_topk))
			read = fmin(read, a->indexer_topk);
		bytes += g->count * gpu_share(a, tp) *
			 (read * entry_bytes(a, kv_bytes) +
			  indexer_entries(a, tokens) * a->indexer_bytes);
	}
	return bytes;
}

double model_kv_bytes_per_token(const struct model *model, double kv_bytes)
{
	return model_kv_reserved_per_token(model, kv_bytes, &WINDOW_ONLY);
}

double model_state_bytes(const struct model *model)
{
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++)
		bytes += model->groups[i].count * model->groups[i].state.bytes;
	return bytes;
}

double model_decode_attention_flops(const struct model *model, double tokens)
{
	double flops = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;
		double seen = isnan(a->indexer_topk) ? tokens : fmin(tokens, a->indexer_topk);

		if (a->kind == ATTENTION_MLA)
			flops += model->groups[i].count * 2.0 * a->heads *
				 (2.0 * a->kv_rank + a->rope_dim) * seen;
	}
	return flops;
}

static double prompt_tokens_seen(const struct attention *a, double tokens)
{
	double seen = entries(a, tokens);

	return isnan(a->indexer_topk) ? seen : fmin(seen, a->indexer_topk);
}

double model_prefill_attention_flops(const struct model *model, double tokens)
{
	double flops = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;
		double v_dim = a->kind == ATTENTION_LATENT ? a->k_dim : a->v_dim;

		if (a->kind != ATTENTION_NONE)
			flops += model->groups[i].count * 2.0 * a->heads * (a->k_dim + v_dim) *
				 prompt_tokens_seen(a, tokens);
	}
	return flops;
}

double model_prefill_scores(const struct model *model, double tokens)
{
	double scores = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (a->kind != ATTENTION_NONE)
			scores += model->groups[i].count * a->heads * prompt_tokens_seen(a, tokens);
	}
	return scores;
}
