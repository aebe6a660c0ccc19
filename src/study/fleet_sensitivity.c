/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which GPU has the cheapest fleet at a position of a slider, and which single input would make another answer the
 * cheapest. */
#include "study/serve_judge.h"
#include "study/fleet_offer.h"
#include "study/fleet_sensitivity.h"
#include "study/scale.h"
#include "study/serve_contend.h"
#include "study/switch_point.h"

#include <math.h>

/* The best answer and those that come next, with what is needed to bill them again. */
struct rivals {
	const struct fleet_terms *t;
	enum fleet_input input;
	const struct row *answers[FLEET_RIVALS + 1]; /* the best one first */
	struct fleet_quote quotes[FLEET_RIVALS + 1];
	int count;
};

double fleet_replicas_at(const struct scenario *s, const struct row *a, int hour, double *rate)
{
	struct fleet_terms terms;
	struct fleet_replica replica;

	fleet_terms_read(&terms, s);
	replica = fleet_replica_of(&terms, &a->deployment, replica_of(a)->rate_limit);
	*rate = terms.rates[hour];
	return fleet_replicas(terms.scaled ? *rate : terms.peak, &replica, terms.spares);
}

/* Answers at several providers of one GPU share its market: it is read once for all of them. */
static void gather(struct rivals *v, const struct scenario *s, const struct result *r)
{
	struct fleet_market market;

	for (int i = 0; i < r->count && v->count <= FLEET_RIVALS; i++)
		if (r->rows[i].verdict == VERDICT_MEETS && r->rows[i].offer)
			v->answers[v->count++] = &r->rows[i];
	for (int i = 0; i < v->count; i++) {
		const struct gpu *gpu = v->answers[i]->deployment.gpu;

		if (v->quotes[i].provider)
			continue;
		fleet_market_read(&market, s, gpu, v->t->kinds);
		/* Each was bought there: the quote is among them. */
		for (int k = i; k < v->count; k++)
			if (v->answers[k]->deployment.gpu == gpu)
				v->quotes[k] = *fleet_quote_of(&market, v->answers[k]);
	}
}

static double bill_at(const struct rivals *v, int i, double factor)
{
	const struct row *a = v->answers[i];
	struct fleet_replica replica = fleet_replica_of(v->t, &a->deployment, replica_of(a)->rate_limit);
	struct fleet_terms terms = *v->t;

	/* The price is that of the best answer, the speed that of its configuration wherever it
	 * is rented: the others stay as they are. */
	if (i > 0 &&
		(v->input == FLEET_INPUT_PRICE ||
			(v->input == FLEET_INPUT_THROUGHPUT && !row_same_configuration(a, v->answers[0]))))
		return bill_of(a)->usd.mid;
	if (v->input == FLEET_INPUT_PRICE)
		return bill_of(a)->usd.mid * factor;
	if (v->input == FLEET_INPUT_THROUGHPUT)
		replica.rate_limit *= factor;
	else if (v->input == FLEET_INPUT_RATE)
		fleet_terms_scale(&terms, factor);
	else
		terms.interruption_factor *= factor;
	return fleet_bill_of(&terms, &replica, &v->quotes[i]).usd.mid;
}

/* The number of the rival that is the cheapest at a factor; 0: the best answer stays it. */
static int winner_at(const void *context, double factor)
{
	const struct rivals *v = context;
	double least = bill_at(v, 0, factor);
	int winner = 0;

	/* Bought in no way at all: spot machines that are gone before they serve. */
	if (isnan(least))
		least = INFINITY;
	for (int i = 1; i < v->count; i++) {
		double usd = bill_at(v, i, factor);

		if (usd < least * (1.0 - 1e-12)) {
			least = usd;
			winner = i;
		}
	}
	return winner;
}

static bool uses_spot(const struct rivals *v)
{
	for (int i = 0; i < v->count; i++)
		if (bill_of(v->answers[i])->peak && bill_of(v->answers[i])->peak->purchase == PURCHASE_SPOT)
			return true;
	return false;
}

struct fleet_switch fleet_switch_at(
	const struct scenario *s, const struct fleet_terms *t, const struct result *r, enum fleet_input input)
{
	enum { STEPS = 16, NOW = STEPS, FACTORS = 2 * STEPS + 1, HALVINGS = 14 };
	static const double step = 1.189207115002721; /* 2^(1/4): 16 of them are a factor of 16 */
	struct rivals v = { .t = t, .input = input };
	double factors[FACTORS];
	struct switch_point found;
	/* What makes the best answer cheaper cannot make another one the cheapest. */
	int first = input == FLEET_INPUT_PRICE ? NOW : 0;
	int end = input == FLEET_INPUT_THROUGHPUT ? NOW + 1 : FACTORS;

	gather(&v, s, r);
	if (v.count < 2 || (input == FLEET_INPUT_INTERRUPTIONS && !uses_spot(&v)))
		return (struct fleet_switch){ NULL, NAN };
	factors[NOW] = 1.0;
	for (int i = 1; i <= STEPS; i++) {
		factors[NOW + i] = factors[NOW + i - 1] * step;
		factors[NOW - i] = factors[NOW - i + 1] / step;
	}
	found = switch_point_find(winner_at, &v, factors + first, end - first, NOW - first, HALVINGS);
	return (struct fleet_switch){ found.leader ? v.answers[found.leader] : NULL, found.value };
}

bool fleet_widen(struct scenario *s, enum parameter parameter, double widest)
{
	/* How many GPUs another configuration may have changes nothing of one that has fewer. */
	if (parameter == PARAMETER_MAX_GPUS && !serve_layout_given(s)) {
		s->number[parameter] = widest;
		return true;
	}
	/* These change what is bought and how, and not what a replica can serve. */
	return parameter == PARAMETER_RATE || parameter == PARAMETER_HOURS_PER_MONTH ||
		parameter_listed(fleet_parameters, parameter);
}

/* A GPU in the contest for the lowest bill. */
struct entry {
	struct contest *contest;
	const struct fleet_terms *terms; /* by position, the same for all GPUs: contest.kept */
	double lowest_usd;               /* price of a GPU-hour below which nobody sells it; NaN: nobody does at all */
	struct fleet_market market;      /* read once a configuration can lead; until then its count is -1 */
};

/* The capacity below which a replica cannot lead at a position: so many GPU-hours at the lowest price are paid for the
 * mean rate alone. */
static double least_capacity(const struct entry *e, int position, double gpus, double usd)
{
	const struct fleet_terms *t = &e->terms[position];
	double limit = contest_limit(e->contest, position);

	/* Nobody sells it: it leads only where nobody sells any. */
	if (isnan(usd))
		return isinf(limit) ? 0.0 : INFINITY;
	/* The spares and one replica more are there at every hour. */
	if (gpus * usd * t->month_hours * fmax(1.0, t->spares + (t->low > 0.0)) > limit * (1.0 + 1e-9))
		return INFINITY;
	/* Margins: the estimates are repeated until they change by a thousandth. */
	return 0.99 * gpus * usd * t->month_hours * t->mean / (limit * t->target_load);
}

static double lowest_of(const struct fleet_quote *quote)
{
	double lowest = INFINITY;

	/* The first of a kind is the cheapest. */
	for (int i = 0; i < PURCHASE_MIXED; i++)
		if (quote->kinds[i].count)
			lowest = fmin(lowest, quote->kinds[i].offers[0]->usd_per_gpu_hour);
	return lowest;
}

static void bill_at_position(struct entry *e, int position, const struct deployment *d, double capacity, bool behind)
{
	const struct fleet_terms *t = &e->terms[position];
	struct fleet_replica replica = fleet_replica_of(t, d, capacity);
	struct contender it = { .gpu = d->gpu, .gpus = layout_gpus(&d->layout), .behind = behind };

	for (int q = 0; q < e->market.count || q == 0; q++) {
		const struct fleet_quote *quote = e->market.count ? &e->market.quotes[q] : NULL;
		struct fleet_bill bill;

		if (quote && capacity < least_capacity(e, position, it.gpus, lowest_of(quote)))
			continue;
		bill = fleet_bill_of(t, &replica, quote);
		it.objective = bill.usd.mid;
		it.replicas = bill.replicas;
		it.size = bill.gpus;
		contest_enter(e->contest, position, &it);
	}
}

/* Whether a replica may have so many GPUs at a position. */
static bool admits(const struct contest *c, int position, double gpus)
{
	return c->parameter != PARAMETER_MAX_GPUS || !c->wide || gpus <= c->positions[position];
}

static void bill_all(const struct scenario *s, const struct deployment *d, void *data)
{
	struct entry *e = data;
	double gpus = layout_gpus(&d->layout), least = INFINITY, capacity;
	bool behind;

	for (int i = 0; i < e->contest->count; i++)
		if (admits(e->contest, i, gpus))
			least = fmin(least, least_capacity(e, i, gpus, e->lowest_usd));
	if (isinf(least))
		return;
	capacity = serve_capacity(s, d, least);
	if (!(capacity > 0.0))
		return;
	behind = serve_stands_behind(s, d);
	if (e->market.count < 0)
		fleet_market_read(&e->market, s, d->gpu, e->terms->kinds);
	for (int i = 0; i < e->contest->count; i++)
		if (admits(e->contest, i, gpus) && !(capacity < least_capacity(e, i, gpus, e->lowest_usd)))
			bill_at_position(e, i, d, capacity, behind);
}

static void read_terms(struct contest *c)
{
	struct fleet_terms *terms = c->kept;

	for (int i = 0; i < c->count; i++) {
		struct scenario moved;

		contest_move(c, c->positions[i], &moved);
		fleet_terms_read(&terms[i], &moved);
	}
}

void fleet_contend(struct contest *c, const struct gpu *gpu)
{
	const struct scenario *s = c->scenario;
	struct entry e; /* not cleared: the market is large, and read only where it counts */
	int count, i = 0;
	const struct offer *offers = catalog_offers(s->catalog, gpu, &count);

	if (!c->begun)
		read_terms(c);
	c->begun = true;
	e.contest = c;
	e.terms = c->kept;
	e.market.count = -1;
	/* Offers come by rising price: the first of a kind that may be chosen. */
	while (i < count && !(e.terms->kinds >> offers[i].purchase & 1u))
		i++;
	e.lowest_usd = i < count ? offers[i].usd_per_gpu_hour : (double)NAN;
	serve_each(s, c->model, gpu, s->number[PARAMETER_GPUS], bill_all, &e);
}
