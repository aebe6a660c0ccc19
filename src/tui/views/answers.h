/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of answers: columns, shares of memory, marks, order. */
#pragma once

#include "tui/session.h"

/* The table below its rule, whose title says what it lists and in which order. */
void answers_draw(struct session *session, struct canvas *canvas, struct box rule, struct box box);

/* The metric of the next (1) or previous (-1) column to sort by; -1 is the ranking. */
int answers_next_sort(const struct session *session, int direction);

/* The metric that a column shows; below 0: it cannot be sorted by. */
int answers_sort_metric(const struct session *session, int column);
