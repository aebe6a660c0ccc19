/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GPU has at most as many configurations as lists of them have room for. */
#include "support/solved.h"

SOLVED_DEFINE

static void count(const struct scenario *s, const struct deployment *d, void *data)
{
	(void)s;
	(void)d;
	++*(int *)data;
}

static void most_configurations(void **state)
{
	struct scenario s;
	struct engine engine;
	struct gpu gpu = *shipped_gpu("H100-SXM-80GB");
	struct error error = { .text = "" };
	int visits = 0;

	(void)state;
	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	set(&s, PARAMETER_FOUR_BIT, "any");
	set(&s, PARAMETER_MAX_GPUS, "1024");
	/* An engine with as many formats in 4 bits as there may be, all of which run on a GPU of the largest node. */
	engine = *s.engine;
	for (int i = 0; i < ENGINE_FORMATS_MAX; i++)
		engine.four_bit_formats[i] = shipped_format("int4");
	engine.four_bit_formats[ENGINE_FORMATS_MAX] = NULL;
	s.engine = &engine;
	gpu.max_gpus_per_node = 100000.0;
	assert_true(serve_each(&s, s.model, &gpu, NAN, count, &visits));
	/* 8 bits and four formats in 4 bits, on 1, 2, 4 to 1024. */
	assert_int_equal(visits, 5 * 11);
	assert_true(visits <= SERVE_CONFIGURATIONS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(most_configurations) };

	return cmocka_run_group_tests_name("configurations", tests, shipped_load, shipped_unload);
}
