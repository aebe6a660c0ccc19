/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a row that a training run is about. */
#pragma once

#include "core/training_memory.h"
#include "study/batch_pile.h"

/* Unknown figures are NaN. */
struct training {
	bool known; /* a run was laid out, whether it fits or not */
	struct train_run run;
	struct train_time time;
	struct train_memory memory;
	struct band rate;    /* tokens a second of all GPUs while nothing is saved or lost */
	double tokens;       /* of the run */
	double states_bytes; /* of the whole model */
	double checkpoint_bytes;
	double save_h;     /* that a checkpoint takes */
	double interval_h; /* between checkpoints */
	double goodput;    /* share of the time that trains, without losses of spot machines */
};

struct training_part {
	struct pile_part base; /* its memory, hours and money */
	struct training training;
};

extern const struct training training_unknown;

/* The training of a row; training_unknown if its study has none. */
const struct training *training_of(const struct row *row);

/* Getters of metrics. */
const char *training_shard_id(const struct row *row);
const char *training_software_id(const struct row *row);
struct band training_rate_of_gpu(const struct row *row);
struct band training_memory_band(const struct row *row);
double training_mfu(const struct row *row);
