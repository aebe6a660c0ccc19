/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weights that a step streams and multiplies, in groups that have the same rates. */
#pragma once

#include "core/deployment.h"

enum step_part_id { STEP_ATTENTION, STEP_DENSE, STEP_HEAD, STEP_EXPERTS, STEP_PART_COUNT };

struct step_part {
	double params, active; /* all, and those that one token passes */
	double bytes_per_weight;
	double shards;                     /* GPUs that share them */
	double width;                      /* wider side of the matrices; 0 where processors never idle for it */
	enum tensor_type tensor;           /* of the products */
	enum expert_class experts;         /* of STEP_EXPERTS */
	double stream_rate, multiply_rate; /* bytes and FLOP a second that one GPU achieves */
};

struct step_part step_part(const struct deployment *d, enum step_part_id id);

/* Whether the kernels convert weights to 16 bits and the constants t_wo and e_wo apply. */
bool step_part_widens(const struct deployment *d);

/* A part with what every step needs of it. */
struct roofline {
	struct step_part part;
	double stream_s;    /* seconds to stream all its weights */
	double idle_tokens; /* tokens that a matrix lacks to occupy all processors */
};

/* The parts of a deployment.  Prepared once. */
struct step_parts {
	const struct deployment *d;
	struct roofline rooflines[STEP_PART_COUNT]; /* params 0: the model has no such part */
	double p;                                   /* exponent of their soft maxima, but for experts */
	double gamma, miss;                         /* coverage of the experts by N tokens: 1 - miss^(N^gamma) */
	double imbalance;                           /* 0 without expert parallelism */
};

/* Keeps the pointer `d`. */
void step_parts_prepare(struct step_parts *parts, const struct deployment *d);

/* Seconds that all parts take, and how much of that is due to streaming weights. */
struct step_products {
	double weights_s, whole_s;
};

/* A step of `tokens` tokens, `rows` of which pass the LM head.  Records the parts as figures, "weights_s" and
 * "compute_s" (whole_s) as pieces.  "tokens" and "rows" must be in the trace. */
struct step_products step_products(struct trace *t, const struct step_parts *parts, double tokens, double rows);
