/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GPU in the contest for the cheapest tokens: its configurations, judged no further than it takes. */
#include "study/serve_judge.h"
#include "study/serve_contend.h"

#include <math.h>

#include "study/replica.h"
#include "study/serve_replicas.h"

bool serve_layout_given(const struct scenario *s)
{
	static const enum parameter sizes[] = { PARAMETER_GPUS, PARAMETER_TP, PARAMETER_PP, PARAMETER_EP,
		PARAMETER_DP };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (!isnan(s->number[sizes[i]]))
			return true;
	return false;
}

/* The goals with one of them, or the certainty, at that position. */
static bool goals_at(const struct scenario *s, enum parameter parameter, double position, const struct row *a)
{
	const struct replica *replica = replica_of(a);
	struct scenario moved = *s;

	moved.number[parameter] = position;
	return serve_goals_hold(&moved, replica);
}

static bool within_ttft(const struct scenario *s, double position, const struct row *a)
{
	return goals_at(s, PARAMETER_TTFT, position, a);
}

static bool within_tpot(const struct scenario *s, double position, const struct row *a)
{
	return goals_at(s, PARAMETER_TPOT, position, a);
}

static bool sure_enough(const struct scenario *s, double position, const struct row *a)
{
	return goals_at(s, PARAMETER_CERTAINTY, position, a);
}

static bool always(const struct scenario *s, double position, const struct row *a)
{
	(void)s;
	(void)position;
	(void)a;
	return true;
}

static bool few_enough(const struct scenario *s, double position, const struct row *a)
{
	(void)s;
	return deployment_gpus(&a->deployment) <= position;
}

/* The figures of a configuration do not depend on what is wanted of them, nor on how much of the time it is busy, nor
 * on how many GPUs another one may have: one look at what meets the goals with the slider wide open tells at which
 * positions it does, too. */
static const struct one_look {
	bool (*stands_at)(const struct scenario *s, double position, const struct row *a);
	double widest; /* NaN: the last position */
} one_looks[PARAMETER_MAX] = {
	[PARAMETER_TTFT] = { within_ttft, INFINITY },
	[PARAMETER_TPOT] = { within_tpot, INFINITY },
	[PARAMETER_CERTAINTY] = { sure_enough, 0.5 },
	[PARAMETER_BUSY] = { always, NAN },
	[PARAMETER_MAX_GPUS] = { few_enough, NAN },
};

bool serve_widen(struct scenario *s, enum parameter parameter, double widest)
{
	const struct one_look *look = &one_looks[parameter];

	/* A given layout may be judged although no count makes it: then every position is looked at. */
	if (!look->stands_at || (parameter == PARAMETER_MAX_GPUS && serve_layout_given(s)))
		return false;
	s->number[parameter] = isnan(look->widest) ? widest : look->widest;
	return true;
}

static double cost_at(const struct contest *c, double position, const struct row *a)
{
	const double *n = c->scenario->number;
	double certainty = c->parameter == PARAMETER_CERTAINTY ? position : n[PARAMETER_CERTAINTY];
	struct band cost = a->cost.output;

	if (isnan(cost.mid))
		return NAN;
	if (c->parameter == PARAMETER_BUSY && !replica_of(a)->open_loop)
		cost = token_cost(NULL, a->usd_per_hour, &replica_of(a)->output_tok_s, n[PARAMETER_PROMPT],
			n[PARAMETER_OUTPUT], 0.0, position)
			       .output;
	return certainty_value(&cost, certainty);
}

static void enter(const struct row *a, void *data)
{
	struct contest *c = data;
	double gpus = layout_gpus(&a->deployment.layout);

	for (int i = 0; a->verdict == VERDICT_MEETS && i < c->count; i++) {
		struct contender it = { .gpu = a->deployment.gpu,
			.gpus = gpus,
			.replicas = deployment_replicas(&a->deployment),
			.size = deployment_gpus(&a->deployment),
			.behind = replica_stands_behind(a),
			.objective = cost_at(c, c->positions[i], a) };

		if (!c->wide || one_looks[c->parameter].stands_at(c->scenario, c->positions[i], a))
			contest_enter(c, i, &it);
	}
}

static void look(const struct scenario *s, const struct deployment *d, void *data)
{
	struct contest *c = data;
	double given = serve_replicas_given(s), most = given > 0.0 ? given : serve_most_replicas(s, d);
	struct deployment several = *d;
	struct replica_row judged;

	if (!c->wide) {
		serve_replicas_that_meet(s, d, contest_limit(c, 0), enter, c);
		return;
	}
	for (several.replicas = fmax(1.0, given); several.replicas <= most; several.replicas += 1.0)
		if (serve_meets(s, &several, INFINITY, replica_row_init(&judged)))
			enter(&judged.row, c);
}

void serve_contend(struct contest *c, const struct gpu *gpu)
{
	double gpus = c->scenario->number[PARAMETER_GPUS];
	struct replica_row a;

	if (serve_each(c->scenario, c->model, gpu, gpus, look, c))
		return;
	serve_one(c->scenario, c->model, gpu, gpus, replica_row_init(&a));
	enter(&a.row, c);
}
