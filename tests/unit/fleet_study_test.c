/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of fleets: what bills must do, what is advised, what would change the choice. */
#include "study/scenario_text.h"
#include "study/fleet.h"

#include <math.h>

#include "study/fleet_bill.h"
#include "study/replica.h"
#include "study/serve.h"
#include "study/study.h"
#include "support/fleets.h"
#include "support/random.h"

FLEETS_DEFINE

enum { ROUNDS = 4000, SOLVES = 60 };

/* One provider that sells one GPU, made up. */
struct shop {
	struct provider provider;
	struct offer offers[PURCHASE_MIXED][2];
	struct fleet_quote quote;
};

static void open_shop(struct shop *shop)
{
	*shop = (struct shop){ .provider = { .id = "shop", .name = "Shop" } };
	shop->quote.provider = &shop->provider;
}

static void sell(struct shop *shop, enum purchase kind, double price, double instance)
{
	struct fleet_offers *sold = &shop->quote.kinds[kind];
	struct offer *offer = &shop->offers[kind][sold->count];

	*offer = (struct offer){
		.provider = &shop->provider, .purchase = kind, .gpus = instance, .usd_per_gpu_hour = price
	};
	sold->offers[sold->count++] = offer;
}

static struct fleet_terms terms_of(const char *settings)
{
	struct scenario s = workload(settings);
	struct fleet_terms t;

	fleet_terms_read(&t, &s);
	return t;
}

/* Six replicas by day and two in 8 hours of the night, a month of 720 h: 30 days. */
static void test_kinds(void **state)
{
	struct fleet_terms t = terms_of("rate=50 rate-low=10 spares=0 hours-per-month=720");
	struct fleet_replica one = { 2.0, 12.5, 0.7 };
	struct fleet_bill bill;
	struct shop shop;

	(void)state;
	open_shop(&shop);
	sell(&shop, PURCHASE_ON_DEMAND, 2.49, 1.0);
	bill = fleet_bill_of(&t, &one, &shop.quote);
	CHECK_NEAR(bill.replicas, 6.0, 1e-12);
	CHECK_NEAR(bill.replicas_low, 2.0, 1e-12);
	CHECK_NEAR(bill.usd.mid, 30.0 * 2.49 * 2.0 * (16.0 * 6.0 + 8.0 * 2.0), 1e-12);
	assert_true(bill.mix == FLEET_MIX_ONE && bill.base->purchase == PURCHASE_ON_DEMAND);
	assert_true(isnan(bill.kind_usd[PURCHASE_RESERVED_1Y]) && isnan(bill.floor_usd));
	/* Two replicas are needed all day, four for two thirds of it: 1.99 / 2.49 is more than that. */
	sell(&shop, PURCHASE_RESERVED_1Y, 1.99, 1.0);
	bill = fleet_bill_of(&t, &one, &shop.quote);
	assert_int_equal(bill.mix, FLEET_MIX_RESERVED);
	CHECK_NEAR(bill.base_replicas, 2.0, 1e-12);
	CHECK_NEAR(bill.usd.mid, 720.0 * 1.99 * 4.0 + 30.0 * 2.49 * 2.0 * 16.0 * 4.0, 1e-12);
	CHECK_NEAR(bill.kind_usd[PURCHASE_RESERVED_1Y], 720.0 * 1.99 * 12.0, 1e-12);
	/* Three years are told and not chosen. */
	sell(&shop, PURCHASE_RESERVED_3Y, 0.10, 1.0);
	bill = fleet_bill_of(&t, &one, &shop.quote);
	CHECK_NEAR(bill.kind_usd[PURCHASE_RESERVED_3Y], 720.0 * 0.10 * 12.0, 1e-12);
	assert_true(bill.base->purchase == PURCHASE_RESERVED_1Y);
	t = terms_of("rate=50 rate-low=10 purchase=reserved_3y");
	bill = fleet_bill_of(&t, &one, &shop.quote);
	assert_true(bill.mix == FLEET_MIX_ONE && bill.base->purchase == PURCHASE_RESERVED_3Y);
	/* Without scaling the night costs what the day does. */
	t = terms_of("rate=50 rate-low=10 spares=0 hours-per-month=720 scaling=none purchase=on_demand");
	bill = fleet_bill_of(&t, &one, &shop.quote);
	CHECK_NEAR(bill.usd.mid, 720.0 * 2.49 * 12.0, 1e-12);
}

static void test_spot_kinds(void **state)
{
	const char *live = "rate=50 spares=1 hours-per-month=720 spot=tolerant interruptions=2% restart=9min";
	struct fleet_terms t = terms_of(live);
	struct fleet_replica one = { 1.0, 12.5, 0.7 };
	double effective = 1.03 / (1.0 - 0.02 * 0.15);
	struct fleet_bill bill;
	struct shop shop;

	(void)state;
	open_shop(&shop);
	sell(&shop, PURCHASE_ON_DEMAND, 2.50, 1.0);
	sell(&shop, PURCHASE_SPOT, 1.03, 1.0);
	/* Seven replicas, half of them rounded up on demand. */
	bill = fleet_bill_of(&t, &one, &shop.quote);
	assert_int_equal(bill.mix, FLEET_MIX_SPOT);
	CHECK_NEAR(bill.base_replicas, 4.0, 1e-12);
	CHECK_NEAR(bill.usd.mid, 720.0 * (4.0 * 2.50 + 3.0 * effective), 1e-12);
	CHECK_NEAR(bill.kind_usd[PURCHASE_SPOT], 720.0 * 7.0 * effective, 1e-12);
	fleet_bill_finish(&bill, &t, &one, &shop.quote, (struct band_factor){ 0.9, 1.1 }, NAN);
	CHECK_NEAR(bill.spot_effective, effective, 1e-12);
	/* Two of the three spot replicas are needed. */
	CHECK_NEAR(bill.spot_availability, fleet_availability(2.0, 1.0, 1.0 - 0.003), 1e-12);
	/* Nobody waits: all of it. */
	t = terms_of("rate=50 spares=1 spot=tolerant ttft=off tpot=off");
	bill = fleet_bill_of(&t, &one, &shop.quote);
	assert_true(bill.mix == FLEET_MIX_ONE && bill.base->purchase == PURCHASE_SPOT);
	/* Spot above on demand, as an article found for the L40S: never. */
	open_shop(&shop);
	sell(&shop, PURCHASE_ON_DEMAND, 0.72, 1.0);
	sell(&shop, PURCHASE_SPOT, 1.07, 1.0);
	bill = fleet_bill_of(&t, &one, &shop.quote);
	assert_true(bill.mix == FLEET_MIX_ONE && bill.base->purchase == PURCHASE_ON_DEMAND);
	t = terms_of(live);
	bill = fleet_bill_of(&t, &one, &shop.quote);
	assert_true(bill.mix == FLEET_MIX_ONE && bill.base->purchase == PURCHASE_ON_DEMAND);
	/* Taken back before they serve: no price. */
	t = terms_of("rate=50 spot=tolerant interruptions=100% restart=60min");
	bill = fleet_bill_of(&t, &one, &shop.quote);
	assert_true(isnan(bill.kind_usd[PURCHASE_SPOT]) && isnan(bill.floor_usd));
	assert_true(bill.base->purchase == PURCHASE_ON_DEMAND);
}

static void test_finish(void **state)
{
	struct fleet_terms t =
		terms_of("rate=50 rate-low=10 spares=0 hours-per-month=720 purchase=on_demand growth=10% months=6");
	struct fleet_replica one = { 1.0, 12.5, 0.7 };
	double replica_hours = 30.0 * (16.0 * 6.0 + 8.0 * 2.0), mean = (16.0 * 50.0 + 8.0 * 10.0) / 24.0;
	struct fleet_bill bill;
	struct shop shop;

	(void)state;
	open_shop(&shop);
	sell(&shop, PURCHASE_ON_DEMAND, 2.0, 1.0);
	bill = fleet_bill_of(&t, &one, &shop.quote);
	fleet_bill_finish(&bill, &t, &one, &shop.quote, (struct band_factor){ 0.8, 1.25 }, 2e-4);
	CHECK_NEAR(bill.gpu_hours, replica_hours, 1e-12);
	CHECK_NEAR(bill.busy, mean * 720.0 / (12.5 * replica_hours), 1e-12);
	CHECK_NEAR(bill.idle_usd, 2.0 * replica_hours - 2.0 * mean * 720.0 / 12.5, 1e-12);
	/* 50 / (12.5 x 0.7 x 0.8) = 7.1 and 10 / 7 = 1.4; 50 / 10.94 = 4.6 and 0.9. */
	CHECK_NEAR(bill.usd.high, 2.0 * 30.0 * (16.0 * 8.0 + 8.0 * 2.0), 1e-12);
	CHECK_NEAR(bill.usd.low, 2.0 * 30.0 * (16.0 * 5.0 + 8.0 * 1.0), 1e-12);
	CHECK_NEAR(bill.api_usd, mean * 720.0 * 3600.0 * 2e-4, 1e-12);
	/* One replica takes 8.75 requests/s and costs 1440 $: as much as the API for 2.78 on average,
	 * which is 3.8 at the peak. Within what ten halvings leave. */
	CHECK_NEAR(bill.api_rate, 2.0 * 720.0 / (720.0 * 3600.0 * 2e-4), 1e-3);
	/* Six replicas hold 52.5: 50, then 55. After six months 88.6 need 10.1. */
	CHECK_NEAR(bill.outgrown_month, 2.0, 1e-12);
	CHECK_NEAR(bill.grown_replicas, 11.0, 1e-12);
}

static void random_shop(struct shop *shop)
{
	static const double sizes[] = { 1.0, 2.0, 4.0, 8.0, NAN };

	open_shop(shop);
	for (int kind = 0; kind < PURCHASE_MIXED; kind++)
		for (int i = random_below(3); i > 0; i--)
			sell(shop, (enum purchase)kind, 0.1 + 4.0 * random_share(), sizes[random_below(5)]);
}

static struct fleet_terms random_terms(void)
{
	struct fleet_terms t = terms_of(one_in(2) ? "rate=50" : "rate=50 ttft=off tpot=off");

	t.kinds = 1u + (unsigned)random_below(15);
	t.scaled = !one_in(4);
	t.spares = random_below(4);
	t.target_load = 0.1 + 0.9 * random_share();
	t.interruptions = one_in(3) ? NAN : random_share() * random_share();
	t.restart_h = random_share();
	t.spot_floor = random_below(11) / 10.0;
	t.growth = one_in(2) ? 0.0 : random_share() / 4.0;
	for (int hour = 0; hour < FLEET_HOURS; hour++)
		t.rates[hour] = random_size(1.0, 2000.0) / 10.0;
	fleet_terms_scale(&t, 1.0);
	return t;
}

static bool above(double a, double b)
{
	return a > b * (1.0 + 1e-12);
}

/* Any purchases, sizes and days. */
static void test_bills_are_sane(void **state)
{
	int priced = 0, mixed = 0;

	(void)state;
	random_state = 11;
	for (int i = 0; i < ROUNDS; i++) {
		struct fleet_terms t = random_terms(), more = t;
		struct fleet_replica one = { 1 << random_below(4), 0.5 + 20.0 * random_share(), t.target_load };
		struct band_factor error = { 0.5 + 0.5 * random_share(), 1.0 + random_share() };
		struct fleet_bill bill, other;
		struct shop shop;

		random_shop(&shop);
		bill = fleet_bill_of(&t, &one, &shop.quote);
		fleet_bill_finish(&bill, &t, &one, &shop.quote, error, 1e-4);
		assert_true((bill.mix == FLEET_MIX_NONE) == isnan(bill.usd.mid));
		if (bill.mix == FLEET_MIX_NONE)
			continue;
		priced++;
		mixed += bill.mix != FLEET_MIX_ONE;
		/* No allowed kind alone is cheaper; spot alone only counts where nobody waits. */
		for (int kind = 0; kind < PURCHASE_MIXED; kind++)
			if ((t.kinds >> kind & 1u) && (kind != PURCHASE_SPOT || !t.live))
				assert_false(above(bill.usd.mid, bill.kind_usd[kind]));
		assert_true(isfinite(bill.usd.low) && isfinite(bill.usd.high));
		assert_false(above(bill.usd.low, bill.usd.mid) || above(bill.usd.mid, bill.usd.high));
		assert_true(bill.busy > 0.0 && bill.busy <= 1.0 && bill.idle_usd >= 0.0);
		assert_true(bill.gpus >= bill.replicas * one.gpus && bill.replicas >= bill.needed);
		/* More of the traffic, all day or in one hour. */
		if (one_in(2))
			fleet_terms_scale(&more, 1.0 + random_share());
		else
			more.rates[random_below(FLEET_HOURS)] *= 1.5;
		fleet_terms_scale(&more, 1.0);
		other = fleet_bill_of(&more, &one, &shop.quote);
		assert_false(above(bill.usd.mid, other.usd.mid));
		/* One price falls. */
		for (int kind = 0; kind < PURCHASE_MIXED; kind++)
			if (one_in(2))
				shop.offers[kind][random_below(2)].usd_per_gpu_hour *= 0.7;
		other = fleet_bill_of(&t, &one, &shop.quote);
		assert_false(above(other.usd.mid, bill.usd.mid));
	}
	assert_true(priced > ROUNDS / 2 && mixed > ROUNDS / 20);
}

static bool sane(double x)
{
	return isnan(x) || (isfinite(x) && x >= 0.0);
}

static void check_answer(const struct row *a)
{
	for (int i = 0; i < METRIC_COUNT; i++) {
		const struct metric_row *row = metric_row((enum metric)i);
		struct band b = metric_value((enum metric)i, a).band;

		if (row->form != METRIC_BAND && row->form != METRIC_COUNT_FORM)
			continue;
		if (!sane(b.low) || !sane(b.mid) || !sane(b.high) || b.low > b.mid || b.mid > b.high)
			fail_msg("%s: %g %g %g", row->key, b.low, b.mid, b.high);
	}
	if (a->verdict != VERDICT_MEETS) {
		assert_true(isnan(bill_of(a)->usd.mid) && isnan(a->usd_per_month) && !a->offer);
		assert_true(a->reasons.count > 0);
		assert_null(find(a, REASON_NO_PRICE));
		return;
	}
	/* What is planned stays below what keeps the goals. */
	assert_true(bill_of(a)->rate_peak / bill_of(a)->needed <= replica_of(a)->rate_limit);
	if (a->offer)
		CHECK_NEAR(a->usd_per_month, bill_of(a)->usd.mid, 1e-12);
}

static void test_random_workloads(void **state)
{
	static const char *const models[] = { "Llama-3.1-8B", "Llama-3.3-70B-Instruct", "DeepSeek-V3", "gpt-oss-120b",
		"Qwen/Qwen3-30B-A3B" };
	static const char *const kinds[] = { "", " spot=tolerant", " purchase=on_demand",
		" purchase=reserved_3y purchase=on_demand", " spot=tolerant purchase=spot" };

	(void)state;
	random_state = 3;
	for (int i = 0; i < SOLVES; i++) {
		double rate = random_size(1.0, 5000.0) / 10.0;
		char settings[256];

		snprintf(settings, sizeof(settings),
			"model=%s rate=%g rate-low=%g low-hours=%d prompt=%g output=%g ttft=%s spares=%d%s%s",
			models[random_below(5)], rate, rate * random_below(11) / 10.0, random_below(25),
			random_size(1.0, 4000.0), random_size(1.0, 2000.0), one_in(3) ? "off" : "1s", random_below(4),
			kinds[random_below(5)], one_in(2) ? " growth=7% api-input-price=0.1 api-output-price=0.4" : "");
		solve(settings);
		assert_true(r.count > 0 && r.count <= r.capacity);
		for (int k = 0; k < r.count; k++) {
			check_answer(&r.rows[k]);
			assert_int_equal(r.rows[k].rank, k + 1);
			if (k > 0 && r.rows[k].offer && r.rows[k].verdict == VERDICT_MEETS)
				assert_true(bill_of(&r.rows[k])->usd.mid >= bill_of(&r.rows[k - 1])->usd.mid);
		}
	}
}

/* The question of the man page: a service by day and by night, what to sign. */
static void test_sign(void **state)
{
	const struct row *best = solve("rate=50 rate-low=10 ttft=500ms");

	(void)state;
	assert_non_null(best);
	assert_int_equal(best->rank, 1);
	assert_true(replica_of(best)->ttft_s.mid <= 0.5 && replica_of(best)->tpot_s.mid <= 0.05);
	assert_non_null(find(best, REASON_FLEET_IDLE));
	assert_non_null(find(best, REASON_FLEET_HEADROOM));
	assert_non_null(find(&r.rows[1], r.rows[1].equal_to_best ? REASON_FLEET_EQUAL : REASON_FLEET_DEARER));
	/* One answer a GPU and provider. */
	for (int i = 0; i < r.count; i++)
		for (int k = 0; k < i; k++)
			assert_false(r.rows[i].deployment.gpu == r.rows[k].deployment.gpu &&
				(!r.rows[i].offer || !r.rows[k].offer ||
					r.rows[i].offer->provider == r.rows[k].offer->provider));
}

static void test_advice(void **state)
{
	const struct row *best = solve("rate=50 ttft=off tpot=off");

	(void)state;
	/* Nobody waits: spot machines are advised; somebody does: advised against. */
	assert_non_null(find(best, REASON_FLEET_SPOT_ADVISED));
	assert_null(find(best, REASON_FLEET_SPOT_ADVISED_AGAINST));
	best = solve("rate=50");
	assert_non_null(find(best, REASON_FLEET_SPOT_ADVISED_AGAINST));
	assert_null(find(best, REASON_FLEET_SPOT_ADVISED));
	best = solve("rate=50 spot=tolerant purchase=spot");
	assert_true(bill_of(best)->peak->purchase == PURCHASE_SPOT);
	assert_non_null(find(best, REASON_FLEET_SPOT_LIVE));
	/* An API that is nearly free, and one that nobody would pay. */
	best = solve("rate=50 api-input-price=0.001 api-output-price=0.001");
	assert_non_null(find(best, REASON_FLEET_API_ALWAYS));
	best = solve("rate=0.2 api-input-price=1 api-output-price=1");
	assert_non_null(find(best, REASON_FLEET_API_CHEAPER));
	assert_true(bill_of(best)->api_rate > 0.2);
	best = solve("rate=50 api-input-price=100 api-output-price=100");
	assert_non_null(find(best, REASON_FLEET_API_DEARER));
	assert_true(bill_of(best)->api_rate < 50.0);
	/* A planner without a rate says what it took. */
	best = solve("concurrency=32");
	assert_non_null(best);
	assert_int_equal(r.warnings.items[0].id, REASON_FLEET_DEFAULT_RATE);
	CHECK_NEAR(bill_of(best)->rate_peak, FLEET_DEFAULT_RATE, 1e-12);
}

static void test_traffic(void **state)
{
	const char *day = "traffic=1,1,1,1,1,1,1,1,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9";
	const struct row *best = solve(day);
	double usd = bill_of(best)->usd.mid;
	struct scenario s;
	struct error error;

	(void)state;
	CHECK_NEAR(bill_of(best)->rate_peak, 9.0, 1e-12);
	CHECK_NEAR(bill_of(solve("rate=9 rate-low=1"))->usd.mid, usd, 1e-12);
	/* A rate and a day of rates are two ways to say the same. */
	s = workload(day);
	assert_true(s.traffic_given && isnan(s.number[PARAMETER_RATE]));
	assert_int_equal(scenario_set(&s, PARAMETER_RATE, "5", &error), STATUS_OK);
	assert_false(s.traffic_given);
	assert_int_equal(scenario_set(&s, PARAMETER_TRAFFIC, "1,2,3", &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "24 rates");
	assert_int_equal(
		scenario_set(&s, PARAMETER_TRAFFIC, "1,1,1,1,1,-2,1,1,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9", &error),
		STATUS_USAGE);
	CHECK_HOLDS(error.text, "value 6");
	assert_int_equal(scenario_set(&s, PARAMETER_TRAFFIC, "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0", &error),
		STATUS_USAGE);
	CHECK_HOLDS(error.text, "above 0");
	CHECK_NEAR(s.number[PARAMETER_RATE], 5.0, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_spot_kinds),
		cmocka_unit_test(test_finish),
		cmocka_unit_test(test_bills_are_sane),
		cmocka_unit_test(test_random_workloads),
		cmocka_unit_test(test_sign),
		cmocka_unit_test(test_advice),
		cmocka_unit_test(test_traffic),
	};

	return cmocka_run_group_tests_name("fleet study", tests, fleets_open, fleets_close);
}
