/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two rows above a question and above the end: how far one is, the way out, the title. */
#pragma once

#include "study/interview.h"
#include "tui/canvas/canvas.h"

/* Returns what is left below them.  `right` stands at the end of the rule; NULL: nothing. */
struct box wizard_frame_draw(
	struct canvas *canvas, struct box box, const struct interview *iv, const char *title, const char *right);
