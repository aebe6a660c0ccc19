/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owning a GPU: figures of the articles from their own inputs, hand calculations, properties. */
#include "core/ownership.h"

#include <math.h>
#include <stdlib.h>

#include "support/check.h"
#include "support/random.h"

enum { RUNS = 20000 };

/* H100 at 30,000 $, no interest, no residual: every part can be done by hand. */
static struct ownership_terms simple(void)
{
	return (struct ownership_terms){
		.capex_usd = 30000.0,
		.bought_gpus = 1.0,
		.months = 48.0,
		.opex = 0.05,
		.power_kw = 0.7,
		.circuit_kw = 0.7,
		.pue = 1.5,
		.usd_per_kwh = 0.08,
		.usd_per_kw_month = 100.0,
		.hours = 730.0,
		.load = 0.5,
	};
}

/* Rows s3-kwh, s3-kwh-cost, s3-rack, s3-l40s-rack and s3-h100-rack of the articles' figures. */
static void test_articles(void **state)
{
	struct ownership_terms t = simple();

	(void)state;
	/* 700 W at half use: 0.7 x 8760 x 0.5, printed 3066 kWh a year. */
	CHECK_NEAR(ownership_kwh(700.0 / 1000.0, 0.5, 8760.0), 3066.0, 1e-12);
	/* x PUE 1.5 x 0.08 $: printed 368 $ a year. */
	CHECK_NEAR(12.0 * ownership_month(&t).energy, 367.92, 1e-12);
	assert_true(round(12.0 * ownership_month(&t).energy) == 368.0);
	/* 8 GPUs of 700 W: 5.6 kW, printed 5 to 6; three such fill 16.8 kW exactly. */
	CHECK_NEAR(8.0 * 700.0 / 1000.0, 5.6, 1e-12);
	CHECK_NEAR(ownership_servers_per_rack(16.8, 8.0 * 0.7), 3.0, 0);
	/* 8 L40S of 350 W with a server factor of 1.8: 5.04 kW, in racks of 5 to 20 kW. */
	CHECK_NEAR(8.0 * 350.0 * 1.8 / 1000.0, 5.04, 1e-12);
	CHECK_NEAR(ownership_servers_per_rack(5.0, 5.04), 0.0, 0);
	CHECK_NEAR(ownership_servers_per_rack(20.0, 5.04), 3.0, 0);
	/* Servers of 10.2 kW in a rack of 20 kW: printed 1. */
	CHECK_NEAR(ownership_servers_per_rack(20.0, 10.2), 1.0, 0);
}

static void test_month(void **state)
{
	struct ownership_terms t = simple();
	struct ownership_cost c = ownership_month(&t);

	(void)state;
	CHECK_NEAR(c.capital, 30000.0 / 48.0, 1e-12);
	CHECK_NEAR(c.energy, 0.7 * 0.5 * 730.0 * 1.5 * 0.08, 1e-12);
	CHECK_NEAR(c.colocation, 70.0, 1e-12);
	CHECK_NEAR(c.operations, 30000.0 * 0.05 / 12.0, 1e-12);
	CHECK_NEAR(c.total, 625.0 + 30.66 + 70.0 + 125.0, 1e-12);
	/* A tenth is got back: 27,000 over 48 months. */
	t.residual = 0.1;
	CHECK_NEAR(ownership_month(&t).capital, 27000.0 / 48.0, 1e-12);
	/* 12 % a year is 1 % a month: two months pay 1/1.01 + 1/1.01^2 of a dollar a month. */
	t.interest = 0.12;
	CHECK_NEAR(ownership_annuity(0.12, 2.0), 1.0 / 1.01 + 1.0 / (1.01 * 1.01), 1e-12);
	/* The textbook form (capex - residual/(1+r)^m) r/(1-(1+r)^-m), which has no value at r = 0. */
	CHECK_NEAR(ownership_month(&t).capital, (30000.0 - 3000.0 / pow(1.01, 48.0)) * 0.01 / (1.0 - pow(1.01, -48.0)),
		1e-12);
	/* Towards no interest there is no step. */
	CHECK_NEAR(ownership_annuity(1e-12, 48.0), 48.0, 1e-9);
}

/* A node of 8 H100 as it is bought in 2026: 325,000 $, 18 % of it back after 4 years, 9.5 % interest, 8.4 kW drawn and
 * 10.2 kW reserved, half of the hours busy.  By hand: 1.0079167^-48 = 0.684885; 325,000 x (1 - 0.18 x 0.684885) x
 * 0.0079167 / 0.315115 = 7158.44; 8.4 x 0.5 x 730 x 1.54 x 0.146 = 689.36; 10.2 x 184.06 = 1877.41; 325,000 x 0.05 /
 * 12 = 1354.17; 50,000 / 12 = 4166.67. */
static void test_node(void **state)
{
	struct ownership_terms t = { .capex_usd = 325000.0 / 8.0,
		.bought_gpus = 1.0,
		.residual = 0.18,
		.interest = 0.095,
		.months = 48.0,
		.opex = 0.05,
		.staff_usd = 50000.0 / 8.0,
		.power_kw = 8.4 / 8.0,
		.circuit_kw = 10.2 / 8.0,
		.pue = 1.54,
		.usd_per_kwh = 0.146,
		.usd_per_kw_month = 184.06,
		.hours = 730.0,
		.load = 0.5 };
	struct ownership_cost c = ownership_month(&t), board;

	(void)state;
	CHECK_NEAR(8.0 * c.capital, 7158.44, 1e-6);
	CHECK_NEAR(8.0 * c.energy, 689.35944, 1e-9);
	CHECK_NEAR(8.0 * c.colocation, 1877.412, 1e-9);
	CHECK_NEAR(8.0 * c.operations, 1354.166667, 1e-9);
	CHECK_NEAR(8.0 * c.staff, 4166.666667, 1e-9);
	CHECK_NEAR(8.0 * c.total, 15246.0457, 1e-8);
	/* Two are used of a board of four: twice the money for each of them, but the energy of one. */
	t.bought_gpus = 2.0;
	board = ownership_month(&t);
	CHECK_NEAR(ownership_purchase(&t), 81250.0, 1e-12);
	CHECK_NEAR(board.capital, 2.0 * c.capital, 1e-12);
	CHECK_NEAR(board.colocation, 2.0 * c.colocation, 1e-12);
	CHECK_NEAR(board.staff, 2.0 * c.staff, 1e-12);
	CHECK_NEAR(board.energy, c.energy, 1e-12);
	CHECK_NEAR(ownership_spent(&t, 0.0), 81250.0, 1e-12);
}

static void test_break_even(void **state)
{
	struct ownership_terms t = simple();
	struct rental_terms r = { 2.0, 1.0, 0.5 };
	double running = 30.66 + 70.0 + 125.0;

	(void)state;
	/* 2 $/h for half of 730 h; 730 - 225.66 a month pay back 30,000 after 59 months: too late. */
	CHECK_NEAR(rental_month(&r, 730.0), 730.0, 1e-12);
	assert_true(isnan(ownership_break_even_month(&t, 730.0)));
	/* A reservation at 2 $ costs 1460 a month. */
	CHECK_NEAR(ownership_break_even_month(&t, 1460.0), 30000.0 / (1460.0 - running), 1e-12);
	/* Nothing is saved when running costs more than renting. */
	assert_true(isnan(ownership_break_even_month(&t, running)));
	/* Busy share: fixed 820 a month; an hour saves 2 $ - 0.7 x 1.5 x 0.08 of energy. */
	CHECK_NEAR(ownership_break_even_share(&t, &r), 820.0 / (730.0 * (2.0 - 0.084)), 1e-12);
	r.usd_per_gpu_hour = 1.0;
	assert_true(isnan(ownership_break_even_share(&t, &r)));
	/* With 1 % a month: capex = saved (1 - 1.01^-m) / 0.01. */
	t.interest = 0.12;
	CHECK_NEAR(ownership_break_even_month(&t, 1460.0), -log(1.0 - 30000.0 * 0.01 / (1460.0 - running)) / log(1.01),
		1e-12);
	/* It is paid back on the day of the sale when only the sale makes it so. */
	t.interest = 0.0;
	t.residual = 0.5;
	CHECK_NEAR(ownership_break_even_month(&t, running + 400.0), 48.0, 0);
	assert_true(isnan(ownership_break_even_month(&t, running + 300.0)));
}

static void test_spent(void **state)
{
	struct ownership_terms t = simple();

	(void)state;
	t.residual = 0.1;
	CHECK_NEAR(ownership_spent(&t, 0.0), 30000.0, 1e-12);
	CHECK_NEAR(ownership_spent(&t, 10.0), 30000.0 + 10.0 * 225.66, 1e-12);
	CHECK_NEAR(ownership_spent(&t, 48.0), 27000.0 + 48.0 * 225.66, 1e-12);
	CHECK_NEAR(rental_spent(500.0, 0.0, 12.0), 6000.0, 1e-12);
	CHECK_NEAR(rental_spent(500.0, 0.12, 1.0), 500.0 / 1.01, 1e-12);
}

static double between(double low, double high)
{
	return low + (high - low) * random_share();
}

static struct ownership_terms random_terms(void)
{
	return (struct ownership_terms){
		.capex_usd = between(500.0, 90000.0),
		.bought_gpus = one_in(2) ? 1.0 : between(1.0, 8.0),
		.residual = one_in(3) ? 0.0 : between(0.0, 0.9),
		.interest = one_in(4) ? 0.0 : between(0.0, 0.3),
		.months = between(6.0, 120.0),
		.opex = between(0.0, 0.2),
		.staff_usd = one_in(3) ? 0.0 : between(0.0, 20000.0),
		.power_kw = between(0.05, 3.0),
		.circuit_kw = between(0.05, 3.0),
		.pue = between(1.0, 2.5),
		.usd_per_kwh = between(0.0, 0.6),
		.usd_per_kw_month = between(0.0, 400.0),
		.hours = between(600.0, 744.0),
		.load = between(0.01, 1.0),
	};
}

/* Unknown stays unknown; what is known lies in its range. */
static void check_sane(const struct ownership_terms *t, const struct rental_terms *r)
{
	double month = ownership_break_even_month(t, rental_month(r, t->hours));
	double share = ownership_break_even_share(t, r);
	struct ownership_cost c = ownership_month(t);

	assert_true(c.capital > 0.0 && c.energy >= 0.0 && c.colocation >= 0.0 && c.operations >= 0.0);
	assert_true(isfinite(c.total));
	assert_true(isnan(month) || (month > 0.0 && month <= t->months));
	assert_true(isnan(share) || (share > 0.0 && share <= 1.0));
	/* Within the life it is paid back exactly if a month of it is no dearer than rented. */
	if (fabs(c.total / rental_month(r, t->hours) - 1.0) > 1e-6)
		assert_true(isnan(month) == (c.total > rental_month(r, t->hours)));
}

static void test_properties(void **state)
{
	int paid_back = 0;

	(void)state;
	random_state = 2026;
	for (int i = 0; i < RUNS; i++) {
		struct ownership_terms t = random_terms(), dearer = t;
		struct rental_terms r = { between(0.1, 15.0), between(1.0, 8.0), 1.0 }, cheaper;
		bool by_use = one_in(2);
		double before, after;

		r.share = by_use ? t.load : 1.0;
		check_sane(&t, &r);
		/* A higher purchase price never lowers the cost. */
		dearer.capex_usd *= between(1.0, 3.0);
		assert_true(ownership_month(&dearer).total >= ownership_month(&t).total);
		/* A lower rental price never brings break-even earlier. */
		cheaper = r;
		cheaper.usd_per_gpu_hour *= random_share();
		before = ownership_break_even_month(&t, rental_month(&r, t.hours));
		after = ownership_break_even_month(&t, rental_month(&cheaper, t.hours));
		assert_true(isnan(after) || after >= before);
		before = ownership_break_even_share(&t, &r);
		after = ownership_break_even_share(&t, &cheaper);
		assert_true(isnan(after) || after >= before);
		paid_back += !isnan(before);
	}
	assert_true(paid_back > RUNS / 10);
}

/* What is not known makes unknown, never 0. */
static void test_unknown(void **state)
{
	struct ownership_terms t = simple();
	struct rental_terms r = { NAN, 1.0, 1.0 };

	(void)state;
	assert_true(isnan(ownership_break_even_month(&t, rental_month(&r, 730.0))));
	t.capex_usd = NAN;
	r.usd_per_gpu_hour = 2.0;
	assert_true(isnan(ownership_month(&t).total));
	assert_true(isnan(ownership_break_even_month(&t, rental_month(&r, 730.0))));
	assert_true(isnan(ownership_break_even_share(&t, &r)));
	assert_true(isnan(ownership_servers_per_rack(20.0, NAN)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_articles),
		cmocka_unit_test(test_month),
		cmocka_unit_test(test_node),
		cmocka_unit_test(test_break_even),
		cmocka_unit_test(test_spent),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests_name("ownership", tests, NULL, NULL);
}
