/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which offers a scenario admits. */
#pragma once

#include "study/serve.h"

/* The cheapest offer that the scenario admits for `gpus` of that GPU; NULL when none. */
const struct offer *serve_offer(const struct scenario *s, const struct gpu *gpu, double gpus);

/* serve_offer() for the kinds in `purchases` (bits 1 << enum purchase) instead of the scenario's. */
const struct offer *serve_offer_among(const struct scenario *s, const struct gpu *gpu, double gpus, unsigned purchases);

/* What the provider of an offer asks for `gpus` of the same GPU bought otherwise: the cheapest that the scenario admits
 * but for its purchases, by kind.  NULL: there is none, and for the kind of the offer itself. */
enum { OFFER_PURCHASES = PURCHASE_MIXED };
void serve_offer_others(
	const struct scenario *s, const struct offer *offer, double gpus, const struct offer *others[OFFER_PURCHASES]);

/* `purchases`: bits 1 << enum purchase; scenario_purchases(), or UINT_MAX for every kind. */
void admission_init(struct admission *admission, const struct scenario *s, unsigned purchases);

/* Whether the scenario admits an offer: by purchase and provider kind, trust, match, provider, place, and facts of the
 * provider.  False for a price that a newer one replaces. */
bool admission_admits(struct admission *admission, const struct offer *offer);

/* Whether a single offer is where the scenario wants it: by its own country, or, where its price list names no place,
 * by the countries in which its provider is known to have machines. */
bool offer_admits_place(const struct scenario *s, const struct offer *offer);

/* Whether an admitted offer is taken to be there only because its provider is: its price names no place. */
bool offer_assumes_place(const struct scenario *s, const struct offer *offer);

/* Adds a warning of the result where prices of its rows are of that kind. */
void offer_warn_of_places(
	const struct scenario *s, struct result *r, const struct offer *(*offer)(const struct row *row));
