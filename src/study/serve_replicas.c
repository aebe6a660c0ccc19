/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for the number of replicas: fewer users on each never break a goal. */
#include "study/serve_replicas.h"

#include <math.h>

#include "study/serve_judge.h"

double serve_replicas_given(const struct scenario *s)
{
	double given = s->number[PARAMETER_REPLICAS];

	if (!isnan(given))
		return given;
	/* As many users as fit: one replica shows what it holds. */
	return !scenario_open_loop(s) && isinf(s->number[PARAMETER_CONCURRENCY]) ? 1.0 : 0.0;
}

double serve_most_replicas(const struct scenario *s, const struct deployment *d)
{
	double most = floor(scenario_max_gpus(s) / layout_gpus(&d->layout));

	/* A replica without a user is for nothing. */
	if (!scenario_open_loop(s))
		most = fmin(most, s->number[PARAMETER_CONCURRENCY]);
	return fmax(1.0, most);
}

/* Whether so many do; `judged` is then filled. */
static bool meets(const struct scenario *s, const struct deployment *d, double replicas, struct replica_row *judged)
{
	struct deployment several = *d;
	struct replica_row storage;
	struct row *a = replica_row_init(&storage);

	several.replicas = replicas;
	if (!serve_meets(s, &several, INFINITY, a))
		return false;
	replica_row_copy(judged, a);
	return true;
}

double serve_fewer_replicas(
	const struct scenario *s, const struct deployment *d, double most, struct replica_row *judged)
{
	double fails = 1.0, does = most;

	while (does - fails > 1.0) {
		double middle = floor((fails + does) / 2.0);

		if (meets(s, d, middle, judged))
			does = middle;
		else
			fails = middle;
	}
	return does < most ? does : 0.0;
}

void serve_replicas_that_meet(const struct scenario *s, const struct deployment *d, double cost_limit,
	serve_replicas_visitor *visit, void *data)
{
	double given = serve_replicas_given(s), most = serve_most_replicas(s, d);
	struct deployment several = *d;
	struct replica_row judged;

	several.replicas = fmax(1.0, given);
	if (serve_meets(s, &several, cost_limit, replica_row_init(&judged))) {
		visit(&judged.row, data);
		return;
	}
	/* More of what is too dear are dearer. */
	if (judged.row.verdict == VERDICT_MEETS || given > 0.0)
		return;
	if (!(most > 1.0) || !meets(s, d, most, &judged))
		return;
	visit(&judged.row, data);
	if (serve_fewer_replicas(s, d, most, &judged) > 0.0)
		visit(&judged.row, data);
}
