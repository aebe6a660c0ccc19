/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The load of a scenario apart from the rest of it. */
#include "config.h"

#include "study/scenario_load.h"

#include <math.h>
#include <string.h>

bool scenario_load_has(enum parameter parameter)
{
	return parameter == PARAMETER_CONCURRENCY || parameter == PARAMETER_RATE ||
	       parameter == PARAMETER_RATE_LOW || parameter == PARAMETER_TRAFFIC;
}

struct scenario_load scenario_load_of(const struct scenario *s)
{
	struct scenario_load load = { true, s->traffic_given, s->number[PARAMETER_RATE],
				      s->number[PARAMETER_RATE_LOW], s->number[PARAMETER_CONCURRENCY], { 0 } };

	memcpy(load.traffic, s->traffic, sizeof load.traffic);
	return load;
}

void scenario_set_load(struct scenario *s, const struct scenario_load *load)
{
	s->number[PARAMETER_RATE] = load->rate;
	s->number[PARAMETER_RATE_LOW] = load->rate_low;
	s->number[PARAMETER_CONCURRENCY] = load->concurrency;
	s->traffic_given = load->traffic_given;
	memcpy(s->traffic, load->traffic, sizeof load->traffic);
}

/* What is not given is NaN, which equals nothing. */
static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

bool scenario_load_equal(const struct scenario_load *a, const struct scenario_load *b)
{
	if (!same(a->rate, b->rate) || !same(a->rate_low, b->rate_low) ||
	    !same(a->concurrency, b->concurrency) || a->traffic_given != b->traffic_given)
		return false;
	return !a->traffic_given || memcmp(a->traffic, b->traffic, sizeof a->traffic) == 0;
}
