/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many users in all keep the goals, and what stops the next one. */
#include "study/serve_room.h"

#include <math.h>

#include "core/certainty.h"
#include "study/serve_judge.h"

static bool users_meet(struct scenario *s, const struct row *a, double users)
{
	struct replica_row judged;

	s->number[PARAMETER_CONCURRENCY] = users;
	return serve_meets(s, &a->deployment, INFINITY, replica_row_init(&judged));
}

/* The largest number of users in all that keep the goals. */
static double users_within(const struct scenario *s, const struct row *a)
{
	const struct replica *replica = replica_of(a);
	double most = fmin(replica->memory.max_concurrency, memory_sequence_limit(&a->deployment));
	double low = 0.0, high, step;
	struct scenario other = *s;

	if (replica->open_loop || !(most >= 1.0) || a->verdict > VERDICT_MISSES)
		return NAN;
	most = fmin(most * deployment_replicas(&a->deployment), parameter_row(PARAMETER_CONCURRENCY)->high);
	high = floor(most) + 1.0;
	/* From the present load outwards: most limits are near it. */
	step = fmin(fmax(1.0, isfinite(s->number[PARAMETER_CONCURRENCY]) ? s->number[PARAMETER_CONCURRENCY] : most),
		high - 1.0);
	while (high - low > 1.0) {
		double middle = step > low && step < high ? step : floor(sqrt(fmax(low, 1.0) * high));

		if (!(middle > low && middle < high))
			middle = floor((low + high) / 2.0);
		step = NAN;
		if (users_meet(&other, a, middle))
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Memory and the engine's own limit by their number, else the goal that is less sure. */
static enum stop what_stops(const struct scenario *s, const struct row *a, double users)
{
	const struct replica *replica = replica_of(a);
	const struct goals goals = scenario_goals(s);
	struct scenario next = *s;
	struct replica_row judged;

	next.number[PARAMETER_CONCURRENCY] = users;
	if (serve_users_share(&next, &a->deployment) > replica->memory.max_concurrency)
		return STOP_MEMORY;
	if (serve_users_share(&next, &a->deployment) > memory_sequence_limit(&a->deployment))
		return STOP_SEQUENCES;
	serve_judge_load(&next, &a->deployment, replica_row_init(&judged));
	return certainty_at_most(&judged.replica.goal_ttft_s, goals.ttft_s) <
			certainty_at_most(&judged.replica.goal_tpot_s, goals.tpot_s)
		? STOP_TTFT
		: STOP_TPOT;
}

void serve_count_room(const struct scenario *s, struct row *a)
{
	struct replica *replica = a->part;

	if (a->verdict > VERDICT_MISSES)
		return;
	replica->users_within = users_within(s, a);
	if (!isnan(replica->users_within))
		replica->stop = what_stops(s, a, replica->users_within + 1.0);
}
