/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters on offers: which are set, and what they take. */
#pragma once

#include "study/row.h"

/* The parameters that choose among offers, ended by PARAMETER_COUNT, in the order in which they are told. */
extern const enum parameter offer_filters[];

/* Whether the scenario says something other than the default. */
bool offer_filter_set(const struct scenario *s, enum parameter filter);

/* Adds why a GPU has no price for `gpus` of them: nobody sells it, or the filter that takes all offers, with the
 * cheapest without it.  Filters that are set come before those of the default.  `purchases`: bits that the study
 * considers. */
void offer_filter_explain(
	const struct scenario *s, unsigned purchases, const struct gpu *gpu, double gpus, struct reasons *reasons);

/* Adds warnings: providers that a filter drops because nothing is known of them; and, where no GPU of the scenario has
 * a price, what there would be without each filter alone, else without two of them, else without all. */
void offer_filter_warn(const struct scenario *s, unsigned purchases, struct reasons *warnings);

/* Whether a reason is one of offer_filter_warn(). */
bool offer_filter_warns(enum reason_id id);

/* Whether a reason says that there is no price. */
bool offer_filter_no_price(enum reason_id id);
