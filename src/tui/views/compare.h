/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marked rows of the table side by side. */
#pragma once

#include "tui/session.h"

struct compare_view {
	struct list lines;
};

/* Whether a row is marked.  compare_mark() marks or unmarks it; false with a message: three rows are marked
 * already. */
bool compare_is_marked(const struct session *session, const struct row *answer);
bool compare_mark(struct session *session, const struct row *answer);

/* The answers of the marked rows that the result has, in the order of marking. */
int compare_answers(const struct session *session, const struct row **answers);

/* Opens the view of the marked rows.  False with a message: fewer than two rows are marked. */
bool compare_open(struct session *session);

/* The actions: mark or unmark the row, unmark all, mark the row and compare. */
void act_mark(struct session *session);
void act_unmark(struct session *session);
void act_compare(struct session *session);

void compare_draw(const struct session *session, void *compare_view, struct canvas *canvas, struct box box);
