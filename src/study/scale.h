/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that a number of a scenario can take on its slider. */
#pragma once

#include "study/scenario.h"

struct scale {
	double low, high;    /* low <= high, in the parameter's unit; INFINITY: its endless word */
	const double *stops; /* rising, from the parameter table; the first may be below low */
	int stop_count;      /* those that are at most high */
};

/* The range and the stops that this scenario allows for a parameter.  The context limit of the model bounds
 * prompt, output and context together.  The parameter must have stops. */
struct scale scale_of(const struct scenario *s, enum parameter parameter);

enum { SCALE_POSITIONS_MAX = 64 };

/* Writes low, the stops between, and high, in rising order without duplicates.  Returns their number. */
int scale_positions(const struct scale *scale, double positions[SCALE_POSITIONS_MAX]);
