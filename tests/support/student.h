/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure goals are, written a second time from gpuplan-model(7), 7.1 Certainty, for tests of verdicts. */
#pragma once

#include <math.h>

#include "study/replica.h"

/* Distribution function of Student's t with 4 degrees of freedom. */
static inline double student(double t)
{
	double y = t / sqrt(1.0 + t * t / 4.0);

	return 0.5 + 0.375 * y * (1.0 - y * y / 12.0);
}

/* That a figure is within its goal; half of the error of a band lies on each side of its middle, a tenth beyond it. */
static inline double sure_of(struct band band, double goal)
{
	double error = goal < band.mid ? log(band.mid / band.low) : log(band.high / band.mid);

	if (isinf(goal))
		return 1.0;
	return student(1.53320627 * log(goal / band.mid) / error);
}

/* Of both goals of a scenario, whose errors correlate by 0.3. */
static inline double sure_of_both(const struct scenario *s, const struct replica *replica)
{
	double p = sure_of(replica->goal_ttft_s, s->number[PARAMETER_TTFT]);
	double q = sure_of(replica->goal_tpot_s, s->number[PARAMETER_TPOT]);

	return p * q + asin(0.3) / asin(1.0) * (fmin(p, q) - p * q);
}
