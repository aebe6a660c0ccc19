/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prices of electricity among the figures of owning, by country. */
#pragma once

#include "catalog/catalog.h"

/* One price after another, from 0; NULL past the last. */
const struct ownership_default *power_price_at(const struct catalog *c, int i);

/* What stands for several countries besides the continents: behind the slash of an item, and for one without slash. */
#define POWER_PRICE_UNION "european-union"
#define POWER_PRICE_WORLD "world"

/* Where it is paid, as find() takes it. */
const char *power_price_place(const struct ownership_default *price);

/* The price in an area (area.h; AREA_NONE: anywhere), else on its continent, else in the world.  NULL: there is none.
 */
const struct ownership_default *power_price_in(const struct catalog *c, int area);

/* The price in an area by its code or name, in the Union or the world.  NULL: `error`, which may be NULL, says what
 * there is. */
const struct ownership_default *power_price_find(const struct catalog *c, const char *text, struct error *error);
