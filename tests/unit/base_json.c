/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON files: what is refused and where, and getters with their errors. */
#include "base/json.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"
#include "support/check.h"

/* Parses with the length of the string; the tree or NULL. */
static cJSON *parse(const char *text, struct error *error)
{
	cJSON *root = NULL;

	json_parse(text, strlen(text), "f.json", false, &root, error);
	return root;
}

static void test_good(void **state)
{
	static const char *const good[] = { "{}", "[]", "null", "true", "0", "-0", "-1.5e+3", "1E-5", "\"\"",
		" [ 1 , 2 ] ", "\xef\xbb\xbf{}", "{\"a\":{\"b\":[{}]}}", "\"\\u00e9\\ud83d\\ude00\\n\\\"\\/\"",
		"{\r\n\t\"a\" : 1\r\n}\r\n", "[1e308]", "{\"a\":1,\"A\":2}", "\"\xc3\xbc\x7f\"", "[[],{},[[]]]" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct error error = { .text = "" };
		cJSON *root = parse(good[i], &error);

		if (!root)
			fail_msg("refused %s: %s", good[i], error.text);
		json_free(root);
	}
}

static const struct {
	const char *text, *says;
} bad[] = { { "", "f.json: empty file" }, { "  \n", "empty file" }, { "\xef\xbb\xbf", "empty file" },
	{ "{}x", "f.json:1:3" }, { "{}{}", "follows" }, { "1 2", "1:3" }, { "[1] //", "follows" },
	{ "{", "ends too early" }, { "[1,", "ends too early" }, { "[1,]", "1:4" }, { "[,1]", "1:2" },
	{ "{\"a\"}", "\":\"" }, { "{\"a\":}", "1:6" }, { "{\"a\":1,}", "key" }, { "{a:1}", "1:2" },
	{ "{'a':1}", "double quotes" }, { "[1 2]", "1:4" }, { "{\"a\":1 \"b\":2}", "missing" }, { "[1}", "1:3" },
	{ "nul", "not a JSON value" }, { "True", "not a JSON value" }, { "truex", "1:5" },
	{ "{\n \"a\": 1,\n \"b\": x\n}", "f.json:3:7" }, { "{\r\n\"a\": x", "2:6" }, { "{\r\"a\": x", "2:6" },
	{ "\"\xc3\xbc\" x", "1:5" },
	/* numbers that cJSON takes */
	{ "0x10", "1:2" }, { "1,5", "follows" }, { "1.5.5", "1:4" }, { "1-2", "1:2" }, { "01", "start with 0" },
	{ "-01", "start with 0" }, { "1.", "decimal point" }, { "1e", "exponent" }, { "1e+", "exponent" },
	{ "+1", "not a JSON value" }, { ".5", "not a JSON value" }, { "-", "digit is missing" },
	{ "1e400", "too large" }, { "[0,{\"a\":-1e400}]", "f.json: /1/a: " }, { "NaN", "finite" },
	{ "Infinity", "finite" }, { "[-Infinity]", "1:2" }, { "-Inf", "not a JSON" },
	/* strings */
	{ "\"a", "does not end" }, { "\"a\\", "escape" }, { "\"\\x\"", "escape" }, { "\"\\u12\"", "escape" },
	{ "\"\\u0000x\"", "\\u0000" }, { "\"\\ud800\"", "surrogate" }, { "\"\\udc00\"", "surrogate" },
	{ "\"\\ud800\\u0041\"", "surrogate" }, { "\"\\ud800\\ud800\"", "surrogate" }, { "\"a\nb\"", "control" },
	{ "\"a\x1b[31m\"", "1:3" },
	/* encodings */
	{ "\"\xff\"", "not UTF-8" }, { "\"\xc0\xaf\"", "1:2: not UTF-8" }, { "\"\xed\xa0\x80\"", "not UTF-8" },
	{ "\xff\xfe{", "1:1: not UTF-8" }, { "\"gr\xfc\xdf\"", "1:4: not UTF-8" },
	/* keys */
	{ "{\"a\":1,\"a\":2}", "f.json: /a: " }, { "{\"b\":[{\"x\":1,\"y\":2,\"x\":1}]}", "/b/0/x: " },
	{ "{\"a/b~c\":{\"q\":1,\"q\":2}}", "/a~1b~0c/q: " }, { "{\"\\u001b[m\":1,\"\\u001b[m\":2}", "/^[[m: " } };

static void test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct error error = { .text = "" };
		cJSON *root = parse(bad[i].text, &error);

		if (root)
			fail_msg("accepted %s", bad[i].text);
		assert_int_equal(error.status, STATUS_DATA);
		CHECK_HOLDS(error.text, bad[i].says);
		assert_null(strchr(error.text, 033));
	}
}

static void test_nul(void **state)
{
	struct error error;
	cJSON *root;

	(void)state;
	assert_int_equal(json_parse("{}\0", 3, "f", false, &root, &error), STATUS_DATA);
	CHECK_HOLDS(error.text, "NUL");
	assert_int_equal(json_parse("\"a\0b\"", 5, "f", false, &root, &error), STATUS_DATA);
	/* Behind the given length may be anything. */
	assert_int_equal(json_parse("[1]xyz", 3, "f", false, &root, &error), STATUS_OK);
	json_free(root);
}

/* 64 levels pass, 65 and ten million do not. */
static void test_depth(void **state)
{
	const size_t many = 10000000;
	char *text = xmalloc(many + 1);
	struct error error;
	cJSON *root;

	(void)state;
	memset(text, '[', 64);
	memset(text + 64, ']', 64);
	assert_int_equal(json_parse(text, 128, "f", false, &root, &error), STATUS_OK);
	json_free(root);
	memset(text, '[', 65);
	memset(text + 65, ']', 65);
	assert_int_equal(json_parse(text, 130, "f", false, &root, &error), STATUS_DATA);
	CHECK_HOLDS(error.text, "f:1:65: nested");
	memset(text, '[', many);
	assert_int_equal(json_parse(text, many, "f", false, &root, &error), STATUS_DATA);
	assert_null(root);
	free(text);
}

static void test_infinity(void **state)
{
	static const char text[] = "{\"limit\": [0.0, Infinity], \"n\":NaN,\"m\":-Infinity, \"s\":\"NaN Infinity\"}";
	struct error error;
	cJSON *root;

	(void)state;
	assert_int_equal(json_parse(text, strlen(text), "f", true, &root, &error), STATUS_OK);
	assert_true(cJSON_IsNull(json_member(root, "n")));
	assert_true(cJSON_IsNull(json_member(root, "m")));
	assert_true(cJSON_IsNull(cJSON_GetArrayItem(json_member(root, "limit"), 1)));
	assert_string_equal(json_member(root, "s")->valuestring, "NaN Infinity");
	json_free(root);
}

/* Cut at every byte: refused, except at the very end. */
static void test_truncated(void **state)
{
	static const char text[] = "{\"items\":[{\"id\":\"a\\u00e9\",\"n\":-1.5e3,\"b\":true,\"x\":null}],\"k\":[]}";

	(void)state;
	for (size_t n = 0; n < strlen(text); n++) {
		cJSON *root;

		assert_int_equal(json_parse(text, n, "f", false, &root, NULL), STATUS_DATA);
	}
}

/* Every byte replaced by every byte: an answer, never a crash, and never a number that is not
 * finite. */
static void test_flipped(void **state)
{
	static const char text[] = "{\"a\":[{\"b\":\"\\u00e9\",\"n\":-1.5e3}],\"k\":true}";
	char copy[sizeof(text)];

	(void)state;
	for (size_t i = 0; i < strlen(text); i++) {
		for (int byte = 0; byte < 256; byte++) {
			cJSON *root;

			memcpy(copy, text, sizeof(text));
			copy[i] = (char)byte;
			if (json_parse(copy, strlen(text), "f", byte % 2, &root, NULL) == STATUS_OK)
				assert_non_null(root);
			else
				assert_null(root);
			json_free(root);
		}
	}
}

static void test_many_keys(void **state)
{
	struct text text;
	struct error error;
	cJSON *root;

	(void)state;
	text_init(&text);
	text_add_char(&text, '{');
	for (int i = 0; i < 50000; i++)
		text_addf(&text, "\"k%d\":1,", i);
	text_add(&text, "\"k49999\":2}");
	root = parse(text.data, &error);
	assert_null(root);
	CHECK_HOLDS(error.text, "/k49999: ");
	text_release(&text);
}

static void test_path(void **state)
{
	const struct json_at root = { .file = "f" };
	const struct json_at gpus = { "f", &root, "gpus", 0 };
	const struct json_at item = { "f", &gpus, NULL, 3 };
	const struct json_at key = { "f", &item, "a/b~", 0 };
	char path[64];

	(void)state;
	json_path(&root, path, sizeof(path));
	assert_string_equal(path, "/");
	json_path(&key, path, sizeof(path));
	assert_string_equal(path, "/gpus/3/a~1b~0");
	json_path(&key, path, 6);
	assert_string_equal(path, "/gpus");
}

static void test_getters(void **state)
{
	static const char *const known[] = { "n", "s", "b", "a", "o", "z", NULL };
	struct error_list errors = { 0 };
	struct json_reader reader;
	cJSON *root = parse("{\"n\":5,\"s\":\"x\",\"b\":true,\"a\":[1],\"o\":{},\"z\":null}", NULL);

	(void)state;
	assert_non_null(root);
	json_reader_init(&reader, "f.json", &errors);
	CHECK_NEAR(json_get_number(root, "n", 0, 5, &reader), 5, 0);
	CHECK_NEAR(json_need_number(root, "n", 5, 9, &reader), 5, 0);
	CHECK_NEAR(json_get_number_or(root, "q", 0, 9, 7, &reader), 7, 0);
	assert_true(isnan(json_get_number(root, "q", 0, 9, &reader)));
	assert_true(isnan(json_get_number(root, "z", 0, 9, &reader)));
	assert_string_equal(json_get_string(root, "s", &reader), "x");
	assert_null(json_get_string(root, "z", &reader));
	assert_true(json_get_bool(root, "b", false, &reader));
	assert_true(json_get_bool(root, "q", true, &reader));
	assert_int_equal(cJSON_GetArraySize(json_need_array(root, "a", &reader)), 1);
	assert_non_null(json_need_object(root, "o", &reader));
	assert_null(json_get_object(root, "q", &reader));
	assert_true(cJSON_IsNull(json_member(root, "z")));
	assert_false(cJSON_IsNull(json_member(root, "q")));
	json_check_keys(&reader, root, known);
	assert_int_equal(errors.count, 0);
	json_free(root);
	error_list_release(&errors);
}

static void test_getter_errors(void **state)
{
	static const char *const known[] = { "power_w", "s", "zero", "e", NULL };
	static const char *const wanted[] = {
		"f.json: /gpus/3/power_w: must be a number",
		"f.json: /gpus/3/zero: 0 is out of range 1 to 9",
		"f.json: /gpus/3/q: missing; must be a string",
		"f.json: /gpus/3/e: must not be empty",
		"f.json: /gpus/3/s: must be true or false",
		"f.json: /gpus/3/s: must be an array",
		"f.json: /gpus/3/powr_w: unknown key; did you mean \"power_w\"?",
		"f.json: /gpus/3: odd",
		"f.json: /gpus/3/x: odd",
		"f.json: /: odd",
	};
	struct error_list errors = { 0 };
	struct json_reader reader;
	cJSON *root = parse("{\"power_w\":\"700\",\"zero\":0,\"s\":\"x\",\"e\":\"\","
			    "\"powr_w\":1}",
		NULL);

	(void)state;
	assert_non_null(root);
	json_reader_init(&reader, "f.json", &errors);
	json_reader_push(&reader, "gpus");
	json_reader_push_index(&reader, 3);
	assert_true(isnan(json_get_number(root, "power_w", 0, 5000, &reader)));
	assert_true(isnan(json_get_number(root, "zero", 1, 9, &reader)));
	assert_null(json_need_string(root, "q", &reader));
	assert_null(json_get_string(root, "e", &reader));
	assert_true(json_get_bool(root, "s", true, &reader));
	assert_null(json_get_array(root, "s", &reader));
	json_check_keys(&reader, root, known);
	json_reader_error(&reader, STATUS_DATA, NULL, "odd");
	json_reader_push(&reader, "x");
	json_reader_error(&reader, STATUS_DATA, NULL, "odd");
	json_reader_pop(&reader);
	json_reader_pop(&reader);
	json_reader_pop(&reader);
	json_reader_error(&reader, STATUS_DATA, NULL, "odd");
	assert_int_equal(errors.count, COUNT_OF(wanted));
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		assert_string_equal(errors.items[i].text, wanted[i]);
	assert_int_equal(errors.items[6].status, STATUS_OK);
	json_free(root);
	error_list_release(&errors);
}

/* Paths that do not fit are cut and come back whole. */
static void test_long_path(void **state)
{
	struct error_list errors = { 0 };
	struct json_reader reader;

	(void)state;
	json_reader_init(&reader, "f", &errors);
	json_reader_push(&reader, "start");
	for (int i = 0; i < JSON_MAX_DEPTH - 1; i++)
		json_reader_push(&reader, "a rather long key/with a slash");
	for (int i = 0; i < JSON_MAX_DEPTH - 1; i++)
		json_reader_pop(&reader);
	assert_string_equal(reader.path, "/start");
	json_reader_pop(&reader);
	assert_string_equal(reader.path, "");
	json_reader_pop(&reader);
	assert_string_equal(reader.path, "");
	error_list_release(&errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_bad),
		cmocka_unit_test(test_nul), cmocka_unit_test(test_depth), cmocka_unit_test(test_infinity),
		cmocka_unit_test(test_truncated), cmocka_unit_test(test_flipped), cmocka_unit_test(test_many_keys),
		cmocka_unit_test(test_path), cmocka_unit_test(test_getters), cmocka_unit_test(test_getter_errors),
		cmocka_unit_test(test_long_path) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
