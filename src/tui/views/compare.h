/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marked rows of the table side by side. */
#ifndef GPUPLAN_TUI_VIEWS_COMPARE_H
#define GPUPLAN_TUI_VIEWS_COMPARE_H

#include "tui/session.h"

/* Whether a row is marked.  compare_mark() marks or unmarks it; false with a message: three rows are marked
 * already. */
bool compare_is_marked(const struct session *session, const struct row *answer);
bool compare_mark(struct session *session, const struct row *answer);

/* The answers of the marked rows that the result has, in the order of marking. */
int compare_answers(const struct session *session, const struct row **answers);

/* Opens the view of the marked rows.  False with a message: fewer than two rows are marked. */
bool compare_open(struct session *session);

void compare_draw(struct session *session, struct canvas *canvas, struct box box);

#endif
