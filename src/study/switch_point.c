/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at one input until another leads. */
#include "config.h"

#include "study/switch_point.h"

#include <math.h>

/* From the last value that keeps the leader to the first that does not. */
static struct switch_point narrow(switch_point_leader *leader, const void *context, double keeps, double turns,
				  int halvings)
{
	for (int i = 0; i < halvings; i++) {
		double middle = keeps > 0.0 && turns > 0.0 ? sqrt(keeps * turns) : (keeps + turns) / 2.0;

		/* No number lies between them. */
		if (middle == keeps || middle == turns)
			break;
		if (leader(context, middle))
			turns = middle;
		else
			keeps = middle;
	}
	return (struct switch_point) { turns, leader(context, turns) };
}

struct switch_point switch_point_find(switch_point_leader *leader, const void *context, const double *values,
				       int count, int now, int halvings)
{
	for (int step = 1; now + step < count || now - step >= 0; step++) {
		for (int side = 1; side >= -1; side -= 2) {
			int at = now + side * step;

			if (at >= 0 && at < count && leader(context, values[at]))
				return narrow(leader, context, values[at - side], values[at], halvings);
		}
	}
	return (struct switch_point) { NAN, 0 };
}
