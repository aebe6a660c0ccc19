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

static int count_steps(const struct scale *scale, double from, double to)
{
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(scale, positions), steps = 0;

	for (int i = 0; i < count; i++)
		steps += (positions[i] > from && positions[i] <= to) || (positions[i] < from && positions[i] >= to);
	return steps;
}

static struct turn turn_at(
	const struct sensitivity *v, enum parameter parameter, double value, const struct leader_range *to, double at)
{
	struct scale scale = scale_of(&v->scenario, parameter);

	return (struct turn){ to, at, count_steps(&scale, value, at) };
}

struct turn turn_below(const struct sensitivity *v, enum parameter parameter, double value, const struct row *best)
{
	const struct leader_ranges *ranges = sensitivity_of(v, parameter);

	for (int i = ranges->count - 1; i >= 0; i--)
		if (ranges->items[i].last < value && !leads(v, &ranges->items[i], best))
			return turn_at(v, parameter, value, &ranges->items[i], ranges->items[i].last);
	return (struct turn){ .to = NULL };
}

struct turn turn_above(const struct sensitivity *v, enum parameter parameter, double value, const struct row *best)
{
	const struct leader_ranges *ranges = sensitivity_of(v, parameter);

	for (int i = 0; i < ranges->count; i++)
		if (ranges->items[i].first > value && !leads(v, &ranges->items[i], best))
			return turn_at(v, parameter, value, &ranges->items[i], ranges->items[i].first);
	return (struct turn){ .to = NULL };
}
