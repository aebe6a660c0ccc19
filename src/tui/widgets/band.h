/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value with its band and a limit on one logarithmic axis: "·····├──────●────────┊───┤····", or bare: "─●─  ┊". */
#pragma once

#include <stdbool.h>

#include "tui/canvas/canvas.h"

/* Figures of one unit, above 0; NaN: not known, not drawn.  Without an axis nothing is. */
struct band_plot {
	double low, value, high;
	double limit;    /* a goal, or the cost that leads; not drawn outside the axis */
	double from, to; /* the ends of the axis */
	bool ended;      /* the band has ends, and dots show the axis */
};

/* Whether the ends are figures, the second above the first. */
bool band_has_axis(const struct band_plot *plot);

/* The cell of a figure on an axis of `width` cells: -1 before it, `width` beyond it or not known. */
int band_cell(const struct band_plot *plot, double figure, int width);

/* Draws exactly `width` cells.  The knob stands above all, the limit above the band.  What lies wholly or in part
 * outside the axis has an arrow at that end.  `style` is that of all but the axis. */
void band_draw(struct canvas *canvas, struct box clip, int row, int column, int width, enum style style,
	const struct band_plot *plot);

/* Widens an axis so that it holds a figure; both ends NaN: it begins there. */
void band_widen(struct band_plot *plot, double figure);
