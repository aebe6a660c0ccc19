/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above a view that takes the whole screen: where one is, and a rule with its title. */
#pragma once

#include "tui/canvas/canvas.h"

struct frame {
	const char *crumb; /* "Serve › H200 SXM x1" */
	const char *right; /* at the right edge of the same row; NULL: nothing */
	enum style right_style;
	const char *title;       /* of the rule below */
	const char *title_right; /* at its free end; NULL: nothing */
	enum glyph sign;         /* before `right`; GLYPH_BLANK: none */
	enum style sign_style;
	bool light; /* the keys go to what another rule stands above */
};

/* Draws both rows.  Returns what is left below them. */
struct box frame_draw(struct canvas *canvas, struct box box, const struct frame *frame);
