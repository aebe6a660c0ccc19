/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published measurements as questions to the model: runs, and the figures of each. */
#pragma once

#include "base/name_list.h"
#include <stdbool.h>

#include "catalog/catalog.h"
#include "core/serving.h"

enum figure { FIGURE_TPOT, FIGURE_TOK_S, FIGURE_TTFT, FIGURE_PROMPT, FIGURE_COUNT };

/* What a line can be left out by. */
enum label { LABEL_SOURCE, LABEL_GROUP, LABEL_MODEL, LABEL_GPU, LABEL_FAMILY, LABEL_COUNT };

enum load_kind { LOAD_CLOSED, LOAD_SATURATED, LOAD_OPEN, LOAD_STATIC };

/* One deployment under one load. */
struct run {
	struct deployment deployment;
	struct memory_budget memory;
	struct request request;
	enum load_kind load;
	double amount;               /* requests in flight, batch, or requests per second */
	double values[FIGURE_COUNT]; /* the model's answer, see run_evaluate */
};

/* One published figure. */
struct row {
	const char *id;
	int run;
	enum figure metric;
	double measured;
	double weight;           /* in a fit */
	int labels[LABEL_COUNT]; /* indices of names */
	bool moe;
};

struct dataset {
	struct arena arena; /* ids and names */
	struct run *runs;
	struct row *rows;
	int run_count, row_count, capacity;
	struct name_list names[LABEL_COUNT];
	int unanswered; /* lines whose GPU, format or layout the model cannot answer */
};

extern const char *const figure_names[FIGURE_COUNT];

/* Reads a table with the columns of calibration.csv. Lines that the model cannot answer are counted, not
 * kept; a name that the catalog lacks or a bad number is an error with its line. */
enum status dataset_read(struct dataset *data, const struct catalog *catalog, const char *path, struct error *error);
void dataset_release(struct dataset *data);

/* Fills the values of one run from the constants as they stand; NaN: no steady state. */
void run_evaluate(struct run *run);

/* ln(predicted/measured) of a row from its run's values. */
double row_residual(const struct dataset *data, const struct row *row);

/* Two formulas that everybody uses, on the same rows, for comparison. */
enum naive { NAIVE_BANDWIDTH, NAIVE_ROOFLINE, NAIVE_COUNT };

/* "bandwidth x 0.55 / active bytes", "roofline x 0.6" */
const char *naive_name(enum naive naive);

/* NAIVE_BANDWIDTH: every token of every sequence costs the active weights' bytes at 55 % of the GPUs' bandwidth,
 * shared by the batch; prompts 2 FLOP per active weight at 55 % of the peak. NAIVE_ROOFLINE: a step is the larger of
 * bytes (active weights, KV cache) and FLOP at 60 % of the peaks. NaN where a figure does not follow (arrival rates).
 * ln(predicted/measured). */
double naive_residual(const struct dataset *data, const struct row *row, enum naive naive);
