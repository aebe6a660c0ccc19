/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for the number of replicas: fewer users on each never break a goal. */
#include "study/serve_replicas.h"

#include <math.h>

#include "study/replica.h"
#include "study/serve_judge.h"

double serve_replicas_given(const struct scenario *s)
{
	double given = s->number[PARAMETER_REPLICAS];

	if (!isnan(given))
		return given;
	return !scenario_open_loop(s) && isinf(s->number[PARAMETER_CONCURRENCY]) ? 1.0 : 0.0;
}

double serve_most_replicas(const struct scenario *s, const struct deployment *d)
{
	double most = floor(s->number[PARAMETER_MAX_GPUS] / layout_gpus(&d->layout));

	/* A replica without a user is for nothing. */
	if (!scenario_open_loop(s))
		most = fmin(most, s->number[PARAMETER_CONCURRENCY]);
	return fmax(1.0, most);
}

static bool meets(const struct scenario *s, const struct deployment *d, double replicas)
{
	struct deployment several = *d;
	struct replica_row judged;

	several.replicas = replicas;
	return serve_meets(s, &several, INFINITY, replica_row_init(&judged));
}

double serve_least_replicas(const struct scenario *s, const struct deployment *d, double most)
{
	double fails = 1.0, does = most;

	if (!(most > 1.0) || !meets(s, d, most))
		return 0.0;
	while (does - fails > 1.0) {
		double middle = floor((fails + does) / 2.0);

		if (meets(s, d, middle))
			does = middle;
		else
			fails = middle;
	}
	return does;
}
