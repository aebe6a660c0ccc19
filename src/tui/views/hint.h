/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line above the keys: a message, or what there is to say of the focused thing. */
#pragma once

#include "tui/session.h"

/* Whether there is something to say: else the answer takes the line. */
bool hint_told(const struct session *session);

void hint_draw(const struct session *session, struct canvas *canvas, struct box line);
