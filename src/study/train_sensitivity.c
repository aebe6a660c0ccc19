/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GPU in the contest: it is laid out once for all positions of a slider that changes no layout. */
#include "study/train_sensitivity.h"

#include <math.h>

#include "study/fleet_offer.h"

bool train_widen(struct scenario *s, enum parameter parameter, double widest)
{
	(void)s;
	(void)widest;
	switch ((int)parameter) {
	case PARAMETER_TRAIN_TOKENS:
	case PARAMETER_TRAIN_DEADLINE:
	case PARAMETER_CHECKPOINT_EVERY:
	case PARAMETER_CERTAINTY:
	case PARAMETER_RESTART:
	case PARAMETER_INTERRUPTIONS: return true;
	default: return false;
	}
}

/* A GPU that is in the contest. */
struct entry {
	struct contest *contest;
	const struct train_terms *terms; /* of the position */
	int position;
	const struct gpu *gpu;
	const struct train_layouts *layouts;
	struct batch_speeds speeds;
};

static void enter_way(struct entry *e, const struct batch_way *way)
{
	struct contender it = { .gpu = e->gpu };

	if (!batch_way_meets(&e->terms->base, way))
		return;
	it.gpus = layout_gpus(&way->speed->deployment.layout);
	it.replicas = 1.0;
	it.behind = way->speed->behind;
	it.objective = way->usd_sure;
	it.size = way->rented_gpus;
	contest_enter(e->contest, e->position, &it);
}

/* Whether the cheapest offer of this kind can win at all; offers come by rising price. */
static bool may_lead(const struct entry *e, const struct fleet_market *market, enum purchase kind)
{
	const double limit = contest_limit(e->contest, e->position);
	double lowest = INFINITY;

	for (int q = 0; q < market->count; q++)
		if (market->quotes[q].kinds[kind].count)
			lowest = fmin(lowest, market->quotes[q].kinds[kind].offers[0]->usd_per_gpu_hour);
	for (int i = 0; isfinite(lowest) && i < e->speeds.count; i++)
		if (batch_way_least(&e->terms->base, &e->speeds.items[i], lowest) <= limit * (1.0 + 1e-9))
			return true;
	return false;
}

static void contend_at(struct entry *e, const struct fleet_market *market)
{
	const struct contest *c = e->contest;
	struct batch_way way;

	for (int kind = 0; kind < PURCHASE_MIXED; kind++) {
		if (!(e->terms->base.kinds >> kind & 1u))
			continue;
		train_speeds_read(&e->speeds, e->terms, c->scenario, e->layouts, c->model, (enum purchase)kind);
		if (!may_lead(e, market, (enum purchase)kind))
			continue;
		way = batch_way_bought(&e->terms->base, &e->speeds, market, (enum purchase)kind,
			contest_limit(c, e->position) * (1.0 + 1e-9));
		enter_way(e, &way);
	}
	if (market->count > 0)
		return;
	train_speeds_read(&e->speeds, e->terms, c->scenario, e->layouts, c->model, PURCHASE_ON_DEMAND);
	way = batch_way_unpriced(&e->terms->base, &e->speeds);
	enter_way(e, &way);
}

static void read_terms(struct contest *c)
{
	struct train_terms *terms = c->kept;

	for (int i = 0; i < c->count; i++) {
		struct scenario moved;

		contest_move(c, c->positions[i], &moved);
		train_terms_read(&terms[i], &moved);
	}
}

void train_contend(struct contest *c, const struct gpu *gpu)
{
	const struct train_terms *terms = c->kept;
	struct training_shape shape = training_shape_of(c->model, c->scenario->number[PARAMETER_SEQUENCE]);
	struct train_layouts layouts; /* not cleared: large */
	struct fleet_market market;
	struct entry e;

	if (!c->begun)
		read_terms(c);
	c->begun = true;
	train_layouts_read(&layouts, c->scenario, &shape, gpu);
	if (layouts.count == 0)
		return;
	fleet_market_read(&market, c->scenario, gpu, terms->base.kinds);
	e.contest = c;
	e.gpu = gpu;
	e.layouts = &layouts;
	for (e.position = 0; e.position < c->count; e.position++) {
		e.terms = &terms[e.position];
		contend_at(&e, &market);
	}
}
