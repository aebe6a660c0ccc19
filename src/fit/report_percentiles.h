/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws of percentiles in text and as a table of predictions. */
#pragma once

#include "base/text.h"
#include "fit/percentiles.h"

/* Errors by slice, metric and percentile, and each law's constants fitted with and without every source. */
void report_percentiles(struct text *out, const struct percentile_rows *rows, const struct constants *k);

/* percentile_predictions.csv: ratio and error of every published percentile, by the constants as they are and by
 * those that a fit without its source makes of them. */
void predict_percentiles(struct text *out, const struct percentile_rows *rows, const struct constants *k);
