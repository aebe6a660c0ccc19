/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner shows and writes what runs the selected row. */
#include <stdlib.h>
#include <unistd.h>

#include "support/planner_rig.h"

RIG_DEFINE

static const char *screen(int rows, int columns)
{
	rig_draw(&rig, rows, columns);
	return rig_dump(&rig);
}

/* Command and benchmark come first, then the files, each with the words that write it. */
static void test_page(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab X");
	CHECK_HOLDS(screen(200, 100), "the command of the engine (:launch vllm FILE)");
	CHECK_HOLDS(rig.dump.data, "vllm serve meta-llama/Llama-3.3-70B-Instruct");
	CHECK_HOLDS(rig.dump.data, "--max-model-len 8192");
	CHECK_HOLDS(rig.dump.data, "vllm bench serve");
	CHECK_HOLDS(rig.dump.data, ":launch compose FILE");
	assert_true(strstr(rig.dump.data, "vllm bench serve") < strstr(rig.dump.data, ":launch compose FILE"));
	rig_keys(&rig, "Escape");
}

/* What does not fit is not started, and what makes no tokens neither. */
static void test_refused(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab End X");
	CHECK_HOLDS(screen(24, 80), "this row does not run");
	rig_keys(&rig, "M-6 X");
	CHECK_HOLDS(screen(24, 80), "only what serves a model can be launched");
}

static void test_file(void **state)
{
	char path[] = "/tmp/gpuplan-launch.XXXXXX", line[128], text[4096] = "";
	int fd = mkstemp(path);
	FILE *file;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	/* Nothing is written over. */
	snprintf(line, sizeof(line), "launch compose %s", path);
	rig_command(&rig, line);
	CHECK_HOLDS(screen(24, 80), "that file is there already");
	unlink(path);
	rig_command(&rig, "launch compose");
	CHECK_HOLDS(screen(24, 80), "such as: launch compose compose.yaml");
	rig_command(&rig, line);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_true(fread(text, 1, sizeof(text) - 1, file) > 0);
	fclose(file);
	unlink(path);
	CHECK_HOLDS(text, "services:");
	CHECK_HOLDS(text, "\"--max-model-len\"");
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_page), PLANNER_TEST(test_refused),
		PLANNER_TEST(test_file) };

	return cmocka_run_group_tests(tests, enter, leave);
}
