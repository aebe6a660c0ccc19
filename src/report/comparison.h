/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons in words. */
#pragma once

#include "report/grid.h"
#include "study/comparison.h"

/* "B200 x1 costs 18 % less than H200 x2 and answers 40 ms earlier; their costs are equal within the band."
 * Amounts that round to nothing are not told. */
void label_pair(struct text *out, const struct comparison *c, const struct comparison_pair *pair);

/* What the dearer of the two buys: "H200 x2 costs 25 % more than B200 x1; for that it answers 40 ms earlier."  Only
 * what the estimates can tell apart counts; label_pair() where no cost is known. */
void label_bargain(struct text *out, const struct comparison *c, const struct comparison_pair *pair);

/* Every pair so, then what does not meet the goals: sentences on one line each. */
void report_bargains(struct text *out, const struct comparison *c);

/* What does not meet the goals, with the reason, then every pair: sentences on one line each. */
void report_differences(struct text *out, const struct comparison *c);

/* All of it as text: a line a metric with a column an answer, then the differences. */
void report_comparison(struct text *out, const struct comparison *c, struct report_style style);
