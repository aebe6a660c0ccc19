/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at one input until another leads. */
#include "study/switch_point.h"

#include <math.h>

/* From the last value that keeps the leader to the first that does not. */
static struct switch_point narrow(
	switch_point_leader *leader, const void *context, double keeps, double switches, int halvings)
{
	for (int i = 0; i < halvings; i++) {
		double middle = keeps > 0.0 && switches > 0.0 ? sqrt(keeps * switches) : (keeps + switches) / 2.0;

		/* No number lies between them. */
		if (middle == keeps || middle == switches)
			break;
		if (leader(context, middle))
			switches = middle;
		else
			keeps = middle;
	}
	return (struct switch_point){ switches, leader(context, switches) };
}

struct switch_point switch_point_find(
	switch_point_leader *leader, const void *context, const double *values, int count, int now, int halvings)
{
	for (int step = 1; now + step < count || now - step >= 0; step++) {
		for (int side = 1; side >= -1; side -= 2) {
			int at = now + side * step;

			if (at >= 0 && at < count && leader(context, values[at]))
				return narrow(leader, context, values[at - side], values[at], halvings);
		}
	}
	return (struct switch_point){ NAN, 0 };
}
