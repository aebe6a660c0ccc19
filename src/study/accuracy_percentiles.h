/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of the ratios of percentiles to means (core/percentile.h) on published runs. */
#pragma once

#include "study/percentile_rows.h"

/* CONSTANTS: by those of the catalog; SOURCE_OUT: by constants and errors from the other sources alone. */
enum percentile_way { PERCENTILE_CONSTANTS, PERCENTILE_SOURCE_OUT, PERCENTILE_WAY_COUNT };

/* One published percentile. */
struct percentile_outcome {
	int slice;
	bool first_token;
	enum goal_at at;
	double ratio[PERCENTILE_WAY_COUNT]; /* measured / predicted, > 0 */
	bool held[PERCENTILE_WAY_COUNT];    /* inside the 80 % band of its error */
};

struct accuracy_percentiles {
	struct percentile_rows measured; /* `slices` has the names of slices */
	struct percentile_outcome *outcomes;
	size_t count;
};

/* Over outcomes of one slice, figure and percentile, by way.  Errors are |predicted / measured - 1|, as shares. */
struct percentile_figure {
	int rows; /* 0: the rest is NaN */
	double median[PERCENTILE_WAY_COUNT], p90[PERCENTILE_WAY_COUNT];
	double bias[PERCENTILE_WAY_COUNT]; /* median of measured / predicted */
	double held[PERCENTILE_WAY_COUNT]; /* share inside the band */
};

const char *percentile_way_name(enum percentile_way way);
const char *percentile_way_title(enum percentile_way way); /* untranslated */

/* Joins percentiles.csv with percentile_predictions.csv, which has a line for every percentile that was published, in
 * the same order.  STATUS_DATA with file, line and column.  Release it in every case. */
enum status accuracy_percentiles_read(
	struct accuracy_percentiles *a, struct csv *measured, struct csv *predicted, struct error *error);
void accuracy_percentiles_release(struct accuracy_percentiles *a);

struct percentile_figure accuracy_percentiles_figure(
	const struct accuracy_percentiles *a, int slice, bool first_token, enum goal_at at);
