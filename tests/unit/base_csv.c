/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV reader: quoting, line ends, broken rows. */
#include "support/check.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/memory.h"

static void test_rows(void **state)
{
	static const char text[] = "\xef\xbb\xbfname,note\r\nplain,\"with, comma\"\r\n\n"
				   "\"two\nlines\",\"a \"\"quote\"\"\"\nshort\n";
	struct csv csv;

	(void)state;
	assert_int_equal(csv_open(&csv, text, sizeof(text) - 1, "f.csv", NULL), STATUS_OK);
	assert_int_equal(csv.column_count, 2);
	assert_int_equal(csv_column(&csv, "note"), 1);
	assert_int_equal(csv_column(&csv, "other"), -1);
	assert_int_equal(csv_next(&csv, NULL), 1);
	assert_string_equal(csv_field(&csv, 1), "with, comma");
	assert_int_equal(csv.row.line, 2);
	assert_memory_equal(csv.row.raw, "plain,\"with, comma\"", csv.row.raw_length);
	assert_int_equal(csv_next(&csv, NULL), 1);
	assert_int_equal(csv.row.line, 4);
	assert_string_equal(csv_field(&csv, 0), "two\nlines");
	assert_string_equal(csv_field(&csv, 1), "a \"quote\"");
	assert_int_equal(csv_next(&csv, NULL), 1);
	assert_int_equal(csv.row.line, 6);
	assert_string_equal(csv_field(&csv, 0), "short");
	assert_string_equal(csv_field(&csv, 1), "");
	assert_string_equal(csv_field(&csv, -1), "");
	assert_int_equal(csv_next(&csv, NULL), 0);
	csv_release(&csv);
}

static void test_broken(void **state)
{
	static const char text[] = "a,b\n1,2,3\n\"x\"y,2\nfine,2\n\"open,2\n";
	struct csv csv;
	struct error error;

	(void)state;
	assert_int_equal(csv_open(&csv, text, sizeof(text) - 1, "f.csv", &error), STATUS_OK);
	assert_int_equal(csv_next(&csv, &error), -1);
	CHECK_HOLDS(error.text, "f.csv:2: more fields");
	assert_int_equal(csv_next(&csv, &error), -1);
	CHECK_HOLDS(error.text, "f.csv:3: text behind a closing quote");
	assert_int_equal(csv_next(&csv, &error), 1);
	assert_string_equal(csv_field(&csv, 0), "fine");
	assert_int_equal(csv_next(&csv, &error), -1);
	CHECK_HOLDS(error.text, "f.csv:5: a quote is never closed");
	csv_release(&csv);
	assert_int_equal(csv_open(&csv, "", 0, "f.csv", &error), STATUS_DATA);
	CHECK_HOLDS(error.text, "f.csv: empty file");
	csv_release(&csv);
}

/* Every prefix of a file is either read or refused, never read beyond its end. */
/* A header that is refused leaves nothing behind. */
static void test_broken_header(void **state)
{
	static const char *const headers[] = { "\"a", "long name,\"b\"x", "" };
	struct csv csv;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(headers); i++) {
		assert_int_equal(csv_open(&csv, headers[i], strlen(headers[i]), "f.csv", NULL), STATUS_DATA);
		assert_int_equal(csv.cells.capacity, 0);
		assert_int_equal(csv.names.capacity, 0);
	}
}

static void test_prefixes(void **state)
{
	static const char text[] = "a,\"b\"\n1,\"2\n3\"\n,,\n4,5";

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		struct csv csv;
		char *copy = xmalloc(n + 1);

		memcpy(copy, text, n);
		if (csv_open(&csv, copy, n, "f.csv", NULL) == STATUS_OK)
			while (csv_next(&csv, NULL) != 0)
				assert_true(csv.row.field_count <= 2);
		csv_release(&csv);
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_broken_header),
		cmocka_unit_test(test_prefixes),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
