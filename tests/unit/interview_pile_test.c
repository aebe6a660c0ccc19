/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview about a pile of work: how much, by when, what is refused, and from where it begins. */
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "study/batch_pile.h"
#include "support/interviewed.h"
#include "support/solved.h"

SOLVED_DEFINE
INTERVIEWED_DEFINE

/* 20:12 on 2026-12-01, UTC: the next 08:00 is in 11 hours and 48 minutes. */
static void begin_evening(const struct study *study)
{
	struct scenario base = usual();
	struct error error = { .text = "" };

	setenv("TZ", "UTC0", 1);
	tzset();
	base.now = 1796155920.0;
	interview_release(&iv);
	assert_int_equal(interview_init(&iv, study, &base, NULL, TODAY, &error), STATUS_OK);
}

static void test_pile(void **state)
{
	const struct row *best;
	int ways = 0;

	(void)state;
	begin_evening(study_with_questions());
	say(QUESTION_WORKLOAD, "batch");
	assert_true(number(PARAMETER_TOKENS) == 5e8 && isnan(number(PARAMETER_REQUESTS)));
	assert_true(number(PARAMETER_DEADLINE) == 11.8 * 3600.0 && iv.scenario.timed[PARAMETER_DEADLINE]);
	/* Summaries of pages. */
	assert_true(number(PARAMETER_PROMPT) == 1024.0 && number(PARAMETER_OUTPUT) == 100.0);
	/* As many GPUs as a pile may have, not those of a service. */
	assert_true(scenario_max_gpus(&iv.scenario) == 64.0);
	say(QUESTION_WORK, "documents");
	assert_true(isnan(number(PARAMETER_TOKENS)) && number(PARAMETER_REQUESTS) == 2e6);
	say(QUESTION_WORK, "30M");
	assert_true(number(PARAMETER_TOKENS) == 3e7 && isnan(number(PARAMETER_REQUESTS)));
	say(QUESTION_DEADLINE, "12h");
	assert_true(number(PARAMETER_DEADLINE) == 43200.0 && !iv.scenario.timed[PARAMETER_DEADLINE]);
	say(QUESTION_DEADLINE, "06:12");
	assert_true(number(PARAMETER_DEADLINE) == 36000.0 && iv.scenario.timed[PARAMETER_DEADLINE]);
	say(QUESTION_SPOT, "yes");
	/* What the wizard sees is what the study says, with all that it says. */
	study_solve(&batch_study, &iv.scenario, TODAY, &r);
	best = interview_best(&iv);
	assert_ptr_equal(iv.outlook.study, &batch_study);
	assert_ptr_equal(best->deployment.gpu, result_best(&r)->deployment.gpu);
	assert_int_equal(best->offer->purchase, PURCHASE_SPOT);
	assert_true(pile_of(best)->usd.mid == pile_of(result_best(&r))->usd.mid);
	assert_true(iv.outlook.amount == pile_of(best)->usd.mid);
	/* Rows are ways to buy: a GPU that is in time on demand and on spot counts once. */
	for (int i = 0; i < r.count; i++)
		ways += r.rows[i].verdict == VERDICT_MEETS;
	assert_true(iv.outlook.meets < ways);
	assert_int_equal(iv.outlook.meets, result_kinds_that_meet(&r));
}

static void test_pile_refusals(void **state)
{
	(void)state;
	begin_evening(study_with_questions());
	say(QUESTION_WORKLOAD, "batch");
	assert_non_null(strstr(refused(QUESTION_WORK, "0"), "'0' is no answer: allowed is 1 to 1000T"));
	assert_non_null(strstr(refused(QUESTION_WORK, "-5M"), "allowed is 1 to 1000T"));
	assert_non_null(strstr(refused(QUESTION_DEADLINE, "2026-12-01T08:00"),
		"2026-12-01T08:00 is past, it is 2026-12-01T20:12; allowed is 1 min to 8760 h"));
	assert_non_null(strstr(refused(QUESTION_DEADLINE, "25:00"), "is not a time; write 08:00"));
	assert_non_null(strstr(refused(QUESTION_DEADLINE, "25:00"), "; allowed is 1 min to 8760 h"));
	assert_non_null(strstr(refused(QUESTION_DEADLINE, "30s"), "'30s' is no answer: allowed is 1 min to 8760 h"));
	assert_non_null(
		strstr(refused(QUESTION_DEADLINE, "2029-01-01T08:00"), "is no answer: allowed is 1 min to 8760 h"));
	assert_true(number(PARAMETER_TOKENS) == 5e8);
}

/* Who comes from the tab of piles is asked about one. */
static void test_first_study(void **state)
{
	(void)state;
	begin_evening(&batch_study);
	assert_int_equal(iv.current, QUESTION_WORKLOAD);
	assert_string_equal(interview_choice(&iv, QUESTION_WORKLOAD)->word, "batch");
	assert_ptr_equal(interview_study(&iv), &batch_study);
	assert_int_equal(interview_count(&iv), 7);
	say(QUESTION_WORKLOAD, "chat");
	assert_ptr_equal(interview_study(&iv), &serve_study);
	assert_true(scenario_max_gpus(&iv.scenario) == 8.0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { INTERVIEW_TEST(test_pile), INTERVIEW_TEST(test_pile_refusals),
		INTERVIEW_TEST(test_first_study) };

	return cmocka_run_group_tests(tests, enter, leave);
}
