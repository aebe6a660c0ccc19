/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GGUF headers: a whole model, one in two files, and both cut and changed anywhere. */
#include <unistd.h>

#include "support/imported.h"

static void add_bytes(struct text *out, double value, int n)
{
	for (int i = 0; i < n; i++) {
		text_add_char(out, (char)(unsigned char)fmod(value, 256.0));
		value = floor(value / 256.0);
	}
}

static void add_gguf_string(struct text *out, const char *s)
{
	add_bytes(out, (double)strlen(s), 8);
	text_add(out, s);
}

static void add_gguf_number(struct text *out, const char *key, double value)
{
	add_gguf_string(out, key);
	add_bytes(out, 4, 4); /* UINT32 */
	add_bytes(out, value, 4);
}

static void add_gguf_tensor(struct text *out, const char *name, double a, double b, double type)
{
	add_gguf_string(out, name);
	add_bytes(out, 2, 4);
	add_bytes(out, a, 8);
	add_bytes(out, b, 8);
	add_bytes(out, type, 4);
	add_bytes(out, 0, 8);
}

/* A tiny Llama: two layers of width 256, in Q4_K but for the embedding. */
static void make_gguf(struct text *out)
{
	text_add(out, "GGUF");
	add_bytes(out, 3, 4);
	add_bytes(out, 4, 8);
	add_bytes(out, 9, 8);
	add_gguf_string(out, "general.architecture");
	add_bytes(out, 8, 4);
	add_gguf_string(out, "llama");
	add_gguf_number(out, "general.file_type", 15);
	add_gguf_number(out, "llama.block_count", 2);
	add_gguf_number(out, "llama.embedding_length", 256);
	add_gguf_number(out, "llama.feed_forward_length", 512);
	add_gguf_number(out, "llama.context_length", 4096);
	add_gguf_number(out, "llama.attention.head_count", 4);
	add_gguf_number(out, "llama.attention.head_count_kv", 2);
	add_gguf_string(out, "tokenizer.ggml.tokens");
	add_bytes(out, 9, 4);
	add_bytes(out, 8, 4);
	add_bytes(out, 2, 8);
	add_gguf_string(out, "a");
	add_gguf_string(out, "bc");
	add_gguf_tensor(out, "token_embd.weight", 256, 1000, 1);
	/* All attention and all MLP weights as one tensor each, 2 x 3 x 256 x 256 in Q6_K and
	 * 2 x 3 x 256 x 512 in Q4_K; norms. */
	add_gguf_tensor(out, "blk.0.attn_q.weight", 256, 1536, 14);
	add_gguf_tensor(out, "blk.0.ffn_up.weight", 256, 3072, 12);
	add_gguf_tensor(out, "output_norm.weight", 256, 5, 0);
}

static void test_gguf(void **state)
{
	char folder[] = "/tmp/gpuplan-import.XXXXXX";
	struct error error = { .text = "" };
	struct text file, path;
	struct imported m;

	(void)state;
	assert_non_null(mkdtemp(folder));
	text_init(&file);
	text_init(&path);
	make_gguf(&file);
	folder_write(folder, "m.gguf", file.data, file.length);
	folder_import(&m, folder);
	assert_string_equal(m.weights, "q4_k_m");
	assert_string_equal(m.model_type, "llama");
	assert_true(m.model.tied_embeddings);
	CHECK_NEAR(m.model.vocab, 1000.0, 0.0);
	CHECK_NEAR(m.model.counts.total, 256.0 * (1000 + 4608 + 5), 0.0);
	CHECK_NEAR(m.model.other_params, 256.0 * 5, 0.0);
	CHECK_NEAR(m.stored_bytes, 512e3 + 1536 * 210 + 3072 * 144 + 5120, 0.0);
	assert_true(m.model.stored.by_part);
	CHECK_NEAR(m.model.stored.bytes.attention, 1536 * 210, 0.0);
	CHECK_NEAR(m.model.stored.bytes.dense, 3072 * 144, 0.0);
	CHECK_NEAR(m.model.stored.bytes.embedding, 512e3, 0.0);
	CHECK_NEAR(m.model.stored.bytes.total, m.stored_bytes, 0.0);
	CHECK_NEAR(model_kv_bytes_per_token(&m.model, 2.0), 2 * 2 * 2 * 64 * 2, 0.0);
	import_release(&m);
	/* Cut anywhere, or with any byte changed: refused or within its ranges. */
	path_join(&path, folder, "m.gguf");
	for (size_t i = 0; i < file.length; i++) {
		char old = file.data[i];

		folder_write(folder, "m.gguf", file.data, i);
		assert_int_not_equal(import_model(path.data, &m, &error), STATUS_OK);
		file.data[i] = (char)(i % 3 == 0 ? 0x7f : ~old);
		folder_write(folder, "m.gguf", file.data, file.length);
		if (import_model(path.data, &m, &error) == STATUS_OK) {
			check_imported(&m);
			import_release(&m);
		}
		file.data[i] = old;
	}
	unlink(path.data);
	rmdir(folder);
	text_release(&file);
	text_release(&path);
}

/* A model in two files: the second has tensors only. */
static void test_split(void **state)
{
	static const char *const names[] = { "m-00001-of-00002.gguf", "m-00002-of-00002.gguf" };
	char folder[] = "/tmp/gpuplan-import.XXXXXX";
	struct error error = { .text = "" };
	struct text file, rest, path;
	struct imported m;

	(void)state;
	assert_non_null(mkdtemp(folder));
	text_init(&file);
	text_init(&rest);
	text_init(&path);
	make_gguf(&file);
	/* One more member, in front of the others. */
	text_add_n(&rest, file.data, 16);
	add_bytes(&rest, 10, 8);
	add_gguf_number(&rest, "split.count", 2);
	text_add_n(&rest, file.data + 24, file.length - 24);
	folder_write(folder, names[0], rest.data, rest.length);
	folder_import(&m, folder);
	assert_true(isnan(m.stored_bytes));
	CHECK_HOLDS(m.model.notes, "some of its files are missing");
	import_release(&m);
	text_clear(&rest);
	text_add(&rest, "GGUF");
	add_bytes(&rest, 3, 4);
	add_bytes(&rest, 1, 8);
	add_bytes(&rest, 0, 8);
	add_gguf_tensor(&rest, "blk.1.ffn_norm.weight", 256, 1, 0);
	folder_write(folder, names[1], rest.data, rest.length);
	folder_import(&m, folder);
	CHECK_NEAR(m.stored_bytes, 512e3 + 1536 * 210 + 3072 * 144 + 5120 + 1024, 0.0);
	CHECK_NEAR(m.model.stored.bytes.other, 5120 + 1024, 0.0);
	import_release(&m);
	path_join(&path, folder, names[0]);
	for (size_t i = 0; i < rest.length; i++) {
		folder_write(folder, names[1], rest.data, i);
		assert_int_equal(import_model(path.data, &m, &error), STATUS_DATA);
		CHECK_HOLDS(error.text, "m-00002-of-00002.gguf: not a GGUF file");
	}
	for (int i = 0; i < 2; i++) {
		text_clear(&path);
		path_join(&path, folder, names[i]);
		unlink(path.data);
	}
	rmdir(folder);
	text_release(&path);
	text_release(&rest);
	text_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gguf),
		cmocka_unit_test(test_split),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
