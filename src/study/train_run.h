/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a scenario trains on so many GPUs of a kind: sizes, sharding, micro-batch. */
#pragma once

#include "core/training_memory.h"
#include "study/scenario.h"

/* Tokens where the scenario does not say: the planner has to start from some. */
enum { TRAIN_DEFAULT_TOKENS = 8000000 };

double train_tokens(const struct scenario *s);

/* Samples of a step: as given, or 16 for adapters, 64 for all weights, four million tokens from scratch. */
double train_batch(const struct scenario *s);

/* The software that is meant by "auto" on so many GPUs. */
enum train_software train_software_of(const struct scenario *s, double gpus);

/* Calls `visit` for every number of GPUs that the scenario allows, from the least: as given, or 1, 2, 4 ... up to
 * --max-gpus, at most TRAIN_COUNTS_MAX of them; cards on PCIe stay in one machine. */
enum { TRAIN_COUNTS_MAX = 15 };
typedef void train_visit(double gpus, void *data);
void train_counts(const struct scenario *s, const struct gpu *gpu, train_visit *visit, void *data);

/* One layout with its figures. */
struct train_layout {
	struct train_run run;
	struct train_memory memory;
	struct band rate; /* NaN: it does not fit, or the card has no constants */
	bool fits;
	bool divides; /* the batch can be divided among the GPUs */
};

/* The fastest way on so many GPUs that fits; where none does, the one that comes nearest. */
struct train_layout train_lay_out(
	const struct scenario *s, const struct training_shape *shape, const struct gpu *gpu, double gpus);

/* Whether the card can train in the number type of the scenario at all. */
bool train_supports(const struct scenario *s, const struct gpu *gpu);
