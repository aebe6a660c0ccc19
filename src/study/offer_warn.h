/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study says of its offers in the end: filters that leave nothing, old prices, places and numbers of GPUs that
 * nobody has confirmed. */
#pragma once

#include "study/row.h"

/* Adds these warnings to a result whose rows have their reasons, and sets its oldest_price.  `purchases`: bits that the
 * study considers; `offer` is that behind a row, NULL: none counts. */
void offer_warn(const struct scenario *s, unsigned purchases, long today, struct result *r,
	const struct offer *(*offer)(const struct row *row));

/* Adds to the reasons of a row that its price is old; `as_of` and `today` in days since 1970. */
void offer_warn_stale(const struct catalog *catalog, long as_of, long today, struct reasons *reasons);
