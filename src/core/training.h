/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training and fine-tuning: how fast (gpuplan-model(7), 10 TRAINING; sources there). */
#pragma once

#include "core/band.h"
#include "core/trace.h"
#include "core/training_shape.h"

/* One way to train.  Sizes are whole numbers, at least 1. */
struct train_run {
	const struct constants *constants;
	const struct gpu *gpu;
	struct training_shape shape;
	enum train_method method;
	enum train_software software;
	enum train_precision precision;
	enum train_shard shard;
	enum train_recompute recompute;
	enum train_optimizer optimizer;
	double gpus, tensor, pipeline, context, expert; /* parallel sizes; data = gpus / (tensor pipeline context) */
	double sequence;                                /* tokens */
	double micro_batch;                             /* sequences of one pass of one replica of the model */
	double global_batch;                            /* sequences of one step of all */
	double rank;                                    /* of adapters */
};

/* Seconds of one GPU for one of its tokens, by what they are spent on; `factor` multiplies their sum. */
struct train_time {
	double compute; /* linear layers */
	double attention;
	double moved;    /* memory traffic of experts and state layers */
	double launches; /* kernels and host: what they add to the work above and below */
	double unpack;   /* dequantising of a 4-bit base */
	double links;    /* exchange over PCIe */
	double factor;   /* scale, tensor parallelism, pipeline bubble */
	double total;    /* all of it */
};

/* GPUs that NVLink or xGMI joins, 1 for cards on PCIe. */
double training_domain(const struct gpu *gpu);

/* GPUs that share the data, and micro-batches of one replica in a step. */
double train_data_gpus(const struct train_run *run);
double train_micro_batches(const struct train_run *run);

/* Whether a number of the card's class is known for this precision: NaN there means no. */
bool train_runs(const struct train_run *run);

/* Words of parameters.json. */
const char *train_software_id(enum train_software software);
const char *train_recompute_id(enum train_recompute recompute);
const char *train_optimizer_id(enum train_optimizer optimizer);

/* The time of a token.  All NaN: the card has no constants for it. */
struct train_time train_time_of(struct trace *t, const struct train_run *run);

/* Tokens a second of all GPUs with its 80 % band, which is that of the group of runs, or a wider one where the card has
 * few published runs or none. */
struct band train_rate(struct trace *t, const struct train_run *run);

/* The group of runs by whose error the band is taken. */
enum train_group train_group_of(const struct train_run *run);

/* FLOP of one token without recomputation: what a quoted MFU is about. */
double train_model_flops(const struct train_run *run);
