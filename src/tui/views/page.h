/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screenful of text that scrolls: help, details, messages.
 *
 * The text is lines.  page_heading() and page_entry() add those that are drawn as a rule with its title, and as a label
 * with a text in the gutter.  In plain text, as reports write it, a line of its own before indented ones is such a
 * heading, lines that begin with two blanks and stand in two columns are such entries, and other lines that begin with
 * two blanks are sentences, which stand in the column of texts. */
#pragma once

#include "tui/session.h"

struct page {
	struct text text;
	const char *title;
	int top, rows, lines; /* the last two as it was drawn */
	bool cut;             /* lines of tables are cut, and moved sideways by `left` */
	int left;
	int beyond;         /* columns by which such lines are wider than the box, as it was drawn; 0: none is */
	enum view back;     /* the view that follows when it is closed */
	struct page *under; /* the page that is shown again first; owned; NULL: none */
};

/* The text of the page, emptied to be written.  A page that is shown comes back when the new one is closed. */
struct text *page_begin(struct session *session);

/* A title of what follows. */
void page_heading(struct text *text, const char *title);
/* A key or sign in this style, and its text; a name and its text.  Each kind has its column. */
void page_entry(struct text *text, enum style style, const char *label, const char *words);
void page_name(struct text *text, const char *label, const char *words);

/* Shows the page from its beginning; the title is not copied. */
void page_show(struct session *session, const char *title);
/* Goes back to what was shown before. */
void page_close(struct session *session);
void page_release(struct page *page);

/* The actions: scrolling by lines, columns and pages. */
void act_scroll(struct session *session, int lines);
/* Sideways, where tables are cut. */
void act_scroll_side(struct session *session, int columns);
void act_scroll_page(struct session *session, int pages);
/* The last messages, newest first. */
void act_messages(struct session *session);

/* Draws it with its crumb row and hint line, and keeps its top inside the text. */
void page_draw(const struct session *session, void *page, struct canvas *canvas, struct box box);
