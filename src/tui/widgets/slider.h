/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slider over a range: where its knob stands, what the next value is, how it looks ("──┴─●─┴──"). */
#pragma once

#include <stdbool.h>

#include "tui/canvas/canvas.h"

enum slider_scale {
	SLIDER_LINEAR,
	SLIDER_LOG,  /* needs 0 < low, else it is linear */
	SLIDER_STEPS /* equal distance from stop to stop */
};

enum { SLIDER_SMALL_STEP = 1, SLIDER_LARGE_STEP = 4 };

struct slider {
	double low, high; /* low <= high */
	enum slider_scale scale;
	const double *stops; /* rising values to step through; NULL: 1/40 of the scale */
	int stop_count;
	double value; /* NaN or outside the range: drawn at the nearest end */
};

/* Place of a value on the rail, 0..1. */
double slider_fraction(const struct slider *slider, double value);
/* The same in cells, 0..width-1 (0 when width < 1). */
int slider_position(const struct slider *slider, double value, int width);
/* Value `steps` stops above (below when negative) `value`, cut to low..high. A value between
 * two stops goes to the next stop in that direction first. Always moves unless at the end. */
double slider_step(const struct slider *slider, double value, int steps);

/* The value of those that keys reach whose cell is nearest to a position, 0..width-1. */
double slider_value_at(const struct slider *slider, int position, int width);

/* Draws the rail over `width` columns.  `ticks` are fractions 0..1 of the rail where the answer changes; the knob
 * covers one that it stands on.  When focused it has the hardware cursor. */
void slider_draw(struct canvas *canvas, struct box clip, int row, int column, int width, const struct slider *slider,
	const double *ticks, int tick_count, bool focused);
