/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of a price list to the offers of an overlay. */
#pragma once

#include "catalog/prices/reading.h"

/* Sorts the rows, drops and reports what cannot be the price of a whole GPU, makes one offer of those that differ
 * in price only, marks spot that saves nothing. */
void offers_settle(struct price_reading *reading);
