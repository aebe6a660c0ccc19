/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The semantic styles of the screen, without any knowledge of curses. */
#pragma once

enum { STYLE_BOLD = 1, STYLE_REVERSE = 2, STYLE_UNDERLINE = 4 };

enum style {
#define STYLE(name, letter, mono, colour, fg8, bg8, fg256, bg256) STYLE_##name,
#include "tui/canvas/style-table.h"
#undef STYLE
	STYLE_COUNT
};

/* One row of style-table.h; colours are terminal numbers, -1 the terminal's own. */
struct style_row {
	char letter;
	unsigned char mono;   /* STYLE_BOLD ... without colour */
	unsigned char colour; /* STYLE_BOLD ... added to the colours */
	short fg8, bg8;
	short fg256, bg256;
};

/* Row of a style; NORMAL for a value outside the enum. */
const struct style_row *style_row(enum style style);
