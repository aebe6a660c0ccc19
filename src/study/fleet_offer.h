/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What providers sell of a GPU, as a fleet buys it. */
#pragma once

#include "study/fleet.h"

/* Fills the market with the providers that sell the GPU in one of `kinds` (bits).  A quote has the cheapest
 * offer of each kind and instance size. */
void fleet_market_read(struct fleet_market *market, const struct scenario *s, const struct gpu *gpu, unsigned kinds);

/* The quote of the answer's provider; NULL: the market has none. */
const struct fleet_quote *fleet_quote_of(const struct fleet_market *market, const struct row *a);

/* Fills `usd` with the monthly bills of an answer's fleet when the traffic is multiplied by each of `factors`.
 * The configuration stays the same.  NaN: not for sale, or the answer misses its goals. */
void fleet_bill_curve(const struct scenario *s, const struct row *a, const double *factors, double *usd, int count);
