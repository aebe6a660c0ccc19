/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching the ways of one GPU. */
#include "study/batch_way.h"

#include <math.h>

#include "study/serve_judge.h"

struct scenario batch_load(const struct scenario *s)
{
	struct scenario load = *s;

	load.number[PARAMETER_TTFT] = load.number[PARAMETER_TPOT] = INFINITY;
	load.number[PARAMETER_GOAL_AT] = GOAL_AT_MEAN;
	load.number[PARAMETER_RATE] = NAN;
	load.number[PARAMETER_CONCURRENCY] = INFINITY;
	load.number[PARAMETER_REPLICAS] = 1.0;
	load.number[PARAMETER_BUSY] = 1.0;
	return load;
}

void batch_judge(const struct scenario *load, const struct deployment *d, double concurrency, struct row *a)
{
	struct scenario full = *load;
	struct deployment one = *d;

	full.number[PARAMETER_CONCURRENCY] = concurrency;
	one.replicas = 1.0;
	serve_judge_load(&full, &one, a);
}

static void keep_speed(struct batch_speed *speed, const struct row *a)
{
	const struct replica *replica = replica_of(a);

	*speed = (struct batch_speed){ .deployment = a->deployment,
		.output_tok_s = replica->output_tok_s,
		.request_s = replica->concurrency / replica->requests_s.mid,
		.concurrency = replica->concurrency,
		.behind = replica_stands_behind(a) };
}

/* The speed of a configuration for a pile of so many requests.  False: it does not run. */
static bool read_speed(
	const struct scenario *load, const struct deployment *d, double requests, struct batch_speed *speed)
{
	struct replica_row storage;
	struct row *a = replica_row_init(&storage);

	batch_judge(load, d, INFINITY, a);
	if (a->verdict > VERDICT_MISSES || !band_known(&replica_of(a)->output_tok_s))
		return false;
	keep_speed(speed, a);
	/* Fewer at once are faster in two of a hundred configurations, by 0.6 % at most; a small pile holds no more. */
	if (ceil(requests) < speed->concurrency) {
		batch_judge(load, d, ceil(requests), a);
		keep_speed(speed, a);
	}
	return true;
}

struct collecting {
	struct batch_speeds *speeds;
	double requests;
};

static void collect(const struct scenario *load, const struct deployment *d, void *data)
{
	struct collecting *c = data;

	if (c->speeds->count < SERVE_CONFIGURATIONS_MAX &&
		read_speed(load, d, c->requests, &c->speeds->items[c->speeds->count]))
		c->speeds->count++;
}

void batch_speeds_read(struct batch_speeds *speeds, const struct scenario *load, const struct model *model,
	const struct gpu *gpu, double requests)
{
	struct collecting c = { speeds, requests };

	speeds->count = 0;
	serve_each(load, model, gpu, load->number[PARAMETER_GPUS], collect, &c);
}

/* Hours that are billed whole; a second, and what is not known, is as good as none. */
static double unit_of(const struct offer *offer)
{
	switch (offer->provider->facts.billing) {
	case BILLING_HOUR: return 1.0;
	case BILLING_MINUTE: return 1.0 / 60.0;
	default: return 0.0;
	}
}

static struct pile pile_for(const struct batch_terms *t, const struct batch_speed *speed, const struct offer *offer)
{
	bool lost = offer && offer->purchase == PURCHASE_SPOT;

	return (struct pile){ .tokens = t->output_tokens,
		.output_tok_s = speed->output_tok_s,
		.request_s = speed->request_s,
		.restart_h = t->restart_h,
		.again_h = speed->again_h,
		.interruptions = lost ? fleet_interruptions_at(t->constants, t->interruptions, offer->provider) : 0.0 };
}

/* A machine is an instance; where nobody says how many GPUs come at once a replica, or a full machine of it. */
static void staff(struct batch_way *way, double replicas)
{
	double gpus = layout_gpus(&way->speed->deployment.layout);
	double node = way->speed->deployment.gpu->max_gpus_per_node;
	double instance = way->offer && way->offer->gpus > 1.0 ? way->offer->gpus : node < gpus ? node : gpus;

	way->rented_gpus = fleet_rented_gpus(replicas, gpus, way->offer ? way->offer->gpus : 1.0);
	way->crew = (struct pile_crew){ replicas, way->rented_gpus / instance };
}

static double price_of(const struct batch_way *way)
{
	return way->offer ? way->offer->usd_per_gpu_hour : (double)NAN;
}

static void count_money(const struct batch_terms *t, struct batch_way *way)
{
	way->hours_sure = pile_hours_at(&way->pile, &way->crew, t->certainty);
	way->usd_sure = pile_usd(NULL, price_of(way), way->rented_gpus,
		pile_billed_h(&way->pile, &way->crew, way->hours_sure, way->unit_h), NULL);
}

static bool in_time(const struct batch_terms *t, struct batch_way *way, double replicas)
{
	staff(way, replicas);
	way->sure = pile_certainty(&way->pile, &way->crew, t->deadline_h);
	return way->sure >= t->certainty;
}

bool batch_way_meets(const struct batch_terms *t, const struct batch_way *way)
{
	return way->speed && way->sure >= t->certainty;
}

/* Replicas that are full, and have GPUs. */
static double most_replicas(const struct batch_terms *t, const struct batch_speed *speed)
{
	double by_gpus = floor(t->max_gpus / layout_gpus(&speed->deployment.layout));

	return fmin(by_gpus, fmax(1.0, floor(t->requests / speed->concurrency)));
}

/* Replicas without which it cannot be in time, whatever is lost. */
static double least_replicas(const struct batch_terms *t, const struct pile *pile)
{
	double left = t->deadline_h - pile_start_h(pile);

	return left > 0.0 ? fmax(1.0, ceil(pile_work_h(pile, t->certainty) / left - 1e-9)) : (double)INFINITY;
}

double batch_way_least(const struct batch_terms *t, const struct batch_speed *speed, double price)
{
	const struct pile pile = pile_for(t, speed, NULL);
	double replicas = least_replicas(t, &pile);

	if (replicas > most_replicas(t, speed))
		return INFINITY;
	return price * layout_gpus(&speed->deployment.layout) *
		(pile_work_h(&pile, t->certainty) + replicas * pile_start_h(&pile));
}

/* The least number between both that is in time; the higher one is. */
static double fewest_in_time(const struct batch_terms *t, struct batch_way *way, double low, double high)
{
	if (in_time(t, way, low))
		return low;
	while (high - low > 1.0) {
		double middle = floor((low + high) / 2.0);

		if (in_time(t, way, middle))
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* More replicas than needed are cheaper only where that fills machines or hours that are paid for: the hours of all of
 * them together never fall, and each adds its start. */
static void spend_least(const struct batch_terms *t, struct batch_way *way, double first, double last)
{
	double gpus = layout_gpus(&way->speed->deployment.layout), price = price_of(way);
	double work = pile_work_h(&way->pile, t->certainty), start = pile_start_h(&way->pile);
	double together = first * way->hours_sure;
	struct batch_way more = *way;

	for (double n = first + 1.0;
		n <= last && gpus * price * (together + (n - first) * start) < way->usd_sure * (1.0 - 1e-9); n += 1.0) {
		/* Nothing is cheaper than without losses. */
		staff(&more, n);
		if (pile_usd(NULL, price, more.rented_gpus,
			    pile_billed_h(&more.pile, &more.crew, work / n + start, more.unit_h),
			    NULL) >= way->usd_sure ||
			!in_time(t, &more, n))
			continue;
		count_money(t, &more);
		if (more.usd_sure < way->usd_sure * (1.0 - 1e-9))
			*way = more;
	}
}

/* Negative when a is the better way. */
static int compare(const struct batch_terms *t, const struct batch_way *a, const struct batch_way *b)
{
	bool meets = batch_way_meets(t, a);
	double x = a->usd_sure, y = b->usd_sure;

	if (meets != batch_way_meets(t, b))
		return meets ? -1 : 1;
	if (meets && a->speed->behind != b->speed->behind)
		return a->speed->behind ? 1 : -1;
	if (!meets && a->sure != b->sure) {
		x = b->sure;
		y = a->sure;
	} else if (!meets) {
		x = a->hours_sure;
		y = b->hours_sure;
	} else if (isnan(x) || isnan(y)) {
		x = a->rented_gpus;
		y = b->rented_gpus;
	}
	return x < y ? -1 : x > y;
}

/* The best way of a speed at an offer (NULL: no price) instead of `best`, whose speed may be NULL, where it is better. */
static void try_way(const struct batch_terms *t, const struct batch_speed *speed, const struct offer *offer,
	double limit, struct batch_way *best)
{
	struct batch_way way = { .speed = speed, .offer = offer, .pile = pile_for(t, speed, offer) };
	double most = most_replicas(t, speed), least = least_replicas(t, &way.pile);

	if (!(most >= 1.0))
		return;
	if (isfinite(limit) && offer && batch_way_least(t, speed, offer->usd_per_gpu_hour) > limit)
		return;
	/* Who is in time is beaten by cheaper ones alone. */
	if (offer && batch_way_meets(t, best) && speed->behind >= best->speed->behind &&
		!(batch_way_least(t, speed, offer->usd_per_gpu_hour) < best->usd_sure))
		return;
	way.unit_h = offer ? unit_of(offer) : 0.0;
	if (least <= most && in_time(t, &way, most)) {
		double fewest = fewest_in_time(t, &way, least, most);

		in_time(t, &way, fewest);
		count_money(t, &way);
		if (offer)
			spend_least(t, &way, fewest, most);
	} else {
		in_time(t, &way, most);
		count_money(t, &way);
	}
	if (!best->speed || compare(t, &way, best) < 0)
		*best = way;
}

struct batch_way batch_way_bought(const struct batch_terms *t, const struct batch_speeds *speeds,
	const struct fleet_market *market, enum purchase kind, double limit)
{
	struct batch_way best = { .speed = NULL };

	for (int q = 0; q < market->count; q++) {
		const struct fleet_offers *sold = &market->quotes[q].kinds[kind];

		for (int i = 0; i < sold->count; i++)
			for (int k = 0; k < speeds->count; k++)
				try_way(t, &speeds->items[k], sold->offers[i], limit, &best);
	}
	return best;
}

struct batch_way batch_way_unpriced(const struct batch_terms *t, const struct batch_speeds *speeds)
{
	struct batch_way best = { .speed = NULL };

	for (int k = 0; k < speeds->count; k++)
		try_way(t, &speeds->items[k], NULL, INFINITY, &best);
	return best;
}
