/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One engine step: the time to decode a batch by one token and to process prompt tokens beside it. */
#ifndef GPUPLAN_CORE_STEP_H
#define GPUPLAN_CORE_STEP_H

#include "core/deployment.h"

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

/* How a constant is selected from those with the same name.  STEP_LOSS is computed, not a constant. */
enum step_chooser {
	STEP_BY_NAME, STEP_BY_FAMILY, STEP_BY_TENSOR, STEP_BY_PROFILE, STEP_BY_EXPERTS, STEP_LOSS
};

/* One factor on a datasheet rate.  `name` is that of the constant, or for STEP_LOSS that of the loss. */
struct step_factor {
	enum step_chooser chooser;
	const char *name;
	double value;
};

/* A datasheet rate of one GPU, and the achieved rate: the product of peak and factors. */
struct step_rate {
	double peak, value; /* bytes or FLOP a second */
	struct step_factor factors[6];
	int count;
};

/* Groups of weights; all weights of one have the same rates. */
enum step_part_id { STEP_ATTENTION, STEP_DENSE, STEP_HEAD, STEP_EXPERTS };

struct step_part {
	double params, bytes_per_weight;
	double shards;           /* GPUs that share them */
	enum tensor_type tensor; /* of the products */
	enum expert_class experts; /* of STEP_EXPERTS */
	double fill_tokens;      /* tokens that a matrix lacks to occupy all processors */
	struct step_rate stream, multiply;
};

struct step_part step_part(const struct deployment *d, enum step_part_id id);

/* A roofline of one group of weights: seconds to stream it, seconds per token to multiply. */
struct roofline {
	double stream_s;
	double token_s;
	double fill_tokens; /* tokens that a matrix lacks to occupy all processors */
};

/* All terms of a step that do not depend on the batch.  Prepared once for each deployment. */
struct step_model {
	const struct deployment *d;
	struct roofline attention, dense, head, experts;
	double p;                    /* exponent of their soft maxima, but for experts */
	double stages;               /* pipeline stages that work at the same time, on average */
	double gamma, miss;          /* coverage: 1 - miss^(N^gamma), miss = 1 - k/E */
	double experts_per_rank;     /* E / EP */
	double imbalance;            /* i sqrt(2 ln EP), 0 without expert parallelism */
	double kv_rate;              /* bytes per second of one GPU reading the cache */
	double latent_flops;         /* rate of absorbed latent attention */
	double prompt_flops;         /* rate of prompt attention; NaN: by memory traffic */
	double prompt_half;          /* prompt length at which the rate is half of it */
	double token_act_s;          /* activation traffic per token of one rank */
	double layer_fixed_s;        /* all layers' fixed times */
	double moe_fixed_s;          /* part of the former that belongs to experts */
	double host_s, sequence_s;
	const struct gpu_link *tensor_link, *group_link;
};

/*
 * Prepares the step model of a deployment (gpuplan-model(7), 2 ONE STEP).  `m` keeps the pointer
 * `d`.  step_check() must have returned STEP_READY.
 */
void step_prepare(struct step_model *m, const struct deployment *d);

/* Seconds to stream a part's weights and to multiply them with so many tokens. */
struct roofline step_part_seconds(const struct step_model *m, enum step_part_id id, double tokens);

/* The exponent of a part's soft maximum: p, p_moe or lc_p. */
double step_part_exponent(const struct step_model *m, enum step_part_id id);

/* Seconds of attention for `prompt` prompt tokens; each attends to `seen` earlier tokens on average. */
double step_prompt_attention_s(const struct step_model *m, double prompt, double seen);

/* One all-reduce of so many bytes over the GPUs that share a layer. */
double step_all_reduce_s(const struct step_model *m, double bytes);

/* Bytes of one value of a hidden state on its way to the experts and back. */
double step_exchange_bytes(const struct deployment *d);

/* Seconds that a step of `tokens` spends between GPUs; 0 where there is nothing to exchange. */
struct step_exchange {
	double all_reduce_s; /* tensor parallelism */
	double tokens_s;     /* attention data parallelism */
	double stages_s;     /* pipeline stages */
};
struct step_exchange step_exchange(const struct step_model *m, double tokens);

/* Whether the kernels convert weights to 16 bits and the constants t_wo and e_wo apply. */
bool step_widens(const struct deployment *d);

/*
 * One step that decodes `sequences` requests of mean length `context` and processes `prompt`
 * prompt tokens which on average see `seen` earlier ones.
 */
struct step_time step_evaluate(const struct step_model *m, double sequences, double context,
			       double prompt, double seen);

/*
 * Seconds to process `tokens` prompt tokens of one or several requests, in chunks of at most
 * `chunk` tokens, while nothing is decoded.  A token sees `seen` earlier ones on average.
 * Pipeline stages work on different chunks at the same time (gpuplan-model(7), 3.1 Prompts).
 */
double step_prompts_s(const struct step_model *m, double tokens, double seen, double chunk);

/* Seconds to process one prompt of `tokens` new tokens.  The `cached` tokens before it are in the prefix
 * cache: they are attended to, not processed. */
double step_prompt_s(const struct step_model *m, double tokens, double cached, double chunk);

/* (a^p + b^p)^(1/p): the time of two tasks that overlap in part.  p = 1: no overlap. */
double soft_max(double a, double b, double p);

#endif
