/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan is read as one of its own study. */
#include <math.h>

#include "study/scenario_json.h"
#include "study/scenario_text.h"
#include "study/study.h"
#include "support/shipped.h"

SHIPPED_DEFINE

static enum status read_plan(struct scenario *s, const char *text, struct error *error)
{
	return scenario_read_json(s, text, strlen(text), "plan.json", error);
}

/* What a plan may hold depends on what is usual in its own study, whatever was asked before. */
static void test_plan_of_another_study(void **state)
{
	static const char saved[] = "{\"schema\":\"gpuplan/1\",\"study\":\"%s\",\"scenario\":{%s\"replicas\":16},"
				    "\"loads\":{\"fleet\":{\"rate\":3}}}";
	struct scenario_load loads[STUDIES_MAX];
	struct scenario s;
	struct error error = { .text = "" };
	char plan[256];

	(void)state;
	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	study_adopt(&serve_study, &s);
	snprintf(plan, sizeof(plan), saved, "batch", "\"max_gpus\":64,");
	if (read_plan(&s, plan, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	CHECK_NEAR(s.number[PARAMETER_REPLICAS], 16.0, 0);
	/* It was not given, and stays so. */
	assert_true(isnan(s.number[PARAMETER_MAX_GPUS]));
	study_adopt(&batch_study, &s);
	CHECK_NEAR(scenario_max_gpus(&s), 64.0, 0);
	study_adopt(&serve_study, &s);
	if (scenario_read_loads(&s, plan, strlen(plan), "plan.json", loads, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	assert_true(loads[study_place(&fleet_study)].known);
	/* The other way round: a pile may have 64 GPUs, a service has 8. */
	study_adopt(&batch_study, &s);
	snprintf(plan, sizeof(plan), saved, "serve", "");
	assert_int_equal(read_plan(&s, plan, &error), STATUS_DATA);
	CHECK_HOLDS(error.text, "plan.json: /scenario/: --replicas: 16 of 1 GPU make 16, --max-gpus is 8");
	CHECK_NEAR(scenario_max_gpus(&s), 64.0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_plan_of_another_study) };

	return cmocka_run_group_tests_name("plan_study", tests, shipped_load, shipped_unload);
}
