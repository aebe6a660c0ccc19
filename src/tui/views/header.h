/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two rows above the workbench: tabs and the age of prices; what is asked and what filters. */
#pragma once

#include "tui/session.h"

void header_draw_tabs(const struct session *session, struct canvas *canvas, struct box box);
void header_draw_scope(const struct session *session, struct canvas *canvas, struct box box);
