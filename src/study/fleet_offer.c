/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dated prices a fleet is bought at. */
#include "study/serve_offer.h"
#include "study/fleet_offer.h"

#include <limits.h>
#include <math.h>

static bool same_size(const struct offer *a, const struct offer *b)
{
	return (isnan(a->gpus) ? 1.0 : a->gpus) == (isnan(b->gpus) ? 1.0 : b->gpus);
}

/* Offers come by rising price of a GPU: the first of a size is the cheapest. */
static bool dearer_again(const struct fleet_offers *kind, const struct offer *offer)
{
	for (int i = 0; i < kind->count; i++)
		if (same_size(kind->offers[i], offer))
			return true;
	return kind->count == FLEET_SIZES;
}

static bool sells(const struct fleet_quote *quote, unsigned kinds)
{
	for (int i = 0; i < PURCHASE_MIXED; i++)
		if ((kinds >> i & 1u) && quote->kinds[i].count)
			return true;
	return false;
}

void fleet_market_read(struct fleet_market *market, const struct scenario *s, const struct gpu *gpu, unsigned kinds)
{
	short place[CATALOG_PROVIDERS_MAX] = { 0 };
	struct admission admission;
	int count, kept = 0;
	const struct offer *offers = catalog_offers(s->catalog, gpu, &count);

	admission_init(&admission, s, UINT_MAX);
	market->count = 0;
	for (int i = 0; i < count; i++) {
		long provider = offers[i].provider - s->catalog->providers;
		struct fleet_offers *kind;

		if (offers[i].purchase >= PURCHASE_MIXED)
			continue;
		/* Nearly all of many offers are dearer ones: that is found before anything else. */
		kind = place[provider] ? &market->quotes[place[provider] - 1].kinds[offers[i].purchase] : NULL;
		if ((kind && dearer_again(kind, &offers[i])) || !admission_admits(&admission, &offers[i]))
			continue;
		if (!kind) {
			market->quotes[market->count] = (struct fleet_quote){ .provider = offers[i].provider };
			place[provider] = (short)++market->count;
			kind = &market->quotes[market->count - 1].kinds[offers[i].purchase];
		}
		kind->offers[kind->count++] = &offers[i];
	}
	for (int i = 0; i < market->count; i++)
		if (sells(&market->quotes[i], kinds))
			market->quotes[kept++] = market->quotes[i];
	market->count = kept;
}

const struct fleet_quote *fleet_quote_of(const struct fleet_market *market, const struct row *a)
{
	for (int i = 0; i < market->count; i++)
		if (market->quotes[i].provider == a->offer->provider)
			return &market->quotes[i];
	return NULL;
}

void fleet_bill_curve(const struct scenario *s, const struct row *a, const double *factors, double *usd, int count)
{
	const struct fleet_quote *quote = NULL;
	struct fleet_market market;
	struct fleet_terms terms;
	struct fleet_replica replica;

	fleet_terms_read(&terms, s);
	replica = fleet_replica_of(&terms, &a->deployment, replica_of(a)->rate_limit);
	if (a->verdict == VERDICT_MEETS && a->offer) {
		fleet_market_read(&market, s, a->deployment.gpu, terms.kinds);
		quote = fleet_quote_of(&market, a);
	}
	for (int i = 0; i < count; i++) {
		struct fleet_terms scaled = terms;

		fleet_terms_scale(&scaled, factors[i]);
		usd[i] = quote ? fleet_bill_of(&scaled, &replica, quote).usd.mid : NAN;
	}
}
