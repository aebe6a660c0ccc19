/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the memory of one GPU goes, and how many requests fit into what is left. */
#pragma once

#include "core/deployment.h"

enum fit { FIT_NO, FIT_TIGHT, FIT_YES };

/* Bytes.  NaN throughout when the memory of the GPU is not known. */
struct memory_budget {
	/* of one GPU */
	double capacity; /* what the driver reports */
	double usable;   /* what the engine may take */
	double weights;
	double activations; /* peak of one step at the engine's token limit */
	double runtime;     /* context, graphs, communication, and what the engine keeps free */
	double slack;       /* pool left after one request of `context`; negative: missing bytes */
	/* of the replica, in logical copies of the cache */
	double kv_pool;
	double kv_per_token;
	double kv_per_sequence; /* one request of `context` tokens as the engine reserves it */
	double kv_prefill;      /* on top in every data-parallel rank while a prompt is read */
	double kv_in_use;
	double kv_headroom;
	double max_concurrency; /* whole requests of `context` in the pool */
	double copies;          /* physical copies of every logical byte over the group */
	enum fit fit;           /* weights and one request of `context` */
};

/* Bytes of one GPU by use.  Copies of the KV cache are counted as stored. */
struct memory_parts {
	double weights, kv, free, reserved, capacity; /* kv: in use; free: left in the pool */
};

/* The parts of one GPU of a replica with `gpus` GPUs. */
struct memory_parts memory_parts(const struct memory_budget *m, double gpus);

/* The memory of a deployment (gpuplan-model(7), 1 MEMORY).  `context` is the length of the longest request
 * in tokens.  `concurrency` is the number of requests at once; INFINITY: as many as fit. */
struct memory_budget memory_budget(const struct deployment *d, double context, double concurrency);

/* Leaves what it computes, line by line: "weights", "usable", "activations", "kv_per_sequence" and, where
 * there is a pool, "kv_pool", "max_concurrency", and "kv_headroom" for a finite concurrency. */
void memory_trace(struct trace *t, const struct deployment *d, double context, double concurrency);

/*
 * The share of the card's memory with which `concurrency` requests of `context` tokens fit (SGLang
 * --mem-fraction-static, vLLM --gpu-memory-utilization).  It is the smallest sufficient multiple of
 * 0.01 above the engine's default.  When none is sufficient it is the largest one that leaves the
 * engine its reserve for the smallest step.  NaN: not even one request fits.
 */
double memory_share_for(const struct deployment *d, double context, double concurrency);

/* Sets d->memory_share for a deployment that is known to have run although one request of `context` tokens does not
 * fit with the engine's default share.  The new share is that of memory_share_for().  `concurrency` NaN: unknown, the
 * largest share is taken.  False: nothing was set, because the request fits or because no share is large enough. */
bool memory_raise_share(struct deployment *d, double context, double concurrency);

/* Sequences with a mean length of `tokens` that run at once.  Every data-parallel rank holds a whole
 * number of them in its pool.  The engine's own limit bounds the result. */
double memory_running_limit(const struct deployment *d, const struct memory_budget *m, double tokens);

/* Leaves "running_limit": the same, and at most max_concurrency, which is there as "kv_pool" is. */
void memory_running_trace(struct trace *t, const struct deployment *d, const struct memory_budget *m, double tokens);
