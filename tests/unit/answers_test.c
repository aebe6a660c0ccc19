/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of answers on the screen: the axis of its plot. */
#include "support/planner_rig.h"

RIG_DEFINE

/* Where the upper cost has no end there is no axis, and the table is drawn all the same. */
static void test_endless_cost(void **state)
{
	struct result *r = &rig.session.result;

	(void)state;
	rig_draw(&rig, 50, 200);
	CHECK_HOLDS(rig_dump(&rig), "\u25cf");
	r->rows[result_best(r) - r->rows].cost.output.high = INFINITY;
	alarm(20);
	rig_draw(&rig, 50, 200);
	alarm(0);
	CHECK_HOLDS(rig_dump(&rig), result_best(r)->deployment.gpu->short_name);
}

#define ANSWERS_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { ANSWERS_TEST(test_endless_cost) };

	return cmocka_run_group_tests_name("answers", tests, enter, leave);
}
