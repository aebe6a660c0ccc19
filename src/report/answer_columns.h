/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of a study behind the cells of a CSV file: one column a metric, a band as three, then "verdict" and "error".
 * A name that the file has is the file's: that of the answer, with a band's other two, begins with "answer_", as often as
 * it takes. */
#pragma once

#include "base/csv.h"
#include "study/study.h"

/* Adds the names, each behind a comma. */
void answer_columns_names(struct text *out, const struct study *study, const struct csv *file);

/* Adds the cells of an answer.  `row` is NULL: there is none; `why` in English, "" where the row says all. */
void answer_columns_cells(struct text *out, const struct study *study, const struct row *row, const char *why);
