/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace holds what was computed, and only when it is asked for. */
#include "core/trace.h"

#include <string.h>

#include "core/cost.h"
#include "support/check.h"

TRACE_TEMPLATE double hypotenuse(struct trace *t, double first, double second)
{
	TRACE_INPUT(t, a, first, "a ruler");
	TRACE_CONSTANT(t, b, second, "length", "short");
	TRACE_PART(t, squares, a * a);
	TRACE_JOIN(t, squares, +, pow(b, 2));
	TRACE_FORMULA_AS(t, c, "hypotenuse", sqrt(squares));
	return c;
}

static void test_holds_what_was_computed(void **state)
{
	struct trace_entry entries[8];
	struct trace t;

	(void)state;
	trace_init(&t, entries, 8);
	assert_true(hypotenuse(&t, 3.0, 4.0) == 5.0);
	assert_int_equal(t.count, 5);
	assert_true(entries[0].kind == TRACE_VALUE && entries[0].value == 3.0);
	assert_string_equal(entries[0].source, "a ruler");
	assert_string_equal(entries[1].constant, "length");
	assert_string_equal(entries[1].variant, "short");
	assert_true(entries[2].kind == TRACE_PIECE && entries[2].value == 9.0);
	assert_true(entries[3].kind == TRACE_MORE && entries[3].joint == '+' && entries[3].value == 25.0);
	assert_string_equal(entries[3].text, "pow(b, 2)");
	assert_true(entries[4].kind == TRACE_FIGURE && entries[4].value == 5.0);
	assert_string_equal(entries[4].text, "sqrt(squares)");
	assert_string_equal(entries[4].id, "hypotenuse");
	assert_true(hypotenuse(NULL, 3.0, 4.0) == 5.0);
}

static void test_finds_the_nearest_before(void **state)
{
	struct trace_entry entries[8];
	struct trace t;

	(void)state;
	trace_init(&t, entries, 8);
	t.number = 1;
	trace_value(&t, "read_i", 10.0, NULL);
	t.number = 2;
	trace_value(&t, "read_i", 20.0, NULL);
	trace_value(&t, "read", 1.0, NULL);
	trace_value(&t, "read", 2.0, NULL);
	assert_true(trace_find(&t, t.count, "read_i * n_i", 6, 1)->value == 10.0);
	assert_true(trace_find(&t, t.count, "read_i", 6, 2)->value == 20.0);
	assert_true(trace_find(&t, t.count, "read", 4, 7)->value == 2.0);
	assert_true(trace_find(&t, 3, "read", 4, 7)->value == 1.0);
	assert_null(trace_find(&t, 2, "read", 4, 7));
	assert_null(trace_find(&t, t.count, "read_i", 6, 3));
}

static void test_tells_a_shared_figure_once(void **state)
{
	struct trace_entry entries[4];
	struct trace t;

	(void)state;
	trace_init(&t, entries, 4);
	trace_once(&t, "seconds", "host_s", "a + b", 1.0);
	t.prefix = "mixed_";
	trace_once(&t, "seconds", "host_s", "a + b", 1.0);
	trace_once(&t, "seconds", "fixed_s", "a + b", 1.0);
	assert_false(entries[0].repeated);
	assert_true(entries[1].repeated);
	assert_false(entries[2].repeated);
	assert_string_equal(entries[1].prefix, "");
}

static void test_stays_within_its_room(void **state)
{
	struct trace_entry entries[3] = { [2] = { .name = "untouched" } };
	struct trace t;

	(void)state;
	trace_init(&t, entries, 2);
	hypotenuse(&t, 3.0, 4.0);
	assert_int_equal(t.count, 2);
	assert_string_equal(entries[1].id, "hypotenuse");
	assert_string_equal(entries[2].name, "untouched");
}

/* 9 GPUs rented 4 at a time are 12: at $2 an hour each $24. */
static void test_rent(void **state)
{
	struct trace_entry entries[16];
	struct trace t;

	(void)state;
	trace_init(&t, entries, 16);
	cost_usd_per_month(&t, cost_usd_per_hour(&t, 2.0, 9.0, 1.0, 4.0, "a list"), 730.0);
	assert_true(trace_find(&t, t.count, "usd_per_hour", 12, 0)->value == 24.0);
	assert_true(trace_find(&t, t.count, "usd_per_month", 13, 0)->value == 24.0 * 730.0);
	assert_true(cost_usd_per_hour(NULL, 2.0, 9.0, 1.0, 4.0, NULL) == 24.0);
	assert_true(cost_usd_per_hour(NULL, 2.0, 9.0, 1.0, NAN, NULL) == 18.0);
	/* Three replicas of two GPUs, rented four at a time. */
	assert_true(cost_usd_per_hour(NULL, 2.0, 2.0, 3.0, 4.0, NULL) == 16.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holds_what_was_computed),
		cmocka_unit_test(test_finds_the_nearest_before),
		cmocka_unit_test(test_tells_a_shared_figure_once),
		cmocka_unit_test(test_stays_within_its_room),
		cmocka_unit_test(test_rent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
