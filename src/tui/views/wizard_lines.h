/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answer under the cursor brings, as lines with labels in the gutter. */
#pragma once

#include "tui/session.h"

/* Draws as much as there is room for, the first lines first. */
void wizard_lines_draw(const struct session *session, struct canvas *canvas, struct box box);
