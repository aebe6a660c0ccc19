/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking up a price of electricity: the area, its continent, the world. */
#include "catalog/power_price.h"

#include <string.h>

#include "base/i18n.h"
#include "base/name.h"
#include "catalog/alias.h"
#include "catalog/area.h"

const struct ownership_default *power_price_at(const struct catalog *c, int i)
{
	for (int k = 0; k < c->ownership_count; k++)
		if (c->ownership[k].field == OWNERSHIP_KWH_PRICE && i-- == 0)
			return &c->ownership[k];
	return NULL;
}

const char *power_price_place(const struct ownership_default *price)
{
	return price->of ? price->of : POWER_PRICE_WORLD;
}

/* Of a place as an item has it, but for case and punctuation; NULL: of none. */
static const struct ownership_default *price_of(const struct catalog *c, const char *place)
{
	const struct ownership_default *price;
	char wanted[NAME_MAX_BYTES], key[NAME_MAX_BYTES];

	text_key(place, wanted, sizeof(wanted));
	for (int i = 0; (price = power_price_at(c, i)); i++) {
		text_key(power_price_place(price), key, sizeof(key));
		if (strcmp(key, wanted) == 0)
			return price;
	}
	return NULL;
}

const struct ownership_default *power_price_in(const struct catalog *c, int area)
{
	const struct ownership_default *found = NULL;

	if (area != AREA_NONE)
		found = price_of(c, area_id(c, area));
	if (!found && area != AREA_NONE)
		found = price_of(c, area_id(c, area_continent(c, area)));
	return found ? found : price_of(c, POWER_PRICE_WORLD);
}

const struct ownership_default *power_price_find(const struct catalog *c, const char *text, struct error *error)
{
	const struct ownership_default *found = price_of(c, text);
	int area = found ? AREA_NONE : area_find(c, text);
	TEXT(codes);

	if (area != AREA_NONE)
		found = power_price_in(c, area);
	area_add_codes(&codes);
	if (!found && error)
		error_set(error, STATUS_USAGE,
			_("--power-country: '%.40s' is none that is known, allowed is %s, %s, %s"), text,
			POWER_PRICE_WORLD, POWER_PRICE_UNION, codes.data);
	return found;
}
