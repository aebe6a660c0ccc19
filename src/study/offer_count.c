/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of GPUs that price lists state. */
#include "study/offer_count.h"

#include <math.h>

#include "study/result.h"

/* What an offer says that can be had at once; NaN: nothing. */
static double stated(const struct offer *offer)
{
	return isnan(offer->max_gpus) ? offer->gpus : offer->max_gpus;
}

/* The most of this GPU that the provider's offers state; NaN: none states a number. */
static double on_record(const struct catalog *c, const struct offer *offer, unsigned purchases)
{
	double most = NAN;
	int count;
	const struct offer *offers = catalog_offers(c, offer->gpu, &count);

	for (int i = 0; i < count; i++)
		if (offers[i].provider == offer->provider && purchases & 1u << offers[i].purchase)
			most = fmax(most, stated(&offers[i]));
	return most;
}

/* Whether machines of that size are on somebody's list: nobody states numbers of what is rented every day. */
static bool is_usual(const struct catalog *c, double gpus)
{
	for (int i = 0; i < c->offer_count; i++)
		if (c->offers[i].gpus >= gpus)
			return true;
	return false;
}

void offer_count_explain(
	const struct scenario *s, const struct offer *offer, unsigned purchases, double gpus, struct reasons *reasons)
{
	double most = on_record(s->catalog, offer, purchases);

	if (gpus <= most || is_usual(s->catalog, gpus))
		return;
	reason_add(reasons, isnan(most) ? REASON_COUNT_UNKNOWN : REASON_COUNT_UNCONFIRMED, gpus, most, NAN,
		offer->provider->name);
}

void offer_count_warn(struct result *r)
{
	const struct row *best = result_best(r);

	for (int i = 0; best && i < best->reasons.count; i++) {
		const struct reason *reason = &best->reasons.items[i];

		if (reason->id == REASON_COUNT_UNCONFIRMED || reason->id == REASON_COUNT_UNKNOWN)
			reason_add(&r->warnings, reason->id, reason->value[0], reason->value[1], NAN, reason->name);
	}
}
