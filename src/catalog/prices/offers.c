/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a price list that say the same become one offer; spot is held against on-demand; what cannot be the
 * price of a whole GPU, far below what others take for it, is no offer. */
#include "catalog/prices/offers.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/quantity.h"

/* So many offers fit into a file that is read; of longer lists machines are not told apart. */
enum { OFFERS_MOST = 40000 };

static int order(long a, long b)
{
	return (a > b) - (a < b);
}

static int order_sizes(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(a) - isnan(b);
	return (a > b) - (a < b);
}

/* Rows that are equal in this are one offer.  Strings stand by their numbers, so that the order is that of the file. */
static int compare_offers(const struct price_row *a, const struct price_row *b)
{
	int result = order(a->at_provider, b->at_provider);

	result = result != 0 ? result : (a->gpu > b->gpu) - (a->gpu < b->gpu); /* they lie in one array */
	result = result != 0 ? result : order(a->purchase, b->purchase);
	result = result != 0 ? result : order_sizes(a->gpus, b->gpus);
	result = result != 0 ? result : order(a->at_region, b->at_region);
	result = result != 0 ? result : order(a->at_instance, b->at_instance);
	result = result != 0 ? result : order(a->kind, b->kind);
	return result != 0 ? result : order(a->at_source, b->at_source);
}

/* The newest first, of one day the cheapest, of one price the one that stands first. */
static int compare_rows(const void *left, const void *right)
{
	const struct price_row *a = left, *b = right;
	int result = compare_offers(a, b);

	result = result != 0 ? result : order(b->as_of, a->as_of);
	result = result != 0 ? result : order_sizes(a->usd_per_gpu, b->usd_per_gpu);
	result = result != 0 ? result : order((long)a->place.line, (long)b->place.line);
	return result != 0 ? result : order(a->at_label, b->at_label);
}

static const char *string(const struct price_reading *reading, int at)
{
	return at >= 0 ? reading->strings.items[at] : NULL;
}

/* What a range of prices leaves to say; NULL where all are the same. */
static const char *note_range(struct price_reading *reading, const struct price_row *rows, int count)
{
	double median = count % 2 != 0 ? rows[count / 2].usd_per_gpu
				       : (rows[count / 2 - 1].usd_per_gpu + rows[count / 2].usd_per_gpu) / 2.0;
	TEXT(note);

	if (count < 2 || rows[0].usd_per_gpu == rows[count - 1].usd_per_gpu)
		return NULL;
	/* Data, like those of the shipped catalog: not in the language of whoever imports. */
	text_addf(&note, "Lowest of %d; median ", count);
	quantity_add_exact(&note, round(median * 1e6) / 1e6);
	return arena_strdup(&reading->out->arena, note.data);
}

/* Rows of the newest day among `count` that are one offer: they stand first. */
static int newest(const struct price_row *rows, int count)
{
	int n = 1;

	while (n < count && rows[n].as_of == rows[0].as_of)
		n++;
	return n;
}

static void add_offer(struct price_reading *reading, const struct price_row *rows, int count)
{
	struct price_import *out = reading->out;
	const struct price_row *row = &rows[0];
	const struct price_provider *provider = &out->providers[row->at_provider];

	out->offers[out->offer_count++] = (struct price_offer){ .provider = row->at_provider,
		.gpu = row->gpu,
		.purchase = row->purchase,
		.gpus = row->gpus,
		.label = string(reading, row->at_label),
		.instance = string(reading, row->at_instance),
		.region = string(reading, row->at_region),
		.source = string(reading, row->at_source),
		.notes = note_range(reading, rows, newest(rows, count)),
		.usd_per_gpu_hour = row->usd_per_gpu,
		.as_of = row->as_of,
		.kind = row->kind >= 0 ? (enum provider_kind)row->kind : provider->kind,
		.trust = row->trust };
}

/* On-demand rows of one provider and GPU, sorted, and their lowest price by region. */
struct on_demand {
	const struct price_row *rows;
	int count;
	double *lowest; /* by number of the region, 0: not said */
};

static int compare_keys(const void *left, const void *right)
{
	return compare_offers(left, right);
}

/* The price that spot is held against: of the same machine, else the lowest of the GPU there. */
static double on_demand_price(const struct on_demand *on_demand, const struct price_row *spot)
{
	struct price_row key = *spot;
	const struct price_row *same;

	key.purchase = PURCHASE_ON_DEMAND;
	same = on_demand->count == 0
		? NULL
		: bsearch(&key, on_demand->rows, (size_t)on_demand->count, sizeof(*on_demand->rows), compare_keys);
	if (!same)
		return on_demand->lowest[spot->at_region + 1];
	while (same > on_demand->rows && compare_offers(&same[-1], &key) == 0)
		same--;
	return same->usd_per_gpu;
}

static void mark_spot(
	struct price_reading *reading, struct price_offer *offer, const struct price_row *spot, double usd)
{
	TEXT(note);

	if (offer->notes)
		text_addf(&note, "%s; ", offer->notes);
	text_addf(&note, "Spot is not below on demand, %.6g USD", usd);
	offer->notes = arena_strdup(&reading->out->arena, note.data);
	price_problem_at(reading, PRICE_PROBLEM_SPOT_NOT_CHEAPER, spot->gpu->id, spot->place,
		_("%s: spot for %.6g USD a GPU and hour is not below on demand for %.6g; imported with a note"),
		spot->gpu->id, spot->usd_per_gpu, usd);
}

/* Counts the rows of on demand, which stand first, and notes (or forgets) the lowest by region. */
static void find_lowest(struct on_demand *on_demand, int count, bool forget)
{
	int i = 0;

	for (; i < count && on_demand->rows[i].purchase == PURCHASE_ON_DEMAND; i++) {
		double *lowest = &on_demand->lowest[on_demand->rows[i].at_region + 1];

		*lowest = forget ? NAN : fmin(*lowest, on_demand->rows[i].usd_per_gpu);
	}
	on_demand->count = i;
}

/* Rows of one provider and GPU, sorted. */
static void settle_gpu(struct price_reading *reading, struct on_demand *on_demand, int count)
{
	const struct price_row *rows = on_demand->rows;

	find_lowest(on_demand, count, false);
	for (int i = 0, n; i < count; i += n) {
		double usd = NAN;

		for (n = 1; i + n < count && compare_offers(&rows[i], &rows[i + n]) == 0; n++)
			;
		add_offer(reading, &rows[i], n);
		if (rows[i].purchase == PURCHASE_SPOT)
			usd = on_demand_price(on_demand, &rows[i]);
		if (rows[i].usd_per_gpu >= usd)
			mark_spot(reading, &reading->out->offers[reading->out->offer_count - 1], &rows[i], usd);
	}
	find_lowest(on_demand, count, true);
}

static int count_offers(const struct price_row *rows, int count)
{
	int offers = count > 0;

	for (int i = 1; i < count; i++)
		offers += compare_offers(&rows[i - 1], &rows[i]) != 0;
	return offers;
}

/* Brings rows that are one offer together, if need be without the names of the machines. */
static void sort_rows(struct price_row *rows, int count)
{
	if (count == 0)
		return;
	qsort(rows, (size_t)count, sizeof(*rows), compare_rows);
	if (count_offers(rows, count) <= OFFERS_MOST)
		return;
	for (int i = 0; i < count; i++)
		rows[i].at_instance = -1;
	qsort(rows, (size_t)count, sizeof(*rows), compare_rows);
}

/* The lowest price of one seller for a GPU and kind of purchase. */
struct low {
	const struct gpu *gpu;
	enum purchase purchase;
	int seller;   /* index into the providers of the import, behind them those of the catalog */
	bool shipped; /* from the catalog, which counts where the list has none */
	double usd;
	double floor;  /* below it a price of this seller is refused; NaN: others are too few */
	double median; /* of the others */
	int others;
};

struct lows {
	struct low *items;
	int count;
};

static int compare_things(const struct low *a, const struct low *b)
{
	int result = (a->gpu > b->gpu) - (a->gpu < b->gpu); /* they lie in one array */

	return result != 0 ? result : order(a->purchase, b->purchase);
}

static int compare_sellers(const void *left, const void *right)
{
	const struct low *a = left, *b = right;
	int result = compare_things(a, b);

	return result != 0 ? result : order(a->seller, b->seller);
}

/* The one that counts first. */
static int compare_lows(const void *left, const void *right)
{
	const struct low *a = left, *b = right;
	int result = compare_sellers(a, b);

	result = result != 0 ? result : order(a->shipped, b->shipped);
	return result != 0 ? result : (a->usd > b->usd) - (a->usd < b->usd);
}

static int compare_doubles(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static bool same_run(const struct price_row *a, const struct price_row *b)
{
	return a->at_provider == b->at_provider && a->gpu == b->gpu && a->purchase == b->purchase;
}

static void add_listed(struct lows *lows, const struct price_row *rows, int count)
{
	for (int i = 0; i < count; i++) {
		if (i == 0 || !same_run(&rows[i - 1], &rows[i]))
			lows->items[lows->count++] = (struct low){ rows[i].gpu, rows[i].purchase, rows[i].at_provider,
				.usd = rows[i].usd_per_gpu };
		lows->items[lows->count - 1].usd = fmin(lows->items[lows->count - 1].usd, rows[i].usd_per_gpu);
	}
}

static void add_shipped(struct lows *lows, const struct price_import *import, const struct catalog *c)
{
	FREED int *sellers = xcalloc((size_t)c->provider_count + 1, sizeof(*sellers));

	for (int i = 0; i < c->provider_count; i++)
		sellers[i] = import->provider_count + i;
	for (int i = 0; i < import->provider_count; i++)
		if (import->providers[i].known)
			sellers[catalog_provider(c, import->providers[i].id, NULL) - c->providers] = i;
	for (int i = 0; i < c->offer_count; i++) {
		const struct offer *o = &c->offers[i];

		if (o->gpu && offer_counts(o))
			lows->items[lows->count++] = (struct low){ o->gpu, o->purchase,
				sellers[o->provider - c->providers], true, .usd = o->usd_per_gpu_hour };
	}
}

/* One for each seller of a thing. */
static void keep_lowest(struct lows *lows)
{
	int kept = 0;

	if (lows->count > 0)
		qsort(lows->items, (size_t)lows->count, sizeof(*lows->items), compare_lows);
	for (int i = 0; i < lows->count; i++)
		if (kept == 0 || compare_sellers(&lows->items[kept - 1], &lows->items[i]) != 0)
			lows->items[kept++] = lows->items[i];
	lows->count = kept;
}

/* The median of sorted numbers without the one at `left_out`. */
static double median_without(const double *usd, int count, int left_out)
{
	int others = count - 1, low = (others - 1) / 2, high = others / 2;

	return (usd[low + (low >= left_out)] + usd[high + (high >= left_out)]) / 2.0;
}

/* What is too little for each of the sellers of one thing; usd has room for their prices. */
static void find_floors(struct low *lows, int count, double *usd)
{
	for (int i = 0; i < count; i++)
		usd[i] = lows[i].usd;
	qsort(usd, (size_t)count, sizeof(*usd), compare_doubles);
	for (int i = 0; i < count; i++) {
		const double *own = bsearch(&lows[i].usd, usd, (size_t)count, sizeof(*usd), compare_doubles);

		lows[i].others = count - 1;
		lows[i].floor = NAN;
		if (lows[i].others < PRICE_OTHERS_LEAST)
			continue;
		lows[i].median = median_without(usd, count, (int)(own - usd));
		lows[i].floor = lows[i].median / PRICE_SHARES_OF_GPU;
	}
}

static void find_lows(const struct price_reading *reading, int count, struct lows *lows)
{
	const struct catalog *c = reading->request->catalog;
	size_t most = (size_t)count + (size_t)c->offer_count + 1;
	double *usd = xreallocarray(NULL, most, sizeof(*usd));

	*lows = (struct lows){ .items = xreallocarray(NULL, most, sizeof(*lows->items)) };
	add_listed(lows, reading->found, count);
	add_shipped(lows, reading->out, c);
	keep_lowest(lows);
	for (int i = 0, n; i < lows->count; i += n) {
		for (n = 1; i + n < lows->count && compare_things(&lows->items[i], &lows->items[i + n]) == 0; n++)
			;
		find_floors(&lows->items[i], n, usd);
	}
	free(usd);
}

/* Takes those that cannot be prices of a whole GPU out of the sorted rows and reports them; how many are left. */
static int drop_implausible(struct price_reading *reading, int count)
{
	struct price_row *rows = reading->found;
	const struct low *low = NULL;
	struct lows lows;
	int kept = 0;

	find_lows(reading, count, &lows);
	for (int i = 0; i < count; i++) {
		struct price_row row = rows[i];
		struct low key = { .gpu = row.gpu, .purchase = row.purchase, .seller = row.at_provider };

		if (!low || compare_sellers(low, &key) != 0)
			low = bsearch(&key, lows.items, (size_t)lows.count, sizeof(key), compare_sellers);
		if (row.usd_per_gpu < low->floor)
			price_problem_at(reading, PRICE_PROBLEM_IMPLAUSIBLE_PRICE, row.gpu->id, row.place,
				_("%s: %.6g USD a GPU and hour is less than a sixth of %.6g, the median of "
				  "%d other providers: not the price of a whole one"),
				row.gpu->id, row.usd_per_gpu, low->median, low->others);
		else
			rows[kept++] = row;
	}
	free(lows.items);
	return kept;
}

void offers_settle(struct price_reading *reading)
{
	struct price_row *rows = reading->found;
	size_t regions = (size_t)reading->strings.count + 1;
	struct on_demand on_demand = { .lowest = xcalloc(regions, sizeof(double)) };
	int count = reading->found_count;

	sort_rows(rows, count);
	count = drop_implausible(reading, count);
	reading->out->prices = count;
	reading->out->offers = xcalloc((size_t)count + 1, sizeof(*reading->out->offers));
	for (size_t i = 0; i < regions; i++)
		on_demand.lowest[i] = NAN;
	for (int i = 0, n; i < count; i += n) {
		for (n = 1; i + n < count && rows[i].at_provider == rows[i + n].at_provider &&
			rows[i].gpu == rows[i + n].gpu;
			n++)
			;
		on_demand.rows = &rows[i];
		settle_gpu(reading, &on_demand, n);
	}
	free(on_demand.lowest);
}
