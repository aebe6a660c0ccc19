/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Continents and countries by code and name. */
#include "study/area.h"

#include "base/i18n.h"

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

void area_add_codes(const struct catalog *c, struct text *out)
{
	for (int i = 0; i < AREA_COUNTRIES; i++)
		text_addf(out, "%s%s", i ? ", " : "", CONTINENT_WORDS[i]);
	text_add(out, _(" or a country: "));
	for (int i = AREA_COUNTRIES; area_id(c, i); i++)
		text_addf(out, "%s%s", i > AREA_COUNTRIES ? ", " : "", area_id(c, i));
}

int area_find(const struct catalog *c, const char *text, struct error *error)
{
	const struct country *country;
	TEXT(codes);

	for (int i = 0; i < AREA_COUNTRIES; i++)
		if (text_compare_nocase(text, CONTINENT_WORDS[i]) == 0 || text_compare_nocase(text, continents[i]) == 0)
			return i;
	country = catalog_country(c, text, NULL);
	if (country)
		return AREA_COUNTRIES + (int)(country - c->countries);
	if (!error)
		return AREA_NONE;
	area_add_codes(c, &codes);
	error_set(error, STATUS_USAGE, _("--country: '%.40s' is none that is known, allowed is %s"), text, codes.data);
	return AREA_NONE;
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
