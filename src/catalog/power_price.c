/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking up a price of electricity: the country, its continent, the world. */
#include "catalog/power_price.h"

#include "base/i18n.h"
#include "base/text.h"
#include "catalog/country.h"

static const char WORLD[] = "world";

const struct ownership_default *power_price_at(const struct catalog *c, int i)
{
	for (int k = 0; k < c->ownership_count; k++)
		if (c->ownership[k].field == OWNERSHIP_KWH_PRICE && i-- == 0)
			return &c->ownership[k];
	return NULL;
}

const char *power_price_place(const struct ownership_default *price)
{
	return price->of ? price->of : WORLD;
}

static const struct ownership_default *price_of(const struct catalog *c, const char *place)
{
	const struct ownership_default *price;

	for (int i = 0; (price = power_price_at(c, i)); i++)
		if (text_compare_nocase(power_price_place(price), place) == 0)
			return price;
	return NULL;
}

const struct ownership_default *power_price_find(const struct catalog *c, const char *country, struct error *error)
{
	const char *continent = country_continent(country);
	const struct ownership_default *found = price_of(c, country);

	if (!found && continent)
		found = price_of(c, continent);
	if (!found && country_is_known(country))
		found = price_of(c, WORLD);
	if (!found && error)
		error_set(error, STATUS_USAGE,
			_("unknown country '%.40s'; allowed is a code of two letters such as US or DE, or one of %s"),
			country, COUNTRY_GROUPS);
	return found;
}
