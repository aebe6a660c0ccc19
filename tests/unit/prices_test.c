/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists of others: every format against offers worked out by hand, and each trap. */
#include "support/price_rows.h"

SHIPPED_DEFINE

/* 24 / 8 = 3, 10 / 8 = 1.25; 44, 48 and 52 for eight are 5.5, 6 and 6.5, of which 6 is the median. */
static void skypilot(void **state)
{
	(void)state;
	read_list(0);
	CHECK_OFFERS("H100-SXM-80GB on_demand 8 3 north-1 gpu-h100-sxm_8gpu",
		"H100-SXM-80GB spot 8 1.25 north-1 gpu-h100-sxm_8gpu",
		"L40S on_demand 1 1.5 Hafnarfjarðarkaupstaður, IS, EU l40s_1",
		"L40S on_demand 2 1.6 Hafnarfjarðarkaupstaður, IS, EU l40s_2",
		"RTX-A6000 on_demand 1 0.6 north-1 a6000_1", "RTX-A6000 spot 1 0.75 north-1 a6000_1",
		"B200 on_demand 8 5.5 south b200_8");
	assert_int_equal(import.rows, 11);
	assert_int_equal(import.cpu_rows, 1);
	assert_int_equal(import.prices, 9);
	assert_string_equal(offer_of("B200", PURCHASE_ON_DEMAND)->notes, "Lowest of 3; median 6");
	assert_string_equal(offer_of("RTX-A6000", PURCHASE_SPOT)->notes, "Spot is not below on demand, 0.6 USD");
	assert_null(offer_of("H100-SXM-80GB", PURCHASE_SPOT)->notes);
	assert_int_equal(count_of(PRICE_PROBLEM_SPOT_NOT_CHEAPER), 1);
	assert_int_equal(count_of(PRICE_PROBLEM_AMBIGUOUS_GPU), 1);
	assert_int_equal(count_of(PRICE_PROBLEM_UNKNOWN_GPU), 2);
	assert_non_null(strstr(text_at(4), "H100-PCIe-80GB, H100-SXM-80GB, H100-NVL-94GB"));
	assert_non_null(strstr(text_at(11), "'K80' is not in the catalog"));
	prices_release(&import);
}

/*
 * Lines of the SkyPilot catalog as they stand there (github.com/skypilot-org/skypilot-catalog,
 * catalogs/v8: nebius at 0082b04, hyperstack at fdc9d90, jarvislabs at 57d6578): single facts.
 */
static void real_lines(void **state)
{
	(void)state;
	assert_int_equal(
		read_text(PRICE_FORMAT_SKYPILOT,
			"InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,Region,GpuInfo,SpotPrice\r\n"
			"cpu-d3_4vcpu-16gb,,0,4,16,0.0992,eu-north1,,\r\n"
			"gpu-h100-sxm_1gpu-16vcpu-200gb,H100,1,16,200,2.95,eu-north1,\"{'Gpus': [{'Name': 'H100', "
			"'Manufacturer': 'NVIDIA', 'Count': 1, 'MemoryInfo': {'SizeInMiB': 81920}}], "
			"'TotalGpuMemoryInMiB': 81920}\",1.25\r\n"),
		STATUS_OK);
	CHECK_OFFERS("H100-SXM-80GB on_demand 1 2.95 eu-north1 gpu-h100-sxm_1gpu-16vcpu-200gb",
		"H100-SXM-80GB spot 1 1.25 eu-north1 gpu-h100-sxm_1gpu-16vcpu-200gb");
	assert_int_equal(import.cpu_rows, 1);
	prices_release(&import);
	assert_int_equal(
		read_text(PRICE_FORMAT_SKYPILOT,
			"InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,Region,SpotPrice\n"
			"n3-A100x8,A100-80G-PCIe,8,252,1440.0,\"{'Gpus': [{'Name': 'A100-80G-PCIe', "
			"'Manufacturer': null, 'Count': 8, 'MemoryInfo': {'SizeInMiB': 81920}}], "
			"'TotalGpuMemoryInMiB': 655360}\",10.8,CANADA-1,\n"),
		STATUS_OK);
	CHECK_OFFERS("A100-PCIe-80GB on_demand 8 1.35 CANADA-1 n3-A100x8");
	prices_release(&import);
	assert_int_equal(
		read_text(PRICE_FORMAT_SKYPILOT,
			"InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Region,SpotPrice,Price\r\n"
			"8x_L4_224V_992G,L4,8,224.0,992,\"{'Gpus': [{'Name': 'L4', 'Manufacturer': 'Nvidia', "
			"'Count': 8, 'MemoryInfo': {'SizeInMiB': 24576}}], 'TotalGpuMemoryInMiB': 196608}\",IN2,,3.52\r\n"),
		STATUS_OK);
	CHECK_OFFERS("L4 on_demand 8 0.44 IN2 8x_L4_224V_992G");
	prices_release(&import);
}

/* 55.04 / 8 = 6.88, 20 / 8 = 2.5; a p5 is SXM, an A100 of 80 GB may be either. */
static void gpuhunt(void **state)
{
	(void)state;
	read_list(1);
	CHECK_OFFERS("H100-SXM-80GB on_demand 8 6.88 us-east-1 p5.48xlarge",
		"H100-SXM-80GB spot 8 2.5 us-east-1 p5.48xlarge", "L40S on_demand 1 1.861 us-east-1 g6e.xlarge",
		"MI325X on_demand 1 2 us-east-1 x3");
	assert_int_equal(import.cpu_rows, 1);
	assert_non_null(strstr(text_at(6), "A100-PCIe-80GB, A100-SXM-80GB"));
	assert_non_null(strstr(text_at(7), "48 GB here and 24 GB in the catalog"));
	assert_string_equal(text_at(9), "spot: 'maybe' must be True or False");
	prices_release(&import);
}

/* 20 / 8 = 2.5, 9.6 / 8 = 1.2, 1.10 / 2 = 0.55 from a string. */
static void spheron(void **state)
{
	(void)state;
	read_list(2);
	CHECK_OFFERS("H100-SXM-80GB on_demand 8 2.5 us-1, us-2 dc-one", "H100-SXM-80GB spot 8 1.2 us-1, us-2 dc-one",
		"H100-SXM-80GB spot 1 1.03 - dc-two", "RTX-4090 on_demand 2 0.55 - dc-three");
	assert_non_null(strstr(text_at_path("/data/0/offers/2"), "not available"));
	assert_non_null(strstr(text_at_path("/data/1/offers/1"), "the currency is 'EUR'"));
	prices_release(&import);
}

/* 2392 cents / 8 = 2.99 dollars, 160 / 2 = 0.80. */
static void lambda(void **state)
{
	(void)state;
	read_list(3);
	CHECK_OFFERS("H100-SXM-80GB on_demand 8 2.99 - gpu_8x_h100_sxm5",
		"A100-PCIe-40GB on_demand 1 1.29 - gpu_1x_a100", "A10 on_demand 1 0.75 - gpu_1x_a10",
		"GH200 on_demand 1 1.49 - gpu_1x_gh200", "RTX-A6000 on_demand 2 0.8 - gpu_2x_a6000");
	assert_int_equal(import.cpu_rows, 1);
	assert_non_null(strstr(text_at_path("/data/gpu_1x_rtx6000"), "'RTX 6000 (24 GB)'"));
	prices_release(&import);
}

/* 0.80 and 0.70 for two are 0.40 and 0.35, their median 0.375; memory tells A100 from A100. */
static void vast(void **state)
{
	(void)state;
	read_list(4);
	CHECK_OFFERS("RTX-4090 on_demand 2 0.35 Sweden, SE -", "RTX-4090 spot 2 0.2 Sweden, SE -",
		"A100-PCIe-80GB on_demand 1 0.9 - -", "A100-PCIe-80GB spot 1 0.5 - -",
		"A100-PCIe-40GB on_demand 1 0.6 Texas, US -", "A100-PCIe-40GB spot 1 0.6 Texas, US -");
	assert_string_equal(offer_of("RTX-4090", PURCHASE_ON_DEMAND)->notes, "Lowest of 2; median 0.375");
	assert_non_null(strstr(text_at_path("/offers/4"), "not the same card"));
	assert_non_null(strstr(text_at_path("/offers/5"), "H200-SXM, H200-NVL"));
	assert_non_null(strstr(text_at_path("/offers/6"), "'-1' must be a price of 0.01 to 1000"));
	assert_int_equal(count_of(PRICE_PROBLEM_SPOT_NOT_CHEAPER), 1);
	assert_int_equal(offer_of("RTX-4090", PURCHASE_SPOT)->kind, PROVIDER_MARKETPLACE);
	prices_release(&import);
}

static void runpod(void **state)
{
	(void)state;
	read_list(5);
	CHECK_OFFERS("H100-SXM-80GB on_demand 1 2.99 - secure cloud",
		"H100-SXM-80GB on_demand 1 2.69 - community cloud", "H100-SXM-80GB spot 1 1.75 - -",
		"L40S on_demand 1 0.86 - secure cloud", "L40S spot 1 0.9 - -");
	assert_int_equal(count_of(PRICE_PROBLEM_PLACEHOLDER), 1);
	assert_non_null(strstr(text_at_path("/data/gpuTypes/1"), "placeholders"));
	assert_int_equal(offer_of("L40S", PURCHASE_ON_DEMAND)->kind, PROVIDER_SPECIALIST);
	for (int i = 0; i < import.offer_count; i++)
		if (import.offers[i].instance && strcmp(import.offers[i].instance, "community cloud") == 0)
			assert_int_equal(import.offers[i].kind, PROVIDER_MARKETPLACE);
	prices_release(&import);
}

/* 28 / 8 = 3.5; every other line of the file has one mistake. */
static void plain(void **state)
{
	static const struct {
		size_t line;
		const char *text;
	} wanted[] = { { 5, "currency: the currency is 'EUR'" }, { 6, "usd_per_gpu_hour: the currency is '€'" },
		{ 7, "'-1' must be a price of 0.01 to 1000 USD" }, { 8, "0.01 to 1000 USD" }, { 9, "0.01 to 1000 USD" },
		{ 10, "0.01 to 1000 USD" }, { 11, "there is no price" }, { 12, "as_of: " },
		{ 13, "as_of: '2027-01-01' is after today, 2026-11-20" },
		{ 14, "gpus: '1.5' must be a whole number of GPUs from 1 to 100000" },
		{ 15, "purchase: 'weekly' must be on_demand, spot, reserved_1y" },
		{ 16, "gpus: without it usd_per_hour is not known" },
		{ 17, "usd_per_hour: it is 2 USD a GPU, usd_per_gpu_hour says 1.5" },
		{ 18, "the row has 5 fields, the header 11" }, { 19, "no GPU is named" },
		{ 20, "source: 'two words' must be one word" } };
	const struct price_offer *dated;

	(void)state;
	read_list(6);
	CHECK_OFFERS("H200-SXM reserved_1y 8 2.5 eu -", "H200-SXM on_demand 8 3.5 eu -", "L40S on_demand nan 0.99 - -");
	dated = offer_of("H200-SXM", PURCHASE_RESERVED_1Y);
	assert_int_equal(dated->as_of, price_day("2026-10-05"));
	assert_string_equal(dated->source, "own-quote");
	assert_int_equal(offer_of("H200-SXM", PURCHASE_ON_DEMAND)->as_of, price_day("2026-11-01"));
	assert_int_equal(import.provider_count, 2);
	assert_string_equal(import.providers[1].id, "quiet-racks");
	assert_string_equal(import.providers[1].name, "Quiet Racks");
	assert_false(import.providers[1].known);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (!strstr(text_at(wanted[i].line), wanted[i].text))
			fail_msg("line %zu: %s", wanted[i].line, text_at(wanted[i].line));
	assert_int_equal(import.place_count, sizeof(wanted) / sizeof(wanted[0]));
	prices_release(&import);
}

/* Columns by name in any order and case; BOM, CRLF and a last line without an end. */
static void headers(void **state)
{
	(void)state;
	assert_int_equal(
		read_text(PRICE_FORMAT_SKYPILOT,
			"\xef\xbb\xbfRegion,SPOTPRICE,price,gpuinfo,AcceleratorCount,acceleratorname,instancetype\r\n"
			"r1,,6,\"{'a', \"\"b\"\"}\",4,L40S,m\r\nr2,1,2,,1,L4,n"),
		STATUS_OK);
	CHECK_OFFERS("L40S on_demand 4 1.5 r1 m", "L4 on_demand 1 2 r2 n", "L4 spot 1 1 r2 n");
	assert_non_null(strstr(text_at(3), "the last line has no line end"));
	prices_release(&import);
	assert_int_equal(read_text(PRICE_FORMAT_SKYPILOT, "InstanceType,Price\na,1\n"), STATUS_DATA);
	assert_string_equal(error.text, "list:1: the column AcceleratorName is missing; is it another format?");
	prices_release(&import);
	assert_int_equal(read_text(PRICE_FORMAT_CSV, "gpu,purchase\nL4,spot\n"), STATUS_DATA);
	assert_non_null(strstr(error.text, "usd_per_gpu_hour or usd_per_hour is wanted"));
	prices_release(&import);
	assert_int_equal(read_text(PRICE_FORMAT_CSV, ""), STATUS_DATA);
	prices_release(&import);
}

/* An open quote costs its own line only. */
static void truncated(void **state)
{
	(void)state;
	assert_int_equal(
		read_text(PRICE_FORMAT_CSV,
			"gpu,purchase,usd_per_gpu_hour,region\nL4,on_demand,1,\"closed\"x\nL40S,on_demand,2,r\n"
			"H20,on_demand,3,\"open\nA30,on_demand,4,r\nA40,on_dem"),
		STATUS_OK);
	CHECK_OFFERS("L40S on_demand nan 2 r -", "A30 on_demand nan 4 r -");
	assert_string_equal(text_at(2), "text behind a closing quote");
	assert_string_equal(text_at(4), "a quote is never closed");
	assert_string_equal(text_at(6), "the last line is cut off: 2 of 4 fields");
	assert_int_equal(import.rows, 5);
	prices_release(&import);
}

/* Prices as people and programs write them. */
static void amounts(void **state)
{
	static const struct {
		const char *text;
		double usd; /* 0: refused */
	} wanted[] = { { "1.5", 1.5 }, { " 1.5 ", 1.5 }, { "$1.5", 1.5 }, { "US$ 1.5", 1.5 }, { "1.5 USD", 1.5 },
		{ "1.5usd", 1.5 }, { "USD1.5", 1.5 }, { "15e-1", 1.5 }, { ".5", 0.5 }, { "1000", 1000 },
		{ "0.01", 0.01 }, { "0.0099", 0 }, { "1e-300", 0 }, { "1000.1", 0 }, { "0", 0 }, { "-0.5", 0 },
		{ "1,5", 0 }, { "0x10", 0 }, { "infinity", 0 }, { "NaN", 0 }, { "1.5.2", 0 }, { "$", 0 },
		{ "1e999", 0 }, { "EUR 1.5", 0 }, { "1.5 EUR", 0 }, { "£1", 0 }, { "1.5/h", 0 } };
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		enum status status;

		snprintf(text, sizeof(text), "gpu,purchase,usd_per_gpu_hour\nL4,spot,\"%s\"\n", wanted[i].text);
		status = read_text(PRICE_FORMAT_CSV, text);
		if ((status == STATUS_OK) != (wanted[i].usd > 0.0) ||
			(status == STATUS_OK && fabs(import.offers[0].usd_per_gpu_hour - wanted[i].usd) > 1e-12))
			fail_msg("'%s': %s", wanted[i].text, status == STATUS_OK ? "another price" : text_at(2));
		assert_int_equal(import.place_count, status != STATUS_OK);
		prices_release(&import);
	}
}

/* The names that public lists use for one GPU. */
static void names(void **state)
{
	static const struct {
		const char *label, *instance, *gpu; /* NULL: ambiguous or unknown */
	} wanted[] = { { "A100-80GB-SXM", "", "A100-SXM-80GB" }, { "A100-80G-PCIe", "", "A100-PCIe-80GB" },
		{ "A100-80G-PCIe-NVLink", "n3-A100x8-NVLink", "A100-PCIe-80GB" },
		{ "A100-80GB", "node-sxm4", "A100-SXM-80GB" }, { "A100-80GB", "", NULL }, { "A100", "", NULL },
		{ "A100", "node-sxm4", NULL }, { "H100", "", NULL }, { "H100", "gpu-h100-sxm_1gpu", "H100-SXM-80GB" },
		{ "H100", "n3-H100-SXM5x8", "H100-SXM-80GB" }, { "H100", "sxm-or-pcie", NULL },
		{ "H100-94GB", "", "H100-NVL-94GB" }, { "H100-SXM", "", "H100-SXM-80GB" },
		{ "H100-MEGA", "", "H100-SXM-80GB" }, { "H100_SXM5", "", "H100-SXM-80GB" },
		{ "H100-80G-SXM5", "", "H100-SXM-80GB" }, { "RTX-PRO-6000", "", "RTX-PRO-6000-SE" },
		{ "RTXPRO6000", "", "RTX-PRO-6000-SE" }, { "RTX PRO 6000 96GB", "", "RTX-PRO-6000-SE" },
		{ "RTXPRO6000S", "", "RTX-PRO-6000-SE" }, { "A6000", "", "RTX-A6000" }, { "RTXA6000", "", "RTX-A6000" },
		{ "RTX-A6000", "", "RTX-A6000" }, { "RTX6000-Ada", "", "RTX-6000-Ada" },
		{ "RTX6000Ada", "", "RTX-6000-Ada" }, { "RTX 6000", "", NULL }, { "H100-40GB", "", NULL },
		{ "Tesla V100 32 GB", "", "V100-SXM-32GB" }, { "tpu-v5litepod-8", "", NULL }, { "--", "", NULL } };
	char text[300];

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		enum status status;

		snprintf(text, sizeof(text), "gpu,instance,purchase,usd_per_gpu_hour\n%s,%s,spot,1\n", wanted[i].label,
			wanted[i].instance);
		status = read_text(PRICE_FORMAT_CSV, text);
		if ((status == STATUS_OK) == !wanted[i].gpu ||
			(status == STATUS_OK && strcmp(import.offers[0].gpu->id, wanted[i].gpu) != 0))
			fail_msg("%s %s: %s", wanted[i].label, wanted[i].instance,
				status == STATUS_OK ? import.offers[0].gpu->id : text_at(2));
		prices_release(&import);
	}
}

/* Mithril's dollar a GPU means that there is no price; another price of it does not. */
static void placeholder(void **state)
{
	static const char text[] = "InstanceType,AcceleratorName,AcceleratorCount,Price,Region\n"
				   "a,L40S,1,1.0,r\nb,L40S,8,8.0,r\nc,L40S,1,1.2,r\n";

	(void)state;
	assert_int_equal(
		price_import_text(PRICE_FORMAT_SKYPILOT, "Mithril", text, strlen(text), &import, &error), STATUS_OK);
	CHECK_OFFERS("L40S on_demand 1 1.2 r c");
	assert_int_equal(count_of(PRICE_PROBLEM_PLACEHOLDER), 2);
	prices_release(&import);
}

/* Replaces what the same provider had of the same source, and nothing else. */
static void merged(void **state)
{
	static const char old[] =
		"{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"prices\", \"notes\": \"mine\", \"items\": [\n"
		"{\"id\": \"1\", \"provider\": \"nebius\", \"source\": \"csv\"},\n"
		"{\"id\": \"2\", \"provider\": \"nebius\", \"source\": \"own\"},\n"
		"{\"id\": \"3\", \"provider\": \"aws\", \"source\": \"csv\"}]}";
	struct text out, again;
	int replaced;

	(void)state;
	text_init(&out);
	text_init(&again);
	assert_int_equal(read_text(PRICE_FORMAT_CSV,
				 "gpu,region,purchase,usd_per_gpu_hour\n"
				 "L4,a b,spot,1\nL4,a-b,spot,2\n"),
		STATUS_OK);
	assert_int_equal(prices_merge_offers(&import, old, strlen(old), "old", &replaced, &out, &error), STATUS_OK);
	assert_int_equal(replaced, 1);
	assert_null(strstr(out.data, "\"id\":\"1\""));
	assert_non_null(strstr(out.data, "\"id\":\"2\""));
	assert_non_null(strstr(out.data, "\"id\":\"3\""));
	assert_non_null(strstr(out.data, "\"notes\": \"mine\""));
	assert_non_null(strstr(out.data, "\"nebius:L4:spot:-:a-b:-:csv:2026-11-01\""));
	assert_non_null(strstr(out.data, "\"nebius:L4:spot:-:a-b:-:csv:2026-11-01~2\""));
	assert_int_equal(
		prices_merge_offers(&import, out.data, out.length, "old", &replaced, &again, &error), STATUS_OK);
	assert_int_equal(replaced, 2);
	assert_string_equal(again.data, out.data);
	assert_int_equal(prices_merge_offers(&import, "[1]", 3, "old", &replaced, &again, &error), STATUS_DATA);
	assert_non_null(strstr(error.text, "not an overlay file of kind prices"));
	prices_release(&import);
	text_release(&out);
	text_release(&again);
}

/* More offers than a file may hold: machines are no longer told apart, and their number is said. */
static void crowded(void **state)
{
	enum { MACHINES = 40001 };
	struct text list;

	(void)state;
	text_init(&list);
	text_add(&list, "gpu,instance,purchase,usd_per_gpu_hour\n");
	for (int i = 0; i < MACHINES; i++)
		text_addf(&list, "L4,m%d,spot,%.4f\n", i, 1.0 + (i + 1) / 10000.0);
	assert_int_equal(read_text(PRICE_FORMAT_CSV, list.data), STATUS_OK);
	CHECK_OFFERS("L4 spot nan 1.0001 - -");
	/* The middle of 1.0001 to 5.0001. */
	assert_string_equal(import.offers[0].notes, "Lowest of 40001; median 3.0001");
	prices_release(&import);
	text_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(skypilot), cmocka_unit_test(real_lines),
		cmocka_unit_test(gpuhunt), cmocka_unit_test(spheron), cmocka_unit_test(lambda), cmocka_unit_test(vast),
		cmocka_unit_test(runpod), cmocka_unit_test(plain), cmocka_unit_test(headers),
		cmocka_unit_test(truncated), cmocka_unit_test(amounts), cmocka_unit_test(names),
		cmocka_unit_test(placeholder), cmocka_unit_test(merged), cmocka_unit_test(crowded) };

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
