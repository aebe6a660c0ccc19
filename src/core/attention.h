/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What attention reads of the KV cache, and what it multiplies. */
#pragma once

#include "core/kv.h"

/* Bytes of the KV cache that one decode step reads on one of `tp` GPUs.  Sparse attention reads its top-k
 * entries only. */
double model_kv_read_bytes(const struct model *model, double tokens, double kv_bytes, double tp);

/*
 * FLOPs of attention itself, without projections.  Decode: one new token that attends to `tokens` latents
 * (MLA in its absorbed form; 0 for other kinds).  Prefill: one prompt token that attends to `tokens` tokens.
 */
double model_decode_attention_flops(const struct model *model, double tokens);
double model_prefill_attention_flops(const struct model *model, double tokens);

/* Attention scores (heads x tokens seen) of one prompt token over all full layers. */
double model_prefill_scores(const struct model *model, double tokens);

/* Leaves "read", "latent_flop", and "flop" or "scores", of "context" or "seen", which are there. */
void model_kv_read_trace(struct trace *t, const struct model *model, double context, double kv_bytes, double tp);
void model_decode_attention_trace(struct trace *t, const struct model *model, double context);
void model_prefill_attention_trace(struct trace *t, const struct model *model, bool flash, double seen);
