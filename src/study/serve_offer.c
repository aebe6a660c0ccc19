/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dated price stands behind a configuration. */
#include "config.h"

#include "study/serve.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* Upper and lower case of an ASCII letter as one; other bytes as they are. */
static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Asked of a hundred thousand offers at every step: most places fail with their first byte. */
static bool region_matches(const char *region, const char *wanted)
{
	char first = folded(wanted[0]);
	size_t n;

	if (first == '\0')
		return true;
	n = strlen(wanted);
	for (const char *p = region ? region : ""; *p; p++)
		if (folded(*p) == first && strncasecmp(p, wanted, n) == 0)
			return true;
	return false;
}

bool serve_admits(const struct scenario *s, const struct offer *offer)
{
	const struct catalog *c = s->catalog;

	/* An explicit provider is wanted whatever its kind is. */
	if (s->providers.count) {
		if (!index_set_has(&s->providers, (int)(offer->provider - c->providers)))
			return false;
	} else if (!(scenario_provider_kinds(s) & 1u << offer->kind)) {
		return false;
	}
	return (scenario_purchases(s) & 1u << offer->purchase) && offer->trust == PRICE_LIST &&
	       offer->match == MATCH_EXACT && region_matches(offer->region, s->region);
}

const struct offer *serve_offer(const struct scenario *s, const struct gpu *gpu, double gpus)
{
	const struct offer *best = NULL;
	double best_usd = INFINITY;
	int count;
	const struct offer *offers = catalog_offers(s->catalog, gpu, &count);

	for (int i = 0; i < count; i++) {
		double usd;

		/* Offers come by rising price of a GPU: no later one can be cheaper. */
		if (offers[i].usd_per_gpu_hour * gpus >= best_usd)
			break;
		if (!serve_admits(s, &offers[i]))
			continue;
		usd = offers[i].usd_per_gpu_hour * cost_rented_gpus(gpus, offers[i].gpus);
		if (usd < best_usd) {
			best_usd = usd;
			best = &offers[i];
		}
	}
	return best;
}
