/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number grammar: what is read, what is refused and why, what is shown. */
#include "base/quantity.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "support/check.h"

static const struct {
	const char *text;
	enum quantity_kind kind;
	double value;
} good[] = { { "0", QUANTITY_COUNT, 0 }, { "00", QUANTITY_COUNT, 0 }, { "007", QUANTITY_COUNT, 7 },
	{ "32", QUANTITY_COUNT, 32 }, { "1.5", QUANTITY_COUNT, 1.5 }, { "1,5", QUANTITY_COUNT, 1.5 },
	{ "0,500", QUANTITY_COUNT, 0.5 }, { "1,5000", QUANTITY_COUNT, 1.5 }, { "1.500", QUANTITY_COUNT, 1.5 },
	{ "1234,567", QUANTITY_COUNT, 1234.567 }, { " 32 ", QUANTITY_COUNT, 32 }, { "\t1k\t", QUANTITY_COUNT, 1000 },
	{ "2 k", QUANTITY_COUNT, 2000 }, { "2K", QUANTITY_COUNT, 2000 }, { "3M", QUANTITY_COUNT, 3e6 },
	{ "3m", QUANTITY_COUNT, 3e6 }, { "9007199254740992", QUANTITY_COUNT, 9007199254740992.0 },
	{ "9007199254740991", QUANTITY_COUNT, 9007199254740991.0 }, { "1000000000", QUANTITY_COUNT, 1e9 },
	{ "8k", QUANTITY_TOKENS, 8192 }, { "8K", QUANTITY_TOKENS, 8192 }, { "1M", QUANTITY_TOKENS, 1048576 },
	{ "0.5k", QUANTITY_TOKENS, 512 }, { "4096", QUANTITY_TOKENS, 4096 }, { "70B", QUANTITY_PARAMETERS, 70e9 },
	{ "70B ", QUANTITY_PARAMETERS, 70e9 }, { " 70 b", QUANTITY_PARAMETERS, 70e9 },
	{ "70.6B", QUANTITY_PARAMETERS, 70600000000.0 }, { "70,6b", QUANTITY_PARAMETERS, 70600000000.0 },
	{ "500M", QUANTITY_PARAMETERS, 5e8 }, { "1.04T", QUANTITY_PARAMETERS, 1.04e12 },
	{ "1t", QUANTITY_PARAMETERS, 1e12 }, { "70600000000", QUANTITY_PARAMETERS, 70600000000.0 },
	{ "500", QUANTITY_SECONDS, 0.5 }, { "500ms", QUANTITY_SECONDS, 0.5 }, { "500 ms", QUANTITY_SECONDS, 0.5 },
	{ "0.5s", QUANTITY_SECONDS, 0.5 }, { "0,5 s", QUANTITY_SECONDS, 0.5 }, { "2min", QUANTITY_SECONDS, 120 },
	{ "0.1", QUANTITY_SECONDS, 0.0001 }, { "540", QUANTITY_DURATION, 540 }, { "9min", QUANTITY_DURATION, 540 },
	{ "2 h", QUANTITY_DURATION, 7200 }, { "2M/s", QUANTITY_RATE, 2e6 }, { "50%", QUANTITY_FRACTION, 0.5 },
	{ "50 %", QUANTITY_FRACTION, 0.5 }, { "0.5", QUANTITY_FRACTION, 0.5 }, { "1", QUANTITY_FRACTION, 1 },
	{ "100%", QUANTITY_FRACTION, 1 }, { "0%", QUANTITY_FRACTION, 0 }, { "12.5%", QUANTITY_FRACTION, 0.125 },
	{ "0.7%", QUANTITY_FRACTION, 0.007 }, { "12", QUANTITY_RATE, 12 }, { "0.5/s", QUANTITY_RATE, 0.5 },
	{ "2k/s", QUANTITY_RATE, 2000 }, { "90/min", QUANTITY_RATE, 1.5 }, { "1.54", QUANTITY_NUMBER, 1.54 },
	{ "1,5", QUANTITY_NUMBER, 1.5 }, { "2.50", QUANTITY_USD, 2.5 }, { "$2.50", QUANTITY_USD, 2.5 },
	{ "2.50 USD", QUANTITY_USD, 2.5 }, { "$ 3k", QUANTITY_USD, 3000 }, { "0", QUANTITY_USD, 0 },
	{ "0.000000000000000000000000000000000001", QUANTITY_USD, 1e-36 } };

static void test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct error error;
		double value = -1;

		if (quantity_parse(good[i].text, good[i].kind, &value, &error) != STATUS_OK)
			fail_msg("refused \"%s\": %s", good[i].text, error.text);
		if (value < good[i].value || value > good[i].value)
			fail_msg("\"%s\" gave %.17g", good[i].text, value);
	}
}

static const struct {
	const char *text;
	enum quantity_kind kind;
	const char *says;
} bad[] = { { "", QUANTITY_COUNT, "missing" }, { "   ", QUANTITY_COUNT, "missing" },
	{ "-1", QUANTITY_COUNT, "must not be negative" }, { "-0", QUANTITY_COUNT, "must not be negative" },
	{ " -5", QUANTITY_COUNT, "column 2" }, { "+5", QUANTITY_COUNT, "sign" },
	{ "1e400", QUANTITY_COUNT, "exponent" }, { "1e309", QUANTITY_COUNT, "exponent" },
	{ "-1e400", QUANTITY_COUNT, "negative" }, { "1e-320", QUANTITY_COUNT, "exponent" },
	{ "1e", QUANTITY_COUNT, "exponent" }, { "1E5", QUANTITY_COUNT, "exponent" },
	{ "nan", QUANTITY_COUNT, "not a number" }, { "NAN(0x1)", QUANTITY_COUNT, "not a number" },
	{ "inf", QUANTITY_COUNT, "not a number" }, { "Infinity", QUANTITY_COUNT, "not a number" },
	{ "0x10", QUANTITY_COUNT, "column 2" }, { "0x10", QUANTITY_COUNT, "hexadecimal" },
	{ "1.", QUANTITY_COUNT, "column 3" }, { "1,", QUANTITY_COUNT, "follow the decimal mark" },
	{ ".5", QUANTITY_COUNT, "before the decimal mark" }, { ",5", QUANTITY_COUNT, "column 1" },
	{ "1.5.5", QUANTITY_COUNT, "column 4" }, { "1-2", QUANTITY_COUNT, "column 2" },
	{ "1,500", QUANTITY_COUNT, "ambiguous" }, { "12,500", QUANTITY_COUNT, "column 3" },
	{ "1.500,5", QUANTITY_COUNT, "second decimal mark" }, { "1,500.5", QUANTITY_COUNT, "second" },
	{ "1 000", QUANTITY_COUNT, "blank inside" }, { "1_000", QUANTITY_COUNT, "unknown unit" },
	{ "1k5", QUANTITY_COUNT, "column 2" }, { "5kk", QUANTITY_COUNT, "unit" },
	{ "\xd9\xa5", QUANTITY_COUNT, "ASCII digits" }, { "\xef\xbc\x95", QUANTITY_COUNT, "ASCII digits" },
	{ "1\xd9\xa5", QUANTITY_COUNT, "ASCII" }, { "1.\xd9\xa5", QUANTITY_COUNT, "ASCII digits" },
	{ "9007199254740993", QUANTITY_TOKENS, "too large" }, { "9007199254740994", QUANTITY_TOKENS, "too large" },
	{ "999999999999999999999999999999999999999", QUANTITY_COUNT, "too large" },
	{ "10000T", QUANTITY_PARAMETERS, "too large" }, { "70 GB", QUANTITY_PARAMETERS, "bytes" },
	{ "70KB", QUANTITY_PARAMETERS, "bytes" }, { "70Bn", QUANTITY_PARAMETERS, "unknown unit" },
	{ "70%", QUANTITY_PARAMETERS, "unknown unit" }, { "8B", QUANTITY_TOKENS, "unknown unit" },
	{ "8kb", QUANTITY_TOKENS, "unknown unit" }, { "500MS", QUANTITY_SECONDS, "unknown unit" },
	{ "5m", QUANTITY_SECONDS, "unknown unit" }, { "5S", QUANTITY_SECONDS, "unknown unit" },
	{ "5ms", QUANTITY_DURATION, "unknown unit" }, { "50", QUANTITY_FRACTION, "percent" },
	{ "1.01", QUANTITY_FRACTION, "percent" }, { "100.0001%", QUANTITY_FRACTION, "above 100%" },
	{ "1000%", QUANTITY_FRACTION, "above 100%" }, { "1.5k", QUANTITY_NUMBER, "unknown unit" },
	{ "2.50 EUR", QUANTITY_USD, "unknown unit" }, { "$", QUANTITY_USD, "missing" },
	{ "$2", QUANTITY_COUNT, "not a number" }, { "1\x1b[31m", QUANTITY_COUNT, "^[[31m" } };

static void test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct error error = { .status = STATUS_OK };
		double value = -1;

		if (quantity_parse(bad[i].text, bad[i].kind, &value, &error) == STATUS_OK)
			fail_msg("accepted \"%s\"", bad[i].text);
		assert_int_equal(error.status, STATUS_USAGE);
		CHECK_HOLDS(error.text, bad[i].says);
		assert_null(strchr(error.text, 033));
		assert_true(value < 0);
	}
}

static void test_long(void **state)
{
	char *digits = xmalloc(1000001);
	double value = -1;
	struct error error;

	(void)state;
	memset(digits, '7', 1000000);
	digits[1000000] = '\0';
	assert_int_equal(quantity_parse(digits, QUANTITY_COUNT, &value, &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "longer than 40");
	digits[400] = '\0';
	assert_int_equal(quantity_parse(digits, QUANTITY_COUNT, &value, NULL), STATUS_USAGE);
	assert_true(value < 0);
	free(digits);
}

/* A decimal comma in the locale changes nothing. */
static void test_locale(void **state)
{
	double value = 0;

	(void)state;
	if (!setlocale(LC_NUMERIC, "de_DE.UTF-8"))
		CHECK_SKIP("no de_DE.UTF-8 here");
	assert_int_equal(quantity_parse("1.5", QUANTITY_COUNT, &value, NULL), STATUS_OK);
	CHECK_NEAR(value, 1.5, 0);
	assert_int_equal(quantity_parse("1,5", QUANTITY_COUNT, &value, NULL), STATUS_OK);
	CHECK_NEAR(value, 1.5, 0);
	setlocale(LC_NUMERIC, "C");
}

static const struct {
	double value;
	enum quantity_kind kind;
	int significant;
	const char *text;
} shown[] = { { 0, QUANTITY_COUNT, 3, "0" }, { 32, QUANTITY_COUNT, 3, "32" }, { 1500, QUANTITY_COUNT, 3, "1500" },
	{ 12000, QUANTITY_COUNT, 3, "12k" }, { 999960, QUANTITY_COUNT, 3, "1M" }, { 2.5, QUANTITY_COUNT, 3, "2.5" },
	{ 2.345, QUANTITY_COUNT, 2, "2.3" }, { 8192, QUANTITY_TOKENS, 3, "8k" }, { 1024, QUANTITY_TOKENS, 3, "1k" },
	{ 1048576, QUANTITY_TOKENS, 3, "1M" }, { 131072, QUANTITY_TOKENS, 3, "128k" },
	{ 1000, QUANTITY_TOKENS, 3, "1000" }, { 163840.5, QUANTITY_TOKENS, 3, "164000" },
	{ 70553706496.0, QUANTITY_PARAMETERS, 3, "70.6B" }, { 671e9, QUANTITY_PARAMETERS, 3, "671B" },
	{ 999.96e9, QUANTITY_PARAMETERS, 3, "1T" }, { 5e8, QUANTITY_PARAMETERS, 3, "500M" },
	{ 1.04e12, QUANTITY_PARAMETERS, 3, "1.04T" }, { 8.03e9, QUANTITY_PARAMETERS, 2, "8B" },
	{ 0.5, QUANTITY_SECONDS, 3, "500 ms" }, { 1.5, QUANTITY_SECONDS, 2, "1.5 s" },
	{ 0.0123, QUANTITY_SECONDS, 3, "12.3 ms" }, { 0.99996, QUANTITY_SECONDS, 3, "1 s" },
	{ 120, QUANTITY_SECONDS, 3, "120 s" }, { 540, QUANTITY_DURATION, 3, "9 min" },
	{ 86400, QUANTITY_DURATION, 3, "24 h" }, { 90, QUANTITY_DURATION, 3, "90 s" },
	{ 0, QUANTITY_DURATION, 3, "0 s" }, { 0, QUANTITY_SECONDS, 3, "0 ms" }, { 0.5, QUANTITY_FRACTION, 3, "50%" },
	{ 0.125, QUANTITY_FRACTION, 3, "12.5%" }, { 1, QUANTITY_FRACTION, 3, "100%" },
	{ 0, QUANTITY_FRACTION, 3, "0%" }, { 12, QUANTITY_RATE, 3, "12/s" }, { 0.05, QUANTITY_RATE, 2, "0.05/s" },
	{ 1.54, QUANTITY_NUMBER, 3, "1.54" }, { 12500, QUANTITY_NUMBER, 6, "12500" }, { 2, QUANTITY_NUMBER, 6, "2" },
	{ 2.5, QUANTITY_USD, 3, "2.50" }, { 2.61, QUANTITY_USD, 2, "2.6" }, { 1234.56, QUANTITY_USD, 3, "1230" },
	{ 0.004, QUANTITY_USD, 2, "0.0040" }, { 0, QUANTITY_USD, 3, "0.00" } };

static void test_shown(void **state)
{
	struct text text;

	(void)state;
	text_init(&text);
	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		text_clear(&text);
		quantity_format(&text, shown[i].value, shown[i].kind, shown[i].significant);
		assert_string_equal(text.data, shown[i].text);
	}
	text_release(&text);
}

static void test_unknown(void **state)
{
	struct text text;

	(void)state;
	text_init(&text);
	quantity_format(&text, (double)NAN, QUANTITY_USD, 3);
	quantity_format(&text, (double)INFINITY, QUANTITY_TOKENS, 3);
	assert_string_equal(text.data, "n/an/a");
	text_release(&text);
}

/* What is shown can be typed back and means the same. */
static void test_round_trip(void **state)
{
	static const double values[] = { 1, 3, 7.5, 64, 250, 1000, 4096, 8192, 100000, 1048576, 7e6 };
	static const enum quantity_kind kinds[] = { QUANTITY_COUNT, QUANTITY_TOKENS, QUANTITY_PARAMETERS,
		QUANTITY_SECONDS, QUANTITY_RATE, QUANTITY_USD, QUANTITY_DURATION };
	struct text text;

	(void)state;
	text_init(&text);
	for (size_t k = 0; k < COUNT_OF(kinds); k++) {
		for (size_t i = 0; i < COUNT_OF(values); i++) {
			double again = -1;

			text_clear(&text);
			quantity_format(&text, values[i], kinds[k], 12);
			assert_int_equal(quantity_parse(text.data, kinds[k], &again, NULL), STATUS_OK);
			CHECK_NEAR(again, values[i], 1e-12);
		}
	}
	text_release(&text);
}

static void test_read_exact(void **state)
{
	static const struct {
		const char *text;
		double value;
	} exact[] = { { "0", 0.0 }, { "1.5", 1.5 }, { "-2.25e3", -2250.0 }, { "7E-2", 0.07 }, { ".5", 0.5 },
		{ "28836.8", 28836.8 }, { "1e308", 1e308 }, { "0.1234567890123456789", 0.1234567890123456789 } };
	static const char *const refused[] = { "", "-", ".", "e3", "1e", "1e+", "1,5", "1.2.3", " 1", "1 ", "nan",
		"inf", "0x10", "1e999", "1e99999999999", "12345678901234567890123456789012345678901234567890", "1k" };
	double value = 42.0;

	(void)state;
	for (size_t i = 0; i < sizeof(exact) / sizeof(exact[0]); i++) {
		assert_true(quantity_read_exact(exact[i].text, &value));
		assert_true(value == exact[i].value);
	}
	value = 42.0;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (quantity_read_exact(refused[i], &value))
			fail_msg("'%s' was read", refused[i]);
		assert_true(value == 42.0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_bad),
		cmocka_unit_test(test_long), cmocka_unit_test(test_locale), cmocka_unit_test(test_shown),
		cmocka_unit_test(test_unknown), cmocka_unit_test(test_round_trip), cmocka_unit_test(test_read_exact) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
