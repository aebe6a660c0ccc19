/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a CSV file as scenarios: columns are parameters by their option names. */
#pragma once

#include "study/scenario_rows.h"

struct row_reader {
	struct scenario_rows rows;
	int version_column;                  /* the engine's release, -1 */
	int rate_column, concurrency_column; /* one of them says the load; -1 */
};

/* Borrows the table; goals and models' own limits do not count in rows, nor does the base's context: without
 * one of its own a row's is prompt + output. */
void row_reader_init(struct row_reader *reader, const struct csv *csv, const struct scenario *base);
void row_reader_release(struct row_reader *reader);

/* The current row; STATUS_USAGE with the column and what is wrong. */
enum status row_read(const struct row_reader *reader, struct scenario *s, struct error *error);
