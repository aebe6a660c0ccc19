/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fleets in formulas: published examples from their own inputs, and what each formula means. */
#include "core/fleet.h"

#include <math.h>
#include <stdlib.h>

#include "core/cost.h"
#include "support/published.h"
#include "support/random.h"

/* A service that needs the same number of one-GPU replicas all day. */
static struct fleet_day steady(double replicas)
{
	return (struct fleet_day){ { { 24.0, replicas } }, 1 };
}

static double month(double price, double replicas, double hours)
{
	struct fleet_day day = steady(replicas);

	return price * fleet_scaled_hours(&day, 1.0, 1.0, 0.0, hours);
}

/* Tokens a second (or an hour) of so many requests, as replicas that give one each. */
static double tokens(const char *inputs)
{
	struct fleet_replica one = { 1.0, 1.0 / input(inputs, "out", input(inputs, "len", NAN)), 1.0 };

	return fleet_replicas(input(inputs, "rps", input(inputs, "req", NAN)), &one, 0.0);
}

static double replicas(const char *inputs)
{
	struct fleet_replica one = { 1.0, input(inputs, "per", NAN), input(inputs, "u", 1.0) };

	return fleet_replicas(input(inputs, "need", NAN), &one, 0.0);
}

static double usd_per_m(const char *inputs)
{
	double hours = input(inputs, "h", NAN);
	struct band bill = band_exact(input(inputs, "month", NAN));

	return token_cost_of_bill(&bill, input(inputs, "tokh", NAN) * hours, 1.0, 1.0, 0.5).output.mid;
}

/* Half of the tokens for the bill of all. */
static double usd_per_m_busy(const char *inputs)
{
	double usd = month(input(inputs, "rate", NAN), input(inputs, "n", NAN), 1.0);
	struct band bill = band_exact(usd);
	double served = input(inputs, "tps", NAN) * 3600.0 * input(inputs, "u", NAN);

	return token_cost_of_bill(&bill, served, 1.0, 1.0, 0.5).output.mid;
}

/* By how much the same fleet is cheaper at price s than at price o, in per cent. */
static double discount(const char *inputs)
{
	double s = input(inputs, "s", NAN), o = input(inputs, "o", NAN);

	return (1.0 - month(fleet_spot_price(s, 0.0, 0.15, 0.0), 4.0, 720.0) / month(o, 4.0, 720.0)) * 100.0;
}

static double computed(const char *quantity, const char *inputs)
{
	if (strcmp(quantity, "tokens") == 0)
		return tokens(inputs);
	if (strcmp(quantity, "replicas") == 0)
		return replicas(inputs);
	if (strcmp(quantity, "usd_per_month") == 0)
		return month(input(inputs, "rate", NAN), input(inputs, "n", 1.0), input(inputs, "h", NAN));
	if (strcmp(quantity, "usd_saved") == 0)
		return month(input(inputs, "a", NAN) / 720.0, 1.0, 720.0) -
			month(input(inputs, "b", NAN) / 720.0, 1.0, 720.0);
	if (strcmp(quantity, "usd_idle") == 0)
		return fleet_idle_usd(input(inputs, "m", NAN), input(inputs, "u", NAN));
	if (strcmp(quantity, "usd_per_m") == 0)
		return usd_per_m(inputs);
	if (strcmp(quantity, "usd_per_m_busy") == 0)
		return usd_per_m_busy(inputs);
	if (strcmp(quantity, "discount") == 0)
		return discount(inputs);
	assert_string_equal(quantity, "spot_premium");
	return -discount(inputs);
}

/* The printed figure, "4..5" a range: ours lies in it, or is rounded or cut to it. */
static bool as_printed(double got, const char *text)
{
	char *end;
	double low = strtod(text, &end), high = low;
	const char *point = strchr(text, '.');

	if (end == text)
		return true;
	if (point && point[1] == '.')
		high = strtod(point + 2, NULL);
	else
		return fabs(got - low) < (point ? pow(10.0, -(double)strlen(point + 1)) : 1.0);
	return got >= low && got <= high;
}

static int wrong_row(char **cell)
{
	double got = computed(cell[2], cell[3]);

	if (fabs(got - strtod(cell[5], NULL)) <= 1e-5 * fabs(got) && as_printed(got, cell[4]))
		return 0;
	print_error("%s: %.6g, recomputed %s, printed %s\n", cell[0], got, cell[5], cell[4]);
	return 1;
}

static void test_articles(void **state)
{
	int wrong, rows = published_rows("fleet_figures.tsv", wrong_row, &wrong);

	(void)state;
	assert_int_equal(rows, 23);
	assert_int_equal(wrong, 0);
}

static void test_replicas(void **state)
{
	/* 2500 tokens/s over 200 tokens a request: 12.5 requests/s, planned with 70 % of it. */
	struct fleet_replica one = { 1.0, 2500.0 / 200.0, 0.7 };

	(void)state;
	/* 50 / 8.75 = 5.7: six, and a spare. */
	CHECK_NEAR(fleet_replicas(50.0, &one, 0.0), 6.0, 1e-12);
	CHECK_NEAR(fleet_replicas(50.0, &one, 1.0), 7.0, 1e-12);
	/* Exactly full is not one more, whatever rounding does. */
	one = (struct fleet_replica){ 1.0, 0.1, 0.7 };
	CHECK_NEAR(fleet_replicas(0.07 * 30.0, &one, 0.0), 30.0, 1e-12);
	/* Something listens even when nothing comes. */
	CHECK_NEAR(fleet_replicas(0.0, &one, 0.0), 1.0, 1e-12);
	CHECK_NEAR(fleet_replicas(0.0, &one, 2.0), 2.0, 1e-12);
}

static void test_day(void **state)
{
	struct fleet_replica one = { 1.0, 10.0, 1.0 };
	double rates[FLEET_HOURS];
	struct fleet_day day;

	(void)state;
	for (int hour = 0; hour < FLEET_HOURS; hour++)
		rates[hour] = hour < 8 ? 5.0 : hour == 12 ? 45.0 : 25.0;
	day = fleet_day(rates, &one, 1.0, true);
	/* One hour of 4.5, 15 of 2.5 and 8 of 0.5 replicas, and the spare. */
	assert_int_equal(day.count, 3);
	CHECK_NEAR(day.levels[0].replicas, 5.0 + 1.0, 1e-12);
	CHECK_NEAR(day.levels[0].hours, 1.0, 1e-12);
	CHECK_NEAR(day.levels[1].replicas, 3.0 + 1.0, 1e-12);
	CHECK_NEAR(day.levels[1].hours, 15.0, 1e-12);
	CHECK_NEAR(day.levels[2].replicas, 1.0 + 1.0, 1e-12);
	CHECK_NEAR(day.levels[2].hours, 8.0, 1e-12);
	CHECK_NEAR(fleet_peak(&day), 6.0, 1e-12);
	CHECK_NEAR(fleet_low(&day), 2.0, 1e-12);
	/* Replica-hours of a month of 720 h: 30 days. */
	CHECK_NEAR(fleet_scaled_hours(&day, 1.0, 1.0, 0.0, 720.0), 30.0 * (6.0 + 15.0 * 4.0 + 8.0 * 2.0), 1e-12);
	CHECK_NEAR(fleet_scaled_hours(&day, 1.0, 1.0, 3.0, 720.0), 30.0 * (3.0 + 15.0 * 1.0), 1e-12);
	day = fleet_day(rates, &one, 1.0, false);
	assert_int_equal(day.count, 1);
	CHECK_NEAR(day.levels[0].replicas * day.levels[0].hours, 6.0 * 24.0, 1e-12);
}

static void test_whole_instances(void **state)
{
	(void)state;
	CHECK_NEAR(fleet_rented_gpus(3.0, 2.0, 1.0), 6.0, 1e-12);
	CHECK_NEAR(fleet_rented_gpus(3.0, 2.0, NAN), 6.0, 1e-12);
	/* Four replicas of 2 in a node of 8; five need two nodes. */
	CHECK_NEAR(fleet_rented_gpus(4.0, 2.0, 8.0), 8.0, 1e-12);
	CHECK_NEAR(fleet_rented_gpus(5.0, 2.0, 8.0), 16.0, 1e-12);
	/* A replica of 3 does not cross nodes of 8: two in each. */
	CHECK_NEAR(fleet_rented_gpus(3.0, 3.0, 8.0), 16.0, 1e-12);
	/* A replica of 4 takes two instances of 2 of its own. */
	CHECK_NEAR(fleet_rented_gpus(3.0, 4.0, 2.0), 12.0, 1e-12);
	CHECK_NEAR(fleet_rented_gpus(0.0, 4.0, 8.0), 0.0, 1e-12);
}

/* Reserved at 1.99 against 2.49 by the hour pays from 79.9 % of the hours (the articles' 80 %). */
static void test_reserved_base(void **state)
{
	struct fleet_price reserved = { 1.99, 1.0 }, hourly = { 2.49, 1.0 };
	struct fleet_day day = { { { 19.0, 9.0 }, { 5.0, 3.0 } }, 2 };

	(void)state;
	assert_true(19.0 / 24.0 < 1.99 / 2.49 && 20.0 / 24.0 > 1.99 / 2.49);
	CHECK_NEAR(fleet_base(&day, 1.0, &reserved, &hourly), 3.0, 1e-12);
	day = (struct fleet_day){ { { 20.0, 9.0 }, { 4.0, 3.0 } }, 2 };
	CHECK_NEAR(fleet_base(&day, 1.0, &reserved, &hourly), 9.0, 1e-12);
	/* Dearer by the year than by the hour: nothing is reserved. */
	reserved.usd_per_gpu_hour = 2.50;
	CHECK_NEAR(fleet_base(&day, 1.0, &reserved, &hourly), 0.0, 1e-12);
	/* Nodes of 8 hold whole replicas of 2: 16 GPUs for five, which is worth less than three by the hour. */
	reserved = (struct fleet_price){ 1.99, 8.0 };
	day = (struct fleet_day){ { { 24.0, 5.0 } }, 1 };
	assert_true(16.0 * 1.99 > 8.0 * 1.99 + 2.0 * 2.49);
	CHECK_NEAR(fleet_base(&day, 2.0, &reserved, &hourly), 4.0, 1e-12);
}

/* The corners are all there is: no other base of whole instances is cheaper. */
static void test_base_is_cheapest(void **state)
{
	static const double sizes[] = { 1.0, 1.0, 2.0, 4.0, 8.0 };

	(void)state;
	random_state = 7;
	for (int round = 0; round < 4000; round++) {
		struct fleet_replica one = { 1 << random_below(4), 1.0, 1.0 };
		struct fleet_price reserved = { 0.2 + random_share(), sizes[random_below(5)] };
		struct fleet_price hourly = { 0.2 + random_share(), sizes[random_below(5)] };
		double rates[FLEET_HOURS], best, least = INFINITY, unit;
		struct fleet_day day;

		for (int hour = 0; hour < FLEET_HOURS; hour++)
			rates[hour] = random_size(1.0, 60.0);
		day = fleet_day(rates, &one, random_below(3), true);
		unit = fmax(1.0, fmax(reserved.instance, hourly.instance) / one.gpus);
		best = fleet_base(&day, one.gpus, &reserved, &hourly);
		for (double base = 0.0;; base += unit) {
			double b = fmin(base, fleet_peak(&day));
			double usd =
				reserved.usd_per_gpu_hour * 24.0 * fleet_rented_gpus(b, one.gpus, reserved.instance) +
				hourly.usd_per_gpu_hour * fleet_scaled_hours(&day, one.gpus, hourly.instance, b, 24.0);

			if (b == best)
				best = -usd;
			least = fmin(least, usd);
			if (b == fleet_peak(&day))
				break;
		}
		/* It was one of them, and none was below. */
		assert_true(best < 0.0);
		CHECK_NEAR(-best, least, 1e-12);
	}
}

/* The day of 19 hours with nine replicas and 5 with three, in a month of 720 h. */
static void test_mixed_hours(void **state)
{
	struct fleet_day day = { { { 19.0, 9.0 }, { 5.0, 3.0 } }, 2 };
	struct fleet_split hours = fleet_base_hours(&day, 2.0, 4.0, 8.0, 1.0, 720.0);

	(void)state;
	/* Four replicas of 2 fill a node of 8; five more by day. */
	CHECK_NEAR(hours.fixed, 720.0 * 8.0, 1e-12);
	CHECK_NEAR(hours.flexible, 720.0 * 19.0 / 24.0 * 10.0, 1e-12);
	/* Half, rounded up: five of nine, two of three. */
	hours = fleet_floor_hours(&day, 2.0, 0.5, 1.0, 8.0, 720.0);
	CHECK_NEAR(hours.fixed, 30.0 * (19.0 * 10.0 + 5.0 * 4.0), 1e-12);
	CHECK_NEAR(hours.flexible, 30.0 * (19.0 * 8.0 + 5.0 * 8.0), 1e-12);
	CHECK_NEAR(fleet_kept(10.0, 0.3), 3.0, 0);
	CHECK_NEAR(fleet_kept(10.0, 0.31), 4.0, 0);
	CHECK_NEAR(fleet_kept(7.0, 0.0), 0.0, 0);
	/* Of very many, too, rounding does not keep one more: 0.07 x 3e8 is a bit above 21 million. */
	CHECK_NEAR(fleet_kept(3e8, 0.07), 2.1e7, 0);
}

static void test_spot(void **state)
{
	(void)state;
	/* Taken back every 50 hours, 0.15 h to restart, 0.1 h of work lost: 0.5 % of the time. */
	CHECK_NEAR(fleet_spot_price(1.69, 0.02, 0.15, 0.10), 1.69 / (1.0 - 0.02 * 0.25), 1e-12);
	CHECK_NEAR(fleet_spot_price(1.69, 0.0, 0.15, 0.10), 1.69, 1e-12);
	assert_true(isnan(fleet_spot_price(1.69, 5.0, 0.15, 0.05)));
	CHECK_NEAR(fleet_spot_up(0.02, 0.15), 1.0 - 0.003, 1e-12);
	CHECK_NEAR(fleet_spot_up(1.0, 2.0), 0.0, 1e-12);
}

static void test_availability(void **state)
{
	(void)state;
	CHECK_NEAR(fleet_availability(3.0, 0.0, 0.9), 0.9 * 0.9 * 0.9, 1e-12);
	/* Two of three: all, or one of three down. */
	CHECK_NEAR(fleet_availability(2.0, 1.0, 0.9), 0.729 + 3.0 * 0.1 * 0.81, 1e-12);
	CHECK_NEAR(fleet_availability(1.0, 1.0, 0.9), 1.0 - 0.01, 1e-12);
	CHECK_NEAR(fleet_availability(2.0, 1.0, 1.0), 1.0, 1e-12);
	CHECK_NEAR(fleet_availability(2.0, 1.0, 0.0), 0.0, 1e-12);
	CHECK_NEAR(fleet_availability(0.0, 2.0, 0.5), 1.0, 1e-12);
	/* Where 0.52^2102 is below every number: with the fractions of whole numbers, 0.3560338695547524. */
	CHECK_NEAR(fleet_availability(1102.0, 1000.0, 0.52), 0.35603386955475236, 1e-9);
	CHECK_NEAR(fleet_availability(2.0, 998.0, 0.001), 0.2642410869698127, 1e-9);
	/* More spares never hurt, more replicas to need never help. */
	for (double n = 1.0; n < 200.0; n += 13.0)
		for (double spares = 0.0; spares < 5.0; spares += 1.0) {
			double a = fleet_availability(n, spares, 0.99);

			assert_true(a >= 0.0 && a <= 1.0);
			assert_true(fleet_availability(n, spares + 1.0, 0.99) >= a);
			assert_true(fleet_availability(n + 1.0, spares, 0.99) <= a);
		}
}

static void test_api(void **state)
{
	/* 1024 tokens at 0.10 and 256 at 0.40 $ a million. */
	double request = fleet_api_usd(1024.0, 256.0, 0.10, 0.40);

	(void)state;
	CHECK_NEAR(request, 1024e-7 + 256.0 * 4e-7, 1e-12);
}

static void test_growth(void **state)
{
	(void)state;
	/* 50 requests/s, room for 55: 50, 52.5, 55.1 at 5 % a month. */
	CHECK_NEAR(fleet_outgrown_month(50.0, 55.0, 0.05), 3.0, 1e-12);
	/* 100, 110, 121: 110 is still held, rounding or not. */
	CHECK_NEAR(fleet_outgrown_month(100.0, 110.0, 0.1), 3.0, 1e-12);
	CHECK_NEAR(fleet_outgrown_month(100.0, 100.0, 0.1), 2.0, 1e-12);
	assert_true(isnan(fleet_outgrown_month(50.0, 55.0, 0.0)));
	assert_true(isnan(fleet_outgrown_month(50.0, NAN, 0.1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_articles),
		cmocka_unit_test(test_replicas),
		cmocka_unit_test(test_day),
		cmocka_unit_test(test_whole_instances),
		cmocka_unit_test(test_reserved_base),
		cmocka_unit_test(test_base_is_cheapest),
		cmocka_unit_test(test_mixed_hours),
		cmocka_unit_test(test_spot),
		cmocka_unit_test(test_availability),
		cmocka_unit_test(test_api),
		cmocka_unit_test(test_growth),
	};

	return cmocka_run_group_tests_name("fleet", tests, NULL, NULL);
}
