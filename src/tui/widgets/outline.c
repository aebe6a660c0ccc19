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
		for (int text = 0; text < OUTLINE_TEXTS; text++)
			free(o->items[i].texts[text]);
	}
	free(o->items);
	free(o->rows);
	*o = (struct outline){ 0 };
}

int outline_add(struct outline *o, int parent, const char *const texts[OUTLINE_TEXTS])
{
	struct outline_item *item;

	o->items = xreallocarray(o->items, (size_t)o->item_count + 1, sizeof(o->items[0]));
	item = &o->items[o->item_count];
	*item = (struct outline_item){ .parent = parent };
	for (int i = 0; i < OUTLINE_TEXTS; i++)
		item->texts[i] = xstrdup(texts[i] ? texts[i] : "");
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

/* A row of a table has blanks between its columns. */
static bool is_table_row(const char *line, size_t bytes)
{
	for (size_t i = strspn(line, " "); i + 1 < bytes; i++)
		if (line[i] == ' ' && line[i + 1] == ' ')
			return true;
	return false;
}

static void add_body(struct outline *o, int item, int columns)
{
	int left = INDENT * (depth_of(o, item) + 2);

	for (const char *at = o->items[item].texts[OUTLINE_BODY]; *at;) {
		size_t bytes = strcspn(at, "\n");

		if (o->items[item].table && is_table_row(at, bytes))
			add_row(o, item, at, bytes, left);
		else
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

/* Where the columns begin and how wide they are; 0 wide: not shown. */
struct column {
	int at, width;
};

enum { NAME = 32, NAME_LEAST = 20, FIGURE = 10, GAP = 3, EVIDENCE = 15, NOTE_LEAST = 50 };

/* Names and figures stay; the note goes first, then the evidence. */
static void place_columns(int columns, struct column out[OUTLINE_TEXTS])
{
	/* The bar, the sign, and a blank at the right edge. */
	int left = 1 + INDENT, figures = 3 * FIGURE, room = columns - left - 1 - figures, at;
	bool evidence = room - GAP - EVIDENCE >= NAME_LEAST;
	int name = evidence ? room - GAP - EVIDENCE : room;

	memset(out, 0, OUTLINE_TEXTS * sizeof(out[0]));
	name = name > NAME ? NAME : name;
	at = left + name;
	out[OUTLINE_NAME] = (struct column){ left, name };
	out[OUTLINE_WORDS] = (struct column){ at, columns - at - 1 };
	for (int i = OUTLINE_LOW; i <= OUTLINE_HIGH; i++, at += FIGURE)
		out[i] = (struct column){ at, FIGURE };
	if (!evidence)
		return;
	at += GAP;
	out[OUTLINE_EVIDENCE] = (struct column){ at, EVIDENCE };
	at += EVIDENCE + GAP;
	if (columns - at - 1 >= NOTE_LEAST)
		out[OUTLINE_NOTE] = (struct column){ at, columns - at - 1 };
}

static bool has_figures(const struct outline_item *item)
{
	return item->texts[OUTLINE_LOW][0] || item->texts[OUTLINE_MID][0] || item->texts[OUTLINE_HIGH][0];
}

/* A name may be cut, a figure never: one that is too long begins further left. */
static void draw_cell(struct canvas *canvas, struct box line, const struct column *column, bool right, enum style style,
	const char *text)
{
	int width = canvas_columns(text), at = line.column + column->at;

	if (!column->width || !text[0])
		return;
	if (right)
		canvas_text(canvas, line, line.row, at + column->width - width, style, text);
	else
		canvas_text_fit(canvas, line, line.row, at, column->width, style, text);
}

static void draw_item(
	struct canvas *canvas, struct box line, const struct outline *o, const struct outline_row *row, bool selected)
{
	/* Two runs of colour a row: every change of one is sent. */
	static const struct {
		bool right;
		enum style style;
	} looks[OUTLINE_TEXTS] = {
		[OUTLINE_LOW] = { true, STYLE_TEXT },
		[OUTLINE_MID] = { true, STYLE_TEXT },
		[OUTLINE_HIGH] = { true, STYLE_TEXT },
		[OUTLINE_EVIDENCE] = { false, STYLE_DIM },
		[OUTLINE_WORDS] = { false, STYLE_TEXT },
		[OUTLINE_NOTE] = { false, STYLE_DIM },
	};
	const struct outline_item *item = &o->items[row->item];
	struct column columns[OUTLINE_TEXTS], *name = &columns[OUTLINE_NAME];
	int indent = row->column;

	place_columns(line.columns, columns);
	/* What has no figures takes their place and that of the note, a headline the whole line. */
	if (!has_figures(item))
		columns[OUTLINE_NOTE].width = 0;
	if (!has_figures(item) && !item->texts[OUTLINE_WORDS][0])
		name->width = line.columns - name->at;
	canvas_glyph(canvas, line, line.row, line.column + 1 + indent, selected ? STYLE_STRONG : STYLE_TEXT,
		item->open ? GLYPH_ARROW_DOWN : GLYPH_ARROW_RIGHT);
	canvas_text_fit(canvas, line, line.row, line.column + name->at + indent, name->width - indent - 1,
		selected ? STYLE_STRONG : STYLE_TEXT, item->texts[OUTLINE_NAME]);
	for (int i = OUTLINE_LOW; i <= OUTLINE_NOTE; i++)
		draw_cell(canvas, line, &columns[i], looks[i].right, selected ? STYLE_STRONG : looks[i].style,
			item->texts[i]);
}

static void draw_row(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	const struct outline *o = context;
	const struct outline_row *row = &o->rows[index];

	if (row->text)
		canvas_text_n(canvas, line, line.row, line.column + 1 + row->column,
			selected ? STYLE_STRONG : STYLE_TEXT, row->text, row->bytes);
	else
		draw_item(canvas, line, o, row, selected);
}

void outline_draw_heads(struct canvas *canvas, struct box line, const char *const heads[OUTLINE_TEXTS])
{
	struct column columns[OUTLINE_TEXTS];
	int from = 0;

	place_columns(line.columns, columns);
	for (int i = OUTLINE_LOW; i <= OUTLINE_EVIDENCE && columns[i].width; i++) {
		int width = canvas_columns(heads[i]), at = columns[i].at;

		width = width < columns[i].width ? width : columns[i].width - 1;
		if (i != OUTLINE_EVIDENCE)
			at += columns[i].width - width;
		/* No rule between them. */
		for (from = from ? from : at - 1; from < at; from++)
			canvas_glyph(canvas, line, line.row, line.column + from, STYLE_DIM, GLYPH_BLANK);
		canvas_text_fit(canvas, line, line.row, line.column + at, width, STYLE_DIM, heads[i]);
		from = at + width;
		canvas_glyph(canvas, line, line.row, line.column + from, STYLE_DIM, GLYPH_BLANK);
	}
}

void outline_draw(struct canvas *canvas, struct box box, struct outline *o, bool focused)
{
	/* The bar and a blank at the right edge. */
	outline_lay_out(o, box.columns - 2);
	list_draw(canvas, box, &o->list, focused, draw_row, o);
}
