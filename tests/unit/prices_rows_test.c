/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of a price list are used, and whose they are. */
#include "support/price_rows.h"

SHIPPED_DEFINE

#define VAST \
	"{\"offers\": [" \
	"{\"num_gpus\": 1, \"gpu_name\": \"L4\", \"dph_total\": -1, \"min_bid\": 0.3}," \
	"{\"num_gpus\": 1, \"gpu_name\": \"L4\", \"dph_total\": -1, \"min_bid\": -2}]}"
#define SPHERON \
	"{\"data\": [{\"gpuType\": \"L4\", \"offers\": [" \
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
				 "a,L4,1,0,0.3,r\nb,L4,1,-1,0.4,r\nc,L4,1,0.8,-1,r\nd,L4,1,-1,-2,r\ne,L4,1,0,0,r\n"),
		STATUS_OK);
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
	assert_int_equal(read_text(PRICE_FORMAT_CSV,
				 "provider,gpu,purchase,usd_per_gpu_hour\n"
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
	assert_int_equal(
		read_text(PRICE_FORMAT_CSV,
			"provider,gpu,purchase,usd_per_gpu_hour\n"
			"No Cards,K80,spot,1\nNo Price,L4,spot,-1\nSome Cards,K80,spot,1\nSOME cards,L4,spot,1\n"),
		STATUS_OK);
	assert_int_equal(import.provider_count, 1);
	assert_string_equal(import.providers[0].name, "SOME cards");
	assert_int_equal(import.offer_count, 1);
	assert_int_equal(import.offers[0].provider, 0);
	assert_int_equal(count_of(PRICE_PROBLEM_UNKNOWN_GPU), 2);
	prices_release(&import);
}

/* The last provider's price, the median of the others' lowest ones (10, 10, 14, 20: 12), and what the
 * rule makes of it. The catalog has no price of a GB10. */
static void too_little(void **state)
{
	static const struct {
		const char *others, *last;
		bool refused;
	} lists[] = {
		{ "A,GB10,reserved_3y,10\nB,GB10,reserved_3y,10\nC,GB10,reserved_3y,14\nD,GB10,reserved_3y,20\n",
			"E,GB10,reserved_3y,1.99\n", true },
		{ "A,GB10,reserved_3y,10\nB,GB10,reserved_3y,10\nC,GB10,reserved_3y,14\nD,GB10,reserved_3y,20\n",
			"E,GB10,reserved_3y,2\n", false },
		/* Of one provider the lowest counts, his own does not, and two others are too few. */
		{ "A,GB10,reserved_3y,90\nA,GB10,reserved_3y,10\nB,GB10,reserved_3y,14\nC,GB10,reserved_3y,10\n",
			"E,GB10,reserved_3y,1.66\n", true },
		{ "A,GB10,reserved_3y,90\nA,GB10,reserved_3y,10\nB,GB10,reserved_3y,14\nC,GB10,reserved_3y,10\n",
			"E,GB10,reserved_3y,1.67\n", false },
		{ "A,GB10,reserved_3y,10\nB,GB10,reserved_3y,14\n", "E,GB10,reserved_3y,0.1\n", false },
		/* Another kind of purchase is another thing. */
		{ "A,GB10,reserved_3y,10\nB,GB10,reserved_3y,10\nC,GB10,reserved_3y,14\n", "E,GB10,spot,0.1\n", false },
	};
	struct text list;

	(void)state;
	text_init(&list);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		text_clear(&list);
		text_addf(&list, "provider,gpu,purchase,usd_per_gpu_hour\n%s%s", lists[i].others, lists[i].last);
		assert_int_equal(read_text(PRICE_FORMAT_CSV, list.data), STATUS_OK);
		assert_int_equal(count_of(PRICE_PROBLEM_IMPLAUSIBLE_PRICE), lists[i].refused);
		assert_int_equal(import.prices, import.rows - lists[i].refused);
		assert_int_equal(import.place_count, lists[i].refused);
		prices_release(&import);
	}
	text_release(&list);
}

/* The catalog's own sellers are the others of a list of one: five of them have an MI300X on demand. */
static void less_than_the_catalog(void **state)
{
	(void)state;
	assert_int_equal(read_text(PRICE_FORMAT_CSV,
				 "gpu,gpus,purchase,usd_per_hour,instance\n"
				 "MI300X,1,on_demand,0.50,community\nMI300X,8,on_demand,19.12,secure\n"),
		STATUS_OK);
	CHECK_OFFERS("MI300X on_demand 8 2.39 - secure");
	CHECK_HOLDS(text_at(2), "MI300X: 0.5 USD a GPU and hour is less than a sixth of ");
	assert_int_equal(count_of(PRICE_PROBLEM_IMPLAUSIBLE_PRICE), 1);
	prices_release(&import);
}

/* Parts of a GPU, as RunPod and the driver name them; GCP's a2-highgpu-1g is a whole A100. */
static void slices(void **state)
{
	(void)state;
	assert_int_equal(read_text(PRICE_FORMAT_CSV,
				 "gpu,gpus,purchase,usd_per_hour,instance\n"
				 "B300,1,on_demand,6,NVIDIA B300 MIG 1g.34gb\nB300 1g.34gb,1,on_demand,6,\n"
				 "H100-SXM,1,on_demand,3,mig-small\nA100 SXM4 40GB,1,on_demand,3.67,a2-highgpu-1g\n"
				 "A100 SXM4 40GB,1,spot,3,migrated 1g.x\n"),
		STATUS_OK);
	CHECK_OFFERS("A100-SXM-40GB on_demand 1 3.67 - a2-highgpu-1g", "A100-SXM-40GB spot 1 3 - migrated 1g.x");
	assert_int_equal(count_of(PRICE_PROBLEM_PART_OF_GPU), 3);
	CHECK_HOLDS(text_at(3), "GPU 'B300 1g.34gb': a slice (MIG), not a whole GPU");
	prices_release(&import);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(price_and_spot), cmocka_unit_test(spellings),
		cmocka_unit_test(unused_providers), cmocka_unit_test(too_little),
		cmocka_unit_test(less_than_the_catalog), cmocka_unit_test(slices) };

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
