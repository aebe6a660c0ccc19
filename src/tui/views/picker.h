/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists to choose a model, a format, an engine or a word from. */
#ifndef GPUPLAN_TUI_VIEWS_PICKER_H
#define GPUPLAN_TUI_VIEWS_PICKER_H

#include "tui/session.h"

/* `picked` gets what is picked, NULL for nothing; where it is NULL itself, the parameter is set. */
void picker_open(struct session *session, enum parameter parameter, picker_taker *picked);
void picker_draw(struct session *session, struct canvas *canvas);

/* A key that is no action: it edits the words that filter the list. */
void picker_key(struct session *session, struct key key);
void picker_paste(struct session *session, const char *text);

/* The actions; the last one takes the selected entry and closes the list. */
void act_pick_move(struct session *session, int rows);
void act_pick_page(struct session *session, int pages);
void act_pick_end(struct session *session, int direction);
void act_pick_take(struct session *session, int unused);

/* Without opening the list: the entry before or behind the present one. */
void picker_step(struct session *session, enum parameter parameter, int direction);

void picker_release(struct picker *picker);

#endif
