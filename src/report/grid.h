/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned text tables for the terminal and pipes. */
#pragma once

#include <stdbool.h>

#include "base/text.h"

/* Cells are added row by row, `columns` of them a row; the grid owns its copies. */
struct grid {
	int columns;
	unsigned numbers; /* bits of the columns that are aligned to the right */
	char **cells;
	size_t count, capacity;
	struct text cell; /* for grid_add_cell() */
	int limit;        /* columns of the terminal that rows are cut to; 0: none */
	bool ascii;       /* how it is told that a row was cut */
};

/* Declares a local grid that is released where its block ends. */
#define GRID(name, columns_, numbers_) \
	struct grid name __attribute__((cleanup( \
		grid_release))) = { .columns = columns_, .numbers = numbers_, .cell = { .data = text_nothing } }

void grid_init(struct grid *grid, int columns, unsigned numbers);
void grid_release(struct grid *grid);

/* Appends a row of titles; one cell of cleaned text; as a cell what stands in grid->cell, which is empty then. */
void grid_titles(struct grid *grid, const char *const *titles);
void grid_add(struct grid *grid, const char *text);
void grid_add_cell(struct grid *grid);

/* Writes all rows, columns two blanks apart (one where the limit is near), no trailing blanks. `paint` (may be
 * NULL) gives the SGR parameters of a row or NULL; it gets the row number, 0 is the header. */
void grid_write(const struct grid *grid, struct text *out, const char *(*paint)(int row, void *context), void *context);

/* Writes it without colours and releases it. */
void grid_end(struct grid *grid, struct text *out);

/* How text is written. */
struct report_style {
	bool color;  /* escape sequences are welcome */
	bool ascii;  /* the locale has no UTF-8, or the user asked */
	int columns; /* of the terminal that long rows of tables are cut to; 0: it is none */
};

/* A line of its own behind a blank one, bold with colour. */
void report_heading(struct text *out, const char *title, bool color);
