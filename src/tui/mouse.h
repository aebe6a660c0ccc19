/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mouse input of the planner. */
#ifndef GPUPLAN_TUI_MOUSE_H
#define GPUPLAN_TUI_MOUSE_H

#include "tui/session.h"
#include "tui/terminal/key.h"

/* Handles one mouse event.  The left button selects the row under it and moves the knob of a slider; the
 * knob follows while the button is held.  A press on a selected list row accepts it.  The wheel moves the
 * selection or scrolls.  Positions refer to the last drawn frame. */
void mouse_act(struct session *session, struct mouse mouse);

#endif
