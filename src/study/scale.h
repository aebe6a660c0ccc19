/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The positions that a number of a scenario may take on its slider. */
#ifndef GPUPLAN_STUDY_SCALE_H
#define GPUPLAN_STUDY_SCALE_H

#include "study/scenario.h"

struct scale {
	double low, high;     /* low <= high, in the parameter's unit; INFINITY: its endless word */
	const double *stops;  /* rising, from the parameter table; the first may be below low */
	int stop_count;       /* those that are at most high */
};

/* The part of the parameter's stops that this scenario admits: prompt, output and context
 * share the context limit of the model.  The parameter must have stops. */
struct scale scale_of(const struct scenario *s, enum parameter parameter);

enum { SCALE_POSITIONS_MAX = 64 };

/* Writes low, the stops between and high, rising, no two equal; returns how many. */
int scale_positions(const struct scale *scale, double positions[SCALE_POSITIONS_MAX]);

#endif
