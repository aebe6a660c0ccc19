/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a JSON text, found without a tree. */
#include "support/check.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/json_split.h"
#include "base/memory.h"

static struct json_span span_of(const char *text)
{
	return (struct json_span){ text, strlen(text) };
}

static void check_span(struct json_span got, const char *wanted)
{
	assert_int_equal(got.n, strlen(wanted));
	assert_memory_equal(got.text, wanted, got.n);
}

static void test_members(void **state)
{
	static const char text[] = " {\"a\" : 1,\"no\\\"te\":\"}\\\\\" , \"deep\": {\"items\": [9]},"
				   "\"items\":[ 1 ], \"word\": null\n}";
	struct json_span value;

	(void)state;
	assert_true(json_span_member(span_of(text), "a", &value));
	check_span(value, "1");
	assert_true(json_span_member(span_of(text), "deep", &value));
	check_span(value, "{\"items\": [9]}");
	assert_true(json_span_member(span_of(text), "items", &value));
	check_span(value, "[ 1 ]");
	assert_true(json_span_member(span_of(text), "word", &value));
	check_span(value, "null");
	assert_false(json_span_member(span_of(text), "none", &value));
	assert_false(json_span_member(span_of("{}"), "a", &value));
	assert_false(json_span_member(span_of("[{\"a\": 1}]"), "a", &value));
	assert_false(json_span_open(span_of("{\"a\": 1}"), &value));
}

static void test_items(void **state)
{
	static const char *const wanted[] = { "\"a]\\\"\"", "[1, [2]]", "-1.5e3", "{\"b\": \"}\"}", "true", "[]" };
	struct json_span rest, item;

	(void)state;
	assert_true(json_span_open(span_of("[ \"a]\\\"\",[1, [2]], -1.5e3 ,\n{\"b\": \"}\"},true,[] ]"), &rest));
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		assert_true(json_span_next(&rest, &item));
		check_span(item, wanted[i]);
	}
	assert_false(json_span_next(&rest, &item));
	assert_true(json_span_open(span_of("[ ]"), &rest));
	assert_false(json_span_next(&rest, &item));
}

/* A part is parsed as the whole would be, and what is wrong with it has its place in the whole. */
static void test_parts(void **state)
{
	static const char text[] = "{\"x\": [1, 2], \"x\": 3}";
	struct json_at root = { .file = "f.json" }, at = { "f.json", &root, NULL, 7 };
	struct error error = { .text = "" };
	struct arena store;
	cJSON *tree;

	(void)state;
	arena_init(&store);
	assert_int_equal(json_parse_part(text, 14, &at, &store, &tree, &error), STATUS_DATA);
	assert_int_equal(json_parse_part(text, sizeof(text) - 1, &at, &store, &tree, &error), STATUS_DATA);
	assert_string_equal(error.text, "f.json: /7/x: the key is there twice");
	assert_null(tree);
	assert_int_equal(json_parse_part(text + 6, 6, &at, &store, &tree, &error), STATUS_OK);
	assert_int_equal(cJSON_GetArraySize(tree), 2);
	arena_release(&store);
	assert_int_equal(json_check("[1, 2", 5, "f.json", &error), STATUS_DATA);
	assert_string_equal(error.text, "f.json:1:6: the text ends too early");
	assert_int_equal(json_check("\xef\xbb\xbf[1]", 6, "f.json", &error), STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_members), cmocka_unit_test(test_items),
		cmocka_unit_test(test_parts) };

	return cmocka_run_group_tests_name("json_split", tests, NULL, NULL);
}
