/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles and error figures of residuals ln(predicted/measured). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "fit/dataset.h"

/* A growing sample. */
struct sample {
	struct weighted {
		double value, weight;
	} * items;
	size_t count, capacity;
	bool sorted;
};

void sample_add(struct sample *sample, double value, double weight);
void sample_release(struct sample *sample);

/* Declares a local sample that is empty, and released where its block ends. */
#define SAMPLE(name) struct sample name __attribute__((cleanup(sample_release))) = { 0 }

/* The value below which a share of the weight lies; NaN when empty. Sorts the sample. */
double sample_quantile(struct sample *sample, double share);

/* Which rows a figure is about. */
enum kind { KIND_ALL, KIND_DENSE, KIND_MOE, KIND_COUNT };
extern const char *const kind_names[KIND_COUNT];

struct row_filter {
	enum figure metric;
	enum kind kind;
	int source; /* -1: all */
};

bool row_passes(const struct row *row, const struct row_filter *filter);

/* Absolute error in per cent of measured: median and 90th percentile; NaN without rows. */
struct error_figure {
	int rows;
	double median, p90;
};

/* Residuals in the order of the rows; one that is NaN (no steady state predicted) counts as an error of
 * 100 %. `balanced`: every group counts the same, however many rows it has. */
struct error_figure error_figure(
	const struct dataset *data, const double *residuals, const struct row_filter *filter, bool balanced);
