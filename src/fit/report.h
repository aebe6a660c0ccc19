/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of a fit in text: errors, bands, and what every term buys. */
#pragma once

#include "fit/bands.h"
#include "fit/calibration.h"

/* Predictions of all rows, by the way of leaving out. */
struct predictions {
	double *residuals[FOLDS_COUNT];
	double *strange; /* the GPU's family left out */
};

void predictions_init(struct predictions *p, struct calibration *c);
void predictions_release(struct predictions *p);

/* One line of folds_add_summary. */
struct summary_line {
	char folds[16], metric[16], kind[16];
	bool balanced;
	double median, p90;
};

/* Summary of another model; zero-initialised is none. */
struct summary {
	struct summary_line *lines;
	int count;
};
enum status summary_read(struct summary *summary, const char *path, struct error *error);
void summary_release(struct summary *summary);

/* Errors of every way of leaving out, row by row and with balanced groups, beside those of `baseline`. */
void report_errors(
	struct text *out, const struct dataset *data, const struct predictions *p, const struct summary *baseline);

/* The same by source with that source left out, and the rules of thumb on the same rows. */
void report_sources(struct text *out, const struct dataset *data, const struct predictions *p);
void report_naive(struct text *out, const struct dataset *data);

/* Coverage by metric, kind and source; also with bands from the other sources only. */
void report_bands(struct text *out, const struct bands *bands, const struct catalog *catalog,
	const struct dataset *data, const struct predictions *p);
