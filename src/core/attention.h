/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What attention reads of the KV cache, and what it multiplies. */
#pragma once

#include "core/kv.h"

/* Bytes of the KV cache that one decode step reads on one of `tp` GPUs.  Sparse attention reads its top-k
 * entries only.  Leaves "read" of "context", which is in the trace. */
double model_kv_read_bytes(struct trace *t, const struct model *model, double tokens, double kv_bytes, double tp);

/* What one token that attends to `tokens` tokens costs in all layers, without projections. */
enum attention_work {
	ATTENTION_LATENT_FLOP, /* FLOP of decoding with latents (MLA in its absorbed form; 0 for other kinds) */
	ATTENTION_FLOP,        /* FLOP of a prompt's token */
	ATTENTION_SCORES       /* scores of a prompt's token: heads x tokens seen */
};

/* Leaves "latent_flop", "flop" or "scores" of "context", which is in the trace. */
double model_attention_work(struct trace *t, const struct model *model, enum attention_work work, double tokens);
