/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fleet costs at other traffic, and which single input turns to another one. */
#include "study/fleet_sensitivity.h"
#include "study/fleet_offer.h"
#include "study/fleet.h"
#include "study/fleet_bill.h"
#include "study/study.h"

#include <math.h>

#include "support/fleets.h"

FLEETS_DEFINE

/* The bill of an answer with one input moved, and the winner found to be cheaper just there. */
static void test_turns(void **state)
{
	struct scenario s = workload("rate=50 rate-low=10 spot=tolerant");
	struct fleet_terms t;
	int turned = 0;

	(void)state;
	study_solve(&fleet_study, &s, TODAY, &r);
	fleet_terms_read(&t, &s);
	for (int input = 0; input < FLEET_INPUT_COUNT; input++) {
		struct fleet_switch turn = fleet_switch_at(&s, &t, &r, (enum fleet_input)input);

		if (!turn.winner)
			continue;
		turned++;
		assert_true(turn.winner != &r.rows[0] && turn.factor > 1.0 / 17.0 && turn.factor < 17.0);
		/* A price turns the choice where the best bill reaches the next one. */
		if (input == FLEET_INPUT_PRICE)
			CHECK_NEAR(turn.factor, bill_of(&r.rows[1])->usd.mid / bill_of(&r.rows[0])->usd.mid, 1e-4);
		if (input == FLEET_INPUT_THROUGHPUT)
			assert_true(turn.factor < 1.0);
	}
	assert_true(turned >= 2);
	assert_non_null(find(&r.rows[0], REASON_FLEET_SWITCH_PRICE));
}

/* The same configuration is as slow at every provider: a lower throughput turns to none of them. */
static void test_throughput_is_of_the_configuration(void **state)
{
	struct scenario s = workload("rate=50 gpu=H200-SXM gpus=2 purchase=on_demand");
	struct fleet_terms t;
	struct fleet_switch turn;

	(void)state;
	study_solve(&fleet_study, &s, TODAY, &r);
	fleet_terms_read(&t, &s);
	assert_true(r.count > 2 && r.rows[2].offer);
	turn = fleet_switch_at(&s, &t, &r, FLEET_INPUT_THROUGHPUT);
	assert_null(turn.winner);
	turn = fleet_switch_at(&s, &t, &r, FLEET_INPUT_PRICE);
	assert_non_null(turn.winner);
}

/* The curve of a bill goes through it, and rises with the traffic. */
static void test_curve(void **state)
{
	static const double factors[] = { 1.0 / 16.0, 0.5, 1.0, 2.0, 16.0 };
	struct scenario s = workload("rate=50 rate-low=10 spot=tolerant");
	const struct row *last;
	double usd[5];

	(void)state;
	study_solve(&fleet_study, &s, TODAY, &r);
	fleet_bill_curve(&s, result_best(&r), factors, usd, 5);
	CHECK_NEAR(usd[2], bill_of(result_best(&r))->usd.mid, 1e-12);
	for (int i = 1; i < 5; i++)
		assert_true(usd[i] > usd[i - 1]);
	last = &r.rows[r.count - 1];
	assert_null(last->offer);
	fleet_bill_curve(&s, last, factors, usd, 5);
	for (int i = 0; i < 5; i++)
		assert_true(isnan(usd[i]));
}

/* Asked again at the traffic that turns it, another answer leads. */
static void test_turn_is_true(void **state)
{
	struct scenario s = workload("rate=50 rate-low=50 gpu=H200-SXM gpu=B200 spot=tolerant");
	struct fleet_terms t;
	struct fleet_switch turn;
	const struct gpu *winner;
	const struct provider *provider;

	(void)state;
	study_solve(&fleet_study, &s, TODAY, &r);
	fleet_terms_read(&t, &s);
	turn = fleet_switch_at(&s, &t, &r, FLEET_INPUT_RATE);
	assert_non_null(turn.winner);
	winner = turn.winner->deployment.gpu;
	provider = turn.winner->offer->provider;
	s.number[PARAMETER_RATE] *= turn.factor;
	s.number[PARAMETER_RATE_LOW] = s.number[PARAMETER_RATE];
	study_solve(&fleet_study, &s, TODAY, &r);
	assert_true(r.rows[0].deployment.gpu == winner && r.rows[0].offer->provider == provider);
}

/* Machines that are taken back often enough are dearer than those that are not. */
static void test_turn_of_interruptions(void **state)
{
	struct scenario s = workload("rate=50 spot=tolerant ttft=off tpot=off interruptions=10% restart=60min "
				     "provider=verda provider=digitalocean");
	struct fleet_terms t;
	struct fleet_switch turn;

	(void)state;
	study_solve(&fleet_study, &s, TODAY, &r);
	fleet_terms_read(&t, &s);
	assert_true(bill_of(&r.rows[0])->peak->purchase == PURCHASE_SPOT);
	turn = fleet_switch_at(&s, &t, &r, FLEET_INPUT_INTERRUPTIONS);
	assert_non_null(turn.winner);
	/* At ten times as many a machine would never get to work. */
	assert_true(turn.factor > 1.0 && turn.factor <= 10.0);
	assert_non_null(find(&r.rows[0], REASON_FLEET_SWITCH_INTERRUPTIONS));
	/* On demand alone nobody asks. */
	s = workload("rate=50");
	study_solve(&fleet_study, &s, TODAY, &r);
	fleet_terms_read(&t, &s);
	assert_null(fleet_switch_at(&s, &t, &r, FLEET_INPUT_INTERRUPTIONS).winner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_turns),
		cmocka_unit_test(test_throughput_is_of_the_configuration),
		cmocka_unit_test(test_curve),
		cmocka_unit_test(test_turn_is_true),
		cmocka_unit_test(test_turn_of_interruptions),
	};

	return cmocka_run_group_tests_name("fleet turns", tests, fleets_open, fleets_close);
}
