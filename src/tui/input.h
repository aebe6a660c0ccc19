/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, pastes and the mouse for the view that is shown. */
#pragma once

#include "tui/session.h"

void input_key(struct session *session, struct key key);

/* One line of UTF-8 without control characters. */
void input_paste(struct session *session, const char *text);

/* Handles one mouse event.  The left button selects the row under it and moves the knob of a slider; the
 * knob follows while the button is held.  A press on a selected list row accepts it.  The wheel moves the
 * selection or scrolls.  Positions refer to the last drawn frame. */
void mouse_act(struct session *session, struct mouse mouse);
