/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Column widths by display width, and nothing else. */
#include "report/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void grid_init(struct grid *grid, int columns, unsigned numbers)
{
	*grid = (struct grid){ .columns = columns, .numbers = numbers };
	text_init(&grid->cell);
}

void grid_release(struct grid *grid)
{
	for (size_t i = 0; i < grid->count; i++)
		free(grid->cells[i]);
	free(grid->cells);
	text_release(&grid->cell);
	*grid = (struct grid){ 0 };
}

void grid_add(struct grid *grid, const char *text)
{
	TEXT(clean);

	if (grid->count == grid->capacity) {
		grid->capacity = grid->capacity ? 2 * grid->capacity : 256;
		grid->cells = xreallocarray(grid->cells, grid->capacity, sizeof(grid->cells[0]));
	}
	text_add_clean(&clean, text, strlen(text));
	grid->cells[grid->count++] = text_take(&clean);
}

void grid_titles(struct grid *grid, const char *const *titles)
{
	for (int i = 0; i < grid->columns; i++)
		grid_add(grid, titles[i]);
}

void grid_add_cell(struct grid *grid)
{
	grid_add(grid, grid->cell.data);
	text_clear(&grid->cell);
}

static int column_width(const struct grid *grid, int column)
{
	int widest = 0;

	for (size_t i = (size_t)column; i < grid->count; i += (size_t)grid->columns) {
		int width = text_columns(grid->cells[i]);

		if (width > widest)
			widest = width;
	}
	return widest;
}

/* Cuts what was added behind `start` to the limit. */
static void cut_row(const struct grid *grid, struct text *out, size_t start)
{
	if (grid->limit < 1 || text_columns(out->data + start) <= grid->limit)
		return;
	out->length = start + text_fit(out->data + start, grid->limit - 1);
	out->data[out->length] = '\0';
	text_add(out, grid->ascii ? "~" : "…");
}

void report_heading(struct text *out, const char *title, bool color)
{
	text_add_char(out, '\n');
	if (color)
		text_add_sgr(out, "1");
	text_add(out, title);
	if (color)
		text_add_sgr(out, "0");
	text_add_char(out, '\n');
}

void grid_write(const struct grid *grid, struct text *out, const char *(*paint)(int row, void *context), void *context)
{
	FREED int *widths = xcalloc((size_t)grid->columns, sizeof(widths[0]));
	int whole = 0, gap;

	for (int i = 0; i < grid->columns; i++)
		whole += widths[i] = column_width(grid, i);
	/* Closer together where that saves a column from the edge of the terminal. */
	gap = grid->limit > 0 && whole + 2 * (grid->columns - 1) > grid->limit ? 1 : 2;
	for (size_t i = 0; i + (size_t)grid->columns <= grid->count; i += (size_t)grid->columns) {
		const char *color = paint ? paint((int)(i / (size_t)grid->columns), context) : NULL;
		int owed = 0;
		size_t start;

		if (color)
			text_add_sgr(out, color);
		start = out->length;
		for (int k = 0; k < grid->columns; k++) {
			const char *cell = grid->cells[i + (size_t)k];
			bool right = grid->numbers & 1u << k;
			int blank = widths[k] - text_columns(cell);

			owed += (k ? gap : 0) + (right ? blank : 0);
			if (*cell) {
				text_addf(out, "%*s%s", owed, "", cell);
				owed = 0;
			}
			owed += right ? 0 : blank;
		}
		cut_row(grid, out, start);
		if (color)
			text_add_sgr(out, "0");
		text_add_char(out, '\n');
	}
}

void grid_end(struct grid *grid, struct text *out)
{
	grid_write(grid, out, NULL, NULL);
	grid_release(grid);
}
