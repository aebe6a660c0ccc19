/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GPU in the contest: its configurations are judged once for all positions of a slider. */
#include "study/batch_sensitivity.h"

#include <math.h>

#include "study/batch_way.h"
#include "study/serve_contend.h"

/* Time, work and losses change nothing of what a replica does. */
bool batch_widen(struct scenario *s, enum parameter parameter, double widest)
{
	switch ((int)parameter) {
	case PARAMETER_REQUESTS:
	case PARAMETER_TOKENS:
	case PARAMETER_DEADLINE:
	case PARAMETER_CERTAINTY:
	case PARAMETER_RESTART:
	case PARAMETER_INTERRUPTIONS: return true;
	case PARAMETER_MAX_GPUS:
		if (serve_layout_given(s))
			return false;
		s->number[parameter] = widest;
		return true;
	default: return false;
	}
}

/* A GPU that is in the contest. */
struct entry {
	struct contest *contest;
	const struct batch_terms *terms; /* by position */
	struct scenario load;
	const struct gpu *gpu;
	double lowest_usd;          /* of a GPU-hour; NaN: nobody sells it */
	struct batch_speeds speeds; /* of full replicas */
	struct fleet_market market; /* read once it can lead; until then its count is -1 */
};

/* Whether one of the configurations can lead at a position. */
static bool may_lead(const struct entry *e, int position)
{
	double limit = contest_limit(e->contest, position);

	if (isnan(e->lowest_usd))
		return isinf(limit);
	for (int i = 0; i < e->speeds.count; i++)
		if (batch_way_least(&e->terms[position], &e->speeds.items[i], e->lowest_usd) <= limit * (1.0 + 1e-9))
			return true;
	return false;
}

static void enter_way(struct entry *e, int position, const struct batch_way *way)
{
	struct contender it = { .gpu = e->gpu };

	if (!batch_way_meets(&e->terms[position], way))
		return;
	it.gpus = layout_gpus(&way->speed->deployment.layout);
	it.replicas = way->crew.replicas;
	it.behind = way->speed->behind;
	it.objective = way->usd_sure;
	it.size = way->rented_gpus;
	contest_enter(e->contest, position, &it);
}

/* A pile that is smaller than what a replica holds is another speed. */
static bool is_small(const struct entry *e, const struct batch_terms *t)
{
	for (int i = 0; i < e->speeds.count; i++)
		if (ceil(t->requests) < e->speeds.items[i].concurrency)
			return true;
	return false;
}

static void contend_at(struct entry *e, int position)
{
	const struct batch_terms *t = &e->terms[position];
	struct batch_speeds of_few, *speeds = &e->speeds; /* not cleared: large */
	struct batch_way way;

	if (is_small(e, t)) {
		batch_speeds_read(&of_few, &e->load, e->contest->model, e->gpu, t->requests);
		speeds = &of_few;
	} else if (!may_lead(e, position)) {
		return;
	}
	if (e->market.count < 0)
		fleet_market_read(&e->market, &e->load, e->gpu, t->kinds);
	for (int kind = 0; kind < PURCHASE_MIXED; kind++) {
		if (!(t->kinds >> kind & 1u))
			continue;
		way = batch_way_bought(
			t, speeds, &e->market, (enum purchase)kind, contest_limit(e->contest, position) * (1.0 + 1e-9));
		enter_way(e, position, &way);
	}
	if (e->market.count > 0)
		return;
	way = batch_way_unpriced(t, speeds);
	enter_way(e, position, &way);
}

static void read_terms(struct contest *c)
{
	struct batch_terms *terms = c->kept;

	for (int i = 0; i < c->count; i++) {
		struct scenario moved;

		contest_move(c, c->positions[i], &moved);
		batch_terms_read(&terms[i], &moved);
	}
}

void batch_contend(struct contest *c, const struct gpu *gpu)
{
	struct entry e; /* not cleared: large */
	int count, i = 0;
	const struct offer *offers = catalog_offers(c->scenario->catalog, gpu, &count);

	if (!c->begun)
		read_terms(c);
	c->begun = true;
	e.contest = c;
	e.terms = c->kept;
	e.load = batch_load(c->scenario);
	e.gpu = gpu;
	e.market.count = -1;
	/* Offers come by rising price: the first of a kind that may be chosen. */
	while (i < count && !(e.terms->kinds >> offers[i].purchase & 1u))
		i++;
	e.lowest_usd = i < count ? offers[i].usd_per_gpu_hour : (double)NAN;
	batch_speeds_read(&e.speeds, &e.load, c->model, gpu, INFINITY);
	for (int position = 0; position < c->count; position++)
		contend_at(&e, position);
}
