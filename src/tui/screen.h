/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the session. */
#ifndef GPUPLAN_TUI_SCREEN_H
#define GPUPLAN_TUI_SCREEN_H

#include "tui/session.h"

/* The canvas has the size of the terminal; its cursor is set to the focus. */
void screen_draw(struct session *session, struct canvas *canvas);

#endif
