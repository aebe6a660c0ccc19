/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mouse does: a click is what the zone under it says, the wheel scrolls what is under it. */
#pragma once

#include "tui/session.h"

/* Handles one event of the mouse.  `canvas` is as screen_draw() left it, and its zones are those of the state of the
 * session.  A click on what names no zone changes nothing; the wheel never changes a value or a selection. */
void mouse_act(struct session *session, const struct canvas *canvas, struct mouse mouse);
