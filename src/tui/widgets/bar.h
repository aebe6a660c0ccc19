/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stacked bar of parts ("■■■■■■□□··"). */
#pragma once

#include "tui/canvas/canvas.h"

struct bar_part {
	double amount; /* NaN and negative count as 0 */
	enum glyph glyph;
	enum style style;
};

enum { BAR_MAX_PARTS = 16 };

/* Cells per part for a bar of `width` cells that stands for `total` (the sum of the parts when that is
 * more, or when total is NaN): rounded so that the sum is right, and a part above 0 gets a cell while there
 * are enough. Parts beyond BAR_MAX_PARTS are ignored. Returns the cells used. */
int bar_cells(const struct bar_part *parts, int count, double total, int width, int *cells);
/* Draws the bar; cells that no part covers become blank. `style` STYLE_TEXT keeps the style
 * of each part, another one (a selected row) is used for all. */
void bar_draw(struct canvas *canvas, struct box clip, int row, int column, int width, const struct bar_part *parts,
	int count, double total, enum style style);
