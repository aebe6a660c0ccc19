/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the nearest turns among the ranges of a slider. */
#include "study/turn.h"

#include "study/study.h"

static bool leads(const struct sensitivity *v, const struct leader_range *range, const struct row *best)
{
	if (!best || !range->gpu)
		return !best && !range->gpu;
	return range->gpu == best->deployment.gpu && range->gpus == layout_gpus(&best->deployment.layout) &&
		range->choice == (v->study->choice ? v->study->choice(best) : NULL);
}

/* Turns of an earlier scenario turn away from its leader, whoever leads now. */
static bool led_here(const struct leader_ranges *ranges, const struct leader_range *range, double value)
{
	const struct leader_range *here = &ranges->items[leader_ranges_find(ranges, value)];

	return range->gpu == here->gpu && range->gpus == here->gpus && range->choice == here->choice;
}

static bool turns_at(const struct sensitivity *v, enum parameter parameter, const struct leader_range *range,
	double value, const struct row *best)
{
	const struct leader_ranges *ranges = sensitivity_of(v, parameter);

	if (!ranges->known)
		return !led_here(ranges, range, value);
	return !leads(v, range, best);
}

static int count_steps(const struct scale *scale, double from, double to)
{
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(scale, positions), steps = 0;

	for (int i = 0; i < count; i++)
		steps += (positions[i] > from && positions[i] <= to) || (positions[i] < from && positions[i] >= to);
	return steps;
}

static struct turn turn_at(
	const struct sensitivity *v, enum parameter parameter, double value, const struct leader_range *to, bool below)
{
	struct scale scale = scale_of(&v->scenario, parameter);
	double at = below ? to->last : to->first;

	return (struct turn){ to, at, to->replicas[below], count_steps(&scale, value, at) };
}

struct turn turn_below(const struct sensitivity *v, enum parameter parameter, double value, const struct row *best)
{
	const struct leader_ranges *ranges = sensitivity_of(v, parameter);

	for (int i = ranges->count - 1; i >= 0; i--)
		if (ranges->items[i].last < value && turns_at(v, parameter, &ranges->items[i], value, best))
			return turn_at(v, parameter, value, &ranges->items[i], true);
	return (struct turn){ .to = NULL };
}

struct turn turn_above(const struct sensitivity *v, enum parameter parameter, double value, const struct row *best)
{
	const struct leader_ranges *ranges = sensitivity_of(v, parameter);

	for (int i = 0; i < ranges->count; i++)
		if (ranges->items[i].first > value && turns_at(v, parameter, &ranges->items[i], value, best))
			return turn_at(v, parameter, value, &ranges->items[i], false);
	return (struct turn){ .to = NULL };
}
