/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of errors: one writer for the terminal and for Markdown. */
#pragma once

#include "base/text.h"
#include "report/grid.h"

/* Where cells go, one after the other. */
struct accuracy_table {
	struct grid *grid; /* of the terminal; NULL: Markdown into `out` */
	struct text *out, *cell;
	int columns, column;
	bool without_first; /* cells of the first column are not shown */
};

/* Ends the cell that was written into table->cell. */
void accuracy_table_end_cell(struct accuracy_table *table);
void accuracy_table_word(struct accuracy_table *table, const char *word);

/* The title of a column: translated on the terminal. */
void accuracy_table_title(struct accuracy_table *table, const char *title);
