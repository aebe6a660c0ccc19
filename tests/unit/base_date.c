/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Day numbers of dates, both ways. */
#include "base/date.h"

#include <stdlib.h>

#include "support/check.h"

/* Worked out by hand: 1970 + n years of 365 days + leap days. */
static const struct {
	const char *text;
	long days;
} good[] = { { "1970-01-01", 0 }, { "1970-02-01", 31 }, { "1969-12-31", -1 }, { "1972-02-29", 789 },
	{ "1972-03-01", 790 }, { "2000-01-01", 10957 }, { "2000-02-29", 11016 }, { "2000-03-01", 11017 },
	{ "2026-06-15", 20619 }, { "2038-01-19", 24855 }, { "1900-01-01", -25567 }, { "9999-12-31", 2932896 } };

static void test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct error error;
		char again[11];
		long days = 12345;

		assert_int_equal(date_parse(good[i].text, &days, &error), STATUS_OK);
		assert_int_equal(days, good[i].days);
		date_format(days, again);
		assert_string_equal(again, good[i].text);
	}
}

static void test_month(void **state)
{
	long days = 0;

	(void)state;
	assert_int_equal(date_parse("2026-06", &days, NULL), STATUS_OK);
	assert_int_equal(days, 20605);
}

static void test_bad(void **state)
{
	static const char *const bad[] = { "", "2026", "2026-6-1", "2026-13-01", "2026-00-10", "2026-02-29",
		"1900-02-29", "2026-04-31", "2026-01-00", "2026-01-32", "26-01-01", "2026/01/01", "2026-01-01 ",
		" 2026-01-01", "2026-01-0x", "-026-01-01", "+2026-01", "1899-12-31", "2026-01-011",
		"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6-01", "2026\n01-01", "20260101", "2026-01x01" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct error error = { .status = STATUS_OK };
		long days = 12345;

		if (date_parse(bad[i], &days, &error) == STATUS_OK)
			fail_msg("accepted \"%s\"", bad[i]);
		assert_int_equal(error.status, STATUS_DATA);
		assert_true(error.text[0] != '\0');
		assert_int_equal(days, 12345);
	}
}

static void test_every_day(void **state)
{
	(void)state;
	for (long days = -25567; days <= 60000; days++) {
		char text[11];
		long again = 0;

		date_format(days, text);
		assert_int_equal(date_parse(text, &again, NULL), STATUS_OK);
		assert_int_equal(again, days);
	}
}

static void test_format_limits(void **state)
{
	char text[11];

	(void)state;
	date_format(2932897, text);
	assert_string_equal(text, "n/a");
	date_format(-719529, text);
	assert_string_equal(text, "n/a");
	date_format(-719528, text);
	assert_string_equal(text, "0000-01-01");
}

static void test_today(void **state)
{
	static const char *const ignored[] = { "", "x", "-1", "1e9", "9999999999999999" };

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1781481600", 1); /* 20619 x 86400 */
	assert_int_equal(date_today(), 20619);
	setenv("SOURCE_DATE_EPOCH", "1781481599", 1);
	assert_int_equal(date_today(), 20618);
	for (size_t i = 0; i < COUNT_OF(ignored); i++) {
		setenv("SOURCE_DATE_EPOCH", ignored[i], 1);
		assert_true(date_today() > 20000 && date_today() < 100000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_month),
		cmocka_unit_test(test_bad), cmocka_unit_test(test_every_day), cmocka_unit_test(test_format_limits),
		cmocka_unit_test(test_today) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
