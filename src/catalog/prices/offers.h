/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of a price list to the offers of an overlay. */
#ifndef GPUPLAN_CATALOG_PRICES_OFFERS_H
#define GPUPLAN_CATALOG_PRICES_OFFERS_H

#include "catalog/prices/reading.h"

/* Sorts the rows, makes one offer of those that differ in price only, marks spot that saves nothing. */
void offers_settle(struct price_reading *reading);

/* reading.c: a remark about a place that was read before. */
void price_remark(struct price_reading *reading, enum price_problem_kind kind, const char *subject,
	struct price_place place, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
