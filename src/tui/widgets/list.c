/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection and scrolling of lists. */
#include "tui/widgets/list.h"

#include <limits.h>

void list_set_count(struct list *list, int count)
{
	list->count = count > 0 ? count : 0;
	list_select(list, list->selected);
}

void list_select(struct list *list, int index)
{
	if (index > list->count - 1)
		index = list->count - 1;
	list->selected = index > 0 ? index : 0;
}

bool list_move(struct list *list, int rows)
{
	int before = list->selected;

	if (rows > 0 && list->selected > INT_MAX - rows)
		list_select(list, INT_MAX);
	else
		list_select(list, list->selected + rows);
	return list->selected != before;
}

int list_step(const struct list *list)
{
	return list->page > 1 ? list->page - 1 : 1;
}

void list_show(struct list *list, int rows)
{
	list->page = rows > 0 ? rows : 0;
	if (rows <= 0)
		return;
	if (list->top > list->count - rows)
		list->top = list->count - rows;
	if (list->selected >= list->top + rows)
		list->top = list->selected - rows + 1;
	if (list->top > list->selected)
		list->top = list->selected;
	if (list->top < 0)
		list->top = 0;
}

void list_draw(
	struct canvas *canvas, struct box box, struct list *list, bool focused, list_row_function *row, void *context)
{
	list_show(list, box.rows);
	list->box = box;
	for (int i = 0; i < box.rows && list->top + i < list->count; i++) {
		struct box line = box_row(box, i);
		int index = list->top + i;
		bool selected = focused && index == list->selected;

		canvas_fill(canvas, line, selected ? STYLE_FOCUS : STYLE_NORMAL, GLYPH_BLANK);
		if (selected)
			canvas_cursor(canvas, box, line.row, line.column);
		row(canvas, line, index, selected, context);
	}
}

int list_at(const struct list *list, int row, int column)
{
	int index = list->top + row - list->box.row;

	if (row < list->box.row || row >= list->box.row + list->box.rows || column < list->box.column ||
		column >= list->box.column + list->box.columns)
		return -1;
	return index < list->count ? index : -1;
}

void list_draw_marks(
	struct canvas *canvas, struct box frame, int row, int rows, enum style style, const struct list *list)
{
	struct box clip = { row, frame.column, rows, frame.columns };
	int column = frame.column + frame.columns - 1;

	if (rows < 1)
		return;
	if (list->top > 0)
		canvas_glyph(canvas, clip, row, column, style, GLYPH_ARROW_UP);
	if (list->top + rows < list->count)
		canvas_glyph(canvas, clip, row + rows - 1, column, style, GLYPH_ARROW_DOWN);
}
