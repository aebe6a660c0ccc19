/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The country of a region: the table, then the rules by which names are made. */
#include "catalog/place.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/name.h"
#include "catalog/alias.h"

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

enum { PART_BYTES = 64 };

int region_compare(const struct provider *provider, const char *name, const struct region *region)
{
	/* Providers lie in one array: their addresses are in order. */
	int order = ORDER(provider, region->provider);

	return order != 0 ? order : strcasecmp(name, region->name);
}

static const struct region *find_region(const struct catalog *c, const struct provider *provider, const char *name)
{
	int low = 0, high = c->region_count;

	while (low < high) {
		int middle = low + (high - low) / 2, order = region_compare(provider, name, &c->regions[middle]);

		if (order == 0)
			return &c->regions[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const struct country *find_code(const struct catalog *c, const char *code, size_t n)
{
	for (int i = 0; n == 2 && i < c->country_count; i++)
		if (strncasecmp(c->countries[i].id, code, 2) == 0)
			return &c->countries[i];
	return NULL;
}

/* Two letters are a code when they are capitals. */
static const struct country *find_name(const struct catalog *c, const char *name)
{
	char key[NAME_MAX_BYTES];
	bool code = strlen(name) == 2 && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;

	text_key(name, key, sizeof(key));
	return code || strlen(key) > 2 ? alias_find(c->aliases, CATALOG_COUNTRIES, key) : NULL;
}

/* "Georgia, US, NA": place, country, continent. */
static const struct country *by_commas(const struct catalog *c, const char *region)
{
	const char *second = strstr(region, ", "), *third = second ? strstr(second + 2, ", ") : NULL;

	if (!third || strstr(third + 2, ", ") || word_index(CONTINENT_WORDS, third + 2) < 0)
		return NULL;
	return find_code(c, second + 2, (size_t)(third - second - 2));
}

/* "us-dallas-1": country, city, number. */
static const struct country *by_first_part(const struct catalog *c, const char *region)
{
	return find_code(c, region, strcspn(region, "-"));
}

/* "US-KS-2" is in the US; "EU-RO-1", "EUR-IS-1" and "NA-US-1" are in the country behind the continent, not in Namibia. */
static const struct country *by_first_or_second_part(const struct catalog *c, const char *region)
{
	const struct country *first = by_first_part(c, region), *second = NULL;
	size_t n = strcspn(region, "-");

	if (region[n] && (!first || word_index(CONTINENT_WORDS, first->id) >= 0))
		second = by_first_part(c, region + n + 1);
	return second ? second : first;
}

/* "paris-france-1": city, country, number; both names may have several parts. */
static const struct country *by_last_parts(const struct catalog *c, const char *region)
{
	const char *number = strrchr(region, '-');
	char name[PART_BYTES];
	size_t n = number ? (size_t)(number - region) : 0;

	if (n == 0 || n >= sizeof(name) || !number[1] || number[1 + strspn(number + 1, "0123456789")])
		return NULL;
	memcpy(name, region, n);
	name[n] = '\0';
	for (const char *part = strchr(name, '-'); part; part = strchr(part + 1, '-')) {
		const struct country *country = find_name(c, part + 1);

		if (country)
			return country;
	}
	return NULL;
}

/* How a provider makes the names of its regions; NULL: whoever does. */
static const struct rule {
	const char *provider;
	const struct country *(*find)(const struct catalog *c, const char *region);
} rules[] = {
	{ NULL, by_commas },
	{ "runpod", by_first_or_second_part },
	{ "cudo", by_first_part },
	{ "shadeform", by_last_parts },
};

bool place_find(
	const struct catalog *c, const struct provider *provider, const char *region, const struct country **country)
{
	const struct region *listed = find_region(c, provider->regions_as ? provider->regions_as : provider, region);

	if (!listed)
		listed = find_region(c, NULL, region);
	*country = listed ? listed->country : find_name(c, region);
	for (size_t i = 0; !listed && !*country && i < sizeof(rules) / sizeof(rules[0]); i++)
		if (!rules[i].provider || strcmp(rules[i].provider, provider->id) == 0)
			*country = rules[i].find(c, region);
	return listed || *country;
}

static int compare_places(const void *left, const void *right)
{
	const struct offer *a = *(const struct offer *const *)left, *b = *(const struct offer *const *)right;
	int order = strcmp(a->provider->id, b->provider->id);

	return order != 0 ? order : strcmp(a->region, b->region);
}

void place_check(const struct catalog *c, struct error_list *problems)
{
	FREED const struct offer **offers = xcalloc((size_t)c->offer_count + 1, sizeof(*offers));
	int count = 0;

	for (int i = 0; i < c->offer_count; i++) {
		const struct offer *offer = &c->offers[i];
		const struct country *country = offer->country;

		if (offer->region && !country && !place_find(c, offer->provider, offer->region, &country))
			offers[count++] = offer;
	}
	qsort(offers, (size_t)count, sizeof(*offers), compare_places);
	for (int first = 0, next; first < count; first = next) {
		for (next = first + 1; next < count && compare_places(&offers[first], &offers[next]) == 0;)
			next++;
		error_list_add(problems, STATUS_OK,
			ngettext("regions.json: the country of \"%.60s\" of %s is not known (%d price)",
				"regions.json: the country of \"%.60s\" of %s is not known (%d prices)",
				(unsigned long)(next - first)),
			offers[first]->region, offers[first]->provider->id, next - first);
	}
}
