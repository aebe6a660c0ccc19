/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the memory of one GPU goes, and how many requests fit into what is left. */
#ifndef GPUPLAN_CORE_MEMORY_H
#define GPUPLAN_CORE_MEMORY_H

#include "core/deployment.h"

enum fit { FIT_NO, FIT_TIGHT, FIT_YES };

/* Bytes.  NaN throughout when the memory of the GPU is not known. */
struct memory_budget {
	/* of one GPU */
	double capacity;    /* what the driver reports */
	double usable;      /* what the engine may take */
	double weights;
	double activations; /* peak of one step at the engine's token limit */
	double runtime;     /* context, graphs, communication, and what the engine keeps free */
	double slack;       /* pool left after one request of `context`; negative: missing bytes */
	/* of the replica, in logical copies of the cache */
	double kv_pool;
	double kv_per_token;
	double kv_per_sequence;  /* one request of `context` tokens as the engine reserves it */
	double kv_prefill;       /* on top in every data-parallel rank while a prompt is read */
	double kv_in_use;
	double kv_headroom;
	double max_concurrency;  /* whole requests of `context` in the pool */
	double copies;           /* physical copies of every logical byte over the group */
	enum fit fit;            /* weights and one request of `context` */
};

/* Where the memory of one GPU is, in bytes that it really holds. */
struct memory_parts {
	double weights, kv, free, reserved, capacity; /* kv: in use; free: left in the pool */
};

/* `gpus` of the replica share its pool; copies of the cache count as often as they are held. */
struct memory_parts memory_parts(const struct memory_budget *m, double gpus);

/* KV bytes that the engine reserves for one request of `tokens`, rounded up to whole blocks. */
double memory_sequence_bytes(const struct deployment *d, double tokens);

/*
 * `context`: tokens of the longest request; `concurrency`: requests at once, INFINITY for as
 * many as fit.  performance-model sections 1 to 3.
 */
struct memory_budget memory_budget(const struct deployment *d, double context, double concurrency);

/*
 * Leaves what it computes, line by line: "weights", "usable", "activations", "kv_per_sequence" and,
 * where there is a pool, "kv_pool", "max_concurrency", and "kv_headroom" for a finite concurrency.
 */
void memory_trace(struct trace *t, const struct deployment *d, double context, double concurrency);

/*
 * The share of the card, in hundredths above the engine's default, that a deployment must have
 * been given to run `concurrency` requests of `context` (SGLang --mem-fraction-static, vLLM
 * --gpu-memory-utilization): the smallest in which they fit, or the largest that leaves the
 * engine what its rule reserves for its smallest step when only fewer do.  NaN: not even one.
 */
double memory_share_for(const struct deployment *d, double context, double concurrency);

/*
 * For a deployment that is known to have run: where one request of `context` does not fit into
 * what the engine takes by default, it was told to take more, and memory_share is set to that of
 * `concurrency` requests (NaN: it is not known how many, as many as can).  False: nothing was
 * set, because it fits or because no share helps.
 */
bool memory_raise_share(struct deployment *d, double context, double concurrency);

/*
 * Sequences of a mean length of `tokens` that run at once: whole ones in the pool of every
 * data-parallel rank (for `context` tokens: max_concurrency), at most the engine's own limit.
 */
double memory_running_limit(const struct deployment *d, const struct memory_budget *m, double tokens);

/* Leaves "running_limit": the same, and at most max_concurrency, which is there as "kv_pool" is. */
void memory_running_trace(struct trace *t, const struct deployment *d, const struct memory_budget *m,
			  double tokens);

#endif
