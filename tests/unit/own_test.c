/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buying or renting: the terms of the shipped data, what decides, what is said, properties. */
#include <math.h>

#include "study/scenario_text.h"
#include "study/serve_offer.h"
#include "study/own.h"
#include "study/own_answer.h"
#include "study/own_input.h"
#include "study/own_judge.h"
#include "study/replica.h"
#include "study/study.h"
#include "support/random.h"
#include "support/solved.h"

SOLVED_DEFINE

enum { RUNS = 300 };

/* The workload of "option", "value" pairs, ended by NULL, bought or rented. */
static struct scenario solve_own(const char *option, ...)
{
	struct scenario s;
	va_list rest;

	va_start(rest, option);
	s = changed(option, rest);
	va_end(rest);
	study_solve(&own_study, &s, TODAY, &r);
	return s;
}

/* Everything given: no default of the data counts. */
#define GIVEN \
	"gpu-price", "20000", "server-price", "5000", "network-price", "5000", "years", "4", "interest", "0", \
		"residual", "10%", "server-power", "1.5", "circuit-power", "1.8", "pue", "1.5", "kwh-price", "0.10", \
		"colo-price", "100", "opex", "5%", "staff", "3000", "hours-per-month", "720", "rack-power", "25"

/* Two are used, and a board of eight is bought. */
static void test_by_hand(void **state)
{
	struct scenario s = solve_own("gpu", "H200-SXM", "gpus", "2", "busy", "50%", GIVEN, NULL);
	const struct row *a = of("H200-SXM");
	const struct ownership *own = own_of(a);
	double tokens = replica_of(a)->output_tok_s.mid * 3600.0 * 720.0 * 0.5 / 1e6;
	/* Two cards of 700 W draw 1.5 times that; 1.8 times that is reserved for eight. */
	double kw = 2.0 * 0.7 * 1.5, capital = 8.0 * 30000.0 * 0.9 / 48.0;
	double energy = kw * 0.5 * 720.0 * 1.5 * 0.10, operations = 8.0 * 30000.0 * 0.05 / 12.0;
	double colocation = 8.0 * 0.7 * 1.8 * 100.0, staff = 8.0 * 3000.0 / 12.0;
	double month = capital + energy + colocation + operations + staff;

	(void)state;
	(void)s;
	CHECK_NEAR(own->bought_gpus, 8.0, 0);
	CHECK_NEAR(own->capex_usd.mid, 240000.0, 1e-12);
	CHECK_NEAR(own->month.capital, capital, 1e-12);
	CHECK_NEAR(own->month.energy, energy, 1e-12);
	CHECK_NEAR(own->month.colocation, 1008.0, 1e-12);
	CHECK_NEAR(own->month.operations, operations, 1e-12);
	CHECK_NEAR(own->month.staff, 2000.0, 1e-12);
	CHECK_NEAR(own->usd_per_month.mid, month, 1e-12);
	/* What is given has no range. */
	CHECK_NEAR(own->usd_per_month.low, month, 1e-12);
	CHECK_NEAR(own->usd_per_month.high, month, 1e-12);
	/* 360 useful hours of two GPUs. */
	CHECK_NEAR(own->usd_per_gpu_hour.mid, month / 720.0, 1e-12);
	CHECK_NEAR(own->usd_per_m_output.mid, month / tokens, 1e-9);
	/* A whole server of 8: 10.08 kW, two in 25 kW. */
	CHECK_NEAR(own->power_kw, 2.1, 1e-12);
	CHECK_NEAR(own->server_kw, 10.08, 1e-12);
	CHECK_NEAR(own->servers_per_rack, 2.0, 0);
	CHECK_NEAR(a->usd_per_month, a->usd_per_hour * 720.0, 1e-12);
	/* Spent: everything at once, then what runs, then the sale. */
	CHECK_NEAR(own_spent(a, 0.0), 240000.0, 1e-12);
	CHECK_NEAR(own_spent(a, 48.0), 240000.0 + 48.0 * (month - capital) - 24000.0, 1e-12);
}

/* What is sold is bought whole, and the answer says so. */
static void test_sold(void **state)
{
	static const struct {
		const char *gpu, *gpus;
		double sold, bought;
	} cases[] = {
		{ "H100-SXM-80GB", "1", 4.0, 4.0 },
		{ "H100-SXM-80GB", "2", 4.0, 4.0 },
		{ "H100-SXM-80GB", "4", 4.0, 4.0 },
		{ "H100-SXM-80GB", "8", 4.0, 8.0 },
		{ "A100-SXM-80GB", "2", 4.0, 4.0 },
		{ "H200-SXM", "4", 8.0, 8.0 },
		{ "B200", "1", 8.0, 8.0 },
		{ "MI300X", "2", 8.0, 8.0 },
		{ "GB200", "4", 72.0, 72.0 },
		{ "L40S", "2", 1.0, 2.0 },
		{ "RTX-PRO-6000-SE", "1", 1.0, 1.0 },
		{ "GB10", "1", 1.0, 1.0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct row *a;
		const struct reason *reason;
		double gpus = strtod(cases[i].gpus, NULL);

		solve_own("gpu", cases[i].gpu, "gpus", cases[i].gpus, "gpu-price", "1000", "server-price", "500",
			"network-price", "100", NULL);
		a = of(cases[i].gpu);
		reason = reason_of(a, REASON_BOUGHT_WHOLE);
		CHECK_NEAR(own_of(a)->bought_gpus, cases[i].bought, 0);
		CHECK_NEAR(own_of(a)->capex_usd.mid, 1600.0 * cases[i].bought, 1e-12);
		assert_true(!reason == !(cases[i].bought > gpus));
		if (!reason)
			continue;
		CHECK_NEAR(reason->value[0], cases[i].bought, 0);
		CHECK_NEAR(reason->value[1], gpus, 0);
		CHECK_NEAR(reason->value[2], cases[i].sold, 0);
	}
}

/* A rented replica costs in a month what the ranking says, whatever its GPU. */
static void test_same_as_ranking(void **state)
{
	int compared = 0;

	(void)state;
	solve_own(NULL, NULL);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		if (!own_of(a)->rental)
			continue;
		CHECK_NEAR(own_of(a)->rented_usd_per_month, a->usd_per_month, 1e-12);
		compared++;
	}
	assert_true(compared >= 5);
}

/* Hours on demand are rented while they are used where that is asked for, reserved ones always. */
static void test_rentals(void **state)
{
	struct scenario s = solve_own("gpu", "H100-SXM-80GB", "gpus", "8", "busy", "25%", "purchase", "on_demand",
		"purchase", "reserved_3y", "rented-hours", "busy", NULL);
	const struct ownership *own = own_of(of("H100-SXM-80GB"));
	const struct own_rental *hourly = &own->rentals[PURCHASE_ON_DEMAND];
	const struct own_rental *reserved = &own->rentals[PURCHASE_RESERVED_3Y];
	const struct own_rental *spot = &own->rentals[PURCHASE_SPOT];

	(void)state;
	assert_non_null(hourly->offer);
	assert_int_equal(hourly->offer->purchase, PURCHASE_ON_DEMAND);
	assert_true(hourly->considered && reserved->considered && !spot->considered);
	CHECK_NEAR(hourly->usd_per_month, hourly->offer->usd_per_gpu_hour * 8.0 * 730.0 * 0.25, 1e-12);
	CHECK_NEAR(reserved->usd_per_month, reserved->offer->usd_per_gpu_hour * 8.0 * 730.0, 1e-12);
	assert_true(isnan(reserved->break_even_share));
	/* The cheapest month of those that are wanted, whatever spot costs. */
	assert_ptr_equal(own->rental, hourly->usd_per_month < reserved->usd_per_month ? hourly : reserved);
	assert_true(!spot->offer || spot->usd_per_month < hourly->usd_per_month);
	/* Every kind's cheapest offer, as the ranking would take it. */
	for (int i = 0; i < OWN_RENTALS; i++)
		assert_ptr_equal(own->rentals[i].offer,
			serve_offer_among(&s, of("H100-SXM-80GB")->deployment.gpu, 8.0, 1u << i));
	solve_own("gpu", "H100-SXM-80GB", "gpus", "8", "busy", "25%", "gpu-price", "5000", NULL);
	own = own_of(of("H100-SXM-80GB"));
	assert_true(own->rental->break_even_share > 0.0);
	CHECK_NEAR(own->rented_usd_per_month, own->rental->offer->usd_per_gpu_hour * 8.0 * 730.0, 1e-12);
}

/* The advice, and what it turns by: put in, both cost the same. */
static void test_turns(void **state)
{
	static const char *const prices[] = { "3000", "200000" };
	static const enum own_advice wanted[] = { OWN_BUY, OWN_RENT };
	char text[40];

	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct row *a;
		double turn;

		solve_own("gpu", "H200-SXM", "gpus", "8", "busy", "60%", "gpu-price", prices[i], NULL);
		a = of("H200-SXM");
		assert_int_equal(own_of(a)->advice, wanted[i]);
		assert_non_null(reason_of(a, i ? REASON_RENT_CHEAPER : REASON_BUY_CHEAPER));
		assert_true(own_of(a)->nearest < SWITCH_COUNT);
		turn = own_of(a)->switch_at[SWITCH_GPU_PRICE];
		assert_true(i ? turn < 200000.0 : turn > 3000.0);
		snprintf(text, sizeof(text), "%.6f", turn);
		solve_own("gpu", "H200-SXM", "gpus", "8", "busy", "60%", "gpu-price", text, NULL);
		a = of("H200-SXM");
		CHECK_NEAR(own_of(a)->usd_per_month.mid, own_of(a)->rented_usd_per_month, 1e-6);
		assert_int_equal(own_of(a)->advice, OWN_EQUAL);
		CHECK_NEAR(own_of(a)->switch_at[SWITCH_RENTAL], own_of(a)->rental->offer->usd_per_gpu_hour, 1e-6);
	}
}

static void test_racks(void **state)
{
	const struct row *a;

	(void)state;
	/* 8 x 700 W x 1.82 = 10.192 kW do not go into 10 kW: owning is out, whatever it costs. */
	solve_own("gpu", "H100-SXM-80GB", "rack-power", "10", "gpu-price", "100", NULL);
	a = of("H100-SXM-80GB");
	CHECK_NEAR(own_of(a)->server_kw, 8.0 * 0.7 * 1.82, 1e-12);
	CHECK_NEAR(own_of(a)->servers_per_rack, 0.0, 0);
	assert_int_equal(own_of(a)->advice, OWN_RENT);
	assert_non_null(reason_of(a, REASON_RACK_TOO_SMALL));
	CHECK_NEAR(reason_of(a, REASON_RACK_TOO_SMALL)->value[0], 8.0, 1e-12);
	/* Air: one such server in 20 kW; liquid: 11 in 120. */
	solve_own("gpu", "H100-SXM-80GB", NULL);
	CHECK_NEAR(own_of(of("H100-SXM-80GB"))->servers_per_rack, 1.0, 0);
	solve_own("gpu", "H100-SXM-80GB", "cooling", "liquid", NULL);
	CHECK_NEAR(own_of(of("H100-SXM-80GB"))->servers_per_rack, floor(120.0 / 10.192), 0);
	solve_own("gpu", "H100-SXM-80GB", "rack-power", "40", NULL);
	assert_non_null(reason_of(of("H100-SXM-80GB"), REASON_RACK_WANTS_LIQUID));
}

/* Everything that can be bought is there, nothing is left out of its cost, and estimates are called that. */
static void test_complete(void **state)
{
	static const char *const wanted[] = { "A100-SXM-80GB", "A100-SXM-40GB", "A100-PCIe-80GB", "A100-PCIe-40GB",
		"H100-SXM-80GB", "H100-NVL-94GB", "H200-SXM", "B200", "B300", "GB200", "GB300", "MI250X", "MI300X",
		"MI325X", "MI350X", "MI355X", "L40S", "L4", "A10", "A30", "A40", "T4", "V100-PCIe-16GB",
		"V100-SXM-32GB", "P100-16GB", "RTX-PRO-6000-SE", "RTX-PRO-6000-WS", "RTX-6000-Ada", "RTX-5090",
		"RTX-4090", "RTX-3090", "RTX-A6000", "RTX-A4000", "GB10", "W7900", "Gaudi2", "Gaudi3", "Arc-Pro-B60" };
	const struct reason *price;

	(void)state;
	solve_own(NULL, NULL);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		assert_non_null(of(wanted[i]));
	for (int i = 0; i < r.count; i++) {
		const struct ownership *own = own_of(&r.rows[i]);

		for (int k = 0; k < OWNERSHIP_FIELD_COUNT; k++) {
			assert_true(!own_counts((enum ownership_field)k) || own->inputs[k].row);
			assert_true(!own->inputs[k].row || own->inputs[k].row->grade != GRADE_NOT_STATED);
		}
		assert_true(isnan(own->usd_per_month.mid) == isnan(r.rows[i].deployment.gpu->power_w));
		assert_non_null(reason_of(&r.rows[i], REASON_OWN_ESTIMATES));
		assert_null(reason_of(&r.rows[i], REASON_OWN_UNDATED));
	}
	price = reason_of(of("B200"), REASON_PURCHASE_ESTIMATE);
	assert_string_equal(price->name, "2026-07-21");
	/* A list price is none. */
	assert_non_null(reason_of(of("GB10"), REASON_PURCHASE_DATED));
	/* The node of 325,000 $, and InfiniBand of 4,250 $ a GPU. */
	solve_own("gpu", "H100-SXM-80GB", "gpus", "8", NULL);
	CHECK_NEAR(own_of(of("H100-SXM-80GB"))->capex_usd.mid, 325000.0 + 8.0 * 4250.0, 1e-12);
	/* 30 % of the price of the GPU for the server: 8 x 38,000 x 1.3. */
	solve_own("gpu", "H200-SXM", "gpus", "8", "network-price", "0", NULL);
	CHECK_NEAR(own_of(of("H200-SXM"))->capex_usd.mid, 395200.0, 1e-12);
	/* The server costs what it did when the GPU is given away; the server of a card costs 3,440 $. */
	solve_own("gpu", "H200-SXM", "gpus", "8", "network-price", "0", "gpu-price", "1", NULL);
	CHECK_NEAR(own_of(of("H200-SXM"))->capex_usd.mid, 8.0 * (1.0 + 0.3 * 38000.0), 1e-12);
	solve_own("gpu", "L40S", "gpus", "2", NULL);
	CHECK_NEAR(own_of(of("L40S"))->capex_usd.mid, 2.0 * (8600.0 + 3440.0) * 1.125, 1e-12);
	/* A desktop system has both in it. */
	solve_own("gpu", "GB10", "gpus", "1", NULL);
	CHECK_NEAR(own_of(of("GB10"))->capex_usd.mid, 4699.0, 0);
}

/* The sale by years of use: known years, between them, and on behind the last until nothing is left. */
static void test_residual(void **state)
{
	static const struct {
		double years, share, low, high;
	} cases[] = { { 1.0, 0.65, 0.57, 0.73 }, { 2.0, 0.42, 0.34, 0.50 }, { 3.0, 0.30, 0.22, 0.38 },
		{ 4.0, 0.18, 0.10, 0.26 }, { 5.0, 0.12, 0.04, 0.20 }, { 2.5, 0.36, 0.28, 0.44 },
		{ 6.0, 0.06, 0.0, 0.14 }, { 7.0, 0.0, 0.0, 0.08 }, { 20.0, 0.0, 0.0, 0.0 } };
	struct scenario s = solve_own("gpu", "B200", NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct own_input residual = own_residual(&s, cases[i].years);

		assert_true(fabs(residual.value - cases[i].share) < 1e-9);
		assert_true(fabs(residual.low - cases[i].low) < 1e-9);
		assert_true(fabs(residual.high - cases[i].high) < 1e-9);
	}
	s = solve_own("gpu", "B200", "years", "3", NULL);
	CHECK_NEAR(own_of(of("B200"))->terms.residual, 0.30, 1e-12);
	s = solve_own("gpu", "B200", "years", "3", "residual", "5%", NULL);
	CHECK_NEAR(own_of(of("B200"))->terms.residual, 0.05, 0);
	CHECK_NEAR(own_residual(&s, 1.0).value, 0.05, 0);
}

static double kwh_price(const char *country)
{
	solve_own("gpu", "B200", "power-country", country, NULL);
	return own_of(of("B200"))->terms.usd_per_kwh;
}

static void test_power_country(void **state)
{
	struct scenario s;
	struct error error = { .text = "" };

	(void)state;
	s = solve_own("gpu", "B200", NULL);
	CHECK_NEAR(own_of(of("B200"))->terms.usd_per_kwh, 0.146, 0);
	CHECK_NEAR(kwh_price("us"), 0.146, 0);
	/* 0.252 EUR at 1.0813 $. */
	CHECK_NEAR(kwh_price("DE"), 0.2725, 1e-3);
	/* Countries without a price of their own have that of their continent. */
	CHECK_NEAR(kwh_price("FR"), 0.204, 0);
	CHECK_NEAR(kwh_price("jp"), 0.107, 0);
	CHECK_NEAR(kwh_price("Antigua and Barbuda"), 0.155, 0);
	/* The words of --country, where SA is a continent and no country. */
	CHECK_NEAR(kwh_price("SA"), 0.2, 0);
	CHECK_NEAR(kwh_price("Saudi Arabia"), 0.107, 0);
	CHECK_NEAR(kwh_price("south-america"), 0.2, 0);
	CHECK_NEAR(kwh_price("South America"), 0.2, 0);
	CHECK_NEAR(kwh_price("EU"), 0.204, 0);
	CHECK_NEAR(kwh_price("european-union"), 0.2079, 0);
	CHECK_NEAR(kwh_price("World"), 0.161, 0);
	/* A given price counts wherever it is. */
	solve_own("gpu", "B200", "power-country", "DE", "kwh-price", "0.05", NULL);
	CHECK_NEAR(own_of(of("B200"))->terms.usd_per_kwh, 0.05, 0);
	assert_int_equal(scenario_set(&s, PARAMETER_POWER_COUNTRY, "XX", &error), STATUS_USAGE);
	assert_non_null(strstr(error.text, "--power-country: 'XX' is none that is known"));
	assert_non_null(strstr(error.text, "code of two letters"));
	assert_int_equal(scenario_set(&s, PARAMETER_POWER_COUNTRY, "U", &error), STATUS_USAGE);
}

/* What is not known is said, and is not 0. */
static void test_unknown(void **state)
{
	const struct row *a;

	(void)state;
	/* No price of buying it: rent, as far as can be told, and no figure. */
	solve_own("gpu", "L40", NULL);
	a = of("L40");
	assert_true(isnan(own_of(a)->usd_per_month.mid) && isnan(own_of(a)->capex_usd.low));
	assert_int_equal(own_of(a)->advice, OWN_UNKNOWN);
	assert_non_null(reason_of(a, REASON_NO_PURCHASE_PRICE));
	assert_true(own_of(a)->rented_usd_per_month > 0.0);
	/* Nobody rents it out: bought, but no advice. */
	solve_own("gpu", "H200-SXM", "country", "NG", NULL);
	a = of("H200-SXM");
	assert_true(own_of(a)->usd_per_month.mid > 0.0 && isnan(own_of(a)->rented_usd_per_month));
	assert_int_equal(own_of(a)->advice, OWN_UNKNOWN);
	CHECK_NEAR(own_cheaper(own_of(a)).mid, own_of(a)->usd_per_m_output.mid, 0);
	/* The other studies have none of it. */
	solve("gpu", "H200-SXM", NULL);
	assert_int_equal(of("H200-SXM")->part_kind, PART_REPLICA);
	assert_true(isnan(own_of(of("H200-SXM"))->usd_per_month.mid));
}

/* A rate: the replica waits all the time, and its tokens are those that come. */
static void test_rate(void **state)
{
	const struct row *a;

	(void)state;
	solve_own("gpu", "H200-SXM", "gpus", "2", "rate", "1", "busy", "10%", NULL);
	a = of("H200-SXM");
	assert_int_equal(a->verdict, VERDICT_MEETS);
	CHECK_NEAR(own_of(a)->rented_usd_per_month, own_of(a)->rental->offer->usd_per_gpu_hour * 2.0 * 730.0, 1e-12);
	/* 1/s x 256 tokens x 730 h. */
	CHECK_NEAR(
		own_of(a)->usd_per_m_output.mid, own_of(a)->usd_per_month.mid / (256.0 * 3600.0 * 730.0 / 1e6), 1e-9);
	CHECK_NEAR(own_of(a)->terms.load, replica_of(a)->busy, 0);
	assert_true(isnan(own_of(a)->switch_at[SWITCH_BUSY]));
}

static void check_band(const struct band *b)
{
	if (isnan(b->mid))
		assert_true(isnan(b->low) && isnan(b->high));
	else
		assert_true(b->low >= 0.0 && b->low <= b->mid && b->mid <= b->high && isfinite(b->high));
}

static void set_random(struct scenario *s, enum parameter p, double low, double high)
{
	struct error error = { .text = "" };

	if (one_in(2))
		assert_int_equal(scenario_set_number(s, p, low + (high - low) * random_share(), &error), STATUS_OK);
}

static struct scenario random_scenario(void)
{
	struct scenario s;
	struct error error = { .text = "" };

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	set_random(&s, PARAMETER_BUSY, 0.01, 1.0);
	set_random(&s, PARAMETER_SERVER_PRICE, 0.0, 30000.0);
	set_random(&s, PARAMETER_NETWORK_PRICE, 0.0, 10000.0);
	set_random(&s, PARAMETER_YEARS, 1.0, 10.0);
	set_random(&s, PARAMETER_INTEREST, 0.0, 0.4);
	set_random(&s, PARAMETER_RESIDUAL, 0.0, 1.0);
	set_random(&s, PARAMETER_SERVER_POWER, 1.0, 3.0);
	set_random(&s, PARAMETER_CIRCUIT_POWER, 1.0, 3.0);
	set_random(&s, PARAMETER_STAFF, 0.0, 20000.0);
	set_random(&s, PARAMETER_PUE, 1.0, 3.0);
	set_random(&s, PARAMETER_KWH_PRICE, 0.0, 1.0);
	set_random(&s, PARAMETER_COLO_PRICE, 0.0, 1000.0);
	set_random(&s, PARAMETER_OPEX, 0.0, 0.3);
	set_random(&s, PARAMETER_RACK_POWER, 1.0, 200.0);
	s.number[PARAMETER_RENTED_HOURS] = one_in(2) ? RENTED_ALL : RENTED_BUSY;
	s.number[PARAMETER_COOLING] = one_in(2) ? COOLING_LIQUID : COOLING_AIR;
	if (one_in(2))
		set(&s, PARAMETER_SPOT, "tolerant");
	return s;
}

static void check_answer(const struct row *a)
{
	const struct ownership *own = own_of(a);
	const struct ownership_cost *m = &own->month;

	check_band(&own->capex_usd);
	check_band(&own->usd_per_month);
	check_band(&own->usd_per_gpu_hour);
	check_band(&own->usd_per_m_output);
	check_band(&own->rented_usd_per_m_output);
	if (!isnan(m->total))
		CHECK_NEAR(m->capital + m->energy + m->colocation + m->operations + m->staff, m->total, 1e-9);
	for (int i = 0; i < SWITCH_COUNT; i++)
		assert_true(isnan(own->switch_at[i]) || (own->switch_at[i] >= 0.0 && isfinite(own->switch_at[i])));
	if (own->advice == OWN_BUY)
		assert_true(own->rented_usd_per_month > own->usd_per_month.mid && own->servers_per_rack >= 1.0);
	if (own->advice == OWN_RENT && own->servers_per_rack >= 1.0)
		assert_true(own->rented_usd_per_month < own->usd_per_month.mid);
}

/* The same with every GPU dearer, or every rental cheaper, never speaks more for buying. */
static void test_properties(void **state)
{
	struct ownership before;

	(void)state;
	random_state = 11;
	for (int i = 0; i < RUNS; i++) {
		struct scenario s = random_scenario(), dearer;
		struct ownership *own;
		const struct row *a;

		study_solve(&own_study, &s, TODAY, &r);
		for (int k = 0; k < r.count; k++)
			check_answer(&r.rows[k]);
		a = &r.rows[random_below(r.count)];
		own = &((struct ownership_part *)a->part)->ownership;
		before = *own;
		dearer = s;
		dearer.number[PARAMETER_GPU_PRICE] = before.inputs[OWNERSHIP_GPU_PRICE].value * (1.0 + random_share());
		own_judge(&dearer, a, own);
		/* The power of some is not published. */
		if (isnan(before.usd_per_month.mid)) {
			assert_true(isnan(own_of(a)->usd_per_month.mid));
			continue;
		}
		assert_true(own_of(a)->usd_per_month.mid >= before.usd_per_month.mid);
		assert_true(own_of(a)->capex_usd.mid >= before.capex_usd.mid);
		if (before.rental && isnan(before.rental->break_even_month))
			assert_true(isnan(own_of(a)->rental->break_even_month));
		*own = before;
	}
}

/* Put in, each of the values makes both cost the same. */
static void test_switch_points(void **state)
{
	static const char *const names[SWITCH_COUNT] = { "gpu-price", "kwh-price", "busy", "years", NULL };
	int found = 0;

	(void)state;
	for (int busy = 0; busy <= 1; busy++) {
		const char *hours = busy ? "busy" : "all";

		for (int i = 0; i < SWITCH_COUNT && names[i]; i++) {
			const struct ownership *own;
			char value[40];

			solve_own("gpu", "H100-SXM-80GB", "gpus", "4", "staff", "0", "busy", "70%", "rented-hours",
				hours, NULL);
			own = own_of(of("H100-SXM-80GB"));
			/* The rental price that makes it equal always exists. */
			assert_true(own->switch_at[SWITCH_RENTAL] > 0.0);
			if (isnan(own->switch_at[i]))
				continue;
			found++;
			snprintf(value, sizeof(value), i == SWITCH_BUSY ? "%.10f%%" : "%.12g",
				own->switch_at[i] * (i == SWITCH_BUSY ? 100.0 : 1.0));
			if (i == SWITCH_BUSY)
				solve_own("gpu", "H100-SXM-80GB", "gpus", "4", "staff", "0", "busy", value,
					"rented-hours", hours, NULL);
			else
				solve_own("gpu", "H100-SXM-80GB", "gpus", "4", "staff", "0", "busy", "70%",
					"rented-hours", hours, names[i], value, NULL);
			own = own_of(of("H100-SXM-80GB"));
			CHECK_NEAR(own->usd_per_month.mid, own->rented_usd_per_month, 1e-6);
		}
	}
	assert_true(found >= 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_by_hand), cmocka_unit_test(test_switch_points),
		cmocka_unit_test(test_rentals), cmocka_unit_test(test_same_as_ranking), cmocka_unit_test(test_turns),
		cmocka_unit_test(test_racks), cmocka_unit_test(test_unknown), cmocka_unit_test(test_sold),
		cmocka_unit_test(test_complete), cmocka_unit_test(test_residual), cmocka_unit_test(test_power_country),
		cmocka_unit_test(test_rate), cmocka_unit_test(test_properties) };

	return cmocka_run_group_tests_name("own", tests, enter, leave);
}
