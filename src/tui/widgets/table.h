/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table: heading, columns that go by priority when there is no room, selection and scrolling. */
#pragma once

#include <stdbool.h>

#include "tui/widgets/list.h"

enum align { ALIGN_LEFT, ALIGN_RIGHT };

struct table_column {
	const char *title; /* translated; one at the right may reach into the blank before its column */
	int width;         /* columns it needs, if the title needs no more */
	int most;          /* columns it takes where there is room; 0: no more than it needs */
	enum align align;
	int priority; /* the highest goes first for want of room, then the right one;
				   the last column standing is cut */
};

enum { TABLE_MAX_COLUMNS = 64 };

/* Where each column stands, relative to the left edge of the table. */
struct table_layout {
	int column[TABLE_MAX_COLUMNS];
	int width[TABLE_MAX_COLUMNS]; /* 0: not shown */
	int hidden;                   /* columns not shown for want of room */
};

/* Draws the content of one cell. */
typedef void table_cell_function(
	struct canvas *canvas, struct box cell, int row, int column, bool selected, void *context);

/* Adds what stands in place of the figures of a row.  Returns the first column that the words take the place of; -1:
 * none. */
typedef int table_words_function(struct text *words, int row, void *context);

struct table {
	const struct table_column *columns;
	int column_count; /* at most TABLE_MAX_COLUMNS */
	struct list list; /* rows: count, selection, scroll */
	int sort_column;  /* heading drawn with an arrow; -1 none */
	bool sort_up;     /* the arrow points up */
	int heading_zone; /* kind of the zones of the headings, with the column as value; 0: none */
	table_cell_function *cell;
	table_words_function *words; /* NULL: every row has all cells */
	void *context;
};

/* Lays the columns out in `width` columns with one blank between them. */
void table_lay_out(const struct table_column *columns, int count, int width, struct table_layout *layout);
/* The columns as table_draw() shows them in a box of so many columns, one of which the bar takes. */
void table_lay_out_in(const struct table *table, int width, struct table_layout *layout);
/* Heading in the first row of the box, rows below, with a bar in the first column of the selected one; when focused it
 * has the hardware cursor.  Returns the number of columns hidden for want of room. */
int table_draw(struct canvas *canvas, struct box box, struct table *table, bool focused);
/* Text of a cell by the alignment of its column. */
void table_text(struct canvas *canvas, struct box cell, enum align align, enum style style, const char *text);
