/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which single input would make another answer the cheapest, and at what value. */
#include "config.h"

#include "study/fleet.h"
#include "study/fleet_bill.h"
#include "study/replica.h"

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
	if (i > 0 && (v->input == FLEET_INPUT_PRICE || (v->input == FLEET_INPUT_THROUGHPUT &&
						       !row_same_configuration(a, v->answers[0]))))
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

/* The rival that is cheaper than the best answer at a factor; NULL none is. */
static const struct row *winner_at(const struct rivals *v, double factor)
{
	const struct row *winner = NULL;
	double least = bill_at(v, 0, factor);

	/* Bought in no way at all: spot machines that are gone before they serve. */
	if (isnan(least))
		least = INFINITY;
	for (int i = 1; i < v->count; i++) {
		double usd = bill_at(v, i, factor);

		if (usd < least * (1.0 - 1e-12)) {
			least = usd;
			winner = v->answers[i];
		}
	}
	return winner;
}

/* From the last factor that keeps the best answer to the first that does not. */
static struct fleet_turn narrow(const struct rivals *v, double keeps, double turns)
{
	enum { HALVINGS = 14 };

	for (int i = 0; i < HALVINGS; i++) {
		double middle = sqrt(keeps * turns);

		if (winner_at(v, middle))
			turns = middle;
		else
			keeps = middle;
	}
	return (struct fleet_turn) { winner_at(v, turns), turns };
}

static bool uses_spot(const struct rivals *v)
{
	for (int i = 0; i < v->count; i++)
		if (bill_of(v->answers[i])->peak && bill_of(v->answers[i])->peak->purchase == PURCHASE_SPOT)
			return true;
	return false;
}

struct fleet_turn fleet_turn_at(const struct scenario *s, const struct fleet_terms *t, const struct result *r,
				enum fleet_input input)
{
	enum { STEPS = 16 };
	static const double step = 1.189207115002721; /* 2^(1/4): 16 of them are a factor of 16 */
	struct rivals v = { .t = t, .input = input };
	double up = 1.0, down = 1.0;

	gather(&v, s, r);
	if (v.count < 2 || (input == FLEET_INPUT_INTERRUPTIONS && !uses_spot(&v)))
		return (struct fleet_turn) { NULL, NAN };
	/* What makes the best answer cheaper cannot turn the choice. */
	for (int i = 0; i < STEPS; i++) {
		if (input != FLEET_INPUT_THROUGHPUT && winner_at(&v, up * step))
			return narrow(&v, up, up * step);
		if (input != FLEET_INPUT_PRICE && winner_at(&v, down / step))
			return narrow(&v, down, down / step);
		up *= step;
		down /= step;
	}
	return (struct fleet_turn) { NULL, NAN };
}
