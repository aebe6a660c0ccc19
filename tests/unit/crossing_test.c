/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Crossings whose place is known. */
#include "core/crossing.h"

#include "support/check.h"

#include <math.h>

static double root_of_two(double x)
{
	return x * x - 2.0;
}
static double flat(double x)
{
	return pow(x, 9.0) - 1e-9;
}
static double stair(double x)
{
	return x < 0.7 ? -1.0 : 1.0;
}
static double unknown_beyond(double x)
{
	return x < 0.7 ? -1.0 : NAN;
}

static struct crossing closed(double f(double), double low, double high, double precision)
{
	struct crossing c = { low, high, f(low), f(high), 0, 0 };

	while (crossing_open(&c, precision)) {
		double at = crossing_next(&c);

		assert_true(at > c.low && at < c.high);
		crossing_tell(&c, at, f(at));
	}
	return c;
}

static void closes_on_the_place(void **state)
{
	static const struct {
		double (*f)(double);
		double low, high, place;
	} cases[] = { { root_of_two, 0.0, 2.0, M_SQRT2 }, { flat, 0.0, 1.0, 0.1 }, { stair, 0.0, 1.0, 0.7 },
		{ unknown_beyond, 0.0, 1.0, 0.7 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct crossing c = closed(cases[i].f, cases[i].low, cases[i].high, 1e-6);

		CHECK_NEAR(c.high - c.low, 0.0, 1e-6);
		assert_true(c.low <= cases[i].place && cases[i].place <= c.high);
	}
}

/* Bisection takes 21 passes for as much. */
static void is_faster_than_halving(void **state)
{
	(void)state;
	assert_in_range(closed(root_of_two, 0.0, 2.0, 1e-6).passes, 1, 12);
}

static void ends_where_nothing_is_precise_enough(void **state)
{
	struct crossing c = closed(root_of_two, 1.0, 2.0, 1e-3);

	(void)state;
	c.passes = 60;
	assert_false(crossing_open(&c, 0.0));
	c.passes = 59;
	assert_true(crossing_open(&c, 0.0));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(closes_on_the_place),
		cmocka_unit_test(is_faster_than_halving), cmocka_unit_test(ends_where_nothing_is_precise_enough) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
