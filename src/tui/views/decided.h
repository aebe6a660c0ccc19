/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decided about a row: its rank, its goals on an axis, where memory and time go. */
#pragma once

#include "tui/session.h"
#include "tui/canvas/canvas.h"

/* Draws it in at most the rows of the box; legends, then sentences, are what needs room.  Returns the rows used. */
int decided_draw(const struct session *session, struct canvas *canvas, struct box box, const struct row *row);
