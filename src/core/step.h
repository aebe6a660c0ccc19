/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One engine step: the time to decode a batch by one token and to process prompt tokens beside it. */
#pragma once

#include "core/step_exchange.h"
#include "core/step_part.h"

/* What is missing to estimate a deployment; STEP_READY when nothing is. */
enum step_gap {
	STEP_READY,
	STEP_NO_FAMILY,    /* no constants for this kind of accelerator */
	STEP_NO_BANDWIDTH, /* memory bandwidth not published */
	STEP_NO_RATE,      /* matrix rate of the format not published, or its efficiency unknown */
	STEP_NO_LINK,      /* no link known between so many of them */
	STEP_NO_FORMAT     /* the GPU cannot run the format */
};

enum step_gap step_check(const struct deployment *d);

/* Seconds of one step by cause; the parts add up to total_s. */
struct step_time {
	double weights_s;       /* streaming weights */
	double kv_s;            /* reading KV cache and state */
	double compute_s;       /* matrix products, attention of prompts */
	double communication_s; /* all-reduce, token exchange, pipeline hand-over */
	double overhead_s;      /* kernels' fixed times and host */
	double total_s;
};

/* All terms of a step that do not depend on the batch.  Prepared once for each deployment. */
struct step_model {
	const struct deployment *d;
	struct step_parts parts;
	double stages;        /* pipeline stages that work at the same time, on average */
	double kv_rate;       /* bytes per second of one GPU reading the cache */
	bool flash;           /* attention of prompts keeps its scores in the processors */
	double flash_rate;    /* FLOP per second of attention */
	double prompt_half;   /* prompt length at which the rate is half of it */
	double layer_fixed_s; /* all layers' fixed times */
	double host_factor;   /* on host times */
	struct step_links links;
};

/* Prepares the step model of a deployment (gpuplan-model(7), 2 ONE STEP).  `m` keeps the pointer `d`.
 * step_check() must have returned STEP_READY. */
void step_prepare(struct step_model *m, const struct deployment *d);

/* One step that decodes `sequences` requests of mean length `context` and processes `prompt` prompt tokens which on
 * average see `seen` earlier ones.  A trace must contain "running" and the piece "context" if requests are decoded,
 * "prompt" with its attention's "seen" and "flop" or "scores" if prompts are processed.  Its prefix distinguishes the
 * step from the first one, whose total is "step_s". */
struct step_time step_evaluate(
	struct trace *t, const struct step_model *m, double sequences, double context, double prompt, double seen);

/* Seconds to process `tokens` prompt tokens of one or several requests, in chunks of at most `chunk` tokens, while
 * nothing is decoded.  A token sees `seen` earlier ones on average.  Pipeline stages work on different chunks at the
 * same time (gpuplan-model(7), 3.1 Prompts). */
double step_prompts_s(const struct step_model *m, double tokens, double seen, double chunk);

/* Record one of those steps, and all of them.  "tokens", "chunk" and those of attention must be in the trace. */
void step_chunk_trace(struct trace *t, const struct step_model *m, double tokens, double seen, double chunk);
void step_prompts_trace(struct trace *t, const struct step_model *m, double tokens, double seen, double chunk,
	const char *chunk_id, const char *id);

/* Seconds to process one prompt of `tokens` new tokens.  The `cached` tokens before it are in the prefix
 * cache: they are attended to, not processed. */
double step_prompt_s(const struct step_model *m, double tokens, double cached, double chunk);
