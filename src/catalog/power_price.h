/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prices of electricity among the figures of owning, by country. */
#pragma once

#include "catalog/catalog.h"

/* One price after another, from 0; NULL past the last. */
const struct ownership_default *power_price_at(const struct catalog *c, int i);

/* Where it is paid, as find() takes it. */
const char *power_price_place(const struct ownership_default *price);

/* The price in a country, else in its continent, else in the world.  NULL: `error`, which may be NULL, says what there
 * is. */
const struct ownership_default *power_price_find(const struct catalog *c, const char *country, struct error *error);
