/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of text: opening and closing them, scrolling, drawing. */
#include "tui/views/page.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/action.h"
#include "tui/views/frame.h"
#include "tui/views/foot.h"
#include "tui/views/page_layout.h"
#include "tui/views/views.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/rule.h"

/* Counts the lines and keeps the top among them, and the left edge among columns; where that is, for the free end of the rule. */
static void settle(const struct session *session, struct page *page, struct box box, struct text *place)
{
	struct page_layout layout = {
		.text = page->text.data, .box = box, .gutter = session->gutter, .cut = page->cut
	};

	page->lines = page_lay_out(&layout);
	page->beyond = layout.widest_row - (box.columns - 2 * GUTTER_LABEL);
	page->beyond = page->beyond > 0 ? page->beyond : 0;
	page->left = page->left < page->beyond ? page->left : page->beyond;
	page->rows = box.rows;
	if (page->top > page->lines - box.rows)
		page->top = page->lines > box.rows ? page->lines - box.rows : 0;
	if (page->lines > box.rows)
		text_addf(place, _("lines %d-%d of %d"), page->top + 1, page->top + box.rows, page->lines);
}

static void draw_lines(const struct session *session, const struct page *page, struct canvas *canvas, struct box box)
{
	page_lay_out(&(struct page_layout){ .canvas = canvas,
		.text = page->text.data,
		.box = box,
		.gutter = session->gutter,
		.top = page->top,
		.left = page->left,
		.cut = page->cut });
	canvas_cursor(canvas, box, box.row, box.column + GUTTER_LABEL);
}

/* The pages below stand before it. */
static void add_titles(const struct page *page, struct text *out)
{
	if (page->under)
		add_titles(page->under, out);
	text_addf(out, " › %s", page->title);
}

/* "Serve › Why › Help". */
static void add_crumb(const struct session *session, const struct page *page, struct text *out)
{
	struct action here = { .contexts = view_context(session, page->back) };
	const char *view = action_place_of(&here)->title;
	const char *tab = session->views->wizard ? _("Wizard") : _(session->study->title);

	text_add(out, tab);
	if (view && !(here.contexts & (IN_WORKBENCH | IN_WIZARD)))
		text_addf(out, " › %s", _(view));
	/* A page may be named like its tab. */
	if (page->under || strcmp(page->title, tab) != 0)
		add_titles(page, out);
}

void page_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct page *page = own;
	struct box foot = box_row(box, box.rows - 1), rest = { box.row, box.column, box.rows - 1, box.columns };
	TEXT(crumb);
	TEXT(place);

	settle(session, page, box_below(rest, 2), &place);
	add_crumb(session, page, &crumb);
	rest = frame_draw(
		canvas, rest, &(struct frame){ .crumb = crumb.data, .title = page->title, .title_right = place.data });
	draw_lines(session, page, canvas, rest);
	foot_draw(session, canvas, foot, "", page->beyond ? _("←→ moves what is wider than the screen") : "");
}

/* The page that was shown before this one; false: there is none. */
static bool step_back(struct page *page)
{
	struct page *under = page->under;

	if (!under)
		return false;
	text_release(&page->text);
	*page = *under;
	free(under);
	return true;
}

void page_release(struct page *page)
{
	while (step_back(page))
		;
	text_release(&page->text);
}

struct text *page_begin(struct session *session)
{
	struct page *page = &session->views->page;

	if (session->view == VIEW_TEXT) {
		struct page *under = xmalloc(sizeof(*under));

		*under = *page;
		text_init(&page->text);
		page->under = under;
	} else {
		while (step_back(page))
			;
	}
	text_clear(&page->text);
	return &page->text;
}

void page_heading(struct text *text, const char *title)
{
	text_addf(text, "%c%s\n", PAGE_HEADING, title);
}

void page_entry(struct text *text, enum style style, const char *label, const char *words)
{
	text_addf(text, "%c%c%s%c%s\n", PAGE_ENTRY, 'A' + (int)style, label, PAGE_ENTRY, words);
}

void page_name(struct text *text, const char *label, const char *words)
{
	text_addf(text, "%c%c%s%c%s\n", PAGE_NAME, 'A' + (int)STYLE_DIM, label, PAGE_ENTRY, words);
}

void page_show(struct session *session, const char *title)
{
	struct page *page = &session->views->page, *under = page->under;

	/* The same page anew takes its own place. */
	if (under && strcmp(under->title, title) == 0) {
		page->under = under->under;
		text_release(&under->text);
		free(under);
	}
	page->title = title;
	page->top = 0;
	page->left = 0;
	page->cut = false;
	/* From one text to another the way back stays. */
	if (session->view != VIEW_TEXT)
		page->back = session->view;
	session->view = VIEW_TEXT;
}

void page_close(struct session *session)
{
	if (!step_back(&session->views->page))
		session->view = session->views->page.back;
}

/* The view cuts it to the text when it draws; many keys may come before. */
static int moved(int place, int by)
{
	place += by;
	return place < 0 ? 0 : place > INT_MAX / 2 ? INT_MAX / 2 : place;
}

void act_scroll(struct session *session, int lines)
{
	session->views->page.top = moved(session->views->page.top, lines);
}

void act_scroll_side(struct session *session, int columns)
{
	struct page *page = &session->views->page;

	if (page->cut)
		page->left = moved(page->left, columns);
}

void act_scroll_page(struct session *session, int pages)
{
	const struct page *page = &session->views->page;

	act_scroll(session, pages * (page->rows > 1 ? page->rows - 1 : 1));
}

void act_messages(struct session *session)
{
	struct text *text = page_begin(session);
	const struct error *message;

	for (int i = 0; (message = messages_last(&session->messages, i)); i++) {
		enum style style = foot_message_style(message);

		page_entry(text, style,
			style == STYLE_BAD            ? _("failed")
				: style == STYLE_WARN ? _("refused")
						      : _("told"),
			message->text);
	}
	if (!text->length)
		text_addf(text, "  %s\n", _("There was no message yet."));
	page_show(session, _("Messages"));
}
