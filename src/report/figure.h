/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of the planner's table: figures of one unit and one precision a column, and words where there are none. */
#pragma once

#include "study/study.h"

/* One figure; "-" for NaN. */
void label_figure(struct text *out, double value, enum figure_form form);

/* A probability in whole percents, rounded down, as 79.9 % does not reach 80: "84 %", "<1 %", ">99 %", "n/a".  Nobody is
 * as sure as 100 %, and what may happen is more than none. */
void label_sure_share(struct text *out, double share);

/* A round figure of an axis: "1.5", "300", "7k". */
void label_axis(struct text *out, double value);

/* A figure whose usual form is wider than so many columns: dollars as "24.8k", "105k", "1.2M", in four columns "25k",
 * cents as
 * "131", seconds as "1.9s" or "12s".  False: there is no shorter form. */
bool figure_short(struct text *out, double value, enum figure_form form, int columns);

/* The cell of a column that is text. */
void figure_cell(struct text *out, const struct study_column *column, const struct row *row, long today, bool ascii);

/* The title of a column, translated.  `beside`: the middle of the cost stands beside what it is at most. */
void figure_title(struct text *out, const struct study_column *column, double certainty, bool beside);

/* What stands in place of the figures of a row that has none: "lacks 31 GiB for the weights"; nothing: it has them. */
void figure_words(struct text *out, const struct row *row);

/* The same of an alternative that the user's own choice keeps out of the ranking: "off: Spot is never". */
void figure_off(struct text *out, const struct scenario *s, const struct row *row);

/* "Without Region     36 GPUs, from $0.12": a reason of what there would be without a filter, in columns. */
void figure_without(struct text *out, const struct reason *reason, const char *filter);

/* How many: "x2", of replicas "4x2". */
void figure_size(struct text *out, const struct row *row);
