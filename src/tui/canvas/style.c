/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of semantic styles. */
#include "tui/canvas/style.h"

static const struct style_row rows[STYLE_COUNT] = {
#define STYLE(name, letter, mono, colour, fg8, bg8, fg256, bg256) { letter, mono, colour, fg8, bg8, fg256, bg256 },
#include "tui/canvas/style-table.h"
#undef STYLE
};

const struct style_row *style_row(enum style style)
{
	unsigned index = (unsigned)style;

	return &rows[index < STYLE_COUNT ? index : STYLE_NORMAL];
}
