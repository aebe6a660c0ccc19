/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of a price list to the offers of an overlay. */
#ifndef GPUPLAN_CATALOG_PRICES_OFFERS_H
#define GPUPLAN_CATALOG_PRICES_OFFERS_H

#include "catalog/prices/reading.h"

/* Sorts the rows, makes one offer of those that differ in price only, marks spot that saves nothing. */
void offers_settle(struct price_reading *reading);

/* plausible.c: takes those that cannot be prices of a whole GPU out of the sorted rows, reports
 * them and returns how many are left. */
int prices_drop_implausible(struct price_reading *reading, int count);

/* reading.c: a problem at a place that was read before. */
void price_problem_at(struct price_reading *reading, enum price_problem_kind kind, const char *subject,
	struct price_place place, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
