/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and pastes for the view that is shown. */
#ifndef GPUPLAN_TUI_INPUT_H
#define GPUPLAN_TUI_INPUT_H

#include "tui/session.h"
#include "tui/terminal/key.h"

void input_key(struct session *session, struct key key);

/* One line of UTF-8 without control characters. */
void input_paste(struct session *session, const char *text);

#endif
