/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a CSV file that any study is asked of: its first-ranked answer stands behind each. */
#pragma once

#include "cli/invocation.h"
#include "study/scenario_rows.h"

struct study_rows {
	struct scenario_rows rows;
	struct result result;
	long today;
};

/* Borrows the table; what a row leaves empty is as in the call. */
void study_rows_init(struct study_rows *asked, const struct csv *csv, const struct invocation *call);
void study_rows_release(struct study_rows *asked);

/* Adds the columns of the answer behind those of the table, and its cells for the current row. */
void study_rows_names(const struct study_rows *asked, struct text *out);
void study_rows_answer(struct study_rows *asked, struct text *out);
