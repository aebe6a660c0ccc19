/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of contenders, as in the rankings of the studies. */
#include "study/scenario_text.h"
#include "study/contest.h"

#include <math.h>
#include <string.h>

static bool before(const struct contender *a, const struct contender *b)
{
	double x = a->objective, y = b->objective;

	if (!b->gpu)
		return true;
	if (isnan(x) != isnan(y))
		return isnan(y);
	/* Who stands behind gives way to a price alone, as in result_lead(). */
	if (!isnan(x) && a->behind != b->behind)
		return b->behind;
	if (isnan(x)) {
		x = a->size;
		y = b->size;
	}
	return x != y ? x < y : strcmp(a->gpu->id, b->gpu->id) < 0;
}

void contest_enter(struct contest *c, int position, const struct contender *contender)
{
	if (before(contender, &c->best[position]))
		c->best[position] = *contender;
}

double contest_limit(const struct contest *c, int position)
{
	const struct contender *best = &c->best[position];

	return !best->gpu || best->behind || isnan(best->objective) ? INFINITY : best->objective;
}

bool contest_move(const struct contest *c, double value, struct scenario *moved)
{
	struct error ignored = { 0 };

	*moved = *c->base;
	if (scenario_set_number(moved, c->parameter, value, &ignored) != STATUS_OK)
		return false;
	scenario_reconcile(moved, c->parameter);
	return scenario_check(moved, &ignored) == STATUS_OK;
}
