/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The positions of sliders. */
#include "study/scale.h"

#include <math.h>

static int count_stops(const double *stops)
{
	int count = 0;

	while (!isnan(stops[count]))
		count++;
	return count;
}

/* Most that other parameters leave: of the context, of the GPUs. */
static double limit_of(const struct scenario *s, enum parameter parameter)
{
	double limit = INFINITY;

	if (parameter_row(parameter)->quantity == QUANTITY_TOKENS)
		limit = scenario_context_limit(s);
	if (parameter == PARAMETER_PROMPT)
		limit -= s->number[PARAMETER_OUTPUT];
	if (parameter == PARAMETER_OUTPUT)
		limit -= s->number[PARAMETER_PROMPT];
	if (parameter == PARAMETER_REPLICAS)
		limit = scenario_most_replicas(s);
	return limit;
}

struct scale scale_of(const struct scenario *s, enum parameter parameter)
{
	const double *stops = parameter_row(parameter)->stops;
	int all = count_stops(stops);
	struct scale scale = { .low = stops[0], .stops = stops, .stop_count = all };
	/* Prompt and output share the context, so that no place of a slider is refused. */
	double limit = limit_of(s, parameter);

	if (parameter == PARAMETER_CONTEXT)
		scale.low = fmax(scale.low, s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT]);
	while (scale.stop_count > 1 && stops[scale.stop_count - 1] > limit)
		scale.stop_count--;
	scale.high = stops[scale.stop_count - 1];
	/* A limit between two stops is the last place all the same. */
	if (isfinite(limit) && limit > scale.high)
		scale.high = fmin(limit, stops[all - 1]);
	scale.low = fmin(scale.low, limit);
	scale.high = fmax(scale.high, scale.low);
	return scale;
}

int scale_positions(const struct scale *scale, double positions[SCALE_POSITIONS_MAX])
{
	int count = 0;

	positions[count++] = scale->low;
	for (int i = 0; i < scale->stop_count && count < SCALE_POSITIONS_MAX - 1; i++)
		if (scale->stops[i] > scale->low && scale->stops[i] < scale->high)
			positions[count++] = scale->stops[i];
	if (scale->high > scale->low)
		positions[count++] = scale->high;
	return count;
}
