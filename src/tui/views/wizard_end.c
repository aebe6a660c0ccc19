/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the end: the page that the wizard has written, with labels before tabs in the gutter, a rule
 * where a form feed is. */
#include "tui/views/wizard_end.h"

#include <string.h>

#include "tui/views/views.h"
#include "tui/views/wizard_frame.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"

/* The gutter that holds the labels of a section, up to the next title. */
static int section_gutter(const char *text, int least)
{
	while (*text && *text != '\f') {
		TEXT(label);

		text_addf(&label, "%.*s", (int)strcspn(text, "\t\n"), text);
		if (text_columns(label.data) + 1 > least)
			least = text_columns(label.data) + 1;
		text += strcspn(text, "\n") + 1;
	}
	return gutter_width(least - 1);
}

/* A label and its words from row `row` on; rows outside the box are only counted.  Returns the rows that it takes. */
static int draw_line(struct canvas *canvas, struct box box, int row, int gutter, const char *text)
{
	struct box at = { box.row + row, box.column, 1, box.columns };
	size_t tab = strcspn(text, "\t"), bytes = strcspn(text, "\n"), n;
	int columns = gutter_text_box(at, gutter).columns, used = 0;
	const char *rest, *part;
	TEXT(label);
	TEXT(words);

	text_addf(&label, "%.*s", (int)tab, text);
	text_addf(&words, "%.*s", (int)(bytes - tab - 1), text + tab + 1);
	if (row >= 0 && row < box.rows)
		gutter_line(canvas, at, gutter, false, label.data, NULL);
	for (rest = words.data; paragraph_next(&rest, columns, &part, &n); used++, at.row++)
		if (row + used >= 0 && row + used < box.rows)
			canvas_text_n(canvas, at, at.row, gutter_text_box(at, gutter).column, STYLE_TEXT, part, n);
	return used > 0 ? used : 1;
}

/* From line `top` of the laid out page on; returns all its lines. */
static int draw_page(const struct page *page, struct canvas *canvas, struct box box, int least)
{
	int row = -page->top, gutter = section_gutter(page->text.data, least);

	for (const char *text = page->text.data; *text; text += strcspn(text, "\n") + 1) {
		TEXT(title);

		if (*text != '\f') {
			row += draw_line(canvas, box, row, gutter, text);
			continue;
		}
		text_addf(&title, "%.*s", (int)strcspn(text + 1, "\n"), text + 1);
		if (row >= 0 && row < box.rows) {
			const struct rule rule = { .title = title.data };

			rule_draw(canvas, (struct box){ box.row + row, box.column, 1, canvas->columns }, &rule);
		}
		row++;
		gutter = section_gutter(text + strcspn(text, "\n") + 1, least);
	}
	return row + page->top;
}

void wizard_end_draw(const struct session *session, struct canvas *canvas, struct box box)
{
	struct page *page = &session->views->page;
	struct box rest = box_below(box, 2), unseen;
	int lines;
	TEXT(place);

	rest.columns = rest.columns < PARAGRAPH_WIDEST ? rest.columns : PARAGRAPH_WIDEST;
	page->rows = rest.rows;
	/* Counted first: the top follows from the number of lines. */
	unseen = (struct box){ rest.row, rest.column, 0, rest.columns };
	lines = draw_page(page, canvas, unseen, session->gutter);
	if (page->top > lines - rest.rows)
		page->top = lines > rest.rows ? lines - rest.rows : 0;
	draw_page(page, canvas, rest, session->gutter);
	if (lines > rest.rows)
		text_addf(&place, "%d/%d", page->top + rest.rows, lines);
	wizard_frame_draw(canvas, box, &session->views->wizard->iv, page->title, place.data);
	canvas_cursor(canvas, rest, rest.row, rest.column);
}
