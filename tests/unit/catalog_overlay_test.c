/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overlays and broken data files: every error with file, path and range, never a crash. */
#include "catalog/catalog.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "support/check.h"

static char data[1024], folder[64], overlay[96], tiny[96];
static struct catalog shipped;

static void write_file(const char *directory, const char *name, const char *content, size_t n)
{
	struct text path;
	FILE *file;

	text_init(&path);
	path_join(&path, directory, name);
	file = fopen(path.data, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(content, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
	text_release(&path);
}

static void remove_file(const char *directory, const char *name)
{
	struct text path;

	text_init(&path);
	path_join(&path, directory, name);
	unlink(path.data);
	text_release(&path);
}

static void file_name(char out[64], enum catalog_kind kind)
{
	snprintf(out, 64, "%s.json", catalog_kind_id(kind));
}

/* The start of a shipped file as a small file of its own. */
static void make_tiny(enum catalog_kind kind)
{
	struct text path, content;
	char name[64];
	cJSON *root, *items;
	char *printed;

	text_init(&path);
	text_init(&content);
	file_name(name, kind);
	path_join(&path, data, name);
	assert_int_equal(file_read(path.data, FILE_CAP, &content, NULL), STATUS_OK);
	root = cJSON_Parse(content.data);
	items = cJSON_GetObjectItem(root, "items");
	while (cJSON_GetArraySize(items) > 3)
		cJSON_DeleteItemFromArray(items, 3);
	printed = cJSON_PrintUnformatted(root);
	write_file(tiny, name, printed, strlen(printed));
	cJSON_free(printed);
	cJSON_Delete(root);
	text_release(&path);
	text_release(&content);
}

static int enter(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct error_list problems = { 0 };
	enum status status;

	(void)state;
	snprintf(data, sizeof(data), "%s/data", top ? top : ".");
	setenv("GPUPLAN_DATADIR", data, 1);
	snprintf(folder, sizeof(folder), "/tmp/gpuplan-catalog.XXXXXX");
	if (!mkdtemp(folder))
		return 1;
	snprintf(overlay, sizeof(overlay), "%s/overlay", folder);
	snprintf(tiny, sizeof(tiny), "%s/tiny", folder);
	if (mkdir(overlay, 0700) != 0 || mkdir(tiny, 0700) != 0)
		return 1;
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		make_tiny((enum catalog_kind)kind);
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
	char name[64];

	(void)state;
	catalog_release(&shipped);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++) {
		file_name(name, (enum catalog_kind)kind);
		remove_file(tiny, name);
	}
	return rmdir(tiny) != 0 || rmdir(overlay) != 0 || rmdir(folder) != 0;
}

/* Tables write ' for " of JSON and of messages. */
static void quote(struct text *text)
{
	for (size_t i = 0; i < text->length; i++)
		if (text->data[i] == '\'')
			text->data[i] = '"';
}

/* Writes an overlay file around the items, loads with it and takes it away again. */
static enum status load_overlay(
	struct catalog *c, enum catalog_kind kind, const char *items, struct error_list *problems)
{
	const char *const overlays[] = { "/nonexistent", overlay };
	struct text content;
	char name[64];
	enum status status;

	text_init(&content);
	text_addf(
		&content, "{'schema': 'gpuplan-catalog/1', 'kind': '%s', 'items': [%s]}", catalog_kind_id(kind), items);
	quote(&content);
	file_name(name, kind);
	write_file(overlay, name, content.data, content.length);
	status = catalog_load(c, data, overlays, 2, problems);
	remove_file(overlay, name);
	text_release(&content);
	return status;
}

static void test_overlay(void **state)
{
	struct error_list problems = { 0 };
	struct catalog c;
	struct error error;
	const struct gpu *gpu;

	(void)state;
	assert_int_equal(load_overlay(&c, CATALOG_GPUS,
				 "{'id': 'H100-SXM-80GB', 'memory': {'usable_gib': 70}, 'power_w': null},"
				 "{'id': 'My-GPU', 'name': 'My GPU', 'vendor': 'Me', 'source': 'me',"
				 " 'colour': 3, 'peak_tflops': {'fp17': 1}, 'aliases': ['mine']}",
				 &problems),
		STATUS_OK);
	gpu = catalog_gpu(&c, "H100-SXM-80GB", &error);
	CHECK_NEAR(gpu->memory_bytes, 70.0 * 1073741824.0, 1e-12);
	CHECK_NEAR(gpu->bandwidth_bytes_per_s, 3.35e12, 1e-9);
	assert_true(isnan(gpu->power_w));
	assert_int_equal(c.gpu_count, shipped.gpu_count + 1);
	gpu = catalog_gpu(&c, "mine", &error);
	assert_string_equal(gpu->short_name, "My GPU");
	assert_true(isnan(gpu->bandwidth_bytes_per_s));
	assert_ptr_equal(gpu, &c.gpus[c.gpu_count - 1]);
	/* Unknown keys are warnings with their place. */
	assert_int_equal(problems.count, 2);
	assert_int_equal(problems.items[0].status, STATUS_OK);
	CHECK_HOLDS(problems.items[0].text, "overlay/gpus.json: /items/1/colour: unknown key");
	CHECK_HOLDS(problems.items[1].text, "/items/1/peak_tflops/fp17: unknown key; did you mean");
	CHECK_HOLDS(problems.items[1].text, "(My-GPU)");
	error_list_release(&problems);
	catalog_release(&c);
}

/* Sets of GPUs and of providers have room for so many: one more is left out and named. */
static void test_limits(void **state)
{
	struct error_list problems = { 0 };
	struct catalog c;
	struct text items;

	(void)state;
	text_init(&items);
	for (int i = shipped.provider_count; i <= CATALOG_PROVIDERS_MAX; i++)
		text_addf(&items, "%s{'id': 'p%d', 'name': 'P %d', 'kind': 'specialist', 'source': 'me'}",
			items.length > 0 ? "," : "", i, i);
	assert_int_equal(load_overlay(&c, CATALOG_PROVIDERS, items.data, &problems), STATUS_DATA);
	assert_int_equal(problems.count, 1);
	CHECK_HOLDS(problems.items[0].text, "overlay/providers.json: /items/");
	CHECK_HOLDS(problems.items[0].text, "p512 is one too many: there may be at most 512 providers");
	text_release(&items);
	error_list_release(&problems);
	catalog_release(&c);
}

static void check_problems(const struct error_list *problems, const char *says)
{
	struct text all, wanted;

	text_init(&all);
	text_init(&wanted);
	for (size_t i = 0; i < problems->count; i++)
		text_addf(&all, "%s\n", problems->items[i].text);
	text_add(&wanted, says);
	quote(&wanted);
	CHECK_HOLDS(all.data, wanted.data);
	text_release(&all);
	text_release(&wanted);
}

static const struct {
	enum catalog_kind kind;
	const char *items, *says;
} broken[] = {
	{ CATALOG_GPUS, "{'id': 'H100-SXM-80GB', 'memory': {'bandwidth_gbs': 0}}",
		"gpus.json: /items/0/memory/bandwidth_gbs: 0 is out of range 1 to 1000000 "
		"(H100-SXM-80GB)" },
	{ CATALOG_GPUS, "{'id': 'X', 'name': 'X'}", "/items/0/vendor: missing" },
	{ CATALOG_GPUS, "{'id': 'L4', 'peak_tflops': {'bf16': -1}}", "/peak_tflops/bf16: -1" },
	{ CATALOG_GPUS, "{'id': 'L4', 'memory': 24}", "/items/0/memory: must be an object" },
	{ CATALOG_GPUS, "{'id': 'L4', 'family': 'hoper'}", "must be an id of families.json" },
	{ CATALOG_GPUS, "{'id': 'L4', 'aliases': ['L40S']}", "is a name of both" },
	{ CATALOG_GPUS, "{'id': 'L4', 'aliases': [7]}", "/items/0/aliases/0: must be a string" },
	{ CATALOG_GPUS, "{'id': 'L4', 'host': 'arm'}", "must be one of x86, grace" },
	{ CATALOG_GPUS,
		"{'id': 'L4', 'links': [{'gpus': 4, 'link': 'pcie4'}, {'gpus': 2,"
		" 'link': 'pcie4'}]}",
		"/items/0/links/1/gpus: 2 must be more" },
	{ CATALOG_GPUS, "{'id': 'L4'}, {'id': 'L4'}", "/items/1/id: 'L4' is there twice" },
	{ CATALOG_GPUS, "{'name': 'L4'}", "/items/0/id: missing" },
	{ CATALOG_GPUS, "7", "/items/0: must be an object" },
	{ CATALOG_PRICES,
		"{'id': 'x', 'provider': 'aws', 'purchase': 'spot',"
		" 'usd_per_gpu_hour': 1, 'source': 'me'}",
		"/items/0/as_of: missing" },
	{ CATALOG_PRICES,
		"{'id': 'x', 'provider': 'aws', 'purchase': 'spot',"
		" 'usd_per_gpu_hour': 1, 'as_of': '2026-05-01'}",
		"/items/0/source: missing" },
	{ CATALOG_PRICES,
		"{'id': 'x', 'provider': 'aws', 'purchase': 'spot',"
		" 'usd_per_gpu_hour': -1, 'as_of': '2026-05-01', 'source': 'me'}",
		"/items/0/usd_per_gpu_hour: -1 is out of range 0 to 100000" },
	{ CATALOG_PRICES,
		"{'id': 'x', 'provider': 'aws', 'purchase': 'rented',"
		" 'usd_per_gpu_hour': 1, 'as_of': '2026-02-31', 'source': 'me'}",
		"/items/0/purchase: 'rented' must be one of on_demand, spot" },
	{ CATALOG_PARAMETERS, "{'id': 'e_bw/hopper', 'value': 1.5}",
		"/items/0/value: 1.5 is out of range 0.01 to 1 (e_bw/hopper)" },
	{ CATALOG_PARAMETERS, "{'id': 'hours_per_month', 'value': 0}", "no usable value of 'hours_per_month'" },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'other_params': 5e9}", "params/total: " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'layers': [{'count': 0}]}",
		"/items/0/layers/0/count: 0 is out of range 1 to " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'layers': [{'count': 1.5}]}",
		"/items/0/layers/0/count: 1.5 must be a whole number" },
	{ CATALOG_MODELS,
		"{'id': 'Qwen/Qwen3-8B', 'layers': [{'count': 36, 'attention':"
		" {'kind': 'gqa', 'heads': 8, 'kv_heads': 9, 'head_dim': 128}}]}",
		"/items/0/layers/0/attention/kv_heads: 9 is out of range 1 to 8" },
	{ CATALOG_MODELS,
		"{'id': 'Qwen/Qwen3-8B', 'layers': [{'count': 36, 'mlp':"
		" {'kind': 'moe', 'experts': 4, 'top_k': 8, 'width': 64}}]}",
		"/items/0/layers/0/mlp/top_k: 8 is out of range 1 to 4" },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'stored': 5}", "stored: " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'stored': {'total': 1e9}}", "stored/source: " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'stored': {'source': 'x'}}", "stored/total: " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'stored': {'total': -1, 'source': 'x'}}", "stored/total: " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'stored': {'total': 1e16, 'source': 'x'}}", "stored/total: " },
	{ CATALOG_MODELS,
		"{'id': 'Qwen/Qwen3-8B', 'stored': {'total': 5, 'attention': 5, "
		"'source': 'x'}}",
		"stored/dense: " },
	{ CATALOG_MODELS,
		"{'id': 'Qwen/Qwen3-8B', 'stored': {'total': 50, 'attention': 5, "
		"'dense': 5, 'experts': 0, 'embedding': 5, 'head': 5, 'other': 5, 'source': 'x'}}",
		"stored/total: 50 differs by more than 0.1% from the parts" },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'native_parts': {'attention': 'fp3'}}", "native_parts/attention: " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'native_parts': ['fp8']}", "native_parts: " },
	{ CATALOG_MODELS, "{'id': 'Qwen/Qwen3-8B', 'layers': []}", "must not be empty" },
	{ CATALOG_FORMATS, "{'id': 'fp8', 'bits': 33}", "/items/0/bits: 33 is out of range 1 to 32" },
	{ CATALOG_FORMATS, "{'id': 'fp8', 'engines': ['vlm']}", "/items/0/engines/0: 'vlm'" },
	{ CATALOG_ENGINES,
		"{'id': 'vllm', 'limits': [{'memory_from_gib': 70,"
		" 'step_tokens': 1}]}",
		"/items/0/limits: the last row must be for every card" },
	{ CATALOG_ENGINES, "{'id': 'vllm', 'profiles': {'tuned': 'fast'}}",
		"/items/0/profiles/tuned: 'fast' must be an engine profile" },
	{ CATALOG_ENGINES, "{'id': 'vllm', 'windows': [{'pool_share': 2, 'source': 'me'}]}",
		"/items/0/windows/0/pool_share: 2 is out of range 0 to 1" },
	{ CATALOG_ENGINES, "{'id': 'vllm', 'windows': [{'step': 'all', 'source': 'me'}]}",
		"/items/0/windows/0/step: 'all' must be one of none, once, each" },
	{ CATALOG_ENGINES, "{'id': 'vllm', 'windows': [{'pool_share': 1}]}", "/items/0/windows/0/source: missing" },
	{ CATALOG_BANDS, "{'id': 'llamacpp', 'tpot': [1.2, 0.8]}", "/items/0/tpot: must be two numbers" },
	{ CATALOG_LINKS, "{'id': 'pcie4', 'all_reduce': [{'gpus': 1}]}",
		"/items/0/all_reduce/0/gpus: 1 is out of range 2 to " },
	{ CATALOG_MIG, "{'id': 'x', 'gpu': 'none'}", "/items/0/gpu: 'none' must be an id" },
	{ CATALOG_OWNERSHIP, "{'id': 'pue', 'value': 0.9}", "/items/0/value: 0.9 is out of range 1 to 5" },
	{ CATALOG_OWNERSHIP, "{'id': 'pue', 'low': 1.6}", "/items/0/low: 1.6 is out of range 1 to 1.54" },
	{ CATALOG_OWNERSHIP, "{'id': 'gpu_price/B201', 'value': 1, 'meaning': 'x', 'source': 'x'}",
		"/items/0/id: 'B201' must be an id of gpus.json" },
	{ CATALOG_OWNERSHIP, "{'id': 'sold_gpus/Socket', 'value': 1, 'meaning': 'x', 'source': 'x'}",
		"/items/0/id: 'Socket' must be an id of gpus.json" },
	{ CATALOG_OWNERSHIP, "{'id': 'sold_gpus', 'value': 1.5}", "/items/0/value: 1.5 must be a whole number" },
	{ CATALOG_OWNERSHIP, "{'id': 'residual', 'value': 0.1}", "/items/0/id: 'residual' must be one of" },
	{ CATALOG_OWNERSHIP, "{'id': 'residual/21', 'value': 0.1}",
		"/items/0/id: '21' must be a year of use, 1 to 20" },
	{ CATALOG_OWNERSHIP, "{'id': 'kwh_price/XX', 'value': 0.1}",
		"/items/0/id: 'XX' must be european-union, EU, NA, SA, AS, OC, AF or a country by name" },
	{ CATALOG_OWNERSHIP, "{'id': 'kwh_price/africa', 'value': 0.1}",
		"/items/0/id: 'africa' must be european-union" },
	{ CATALOG_OWNERSHIP, "{'id': 'pue', 'grade': 'guess'}",
		"/items/0/grade: 'guess' must be one of not_stated, list" },
	{ CATALOG_OWNERSHIP, "{'id': 'gpu_price', 'value': 1}", "/items/0/id: 'gpu_price' must be one of" },
	{ CATALOG_OWNERSHIP, "{'id': 'server_price', 'value': 1, 'meaning': 'x'}", "/items/0/source: missing" },
};

static void test_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		struct error_list problems = { 0 };
		struct catalog c;
		enum status status = load_overlay(&c, broken[i].kind, broken[i].items, &problems);

		check_problems(&problems, broken[i].says);
		assert_int_equal(status, STATUS_DATA);
		assert_true(c.gpu_count + 1 >= shipped.gpu_count || broken[i].kind == CATALOG_LINKS);
		assert_true(c.model_count > 100 || broken[i].kind == CATALOG_FORMATS);
		assert_true(c.engine_count >= 1 && c.parameter_count > 170);
		error_list_release(&problems);
		catalog_release(&c);
	}
}

static void test_check_file(void **state)
{
	static const struct {
		const char *content, *says;
		enum status status;
	} files[] = { { "{'schema': 'gpuplan-catalog/1', 'kind': 'gpus', 'items': [{'id': 'L4',"
			" 'power_w': 71}]}",
			      NULL, STATUS_OK },
		{ "{'schema': 'gpuplan-catalog/1', 'kind': 'gpus', 'items': [{'id': 'L4',"
		  " 'power_w': 0}, {'id': 'T4', 'power_w': -1}]}",
			"/items/1/power_w", STATUS_DATA },
		{ "{'schema': 'gpuplan-catalog/2', 'kind': 'gpus', 'items': []}",
			"/schema: 'gpuplan-catalog/2' must be 'gpuplan-catalog/1'", STATUS_DATA },
		{ "{'schema': 'gpuplan-catalog/1', 'kind': 'cats', 'items': []}",
			"/kind: 'cats' must be one of sources, ", STATUS_DATA },
		{ "{'schema': 'gpuplan-catalog/1', 'kind': 'gpus'}", "/items: missing", STATUS_DATA },
		{ "[]", "must be an object", STATUS_DATA }, { "", "empty file", STATUS_DATA } };
	struct text path, content;

	(void)state;
	text_init(&path);
	text_init(&content);
	path_join(&path, overlay, "mine.json");
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct error_list problems = { 0 };
		enum status status;

		text_clear(&content);
		text_add(&content, files[i].content);
		quote(&content);
		write_file(overlay, "mine.json", content.data, content.length);
		status = catalog_check_file(path.data, NULL, &problems);
		if (!files[i].says)
			assert_int_equal(problems.count, 0);
		else
			check_problems(&problems, files[i].says);
		assert_int_equal(status, files[i].status);
		error_list_release(&problems);
	}
	remove_file(overlay, "mine.json");
	text_release(&path);
	text_release(&content);
}

static void test_missing(void **state)
{
	struct error_list problems = { 0 };
	struct error error;
	struct catalog c;

	(void)state;
	assert_int_equal(catalog_load(&c, "/nonexistent", NULL, 0, &problems), STATUS_DATA);
	assert_true(problems.count >= CATALOG_KIND_COUNT);
	assert_null(catalog_gpu(&c, "H100", &error));
	error_list_release(&problems);
	catalog_release(&c);
}

/* Uses what was loaded; whatever it is, nothing may crash. */
static void use(const struct catalog *c)
{
	struct error error;
	int count;

	catalog_gpu(c, "H100", &error);
	catalog_model(c, "llama", &error);
	for (int i = 0; i < c->gpu_count; i++)
		catalog_offers(c, &c->gpus[i], &count);
	for (int i = 0; i < c->model_count; i++)
		assert_true(model_kv_bytes(&c->models[i], 1000.0, 2.0) >= 0.0);
}

static void load_damaged(const char *name, const char *content, size_t n)
{
	struct error_list problems = { 0 };
	struct catalog c;

	write_file(tiny, name, content, n);
	catalog_load(&c, tiny, NULL, 0, &problems);
	use(&c);
	error_list_release(&problems);
	catalog_release(&c);
}

static void test_damaged(void **state)
{
	(void)state;
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++) {
		struct text path, content;
		char name[64];

		text_init(&path);
		text_init(&content);
		file_name(name, (enum catalog_kind)kind);
		path_join(&path, tiny, name);
		assert_int_equal(file_read(path.data, FILE_CAP, &content, NULL), STATUS_OK);
		for (size_t i = 0; i < content.length; i += 97)
			load_damaged(name, content.data, i);
		for (size_t i = 0; i < content.length; i += 13) {
			char byte = content.data[i];

			content.data[i] = (char)(byte ^ (1 << i % 8));
			load_damaged(name, content.data, content.length);
			content.data[i] = byte;
		}
		write_file(tiny, name, content.data, content.length);
		text_release(&path);
		text_release(&content);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_overlay),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_check_file),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests_name("catalog overlays", tests, enter, leave);
}
