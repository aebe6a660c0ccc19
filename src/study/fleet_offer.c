/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dated prices a fleet is bought at. */
#include "config.h"

#include "study/fleet.h"

#include <math.h>

#include "study/serve.h"

static bool same_size(const struct offer *a, const struct offer *b)
{
	return (isnan(a->gpus) ? 1.0 : a->gpus) == (isnan(b->gpus) ? 1.0 : b->gpus);
}

/* Offers come by rising price of a GPU: the first of a size is the cheapest. */
static void add_offer(struct fleet_offers *kind, const struct offer *offer)
{
	for (int i = 0; i < kind->count; i++)
		if (same_size(kind->offers[i], offer))
			return;
	if (kind->count < FLEET_SIZES)
		kind->offers[kind->count++] = offer;
}

static bool sells(const struct fleet_quote *quote, unsigned kinds)
{
	for (int i = 0; i < PURCHASE_MIXED; i++)
		if ((kinds >> i & 1u) && quote->kinds[i].count)
			return true;
	return false;
}

void fleet_market_read(struct fleet_market *market, const struct scenario *s, const struct gpu *gpu,
		       unsigned kinds)
{
	short place[CATALOG_SET_MAX] = { 0 };
	int count, kept = 0;
	const struct offer *offers = catalog_offers(s->catalog, gpu, &count);

	market->count = 0;
	for (int i = 0; i < count; i++) {
		long provider = offers[i].provider - s->catalog->providers;

		if (offers[i].purchase >= PURCHASE_MIXED || !serve_admits_seller(s, &offers[i]))
			continue;
		if (!place[provider]) {
			market->quotes[market->count] = (struct fleet_quote) {
				.provider = offers[i].provider };
			place[provider] = (short)++market->count;
		}
		add_offer(&market->quotes[place[provider] - 1].kinds[offers[i].purchase], &offers[i]);
	}
	for (int i = 0; i < market->count; i++)
		if (sells(&market->quotes[i], kinds))
			market->quotes[kept++] = market->quotes[i];
	market->count = kept;
}
