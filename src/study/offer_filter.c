/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each filter takes: it is taken off alone, and the offers are looked at again. */
#include "study/serve_offer.h"
#include "study/offer_filter.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "study/provider_filter.h"
#include "study/scenario_text.h"

const enum parameter offer_filters[] = { PARAMETER_REGION, PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_PROVIDER,
	PARAMETER_PROVIDER_KIND, PARAMETER_PURCHASE, PARAMETER_SLA, PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT,
	PARAMETER_BILLING, PARAMETER_COUNT };

/* Of more filters than PAIRED no two are tried together: there are very many offers. */
enum { FILTERS = sizeof(offer_filters) / sizeof(offer_filters[0]) - 1, PAIRED = 4 };

/* A scenario without some of its filters, and the purchases that are considered then. */
struct relaxed {
	struct scenario scenario;
	unsigned purchases;
};

/* Of what a GPU set rents for: how many of them have a price, and the lowest one. */
struct priced {
	int gpus;
	const struct offer *cheapest;
};

bool offer_filter_set(const struct scenario *s, enum parameter filter)
{
	struct scenario other = *s;

	scenario_clear(&other, filter);
	return !scenario_same(s, &other, filter);
}

bool offer_filter_no_price(enum reason_id id)
{
	return strcmp(reason_row(id)->id, reason_row(REASON_NO_PRICE)->id) == 0;
}

bool offer_filter_warns(enum reason_id id)
{
	static const enum reason_id ids[] = { REASON_FILTERS_LEAVE_NOTHING, REASON_WITHOUT_FILTER,
		REASON_WITHOUT_FILTERS, REASON_WITHOUT_ANY, REASON_PROVIDERS_UNKNOWN };

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Without these two the default still chooses: every kind is meant. */
static void take_off(struct relaxed *relaxed, enum parameter filter)
{
	if (filter == PARAMETER_PURCHASE)
		relaxed->purchases = (1u << PURCHASE_MIXED) - 1;
	else if (filter == PARAMETER_PROVIDER_KIND)
		relaxed->scenario.provider_kinds = UINT_MAX;
	else
		scenario_clear(&relaxed->scenario, filter);
}

/* The cheapest offer that one filter alone takes, of filters that are set or of the others. */
static const struct offer *find_taken(const struct scenario *s, unsigned purchases, const struct gpu *gpu, double gpus,
	bool set, enum parameter *filter)
{
	const struct offer *best = NULL;

	for (int i = 0; i < FILTERS; i++) {
		struct relaxed relaxed = { *s, purchases };
		const struct offer *offer;

		if (offer_filter_set(s, offer_filters[i]) != set)
			continue;
		take_off(&relaxed, offer_filters[i]);
		offer = serve_offer_among(&relaxed.scenario, gpu, gpus, relaxed.purchases);
		if (!offer || (best && best->usd_per_gpu_hour <= offer->usd_per_gpu_hour))
			continue;
		best = offer;
		*filter = offer_filters[i];
	}
	return best;
}

static bool is_sold(const struct scenario *s, const struct gpu *gpu)
{
	int count;
	const struct offer *offers = catalog_offers(s->catalog, gpu, &count);

	for (int i = 0; i < count; i++)
		if (offer_counts(&offers[i]))
			return true;
	return false;
}

void offer_filter_explain(
	const struct scenario *s, unsigned purchases, const struct gpu *gpu, double gpus, struct reasons *reasons)
{
	enum parameter filter = PARAMETER_COUNT;
	const struct offer *offer = NULL;

	if (!is_sold(s, gpu)) {
		reason_add(reasons, REASON_NO_PRICE, NAN, NAN, NAN, NULL);
		return;
	}
	offer = find_taken(s, purchases, gpu, gpus, true, &filter);
	if (!offer)
		offer = find_taken(s, purchases, gpu, gpus, false, &filter);
	if (offer)
		reason_add(
			reasons, REASON_PRICE_FILTERED, offer->usd_per_gpu_hour, NAN, NAN, parameter_row(filter)->name);
	else
		reason_add(reasons, REASON_PRICES_FILTERED, NAN, NAN, NAN, NULL);
}

static struct priced look(const struct relaxed *relaxed)
{
	const struct scenario *s = &relaxed->scenario;
	struct priced priced = { 0 };
	struct admission admission;

	admission_init(&admission, s, relaxed->purchases);
	for (int g = 0; g < s->catalog->gpu_count; g++) {
		int count, i = 0;
		const struct offer *offers = catalog_offers(s->catalog, &s->catalog->gpus[g], &count);

		if (!scenario_considers(s, g))
			continue;
		/* The first is the cheapest. */
		while (i < count && !admission_admits(&admission, &offers[i]))
			i++;
		if (i == count)
			continue;
		priced.gpus++;
		if (!priced.cheapest || offers[i].usd_per_gpu_hour < priced.cheapest->usd_per_gpu_hour)
			priced.cheapest = &offers[i];
	}
	return priced;
}

/* What there is without one filter, or without two; `other` PARAMETER_COUNT: one. */
static bool add_without(const struct scenario *s, unsigned purchases, enum parameter filter, enum parameter other,
	struct reasons *warnings)
{
	bool two = other != PARAMETER_COUNT;
	struct relaxed relaxed = { *s, purchases };
	struct priced priced;

	take_off(&relaxed, filter);
	if (two)
		take_off(&relaxed, other);
	priced = look(&relaxed);
	if (!priced.gpus)
		return false;
	reason_add(warnings, two ? REASON_WITHOUT_FILTERS : REASON_WITHOUT_FILTER, priced.gpus,
		priced.cheapest->usd_per_gpu_hour, NAN, parameter_row(filter)->name);
	if (two)
		reason_place(warnings, parameter_row(other)->name);
	return true;
}

static void warn_of_nothing(
	const struct scenario *s, unsigned purchases, const enum parameter *set, int count, struct reasons *warnings)
{
	struct relaxed all = { *s, purchases };
	struct priced priced;
	bool any = false;

	reason_add(warnings, REASON_FILTERS_LEAVE_NOTHING, NAN, NAN, NAN, NULL);
	for (int i = 0; i < count; i++)
		any |= add_without(s, purchases, set[i], PARAMETER_COUNT, warnings);
	for (int i = 0; i < count; i++)
		for (int k = i + 1; k < count && count <= PAIRED && !any; k++)
			any = add_without(s, purchases, set[i], set[k], warnings);
	for (int i = 0; i < count && !any; i++)
		take_off(&all, set[i]);
	priced = look(&all);
	if (!any && priced.gpus)
		reason_add(warnings, REASON_WITHOUT_ANY, priced.gpus, priced.cheapest->usd_per_gpu_hour, NAN, NULL);
}

/* Providers that sell something that all other filters let through. */
static int count_unknown(const struct scenario *s, unsigned purchases, enum parameter filter)
{
	struct relaxed relaxed = { *s, purchases };
	bool counted[CATALOG_PROVIDERS_MAX] = { false };
	struct admission admission;
	int count = 0;

	take_off(&relaxed, filter);
	admission_init(&admission, &relaxed.scenario, purchases);
	for (int i = 0; i < s->catalog->offer_count; i++) {
		const struct offer *offer = &s->catalog->offers[i];
		bool *known = &counted[offer->provider - s->catalog->providers];

		if (*known || !offer->gpu || provider_filter_ask(s, filter, offer->provider) != PROVIDER_UNKNOWN)
			continue;
		if (s->gpus.count && !index_set_has(&s->gpus, (int)(offer->gpu - s->catalog->gpus)))
			continue;
		*known = admission_admits(&admission, offer);
		count += *known;
	}
	return count;
}

void offer_filter_warn(const struct scenario *s, unsigned purchases, struct reasons *warnings)
{
	struct relaxed asked = { *s, purchases };
	enum parameter set[FILTERS];
	int count = 0;

	for (int i = 0; i < FILTERS; i++)
		if (offer_filter_set(s, offer_filters[i]))
			set[count++] = offer_filters[i];
	if (count > 0 && !look(&asked).gpus)
		warn_of_nothing(s, purchases, set, count, warnings);
	for (int i = 0; provider_filters[i] != PARAMETER_COUNT; i++) {
		int unknown;

		if (!offer_filter_set(s, provider_filters[i]))
			continue;
		unknown = count_unknown(s, purchases, provider_filters[i]);
		if (unknown > 0)
			reason_add(warnings, REASON_PROVIDERS_UNKNOWN, unknown, NAN, NAN,
				parameter_row(provider_filters[i])->name);
	}
}
