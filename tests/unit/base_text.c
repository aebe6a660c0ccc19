/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strings, UTF-8, cleaning of foreign text, errors and memory. */
#include "base/text.h"

#include <limits.h>
#include <locale.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "support/check.h"

static void test_growth(void **state)
{
	struct text text;
	char *taken;

	(void)state;
	text_init(&text);
	assert_string_equal(text.data, "");
	text_clear(&text);
	for (int i = 0; i < 1000; i++)
		text_addf(&text, "%d,", i % 10);
	assert_int_equal(text.length, 2000);
	assert_int_equal(strlen(text.data), 2000);
	text_clear(&text);
	assert_string_equal(text.data, "");
	text_add(&text, "ab");
	text_add_n(&text, "cde", 2);
	text_add_char(&text, 'f');
	taken = text_take(&text);
	assert_string_equal(taken, "abcdf");
	text_add_whole(&text, 0);
	text_add_char(&text, ' ');
	text_add_whole(&text, -7);
	text_add_char(&text, ' ');
	text_add_whole(&text, LLONG_MIN);
	assert_string_equal(text.data, "0 -7 -9223372036854775808");
	text_clear(&text);
	assert_string_equal(text.data, "");
	free(taken);
	taken = text_take(&text);
	assert_string_equal(taken, "");
	free(taken);
	text_release(&text);
	text_release(&text);
}

/* Thousands are parted; a sign and decimals do not count as digits of a group. */
static void groups_digits(void **state)
{
	static const struct {
		double number;
		int decimals;
		const char *text;
	} cases[] = { { 0, 0, "0" }, { 7, 0, "7" }, { 999, 0, "999" }, { 1000, 0, "1,000" }, { 16390, 0, "16,390" },
		{ 999999.6, 0, "1,000,000" }, { 1234567, 0, "1,234,567" }, { 2905.2, 2, "2,905.20" },
		{ 0.5, 2, "0.50" }, { 999.996, 2, "1,000.00" }, { -100, 0, "-100" }, { -1000, 0, "-1,000" },
		{ -123456.5, 1, "-123,456.5" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		TEXT(text);

		text_add_grouped(&text, cases[i].number, cases[i].decimals);
		assert_string_equal(text.data, cases[i].text);
	}
}

static const struct {
	const char *bytes;
	size_t n, used;
	uint32_t code;
} decoded[] = { { "", 0, 0, 0xfffd }, { "a", 1, 1, 'a' }, { "\x7f", 1, 1, 0x7f }, { "\0", 1, 1, 0 },
	{ "\xc2\x80", 2, 2, 0x80 }, { "\xdf\xbf", 2, 2, 0x7ff }, { "\xe0\xa0\x80", 3, 3, 0x800 },
	{ "\xef\xbf\xbd", 3, 3, 0xfffd }, { "\xf0\x90\x80\x80", 4, 4, 0x10000 }, { "\xf4\x8f\xbf\xbf", 4, 4, 0x10ffff },
	{ "\xed\x9f\xbf", 3, 3, 0xd7ff }, { "\xee\x80\x80", 3, 3, 0xe000 },
	/* stray, overlong, surrogate, too large, cut */
	{ "\x80", 1, 1, 0xfffd }, { "\xff\xfe", 2, 1, 0xfffd }, { "\xc0\xaf", 2, 1, 0xfffd },
	{ "\xc1\xbf", 2, 1, 0xfffd }, { "\xe0\x9f\xbf", 3, 1, 0xfffd }, { "\xf0\x8f\xbf\xbf", 4, 1, 0xfffd },
	{ "\xed\xa0\x80", 3, 1, 0xfffd }, { "\xf4\x90\x80\x80", 4, 1, 0xfffd }, { "\xf5\x80\x80\x80", 4, 1, 0xfffd },
	{ "\xe2\x82", 2, 1, 0xfffd },
	{ "\xe2\x82"
	  "a",
		3, 1, 0xfffd },
	{ "\xc3", 1, 1, 0xfffd } };

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(decoded); i++) {
		uint32_t code = 1;

		assert_int_equal(utf8_decode(decoded[i].bytes, decoded[i].n, &code), decoded[i].used);
		assert_int_equal(code, decoded[i].code);
	}
	assert_true(utf8_valid("gr\xc3\xbc\xc3\x9f \xef\xbf\xbd", 10));
	assert_false(utf8_valid("a\xffz", 3));
}

static void test_encode(void **state)
{
	static const uint32_t codes[] = { 0x24, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff };
	struct text text;

	(void)state;
	text_init(&text);
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		uint32_t code;

		text_clear(&text);
		text_add_code(&text, codes[i]);
		assert_int_equal(utf8_decode(text.data, text.length, &code), text.length);
		assert_int_equal(code, codes[i]);
	}
	text_clear(&text);
	text_add_code(&text, 0xd800);
	assert_string_equal(text.data, "\xef\xbf\xbd");
	text_release(&text);
}

/* Needs a UTF-8 locale for the widths. */
static void test_columns(void **state)
{
	static const char wide[] = "\xe6\xbc\xa2\xe5\xad\x97"; /* two CJK characters */
	static const char mark[] = "e\xcc\x81x";               /* e, acute, x */

	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		CHECK_SKIP("no C.UTF-8 here");
	assert_int_equal(text_columns(""), 0);
	assert_int_equal(text_columns("abc"), 3);
	assert_int_equal(text_columns(wide), 4);
	assert_int_equal(text_columns(mark), 2);
	assert_int_equal(text_columns("\xff\x1b"), 2);
	assert_int_equal(text_fit("abc", 2), 2);
	assert_int_equal(text_fit("abc", 0), 0);
	assert_int_equal(text_fit("abc", -1), 0);
	assert_int_equal(text_fit("abc", 9), 3);
	assert_int_equal(text_fit(wide, 1), 0);
	assert_int_equal(text_fit(wide, 3), 3);
	assert_int_equal(text_fit(wide, 4), 6);
	assert_int_equal(text_fit(mark, 1), 3);
}

/* Lines at most 9 columns wide but for a longer word; the first begins at column 3. */
static void test_wrapped(void **state)
{
	static const struct {
		const char *given, *lines;
	} cases[] = {
		{ "", "abc\n" },
		{ "de", "abcde\n" },
		{ "de fgh", "abcde fgh\n" },
		{ "de fghi", "abcde\n  fghi\n" },
		{ "defghijklmno p", "abcdefghijklmno\n  p\n" },
		{ "de  fg   hijklmno", "abcde  fg\n  hijklmno\n" },
		{ "\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9\xc3\xa9", "abc\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9\xc3\xa9\n" },
	};

	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		CHECK_SKIP("no C.UTF-8 here");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text text;

		text_init(&text);
		text_add(&text, "abc");
		text_add_wrapped(&text, cases[i].given, 3, 2, 9);
		assert_string_equal(text.data, cases[i].lines);
		text_release(&text);
	}
}

static const struct {
	const char *untrusted, *clean;
} cleaned[] = { { "H100 SXM", "H100 SXM" }, { "Gr\xc3\xbc\xc3\x9f", "Gr\xc3\xbc\xc3\x9f" }, { "a\nb\tc", "a b c" },
	{ "\x1b[31mred", "^[[31mred" }, { "\x1b]52;c;eA==\x07", "^[]52;c;eA==^G" }, { "a\rb\bc", "a^Mb^Hc" },
	{ "\x7f", "^?" },
	{ "\xc2\x9b"
	  "31m",
		"\\x9b31m" },
	{ "\xc2\x85", "\\x85" }, { "a\xff\xc0\xaf", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "a\xe2\x80\xae"
	  "b",
		"a<U+202E>b" },
	{ "a\xe2\x80\x8b"
	  "b",
		"a<U+200B>b" },
	{ "\xe2\x81\xa6", "<U+2066>" }, { "\xf3\xa0\x81\x81", "<U+E0041>" }, { "\xef\xbb\xbf", "<U+FEFF>" },
	{ "\xc2\xad", "<U+00AD>" }, { "\xe2\x80\xa8", "<U+2028>" }, { "\xef\xbf\xbe", "<U+FFFE>" },
	{ "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84x", "e\xcc\x81\xcc\x82x" },
	{ "e\xcc\x81\xcc\x82g\xcc\x83", "e\xcc\x81\xcc\x82g\xcc\x83" },
	{ "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xf0\x9f\x91\xa9<U+200D>\xf0\x9f\x92\xbb" },
	{ "^[ <U+202E>", "^[ <U+202E>" } };

static void check_cleaned(void)
{
	struct text once, twice;

	text_init(&once);
	text_init(&twice);
	for (size_t i = 0; i < COUNT_OF(cleaned); i++) {
		text_clear(&once);
		text_clear(&twice);
		text_add_clean(&once, cleaned[i].untrusted, strlen(cleaned[i].untrusted));
		assert_string_equal(once.data, cleaned[i].clean);
		text_add_clean(&twice, once.data, once.length);
		assert_string_equal(twice.data, once.data);
	}
	text_clear(&once);
	text_add_clean(&once, "a\0b", 3);
	assert_string_equal(once.data, "a^@b");
	text_release(&once);
	text_release(&twice);
}

static void test_clean(void **state)
{
	(void)state;
	check_cleaned();
}

static void test_clean_in_c_locale(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C");
	check_cleaned();
	setlocale(LC_CTYPE, "C.UTF-8");
}

/* Whatever comes in, no control byte and no bad UTF-8 comes out. */
static void test_clean_random(void **state)
{
	uint64_t seed = 42;
	struct text text;

	(void)state;
	text_init(&text);
	for (int round = 0; round < 20000; round++) {
		char bytes[24];

		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			bytes[i] = (char)(seed >> 56);
		}
		text_clear(&text);
		text_add_clean(&text, bytes, sizeof(bytes));
		assert_true(utf8_valid(text.data, text.length));
		for (size_t i = 0; i < text.length; i++) {
			unsigned char c = (unsigned char)text.data[i];

			assert_true(c >= 0x20 && c != 0x7f);
			assert_false(c == 0xc2 && (unsigned char)text.data[i + 1] < 0xa0);
		}
	}
	text_release(&text);
}

static const struct {
	const char *in, *json, *csv;
} written[] = { { "", "\"\"", "" }, { "abc", "\"abc\"", "abc" }, { "a\"b", "\"a\\\"b\"", "\"a\"\"b\"" },
	{ "a\\b", "\"a\\\\b\"", "a\\b" }, { "a,b", "\"a,b\"", "\"a,b\"" }, { "a\nb", "\"a\\u000ab\"", "\"a\nb\"" },
	{ "\x1b[m", "\"\\u001b[m\"", "\\u001b[m" }, { "\x7f", "\"\\u007f\"", "\\u007f" },
	{ "\xc2\x9b", "\"\\u009b\"", "\\u009b" }, { "\xff", "\"\xef\xbf\xbd\"", "\xef\xbf\xbd" },
	{ "\xc3\xbc", "\"\xc3\xbc\"", "\xc3\xbc" }, { "=cmd|x", "\"=cmd|x\"", "'=cmd|x" }, { "+1", "\"+1\"", "+1" },
	{ "-2.5", "\"-2.5\"", "-2.5" }, { "-2.5.1", "\"-2.5.1\"", "'-2.5.1" }, { "-", "\"-\"", "'-" },
	{ "+1+cmd", "\"+1+cmd\"", "'+1+cmd" }, { "@SUM(1)", "\"@SUM(1)\"", "'@SUM(1)" },
	{ "\tx", "\"\\u0009x\"", "\"'\tx\"" }, { "\rx", "\"\\u000dx\"", "'\\u000dx" },
	{ "=1,2", "\"=1,2\"", "\"'=1,2\"" }, { " a", "\" a\"", "\" a\"" }, { "+1.5e3", "\"+1.5e3\"", "+1.5e3" },
	{ "-2E-7", "\"-2E-7\"", "-2E-7" }, { "-2e", "\"-2e\"", "'-2e" }, { "-e5", "\"-e5\"", "'-e5" },
	{ "a\r\nb", "\"a\\u000d\\u000ab\"", "\"a\nb\"" }, { "a\rb", "\"a\\u000db\"", "a\\u000db" },
	{ "\xe2\x80\xae", "\"\\u202e\"", "\\u202e" }, { "\xf3\xa0\x81\x81", "\"\\udb40\\udc41\"", "\\udb40\\udc41" } };

static void test_written(void **state)
{
	struct text text;

	(void)state;
	text_init(&text);
	for (size_t i = 0; i < COUNT_OF(written); i++) {
		text_clear(&text);
		text_add_json_string(&text, written[i].in);
		assert_string_equal(text.data, written[i].json);
		text_clear(&text);
		text_add_csv(&text, written[i].in);
		assert_string_equal(text.data, written[i].csv);
	}
	text_release(&text);
}

/* What is added to a text that is shown, in one piece or formatted, is the same and harmless. */
static const struct {
	const char *in, *shown, *ascii, *data;
} used[] = { { "a\n\tb", "a\n\tb", "a\n\tb", "a\n\tb" },
	{ "\x1b]52;c;eA==\x07", "^[]52;c;eA==^G", "^[]52;c;eA==^G", "\\u001b]52;c;eA==\\u0007" },
	{ "a\rb\x7f", "a^Mb^?", "a^Mb^?", "a\\u000db\\u007f" },
	{ "\xc2\x9b"
	  "1m",
		"\\x9b1m", "\\x9b1m", "\\u009b1m" },
	{ "\xe2\x80\xae", "<U+202E>", "<U+202E>", "\\u202e" },
	{ "\xf3\xa0\x81\x81", "<U+E0041>", "<U+E0041>", "\\udb40\\udc41" }, { "\xc5\x9b", "\xc5\x9b", "?", "\xc5\x9b" },
	{ "\xff", "\xef\xbf\xbd", "?", "\xef\xbf\xbd" }, { "\xe6\xbc\xa2", "\xe6\xbc\xa2", "??", "\xe6\xbc\xa2" },
	/* Two marks are enough for people; data loses none. */
	{ "e\xcc\x81\xcc\x82\xcc\x83", "e\xcc\x81\xcc\x82", "e", "e\xcc\x81\xcc\x82\xcc\x83" } };

static void check_use(enum text_use use, const char *in, const char *wanted)
{
	struct text text, again;

	text_init_for(&text, use);
	text_init_for(&again, use);
	text_add(&text, in);
	assert_string_equal(text.data, wanted);
	text_add(&again, text.data);
	assert_string_equal(again.data, wanted);
	text_clear(&text);
	text_addf(&text, "%s", in);
	assert_string_equal(text.data, wanted);
	free(text_take(&text));
	/* Longer than what is formatted at once. */
	text_addf(&text, "%80s|%s", "", in);
	assert_string_equal(text.data + 81, wanted);
	text_release(&text);
	text_release(&again);
}

static void test_uses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(used); i++) {
		check_use(TEXT_KEPT, used[i].in, used[i].in);
		check_use(TEXT_SHOWN, used[i].in, used[i].shown);
		check_use(TEXT_SHOWN_ASCII, used[i].in, used[i].ascii);
		check_use(TEXT_DATA, used[i].in, used[i].data);
	}
}

/* Our own colours come through in parts of a shown text, and nobody else's. */
static void test_own_colours(void **state)
{
	struct text shown, kept, whole;

	(void)state;
	text_init_for(&shown, TEXT_SHOWN);
	text_init(&kept);
	text_init_for(&whole, TEXT_SHOWN);
	text_add_sgr(&shown, "1");
	text_add(&shown, "\x1b[31mx");
	text_add_sgr(&shown, "0\x1b]0;title\x07");
	assert_string_equal(shown.data, "\x1b[1m^[[31mx\x1b[0m");
	text_add_part(&whole, &shown, 0, shown.length);
	assert_string_equal(whole.data, shown.data);
	text_add(&kept, "\x1b[31m");
	text_clear(&whole);
	text_add_part(&whole, &kept, 0, kept.length);
	assert_string_equal(whole.data, "^[[31m");
	text_release(&shown);
	text_release(&kept);
	text_release(&whole);
}

static void test_names(void **state)
{
	char name[] = "H100-SXM \xc3\x9c";
	char key[8];

	(void)state;
	assert_string_equal(text_ascii_lower(name), "h100-sxm \xc3\x9c");
	assert_int_equal(text_compare_nocase("H100", "h100"), 0);
	assert_true(text_compare_nocase("a", "B") < 0);
	assert_true(text_compare_nocase("abc", "ab") > 0);
	assert_int_equal(text_key("H100-SXM 80GB", key, sizeof(key)), 7);
	assert_string_equal(key, "h100sxm");
	assert_int_equal(text_key("--", key, sizeof(key)), 0);
	assert_string_equal(key, "");
	assert_int_equal(text_key("x", key, 0), 0);
}

static const struct {
	const char *a, *b;
	int distance;
} distances[] = { { "", "", 0 }, { "", "abc", 3 }, { "abc", "abc", 0 }, { "h100", "h10", 1 }, { "h100", "h1000", 1 },
	{ "h100", "h200", 1 }, { "h100", "1h00", 1 }, { "kitten", "sitting", 3 }, { "ca", "abc", 3 },
	{ "abcdef", "badcfe", 3 } };

static void test_distance(void **state)
{
	char long_a[200], long_b[200];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(distances); i++) {
		assert_int_equal(text_distance(distances[i].a, distances[i].b), distances[i].distance);
		assert_int_equal(text_distance(distances[i].b, distances[i].a), distances[i].distance);
	}
	memset(long_a, 'a', sizeof(long_a) - 1);
	memset(long_b, 'b', sizeof(long_b) - 1);
	long_a[sizeof(long_a) - 1] = long_b[sizeof(long_b) - 1] = '\0';
	assert_int_equal(text_distance(long_a, long_b), TEXT_DISTANCE_BYTES);
}

static void test_error(void **state)
{
	struct error_list list = { 0 };
	struct error error;
	char name[3000];

	(void)state;
	assert_int_equal(error_set(NULL, STATUS_IO, "x"), STATUS_IO);
	assert_int_equal(error_set(&error, STATUS_DATA, "%s: bad", "a\x1b[m\nb"), STATUS_DATA);
	assert_string_equal(error.text, "a^[[m b: bad");
	/* Two-byte characters from an odd place: the cut must not split one. */
	name[0] = 'x';
	for (size_t i = 1; i + 2 < sizeof(name); i += 2)
		memcpy(name + i, "\xc3\xbc", 2);
	name[sizeof(name) - 1] = '\0';
	error_set(&error, STATUS_DATA, "%s", name);
	assert_in_range(strlen(error.text), 1000, 1023);
	assert_true(utf8_valid(error.text, strlen(error.text)));

	assert_int_equal(error_list_status(&list), STATUS_OK);
	error_list_add(&list, STATUS_OK, "warning");
	assert_int_equal(error_list_status(&list), STATUS_OK);
	for (int i = 0; i < 2000; i++)
		error_list_add(&list, STATUS_DATA, "error %d", i);
	assert_int_equal(error_list_status(&list), STATUS_DATA);
	assert_int_equal(list.count, ERROR_LIST_MAX);
	assert_int_equal(list.dropped, 2001 - ERROR_LIST_MAX);
	assert_string_equal(list.items[1].text, "error 0");
	error_list_release(&list);
	assert_int_equal(list.count, 0);
}

static void test_status(void **state)
{
	static const int codes[] = { 0, 1, 2, 3, 4, 70 };

	(void)state;
	assert_int_equal(STATUS_COUNT, COUNT_OF(codes));
	for (int i = 0; i < STATUS_COUNT; i++)
		assert_int_equal(status_exit_code((enum status)i), codes[i]);
	assert_int_equal(status_exit_code((enum status)99), 70);
}

static void test_arena(void **state)
{
	struct arena arena;
	char *first, *large;

	(void)state;
	arena_init(&arena);
	first = arena_strdup(&arena, "first");
	for (size_t size = 0; size < 3000; size++) {
		char *part = arena_alloc(&arena, size);

		assert_int_equal((uintptr_t)part % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(part[i], 0);
		memset(part, 'x', size);
	}
	large = arena_array(&arena, 1000, 1000);
	memset(large, 'y', 1000000);
	assert_string_equal(first, "first");
	assert_null(arena_strdup(&arena, NULL));
	arena_release(&arena);
	assert_string_equal(arena_strdup(&arena, "again"), "again");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(groups_digits), cmocka_unit_test(test_growth),
		cmocka_unit_test(test_decode), cmocka_unit_test(test_encode), cmocka_unit_test(test_columns),
		cmocka_unit_test(test_wrapped), cmocka_unit_test(test_clean), cmocka_unit_test(test_clean_in_c_locale),
		cmocka_unit_test(test_clean_random), cmocka_unit_test(test_written), cmocka_unit_test(test_uses),
		cmocka_unit_test(test_own_colours), cmocka_unit_test(test_names), cmocka_unit_test(test_distance),
		cmocka_unit_test(test_error), cmocka_unit_test(test_status), cmocka_unit_test(test_arena) };

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
