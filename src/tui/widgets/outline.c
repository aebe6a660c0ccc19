/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding, laying out and drawing of outlines. */
#include "tui/widgets/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tui/widgets/paragraph.h"

enum { INDENT = 2, NARROWEST = 20 };

void outline_release(struct outline *o)
{
	for (int i = 0; i < o->item_count; i++) {
		free(o->items[i].name);
		free(o->items[i].value);
		free(o->items[i].note);
		free(o->items[i].body);
	}
	free(o->items);
	free(o->rows);
	*o = (struct outline){ 0 };
}

int outline_add(struct outline *o, int parent, const char *name, const char *value, const char *note, const char *body)
{
	o->items = xreallocarray(o->items, (size_t)o->item_count + 1, sizeof(o->items[0]));
	o->items[o->item_count] =
		(struct outline_item){ parent, xstrdup(name), xstrdup(value), xstrdup(note), xstrdup(body), false };
	o->columns = 0;
	return o->item_count++;
}

static int depth_of(const struct outline *o, int item)
{
	int depth = 0;

	while ((item = o->items[item].parent) >= 0)
		depth++;
	return depth;
}

static bool is_shown(const struct outline *o, int item)
{
	while ((item = o->items[item].parent) >= 0)
		if (!o->items[item].open)
			return false;
	return true;
}

static void add_row(struct outline *o, int item, const char *text, size_t bytes, int column)
{
	if (o->row_count == o->row_room) {
		o->row_room = o->row_room * 2 + 64;
		o->rows = xreallocarray(o->rows, (size_t)o->row_room, sizeof(o->rows[0]));
	}
	o->rows[o->row_count++] = (struct outline_row){ item, text, bytes, column };
}

/* One line of a body, wrapped: what does not fit goes on below its last column. */
static void add_line(struct outline *o, int item, const char *line, size_t bytes, int left, int columns)
{
	int hang = left + paragraph_indent(line, bytes, columns - left), column = left;
	const char *end = line + bytes;

	do {
		const char *part = line;
		size_t n = 0;

		if (!paragraph_next(&line, columns - column, &part, &n))
			break;
		if (part + n > end)
			n = (size_t)(end - part);
		add_row(o, item, part, n, column);
		column = hang;
	} while (line < end);
}

static void add_body(struct outline *o, int item, int columns)
{
	int left = INDENT * (depth_of(o, item) + 2);

	for (const char *at = o->items[item].body; *at;) {
		size_t bytes = strcspn(at, "\n");

		add_line(o, item, at, bytes, left, columns);
		at += bytes + (at[bytes] ? 1 : 0);
	}
}

static void build(struct outline *o, int columns)
{
	o->columns = columns;
	o->row_count = 0;
	columns = columns < NARROWEST ? NARROWEST : columns;
	for (int i = 0; i < o->item_count; i++) {
		if (!is_shown(o, i))
			continue;
		add_row(o, i, NULL, 0, INDENT * depth_of(o, i));
		if (o->items[i].open)
			add_body(o, i, columns);
	}
	list_set_count(&o->list, o->row_count);
}

int outline_selected(const struct outline *o)
{
	return o->row_count ? o->rows[o->list.selected].item : -1;
}

/* Selects the line of an item. */
static void select_item(struct outline *o, int item)
{
	for (int i = 0; i < o->row_count; i++)
		if (o->rows[i].item == item && !o->rows[i].text)
			list_select(&o->list, i);
}

void outline_lay_out(struct outline *o, int columns)
{
	int item;

	if (o->columns == columns && columns > 0)
		return;
	item = outline_selected(o);
	build(o, columns);
	if (item >= 0)
		select_item(o, item);
}

static void set_open(struct outline *o, int item, bool open)
{
	o->items[item].open = open;
	build(o, o->columns);
	select_item(o, item);
}

bool outline_open(struct outline *o)
{
	int item = outline_selected(o);

	if (item < 0 || o->items[item].open)
		return false;
	set_open(o, item, true);
	return true;
}

bool outline_close(struct outline *o)
{
	int item = outline_selected(o);

	if (item < 0)
		return false;
	if (o->items[item].open) {
		set_open(o, item, false);
		return true;
	}
	if (o->items[item].parent < 0)
		return false;
	select_item(o, o->items[item].parent);
	return true;
}

void outline_toggle(struct outline *o)
{
	if (!outline_open(o))
		outline_close(o);
}

struct widths {
	int name, value;
};

static struct widths column_widths(int columns)
{
	struct widths w = { columns < 98 ? 22 : 34, 28 };

	/* The name and the value stay where room is short. */
	if (columns < 66) {
		w.name = columns * 2 / 5;
		w.value = columns - w.name - 4;
	}
	return w;
}

static void draw_item(struct canvas *canvas, struct box line, const struct outline *o, const struct outline_row *row,
	enum style style)
{
	const struct outline_item *item = &o->items[row->item];
	struct widths w = column_widths(line.columns);
	int column = line.column + row->column, note;

	canvas_glyph(canvas, line, line.row, column, style == STYLE_NORMAL ? STYLE_DIM : style,
		item->open ? GLYPH_ARROW_DOWN : GLYPH_ARROW_RIGHT);
	canvas_text_fit(canvas, line, line.row, column + 2, w.name - row->column, style, item->name);
	column = line.column + 3 + w.name;
	canvas_text_fit(
		canvas, line, line.row, column, w.value, style == STYLE_NORMAL ? STYLE_VALUE : style, item->value);
	note = column + w.value + 1;
	if (note < line.column + line.columns)
		canvas_text_fit(canvas, line, line.row, note, line.column + line.columns - note,
			style == STYLE_NORMAL ? STYLE_DIM : style, item->note);
}

static void draw_row(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	const struct outline *o = context;
	const struct outline_row *row = &o->rows[index];
	enum style style = selected ? STYLE_FOCUS : STYLE_NORMAL;

	if (row->text)
		canvas_text_n(canvas, line, line.row, line.column + row->column, style, row->text, row->bytes);
	else
		draw_item(canvas, line, o, row, style);
}

void outline_draw(struct canvas *canvas, struct box box, struct outline *o, bool focused)
{
	outline_lay_out(o, box.columns);
	list_draw(canvas, box, &o->list, focused, draw_row, o);
}
