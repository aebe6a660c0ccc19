/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner above its session: it knows all views, which the session does not. */
#pragma once

#include "tui/session.h"
#include "tui/views/layout.h"

/* Begins a session with all views; see session_init(). */
void workbench_init(struct session *session, const struct scenario *scenario, long today, bool ascii);
void workbench_release(struct session *session);

/* The tables of views, actions and commands. */
const struct tables *workbench_tables(void);

/* Where the panels of the session are: as layout_workbench(), but that a study without other loads leaves their room to
 * the answer. */
struct layout_boxes workbench_layout(const struct session *session, int rows, int columns);

/* Draws the session. The canvas has the size of the terminal; its cursor is set to the focus. */
void screen_draw(struct session *session, struct canvas *canvas);
