/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last warnings of a result, in one order for all studies. */
#include "study/offer_warn.h"

#include <math.h>

#include "study/offer_count.h"
#include "study/offer_filter.h"
#include "study/serve_offer.h"

void offer_warn(const struct scenario *s, unsigned purchases, long today, struct result *r,
	const struct offer *(*offer)(const struct row *row))
{
	offer_filter_warn(s, purchases, &r->warnings);
	result_warn_of_age(r, s->catalog, today, offer);
	offer_warn_of_places(s, r, offer);
	offer_count_warn(r);
}

void offer_warn_stale(const struct catalog *catalog, long as_of, long today, struct reasons *reasons)
{
	double days = (double)(today - as_of);

	if (days > catalog->constants.stale_price_days)
		reason_add(reasons, REASON_STALE_PRICE, days, NAN, NAN, NULL);
}
