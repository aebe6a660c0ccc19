/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of measurements.csv: rows of the user's runs, one figure each. */
#pragma once

#include "base/csv.h"
#include "study/row.h"

/* Columns by their names in the file, in the order in which rows are added. */
enum measured_column {
#define MEASURED_COLUMN(id, name, ...) MEASURED_COLUMN_##id,
#include "study/measured-column-table.h"
#undef MEASURED_COLUMN
	MEASURED_COLUMNS
};

enum { MEASURED_ID_BYTES = 9 };

/* One row of a file. */
struct measured_entry {
	char id[MEASURED_ID_BYTES];    /* of its content: it stays when others go */
	char *cells[MEASURED_COLUMNS]; /* "" where the file has none */
	bool forced;                   /* it was refused, and kept all the same */
	char *file;
	size_t at, length; /* in the text of the file, with the line end */
};

/* Zero-initialised is empty; owns the strings. */
struct measured_list {
	struct measured_entry *entries;
	int count;
};

void measured_list_release(struct measured_list *list);

/* Takes out the entry at an index. */
void measured_list_drop(struct measured_list *list, int index);

/* Adds the rows of a file, which may have other columns and another order.  Rows that are broken are left out.
 * STATUS_DATA: there is no header. */
enum status measured_file_list(
	const char *text, size_t n, const char *path, struct measured_list *list, struct error *error);

/* Makes the text ready for rows at its end: an empty one gets the header.  STATUS_DATA: other columns. */
enum status measured_file_begin(struct text *file, const char *path, struct error *error);

/* Adds a row with one figure of a run: its configuration is that of the answer `a`, so that nothing is left to
 * defaults that may change. */
void measured_file_add(struct text *file, const struct scenario *s, const struct row *a, enum measured_figure figure,
	double value, bool forced, long today);

/* Fills in the figures that a run lacks (NaN) from rows of the same configuration, users and day: of several the last,
 * and none that was forced. */
void measured_file_complete(const struct measured_list *list, const struct scenario *s, const struct row *a, long today,
	double figures[MEASURED_FIGURES]);

/* Takes the row of an entry out of the text that it was listed from. */
void measured_file_remove(struct text *file, const struct measured_entry *entry);
