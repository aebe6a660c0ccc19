/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection and scrolling of lists. */
#include "tui/widgets/list.h"

#include <limits.h>

#include "tui/canvas/zone.h"

void list_set_count(struct list *list, int count)
{
	list->count = count > 0 ? count : 0;
	if (list->selected >= list->count)
		list_select(list, list->selected);
}

void list_select(struct list *list, int index)
{
	if (index > list->count - 1)
		index = list->count - 1;
	list->selected = index > 0 ? index : 0;
	list->scrolled = false;
	list->moved = true;
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

void list_scroll(struct list *list, int rows)
{
	int last = list->count - list->page, top = list->top + rows;

	if (top > last)
		top = last;
	if (top < 0)
		top = 0;
	list->scrolled = list->scrolled || top != list->top;
	list->top = top;
	list->moved = true;
}

void list_show(struct list *list, int rows)
{
	list->page = rows > 0 ? rows : 0;
	if (rows <= 0)
		return;
	/* A smaller screen in between changes nothing. */
	if (!list->moved)
		list->top = list->rest;
	if (list->top > list->count - rows)
		list->top = list->count - rows;
	if (!list->scrolled && list->selected >= list->top + rows)
		list->top = list->selected - rows + 1;
	if (!list->scrolled && list->top > list->selected)
		list->top = list->selected;
	if (list->top < 0)
		list->top = 0;
	if (list->moved)
		list->rest = list->top;
	list->moved = false;
}

void list_draw(
	struct canvas *canvas, struct box box, struct list *list, bool focused, list_row_function *row, void *context)
{
	list_show(list, box.rows);
	for (int i = 0; i < box.rows && list->top + i < list->count; i++) {
		struct box line = box_row(box, i);
		int index = list->top + i;
		bool selected = index == list->selected;

		if (selected)
			canvas_glyph(canvas, line, line.row, line.column, STYLE_ACCENT, GLYPH_SELECTED);
		if (selected && focused)
			canvas_cursor(canvas, box, line.row, line.column);
		row(canvas, line, index, selected, context);
	}
}

void list_zone(struct canvas *canvas, struct box box, const struct list *list, int kind)
{
	int rows = list->count - list->top;

	if (box.rows > rows)
		box.rows = rows;
	canvas_zone(canvas, box, kind, list->top);
}

void list_place(const struct list *list, struct text *out)
{
	if (list->count > 0)
		text_addf(out, "%d/%d", list->selected + 1, list->count);
}
