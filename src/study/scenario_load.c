/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The load of a scenario apart from the rest of it. */
#include "study/scenario_load.h"

#include <math.h>
#include <string.h>

static const enum parameter numbers[LOAD_NUMBERS] = { PARAMETER_RATE, PARAMETER_RATE_LOW, PARAMETER_CONCURRENCY };

bool scenario_load_has(enum parameter parameter)
{
	for (int i = 0; i < LOAD_NUMBERS; i++)
		if (numbers[i] == parameter)
			return true;
	return parameter == PARAMETER_TRAFFIC;
}

struct scenario_load scenario_load_of(const struct scenario *s)
{
	struct scenario_load load = { .known = true, .traffic_given = s->traffic_given };

	for (int i = 0; i < LOAD_NUMBERS; i++)
		load.number[i] = s->number[numbers[i]];
	memcpy(load.traffic, s->traffic, sizeof(load.traffic));
	return load;
}

void scenario_set_load(struct scenario *s, const struct scenario_load *load)
{
	for (int i = 0; i < LOAD_NUMBERS; i++)
		s->number[numbers[i]] = load->number[i];
	s->traffic_given = load->traffic_given;
	memcpy(s->traffic, load->traffic, sizeof(load->traffic));
}

/* What is not given is NaN, which equals nothing. */
static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

bool scenario_load_equal(const struct scenario_load *a, const struct scenario_load *b)
{
	for (int i = 0; i < LOAD_NUMBERS; i++)
		if (!same(a->number[i], b->number[i]))
			return false;
	return a->traffic_given == b->traffic_given &&
		(!a->traffic_given || memcmp(a->traffic, b->traffic, sizeof(a->traffic)) == 0);
}
