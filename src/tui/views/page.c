/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing text that is longer than the screen. */
#include "tui/views/page.h"

#include <limits.h>
#include <string.h>

#include "tui/views/views.h"
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
			canvas_text_n(
				canvas, inside, inside.row + row + used, inside.column + column, STYLE_NORMAL, part, n);
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

/* Draws from line `top` of the laid out text on; returns all its lines. */
static int draw_text(const struct page *page, struct canvas *canvas, struct box inside)
{
	const char *text = page->text.data;
	int top = page->top, row = -top;

	while (*text) {
		size_t bytes = strcspn(text, "\n");

		if (!page->cut || !is_row(text, bytes)) {
			row += draw_line(canvas, inside, row, text, bytes);
		} else {
			/* From column `left` on, cut at the edge. */
			if (row >= 0 && row < inside.rows)
				canvas_text_n(canvas, inside, inside.row + row, inside.column - page->left,
					STYLE_NORMAL, text, bytes);
			row++;
		}
		text += bytes + (text[bytes] ? 1 : 0);
	}
	return row + top;
}

void page_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct page *page = own;
	struct box inside = box_inside(box);
	struct list marks = { 0 };
	int lines;

	(void)session;
	canvas_clear(canvas);
	page->rows = inside.rows;
	lines = draw_text(page, canvas, inside);
	if (page->top > lines - inside.rows) {
		page->top = lines > inside.rows ? lines - inside.rows : 0;
		canvas_clear(canvas);
		draw_text(page, canvas, inside);
	}
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, page->title);
	list_set_count(&marks, lines);
	marks.top = page->top;
	marks.page = inside.rows;
	list_draw_marks(canvas, box, inside.row, inside.rows, STYLE_FRAME_FOCUS, &marks);
	canvas_cursor(canvas, inside, inside.row, inside.column);
}

struct text *page_begin(struct session *session)
{
	text_clear(&session->views->page.text);
	return &session->views->page.text;
}

void page_show(struct session *session, const char *title)
{
	struct page *page = &session->views->page;

	page->title = title;
	page->top = 0;
	page->left = 0;
	page->cut = false;
	/* From one text to another the way back stays. */
	if (session->view != VIEW_TEXT)
		page->back = session->view;
	session->view = VIEW_TEXT;
}

void act_scroll(struct session *session, int lines)
{
	struct page *page = &session->views->page;

	/* The view cuts it to the length of the text when it draws. */
	page->top += lines;
	if (page->top < 0)
		page->top = 0;
	/* Many keys may come before one drawing. */
	if (page->top > INT_MAX / 2)
		page->top = INT_MAX / 2;
}

void act_scroll_side(struct session *session, int columns)
{
	enum { WIDEST = 400 };
	struct page *page = &session->views->page;

	if (!page->cut)
		return;
	page->left += columns;
	page->left = page->left < 0 ? 0 : page->left > WIDEST ? WIDEST : page->left;
}

void act_scroll_page(struct session *session, int pages)
{
	const struct page *page = &session->views->page;

	act_scroll(session, pages * (page->rows > 1 ? page->rows - 1 : 1));
}
