/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines with a label in the gutter. */
#include "tui/widgets/gutter.h"

int gutter_width(int longest_label)
{
	int width = longest_label + 1;

	return width < GUTTER_LEAST ? GUTTER_LEAST : width > GUTTER_MOST ? GUTTER_MOST : width;
}

struct box gutter_text_box(struct box line, int gutter)
{
	int used = GUTTER_LABEL + gutter;

	if (used + 1 > line.columns)
		used = line.columns - 1;
	return (struct box){ line.row, line.column + used, line.rows, line.columns - used - 1 };
}

void gutter_line(struct canvas *canvas, struct box line, int gutter, bool bar, const char *label, const char *text)
{
	struct box rest = gutter_text_box(line, gutter);

	if (bar)
		canvas_glyph(canvas, line, line.row, line.column, STYLE_ACCENT, GLYPH_SELECTED);
	if (label && label[0])
		canvas_text_fit(canvas, line, line.row, line.column + GUTTER_LABEL, gutter - 1,
			bar ? STYLE_STRONG : STYLE_DIM, label);
	if (text && text[0])
		canvas_text_fit(canvas, rest, rest.row, rest.column, rest.columns, STYLE_TEXT, text);
}
