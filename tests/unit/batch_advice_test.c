/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the study of piles advises where nothing is in time can be given to the options it names. */
#include <math.h>

#include "study/batch_pile.h"
#include "support/solved.h"

SOLVED_DEFINE

/* So many tokens on at most 64 H100s. */
static const struct row *asked(const char *tokens, const char *deadline)
{
	struct scenario s;
	struct error error = { .text = "" };

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	study_adopt(&batch_study, &s);
	set(&s, PARAMETER_GPU, "H100-SXM-80GB");
	set(&s, PARAMETER_TOKENS, tokens);
	set(&s, PARAMETER_DEADLINE, deadline);
	study_solve(&batch_study, &s, TODAY, &r);
	study_detail_all(&s, TODAY, &r);
	assert_null(result_best(&r));
	return &r.rows[0];
}

/* --max-gpus ends at 1024, which takes half of what 2048 would: where 64 are 32 times too few, no number does. */
static void gpus_that_may_be_asked_for(void **state)
{
	const struct row *a = asked("100B", "10h");
	double times = pile_of(a)->hours_sure / 10.0;

	(void)state;
	assert_true(times > 32.0);
	assert_null(reason_of(a, REASON_RELAX_MAX_GPUS));
	/* A tenth of it is within reach. */
	a = asked("10B", "10h");
	assert_non_null(reason_of(a, REASON_RELAX_MAX_GPUS));
	assert_true(reason_of(a, REASON_RELAX_MAX_GPUS)->value[0] <= 1024.0);
}

/* --deadline ends at 8760 h, a year. */
static void deadlines_that_may_be_asked_for(void **state)
{
	const struct row *a = asked("100T", "8760h");

	(void)state;
	assert_true(pile_of(a)->hours_sure > 8760.0);
	assert_null(reason_of(a, REASON_RELAX_DEADLINE));
	a = asked("100B", "10h");
	assert_true(pile_of(a)->hours_sure < 8760.0);
	assert_non_null(reason_of(a, REASON_RELAX_DEADLINE));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(gpus_that_may_be_asked_for),
		cmocka_unit_test(deadlines_that_may_be_asked_for) };

	return cmocka_run_group_tests_name("batch_advice", tests, enter, leave);
}
