/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The KV cache that a request takes, as engines reserve it. */
#pragma once

#include "core/model.h"

/* Bytes of KV cache and state of one sequence of `tokens` tokens, as one logical copy (gpuplan-model(7),
 * 1.2 KV cache of a request).  An element takes `kv_bytes` bytes. */
double model_kv_bytes(const struct model *model, double tokens, double kv_bytes);

/* The cache that an engine reserves for layers with a window (sliding or chunked attention), beyond the tokens that
 * attention sees (gpuplan-model(7), 1.3 Windows).  With block_tokens 1 and all else zero it reserves the window and
 * no more. */
struct kv_reserve {
	double block_tokens;   /* such a layer is given whole blocks of so many tokens; at least 1 */
	double extra_tokens;   /* kept of every sequence besides the window */
	double prefill_tokens; /* held on top by the one sequence whose prompt is being read */
	double pool_share;     /* size of its pool over that of a full layer, 0..1; 0: as needed */
	const char *source;    /* of the figures */
	bool equal_groups;     /* layers are pooled in groups of equal count, the last one padded */
};

/* Tokens that one sequence occupies in a layer with that window. */
double model_kv_window_tokens(struct trace *t, double window, double tokens, const struct kv_reserve *r);

/* What one of `tp` GPUs holds of model_kv_bytes(), with what the engine reserves for windows.  Every GPU has a copy of
 * MLA latents; KV heads are copied when there are more GPUs than heads. */
double model_kv_reserved_bytes(
	const struct model *model, double tokens, double kv_bytes, double tp, const struct kv_reserve *r);

/* Bytes that one more token adds to a sequence of `tokens` tokens, as one logical copy.  INFINITY: to one that is
 * longer than all windows. */
double model_kv_growth(const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r);

/* Bytes of prefill_tokens for a request of `tokens` tokens, as one logical copy.  The rest of the request
 * bounds them. */
double model_kv_prefill_bytes(const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r);

/* Leaves the entries of all layers and "kv_per_sequence", which model_kv_reserved_bytes() computes. */
void model_kv_reserve_trace(
	struct trace *t, const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r);

/* Leaves the same of a model with one window as a single figure `id`, for another engine's reserve. */
void model_kv_engine_trace(struct trace *t, const char *id, const struct model *model, double tokens, double kv_bytes,
	const struct kv_reserve *r);

/* Leaves "kv_prefill", where it is more than 0, of "window_tokens" and "step", which are there. */
void model_kv_prefill_trace(
	struct trace *t, const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r);

/* The window of a model whose layers have one, NaN when none has. */
double model_kv_window(const struct model *model);

/* Whether all entries are single tokens and all windows alike: then the sums can be told by kinds of layers. */
bool model_kv_is_plain(const struct model *model);

/* Whether a layer keeps only the tokens of a window.  False for compressed attention, which has its own rules. */
bool attention_windowed(const struct attention *attention);

/* Bytes that one more token adds to a sequence that is longer than all windows. */
double model_kv_bytes_per_token(const struct model *model, double kv_bytes);

/* The fixed part: recurrent state of one sequence. */
double model_state_bytes(const struct model *model);
