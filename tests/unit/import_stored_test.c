/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a checkpoint by its headers, its index or its formats, and what memory makes of them. */
#include <unistd.h>

#include "core/memory.h"
#include "core/step.h"
#include "support/imported.h"
#include "support/shipped.h"

SHIPPED_DEFINE

/*
 * Two layers of width 64 with 4 heads of 16 and 2 KV heads, an MLP of 128, 1000 tokens: attention
 * 2 x (64x64 + 2x64x32 + 64x64) = 24,576 weights, MLP 2 x 3x64x128 = 49,152, embedding 64,000,
 * five norms of 64.
 */
#define SHAPE \
	"\"model_type\": \"llama\", \"hidden_size\": 64, \"num_hidden_layers\": 2, " \
	"\"num_attention_heads\": 4, \"num_key_value_heads\": 2, \"vocab_size\": 1000, " \
	"\"intermediate_size\": 128, \"max_position_embeddings\": 4096, "
#define TIED SHAPE "\"tie_word_embeddings\": true"
#define MODULE ", \"num_nextn_predict_layers\": 1"

static const double ATTENTION = 24576, DENSE = 49152, EMBEDDING = 64000, NORMS = 320;
static const char index_name[] = "model.safetensors.index.json";
static char folder[] = "/tmp/gpuplan-stored.XXXXXX";

static void write_file(const char *name, const char *data, size_t n, double size)
{
	struct text path;

	folder_write(folder, name, data, n);
	text_init(&path);
	path_join(&path, folder, name);
	assert_int_equal(truncate(path.data, (off_t)size), 0);
	text_release(&path);
}

static void write_text(const char *name, const char *data)
{
	write_file(name, data, strlen(data), (double)strlen(data));
}

struct tensor {
	const char *name, *dtype;
	double bytes;
};

/* A file of tensors whose data are a hole; `missing` bytes are cut from its end. */
static void write_shard(const char *name, const struct tensor *tensors, size_t count, double missing)
{
	struct text header, all;
	double at = 0.0;

	text_init(&header);
	text_init(&all);
	text_add(&header, "{\"__metadata__\": {\"format\": \"pt\"}");
	for (size_t i = 0; i < count; i++) {
		text_addf(&header,
			", \"%s\": {\"dtype\": \"%s\", \"shape\": [1], "
			"\"data_offsets\": [%.0f, %.0f]}",
			tensors[i].name, tensors[i].dtype, at, at + tensors[i].bytes);
		at += tensors[i].bytes;
	}
	text_add_char(&header, '}');
	for (size_t i = 0; i < 8; i++)
		text_add_char(&all, (char)(unsigned char)(header.length >> 8 * i));
	text_add_n(&all, header.data, header.length);
	write_file(name, all.data, all.length, (double)all.length + at - missing);
	text_release(&header);
	text_release(&all);
}

static void forget(const char *name)
{
	struct text path;

	text_init(&path);
	path_join(&path, folder, name);
	unlink(path.data);
	text_release(&path);
}

static int make_folder(void **state)
{
	(void)state;
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	return !mkdtemp(folder);
}

static int remove_folder(void **state)
{
	static const char *const names[] = { "config.json", "hf_quant_config.json", "a.safetensors",
		"model-00001-of-00002.safetensors", "consolidated.safetensors", index_name };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		forget(names[i]);
	return rmdir(folder);
}

static void import_folder(struct imported *m)
{
	struct error error = { .text = "" };

	if (import_model(folder, m, &error) != STATUS_OK || import_bind(m, &shipped, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	check_imported(m);
}

static void check_bytes(const struct weight_bytes *b, double attention, double dense, double experts, double embedding,
	double head, double other)
{
	CHECK_NEAR(b->attention, attention, 0.0);
	CHECK_NEAR(b->dense, dense, 0.0);
	CHECK_NEAR(b->experts, experts, 0.0);
	CHECK_NEAR(b->embedding, embedding, 0.0);
	CHECK_NEAR(b->head, head, 0.0);
	CHECK_NEAR(b->other, other, 0.0);
	CHECK_NEAR(b->total, attention + dense + experts + embedding + head + other, 1e-12);
}

/* In BF16, with a second copy of the tied head, a tower and a module that is not loaded. */
static const struct tensor tied[] = { { "model.embed_tokens.weight", "BF16", 128000 },
	{ "lm_head.weight", "BF16", 128000 }, { "model.layers.0.self_attn.q_proj.weight", "BF16", 24576 },
	{ "model.layers.1.self_attn.qkv_proj.weight", "BF16", 24576 },
	{ "model.layers.0.mlp.gate_up_proj.weight", "BF16", 49152 },
	{ "model.layers.1.mlp.down_proj.weight", "BF16", 49152 },
	{ "model.layers.1.self_attn.q_norm.weight", "BF16", 640 },
	{ "model.visual.blocks.0.attn.qkv.weight", "BF16", 1000 },
	{ "model.layers.2.self_attn.q_proj.weight", "BF16", 500 }, { "mtp.fc.weight", "BF16", 300 } };

static struct deployment place(const struct model *model, const struct weight_format *format, double tensor)
{
	return (struct deployment){ .constants = &shipped.constants,
		.model = model,
		.gpu = shipped_gpu("H100-SXM-80GB"),
		.engine = shipped_engine("vllm"),
		.profile = shipped_engine("vllm")->default_profile,
		.format = format,
		.kv = &shipped.kv_formats[0],
		.layout = { tensor, 1.0, 1.0, 1.0 } };
}

static void test_headers(void **state)
{
	struct deployment d;
	struct imported m;

	(void)state;
	write_text("config.json", "{" TIED MODULE "}");
	write_shard("a.safetensors", tied, COUNT_OF(tied), 0.0);
	import_folder(&m);
	CHECK_NEAR(m.stored_bytes, 405896.0, 0.0);
	assert_true(m.model.stored.by_part);
	check_bytes(
		&m.model.stored.bytes, 2.0 * ATTENTION, 2.0 * DENSE, 0.0, 2.0 * EMBEDDING, 0.0, 2.0 * NORMS + 1000.0);
	CHECK_HOLDS(m.model.notes, "towers for images and sound of 1000 bytes are counted");
	CHECK_HOLDS(m.model.notes, "800 bytes for multi-token prediction are not counted");
	CHECK_HOLDS(m.model.notes, "second copy of 128000 bytes is not counted");
	/* Two GPUs hold half each; another format has the bytes of the formula. */
	d = place(&m.model, shipped_format("bf16"), 2.0);
	CHECK_NEAR(whole_budget(&d, 1000.0, 1.0).weights, 277096.0 / 2.0, 1e-12);
	d = place(&m.model, shipped_format("fp8"), 2.0);
	CHECK_NEAR(whole_budget(&d, 1000.0, 1.0).weights, (ATTENTION + DENSE + 2.0 * (EMBEDDING + NORMS)) / 2.0, 1e-12);
	import_release(&m);
}

/* A quantised file: a pass reads what is stored, with its scales. */
static void test_streamed(void **state)
{
	static const struct tensor tensors[] = { { "model.embed_tokens.weight", "BF16", 128000 },
		{ "lm_head.weight", "BF16", 128000 }, { "model.layers.0.self_attn.q_proj.weight", "F8_E4M3", 24576 },
		{ "model.layers.0.self_attn.q_proj.weight_scale_inv", "F32", 384 },
		{ "model.layers.0.mlp.gate_proj.weight", "F8_E4M3", 39152 },
		{ "model.layers.1.mlp.down_proj.weight", "BF16", 20000 }, { "model.norm.weight", "BF16", 640 } };
	struct imported m;
	struct deployment d;
	struct step_part part;

	(void)state;
	write_text("config.json",
		"{" SHAPE "\"tie_word_embeddings\": false, "
		"\"quantization_config\": {\"quant_method\": \"fp8\"}}");
	write_shard("a.safetensors", tensors, COUNT_OF(tensors), 0.0);
	import_folder(&m);
	check_bytes(&m.model.stored.bytes, 24960.0, 59152.0, 0.0, 128000.0, 128000.0, 640.0);
	d = place(&m.model, shipped_format("fp8"), 1.0);
	part = step_part(&d, STEP_ATTENTION);
	CHECK_NEAR(part.bytes_per_weight, 24960.0 / ATTENTION, 1e-12);
	assert_int_equal(part.tensor, TENSOR_FP8);
	part = step_part(&d, STEP_DENSE);
	CHECK_NEAR(part.params * part.bytes_per_weight, 59152.0, 1e-12);
	part = step_part(&d, STEP_HEAD);
	CHECK_NEAR(part.bytes_per_weight, 2.0, 1e-12);
	assert_int_equal(part.tensor, TENSOR_16BIT);
	import_release(&m);
}

/* 32 bits that are not scales are loaded as 16. */
static void test_wide(void **state)
{
	static const struct tensor tensors[] = {
		{ "model.embed_tokens.weight", "F32", 256000 },
		{ "model.layers.0.self_attn.q_proj.weight", "F32", 98304 },
		{ "model.layers.0.mlp.gate_proj.weight", "F32", 196608 },
		{ "model.norm.weight", "F32", 1280 },
	};
	struct imported m;

	(void)state;
	write_text("config.json", "{" TIED ", \"torch_dtype\": \"float32\"}");
	write_shard("a.safetensors", tensors, COUNT_OF(tensors), 0.0);
	import_folder(&m);
	CHECK_NEAR(m.stored_bytes, 552192.0, 0.0);
	CHECK_NEAR(m.model.stored.bytes.total, 276096.0, 0.0);
	import_release(&m);
	forget("a.safetensors");
	write_text(index_name, "{\"metadata\": {\"total_size\": 552192}}");
	import_folder(&m);
	CHECK_NEAR(m.model.stored.bytes.total, 276096.0, 0.0);
	import_release(&m);
}

/*
 * An index has names without sizes.  Of 405,896 bytes 128,000 are the tied head again; the module
 * is a layer of 36,864 weights and 2 x 64 x 64 beside 138,048 of the model.
 */
static void test_index(void **state)
{
	static const char index[] = "{\"metadata\": {\"total_size\": 405896}, \"weight_map\": {"
				    "\"lm_head.weight\": \"x\", \"model.layers.2.mlp.up_proj.weight\": \"x\"}}";
	const double loaded = 277896.0 * 138048.0 / (138048.0 + 36864.0 + 8192.0);
	struct imported m;
	struct deployment d;

	(void)state;
	write_text("config.json", "{" TIED MODULE "}");
	write_text(index_name, index);
	import_folder(&m);
	CHECK_NEAR(m.stored_bytes, 405896.0, 0.0);
	assert_false(m.model.stored.by_part);
	CHECK_NEAR(m.model.stored.bytes.total, loaded, 1e-12);
	d = place(&m.model, shipped_format("bf16"), 2.0);
	CHECK_NEAR(whole_budget(&d, 1000.0, 1.0).weights, loaded / 2.0, 1e-12);
	/* Where the surplus lies is not known: a pass reads what the format says. */
	CHECK_NEAR(step_part(&d, STEP_ATTENTION).bytes_per_weight, 2.0, 0.0);
	import_release(&m);
	/* Headers of the same sum are better; those of another sum are of other files. */
	write_shard("a.safetensors", tied, COUNT_OF(tied), 0.0);
	import_folder(&m);
	assert_true(m.model.stored.by_part);
	import_release(&m);
	write_shard("a.safetensors", tied, COUNT_OF(tied) - 4, 0.0);
	import_folder(&m);
	assert_string_equal(m.stored_source, index_name);
	CHECK_NEAR(m.model.stored.bytes.total, loaded, 1e-12);
	import_release(&m);
}

/* DeepSeek-V3: 688,590,631,731 bytes (kaito), of them in the module 11,610,068,224 weights with
 * 4-byte scales per 128x128 and copies of embedding and head, 2 x 129280 x 7168 in BF16. */
static void test_deepseek(void **state)
{
	static const char config[] = "{\"model_type\": \"deepseek_v3\", \"num_hidden_layers\": 61, "
				     "\"hidden_size\": 7168, \"num_attention_heads\": 128, \"vocab_size\": 129280, "
				     "\"max_position_embeddings\": 163840, \"q_lora_rank\": 1536, "
				     "\"kv_lora_rank\": 512, \"qk_nope_head_dim\": 128, \"qk_rope_head_dim\": 64, "
				     "\"v_head_dim\": 128, \"n_routed_experts\": 256, \"num_experts_per_tok\": 8, "
				     "\"moe_intermediate_size\": 2048, \"n_shared_experts\": 1, "
				     "\"intermediate_size\": 18432, \"first_k_dense_replace\": 3, "
				     "\"moe_layer_freq\": 1, \"num_nextn_predict_layers\": 1, "
				     "\"quantization_config\": {\"quant_method\": \"fp8\", "
				     "\"weight_block_size\": [128, 128]}}";
	static const char index[] = "{\"metadata\": {\"total_size\": 688590631731}, \"weight_map\": {"
				    "\"model.layers.61.embed_tokens.weight\": \"x\", "
				    "\"model.layers.61.shared_head.head.weight\": \"x\", "
				    "\"model.layers.60.mlp.experts.0.up_proj.weight\": \"x\"}}";
	struct imported m;

	(void)state;
	write_text("config.json", config);
	write_text(index_name, index);
	import_folder(&m);
	CHECK_NEAR(m.model.stored.bytes.total,
		688590631731.0 - 11610068224.0 * (1.0 + 4.0 / 16384.0) - 4.0 * 129280.0 * 7168.0, 4e-3);
	import_release(&m);
}

/* Indices that say nothing, or cannot be about this model. */
static void test_index_ignored(void **state)
{
	static const char *const indices[] = { "{\"metadata\": {\"total_size\": 1e300}}",
		"{\"metadata\": {\"total_size\": -5}}", "{\"metadata\": {\"total_size\": \"5\"}}",
		"{\"metadata\": {\"total_size\": NaN}}", "{\"metadata\": []}", "{\"weight_map\": 7}", "[", "",
		/* Of another model: 1000 times too large, or too small. */
		"{\"metadata\": {\"total_size\": 276096000}}", "{\"metadata\": {\"total_size\": 276}}" };
	struct imported m;
	struct deployment d;

	(void)state;
	write_text("config.json", "{" TIED "}");
	for (size_t i = 0; i < COUNT_OF(indices); i++) {
		write_text(index_name, indices[i]);
		import_folder(&m);
		CHECK_NEAR(m.model.stored.bytes.total, 0.0, 0.0);
		assert_non_null(m.model.notes);
		d = place(&m.model, shipped_format("bf16"), 1.0);
		CHECK_NEAR(whole_budget(&d, 1000.0, 1.0).weights, 276096.0, 1e-12);
		import_release(&m);
	}
	/* A list of names that are none changes nothing. */
	write_text(index_name, "{\"metadata\": {\"total_size\": 276096}, \"weight_map\": [1, {}]}");
	import_folder(&m);
	CHECK_NEAR(m.model.stored.bytes.total, 276096.0, 0.0);
	import_release(&m);
}

/* Headers that are none; one of two files; a file that ends too early; the maker's own layout. */
static void test_headers_ignored(void **state)
{
	static const char *const tensors[] = { "{\"a\": {\"dtype\": \"BF16\", \"data_offsets\": [-8, 0]}}",
		"{\"a\": {\"dtype\": \"BF16\", \"data_offsets\": [8, 4]}}",
		"{\"a\": {\"dtype\": \"BF16\", \"data_offsets\": [0, 1e300]}}",
		"{\"a\": {\"dtype\": \"BF16\", \"data_offsets\": [0, NaN]}}",
		"{\"a\": {\"dtype\": \"BF16\", \"data_offsets\": \"0\"}}",
		"{\"a\": {\"dtype\": 16, \"data_offsets\": [0, 8]}}", "{\"a\": 5}", "[", "nothing" };
	static const struct tensor huge[] = { { "model.embed_tokens.weight", "BF16", 9e15 } };
	struct imported m;

	(void)state;
	write_text("config.json", "{" TIED "}");
	for (size_t i = 0; i < COUNT_OF(tensors); i++) {
		struct text file;

		text_init(&file);
		text_add_char(&file, (char)strlen(tensors[i]));
		text_add_n(&file, "\0\0\0\0\0\0\0", 7);
		text_add(&file, tensors[i]);
		write_file("a.safetensors", file.data, file.length, (double)file.length + 9.0);
		import_folder(&m);
		CHECK_NEAR(m.model.stored.bytes.total, 0.0, 0.0);
		CHECK_HOLDS(m.model.notes, "size on disk not known");
		import_release(&m);
		text_release(&file);
	}
	forget("a.safetensors");
	write_shard("model-00001-of-00002.safetensors", tied, COUNT_OF(tied), 0.0);
	import_folder(&m);
	CHECK_HOLDS(m.model.notes, "some of its files are missing");
	CHECK_NEAR(m.model.stored.bytes.total, 0.0, 0.0);
	import_release(&m);
	forget("model-00001-of-00002.safetensors");
	write_shard("a.safetensors", tied, COUNT_OF(tied), 1.0);
	import_folder(&m);
	CHECK_HOLDS(m.model.notes, "ends before its tensors");
	import_release(&m);
	write_shard("a.safetensors", huge, 1, 9e15 - 10.0);
	import_folder(&m);
	CHECK_HOLDS(m.model.notes, "ends before its tensors");
	import_release(&m);
	forget("a.safetensors");
	write_shard("consolidated.safetensors", tied, COUNT_OF(tied), 0.0);
	import_folder(&m);
	assert_true(isnan(m.stored_bytes));
	import_release(&m);
}

/* Names that nobody knows leave the sum right. */
static void test_names(void **state)
{
	static const struct tensor tensors[] = { { "model.embed_tokens.weight", "BF16", 128000 },
		{ "stem.0.weight", "BF16", 148096 } };
	struct imported m;

	(void)state;
	write_text("config.json", "{" TIED "}");
	write_shard("a.safetensors", tensors, COUNT_OF(tensors), 0.0);
	import_folder(&m);
	assert_false(m.model.stored.by_part);
	CHECK_NEAR(m.model.stored.bytes.total, 276096.0, 0.0);
	import_release(&m);
}

#define CONFIG(block) "{" TIED ", \"quantization_config\": " block "}"
#define GROUP(bits, group, targets) \
	"{\"weights\": {\"num_bits\": " #bits ", \"type\": \"float\", " \
	"\"group_size\": " #group "}, \"targets\": [" targets "]}"

/* Checkpoints of several formats without their files: NVFP4 is 4.5 bits, FP8 8. */
static void test_mixed(void **state)
{
	static const struct {
		const char *config, *sibling, *weights;
		double attention, dense; /* bytes a weight */
		enum tensor_type tensor; /* of attention */
	} rows[] = { { CONFIG("{\"quant_method\": \"compressed-tensors\", \"config_groups\": {\"a\": " GROUP(
			       8, null, "\"re:.*self_attn.*\"") ", \"b\": " GROUP(4, 16, "\"re:.*mlp.*\"") "}}"),
			     NULL, "nvfp4", 1.0, 0.5625, TENSOR_FP8 },
		{ CONFIG("{\"quant_method\": \"compressed-tensors\", \"config_groups\": {\"a\": " GROUP(
			  4, 16, "\"Linear\"") ", \"b\": " GROUP(8, null, "\"re:.*self_attn.*_proj\"") "}}"),
			NULL, "nvfp4", 1.0, 0.5625, TENSOR_FP8 },
		/* The block's own list keeps what a group would quantise. */
		{ CONFIG("{\"quant_method\": \"compressed-tensors\", \"config_groups\": {\"a\": " GROUP(
			  8, null, "\"Linear\"") "}, \"ignore\": [\"re:.*mlp.*\"]}"),
			NULL, "fp8", 1.0, 2.0, TENSOR_FP8 },
		{ CONFIG("{\"quant_method\": \"fp8\", \"modules_to_not_convert\": "
			 "[\"model.layers.0.self_attn\", \"model.layers.1.self_attn\", \"lm_head\"]}"),
			NULL, "fp8", 2.0, 1.0, TENSOR_16BIT },
		/* One of two layers is not most of them. */
		{ CONFIG("{\"quant_method\": \"fp8\", \"modules_to_not_convert\": "
			 "[\"model.layers.0.mlp\"]}"),
			NULL, "fp8", 1.0, 1.0, TENSOR_FP8 },
		/* Modules that are not listed are not quantised. */
		{ "{" TIED "}",
			"{\"quantization\": {\"quant_algo\": \"MIXED_PRECISION\", "
			"\"quantized_layers\": {\"model.layers.0.mlp.up_proj\": "
			"{\"quant_algo\": \"NVFP4\"}}}}",
			"nvfp4", 2.0, 0.5625, TENSOR_16BIT },
		{ "{" TIED "}",
			"{\"quantization\": {\"quant_algo\": \"MIXED_PRECISION\", "
			"\"quantized_layers\": {\"model.layers.0.mlp.up_proj\": "
			"{\"quant_algo\": \"NVFP4\"}, \"model.layers.0.self_attn.q_proj\": "
			"{\"quant_algo\": \"FP8\"}}}}",
			"nvfp4", 1.0, 0.5625, TENSOR_FP8 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct imported m;
		struct deployment d;
		struct weight_bytes b;

		write_text("config.json", rows[i].config);
		if (rows[i].sibling)
			write_text("hf_quant_config.json", rows[i].sibling);
		import_folder(&m);
		assert_string_equal(m.weights, rows[i].weights);
		d = place(&m.model, m.model.native_weights, 1.0);
		b = model_weight_bytes(&m.model, d.format);
		check_bytes(&b, rows[i].attention * ATTENTION, rows[i].dense * DENSE, 0.0, 2.0 * EMBEDDING, 0.0,
			2.0 * NORMS);
		assert_int_equal(step_part(&d, STEP_ATTENTION).tensor, rows[i].tensor);
		/* In another format nothing of that holds. */
		b = model_weight_bytes(&m.model, shipped_format("int8"));
		check_bytes(&b, ATTENTION, DENSE, 0.0, 2.0 * EMBEDDING, 0.0, 2.0 * NORMS);
		import_release(&m);
	}
}

/* Qwen3.6-27B of NVIDIA: FP8 attention and DeltaNet, MLP and head at 4.5 bits. */
static void test_published(void **state)
{
	struct error error = { .text = "" };
	const struct model_counts *c;
	struct weight_bytes b;
	struct imported m;
	struct text path;

	(void)state;
	text_init(&path);
	config_path(&path, "qwen3.6-27b-nvfp4-modelopt.config.json");
	assert_int_equal(import_model(path.data, &m, &error) || import_bind(&m, &shipped, &error), STATUS_OK);
	c = &m.model.counts;
	b = model_weight_bytes(&m.model, m.model.native_weights);
	check_bytes(&b, c->attention, 0.5625 * 64.0 * 3.0 * 5120.0 * 17408.0, 0.0, 2.0 * 248320.0 * 5120.0,
		0.5625 * 248320.0 * 5120.0, 2.0 * c->other);
	import_release(&m);
	text_release(&path);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		TEST(test_headers),
		TEST(test_streamed),
		TEST(test_wide),
		TEST(test_index),
		TEST(test_deepseek),
		TEST(test_index_ignored),
		TEST(test_headers_ignored),
		TEST(test_names),
		TEST(test_mixed),
		cmocka_unit_test(test_published),
	};

	return cmocka_run_group_tests(tests, shipped_load, shipped_unload);
}
