/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the memory of one GPU goes, and how many requests fit into what is left. */
#pragma once

#include "core/deployment.h"
#include "core/held.h"

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
	double kv_per_request;  /* what one holds at a random moment, without what all share */
	double kv_shared;       /* found in the prefix cache: once in every data-parallel rank */
	double kv_in_use;       /* mean of all requests in progress */
	double kv_headroom;
	double max_concurrency;      /* requests of the lengths given that fit together */
	double max_concurrency_full; /* whole requests of `context` in the pool: the guarantee */
	double crowded;              /* requests that run when more than max_concurrency want to */
	double copies;               /* physical copies of every logical byte over the group */
	enum fit fit;                /* weights and one request of `context` */
};

/* What is asked of the memory. */
struct demand {
	struct request request; /* mean lengths and their spread */
	double context;         /* longest request, in tokens */
	double concurrency;     /* requests at once; INFINITY: as many as fit */
	bool together;          /* they start and end together, as those of a static batch */
};

/* Bytes of one GPU by use.  Copies of the KV cache are counted as stored. */
struct memory_parts {
	double weights, kv, free, reserved, capacity; /* kv: in use; free: left in the pool */
};

/* The parts of one GPU of a replica with `gpus` GPUs. */
struct memory_parts memory_parts(const struct memory_budget *m, double gpus);

/* The memory of a deployment (gpuplan-model(7), 1 MEMORY). */
struct memory_budget memory_budget(const struct deployment *d, const struct demand *demand);

/* Leaves what it computes, line by line: "weights", "usable", "activations", "kv_per_sequence" and, where
 * there is a pool, "kv_pool", "max_concurrency", and "kv_headroom" for a finite concurrency. */
void memory_trace(struct trace *t, const struct deployment *d, const struct demand *demand);

/* Whether the weights and one request of `context` tokens fit. */
bool memory_holds(const struct deployment *d, double context);

/*
 * The share of the card's memory with which the demand fits (SGLang --mem-fraction-static, vLLM
 * --gpu-memory-utilization).  It is the smallest sufficient multiple of 0.01 above the engine's default.  When none is
 * sufficient it is the largest one that leaves the engine its reserve for the smallest step.  NaN: not even one request
 * of the context fits.
 */
double memory_share_for(const struct deployment *d, const struct demand *demand);

/* Sets d->memory_share for a deployment that is known to have run although one request of the context does not fit with
 * the engine's default share.  The new share is that of memory_share_for().  A concurrency NaN: unknown, the
 * largest share is taken.  False: nothing was set, because the request fits or because no share is large enough. */
bool memory_raise_share(struct deployment *d, const struct demand *demand);

/* The engine's own limit of running sequences; INFINITY: none. */
double memory_sequence_limit(const struct deployment *d);

/* Requests that run at once without preemption: what fits, and the engine's own limit.  A trace must have
 * "max_concurrency". */
double memory_running_limit(struct trace *t, const struct deployment *d, const struct memory_budget *m);
