/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Storage, boxes and dumps of a canvas. */
#include "config.h"

#include "tui/canvas/canvas.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

void canvas_init(struct canvas *canvas, int rows, int columns, bool ascii)
{
	*canvas = (struct canvas){.ascii = ascii, .cursor_row = -1, .cursor_column = -1};
	canvas_resize(canvas, rows, columns);
}

void canvas_resize(struct canvas *canvas, int rows, int columns)
{
	size_t cells;

	canvas->rows = clamp(rows, 1, CANVAS_MAX_ROWS);
	canvas->columns = clamp(columns, 1, CANVAS_MAX_COLUMNS);
	cells = (size_t)canvas->rows * (size_t)canvas->columns;
	if (cells > canvas->capacity) {
		canvas->cells = xreallocarray(canvas->cells, cells, sizeof(*canvas->cells));
		canvas->capacity = cells;
	}
	canvas_clear(canvas);
}

void canvas_release(struct canvas *canvas)
{
	free(canvas->cells);
	*canvas = (struct canvas){.cursor_row = -1, .cursor_column = -1};
}

void canvas_clear(struct canvas *canvas)
{
	static const struct cell blank = {.glyph = L' ', .style = STYLE_NORMAL, .width = 1};
	size_t cells = (size_t)canvas->rows * (size_t)canvas->columns;

	for (size_t i = 0; i < cells; i++)
		canvas->cells[i] = blank;
	canvas->cursor_row = -1;
	canvas->cursor_column = -1;
}

struct box canvas_box(const struct canvas *canvas)
{
	return (struct box){0, 0, canvas->rows, canvas->columns};
}

struct box box_cut(struct box a, struct box b)
{
	int row = a.row > b.row ? a.row : b.row;
	int column = a.column > b.column ? a.column : b.column;
	int row_end = a.row + a.rows < b.row + b.rows ? a.row + a.rows : b.row + b.rows;
	int column_end = a.column + a.columns < b.column + b.columns ? a.column + a.columns
								     : b.column + b.columns;

	return (struct box){row, column, row_end > row ? row_end - row : 0,
			    column_end > column ? column_end - column : 0};
}

struct box box_inside(struct box box)
{
	return (struct box){box.row + 1, box.column + 1, box.rows > 2 ? box.rows - 2 : 0,
			    box.columns > 2 ? box.columns - 2 : 0};
}

struct box box_row(struct box box, int row)
{
	return (struct box){box.row + row, box.column, row >= 0 && row < box.rows ? 1 : 0,
			    box.columns};
}

struct box box_below(struct box box, int rows)
{
	rows = rows < box.rows ? rows : box.rows;
	return (struct box){box.row + rows, box.column, box.rows - rows, box.columns};
}

const struct cell *canvas_at(const struct canvas *canvas, int row, int column)
{
	if (row < 0 || row >= canvas->rows || column < 0 || column >= canvas->columns)
		return NULL;
	return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

void canvas_cursor(struct canvas *canvas, struct box clip, int row, int column)
{
	struct box box = box_cut(clip, canvas_box(canvas));

	if (row < box.row || row >= box.row + box.rows || column < box.column ||
	    column >= box.column + box.columns)
		return;
	canvas->cursor_row = row;
	canvas->cursor_column = column;
}

/* Columns of a row up to its last cell that is not blank (or not of the normal style). */
static int used_columns(const struct canvas *canvas, int row, bool styles)
{
	int column = canvas->columns;

	while (column > 0) {
		const struct cell *cell = canvas_at(canvas, row, column - 1);

		if (styles ? cell->style != STYLE_NORMAL : cell->glyph != L' ')
			break;
		column--;
	}
	return column;
}

void canvas_dump(const struct canvas *canvas, struct text *out)
{
	for (int row = 0; row < canvas->rows; row++) {
		int end = used_columns(canvas, row, false);

		for (int column = 0; column < end; column++) {
			const struct cell *cell = canvas_at(canvas, row, column);

			if (cell->width == 0)
				continue;
			text_add_code(out, (uint32_t)cell->glyph);
			for (int i = 0; i < CANVAS_MARKS && cell->marks[i] != 0; i++)
				text_add_code(out, (uint32_t)cell->marks[i]);
		}
		text_add_char(out, '\n');
	}
}

void canvas_dump_styles(const struct canvas *canvas, struct text *out)
{
	for (int row = 0; row < canvas->rows; row++) {
		int end = used_columns(canvas, row, true);

		for (int column = 0; column < end; column++) {
			const struct cell *cell = canvas_at(canvas, row, column);

			text_add_char(out, style_row((enum style)cell->style)->letter);
		}
		text_add_char(out, '\n');
	}
}
