/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no engine can beat on a deployment: memory read at its peak bandwidth, products at the peak rate, nothing
 * lost to kernels, links or the host. */
#pragma once

#include "core/serving.h"

enum physical_cause {
	PHYSICAL_READING,  /* every step reads the weights of a token once */
	PHYSICAL_CACHE,    /* every output token reads the KV cache of its request */
	PHYSICAL_PRODUCTS, /* every token is multiplied with the weights that it passes */
};

/* NaN: a figure of the GPU is not known. */
struct physical_limits {
	double bandwidth_bytes_per_s; /* of one GPU */
	double weight_bytes;          /* of the weights that one token passes, what one shard of them holds */
	double cache_bytes;           /* of the KV cache of one request half way, the same */
	double request_flop;          /* products of one request: new prompt tokens and answer */
	double prompt_flop;           /* those of its prompt */
	double request_flop_s;        /* seconds of request_flop, spread over all GPUs */
	double tpot_s;                /* least; cause PHYSICAL_READING, the cache included */
	double ttft_s;                /* least */
	double tok_s;                 /* most output tokens a second */
	enum physical_cause ttft_cause, tok_s_cause;
};

/* gpuplan-model(7), 8 MEASURED RUNS, has the formulas.  `users`: requests in flight; INFINITY: unknown, they do not
 * bound tok_s.  Experts are counted as if all tokens of a step chose the same ones, and attention's products and cached
 * prompts are left out: real servers stay further away.  An engine that guesses several tokens a step (speculative
 * decoding) is another deployment. */
struct physical_limits physical_limits_of(const struct deployment *d, struct request request, double users);
