/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of keys at the foot of the screen. */
#include "tui/widgets/keybar.h"

#include "tui/canvas/zone.h"

static bool has_label(const struct keybar_item *item)
{
	return item->label && item->label[0] != '\0';
}

/* " key label" with the two blanks that part it from the item before. */
static int item_width(const struct keybar_item *item, bool first)
{
	int width = (first ? 1 : 2) + canvas_columns(item->key) + (item->other ? canvas_columns(item->other) : 0);

	return has_label(item) ? width + 1 + canvas_columns(item->label) : width;
}

static int total_width(const struct keybar_item *items, int count, const bool *shown)
{
	int width = 0;

	for (int i = 0; i < count; i++)
		if (shown[i])
			width += item_width(&items[i], width == 0);
	return width;
}

static int least_needed(const struct keybar_item *items, int count, const bool *shown)
{
	int found = -1;

	for (int i = 0; i < count; i++)
		if (shown[i] && (found < 0 || items[i].priority >= items[found].priority))
			found = i;
	return found;
}

/* Draws an item; returns the column behind it. */
static int draw_item(struct canvas *canvas, struct box line, int at, const struct keybar_item *item, int zone)
{
	struct box first = { line.row, at, 1, 0 }, second;

	first.columns = canvas_text(canvas, line, line.row, at, STYLE_ACCENT, item->key);
	at += first.columns;
	second = (struct box){ line.row, at, 1, 0 };
	if (item->other)
		second.columns = canvas_text(canvas, line, line.row, at, STYLE_ACCENT, item->other);
	at += second.columns;
	if (has_label(item))
		at += 1 + canvas_text(canvas, line, line.row, at + 1, STYLE_DIM, item->label);
	if (!item->other)
		first.columns = at - first.column;
	if (zone) {
		canvas_zone(canvas, first, zone, item->value);
		canvas_zone(canvas, second, zone, item->other_value);
	}
	return at;
}

void keybar_draw(struct canvas *canvas, struct box box, const struct keybar_item *items, int count, int zone)
{
	struct box line = box_row(box, 0);
	bool shown[KEYBAR_MAX_ITEMS];
	int at = line.column;

	if (count > KEYBAR_MAX_ITEMS)
		count = KEYBAR_MAX_ITEMS;
	for (int i = 0; i < count; i++)
		shown[i] = true;
	while (total_width(items, count, shown) > line.columns) {
		int gone = least_needed(items, count, shown);

		if (gone < 0)
			break;
		shown[gone] = false;
	}
	canvas_fill(canvas, line, STYLE_DIM, GLYPH_BLANK);
	for (int i = 0; i < count; i++) {
		if (!shown[i])
			continue;
		at = draw_item(canvas, line, at + (at == line.column ? 1 : 2), &items[i], zone);
	}
}
