/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which dated price stands behind a configuration. */
#include "config.h"

#include "study/serve.h"

#include <math.h>
#include <string.h>
#include <strings.h>

static bool region_matches(const char *region, const char *wanted)
{
	size_t n = strlen(wanted);

	if (n == 0)
		return true;
	for (const char *p = region ? region : ""; *p; p++)
		if (strncasecmp(p, wanted, n) == 0)
			return true;
	return false;
}

bool serve_admits_seller(const struct scenario *s, const struct offer *offer)
{
	const struct catalog *c = s->catalog;

	/* An explicit provider is wanted whatever its kind is. */
	if (s->providers.count) {
		if (!index_set_has(&s->providers, (int)(offer->provider - c->providers)))
			return false;
	} else if (!(scenario_provider_kinds(s) & 1u << offer->kind)) {
		return false;
	}
	return offer->trust == PRICE_LIST && offer->match == MATCH_EXACT &&
	       region_matches(offer->region, s->region);
}

bool serve_admits(const struct scenario *s, const struct offer *offer)
{
	return (scenario_purchases(s) & 1u << offer->purchase) && serve_admits_seller(s, offer);
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
