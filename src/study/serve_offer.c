/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dated price stands behind a configuration. */
#include "study/serve_offer.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "study/provider_filter.h"
#include "study/region_name.h"

static bool asks_for_place(const struct scenario *s)
{
	return s->region[0] || s->countries.count || s->number[PARAMETER_RESIDENCY] != RESIDENCY_ANY;
}

void admission_init(struct admission *a, const struct scenario *s, unsigned purchases)
{
	a->scenario = s;
	a->kinds = s->providers.count ? UINT_MAX : scenario_provider_kinds(s);
	a->purchases = purchases;
	a->by_place = asks_for_place(s);
	a->by_facts = provider_filter_set(s);
	if (s->region[0] && s->area == AREA_NONE)
		memset(a->seen, 0, sizeof(a->seen));
	if (a->by_facts)
		memset(a->asked, 0, sizeof(a->asked));
}

static bool admits_name(struct admission *a, const char *region)
{
	/* Fibonacci hashing: addresses that follow each other fall far apart. */
	size_t at = (uint32_t)((uintptr_t)region / 8 * 2654435769u) >> 24;

	if (!region)
		return false;
	if (a->seen[at].region != region) {
		a->seen[at].region = region;
		a->seen[at].matches = region_name_holds(region, a->scenario->region);
	}
	return a->seen[at].matches;
}

static bool is_resident(double residency, const struct country *country)
{
	if (residency == RESIDENCY_ANY)
		return true;
	return country &&
		(country->eu == MEMBERSHIP_EU || (country->eu == MEMBERSHIP_EEA && residency == RESIDENCY_EEA));
}

static bool admits_country(const struct scenario *s, const struct country *country)
{
	if (s->countries.count && !area_set_holds(s->catalog, &s->countries, country))
		return false;
	if (!is_resident(s->number[PARAMETER_RESIDENCY], country))
		return false;
	return !s->region[0] || s->area == AREA_NONE || area_holds(s->catalog, s->area, country);
}

/* A price without a place is taken to be asked wherever its provider is known to have machines. */
static bool admits_provider_place(const struct scenario *s, const struct provider *provider)
{
	for (int i = 0; i < provider->facts.country_count; i++)
		if (admits_country(s, provider->facts.countries[i]))
			return true;
	return false;
}

static bool admits_place(struct admission *a, const struct offer *offer)
{
	const struct scenario *s = a->scenario;

	if (s->region[0] && s->area == AREA_NONE && !admits_name(a, offer->region))
		return false;
	return admits_country(s, offer->country) || (!offer->region && admits_provider_place(s, offer->provider));
}

bool offer_assumes_place(const struct scenario *s, const struct offer *offer)
{
	return asks_for_place(s) && !offer->region;
}

static bool admits_facts(struct admission *a, const struct provider *provider)
{
	unsigned char *asked = &a->asked[provider - a->scenario->catalog->providers];

	if (!*asked)
		*asked = provider_filter_passes(a->scenario, provider) ? 1 : 2;
	return *asked == 1;
}

bool offer_admits_place(const struct scenario *s, const struct offer *offer)
{
	struct admission admission;

	admission_init(&admission, s, UINT_MAX);
	return admits_place(&admission, offer);
}

bool admission_admits(struct admission *a, const struct offer *offer)
{
	const struct scenario *s = a->scenario;

	if (!(a->purchases & 1u << offer->purchase) || !(a->kinds & 1u << offer->kind) || !offer_counts(offer))
		return false;
	if (s->providers.count && !index_set_has(&s->providers, (int)(offer->provider - s->catalog->providers)))
		return false;
	return (!a->by_place || admits_place(a, offer)) && (!a->by_facts || admits_facts(a, offer->provider));
}

const struct offer *serve_offer(const struct scenario *s, const struct gpu *gpu, double gpus)
{
	return serve_offer_among(s, gpu, gpus, scenario_purchases(s));
}

const struct offer *serve_offer_among(const struct scenario *s, const struct gpu *gpu, double gpus, unsigned purchases)
{
	struct admission admission;
	const struct offer *best = NULL;
	double best_usd = INFINITY;
	int count;
	const struct offer *offers = catalog_offers(s->catalog, gpu, &count);

	admission_init(&admission, s, purchases);
	for (int i = 0; i < count; i++) {
		double usd;

		/* Offers come by rising price of a GPU: no later one can be cheaper. */
		if (offers[i].usd_per_gpu_hour * gpus >= best_usd)
			break;
		if (!admission_admits(&admission, &offers[i]))
			continue;
		usd = offers[i].usd_per_gpu_hour * cost_rented_gpus(gpus, offers[i].gpus);
		if (usd < best_usd) {
			best_usd = usd;
			best = &offers[i];
		}
	}
	return best;
}

void serve_offer_others(
	const struct scenario *s, const struct offer *offer, double gpus, const struct offer *others[OFFER_PURCHASES])
{
	unsigned purchases = ((1u << OFFER_PURCHASES) - 1) & ~(1u << offer->purchase);
	struct admission admission;
	int count;
	const struct offer *offers = catalog_offers(s->catalog, offer->gpu, &count);

	admission_init(&admission, s, purchases);
	for (int i = 0; i < OFFER_PURCHASES; i++)
		others[i] = NULL;
	for (int i = 0; i < count; i++) {
		const struct offer *o = &offers[i], **best = &others[o->purchase];

		if (o->provider != offer->provider || o->kind != offer->kind || !admission_admits(&admission, o))
			continue;
		if (!*best ||
			o->usd_per_gpu_hour * cost_rented_gpus(gpus, o->gpus) <
				(*best)->usd_per_gpu_hour * cost_rented_gpus(gpus, (*best)->gpus))
			*best = o;
	}
}

void offer_warn_of_places(
	const struct scenario *s, struct result *r, const struct offer *(*offer)(const struct row *row))
{
	int count = 0;

	for (int i = 0; i < r->count; i++) {
		const struct offer *behind = offer(&r->rows[i]);

		count += behind && offer_assumes_place(s, behind);
	}
	if (count)
		reason_add(&r->warnings, REASON_PLACES_ASSUMED, count, NAN, NAN, NULL);
}
