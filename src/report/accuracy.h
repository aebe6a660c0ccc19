/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the estimate for people, pages and machines. */
#pragma once

#include "report/accuracy_percentiles.h"
#include "study/accuracy.h"

/* Tables of the axes in `wanted` (a bit an axis): errors in per cent, median / 90th percentile.  As Markdown
 * they have no colour and are in English: README takes them as they are. */
void report_accuracy(struct text *out, const struct accuracy *a, unsigned wanted, bool markdown, bool color);

/* The JSON object of gpuplan-batch(1), OUTPUT.  A result has the keys by, name, metric, rows and
 * band_holds, and one object for each way of predicting.  `percentiles`: NULL, or what is told beside. */
void report_accuracy_json(
	struct text *out, const struct accuracy *a, unsigned wanted, const struct accuracy_percentiles *percentiles);
