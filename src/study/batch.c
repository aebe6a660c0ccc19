/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every GPU and kind of purchase against a pile of work. */
#include "study/batch.h"

#include <math.h>
#include <string.h>

#include "study/batch_explain.h"
#include "study/batch_row.h"
#include "study/fleet_offer.h"
#include "study/offer_filter.h"
#include "study/result.h"
#include "study/serve_judge.h"
#include "study/serve_offer.h"
#include "study/study.h"

struct batch_search {
	const struct scenario *s;
	struct scenario load;
	struct batch_terms terms;
	struct result *r;
	struct batch_speeds speeds;
	struct fleet_market market;
};

/* What comes nearest to running at all. */
static void look_at_miss(const struct scenario *load, const struct deployment *d, void *data)
{
	struct replica_row *best = data, judged;

	batch_judge(load, d, INFINITY, replica_row_init(&judged));
	if (best->row.rank < 0 || serve_compare(&judged.row, &best->row) < 0)
		replica_row_copy(best, &judged.row);
}

static void add_miss(struct batch_search *search, const struct gpu *gpu)
{
	struct row *a = &search->r->rows[search->r->count++];
	struct pile_part *part = a->part;
	struct replica_row miss;

	replica_row_init(&miss)->rank = -1;
	if (!serve_each(&search->load, search->r->model, gpu, search->s->number[PARAMETER_GPUS], look_at_miss, &miss))
		serve_one(&search->load, search->r->model, gpu, search->s->number[PARAMETER_GPUS], &miss.row);
	row_copy(a, &miss.row);
	part->pile = batch_pile_unknown;
	part->replica.busy = NAN;
	row_forget_money(a);
}

static void add_way(struct batch_search *search, const struct batch_way *way)
{
	const struct batch_terms *t = &search->terms;
	struct row *a = &search->r->rows[search->r->count++];
	struct pile_part *part = a->part;

	batch_judge(&search->load, &way->speed->deployment, way->speed->concurrency, a);
	row_forget_money(a);
	a->deployment.replicas = way->crew.replicas;
	replica_scale(&part->replica, way->crew.replicas);
	part->pile = batch_row_pile(t, search->s->now, way);
	part->replica.busy =
		part->pile.work_h * way->crew.replicas * layout_gpus(&a->deployment.layout) / part->pile.gpu_hours;
	batch_row_money(search->s, way, a);
	batch_row_judge(t, way, a);
}

static void add_gpu(struct batch_search *search, const struct gpu *gpu)
{
	struct batch_way way;
	bool sold = false;

	batch_speeds_read(&search->speeds, &search->load, search->r->model, gpu, search->terms.requests);
	if (search->speeds.count == 0) {
		add_miss(search, gpu);
		return;
	}
	fleet_market_read(&search->market, search->s, gpu, search->terms.kinds);
	for (int kind = 0; kind < PURCHASE_MIXED; kind++) {
		if (!(search->terms.kinds >> kind & 1u))
			continue;
		way = batch_way_bought(&search->terms, &search->speeds, &search->market, (enum purchase)kind, INFINITY);
		if (way.speed) {
			add_way(search, &way);
			sold = true;
		}
	}
	way = batch_way_unpriced(&search->terms, &search->speeds);
	if (!sold && way.speed)
		add_way(search, &way);
}

static void begin(struct batch_search *search, const struct scenario *s, struct result *r)
{
	search->s = s;
	search->load = batch_load(s);
	search->r = r;
	batch_terms_read(&search->terms, s);
}

void batch_solve(const struct scenario *s, long today, struct result *r)
{
	const struct catalog *c = s->catalog;
	struct batch_search search; /* large: what counts is filled */

	begin(&search, s, r);
	r->model = serve_model(s, r);
	for (int i = 0; i < c->gpu_count; i++)
		if (scenario_considers(s, i))
			add_gpu(&search, &c->gpus[i]);
	result_rank(r, batch_compare);
	result_lead(r);
	result_mark_equal(r, r->study->band);
	batch_explain(s, today, r);
}

/* What the same GPU, bought the same way, costs with another deadline or with more GPUs. */
static struct batch_way again(struct batch_search *search, const struct row *a, double deadline_h, double max_gpus)
{
	struct batch_terms terms = search->terms;

	terms.deadline_h = deadline_h;
	terms.max_gpus = max_gpus;
	return a->offer ? batch_way_bought(&terms, &search->speeds, &search->market, a->offer->purchase, INFINITY)
			: batch_way_unpriced(&terms, &search->speeds);
}

static struct batch_other other_of(const struct batch_terms *t, const struct batch_way *way)
{
	if (!batch_way_meets(t, way))
		return (struct batch_other){ NAN, NAN, NAN };
	return (struct batch_other){ way->usd_sure, way->crew.replicas, layout_gpus(&way->speed->deployment.layout) };
}

/* Where nobody asked for spot machines: who would do it on them for less than the best answer. */
static void look_at_spot(struct batch_search *search, struct row *best)
{
	const struct scenario *s = search->s;
	struct batch_way cheapest = { .usd_sure = pile_of(best)->usd_sure };
	struct batch_speed speed;

	if ((search->terms.kinds >> PURCHASE_SPOT & 1u) || s->purchases || isnan(cheapest.usd_sure))
		return;
	for (int i = 0; i < s->catalog->gpu_count; i++) {
		const struct gpu *gpu = &s->catalog->gpus[i];
		struct batch_way way;

		if (!scenario_considers(s, i))
			continue;
		fleet_market_read(&search->market, s, gpu, 1u << PURCHASE_SPOT);
		if (search->market.count == 0)
			continue;
		batch_speeds_read(&search->speeds, &search->load, search->r->model, gpu, search->terms.requests);
		way = batch_way_bought(
			&search->terms, &search->speeds, &search->market, PURCHASE_SPOT, cheapest.usd_sure);
		if (!batch_way_meets(&search->terms, &way) || way.speed->behind || way.usd_sure >= cheapest.usd_sure)
			continue;
		speed = *way.speed;
		cheapest = way;
		cheapest.speed = &speed;
	}
	if (cheapest.speed)
		batch_explain_spot(best, &cheapest);
}

void batch_detail(const struct scenario *s, long today, struct result *r, int index)
{
	/* Advice is what can be given to the option. */
	const double most_gpus = parameter_row(PARAMETER_MAX_GPUS)->high;
	struct row *a = &r->rows[index];
	struct batch_pile *p = &((struct pile_part *)a->part)->pile;
	struct batch_search search;
	struct batch_way more, less, late;

	(void)today;
	if (a->verdict > VERDICT_MISSES)
		return;
	begin(&search, s, r);
	batch_speeds_read(&search.speeds, &search.load, r->model, a->deployment.gpu, search.terms.requests);
	fleet_market_read(&search.market, s, a->deployment.gpu, search.terms.kinds);
	more = again(&search, a, p->deadline_h + 1.0, search.terms.max_gpus);
	less = again(&search, a, p->deadline_h - 1.0, search.terms.max_gpus);
	late = again(&search, a, INFINITY, search.terms.max_gpus);
	p->hour_more = other_of(&search.terms, &more);
	p->hour_less = other_of(&search.terms, &less);
	p->no_gain_h = batch_way_meets(&search.terms, &late) ? late.hours_sure : (double)NAN;
	p->no_gain_h = isfinite(p->no_gain_h) ? p->no_gain_h : (double)NAN;
	if (a->verdict == VERDICT_MEETS) {
		batch_explain_hour(a);
		if (a == result_best(r))
			look_at_spot(&search, a);
		return;
	}
	late = again(&search, a, p->deadline_h, most_gpus);
	batch_explain_needs(a,
		batch_way_meets(&search.terms, &late) ? late.crew.replicas * layout_gpus(&late.speed->deployment.layout)
						      : (double)NAN);
}
