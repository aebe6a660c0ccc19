/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The country of a region, against what providers publish of their regions. */
#include "catalog/place.h"

#include <string.h>

#include "support/shipped.h"

SHIPPED_DEFINE

/* NULL as the country: a place of none; "?": not known. */
struct expected {
	const char *provider, *region, *country;
	enum continent continent;
	enum membership eu;
};

static const char UNKNOWN[] = "?";

static void check_places(const struct expected *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct expected *x = &rows[i];
		const struct provider *provider = catalog_provider(&shipped, x->provider, NULL);
		const struct country *country;
		bool known;

		assert_non_null(provider);
		known = place_find(&shipped, provider, x->region, &country);
		if (x->country == UNKNOWN ? known || country : !known || !country != !x->country)
			fail_msg("%s, %s: %s", x->provider, x->region, country ? country->id : "no country");
		if (!country)
			continue;
		if (strcmp(country->id, x->country) != 0)
			fail_msg("%s, %s: %s, not %s", x->provider, x->region, country->id, x->country);
		assert_int_equal(country->continent, x->continent);
		assert_int_equal(country->eu, x->eu);
	}
}

#define CHECK_PLACES(rows) check_places(rows, sizeof(rows) / sizeof(rows[0]))

/* The same name is another place at another provider. */
static void listed_regions(void **state)
{
	static const struct expected rows[] = {
		{ "aws", "us-east-1", "US", CONTINENT_NA, MEMBERSHIP_NO },
		{ "aws", "eu-west-2", "GB", CONTINENT_EU, MEMBERSHIP_NO },
		{ "aws", "eu-central-2", "CH", CONTINENT_EU, MEMBERSHIP_NO },
		{ "aws", "eu-central-1", "DE", CONTINENT_EU, MEMBERSHIP_EU },
		{ "gcp", "us-central1", "US", CONTINENT_NA, MEMBERSHIP_NO },
		{ "gcp", "europe-west4", "NL", CONTINENT_EU, MEMBERSHIP_EU },
		{ "azure", "norwayeast", "NO", CONTINENT_EU, MEMBERSHIP_EEA },
		{ "azure", "uaenorth", "AE", CONTINENT_AS, MEMBERSHIP_NO },
		{ "azure", "brazilsouth", "BR", CONTINENT_SA, MEMBERSHIP_NO },
		{ "azure", "southafricanorth", "ZA", CONTINENT_AF, MEMBERSHIP_NO },
		{ "azure", "australiaeast", "AU", CONTINENT_OC, MEMBERSHIP_NO },
		{ "hyperstack", "NORWAY-1", "NO", CONTINENT_EU, MEMBERSHIP_EEA },
		{ "vultr", "tlv", "IL", CONTINENT_AS, MEMBERSHIP_NO },
		/* SageMaker runs in the regions of AWS. */
		{ "aws-sagemaker", "ap-south-1", "IN", CONTINENT_AS, MEMBERSHIP_NO },
		{ "aws", "US-EAST-1", "US", CONTINENT_NA, MEMBERSHIP_NO },
	};
	const struct region *iowa = NULL, *missouri = NULL;

	(void)state;
	CHECK_PLACES(rows);
	for (int i = 0; i < shipped.region_count; i++) {
		const struct region *r = &shipped.regions[i];

		if (strcmp(r->name, "us-central1") != 0 || !r->provider)
			continue;
		if (strcmp(r->provider->id, "gcp") == 0)
			iowa = r;
		if (strcmp(r->provider->id, "nebius") == 0)
			missouri = r;
	}
	assert_non_null(iowa);
	assert_non_null(missouri);
	assert_non_null(strstr(iowa->place, "Council Bluffs"));
	assert_non_null(strstr(missouri->place, "Kansas City"));
}

/* What is said of everywhere is of no country; names of countries are those of any provider. */
static void any_provider(void **state)
{
	static const struct expected rows[] = {
		{ "runpod", "global", NULL, 0, 0 },
		{ "runpod", "GLOBAL", NULL, 0, 0 },
		{ "oci", "all regions", NULL, 0, 0 },
		/* A country or a state: to guess would be wrong half of the time. */
		{ "novita", "Georgia", NULL, 0, 0 },
		{ "novita", "Germany", "DE", CONTINENT_EU, MEMBERSHIP_EU },
		{ "novita", "South Korea", "KR", CONTINENT_AS, MEMBERSHIP_NO },
		{ "novita", "UK", "GB", CONTINENT_EU, MEMBERSHIP_NO },
		{ "novita", "LV", "LV", CONTINENT_EU, MEMBERSHIP_EU },
		{ "novita", "United Kingdom", "GB", CONTINENT_EU, MEMBERSHIP_NO },
	};

	(void)state;
	CHECK_PLACES(rows);
}

/* None of these stands in the table but the state of Georgia. */
static void made_names(void **state)
{
	static const struct expected rows[] = {
		{ "vast", "Georgia, US, NA", "US", CONTINENT_NA, MEMBERSHIP_NO },
		{ "vast", "Vilnius, LT, EU", "LT", CONTINENT_EU, MEMBERSHIP_EU },
		{ "vast", ", SA, AS", "SA", CONTINENT_AS, MEMBERSHIP_NO },
		{ "lium", "LV", "LV", CONTINENT_EU, MEMBERSHIP_EU },
		{ "runpod", "EU-RO-1", "RO", CONTINENT_EU, MEMBERSHIP_EU },
		{ "runpod", "EU-RO-77", "RO", CONTINENT_EU, MEMBERSHIP_EU },
		{ "runpod", "EUR-IS-1", "IS", CONTINENT_EU, MEMBERSHIP_EEA },
		{ "runpod", "EUR-IS-77", "IS", CONTINENT_EU, MEMBERSHIP_EEA },
		/* Delaware, not Germany. */
		{ "runpod", "US-DE-77", "US", CONTINENT_NA, MEMBERSHIP_NO },
		/* A continent, not Namibia, American Samoa or Saudi Arabia. */
		{ "runpod", "NA-US-77", "US", CONTINENT_NA, MEMBERSHIP_NO },
		{ "runpod", "AS-JP-77", "JP", CONTINENT_AS, MEMBERSHIP_NO },
		{ "runpod", "SA-BR-77", "BR", CONTINENT_SA, MEMBERSHIP_NO },
		{ "runpod", "AP-JP-77", "JP", CONTINENT_AS, MEMBERSHIP_NO },
		{ "shadeform", "helsinki-finland-77", "FI", CONTINENT_EU, MEMBERSHIP_EU },
		{ "shadeform", "saint-louis-united-states-2", "US", CONTINENT_NA, MEMBERSHIP_NO },
		{ "cudo", "es-madrid-77", "ES", CONTINENT_EU, MEMBERSHIP_EU },
	};

	(void)state;
	CHECK_PLACES(rows);
}

/* Names that look as if they followed the rule of another provider. */
static void unknown_names(void **state)
{
	static const struct expected rows[] = {
		{ "novita", "sa-east-1", UNKNOWN, 0, 0 },
		{ "novita", "me-central-1", UNKNOWN, 0, 0 },
		{ "novita", "Los Angeles, CA", UNKNOWN, 0, 0 },
		{ "cudo", "xx-nowhere-1", UNKNOWN, 0, 0 },
		{ "runpod", "EU-XX-1", UNKNOWN, 0, 0 },
		{ "runpod", "EU", UNKNOWN, 0, 0 },
		{ "shadeform", "denvr-1", UNKNOWN, 0, 0 },
		{ "vast", "Georgia, XX, NA", UNKNOWN, 0, 0 },
		{ "vast", "Georgia, US, North", UNKNOWN, 0, 0 },
		{ "novita", "us", UNKNOWN, 0, 0 },
	};

	(void)state;
	CHECK_PLACES(rows);
}

/* The Union has 27 members, and three more states are in its Economic Area. */
static void members(void **state)
{
	/* The United Nations (M49) count 51, 41, 16, 50, 29 and 60, with Panama in the north of the Americas; they leave out
	 * Taiwan and have Cyprus in Asia. */
	static const int expected[CONTINENT_COUNT] = { 51 + 1, 41, 16, 50 + 1 - 1, 29, 60 };
	int members = 0, area = 0, continents[CONTINENT_COUNT] = { 0 };

	(void)state;
	for (int i = 0; i < shipped.country_count; i++) {
		const struct country *country = &shipped.countries[i];

		continents[country->continent]++;
		members += country->eu == MEMBERSHIP_EU;
		area += country->eu == MEMBERSHIP_EEA;
		/* Cyprus counts as Europe, as its membership does. */
		assert_true(country->eu == MEMBERSHIP_NO || country->continent == CONTINENT_EU);
	}
	assert_int_equal(members, 27);
	assert_int_equal(area, 3);
	/* ISO 3166-1 has 249 codes, one of them Antarctica. */
	assert_int_equal(shipped.country_count, 248);
	for (int i = 0; i < CONTINENT_COUNT; i++)
		assert_int_equal(continents[i], expected[i]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(listed_regions),
		cmocka_unit_test(any_provider),
		cmocka_unit_test(made_names),
		cmocka_unit_test(unknown_names),
		cmocka_unit_test(members),
	};

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
