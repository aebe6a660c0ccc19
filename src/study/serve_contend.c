/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GPU in the contest for the cheapest tokens: its configurations, judged no further than it takes. */
#include "study/serve_judge.h"
#include "study/serve_contend.h"

#include <math.h>

#include "study/replica.h"

bool serve_layout_given(const struct scenario *s)
{
	static const enum parameter sizes[] = { PARAMETER_GPUS, PARAMETER_TP, PARAMETER_PP, PARAMETER_EP,
		PARAMETER_DP };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (!isnan(s->number[sizes[i]]))
			return true;
	return false;
}

static bool within_ttft(double position, const struct row *a)
{
	return replica_of(a)->ttft_s.mid / position <= 1.0;
}

static bool within_tpot(double position, const struct row *a)
{
	return replica_of(a)->tpot_s.mid / position <= 1.0;
}

static bool always(double position, const struct row *a)
{
	(void)position;
	(void)a;
	return true;
}

static bool few_enough(double position, const struct row *a)
{
	return layout_gpus(&a->deployment.layout) <= position;
}

/* The figures of a configuration do not depend on what is wanted of them, nor on how much of the time it is busy, nor
 * on how many GPUs another one may have: one look at what meets the goals with the slider wide open tells at which
 * positions it does, too. */
static const struct one_look {
	bool (*stands_at)(double position, const struct row *a);
	bool widest_infinite;
} one_looks[PARAMETER_MAX] = {
	[PARAMETER_TTFT] = { within_ttft, true },
	[PARAMETER_TPOT] = { within_tpot, true },
	[PARAMETER_BUSY] = { always, false },
	[PARAMETER_MAX_GPUS] = { few_enough, false },
};

bool serve_widen(struct scenario *s, enum parameter parameter, double widest)
{
	const struct one_look *look = &one_looks[parameter];

	/* A given layout may be judged although no count makes it: then every position is looked at. */
	if (!look->stands_at || (parameter == PARAMETER_MAX_GPUS && serve_layout_given(s)))
		return false;
	s->number[parameter] = look->widest_infinite ? INFINITY : widest;
	return true;
}

static double cost_at(const struct contest *c, double position, const struct row *a)
{
	const double *n = c->scenario->number;

	if (c->parameter != PARAMETER_BUSY || replica_of(a)->open_loop || isnan(a->cost.output.mid))
		return a->cost.output.mid;
	return token_cost(NULL, a->usd_per_hour, &replica_of(a)->output_tok_s, n[PARAMETER_PROMPT], n[PARAMETER_OUTPUT],
		0.0, position)
		.output.mid;
}

static void enter(struct contest *c, const struct row *a)
{
	double gpus = layout_gpus(&a->deployment.layout);

	for (int i = 0; a->verdict == VERDICT_MEETS && i < c->count; i++) {
		struct contender it = { .gpu = a->deployment.gpu,
			.gpus = gpus,
			.size = gpus,
			.objective = cost_at(c, c->positions[i], a) };

		if (!c->wide || one_looks[c->parameter].stands_at(c->positions[i], a))
			contest_enter(c, i, &it);
	}
}

static void look(const struct scenario *s, const struct deployment *d, void *data)
{
	struct contest *c = data;
	struct replica_row a;

	if (serve_meets(s, d, c->wide ? INFINITY : contest_limit(c, 0), replica_row_init(&a)))
		enter(c, &a.row);
}

void serve_contend(struct contest *c, const struct gpu *gpu)
{
	double gpus = c->scenario->number[PARAMETER_GPUS];
	struct replica_row a;

	if (serve_each(c->scenario, c->model, gpu, gpus, look, c))
		return;
	serve_one(c->scenario, c->model, gpu, gpus, replica_row_init(&a));
	enter(c, &a.row);
}
