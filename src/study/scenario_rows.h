/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a CSV file as scenarios: some of its columns are parameters, the others mean nothing here. */
#pragma once

#include "base/csv.h"
#include "study/study.h"

struct refused_cells;

/* Borrows the table.  Cells of a column that is a parameter are read as an option is, and those that a
 * study is asked may have exponents, and seconds without a unit under the key of a time ("ttft_s"); what they leave empty
 * is that of `base`. */
struct scenario_rows {
	const struct csv *csv;
	const struct study *study; /* NULL: none was asked */
	struct scenario base;
	int count;
	struct {
		int column;
		enum parameter parameter;
	} columns[CSV_COLUMNS_MAX];
	struct refused_cells *refused; /* what was wrong with cells */
};

void scenario_rows_init(struct scenario_rows *rows, const struct csv *csv, const struct scenario *base);
void scenario_rows_release(struct scenario_rows *rows);

/* A column of the table is a parameter; -1: the table lacks it. */
void scenario_rows_add(struct scenario_rows *rows, int column, enum parameter parameter);

/* Whether a column may be this parameter when the study is asked: it reads it, and it is about an answer, not about how
 * answers are listed. */
bool scenario_rows_take(const struct study *study, enum parameter parameter);

/* Rows are asked of the study: every column is a parameter that is called like one there, by word, option name or
 * key. */
void scenario_rows_ask(struct scenario_rows *rows, const struct study *study);

/* The cell of the i-th of `columns` in the current row; NULL: it gives no value. */
const char *scenario_rows_cell(const struct scenario_rows *rows, int i);

/* The values of the current row.  STATUS_USAGE with the column and what is wrong. */
enum status scenario_rows_set(const struct scenario_rows *rows, struct scenario *s, struct error *error);

/* The current row as a scenario that the study can solve: nothing is said twice, all goes together, and what has to be
 * said before the study is asked is there.  Several items of a set have commas between them.  STATUS_USAGE. */
enum status scenario_rows_read(const struct scenario_rows *rows, struct scenario *s, struct error *error);
