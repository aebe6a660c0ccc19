/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why the selected row is as it is: where memory and time go, and every figure with its formula. */
#ifndef GPUPLAN_TUI_VIEWS_EXPLAIN_H
#define GPUPLAN_TUI_VIEWS_EXPLAIN_H

#include "tui/session.h"

/* Shows the selected answer; nothing happens when there is none. */
void explain_open(struct session *session);

void explain_draw(struct session *session, struct canvas *canvas, struct box box);

#endif
