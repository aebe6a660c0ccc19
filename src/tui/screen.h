/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the session. */
#pragma once

#include "tui/session.h"

/* The canvas has the size of the terminal; its cursor is set to the focus. */
void screen_draw(struct session *session, struct canvas *canvas);
