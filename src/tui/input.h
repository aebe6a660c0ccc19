/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and pastes for the view that is shown. */
#pragma once

#include "tui/session.h"

void input_key(struct session *session, struct key key);

/* One line of UTF-8 without control characters. */
void input_paste(struct session *session, const char *text);
