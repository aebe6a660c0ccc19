/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries, and what providers call the places of their machines. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "catalog/load.h"
#include "catalog/place.h"

enum { PROVIDER_BYTES = 64 };

static const char *const COUNTRY_KEYS[] = { "id", "name", "aliases", "continent", "eu", "source", "notes", NULL };

static void load_country(struct load *load, const cJSON *item, void *thing)
{
	struct country *country = thing;

	country->name = need_text(load, item, "name");
	country->continent = (enum continent)get_word(load, item, "continent", CONTINENT_WORDS, -1);
	country->eu = (enum membership)get_word(load, item, "eu", MEMBERSHIP_WORDS, -1);
	country->source = need_text(load, item, "source");
	add_names(load, item, CATALOG_COUNTRIES, country);
	add_name(load, CATALOG_COUNTRIES, country->name, country);
}

const struct kind_row COUNTRY_KIND = { KIND_ARRAY(country, countries, country_count), .item = load_country,
	.keys = COUNTRY_KEYS, .most = CATALOG_COUNTRIES_MAX };

static const char *const REGION_KEYS[] = { "id", "country", "place", "source", "notes", NULL };

/* "aws:us-east-1", "*:global" of any provider. */
static void read_region_id(struct load *load, struct region *region)
{
	size_t n = strcspn(region->id, ":");
	char provider[PROVIDER_BYTES];

	if (n == 0 || n >= sizeof(provider) || !region->id[n] || !region->id[n + 1]) {
		item_error(load, "id", _("\"%.60s\" must be PROVIDER:REGION"), region->id);
		return;
	}
	memcpy(provider, region->id, n);
	provider[n] = '\0';
	region->name = region->id + n + 1;
	if (strcmp(provider, "*") != 0)
		region->provider = resolve(load, "id", CATALOG_PROVIDERS, provider);
}

static void load_region(struct load *load, const cJSON *item, void *thing)
{
	struct region *region = thing;

	read_region_id(load, region);
	region->country = get_reference(load, item, "country", CATALOG_COUNTRIES);
	region->place = get_text(load, item, "place");
	region->source = need_text(load, item, "source");
	region->notes = get_text(load, item, "notes");
}

static int compare_regions(const void *left, const void *right)
{
	const struct region *a = left, *b = right;

	return region_compare(a->provider, a->name, b);
}

/* Sorting makes the id table of regions useless: nothing refers to a region. */
static void regions_finish(struct load *load)
{
	struct catalog *c = load->catalog;

	if (c->region_count > 0)
		qsort(load->regions_read, (size_t)c->region_count, sizeof(*load->regions_read), compare_regions);
	id_table_release(&load->ids[CATALOG_REGIONS]);
}

static void regions_start(struct load *load, struct entries *entries, void *things)
{
	(void)entries;
	load->regions_read = things;
}

const struct kind_row REGION_KIND = { KIND_ARRAY(region, regions, region_count), .start = regions_start,
	.item = load_region, .finish = regions_finish, .keys = REGION_KEYS };
