/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marked rows of the table side by side. */
#pragma once

#include "tui/session.h"

struct compare_view {
	struct list lines;
	enum view back; /* the view that it was opened in */
};

/* Whether a row is marked. */
bool compare_is_marked(const struct session *session, const struct row *answer);

/* The answers of the marked rows that the result has, in the order of marking. */
int compare_answers(const struct session *session, const struct row **answers);

/* The actions: mark or unmark the row, unmark all, mark the row and compare. */
void act_mark(struct session *session);
void act_unmark(struct session *session);
void act_compare(struct session *session);

/* The metric of the focused line; -1: it is a heading. */
int compare_metric(const struct session *session);

void compare_draw(const struct session *session, void *compare_view, struct canvas *canvas, struct box box);
