/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mouse does in the planner. */
#ifndef GPUPLAN_TUI_MOUSE_H
#define GPUPLAN_TUI_MOUSE_H

#include "tui/session.h"
#include "tui/terminal/key.h"

/*
 * The left button selects the row below it and moves the knob of a slider, which follows while
 * the button is held; a second press on a selected row of a list takes it.  The wheel moves
 * the selection or scrolls.  Rows and columns as drawn last.
 */
void mouse_act(struct session *session, struct mouse mouse);

#endif
