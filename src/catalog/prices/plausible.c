/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices that cannot be those of a whole GPU: far below what others take for it. */
#include "config.h"

#include "catalog/prices/offers.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"

/* The lowest price of one seller for a GPU and kind of purchase. */
struct low {
	const struct gpu *gpu;
	enum purchase purchase;
	int seller;     /* index into the providers of the import, behind them those of the catalog */
	bool shipped;   /* from the catalog, which counts where the list has none */
	double usd;
	double floor;   /* below it a price of this seller is refused; NaN: others are too few */
	double median;  /* of the others */
	int others;
};

struct lows {
	struct low *items;
	int count;
};

static int order(long a, long b)
{
	return (a > b) - (a < b);
}

static int compare_things(const struct low *a, const struct low *b)
{
	if (a->gpu != b->gpu)
		return a->gpu < b->gpu ? -1 : 1; /* they lie in one array */
	return order(a->purchase, b->purchase);
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
			lows->items[lows->count++] = (struct low){.gpu = rows[i].gpu,
				.purchase = rows[i].purchase, .seller = rows[i].at_provider,
				.usd = rows[i].usd_per_gpu};
		lows->items[lows->count - 1].usd =
			fmin(lows->items[lows->count - 1].usd, rows[i].usd_per_gpu);
	}
}

static void add_shipped(struct lows *lows, const struct price_import *import, const struct catalog *c)
{
	int *sellers = xcalloc((size_t)c->provider_count + 1, sizeof(*sellers));

	for (int i = 0; i < c->provider_count; i++)
		sellers[i] = import->provider_count + i;
	for (int i = 0; i < import->provider_count; i++)
		if (import->providers[i].known)
			sellers[catalog_provider(c, import->providers[i].id, NULL) - c->providers] = i;
	for (int i = 0; i < c->offer_count; i++) {
		const struct offer *o = &c->offers[i];

		if (o->gpu != NULL && offer_counts(o))
			lows->items[lows->count++] = (struct low){.gpu = o->gpu, .purchase = o->purchase,
				.seller = sellers[o->provider - c->providers], .shipped = true,
				.usd = o->usd_per_gpu_hour};
	}
	free(sellers);
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
		const double *own = bsearch(&lows[i].usd, usd, (size_t)count, sizeof(*usd),
			compare_doubles);

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

	*lows = (struct lows){.items = xreallocarray(NULL, most, sizeof(*lows->items))};
	add_listed(lows, reading->found, count);
	add_shipped(lows, reading->out, c);
	keep_lowest(lows);
	for (int i = 0, n; i < lows->count; i += n) {
		for (n = 1; i + n < lows->count &&
				compare_things(&lows->items[i], &lows->items[i + n]) == 0; n++)
			;
		find_floors(&lows->items[i], n, usd);
	}
	free(usd);
}

int prices_drop_implausible(struct price_reading *reading, int count)
{
	struct price_row *rows = reading->found;
	const struct low *low = NULL;
	struct lows lows;
	int kept = 0;

	find_lows(reading, count, &lows);
	for (int i = 0; i < count; i++) {
		struct price_row row = rows[i];
		struct low key = {.gpu = row.gpu, .purchase = row.purchase, .seller = row.at_provider};

		if (low == NULL || compare_sellers(low, &key) != 0)
			low = bsearch(&key, lows.items, (size_t)lows.count, sizeof(key), compare_sellers);
		if (row.usd_per_gpu < low->floor)
			price_problem_at(reading, PRICE_PROBLEM_IMPLAUSIBLE_PRICE, row.gpu->id, row.place,
				_("%s: %.6g USD a GPU and hour is less than a sixth of %.6g, the median of "
				  "%d other providers: not the price of a whole one"), row.gpu->id,
				row.usd_per_gpu, low->median, low->others);
		else
			rows[kept++] = row;
	}
	free(lows.items);
	return kept;
}
