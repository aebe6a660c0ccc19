/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of keys at the foot of the screen. */
#include "tui/widgets/keybar.h"

static bool has_label(const struct keybar_item *item)
{
	return item->label && item->label[0] != '\0';
}

/* " key label" with the two blanks that part it from the item before. */
static int item_width(const struct keybar_item *item, bool first)
{
	int width = (first ? 1 : 2) + canvas_columns(item->key);

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

void keybar_draw(struct canvas *canvas, struct box box, const struct keybar_item *items, int count)
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
	canvas_fill(canvas, line, STYLE_KEY_TEXT, GLYPH_BLANK);
	for (int i = 0; i < count; i++) {
		if (!shown[i])
			continue;
		at += at == line.column ? 1 : 2;
		at += canvas_text(canvas, line, line.row, at, STYLE_KEY, items[i].key);
		if (has_label(&items[i]))
			at += 1 + canvas_text(canvas, line, line.row, at + 1, STYLE_KEY_TEXT, items[i].label);
	}
}
