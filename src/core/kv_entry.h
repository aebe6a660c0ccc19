/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one layer keeps of a token, for kv.c and attention.c. */
#pragma once

#include "core/kv.h"

/* Entries that an attention layer holds for a sequence of `tokens`. */
static inline double entries(const struct attention *a, double tokens)
{
	double held = isnan(a->window) ? tokens : fmin(tokens, a->window);

	if (!isnan(a->ratio))
		held += floor(tokens / a->ratio);
	return held;
}

/* Bytes that a token leaves in one layer, with the index key of sparse attention.  Sparse kernels keep FP8 latents with
 * a 4-byte scale per 128 and the rope part in 16 bits: 656 B instead of 576 B for DeepSeek-V3.2 (kv-cache rules). */
TRACE_TEMPLATE double entry_bytes(struct trace *t, const struct attention *a, double kv_bytes, const char *source)
{
	TRACE_INPUT(t, indexer, a->indexer_bytes, source);
	TRACE_ARGUMENT(t, kv_bytes, NULL);
	if (a->kind == ATTENTION_GQA) {
		TRACE_INPUT(t, kv_heads, a->kv_heads, source);
		TRACE_INPUT(t, k_dim, a->k_dim, source);
		TRACE_INPUT(t, v_dim, a->v_dim, source);
		TRACE_FORMULA(t, entry_i, kv_heads * (k_dim + v_dim) * kv_bytes + indexer);
		return entry_i;
	}
	if (a->kind == ATTENTION_MLA) {
		TRACE_INPUT(t, kv_rank, a->kv_rank, source);
		TRACE_INPUT(t, rope, a->rope_dim, source);

		if (indexer > 0.0 && kv_bytes == 1.0) {
			TRACE_FORMULA(t, entry_i, kv_rank + 4 * kv_rank / 128 + 2 * rope + indexer);
			TRACE_MEAN(t, "entry of a latent");
			return entry_i;
		}
		TRACE_FORMULA(t, entry_i, (kv_rank + rope) * kv_bytes + indexer);
		TRACE_MEAN(t, "entry of a latent");
		return entry_i;
	}
	if (a->kind == ATTENTION_LATENT) {
		TRACE_INPUT(t, k_dim, a->k_dim, source);
		TRACE_MEAN(t, "size of a vector");
		TRACE_FORMULA(t, entry_i, k_dim * kv_bytes);
		TRACE_MEAN(t, "entry of a vector");
		return entry_i;
	}
	return 0.0;
}

/* Share of a layer's cache that one GPU of `tp` holds: whole heads, latents not at all. */
static inline double gpu_share(const struct attention *a, double tp)
{
	return a->kind == ATTENTION_GQA ? ceil(a->kv_heads / tp) / a->kv_heads : 1.0;
}

/* Of a cache that is not one entry a token: a window beside compressed entries, index keys. */
static inline double layer_bytes(const struct attention *a, double entry, double held, double tokens)
{
	double bare = a->kind == ATTENTION_LATENT ? entry : entry - a->indexer_bytes;
	double keys = isnan(a->ratio) ? tokens : floor(tokens / a->ratio);

	return held * bare + keys * a->indexer_bytes;
}
