/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own measurements on a terminal: a doubtful unit is asked about, and the planner adds, lists and removes. */
#include <unistd.h>

#include "support/files.h"
#include "support/planner_pty.h"

RIG_DEFINE_IN_FOLDER

/* The user's folder is in that of the test. */
#define KEPT "own/gpuplan/measurements.csv"

static struct pty *in_folder(const char *script)
{
	char line[2048];

	unlink(KEPT);
	snprintf(line, sizeof(line), "XDG_CONFIG_HOME=$PWD/own && export XDG_CONFIG_HOME && %s", script);
	return planner_shell(line, 30, 100);
}

#define QWEN "--model qwen3-32b --weights fp8 --gpu H100-SXM-80GB --gpus 1 --prompt 1024 --output 256 --concurrency 32 "
#define ADD "\"$GPUPLAN\" catalog add-measurement " QWEN
/* What was meant is judged; what was not meant is not even that. */
static void test_asked(void **state)
{
	struct pty *pty = in_folder(ADD "ttft=400ms tpot=4; echo status $?; " ADD "tpot=0.025; echo status $?");

	(void)state;
	assert_true(pty_wait_text(pty, "tpot=4: milliseconds are meant (y/n)?", PLANNER_DEADLINE_MS));
	pty_send(pty, "y\n");
	assert_true(pty_wait_text(pty, "that physics allows", PLANNER_DEADLINE_MS));
	assert_true(pty_wait_text(pty, "status 3", PLANNER_DEADLINE_MS));
	assert_true(pty_wait_text(pty, "tpot=0.025: milliseconds are meant (y/n)?", PLANNER_DEADLINE_MS));
	pty_send(pty, "n\n");
	assert_true(pty_wait_text(pty, "not added; write the unit", PLANNER_DEADLINE_MS));
	assert_true(pty_wait_text(pty, "status 2", PLANNER_DEADLINE_MS));
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	assert_false(file_exists(KEPT));
	pty_free(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_asked, start, stop),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
