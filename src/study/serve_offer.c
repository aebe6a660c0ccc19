/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dated price stands behind a configuration. */
#include "study/serve_offer.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* Upper and lower case of an ASCII letter as one; other bytes as they are. */
static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Asked for a hundred thousand offers at every step: most places fail with their first bytes. */
static bool region_matches(const char *region, const char *wanted)
{
	char first = folded(wanted[0]);
	size_t n = strlen(wanted);

	for (const char *p = region; *p; p++)
		if (folded(*p) == first && strncasecmp(p, wanted, n) == 0)
			return true;
	return false;
}

void admission_init(struct admission *a, const struct scenario *s, unsigned purchases)
{
	a->scenario = s;
	a->kinds = s->providers.count ? UINT_MAX : scenario_provider_kinds(s);
	a->purchases = purchases;
	if (s->region[0])
		memset(a->seen, 0, sizeof(a->seen));
}

static bool admits_region(struct admission *a, const char *region)
{
	/* Fibonacci hashing: addresses that follow each other fall far apart. */
	size_t at = (uint32_t)((uintptr_t)region / 8 * 2654435769u) >> 24;

	if (!a->scenario->region[0])
		return true;
	if (!region)
		return false;
	if (a->seen[at].region != region) {
		a->seen[at].region = region;
		a->seen[at].matches = region_matches(region, a->scenario->region);
	}
	return a->seen[at].matches;
}

bool admission_admits(struct admission *a, const struct offer *offer)
{
	const struct scenario *s = a->scenario;

	if (!(a->purchases & 1u << offer->purchase) || !(a->kinds & 1u << offer->kind) || !offer_counts(offer))
		return false;
	if (s->providers.count && !index_set_has(&s->providers, (int)(offer->provider - s->catalog->providers)))
		return false;
	return admits_region(a, offer->region);
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
