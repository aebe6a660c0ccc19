/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer in facts: words against rows with known prices and figures, of serving, fleets and owning. */
#include "report/part_table.h"

#include <math.h>

#include "report/turns.h"
#include "report/labels.h"
#include "report/relief.h"
#include "study/fleet_bill.h"
#include "study/own_answer.h"
#include "study/serve_offer.h"
#include "support/solved.h"

SOLVED_DEFINE

static struct fact_context context(const struct study *study, const struct scenario *s, const struct row *row)
{
	return (struct fact_context){ .study = study, .scenario = s, .result = &r, .row = row, .today = TODAY };
}

static const struct fact *fact_named(const struct row *row, const char *label)
{
	for (const struct fact *f = facts_of(row); f->label; f++)
		if (strcmp(f->label, label) == 0)
			return f;
	fail_msg("no fact \"%s\"", label);
	return NULL;
}

/* What the fact of that label says. */
static const char *said(const struct fact_context *c, const char *label)
{
	static struct text words;

	text_clear(&words);
	fact_named(c->row, label)->write(&words, c);
	return words.length ? words.data : "";
}

/* The line of that number where there is room for two. */
static const char *in_brief(const struct fact_context *c, int line)
{
	static struct text words;

	for (const struct fact *f = facts_of(c->row); f->label; f++) {
		text_clear(&words);
		if (f->brief)
			f->brief(&words, c);
		if (words.length && line-- == 0)
			return words.data;
	}
	return "";
}

/* The answer of a GPU, with a price that is known: one for 3.99 an hour and 2,913 a month. */
static struct row priced(const char *gpu, const struct provider *provider, struct offer *offer)
{
	struct row row = *of(gpu);

	*offer = (struct offer){ .provider = provider,
		.gpu = row.deployment.gpu,
		.purchase = PURCHASE_ON_DEMAND,
		.usd_per_gpu_hour = 3.99,
		.as_of = TODAY - 51 };
	row.offer = offer;
	row.deployment.layout = (struct layout){ 1, 1, 1, 1 };
	row.deployment.replicas = 1;
	row.usd_per_hour = 3.99;
	row.usd_per_month = 2913.0;
	row.cost.output.mid = 2.24;
	row.cost.blended.mid = 0.45;
	row.cost_sure = 2.51;
	return row;
}

static void test_serving(void **state)
{
	static const struct provider provider = { .id = "example", .name = "Example Cloud" };
	struct offer offer;
	struct scenario s = solve("certainty", "80%", NULL);
	struct row row = priced("H200-SXM", &provider, &offer);
	struct fact_context c = context(&serve_study, &s, &row);

	(void)state;
	assert_string_equal(
		said(&c, "Rent"), "1 H200 SXM from Example Cloud on demand: $3.99 an hour, $2,913 a month.");
	assert_string_equal(said(&c, "Cost"), "$2.24 per 1M output tokens; 80 % sure it is at most $2.51.");
	CHECK_HOLDS(said(&c, "Price"), "51 days old, Example Cloud.");
	/* The mock-up of 60 columns. */
	assert_string_equal(in_brief(&c, 0), "$3.99 an hour at Example Cloud, $2.24 per 1M, at most $2.51");
	/* A price is in doubt from the day on that warns of it. */
	row.reasons.count = 0;
	assert_false(fact_named(&row, "Price")->doubtful(&c));
	reason_add(&row.reasons, REASON_STALE_PRICE, 100.0, NAN, NAN, NULL);
	assert_true(fact_named(&row, "Price")->doubtful(&c));
	row.deployment.layout = (struct layout){ 2, 1, 1, 1 };
	row.deployment.replicas = 3;
	offer.purchase = PURCHASE_SPOT;
	CHECK_HOLDS(said(&c, "Rent"), "6 H200 SXM from Example Cloud spot: ");
	/* Without a price nothing is said of it. */
	row.offer = NULL;
	row.cost.output.mid = NAN;
	assert_string_equal(said(&c, "Rent"), "");
	assert_string_equal(said(&c, "Cost"), "");
	assert_string_equal(said(&c, "Price"), "");
	/* A row that meets has nothing in its way, and something that does needs no relief. */
	assert_string_equal(said(&c, "Why not"), "");
	assert_string_equal(said(&c, "Would do"), "");
}

/* What the provider of the answer asks otherwise. */
static void test_other_pay(void **state)
{
	struct scenario s = solve(NULL);
	int told = 0;

	(void)state;
	for (int i = 0; i < r.count; i++) {
		struct fact_context c = context(&serve_study, &s, &r.rows[i]);
		const struct offer *others[OFFER_PURCHASES];
		const char *words;
		TEXT(price);

		if (!r.rows[i].offer)
			continue;
		words = said(&c, "Other pay");
		serve_offer_others(&s, r.rows[i].offer, deployment_gpus(&r.rows[i].deployment), others);
		if (!others[PURCHASE_SPOT])
			continue;
		text_add(&price, "spot ");
		label_value(&price, others[PURCHASE_SPOT]->usd_per_gpu_hour, UNIT_USD);
		CHECK_HOLDS(words, price.data);
		CHECK_HOLDS(words, " a GPU-hour at the same provider.");
		told++;
	}
	assert_true(told > 0);
}

/* Where nothing fits nothing is rented: the answer says which rows would let more in.  A GPU that the model does not
 * fit is not rented beside others that it does. */
static void test_misfit(void **state)
{
	struct scenario s = solve("model", "deepseek-v3", "max-gpus", "1", NULL);
	struct fact_context c = context(&serve_study, &s, &r.rows[0]);
	struct shares shares = { .count = 7 };
	int misfits = 0;

	(void)state;
	assert_false(result_fits(&r));
	assert_int_equal(r.rows[0].verdict, VERDICT_DOES_NOT_FIT);
	assert_string_equal(said(&c, "Rent"), "Nothing fits. More is tried with other 4-bit, Max GPUs.");
	assert_false(fact_bar(fact_named(&r.rows[0], "Step"), &c, &shares));
	assert_true(fact_bar(fact_named(&r.rows[0], "Memory"), &c, &shares));
	s = solve("gpus", "1", NULL);
	assert_true(result_fits(&r));
	for (int i = 0; i < r.count; i++) {
		c.row = &r.rows[i];
		if (c.row->verdict != VERDICT_DOES_NOT_FIT)
			continue;
		assert_string_equal(said(&c, "Rent"), "");
		misfits++;
	}
	assert_true(misfits > 10);
}

/* The room, by numbers of users made by hand: 41 within the goals, of 32; 157 fit, 31 at the context. */
static void test_room(void **state)
{
	struct scenario s = solve("concurrency", "32", "context", "8k", NULL);
	struct row row = *of("H200-SXM");
	struct replica replica = *replica_of(&row);
	struct fact_context c = context(&serve_study, &s, &row);

	(void)state;
	row.part = &replica;
	replica.rate_limit = NAN;
	replica.users_within = 41.0;
	replica.memory.max_concurrency = 157.0;
	replica.memory.max_concurrency_full = 31.0;
	CHECK_HOLDS(said(&c, "Room"), "9 more users, then ");
	CHECK_HOLDS(said(&c, "Room"), ". 157 fit at these lengths, 31 at 8k.");
	replica.users_within = 33.0;
	CHECK_HOLDS(said(&c, "Room"), "1 more user, then ");
	replica.users_within = 32.0;
	CHECK_HOLDS(said(&c, "Room"), "none for another user: ");
	replica.users_within = 12.0;
	CHECK_HOLDS(said(&c, "Room"), "12 users at most meet the goals.");
	replica.users_within = 1.0;
	CHECK_HOLDS(said(&c, "Room"), "1 user at most meets the goals.");
	/* A rate has a limit of its own, of all replicas together. */
	replica.rate_limit = 2.5;
	row.deployment.replicas = 2;
	CHECK_HOLDS(said(&c, "Room"), "The goals hold up to 5");
}

/* The surest two of those that may do for less than the leader; none without a cheaper one. */
static void test_near_miss(void **state)
{
	struct scenario s = solve("certainty", "80%", NULL);
	struct row *best = &r.rows[0];
	struct fact_context c = context(&serve_study, &s, best);
	int seen = 0;

	(void)state;
	assert_int_equal(best->verdict, VERDICT_MEETS);
	best->cost.output.mid = 2.24;
	best->cost_sure = 2.51;
	best->reasons.count = 0;
	for (int i = 1; i < r.count; i++) {
		r.rows[i].verdict = i <= 3 ? VERDICT_UNCERTAIN : VERDICT_MISSES;
		if (i > 3)
			continue;
		/* 71 %, 44 % and 60 %, of which the last one is dearer. */
		r.rows[i].p_meets = (const double[]){ 0.715, 0.44, 0.60 }[i - 1];
		r.rows[i].cost.output.mid = (const double[]){ 1.55, 1.24, 3.0 }[i - 1];
		r.rows[i].cost_sure = (const double[]){ 2.01, 1.62, 3.2 }[i - 1];
		seen++;
	}
	assert_int_equal(seen, 3);
	{
		TEXT(wanted);

		/* 1 - 2.01 / 2.51 = 19.9 %: of the costs that rank, whatever the middles are. */
		text_addf(&wanted, "%s ", r.rows[1].deployment.gpu->short_name);
		CHECK_HOLDS(said(&c, "Near miss"), wanted.data);
		CHECK_HOLDS(said(&c, "Near miss"), " at $2.01, 20 % less, 71 % sure; ");
		text_clear(&wanted);
		text_addf(&wanted, "; %s, 44 %%.", r.rows[2].deployment.gpu->short_name);
		CHECK_HOLDS(said(&c, "Near miss"), wanted.data);
	}
	/* All of them dearer: there is none. */
	r.rows[1].cost_sure = r.rows[2].cost_sure = 2.6;
	assert_string_equal(said(&c, "Near miss"), "");
}

/* The bar of memory is the whole of it: weights, KV, free and reserved add up. */
static void test_bars(void **state)
{
	struct scenario s = solve(NULL);
	int bars = 0;

	(void)state;
	for (int i = 0; i < r.count; i++) {
		struct fact_context c = context(&serve_study, &s, &r.rows[i]);
		struct shares shares;
		double sum = 0.0;

		if (r.rows[i].verdict > VERDICT_MISSES)
			continue;
		assert_true(fact_bar(fact_named(&r.rows[i], "Memory"), &c, &shares));
		assert_int_equal(shares.unit, UNIT_GIB);
		for (int k = 0; k < shares.count; k++)
			sum += shares.items[k].amount;
		CHECK_NEAR(sum, shares.whole, 1e-9);
		assert_true(shares.whole > GIB);
		assert_true(fact_bar(fact_named(&r.rows[i], "Step"), &c, &shares));
		/* Words have no bar. */
		assert_false(fact_bar(fact_named(&r.rows[i], "Rent"), &c, &shares));
		bars++;
	}
	assert_true(bars > 10);
}

/* Where nothing meets the answer begins so, says why, and names what would do: the fewest steps of a slider first. */
static void test_reliefs(void **state)
{
	static struct sensitivity v;
	struct scenario s = solve("ttft", "1ms", NULL);
	const struct row *row = &r.rows[0];
	struct fact_context c = context(&serve_study, &s, row);
	const struct gpu *h200 = of("H200-SXM")->deployment.gpu, *b200 = of("B200")->deployment.gpu;

	(void)state;
	assert_null(result_best(&r));
	CHECK_HOLDS(said(&c, "Rent"), "Nothing meets. ");
	assert_true(said(&c, "Why not")[0]);
	/* Not known without a search. */
	assert_string_equal(said(&c, "Would do"), "");
	v.study = &serve_study;
	v.scenario = s;
	v.of[PARAMETER_TTFT] = (struct leader_ranges){ .known = true,
		.count = 2,
		.items = { { .first = 0.001, .last = 0.2 },
			{ .first = 0.25, .last = INFINITY, .gpu = h200, .gpus = 1, .replicas = { 1, 3 } } } };
	v.of[PARAMETER_CONCURRENCY] = (struct leader_ranges){ .known = true,
		.count = 2,
		.items = { { .first = 1, .last = 28, .gpu = b200, .gpus = 2, .replicas = { 1, 3 } },
			{ .first = 32, .last = 1024 } } };
	c.sensitivity = &v;
	assert_string_equal(said(&c, "Would do"), "Users 28: B200 3x2; TTFT \u2264 .25 s: H200 SXM x1");
	/* What leads to nothing is no relief. */
	v.of[PARAMETER_CONCURRENCY].count = 0;
	assert_string_equal(said(&c, "Would do"), "TTFT \u2264 .25 s: H200 SXM x1");
}

/* Values in the words of the hint and of reliefs. */
static void test_settings(void **state)
{
	static const struct {
		enum parameter parameter;
		double value;
		const char *text;
	} cases[] = { { PARAMETER_CONCURRENCY, 28, "28" }, { PARAMETER_TTFT, 0.62, ".62 s" },
		{ PARAMETER_TTFT, 10, "10.0 s" }, { PARAMETER_TTFT, 120, "120 s" }, { PARAMETER_GPU_PRICE, 2e4, "20k" },
		{ PARAMETER_GPU_PRICE, 1e6, "1M" }, { PARAMETER_TPOT, 0.05, "50 ms" },
		{ PARAMETER_CERTAINTY, 0.8, "80 %" }, { PARAMETER_CONTEXT, 131072, "128k" },
		{ PARAMETER_CONTEXT, 8192, "8k" }, { PARAMETER_TTFT, INFINITY, "off" },
		{ PARAMETER_KWH_PRICE, 0.082, ".082" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		TEXT(text);

		label_setting(&text, cases[i].parameter, cases[i].value);
		assert_string_equal(text.data, cases[i].text);
	}
}

/* A fleet with a bill made by hand. */
static void test_fleet(void **state)
{
	static const struct provider provider = { .id = "example", .name = "Example Cloud" };
	struct offer offer = { .provider = &provider, .purchase = PURCHASE_ON_DEMAND, .as_of = TODAY };
	struct scenario s = solve(NULL);
	struct bill_part part;
	struct row row;
	struct fact_context c;
	double hours[FLEET_HOURS];

	(void)state;
	set(&s, PARAMETER_RATE, "10/s");
	study_solve(study_from_id("fleet"), &s, TODAY, &r);
	row = r.rows[0];
	part = *(const struct bill_part *)row.part;
	row.part = &part;
	row.offer = &offer;
	c = context(study_from_id("fleet"), &s, &row);
	part.bill = fleet_bill_unknown;
	part.bill.gpus = 4.0;
	part.bill.mix = FLEET_MIX_ONE;
	part.bill.base = part.bill.peak = &offer;
	part.bill.usd = (struct band){ 15000.0, 16390.0, 18290.0 };
	{
		TEXT(wanted);

		text_addf(&wanted, "4 x %s at Example Cloud, on demand: $16,390 a month, at most $18,290.",
			row.deployment.gpu->short_name);
		CHECK_HOLDS(said(&c, "Rent"), wanted.data);
	}
	part.bill.needed = 3.0;
	part.bill.replicas = 4.0;
	assert_string_equal(said(&c, "Day"), "3 carry the peak, 1 is spare.");
	part.bill.replicas = 3.0;
	assert_string_equal(said(&c, "Day"), "3 carry the peak.");
	part.bill.needed = part.bill.replicas = 1.0;
	assert_string_equal(said(&c, "Day"), "1 carries the peak.");
	part.bill.idle_usd = 7700.0;
	part.bill.busy = 0.53;
	assert_string_equal(said(&c, "Idle"), "$7,700 a month, 47 %.");
	part.bill.outgrown_month = 5.0;
	assert_string_equal(said(&c, "Idle"), "$7,700 a month, 47 %. Growth needs another replica in month 5.");
	part.bill.kind_usd[PURCHASE_ON_DEMAND] = 16390.0;
	part.bill.kind_usd[PURCHASE_SPOT] = 7940.0;
	part.bill.spot_availability = 0.99876;
	assert_string_equal(said(&c, "Spot"), "saves $8,450 against on demand; enough serve 99.87 % of the time.");
	part.bill.kind_usd[PURCHASE_SPOT] = 16400.0;
	CHECK_HOLDS(said(&c, "Spot"), "saves nothing");
	part.bill.api_usd = 4440.0;
	CHECK_HOLDS(said(&c, "API"), "$4,440 a month for the same tokens, cheaper");
	part.bill.api_usd = 20000.0;
	CHECK_HOLDS(said(&c, "API"), ", dearer");
	/* A constant rate stands there all day. */
	assert_true(fact_named(&row, "Day")->hours(hours, &c));
	for (int i = 0; i < FLEET_HOURS; i++)
		CHECK_NEAR(hours[i], 10.0, 1e-12);
}

/* Owning with figures made by hand. */
static void test_own(void **state)
{
	static const struct provider provider = { .id = "example", .name = "Example Cloud" };
	struct offer offer = { .provider = &provider };
	struct own_rental rental = { .offer = &offer };
	struct scenario s = solve(NULL);
	struct ownership_part part;
	struct row row;
	struct fact_context c;
	struct shares shares;
	double sum = 0.0;

	(void)state;
	study_solve(&own_study, &s, TODAY, &r);
	row = r.rows[0];
	part = *(const struct ownership_part *)row.part;
	row.part = &part;
	c = context(&own_study, &s, &row);
	assert_true(fact_bar(fact_named(&row, "A month"), &c, &shares));
	for (int i = 0; i < shares.count; i++)
		sum += shares.items[i].amount;
	CHECK_NEAR(sum, shares.whole, 1e-9);
	part.ownership.advice = OWN_BUY;
	part.ownership.bought_gpus = 8.0;
	part.ownership.usd_per_month = (struct band){ 9000.0, 9980.0, 11000.0 };
	part.ownership.rental = &rental;
	part.ownership.rented_usd_per_month = 18690.0;
	{
		TEXT(wanted);

		text_addf(&wanted, "Buy: owning 8 %s costs $9,980 a month. Renting at Example Cloud $18,690.",
			row.deployment.gpu->short_name);
		assert_string_equal(said(&c, "Answer"), wanted.data);
	}
	part.ownership.advice = OWN_EQUAL;
	CHECK_HOLDS(said(&c, "Answer"), "Equal within the error: ");
	row.deployment.layout = (struct layout){ 6, 1, 1, 1 };
	row.deployment.replicas = 1;
	assert_string_equal(said(&c, "Board"), "the load needs 6 of the 8 that are sold together.");
	part.ownership.bought_gpus = 6.0;
	assert_string_equal(said(&c, "Board"), "");
	for (int i = 0; i < SWITCH_COUNT; i++)
		part.ownership.switch_at[i] = NAN;
	assert_string_equal(said(&c, "Turns"), "");
	part.ownership.switch_at[SWITCH_RENTAL] = 1.71;
	part.ownership.switch_now[SWITCH_RENTAL] = 3.2;
	assert_string_equal(said(&c, "Turns"), "at $1.71 a rented GPU-hour (now $3.20).");
	assert_string_equal(in_brief(&c, 1), "Turns at $1.71 a rented GPU-hour (now $3.20).");
	part.ownership.switch_at[SWITCH_BUSY] = 0.33;
	part.ownership.switch_now[SWITCH_BUSY] = 0.7;
	part.ownership.advice = OWN_BUY;
	assert_string_equal(
		said(&c, "Turns"), "to rent at 33.0 % busy (now 70.0 %), $1.71 a rented GPU-hour (now $3.20).");
	part.ownership.advice = OWN_RENT;
	CHECK_HOLDS(said(&c, "Turns"), "to buy at 33.0 % busy");
	assert_string_equal(in_brief(&c, 0), "Rent: $9,980 a month owned, $18,690 at Example Cloud");
	/* A server that no rack can feed is not bought at any price. */
	part.ownership.servers_per_rack = 0.98;
	row.reasons.count = 0;
	reason_add(&row.reasons, REASON_RACK_TOO_SMALL, 8.0, 20.4, 20.0, NULL);
	assert_string_equal(said(&c, "Turns"), "");
	CHECK_HOLDS(said(&c, "Rack"), "cannot be housed.");
	part.ownership.servers_per_rack = 2.0;
	/* Another fact tells this. */
	row.reasons.count = 0;
	reason_add(&row.reasons, REASON_SWITCH_RENTAL, 1.71, 3.2, NAN, NULL);
	assert_string_equal(said(&c, "Advice"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_serving), cmocka_unit_test(test_other_pay),
		cmocka_unit_test(test_misfit), cmocka_unit_test(test_room), cmocka_unit_test(test_near_miss),
		cmocka_unit_test(test_bars), cmocka_unit_test(test_reliefs), cmocka_unit_test(test_settings),
		cmocka_unit_test(test_fleet), cmocka_unit_test(test_own) };

	return cmocka_run_group_tests_name("facts", tests, enter, leave);
}
