/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Continents and countries by code and name. */
#include "catalog/area.h"

#include <string.h>

#include "base/i18n.h"
#include "base/name.h"
#include "catalog/alias.h"

static const char *const continents[CONTINENT_COUNT] = { N_("Europe"), N_("North America"), N_("South America"),
	N_("Asia"), N_("Oceania"), N_("Africa") };

const char *area_id(const struct catalog *c, int area)
{
	const struct country *country;

	if (area < AREA_COUNTRIES)
		return CONTINENT_WORDS[area];
	if (area >= AREA_COUNTRIES + c->country_count)
		return NULL;
	country = &c->countries[area - AREA_COUNTRIES];
	return word_index(CONTINENT_WORDS, country->id) < 0 ? country->id : country->name;
}

const char *area_name(const struct catalog *c, int area)
{
	return area < AREA_COUNTRIES ? _(continents[area]) : c->countries[area - AREA_COUNTRIES].name;
}

void area_add_codes(struct text *out)
{
	for (int i = 0; i < AREA_COUNTRIES; i++)
		text_addf(out, "%s%s", i ? ", " : "", CONTINENT_WORDS[i]);
	text_add(out, _(" or a country by name or code of two letters, such as US or DE"));
}

static bool is_continent(int area, const char *key)
{
	char code[NAME_MAX_BYTES], name[NAME_MAX_BYTES];

	text_key(CONTINENT_WORDS[area], code, sizeof(code));
	text_key(continents[area], name, sizeof(name));
	return strcmp(key, code) == 0 || strcmp(key, name) == 0;
}

int area_find(const struct catalog *c, const char *text)
{
	const struct country *country;
	char key[NAME_MAX_BYTES];

	text_key(text, key, sizeof(key));
	for (int i = 0; i < AREA_COUNTRIES; i++)
		if (is_continent(i, key))
			return i;
	country = alias_find(c->aliases, CATALOG_COUNTRIES, key);
	return country ? AREA_COUNTRIES + (int)(country - c->countries) : AREA_NONE;
}

int area_of_id(const struct catalog *c, const char *id)
{
	const char *found;
	int area = 0;

	while ((found = area_id(c, area)) && strcmp(found, id) != 0)
		area++;
	return found ? area : AREA_NONE;
}

int area_continent(const struct catalog *c, int area)
{
	return area < AREA_COUNTRIES ? area : (int)c->countries[area - AREA_COUNTRIES].continent;
}

bool area_holds(const struct catalog *c, int area, const struct country *country)
{
	if (!country)
		return false;
	return area < AREA_COUNTRIES ? (int)country->continent == area
				     : country == &c->countries[area - AREA_COUNTRIES];
}

bool area_set_has(const struct area_set *set, int area)
{
	return set->bits[area / 8] & (1u << (area % 8));
}

void area_set_add(struct area_set *set, int area)
{
	set->count += !area_set_has(set, area);
	set->bits[area / 8] = (unsigned char)(set->bits[area / 8] | 1u << (area % 8));
}

bool area_set_holds(const struct catalog *c, const struct area_set *set, const struct country *country)
{
	return country &&
		(area_set_has(set, (int)country->continent) ||
			area_set_has(set, AREA_COUNTRIES + (int)(country - c->countries)));
}
