/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pile of work is: its size, its deadline, and what plans keep of them. */
#include "study/batch.h"

#include "study/scenario_json.h"
#include "support/piled.h"

STUDIED_DEFINE

static void a_pile_is_requests(void **state)
{
	struct scenario s = pile();

	(void)state;
	/* 500M / 256, and / (1024 + 256). */
	CHECK_NEAR(batch_requests(&s), 1953125.0, 1e-12);
	set(&s, "counted", "all");
	CHECK_NEAR(batch_requests(&s), 390625.0, 1e-12);
	/* Who gives requests takes tokens back. */
	set(&s, "requests", "2M");
	CHECK_NEAR(batch_requests(&s), 2e6, 0);
	assert_true(isnan(s.number[PARAMETER_TOKENS]));
	set(&s, "tokens", "1.28B");
	CHECK_NEAR(batch_requests(&s), 1e6, 1e-12);
	assert_true(isnan(s.number[PARAMETER_REQUESTS]));
}

static void a_deadline_is_hours_or_a_time(void **state)
{
	struct scenario s = pile();
	struct error error = { .text = "" };
	TEXT(text);

	(void)state;
	set(&s, "deadline", "8h");
	CHECK_NEAR(s.number[PARAMETER_DEADLINE], 28800.0, 0);
	set(&s, "deadline", "08:00");
	CHECK_NEAR(s.number[PARAMETER_DEADLINE], 11.8 * 3600.0, 1e-12);
	/* It stays what it is while time passes. */
	scenario_set_now(&s, NOW + 3600.0);
	CHECK_NEAR(s.number[PARAMETER_DEADLINE], 10.8 * 3600.0, 1e-12);
	scenario_text(&s, PARAMETER_DEADLINE, &text);
	assert_string_equal(text.data, "08:00");
	text_clear(&text);
	scenario_exact(&s, PARAMETER_DEADLINE, &text);
	assert_string_equal(text.data, "2026-12-02T08:00");
	assert_int_equal(scenario_set(&s, PARAMETER_DEADLINE, "2026-12-01T08:00", &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "--deadline: 2026-12-01T08:00 is past, it is 2026-12-01T21:12");
	CHECK_NEAR(s.number[PARAMETER_DEADLINE], 10.8 * 3600.0, 1e-12);
	assert_int_equal(scenario_set(&s, PARAMETER_DEADLINE, "59", &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "allowed is 1 min to 8760 h");
	/* A slider moves the time; a duration counts from whenever it is asked. */
	assert_int_equal(scenario_set_number(&s, PARAMETER_DEADLINE, 3600.0, &error), STATUS_OK);
	text_clear(&text);
	scenario_text(&s, PARAMETER_DEADLINE, &text);
	assert_string_equal(text.data, "22:12");
	set(&s, "deadline", "2h");
	scenario_set_now(&s, NOW);
	CHECK_NEAR(s.number[PARAMETER_DEADLINE], 7200.0, 0);
}

/* The scenario as a file has it, read at another time. */
static struct scenario read_again(const struct scenario *s, double now)
{
	struct scenario again;
	struct error error = { .text = "" };
	TEXT(plan);

	scenario_write_plan(s, &batch_study, NULL, &plan);
	assert_int_equal(scenario_init(&again, &shipped, &error), STATUS_OK);
	scenario_set_now(&again, now);
	if (scenario_read_json(&again, plan.data, plan.length, "plan", &error) != STATUS_OK)
		fail_msg("%s", error.text);
	return again;
}

static void plans_keep_times_and_durations(void **state)
{
	struct scenario s = pile(), again;
	struct error error = { .text = "" };

	(void)state;
	set(&s, "deadline", "8h");
	CHECK_NEAR(read_again(&s, NOW + 1e6).number[PARAMETER_DEADLINE], 28800.0, 0);
	set(&s, "deadline", "08:00");
	again = read_again(&s, NOW + 7200.0);
	CHECK_NEAR(again.number[PARAMETER_DEADLINE], 9.8 * 3600.0, 1e-12);
	assert_true(scenario_same(&s, &again, PARAMETER_DEADLINE));
	/* A plan whose time is past can be read, and not be asked. */
	again = read_again(&s, NOW + 86400.0);
	assert_true(again.number[PARAMETER_DEADLINE] < 0.0);
	assert_int_equal(batch_study.check(&again, &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "past");
	/* What is usual in this study is usual in others. */
	CHECK_NEAR(scenario_max_gpus(&s), 64.0, 0);
	CHECK_NEAR(scenario_max_gpus(&again), 8.0, 0);
	set(&s, "max-gpus", "16");
	again = read_again(&s, NOW);
	CHECK_NEAR(scenario_max_gpus(&again), 16.0, 0);
}

static void work_is_wanted(void **state)
{
	struct scenario s;
	struct error error = { .text = "" };

	(void)state;
	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	assert_int_equal(batch_study.check(&s, &error), STATUS_USAGE);
	CHECK_HOLDS(error.text, "--requests N or --tokens T");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_pile_is_requests),
		cmocka_unit_test(a_deadline_is_hours_or_a_time), cmocka_unit_test(plans_keep_times_and_durations),
		cmocka_unit_test(work_is_wanted) };

	return cmocka_run_group_tests_name("batch scenario", tests, enter, leave);
}
