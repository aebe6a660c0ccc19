/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of a price list are used, and whose they are. */
#include "config.h"

#include "support/price_rows.h"

SHIPPED_DEFINE

#define VAST "{\"offers\": [" \
	"{\"num_gpus\": 1, \"gpu_name\": \"L4\", \"dph_total\": -1, \"min_bid\": 0.3}," \
	"{\"num_gpus\": 1, \"gpu_name\": \"L4\", \"dph_total\": -1, \"min_bid\": -2}]}"
#define SPHERON "{\"data\": [{\"gpuType\": \"L4\", \"offers\": [" \
	"{\"gpuCount\": 1, \"price\": 0, \"spot_price\": 0.3}," \
	"{\"gpuCount\": 1, \"price\": -1, \"spot_price\": 0.4, \"instanceType\": \"SPOT\", \"provider\": \"x\"}," \
	"{\"gpuCount\": 1, \"price\": -1, \"instanceType\": \"SPOT\"}]}]}"

/* How many problems stand at a place of a reply. */
static int problems_at(const char *path)
{
	int count = 0;

	for (int i = 0; i < import.place_count; i++)
		count += strcmp(import.places[i].path, path) == 0;
	return count;
}

/* Two prices of a row are judged apart: a bad one costs the other nothing, and both are told. */
static void price_and_spot(void **state)
{
	(void)state;
	assert_int_equal(read_text(PRICE_FORMAT_SKYPILOT,
		"InstanceType,AcceleratorName,AcceleratorCount,Price,SpotPrice,Region\n"
		"a,L4,1,0,0.3,r\nb,L4,1,-1,0.4,r\nc,L4,1,0.8,-1,r\nd,L4,1,-1,-2,r\ne,L4,1,0,0,r\n"), STATUS_OK);
	CHECK_OFFERS("L4 spot 1 0.3 r a", "L4 spot 1 0.4 r b", "L4 on_demand 1 0.8 r c");
	assert_non_null(strstr(text_at(2), "Price: '0' must be a price"));
	assert_non_null(strstr(text_at(4), "SpotPrice: '-1' must be a price"));
	assert_int_equal(import.place_count, 6);
	prices_release(&import);
	assert_int_equal(price_import_text(PRICE_FORMAT_VAST, "vast", VAST, strlen(VAST), &import, &error), STATUS_OK);
	CHECK_OFFERS("L4 spot 1 0.3 - -");
	assert_int_equal(problems_at("/offers/0"), 1);
	assert_int_equal(problems_at("/offers/1"), 2);
	prices_release(&import);
	assert_int_equal(price_import_text(PRICE_FORMAT_SPHERON, "spheron", SPHERON, strlen(SPHERON), &import, &error),
		STATUS_OK);
	CHECK_OFFERS("L4 spot 1 0.3 - -", "L4 spot 1 0.4 - x");
	assert_int_equal(problems_at("/data/0/offers/0"), 1);
	assert_int_equal(problems_at("/data/0/offers/1"), 1);
	assert_int_equal(problems_at("/data/0/offers/2"), 1);
	prices_release(&import);
}

/* "Foo Bar" and "FooBar" have one key: two providers of these names would be an error of the catalog. */
static void spellings(void **state)
{
	(void)state;
	assert_int_equal(read_text(PRICE_FORMAT_CSV, "provider,gpu,purchase,usd_per_gpu_hour\n"
		"Foo Bar,L4,spot,1\nFooBar,L4,on_demand,2\nfoo-bar,L40S,spot,3\nNebius,L4,spot,1\n"),
		STATUS_OK);
	assert_int_equal(import.provider_count, 2);
	assert_string_equal(import.providers[0].id, "foo-bar");
	assert_string_equal(import.providers[0].name, "Foo Bar");
	for (int i = 0; i < import.offer_count; i++)
		assert_int_equal(import.offers[i].provider, i == 3);
	assert_true(import.providers[1].known);
	prices_release(&import);
}

/* Nobody becomes a provider by rows that are not used. */
static void unused_providers(void **state)
{
	(void)state;
	assert_int_equal(read_text(PRICE_FORMAT_CSV, "provider,gpu,purchase,usd_per_gpu_hour\n"
		"No Cards,K80,spot,1\nNo Price,L4,spot,-1\nSome Cards,K80,spot,1\nSOME cards,L4,spot,1\n"),
		STATUS_OK);
	assert_int_equal(import.provider_count, 1);
	assert_string_equal(import.providers[0].name, "SOME cards");
	assert_int_equal(import.offer_count, 1);
	assert_int_equal(import.offers[0].provider, 0);
	assert_int_equal(count_of(PRICE_PROBLEM_UNKNOWN_GPU), 2);
	prices_release(&import);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(price_and_spot), cmocka_unit_test(spellings),
		cmocka_unit_test(unused_providers),
	};

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
