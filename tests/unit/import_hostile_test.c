/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken and hostile config.json files: refused, or within the promised ranges. */
#include "support/imported.h"

static const char *const replacements[] = { "-1", "0", "1e300", "\"x\"", "null", "[]", "{}", "0.5", "true", "1e9",
	"Infinity" };

static unsigned accepted, refused; /* what came of the texts */

/* Imports a text and looks at what comes of it. */
static void try_text(const char *text, size_t n)
{
	struct error error = { .text = "" };
	struct imported m;
	struct text out;
	cJSON *root;

	if (import_text(text, n, "config.json", &m, &error) != STATUS_OK) {
		assert_true(error.text[0] != '\0');
		refused++;
		return;
	}
	accepted++;
	check_imported(&m);
	text_init(&out);
	import_write_json(&m, &out);
	if (json_parse(out.data, out.length, "written", false, &root, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	json_free(root);
	text_release(&out);
	import_release(&m);
}

/* Calls `each` with the content of every file of INDEX.json. */
static void for_files(void (*each)(const struct text *content))
{
	cJSON *index = config_index();
	const cJSON *entry;

	cJSON_ArrayForEach (entry, index) {
		struct text content;

		config_content(&content, cJSON_GetObjectItemCaseSensitive(entry, "file")->valuestring);
		each(&content);
		text_release(&content);
	}
	json_free(index);
}

static void cut(const struct text *content)
{
	for (size_t i = 0; i < 40; i++)
		try_text(content->data, content->length * i / 40);
}

static void flip(const struct text *content)
{
	size_t step = content->length / (all_cases() ? 300 : 100) + 1;

	for (size_t i = 0; i < content->length; i += step) {
		char old = content->data[i];

		content->data[i] = (char)(old ^ (1 << i % 8));
		try_text(content->data, content->length);
		content->data[i] = old;
	}
}

/* The end of the number, word or string that begins at a value's place; 0: there is none. */
static size_t value_length(const char *text)
{
	if (strchr("-0123456789", *text) && *text != '\0')
		return strspn(text, "-+.eE0123456789");
	if (strncmp(text, "null", 4) == 0 || strncmp(text, "true", 4) == 0)
		return 4;
	if (strncmp(text, "false", 5) == 0)
		return 5;
	return *text == '"' ? strcspn(text + 1, "\"") + 2 : 0;
}

/* Values behind ": ", and in lists of numbers the first few; each by all or by every third of what there is. */
static void replace(const struct text *content)
{
	size_t step = all_cases() ? 1 : 3, place = 0;
	/* The large file repeats its few kinds of value hundreds of times. */
	size_t most = content->length < 20000 ? content->length : 6000;

	for (size_t i = 1; i + 1 < most; i++) {
		char before = content->data[i - 1];
		size_t n = before == ' ' || before == ':' ? value_length(content->data + i) : 0;

		if (n == 0)
			continue;
		for (size_t r = place++ % step; r < COUNT_OF(replacements); r += step) {
			struct text changed;

			text_init(&changed);
			text_add_n(&changed, content->data, i);
			text_add(&changed, replacements[r]);
			text_add(&changed, content->data + i + n);
			try_text(changed.data, changed.length);
			text_release(&changed);
		}
		i += n;
	}
}

static void test_cut(void **state)
{
	(void)state;
	for_files(cut);
}

static void test_flipped(void **state)
{
	(void)state;
	for_files(flip);
}

static void test_replaced(void **state)
{
	(void)state;
	accepted = refused = 0;
	for_files(replace);
	/* Both happen: the test would say nothing if everything were refused. */
	assert_true(accepted > 1000 && refused > 1000);
}

static const char base[] = "\"model_type\": \"llama\", \"hidden_size\": 4096, "
			   "\"num_hidden_layers\": 32, \"num_attention_heads\": 32, "
			   "\"vocab_size\": 32000, \"max_position_embeddings\": 4096, "
			   "\"intermediate_size\": 11008";

static void test_large(void **state)
{
	struct text text;

	(void)state;
	text_init(&text);
	/* 3 MB of exclusions. */
	text_addf(&text,
		"{%s, \"quantization_config\": {\"quant_method\": \"fp8\", "
		"\"ignore\": [\"lm_head\"",
		base);
	while (text.length < 3u << 20)
		text_addf(&text, ", \"model.layers.%zu.self_attn.q_proj\"", text.length % 32);
	text_add(&text, "]}}");
	try_text(text.data, text.length);
	/* 3 MB of members beside the ones that are read. */
	text_clear(&text);
	text_add(&text,
		"{\"num_hidden_layers\": 2000, \"num_experts\": 64, "
		"\"num_experts_per_tok\": 2, \"mlp_only_layers\": [1, 2], "
		"\"model_type\": \"qwen3_moe\", \"hidden_size\": 64, "
		"\"num_attention_heads\": 4, \"vocab_size\": 10, "
		"\"max_position_embeddings\": 10, \"intermediate_size\": [1");
	for (int i = 1; i < 2000; i++)
		text_addf(&text, ", %d", i);
	text_add_char(&text, ']');
	while (text.length < 3u << 20)
		text_addf(&text, ", \"k%zu\": [1]", text.length);
	text_add_char(&text, '}');
	try_text(text.data, text.length);
	/* More layers than there can be, and lists as long. */
	text_clear(&text);
	text_add(&text, "{\"layer_types\": [\"full_attention\"");
	for (int i = 0; i < 200000; i++)
		text_add(&text, ", \"full_attention\"");
	text_addf(&text, "], %s}", base);
	try_text(text.data, text.length);
	/* Depth. */
	text_clear(&text);
	for (int i = 0; i < 100000; i++)
		text_add(&text, "{\"text_config\": ");
	try_text(text.data, text.length);
	text_release(&text);
}

static void check_refused(const char *text, const char *message)
{
	struct error error = { .text = "" };
	struct imported m;

	if (import_text(text, strlen(text), "config.json", &m, &error) == STATUS_OK)
		fail_msg("\"%s\" was taken", text);
	CHECK_HOLDS(error.text, message);
}

/* What is missing is named, with its place. */
static void test_messages(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "", "config.json" },
		{ "[]", "config.json: /: must be an object" },
		{ "{}", "config.json: /model_type: missing" },
		{ "{\"model_type\": \"llama\"}", "config.json: /hidden_size: missing" },
		{ "{\"model_type\": \"llama\", \"hidden_size\": \"4k\"}",
			"config.json: /hidden_size: must be a number" },
		{ "{\"text_config\": {\"model_type\": \"qwen2\", \"n_embd\": -1}}",
			"config.json: /text_config/n_embd: -1 must be a whole number from 1 to "
			"1048576" },
		{ "{\"model_type\": \"llama\", \"hidden_size\": 64, \"vocab_size\": 10, "
		  "\"max_position_embeddings\": 10}",
			"config.json: /num_hidden_layers: missing" },
		{ "{\"model_type\": \"new\", \"hidden_size\": 64, \"vocab_size\": 10, "
		  "\"max_position_embeddings\": 10}",
			"config.json: /tie_word_embeddings: missing, and model type \"new\"" },
		{ "{\"model_type\": \"deepseek_v3\", \"hidden_size\": 64, \"vocab_size\": 10, "
		  "\"max_position_embeddings\": 10, \"num_hidden_layers\": 1, "
		  "\"intermediate_size\": 8, \"num_attention_heads\": 4, \"kv_lora_rank\": 8}",
			"config.json: /qk_rope_head_dim: missing" },
		{ "{\"model_type\": \"jamba\", \"hidden_size\": 64, \"vocab_size\": 10, "
		  "\"max_position_embeddings\": 10, \"num_hidden_layers\": 1, "
		  "\"num_attention_heads\": 4}",
			"config.json: /layer_types: missing" },
		{ "{\"model_type\": \"llama\", \"hidden_size\": 64, \"vocab_size\": 10, "
		  "\"max_position_embeddings\": 10, \"num_hidden_layers\": 1, "
		  "\"intermediate_size\": 8, \"num_attention_heads\": 4, "
		  "\"layer_types\": [\"hyper_attention\"]}",
			"config.json: /layer_types: \"hyper_attention\" is no kind of layer" },
		{ "{\"model_type\": \"llama\", \"hidden_size\": 64, \"vocab_size\": 10, "
		  "\"max_position_embeddings\": 10, \"num_hidden_layers\": 1, "
		  "\"intermediate_size\": 8, \"num_attention_heads\": 4, "
		  "\"quantization_config\": {\"quant_method\": \"quip\"}}",
			"config.json: /quantization_config/quant_method: not known" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_refused(rows[i].text, rows[i].message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_flipped),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
