/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screenful of text that scrolls: help and details. */
#ifndef GPUPLAN_TUI_VIEWS_PAGE_H
#define GPUPLAN_TUI_VIEWS_PAGE_H

#include "tui/session.h"

/* Shows session->page from its beginning; the title is not copied. */
void page_show(struct session *session, const char *title);

/* The actions: scrolling by lines, columns and pages. */
void act_scroll(struct session *session, int lines);
/* Sideways, where tables are cut. */
void act_scroll_side(struct session *session, int columns);
void act_scroll_page(struct session *session, int pages);

/* Draws session->page in a frame and keeps session->page_top inside the text. */
void page_draw(struct session *session, struct canvas *canvas, struct box box);

#endif
