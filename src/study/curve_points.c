/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configurations with one user after another, as a result of its own. */
#include <math.h>

#include "study/serve_explain.h"
#include "study/curve_points.h"
#include "study/serve_judge.h"
#include "study/serve_room.h"
#include "study/replica.h"

/* Reasons are those of the point, not of the workload. */
static void explain_point(
	const struct scenario *scenario, long today, const struct row *configuration, struct row *point)
{
	struct scenario s = *scenario;

	s.number[PARAMETER_CONCURRENCY] = replica_of(point)->concurrency;
	s.number[PARAMETER_RATE] = NAN;
	serve_count_room(&s, point);
	serve_explain(&s, today, NULL, point);
	point->rank = configuration->rank;
}

/* The number of configurations of a result that have points: all if the scenario names GPUs, otherwise the
 * best CURVE_SERIES_MAX. */
static int count_configurations(const struct scenario *s, const struct result *r)
{
	return s->gpus.count || r->count < CURVE_SERIES_MAX ? r->count : CURVE_SERIES_MAX;
}

void curves_points(const struct scenario *s, long today, const struct result *r, int most, struct result *points)
{
	int configurations = count_configurations(s, r);

	*points = (struct result){ .capacity = configurations * most, .model = r->model };
	points->rows = xcalloc((size_t)points->capacity + 1, sizeof(points->rows[0]));
	result_begin(points, r->study);
	points->warnings = r->warnings;
	for (int i = 0; i < configurations; i++) {
		const struct row *a = &r->rows[i];
		struct row *first = &points->rows[points->count];
		int count = curves_answers(s, a, first, most);

		for (int k = 0; k < count; k++)
			explain_point(s, today, a, &first[k]);
		/* What cannot be estimated is a point itself. */
		if (count == 0) {
			row_copy(first, a);
			count = 1;
		}
		points->count += count;
	}
}
