/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of fleets that has no bill has no money at all: the price of one replica is not that of a fleet. */
#include <math.h>

#include "study/fleet_bill.h"
#include "support/solved.h"

SOLVED_DEFINE

static void no_bill_no_money(void **state)
{
	struct scenario s;
	struct error error = { .text = "" };
	int misses = 0;

	(void)state;
	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	study_adopt(&fleet_study, &s);
	/* Some GPUs that are sold are not so fast. */
	set(&s, PARAMETER_RATE, "3");
	set(&s, PARAMETER_TTFT, "60ms");
	study_solve(&fleet_study, &s, TODAY, &r);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		if (!isnan(bill_of(a)->usd.mid))
			continue;
		misses++;
		assert_null(a->offer);
		assert_true(isnan(a->cost.output.mid) && isnan(a->cost_sure));
		assert_true(isnan(a->usd_per_hour) && isnan(a->usd_per_month));
	}
	assert_true(misses > 0 && misses < r.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(no_bill_no_money) };

	return cmocka_run_group_tests_name("fleet_miss", tests, enter, leave);
}
