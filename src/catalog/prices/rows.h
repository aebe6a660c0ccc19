/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices of a list as its reader understood them. */
#pragma once

#include "catalog/prices/reading.h"

/* An empty row of this list, and a price of it: names are looked up, what is wrong is reported, the rest kept. */
struct price_row price_row_new(const struct price_reading *reading);
void price_row_add(struct price_reading *reading, const struct price_row *row);

/* Adds a row whose price was taken.  AMOUNT_NONE is reported for the column; AMOUNT_BAD was. */
void price_row_add_one(struct price_reading *reading, struct price_row *row, const char *column, enum purchase purchase,
	enum amount price);

/* The same for a price on demand and one for spot, each of one GPU; only a row that has neither lacks a price. */
void price_row_add_pair(struct price_reading *reading, struct price_row *row, const char *column, enum amount price,
	double usd, enum amount spot_price, double spot);

/* Whether rows that name no provider are of the one with this id, whatever the user called it. */
bool price_list_is_of(const struct price_reading *reading, const char *id);
