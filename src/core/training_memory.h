/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training and fine-tuning: the memory of one GPU (gpuplan-model(7), 10 TRAINING; sources there). */
#pragma once

#include "core/memory.h"
#include "core/training.h"

/* Bytes of one GPU at the peak of a step. */
struct train_memory {
	double weights; /* in their format, as sharded */
	double gradients;
	double optimizer;   /* states and master weights */
	double adapters;    /* weights, gradients and states of adapters */
	double gathered;    /* layers that are whole for the moment */
	double activations; /* of one micro-batch, with the logits */
	double runtime;     /* of CUDA or ROCm, and what the allocator holds back */
	double total;
	double usable;   /* that a plan may fill */
	double capacity; /* of the card */
	enum fit fit;
};

struct train_memory train_memory_of(struct trace *t, const struct train_run *run);

/* Bytes of weights, gradients and states of the whole model, in whatever way they are divided. */
double train_states_bytes(const struct train_run *run);

/* The most sequences of a micro-batch that fit, a whole number, with more to spare than the error of the estimate where
 * one of them leaves that; 0: not even one fits. */
double train_most_micro_batch(const struct train_run *run);

/* Bytes of a checkpoint from which the run goes on: weights and states, of adapters alone where these are trained. */
double train_checkpoint_bytes(const struct train_run *run);
