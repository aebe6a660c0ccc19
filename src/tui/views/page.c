/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing text that is longer than the screen. */
#include "config.h"

#include "tui/views/page.h"

#include <limits.h>
#include <string.h>

#include "tui/widgets/paragraph.h"

/* Draws one line of the text from row `row` on (rows below 0 are only counted). */
static int draw_line(struct canvas *canvas, struct box inside, int row, const char *line, size_t bytes)
{
	int indent = paragraph_indent(line, bytes, inside.columns), column = 0, used = 0;
	const char *rest = line, *part;
	size_t n;

	do {
		/* The text goes on behind the line, where the last part of it ends. */
		if (rest >= line + bytes || !paragraph_next(&rest, inside.columns - column, &part, &n))
			n = 0;
		if (row + used >= 0 && row + used < inside.rows && n > 0)
			canvas_text_n(canvas, inside, inside.row + row + used, inside.column + column,
				      STYLE_NORMAL, part, n);
		used++;
		column = indent;
	} while (n > 0 && rest < line + bytes);
	return used;
}

/* A row of a table has blanks between its columns. */
static bool is_row(const char *line, size_t bytes)
{
	size_t first = strspn(line, " ");

	for (size_t i = first; i + 1 < bytes; i++)
		if (line[i] == ' ' && line[i + 1] == ' ')
			return true;
	return false;
}

/* From column `left` on, cut at the edge. */
static int draw_row(struct canvas *canvas, struct box inside, int row, int left, const char *line, size_t bytes)
{
	if (row >= 0 && row < inside.rows)
		canvas_text_n(canvas, inside, inside.row + row, inside.column - left, STYLE_NORMAL, line, bytes);
	return 1;
}

/* Draws from line `top` of the laid out text on; returns all its lines. */
static int draw_text(const struct session *session, struct canvas *canvas, struct box inside)
{
	const char *text = session->page.data;
	int top = session->page_top, row = -top;

	while (*text) {
		size_t bytes = strcspn(text, "\n");

		if (session->page_cut && is_row(text, bytes))
			row += draw_row(canvas, inside, row, session->page_left, text, bytes);
		else
			row += draw_line(canvas, inside, row, text, bytes);
		text += bytes + (text[bytes] ? 1 : 0);
	}
	return row + top;
}

void page_draw(struct session *session, struct canvas *canvas, struct box box)
{
	struct box inside = box_inside(box);
	struct list marks = { 0 };
	int lines;

	canvas_clear(canvas);
	session->page_rows = inside.rows;
	lines = draw_text(session, canvas, inside);
	if (session->page_top > lines - inside.rows) {
		session->page_top = lines > inside.rows ? lines - inside.rows : 0;
		canvas_clear(canvas);
		draw_text(session, canvas, inside);
	}
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, session->page_title);
	list_set_count(&marks, lines);
	marks.top = session->page_top;
	marks.page = inside.rows;
	list_draw_marks(canvas, (struct box) { inside.row, box.column, inside.rows, box.columns },
			box.column + box.columns - 1, STYLE_FRAME_FOCUS, &marks);
	canvas_cursor(canvas, inside, inside.row, inside.column);
}

void page_show(struct session *session, const char *title)
{
	session->page_title = title;
	session->page_top = 0;
	session->page_left = 0;
	session->page_cut = false;
	/* From one text to another the way back stays. */
	if (session->view != VIEW_TEXT)
		session->page_back = session->view;
	session->view = VIEW_TEXT;
}

void act_scroll(struct session *session, int lines)
{
	/* The view cuts it to the length of the text when it draws. */
	session->page_top += lines;
	if (session->page_top < 0)
		session->page_top = 0;
	/* Many keys may come before one drawing. */
	if (session->page_top > INT_MAX / 2)
		session->page_top = INT_MAX / 2;
}

void act_scroll_side(struct session *session, int columns)
{
	enum { WIDEST = 400 };

	if (!session->page_cut)
		return;
	session->page_left += columns;
	session->page_left = session->page_left < 0 ? 0 : session->page_left > WIDEST ? WIDEST : session->page_left;
}

void act_scroll_page(struct session *session, int pages)
{
	act_scroll(session, pages * (session->page_rows > 1 ? session->page_rows - 1 : 1));
}
