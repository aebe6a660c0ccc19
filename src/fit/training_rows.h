/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published training runs (training_runs.csv) as questions to the model of training. */
#pragma once

#include "base/name_list.h"
#include "catalog/catalog.h"
#include "core/training_memory.h"

/* What was published.  Rates are of all GPUs; the three times are those of the benchmarks of MLPerf. */
enum training_metric {
	TRAINING_RATE,     /* tokens a second */
	TRAINING_LORA_MIN, /* minutes, Llama 2 70B by LoRA */
	TRAINING_405B_MIN, /* minutes, Llama 3.1 405B from scratch */
	TRAINING_8B_MIN,   /* minutes, Llama 3.1 8B from scratch */
	TRAINING_PEAK,     /* bytes of one GPU */
	TRAINING_METRIC_COUNT
};

/* What a peak of memory counts: tensors, what the allocator holds, or all that the driver shows. */
enum training_peak { PEAK_ALLOCATED, PEAK_RESERVED, PEAK_DEVICE, PEAK_KIND_COUNT };

/* What a row can be left out by. */
enum training_label { TRAINING_SOURCE, TRAINING_MODEL, TRAINING_GPU, TRAINING_CLASS, TRAINING_LABEL_COUNT };

struct training_row {
	const char *id;
	enum training_metric metric;
	enum training_peak peak;
	double measured;
	double logit_bytes; /* of a token and entry of the vocabulary, as the source's code has them; NaN: of its software */
	double weight;      /* in a fit: 1/sqrt(rows of the source) */
	int labels[TRAINING_LABEL_COUNT];
	bool slow_link; /* an older board: x4 */
	bool capped;    /* an H100 of 500 W */
	struct train_run run;
};

struct training_rows {
	struct arena arena;
	struct training_row *rows;
	int count, capacity;
	int unused; /* lines whose column "use" says no */
	struct name_list names[TRAINING_LABEL_COUNT];
};

/* Reads the lines that are used.  An unknown name or a bad number is an error with its line. */
enum status training_rows_read(
	struct training_rows *rows, const struct catalog *catalog, const char *path, struct error *error);
void training_rows_release(struct training_rows *rows);

/* ln(predicted/measured) by the constants as they stand. */
double training_row_residual(const struct training_row *row);

/* The group of runs that has a band; TRAIN_GROUP_COUNT for memory. */
enum train_group training_row_group(const struct training_row *row);
