/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges, places and round values of the axes of a plot. */
#pragma once

#include "tui/widgets/plot.h"

/* Sets both axes so that all series and, when they are not far away, all lines are inside;
 * false when there is no point at all (the axes are then 0 to 1, or 1 to 10). */
bool plot_fit(struct plot *plot);

/* Round values in low..high, rising, at most `most` (and PLOT_MAX_TICKS) of them; returns how
 * many. `out` has room for PLOT_MAX_TICKS. */
int plot_ticks(enum plot_scale scale, double low, double high, int most, double *out);

/* Place of a value on an axis: 0 at low, 1 at high, less or more outside; NaN for what a
 * logarithmic axis does not have. */
double plot_fraction(const struct plot_axis *axis, double value);
