/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped data files: that they load, what they say, and look-up by name. */
#include "catalog/catalog.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "support/check.h"
#include "support/random.h"

static char data[1024];
static struct catalog shipped;

static int enter(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct error_list problems = { 0 };
	enum status status;

	(void)state;
	snprintf(data, sizeof(data), "%s/data", top ? top : ".");
	status = catalog_load(&shipped, data, NULL, 0, &problems);
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s\n", problems.items[i].text);
	if (problems.count > 0)
		status = STATUS_DATA;
	error_list_release(&problems);
	return status != STATUS_OK;
}

static int leave(void **state)
{
	(void)state;
	catalog_release(&shipped);
	return 0;
}

static void test_shipped(void **state)
{
	const struct constants *k = &shipped.constants;
	struct error error;
	const struct gpu *h100 = catalog_gpu(&shipped, "H100-SXM-80GB", &error);

	(void)state;
	assert_true(shipped.gpu_count >= 60 && shipped.model_count >= 140);
	assert_true(shipped.offer_count >= 600 && shipped.engine_count == 4);
	assert_non_null(h100);
	CHECK_NEAR(h100->bandwidth_bytes_per_s, 3.35e12, 1e-9);
	CHECK_NEAR(h100->memory_bytes / 1073741824.0, 79.6, 5e-3);
	assert_int_equal(h100->link_count > 0, 1);
	assert_true(h100->family->calibrated);
	CHECK_NEAR(h100->family->e_bw, 0.87, 0.05);
	CHECK_NEAR(k->activation_floor_bytes, 70.0 * 1048576.0, 1e-9);
	CHECK_NEAR(k->pp_boundary_s, 1e-5, 1e-9);
	assert_true(k->e_moe_fl[EXPERT_MXFP4] > 0.2 && k->e_moe_fl[EXPERT_MXFP4] < 0.8);
	assert_true(shipped.newest_price > 20000);
}

/* Everything that names a source names one of sources.json. */
static void test_sources(void **state)
{
	(void)state;
	for (int i = 0; i < shipped.gpu_count; i++)
		assert_non_null(catalog_source(&shipped, shipped.gpus[i].source));
	for (int i = 0; i < shipped.offer_count; i++)
		assert_non_null(catalog_source(&shipped, shipped.offers[i].source));
	for (int i = 0; i < shipped.parameter_count; i++)
		assert_non_null(catalog_source(&shipped, shipped.parameters[i].source));
	for (int i = 0; i < shipped.model_count; i++)
		assert_non_null(catalog_source(&shipped, shipped.models[i].source));
	for (int i = 0; i < shipped.format_count; i++)
		assert_non_null(catalog_source(&shipped, shipped.formats[i].source));
	for (int i = 0; i < shipped.mig_count; i++)
		assert_non_null(catalog_source(&shipped, shipped.mig[i].source));
	for (int i = 0; i < shipped.engine_count; i++)
		assert_non_null(catalog_source(&shipped, shipped.engines[i].source));
	assert_null(catalog_source(&shipped, "no-such-source at all"));
	assert_null(catalog_source(&shipped, NULL));
}

static void test_offers(void **state)
{
	int total = 0, count = 0;

	(void)state;
	for (int g = 0; g < shipped.gpu_count; g++) {
		const struct offer *o = catalog_offers(&shipped, &shipped.gpus[g], &count);

		for (int i = 0; i < count; i++) {
			assert_ptr_equal(o[i].gpu, &shipped.gpus[g]);
			if (i > 0)
				assert_true(o[i].usd_per_gpu_hour >= o[i - 1].usd_per_gpu_hour);
		}
		total += count;
	}
	for (int i = 0; i < shipped.offer_count; i++) {
		assert_int_equal(!shipped.offers[i].gpu, i >= total);
		assert_non_null(shipped.offers[i].source);
	}
}

static void test_names(void **state)
{
	static const struct {
		const char *name, *id;
	} gpus[] = { { "H100-SXM-80GB", "H100-SXM-80GB" }, { "NVIDIA H100 80GB HBM3", "H100-SXM-80GB" },
		{ "H100_SXM5", "H100-SXM-80GB" }, { "h100 sxm 80gb", "H100-SXM-80GB" }, { "rtx4090", "RTX-4090" } };
	struct error error;
	const struct checkpoint *c;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(gpus); i++) {
		const struct gpu *gpu = catalog_gpu(&shipped, gpus[i].name, &error);

		if (!gpu)
			fail_msg("%s", error.text);
		assert_string_equal(gpu->id, gpus[i].id);
	}
	c = catalog_checkpoint(&shipped, "nvidia/Llama-3.1-8B-Instruct-FP8", &error);
	assert_non_null(c);
	assert_string_equal(c->weights->id, "fp8");
	assert_string_equal(c->model->id, "meta-llama/Llama-3.1-8B");
	c = catalog_checkpoint(&shipped, "meta-llama/Llama-3.3-70B-Instruct", &error);
	assert_non_null(c);
	assert_null(c->weights);
	assert_null(c->kv);
	assert_ptr_equal(catalog_model(&shipped, "llama-3.3-70b", &error), c->model);
	assert_string_equal(catalog_format(&shipped, "Q4_K_M", &error)->id, "q4_k_m");
	assert_string_equal(catalog_kv_format(&shipped, "FP8", &error)->id, "fp8");
	assert_string_equal(catalog_engine(&shipped, "TensorRT-LLM", &error)->id, "tensorrt-llm");
	assert_string_equal(catalog_engine(&shipped, "llama.cpp", &error)->id, "llama.cpp");
	assert_string_equal(catalog_provider(&shipped, "AWS EC2", &error)->id, "aws");
}

static void check_gpu_refused(const char *name, const char *says)
{
	struct error error = { .text = "" };

	assert_null(catalog_gpu(&shipped, name, &error));
	assert_int_equal(error.status, STATUS_USAGE);
	CHECK_HOLDS(error.text, says);
}

static void test_wrong_names(void **state)
{
	struct error error = { .text = "" };

	(void)state;
	check_gpu_refused("H100",
		"ambiguous GPU 'H100': one of H100-PCIe-80GB, H100-SXM-80GB, "
		"H100-NVL-94GB");
	check_gpu_refused("H10O", "unknown GPU 'H10O': did you mean ");
	check_gpu_refused("H10O", "H100-SXM-80GB");
	/* One start of a name is only a suggestion. */
	check_gpu_refused("H100 SXM 8", "unknown GPU 'H100 SXM 8': did you mean H100-SXM-80GB?");
	check_gpu_refused("quantum box", "gpuplan catalog list gpus");
	check_gpu_refused("", "unknown GPU");
	check_gpu_refused("---", "unknown GPU");
	check_gpu_refused("\x1b[31mX", "^[");
	assert_null(catalog_model(&shipped, "qwen", &error));
	CHECK_HOLDS(error.text, "ambiguous model 'qwen': one of ");
	CHECK_HOLDS(error.text, " more");
	assert_null(catalog_engine(&shipped, "ollama-x", &error));
	CHECK_HOLDS(error.text, "one of llama.cpp, sglang, tensorrt-llm, vllm");
	assert_null(catalog_provider(&shipped, "runpodd", &error));
	CHECK_HOLDS(error.text, "did you mean runpod?");
	assert_null(catalog_format(&shipped, "fp9", NULL));
}

/* The shipped files are also good overlays: that is how their keys are checked. */
static void test_shipped_keys(void **state)
{
	const char *const overlays[] = { data };
	struct error_list problems = { 0 };
	struct catalog c;

	(void)state;
	assert_int_equal(catalog_load(&c, data, overlays, 1, &problems), STATUS_OK);
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s\n", problems.items[i].text);
	assert_int_equal(problems.count, 0);
	assert_int_equal(c.offer_count, shipped.offer_count);
	catalog_release(&c);
}

/* Loads the shipped files under offers of one's own. */
static void load_offers(const struct text *items, struct catalog *c)
{
	char folder[] = "/tmp/gpuplan-catalog-XXXXXX";
	const char *const overlays[] = { folder };
	struct error_list problems = { 0 };
	struct error error;
	struct text text;
	char path[64];

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/prices.json", folder);
	text_init(&text);
	text_add(&text, "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"prices\", \"items\": [");
	text_add_n(&text, items->data, items->length - 1);
	text_add(&text, "]}");
	assert_int_equal(file_write_atomic(path, text.data, text.length, &error), STATUS_OK);
	text_release(&text);
	assert_int_equal(catalog_load(c, data, overlays, 1, &problems), STATUS_OK);
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s\n", problems.items[i].text);
	assert_int_equal(problems.count, 0);
	unlink(path);
	rmdir(folder);
}

/* An offer of a day of October 2026 of L4 at nebius, as an item with a comma. */
static void add_offer(
	struct text *items, int number, const char *gpus, const char *region, int day, const char *source, bool named)
{
	text_addf(items,
		"{\"id\": \"test-%d\", \"provider\": \"nebius\", \"gpu\": \"L4\", \"label\": \"L4\", "
		"\"gpus\": %s, \"purchase\": \"on_demand\", \"usd_per_gpu_hour\": %.2f, "
		"\"as_of\": \"2026-10-%02d\", \"source\": \"%s\"",
		number, gpus, 1.0 + random_below(200) / 100.0, day, source);
	if (*region != '\0')
		text_addf(items, ", \"region\": \"%s\"", region);
	if (named)
		text_addf(items, ", \"instance\": \"machine-%d\"", number);
	text_add(items, "},");
}

static bool is_everywhere(const struct offer *o)
{
	return !o->region || strcmp(o->region, "global") == 0;
}

/* A price of one GPU that names no machine is one of any. */
static bool is_of_every_size(const struct offer *o)
{
	return isnan(o->gpus) || (o->gpus < 1.5 && !o->instance);
}

static bool outdates(const struct offer *young, const struct offer *old)
{
	return young->gpu == old->gpu && young->provider == old->provider && young->purchase == old->purchase &&
		young->kind == old->kind && young->trust == PRICE_LIST && young->match == MATCH_EXACT &&
		young->as_of > old->as_of &&
		(is_of_every_size(young) || is_of_every_size(old) || young->gpus == old->gpus) &&
		(is_everywhere(young) || is_everywhere(old) || strcmp(young->region, old->region) == 0);
}

/* Each offer gives way to the youngest of its place and size, of those to the cheapest; returns
 * how many do. */
static int check_newer(const struct catalog *c)
{
	int older = 0;

	for (int i = 0; i < c->offer_count; i++) {
		const struct offer *o = &c->offers[i], *newer = NULL;

		for (int k = 0; k < c->offer_count && o->gpu && o->trust == PRICE_LIST && o->match == MATCH_EXACT; k++)
			if (outdates(&c->offers[k], o) && (!newer || c->offers[k].as_of > newer->as_of))
				newer = &c->offers[k];
		assert_ptr_equal(o->newer, newer);
		older += !!newer;
	}
	return older;
}

static void test_newer(void **state)
{
	static const char *const regions[] = { "", "global", "east", "west", "north", "south", "centre" };
	static const char *const sources[] = { "gpuhunt", "skypilot-catalog", "gpuhunt page 2", "csv" };
	static const char *const gpus[] = { "1", "2", "8", "null" };
	struct catalog c;
	struct text items;
	int older = 0;

	(void)state;
	text_init(&items);
	random_state = 11;
	/* Few of them first, so that most have nothing younger that is everywhere. */
	for (int count = 30; count <= 1200; count *= 2) {
		text_clear(&items);
		for (int i = 0; i < count; i++)
			add_offer(&items, i, gpus[random_below(4)],
				regions[one_in(9) ? random_below(2) : 2 + random_below(5)], 1 + random_below(20),
				sources[random_below(4)], one_in(2));
		load_offers(&items, &c);
		older += check_newer(&c);
		catalog_release(&c);
	}
	text_release(&items);
	assert_true(older >= 1000);
}

/* Two prices of nebius' L4, and whether the later one retires the earlier. */
static const struct {
	const char *what, *older, *later; /* members of the two besides price and date */
	bool retired;
} pairs[] = {
	{ "the same thing of another source", "\"source\": \"gpuhunt\"", "\"source\": \"csv\"", true },
	{ "the same thing of the same source", "\"source\": \"csv\"", "\"source\": \"csv\"", true },
	{ "another region", "\"region\": \"east\", \"source\": \"csv\"", "\"region\": \"west\", \"source\": \"csv\"",
		false },
	{ "everywhere", "\"region\": \"east\", \"source\": \"csv\"", "\"region\": \"global\", \"source\": \"csv\"",
		true },
	{ "a region after everywhere", "\"source\": \"csv\"", "\"region\": \"west\", \"source\": \"csv\"", true },
	{ "another size", "\"gpus\": 1, \"instance\": \"g1\", \"source\": \"csv\"",
		"\"gpus\": 8, \"instance\": \"g8\", \"source\": \"csv\"", false },
	{ "another machine of that size", "\"gpus\": 8, \"instance\": \"a\", \"source\": \"csv\"",
		"\"gpus\": 8, \"instance\": \"b\", \"source\": \"csv\"", true },
	{ "a size after the price of one GPU", "\"gpus\": 1, \"source\": \"csv\"",
		"\"gpus\": 8, \"instance\": \"g8\", \"source\": \"csv\"", true },
	{ "the price of one GPU after a size", "\"gpus\": 8, \"instance\": \"g8\", \"source\": \"csv\"",
		"\"gpus\": 1, \"source\": \"csv\"", true },
	{ "a community's price", "\"source\": \"csv\"", "\"kind\": \"marketplace\", \"source\": \"csv\"", false },
	{ "a part of a price", "\"source\": \"csv\"", "\"trust\": \"part\", \"source\": \"csv\"", false },
	{ "a price that is not sure", "\"source\": \"csv\"", "\"trust\": \"doubtful\", \"source\": \"csv\"", false },
};

static const struct offer *offer_of(const struct catalog *c, const char *id)
{
	for (int i = 0; i < c->offer_count; i++)
		if (strcmp(c->offers[i].id, id) == 0)
			return &c->offers[i];
	fail_msg("no offer %s", id);
	return NULL;
}

static void add_pair(struct text *items, const char *id, const char *members, const char *date)
{
	text_addf(items,
		"{\"id\": \"%s\", \"provider\": \"nebius\", \"gpu\": \"L4\", \"purchase\": "
		"\"on_demand\", \"usd_per_gpu_hour\": 0.5, \"as_of\": \"%s\", %s},",
		id, date, members);
}

static void test_retired(void **state)
{
	struct catalog c;
	struct text items;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const struct offer *newer;

		text_init(&items);
		add_pair(&items, "older", pairs[i].older, "2026-10-10");
		add_pair(&items, "later", pairs[i].later, "2026-10-11");
		add_pair(&items, "same-day", pairs[i].later, "2026-10-11");
		load_offers(&items, &c);
		text_release(&items);
		newer = offer_of(&c, "older")->newer;
		if (!!newer != pairs[i].retired)
			fail_msg("%s", pairs[i].what);
		assert_null(offer_of(&c, "later")->newer);
		assert_null(offer_of(&c, "same-day")->newer);
		catalog_release(&c);
	}
}

/* Longest contexts by the makers' configurations and cards, see models.json; 0: as the model's. */
static void test_limits(void **state)
{
	static const struct {
		const char *name;
		double limit, model_limit;
	} wanted[] = {
		{ "Qwen/Qwen3-235B-A22B", 0, 40960 },
		{ "Qwen/Qwen3-235B-A22B-Instruct-2507", 262144, 40960 },
		{ "Qwen3-235B-A22B-Thinking-2507", 262144, 40960 },
		{ "Qwen/Qwen3-235B-A22B-Instruct-2507-FP8", 262144, 40960 },
		{ "qwen3-30b-a3b", 0, 40960 },
		{ "Qwen/Qwen3-30B-A3B-Instruct-2507", 262144, 40960 },
		{ "Qwen/Qwen3-30B-A3B-Thinking-2507", 262144, 40960 },
		{ "Qwen3-Coder-30B-A3B", 262144, 40960 },
		{ "qwen3-4b", 0, 40960 },
		{ "Qwen3-4B-Instruct-2507", 262144, 40960 },
		{ "Qwen/Qwen3-4B-Thinking-2507", 262144, 40960 },
		{ "stepfun-ai/Step-3.5-Flash", 262144, 65536 },
		{ "moonshotai/Kimi-K2-Thinking", 262144, 131072 },
		{ "MiniMax-M2.7", 204800, 196608 },
		{ "MiniMax-M2.5", 0, 196608 },
		{ "poolside/Laguna-XS.2", 0, 262144 },
		{ "Mistral-Small-4", 0, 262144 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const struct checkpoint *p = catalog_checkpoint(&shipped, wanted[i].name, NULL);

		if (!p)
			fail_msg("no %s", wanted[i].name);
		CHECK_NEAR(p->max_context, wanted[i].limit, 0);
		CHECK_NEAR(p->model->max_context, wanted[i].model_limit, 0);
		assert_int_equal(p->max_context > 0, !!p->source);
	}
}

/* NVIDIA's names by rule; what the data have says more and goes before it. */
static void test_quantised(void **state)
{
	static const struct {
		const char *name, *model, *weights, *kv; /* model NULL: not known */
		double limit;
	} wanted[] = {
		{ "nvidia/Qwen3-14B-FP8", "Qwen/Qwen3-14B", "fp8", NULL, 0 },
		{ "nvidia/qwen3-14b-nvfp4", "Qwen/Qwen3-14B", "nvfp4", NULL, 0 },
		{ "nvidia/Qwen3-14B-FP4", "Qwen/Qwen3-14B", "nvfp4", NULL, 0 },
		{ "nvidia/Llama-3.3-70B-Instruct-FP8", "meta-llama/Llama-3.3-70B-Instruct", "fp8", NULL, 0 },
		{ "nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-FP8", "nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16",
			"fp8", NULL, 0 },
		{ "nvidia/Llama-3_3-Nemotron-Super-49B-v1_5-FP8", "nvidia/Llama-3_3-Nemotron-Super-49B-v1", "fp8", NULL,
			0 },
		{ "nvidia/Qwen3-235B-A22B-Thinking-2507-FP4", "Qwen/Qwen3-235B-A22B", "nvfp4", NULL, 262144 },
		{ "nvidia/DeepSeek-V3.2-NVFP4", "deepseek-ai/DeepSeek-V3.2", "nvfp4", NULL, 0 },
		{ "nvidia/Qwen3-32B-NVFP4", "Qwen/Qwen3-32B", "nvfp4", "fp8", 0 }, /* in the data */
		{ "nvidia/DeepSeek-V3.2-FP8", NULL, NULL, NULL, 0 },               /* it has FP8 itself */
		{ "nvidia/gpt-oss-120b-FP8", NULL, NULL, NULL, 0 },                /* it has 4 bits */
		{ "nvidia/Qwen3-14B-INT8", NULL, NULL, NULL, 0 },
		{ "nvidia/Qwen9-14B-FP8", NULL, NULL, NULL, 0 },
		{ "nvidia/-FP8", NULL, NULL, NULL, 0 },
		{ "amd/Qwen3-14B-FP8", NULL, NULL, NULL, 0 },
	};
	struct error error = { .text = "" };

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const struct checkpoint *p = catalog_checkpoint(&shipped, wanted[i].name, &error);

		if (!p != !wanted[i].model)
			fail_msg("%s", wanted[i].name);
		if (!p) {
			CHECK_HOLDS(error.text, "unknown model '");
			continue;
		}
		assert_string_equal(p->model->id, wanted[i].model);
		assert_string_equal(p->weights->id, wanted[i].weights);
		if (wanted[i].kv)
			assert_string_equal(p->kv->id, wanted[i].kv);
		else
			assert_null(p->kv);
		CHECK_NEAR(p->max_context, wanted[i].limit, 0);
		/* Its id leads to it again: that is what a plan keeps. */
		assert_ptr_equal(catalog_checkpoint(&shipped, p->id, NULL), p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_shipped_keys),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_offers),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_wrong_names),
		cmocka_unit_test(test_newer),
		cmocka_unit_test(test_retired),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_quantised),
	};

	return cmocka_run_group_tests_name("catalog", tests, enter, leave);
}
