/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screenful of text that scrolls: help and details. */
#pragma once

#include "tui/session.h"

struct page {
	struct text text;
	const char *title;
	int top, rows;
	bool cut; /* lines of tables are cut, and moved sideways by `left` */
	int left;
	enum view back; /* the view that follows when it is closed */
};

/* The text of the page, emptied to be written. */
struct text *page_begin(struct session *session);

/* Shows the page from its beginning; the title is not copied. */
void page_show(struct session *session, const char *title);

/* The actions: scrolling by lines, columns and pages. */
void act_scroll(struct session *session, int lines);
/* Sideways, where tables are cut. */
void act_scroll_side(struct session *session, int columns);
void act_scroll_page(struct session *session, int pages);

/* Draws it in a frame and keeps its top inside the text. */
void page_draw(const struct session *session, void *page, struct canvas *canvas, struct box box);
