/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prompt in the place of the key bar: commands and the search in the table. */
#ifndef GPUPLAN_TUI_BOTTOM_LINE_H
#define GPUPLAN_TUI_BOTTOM_LINE_H

#include "tui/session.h"

/* Opens an empty line of a kind over what is shown. */
void act_prompt_open(struct session *session, int kind);
/* Opens a command prompt with the beginning of a line, for instance "traffic ". */
void prompt_open_command(struct session *session, const char *line);
/* One key for the open prompt; the other form for actions, by key code. */
void prompt_key(struct session *session, struct key key);
void act_prompt_key(struct session *session, int code);
void prompt_paste(struct session *session, const char *text);

/* Selects the next (1) or previous (-1) GPU that the last search matches; the table gets the
 * focus. A message when there is none. */
void act_search_next(struct session *session, int step);

/* Draws the line, and above it the choices of an ambiguous completion. */
void prompt_draw(struct session *session, struct canvas *canvas, struct box box);

void prompt_release(struct session *session);

#endif
