/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of the clock in local time, and the next one of them. */
#include "base/clock.h"

#include <math.h>
#include <time.h>

#include "base/date.h"
#include "support/check.h"

/* 2026-12-01 20:12:00 UTC: 20788 days and 72720 s. */
static const double NOW = 20788.0 * 86400.0 + 72720.0;

static void set_zone(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

static double at(const char *text)
{
	struct error error = { .text = "" };
	double seconds = NAN;

	if (clock_parse(text, NOW, &seconds, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	return seconds;
}

static void next_of_the_day(void **state)
{
	(void)state;
	set_zone("UTC0");
	/* The morning after is 8 hours into day 20789. */
	CHECK_NEAR(at("08:00"), 20789.0 * 86400.0 + 8 * 3600.0, 0);
	CHECK_NEAR(at("8:00"), at("08:00"), 0);
	CHECK_NEAR(at("20:13"), NOW + 60.0, 0);
	CHECK_NEAR(at("20:12:30"), NOW + 30.0, 0);
	/* Now is not the next time. */
	CHECK_NEAR(at("20:12"), NOW + 86400.0, 0);
	/* One hour ahead it is 21:12. */
	set_zone("CET-1");
	CHECK_NEAR(at("08:00"), 20789.0 * 86400.0 + 7 * 3600.0, 0);
	CHECK_NEAR(at("20:13"), NOW + 86400.0 - 3540.0, 0);
}

static void dates_are_local(void **state)
{
	(void)state;
	set_zone("UTC0");
	CHECK_NEAR(at("2026-12-01T08:00"), 20788.0 * 86400.0 + 8 * 3600.0, 0);
	CHECK_NEAR(at("2026-12-05T06:30:15"), 20792.0 * 86400.0 + 6 * 3600.0 + 1815.0, 0);
	/* In summer two hours ahead, in winter one. */
	set_zone("CET-1CEST,M3.5.0,M10.5.0/3");
	CHECK_NEAR(at("2026-12-05T06:30"), 20792.0 * 86400.0 + 5 * 3600.0 + 1800.0, 0);
	CHECK_NEAR(at("2026-07-01T08:00"), 20635.0 * 86400.0 + 6 * 3600.0, 0);
	set_zone("UTC0");
}

static void nonsense_is_refused(void **state)
{
	static const char *const bad[] = { "", "8", "24:00", "08:60", "08:0", "008:00", "08:00:60", "08:00x", " 08:00",
		"2026-13-01T08:00", "2026-02-30T08:00", "2026-12-01", "2026-12-01T", "2026-12-01T8", "2026-12-01X08:00",
		"-1:00", "١٢:٠٠", "99999999999999999999999999999:00" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct error error = { .text = "" };
		double seconds = 12345.0;

		assert_int_equal(clock_parse(bad[i], NOW, &seconds, &error), STATUS_USAGE);
		CHECK_NEAR(seconds, 12345.0, 0);
		CHECK_HOLDS(error.text, "write 08:00 or 2026-12-01T08:00");
	}
	assert_true(clock_is_time("08:00") && clock_is_time("2026-12-01"));
	assert_false(clock_is_time("8h") || clock_is_time("5000h") || clock_is_time("540"));
}

static void check_format(
	void (*format)(struct text *out, double seconds, double now), const char *text, const char *wanted)
{
	TEXT(out);

	format(&out, at(text), NOW);
	assert_string_equal(out.data, wanted);
}

static void formats_read_back(void **state)
{
	static const char *const texts[] = { "2026-12-01T08:00", "2026-12-02T08:00:01", "1970-01-02T00:00" };

	(void)state;
	set_zone("CET-1CEST,M3.5.0,M10.5.0/3");
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		TEXT(out);

		clock_format(&out, at(texts[i]));
		assert_string_equal(out.data, texts[i]);
	}
	check_format(clock_format_short, "08:00", "08:00");
	check_format(clock_format_short, "2026-12-02T21:11", "21:11");
	check_format(clock_format_short, "2026-12-02T21:13", "2026-12-02T21:13");
	check_format(clock_format_short, "2026-12-01T08:00", "2026-12-01T08:00");
	check_format(clock_format_cell, "08:00", "08:00");
	check_format(clock_format_cell, "2026-12-05T06:30", "12-05");
	set_zone("UTC0");
}

static void now_can_be_said(void **state)
{
	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1796155920", 1);
	CHECK_NEAR(date_now(), 1796155920.0, 0);
	CHECK_NEAR(date_now(), NOW, 0);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_true(date_now() > 1.7e9);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(next_of_the_day), cmocka_unit_test(dates_are_local),
		cmocka_unit_test(nonsense_is_refused), cmocka_unit_test(formats_read_back),
		cmocka_unit_test(now_can_be_said) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
