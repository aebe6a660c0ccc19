/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published config.json files give the values that INDEX.json states; formats and folders. */
#include "catalog/import/import.h"
#include "catalog/import/write.h"

#include <unistd.h>

#include "support/imported.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static void import_file(struct imported *m, const char *name)
{
	struct error error = { .text = "" };
	struct text path;

	text_init(&path);
	config_path(&path, name);
	if (import_model(path.data, m, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	text_release(&path);
}

/* The word that INDEX.json has for the kind of attention. */
static const char *attention_word(const struct model *m)
{
	bool state = false, attends = false, mla = false;

	for (int g = 0; g < m->group_count; g++) {
		state |= m->groups[g].state.bytes > 0.0;
		attends |= m->groups[g].attention.kind != ATTENTION_NONE;
		mla |= m->groups[g].attention.kind == ATTENTION_MLA;
	}
	if (state)
		return attends ? "hybrid" : "ssm";
	return mla ? "mla" : "gqa";
}

static double widest_window(const struct model *m)
{
	double window = NAN;

	for (int g = 0; g < m->group_count; g++)
		window = fmax(window, m->groups[g].attention.window);
	return window;
}

/* A stated number, null for one that is not there (`absent` is what we have then). */
static void expect(const char *file, const cJSON *wanted, const char *key, double got, double absent)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(wanted, key);
	double value = cJSON_IsNull(item) ? absent : item->valuedouble;

	if (got == value || (isnan(got) && isnan(value)))
		return;
	fail_msg("%s: %s is %.17g, not %.17g", file, key, got, value);
}

static void check_entry(const char *file, const cJSON *wanted, const struct imported *m)
{
	const struct model *model = &m->model;
	double state = model_state_bytes(model);
	double below = model_kv_bytes(model, 1.0, 2.0) - state;
	double growing = model_kv_bytes_per_token(model, 2.0);
	const cJSON *tied = cJSON_GetObjectItemCaseSensitive(wanted, "tie_embeddings");
	const cJSON *attention = cJSON_GetObjectItemCaseSensitive(wanted, "attention");

	expect(file, wanted, "params_total", model->counts.total, NAN);
	/* The index counts all of a dense model as active, also the input embedding. */
	expect(file, wanted, "params_active", model->counts.moe_layers > 0.0 ? m->params_active : model->counts.total,
		NAN);
	expect(file, wanted, "layers", m->layers, NAN);
	expect(file, wanted, "hidden", model->hidden, NAN);
	expect(file, wanted, "heads", m->heads, NAN);
	expect(file, wanted, "kv_heads", m->kv_heads, NAN);
	expect(file, wanted, "head_dim", m->head_dim, NAN);
	expect(file, wanted, "vocab", model->vocab, NAN);
	expect(file, wanted, "max_context", model->max_context, NAN);
	expect(file, wanted, "kv_growing_bytes_per_token_bf16", growing, NAN);
	expect(file, wanted, "kv_below_window", below == growing ? NAN : below, NAN);
	expect(file, wanted, "window", widest_window(model), NAN);
	expect(file, wanted, "fixed_state_bytes", state, 0.0);
	expect(file, wanted, "kv_bytes_at_32768", model_kv_bytes(model, 32768.0, 2.0), NAN);
	assert_int_equal(cJSON_IsTrue(tied), model->tied_embeddings);
	assert_string_equal(attention_word(model), attention->valuestring);
}

static void test_index(void **state)
{
	cJSON *root = config_index();
	const cJSON *entry;
	int expected = 0;

	(void)state;
	cJSON_ArrayForEach (entry, root) {
		const char *file = cJSON_GetObjectItemCaseSensitive(entry, "file")->valuestring;
		const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(entry, "expect");
		struct imported m;

		if (strstr(file, "hf_quant_config"))
			continue;
		import_file(&m, file);
		check_imported(&m);
		if (wanted)
			check_entry(file, wanted, &m);
		expected += !!wanted;
		import_release(&m);
	}
	assert_int_equal(expected, 19);
	json_free(root);
}

static void test_formats(void **state)
{
	static const struct {
		const char *file, *weights, *kv;
		bool blocks;
		unsigned kept;
	} rows[] = {
		{ "llama-3.1-8b", "bf16", NULL, false, 0 },
		{ "gpt2-xl", "bf16", NULL, false, 0 },
		{ "deepseek-v3.2", "fp8", NULL, true, 0 },
		{ "minimax-m2", "fp8", NULL, true, 0 },
		{ "kimi-k2.5", "int4", NULL, false, KEPT_ATTENTION | KEPT_SHARED },
		{ "gpt-oss-120b", "mxfp4", NULL, false, KEPT_ATTENTION },
		{ "command-r-plus-104b", "int4", NULL, false, 0 },
		{ "minimax-m2-awq", "int4", NULL, false, 0 },
		{ "falcon-mamba-7b-bnb4", "int4", NULL, false, 0 },
		{ "qwen3.6-27b-nvfp4-modelopt", "nvfp4", "fp8", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char file[128], id[128];
		struct imported m;
		struct error error = { .text = "" };

		snprintf(id, sizeof(id), "local/%s", rows[i].file);
		snprintf(file, sizeof(file), "%s.config.json", rows[i].file);
		import_file(&m, file);
		assert_string_equal(m.weights, rows[i].weights);
		if (!rows[i].kv)
			assert_null(m.kv);
		else
			assert_string_equal(m.kv, rows[i].kv);
		assert_int_equal(m.model.fp8_blocks, rows[i].blocks);
		assert_int_equal(m.model.kept_16bit, rows[i].kept);
		assert_int_equal(import_bind(&m, &shipped, &error), STATUS_OK);
		assert_string_equal(m.model.native_weights->id, rows[i].weights);
		assert_string_equal(m.model.id, id);
		import_release(&m);
	}
}

/* The shipped catalog was made from the same files in another way. */
static void test_catalog(void **state)
{
	static const struct {
		const char *file, *id;
	} rows[] = {
		{ "llama-3.1-8b", "meta-llama/Llama-3.1-8B" },
		{ "mixtral-8x7b", "mistralai/Mixtral-8x7B-v0.1" },
		{ "qwen3-30b-a3b", "Qwen/Qwen3-30B-A3B" },
		{ "qwen3.5-397b-a17b", "Qwen/Qwen3.5-397B-A17B" },
		{ "deepseek-v3.2", "deepseek-ai/DeepSeek-V3.2" },
		{ "kimi-k2.5", "moonshotai/Kimi-K2.5" },
		{ "gpt-oss-120b", "openai/gpt-oss-120b" },
		{ "gemma-4-26b-a4b", "google/gemma-4-26B-A4B-it" },
		{ "nemotron-3-nano-30b-a3b", "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16" },
		{ "lfm2-8b-a1b", "LiquidAI/LFM2-8B-A1B" },
		{ "minimax-m2-awq", "MiniMaxAI/MiniMax-M2" },
		{ "qwen3.6-27b-nvfp4-modelopt", "Qwen/Qwen3.6-27B" },
		{ "llama-3.1-70b-fp8-modelopt", "meta-llama/Llama-3.1-70B" },
		{ "falcon-mamba-7b-bnb4", "tiiuae/falcon-mamba-7b" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct model *model = shipped_model(rows[i].id);
		char file[128];
		struct imported m;

		snprintf(file, sizeof(file), "%s.config.json", rows[i].file);
		import_file(&m, file);
		CHECK_NEAR(m.model.counts.total, model->counts.total, 0.0);
		CHECK_NEAR(m.model.counts.active, model->counts.active, 1e-12);
		CHECK_NEAR(m.model.other_params, model->other_params, 0.0);
		assert_int_equal(m.model.group_count, model->group_count);
		for (double s = 1.0; s < 1e7; s *= 7.0)
			CHECK_NEAR(model_kv_bytes(&m.model, s, 2.0), model_kv_bytes(model, s, 2.0), 0.0);
		import_release(&m);
	}
}

static void copy_config(const char *folder, const char *from, const char *to)
{
	struct text content;

	config_content(&content, from);
	folder_write(folder, to, content.data, content.length);
	text_release(&content);
}

static void remove_all(const char *folder)
{
	static const char *const names[] = { "config.json", "hf_quant_config.json", "a.safetensors",
		"model.safetensors.index.json", "models.json" };
	struct text path;

	text_init(&path);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		path_join(&path, folder, names[i]);
		unlink(path.data);
	}
	rmdir(folder);
	text_release(&path);
}

static const char llama_config[] = "llama-3.1-70b-fp8-modelopt.config.json";

/* The quantisation of older exports stands beside config.json; the size in more places. */
static void test_folder(void **state)
{
	static const char index[] = "{\"metadata\": {\"total_size\": 72e9}, \"weight_map\": {}}";
	static const char header[] = "{\"__metadata__\": {\"format\": \"pt\"}, "
				     "\"a\": {\"dtype\": \"BF16\", \"shape\": [2], "
				     "\"data_offsets\": [0, 4]}, \"b\": {\"dtype\": \"F32\", "
				     "\"shape\": [1], \"data_offsets\": [4, 8]}}";
	char folder[] = "/tmp/gpuplan-import.XXXXXX", shard[512] = { 0 };
	size_t n = strlen(header);
	struct imported m;

	(void)state;
	assert_non_null(mkdtemp(folder));
	copy_config(folder, llama_config, "config.json");
	folder_import(&m, folder);
	assert_string_equal(m.weights, "bf16");
	assert_true(isnan(m.stored_bytes));
	import_release(&m);
	copy_config(folder, "nvidia--Llama-3.1-70B-Instruct-FP8.hf_quant_config.json", "hf_quant_config.json");
	shard[0] = (char)n;
	memcpy(shard + 8, header, n);
	folder_write(folder, "a.safetensors", shard, n + 16);
	folder_import(&m, folder);
	assert_string_equal(m.weights, "fp8");
	assert_string_equal(m.kv, "fp8");
	CHECK_NEAR(m.stored_bytes, 8.0, 0.0);
	CHECK_HOLDS(m.model.notes, "in BF16: 4 bytes");
	import_release(&m);
	for (size_t i = 0; i < n + 8; i++) {
		char old = shard[i];

		shard[i] = (char)(i % 2 ? ~old : '9');
		folder_write(folder, "a.safetensors", shard, n + 16);
		folder_import(&m, folder);
		import_release(&m);
		shard[i] = old;
	}
	/* A file that is cut is no reason to refuse the model. */
	folder_write(folder, "a.safetensors", shard, n + 15);
	folder_import(&m, folder);
	assert_true(isnan(m.stored_bytes));
	CHECK_HOLDS(m.model.notes, "ends before its tensors");
	import_release(&m);
	folder_write(folder, "model.safetensors.index.json", index, strlen(index));
	folder_import(&m, folder);
	CHECK_NEAR(m.stored_bytes, 72e9, 0.0);
	assert_string_equal(m.stored_source, "model.safetensors.index.json");
	import_release(&m);
	remove_all(folder);
}

/* What is written can be loaded as an overlay and says the same; another model stays. */
static void test_overlay(void **state)
{
	char folder[] = "/tmp/gpuplan-import.XXXXXX";
	const char *overlays[] = { folder };
	cJSON *root = config_index();
	struct text file, again;
	struct error error = { .text = "" };
	struct error_list problems = { 0 };
	struct catalog catalog;
	char base[1100];
	const cJSON *entry;

	(void)state;
	assert_non_null(mkdtemp(folder));
	text_init(&file);
	text_init(&again);
	cJSON_ArrayForEach (entry, root) {
		const char *name = cJSON_GetObjectItemCaseSensitive(entry, "file")->valuestring;
		struct imported m;

		if (strstr(name, "hf_quant_config"))
			continue;
		import_file(&m, name);
		assert_int_equal(import_merge_json(&m, file.data, file.length, "f", &again, &error), STATUS_OK);
		text_clear(&file);
		text_add_n(&file, again.data, again.length);
		text_clear(&again);
		import_release(&m);
	}
	folder_write(folder, "models.json", file.data, file.length);
	snprintf(base, sizeof(base), "%s/../../data", config_folder());
	catalog_load(&catalog, base, overlays, 1, &problems);
	for (size_t i = 0; i < problems.count; i++)
		fail_msg("%s", problems.items[i].text);
	cJSON_ArrayForEach (entry, root) {
		const char *name = cJSON_GetObjectItemCaseSensitive(entry, "file")->valuestring;
		const struct model *model = NULL;
		struct imported m;

		if (strstr(name, "hf_quant_config"))
			continue;
		import_file(&m, name);
		for (int i = 0; i < catalog.model_count; i++)
			if (strcmp(catalog.models[i].id, m.model.id) == 0)
				model = &catalog.models[i];
		assert_non_null(model);
		CHECK_NEAR(model->counts.total, m.model.counts.total, 0.0);
		CHECK_NEAR(model_kv_bytes(model, 5e4, 2.0), model_kv_bytes(&m.model, 5e4, 2.0), 0.0);
		assert_string_equal(model->native_weights->id, m.weights);
		assert_int_equal(model->kept_16bit, m.model.kept_16bit);
		for (int i = 0; i < PART_COUNT; i++)
			assert_string_equal(
				m.parts[i] ? m.parts[i] : "", model->part_formats[i] ? model->part_formats[i]->id : "");
		import_release(&m);
	}
	catalog_release(&catalog);
	error_list_release(&problems);
	text_release(&file);
	text_release(&again);
	json_free(root);
	remove_all(folder);
}

static void test_paths(void **state)
{
	(void)state;
	assert_true(import_is_path("x/config.json"));
	assert_true(import_is_path("model.gguf"));
	assert_true(import_is_path("./nothing"));
	assert_true(import_is_path("/nothing"));
	assert_false(import_is_path("meta-llama/Llama-3.1-8B"));
	assert_false(import_is_path("llama-3.1-8b"));
	assert_true(import_is_path(config_folder()));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_catalog),
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_overlay),
		cmocka_unit_test(test_paths),
	};

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
