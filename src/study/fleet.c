/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search of the study of fleets: configurations of every GPU against what providers ask. */
#include "study/serve_judge.h"
#include "study/fleet_explain.h"
#include "study/fleet_offer.h"
#include "study/fleet.h"
#include "study/result.h"

#include <math.h>
#include <string.h>

/* A replica of some kind is known to be idle at this rate. */
static const double IDLE_RATE = 1e-6;

/* A configuration that keeps the goals, and what it takes. */
struct candidate {
	struct deployment deployment;
	struct fleet_replica replica;
	bool behind; /* as replica_stands_behind() */
};

struct fleet_search {
	const struct scenario *s;
	struct fleet_terms terms;
	struct scenario load; /* of one replica: its rate is set for every question */
	double api_usd;       /* of a request; NaN unknown */
	struct result *r;
	struct candidate candidates[SERVE_CONFIGURATIONS_MAX];
	int count;
	struct replica_row miss; /* of a GPU without candidates: what comes nearest */
	bool missed;
	struct fleet_market market;
	/* By quote of the market: the cheapest candidate. */
	int chosen[CATALOG_PROVIDERS_MAX];
	double least[CATALOG_PROVIDERS_MAX];
};

/* US dollars that an API charges for a mean request.  NaN: the scenario gives no prices. */
static double api_request_usd(const struct scenario *s)
{
	return fleet_api_usd(s->number[PARAMETER_PROMPT], s->number[PARAMETER_OUTPUT],
		s->number[PARAMETER_API_INPUT_PRICE], s->number[PARAMETER_API_OUTPUT_PRICE]);
}

static void collect(const struct scenario *s, const struct deployment *d, void *data)
{
	struct fleet_search *search = data;
	double limit = serve_capacity(s, d, 0.0);

	if (limit > 0.0 && search->count < SERVE_CONFIGURATIONS_MAX)
		search->candidates[search->count++] =
			(struct candidate){ *d, fleet_replica_of(&search->terms, d, limit), serve_stands_behind(s, d) };
}

/* What comes nearest to the goals when it has nothing to do. */
static void collect_miss(const struct scenario *s, const struct deployment *d, void *data)
{
	struct fleet_search *search = data;
	struct replica_row a;

	serve_judge_load(s, d, replica_row_init(&a));
	if (!search->missed || serve_compare(&a.row, &search->miss.row) < 0)
		replica_row_copy(&search->miss, &a.row);
	search->missed = true;
}

static void set_rate(struct scenario *load, double rate)
{
	load->number[PARAMETER_RATE] = rate;
	load->number[PARAMETER_CONCURRENCY] = NAN;
}

/* The GPU's figures without any fleet. */
static void add_miss(struct fleet_search *search, const struct gpu *gpu)
{
	struct row *a = &search->r->rows[search->r->count++];
	struct bill_part *part = a->part;
	double gpus = search->s->number[PARAMETER_GPUS];

	set_rate(&search->load, IDLE_RATE);
	search->missed = false;
	if (!serve_each(&search->load, search->r->model, gpu, gpus, collect_miss, search))
		serve_one(&search->load, search->r->model, gpu, gpus, replica_row_init(&search->miss));
	row_copy(a, &search->miss.row);
	part->bill = fleet_bill_unknown;
	/* One replica's price is no fleet's. */
	row_forget_money(a);
	part->replica.busy = NAN;
	if (a->verdict == VERDICT_MEETS)
		a->verdict = VERDICT_MISSES;
	if (a->verdict == VERDICT_MISSES)
		part->replica.rate_limit = 0.0;
}

/* Speed of one replica at its share of the busiest hour, the spares being gone. */
static void judge_share(struct fleet_search *search, const struct candidate *c, struct replica_row *judged)
{
	struct row *a = replica_row_init(judged);
	double needed = fleet_replicas(search->terms.peak, &c->replica, 0.0);

	set_rate(&search->load, fmax(IDLE_RATE, search->terms.peak / needed));
	serve_judge_load(&search->load, &c->deployment, a);
	/* Its share is below what was found to keep the goals. */
	a->verdict = VERDICT_MEETS;
	judged->replica.rate_limit = c->replica.rate_limit;
	judged->replica.busy = NAN;
	row_forget_money(a);
}

static struct band_factor capacity_error(const struct scenario *s, const struct deployment *d)
{
	const struct catalog *c = s->catalog;

	return uncertainty_for(c->bands, c->band_count, d, false, c->constants.unseen_source_exponent).tok_s;
}

/* Adds the answer of a candidate at one provider (NULL: nobody sells it). */
static void add_answer(struct fleet_search *search, const struct candidate *c, const struct row *judged,
	const struct fleet_quote *quote)
{
	const struct fleet_terms *t = &search->terms;
	const double *n = search->s->number;
	struct row *a = &search->r->rows[search->r->count++];
	struct bill_part *part = a->part;
	struct fleet_bill *bill = &part->bill;
	double seconds = t->month_hours * 3600.0;

	row_copy(a, judged);
	*bill = fleet_bill_of(t, &c->replica, quote);
	fleet_bill_finish(bill, t, &c->replica, quote, capacity_error(search->s, &c->deployment), search->api_usd);
	if (bill->mix == FLEET_MIX_NONE)
		return;
	/* Throughput is that of the whole service at its busiest hour. */
	replica_scale(&part->replica, bill->needed);
	a->offer = bill->base;
	a->usd_per_month = bill->usd.mid;
	a->usd_per_hour = bill->usd.mid / t->month_hours;
	part->replica.busy = bill->busy;
	a->cost = token_cost_of_bill(&bill->usd, t->mean * n[PARAMETER_OUTPUT] * seconds, n[PARAMETER_PROMPT],
		n[PARAMETER_OUTPUT], part->replica.prefill_share);
	/* The replicas are already those that keep the goals with the certainty asked for. */
	a->cost_sure = a->cost.output.mid;
}

/* Whether a candidate that takes so much comes before the one chosen so far, which takes `least`; INFINITY: none is
 * chosen.  One that may lead comes before one that stands behind. */
static bool preferred(const struct fleet_search *search, int candidate, double takes, int chosen, double least)
{
	bool behind = search->candidates[candidate].behind;

	if (isnan(takes) || isinf(takes))
		return false;
	if (isfinite(least) && behind != search->candidates[chosen].behind)
		return !behind;
	return takes < least;
}

static void choose(struct fleet_search *search)
{
	for (int q = 0; q < search->market.count; q++) {
		search->least[q] = INFINITY;
		search->chosen[q] = 0;
		for (int i = 0; i < search->count; i++) {
			double usd =
				fleet_bill_of(&search->terms, &search->candidates[i].replica, &search->market.quotes[q])
					.usd.mid;

			if (preferred(search, i, usd, search->chosen[q], search->least[q])) {
				search->least[q] = usd;
				search->chosen[q] = i;
			}
		}
	}
}

/* Of a GPU that nobody sells: the configuration that takes the fewest cards. */
static int fewest_gpus(const struct fleet_search *search)
{
	int best = 0;
	double least = INFINITY;

	for (int i = 0; i < search->count; i++) {
		const struct fleet_replica *replica = &search->candidates[i].replica;
		double gpus = replica->gpus * fleet_replicas(search->terms.peak, replica, search->terms.spares);

		if (preferred(search, i, gpus, best, least)) {
			least = gpus;
			best = i;
		}
	}
	return best;
}

static void add_gpu(struct fleet_search *search, const struct gpu *gpu)
{
	struct replica_row judged;
	bool sold = false;

	search->count = 0;
	serve_each(search->s, search->r->model, gpu, search->s->number[PARAMETER_GPUS], collect, search);
	if (search->count == 0) {
		add_miss(search, gpu);
		return;
	}
	fleet_market_read(&search->market, search->s, gpu, search->terms.kinds);
	choose(search);
	for (int i = 0; i < search->count; i++) {
		bool judged_yet = false;

		for (int q = 0; q < search->market.count; q++) {
			if (search->chosen[q] != i || isinf(search->least[q]))
				continue;
			if (!judged_yet)
				judge_share(search, &search->candidates[i], &judged);
			judged_yet = sold = true;
			add_answer(search, &search->candidates[i], &judged.row, &search->market.quotes[q]);
		}
	}
	if (!sold) {
		const struct candidate *c = &search->candidates[fewest_gpus(search)];

		judge_share(search, c, &judged);
		add_answer(search, c, &judged.row, NULL);
	}
}

/* Negative when a is the better answer. */
static int compare(const struct row *a, const struct row *b)
{
	double x = bill_of(a)->usd.mid, y = bill_of(b)->usd.mid;

	if (a->verdict != VERDICT_MEETS || b->verdict != VERDICT_MEETS)
		return serve_compare(a, b);
	/* Without a price fewer GPUs are better; they stand after the priced ones. */
	if (isnan(x) || isnan(y)) {
		if (isnan(x) != isnan(y))
			return isnan(x) ? 1 : -1;
		x = bill_of(a)->gpus;
		y = bill_of(b)->gpus;
	}
	if (x != y)
		return x < y ? -1 : 1;
	if (a->deployment.gpu != b->deployment.gpu || !a->offer || !b->offer)
		return strcmp(a->deployment.gpu->id, b->deployment.gpu->id);
	return strcmp(a->offer->provider->id, b->offer->provider->id);
}

void fleet_solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;
	struct fleet_search search = { .s = s, .load = *s, .api_usd = api_request_usd(s), .r = r };

	fleet_terms_read(&search.terms, s);
	r->model = serve_model(s, r);
	for (int i = 0; i < c->gpu_count; i++)
		if (scenario_considers(s, i))
			add_gpu(&search, &c->gpus[i]);
	result_rank(r, compare);
	result_lead(r);
	fleet_explain(s, &search.terms, today, r);
}
