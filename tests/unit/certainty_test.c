/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities of goals and quantiles of costs, against hand calculations with Student's t of 4 degrees. */
#include "core/certainty.h"

#include "core/cost.h"
#include "study/own_answer.h"
#include "support/check.h"

static void test_one_goal(void **state)
{
	const struct band ttft = { 0.2, 0.358, 0.64 }, tpot = { 0.033, 0.04, 0.0484 }, slow = { 0.05, 0.06, 0.072 };
	const struct band tok_s = { 2500.0, 3000.0, 3500.0 };

	(void)state;
	CHECK_NEAR(certainty_at_most(&ttft, 0.5), 0.7861, 1e-4);
	CHECK_NEAR(certainty_at_most(&tpot, 0.05), 0.9264, 1e-4);
	/* The lower end of a band is its tenth percentile, the upper end its ninetieth. */
	CHECK_NEAR(certainty_at_most(&slow, 0.05), 0.1, 1e-9);
	CHECK_NEAR(certainty_at_most(&slow, 0.072), 0.9, 1e-9);
	CHECK_NEAR(1.0 - certainty_at_most(&tok_s, 2800.0), 0.7035, 1e-4);
	assert_true(certainty_at_most(&ttft, INFINITY) == 1.0);
	assert_true(isnan(certainty_at_most(&(struct band){ NAN, NAN, NAN }, 1.0)));
	assert_true(certainty_at_most(&(struct band){ 2.0, 2.0, 2.0 }, 2.0) == 1.0);
	assert_true(certainty_at_most(&(struct band){ 2.0, 2.0, 2.0 }, 1.9) == 0.0);
}

static void test_both(void **state)
{
	const struct goals goals = { 0.5, 0.05, GOAL_AT_MEAN, 0.8,
		log_error_of((struct band_factor){ 0.2 / 0.358, 0.64 / 0.358 }, 0.0),
		log_error_of((struct band_factor){ 0.033 / 0.04, 0.0484 / 0.04 }, 0.0) };

	(void)state;
	CHECK_NEAR(certainty_both(NULL, 0.9, 0.9), 0.8275, 1e-4);
	CHECK_NEAR(certainty_both(NULL, 0.9, 0.5), 0.4597, 1e-4);
	CHECK_NEAR(certainty_both(NULL, 0.95, 0.9), 0.8637, 1e-4);
	CHECK_NEAR(goals_certainty(&goals, 0.358, 0.04), 0.7395, 1e-4);
	assert_true(isnan(goals_certainty(&goals, NAN, 0.04)));
}

/* With both goals longer by the excess they are kept just as surely as wanted. */
static void test_excess(void **state)
{
	struct goals goals = { 0.5, 0.05, GOAL_AT_MEAN, 0.8, log_error_of((struct band_factor){ 0.6, 1.7 }, 0.0),
		log_error_of((struct band_factor){ 0.8, 1.2 }, 0.0) };
	static const double certainties[] = { 0.55, 0.8, 0.95 };

	(void)state;
	for (double ttft = 0.1; ttft < 3.0; ttft *= 1.7)
		for (double tpot = 0.01; tpot < 0.3; tpot *= 1.7)
			for (int i = 0; i < 3; i++) {
				struct goals longer = goals;
				double excess;

				goals.certainty = certainties[i];
				excess = goals_excess(&goals, ttft, tpot);
				longer.ttft_s *= excess;
				longer.tpot_s *= excess;
				CHECK_NEAR(goals_certainty(&longer, ttft, tpot), certainties[i], 1e-7);
			}
	goals.certainty = 0.5;
	CHECK_NEAR(goals_excess(&goals, 1.0, 0.04), 2.0, 1e-12);
	goals.certainty = 0.8;
	goals.tpot_s = INFINITY;
	/* One goal alone: what the error takes at 80 %, z' = 0.7865. */
	CHECK_NEAR(goals_excess(&goals, 0.5, 0.04), exp(0.7865 * log(1.7) / 1.28155), 1e-4);
	goals.ttft_s = INFINITY;
	assert_true(goals_excess(&goals, 0.5, 0.04) == 0.0);
	assert_true(goals_certainty(&goals, 0.5, 0.04) == 1.0);
}

/* $4 an hour, half of it used, 3000 tokens a second and 2500 at the lower end. */
static void test_cost(void **state)
{
	const struct band tok_s = { 2500.0, 3000.0, 3500.0 };
	const struct band cost = token_cost(NULL, 4.0, &tok_s, 1024.0, 256.0, 0.1, 0.5).output;

	(void)state;
	CHECK_NEAR(certainty_value(&cost, 0.5), 0.7407, 1e-4);
	CHECK_NEAR(certainty_value(&cost, 0.8), 0.8284, 1e-4);
	CHECK_NEAR(certainty_value(&cost, 0.9), 0.8889, 1e-4);
	CHECK_NEAR(certainty_value(&cost, 0.95), 0.9545, 1e-4);
	CHECK_NEAR(certainty_value(&cost, 0.1), cost.low, 1e-9);
}

/* The error of a ratio is added in quadrature to that of the figure. */
static void test_scaled(void **state)
{
	const struct band ttft = { 0.2, 0.4, 0.8 };
	const struct band p95 = certainty_scaled(&ttft, 2.0, log(2.0) / 1.2815515655446004);

	(void)state;
	CHECK_NEAR(p95.mid, 0.8, 1e-12);
	CHECK_NEAR(p95.high, 0.8 * exp(sqrt(2.0) * log(2.0)), 1e-12);
	CHECK_NEAR(p95.low, 0.8 * exp(-sqrt(2.0) * log(2.0)), 1e-12);
	CHECK_NEAR(certainty_scaled(&ttft, 2.0, 0.0).high, 1.6, 1e-12);
}

/* 7.1: of owning a month in 80 to 125 around 100, at twice the distance of the ends (80^2 / 100, 125^2 / 100): Student's
 * t is 2 x 1.5332 there, which 0.9813 are below. */
static void test_advice(void **state)
{
	static const struct {
		enum own_advice advice;
		double rented, sure;
	} cases[] = {
		{ OWN_BUY, 125.0, 0.9 },
		{ OWN_BUY, 156.25, 0.98129 },
		{ OWN_RENT, 80.0, 0.9 },
		{ OWN_RENT, 64.0, 0.98129 },
		/* The likelier of both. */
		{ OWN_EQUAL, 100.0, 0.5 },
		{ OWN_EQUAL, 125.0, 0.9 },
		{ OWN_EQUAL, 80.0, 0.9 },
		{ OWN_UNKNOWN, 125.0, NAN },
	};
	struct ownership own = ownership_unknown;

	(void)state;
	own.usd_per_month = (struct band){ 80.0, 100.0, 125.0 };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		own.advice = cases[i].advice;
		own.rented_usd_per_month = cases[i].rented;
		if (isnan(cases[i].sure))
			assert_true(isnan(own_advice_sure(&own)));
		else
			CHECK_NEAR(own_advice_sure(&own), cases[i].sure, 1e-5);
	}
	/* What no rack takes is rented, whatever owning it would cost: no probability of money says how sure that is. */
	own.advice = OWN_RENT;
	own.rented_usd_per_month = 1000.0;
	own.servers_per_rack = 0.0;
	assert_true(isnan(own_advice_sure(&own)));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_one_goal), cmocka_unit_test(test_both),
		cmocka_unit_test(test_excess), cmocka_unit_test(test_cost), cmocka_unit_test(test_scaled),
		cmocka_unit_test(test_advice) };

	return cmocka_run_group_tests_name("certainty", tests, NULL, NULL);
}
