/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Error bands from predictions of sources that the fit has not seen. */
#pragma once

#include "base/text.h"
#include "fit/statistics.h"

enum { BAND_RULES_MAX = 64 };

/* A set of rules as the catalog holds them, with the rows and sources behind each. */
struct bands {
	struct band_rule rules[BAND_RULES_MAX];
	const char *family[BAND_RULES_MAX]; /* the one family of a rule; NULL none */
	int rows[BAND_RULES_MAX], sources[BAND_RULES_MAX];
	int count;
	double widening;           /* unseen_source_exponent where they are judged */
	double tail[FIGURE_COUNT]; /* share left outside on either side */
};

/* Quantiles of measured/predicted by kind of model, engine profile, load and hardware, so that close to 80 % of the
 * rows of every metric lie inside. `unseen` are residuals with the source left out, `strange` with the GPU's family
 * left out (for hardware without rows). Rows of source `without` are not used (-1: all are). */
void bands_build(struct bands *bands, const struct catalog *catalog, const struct dataset *data, const double *unseen,
	const double *strange, int without);

/* The rules as the catalog has them, widened as the program does. */
void bands_take(struct bands *bands, const struct catalog *catalog);

/* Whether the measured value of a row lies in its band around the prediction. */
bool bands_hold(const struct bands *bands, const struct dataset *data, const struct row *row, double residual);

/* Share of the rows that the bands hold; NaN without rows. */
double bands_coverage(const struct bands *bands, const struct dataset *data, const double *residuals,
	const struct row_filter *filter);

/* The band of one row as factors measured/predicted. */
struct band_factor bands_of_row(const struct bands *bands, const struct dataset *data, const struct row *row);

/* The whole of bands.json. */
void bands_json(struct text *out, const struct bands *bands);
