/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a rising function crosses zero: false position in which an end that stays twice counts half, the
 * Illinois method (Dowell and Jarratt, BIT 11, 1971), and every fourth pass halves.  The caller evaluates:
 *
 *	while (crossing_open(&c, precision)) {
 *		double at = crossing_next(&c);
 *		crossing_tell(&c, at, f(at));
 *	}
 */
#pragma once

#include <stdbool.h>

struct crossing {
	double low, high;   /* below the crossing or on it; beyond it */
	double below, over; /* f(low) <= 0 and f(high) > 0; half of it after an end has stayed */
	int stays;          /* which end the last pass left alone: -1 low, 1 high, 0 none yet */
	int passes;
};

bool crossing_open(const struct crossing *c, double precision);  /* high - low is more; false after 60 passes */
double crossing_next(const struct crossing *c);                  /* where to evaluate: between low and high */
void crossing_tell(struct crossing *c, double at, double value); /* NAN lies beyond */
