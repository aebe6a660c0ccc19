/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own measurements on a terminal: a doubtful unit is asked about, and the planner adds, lists and removes. */
#include <unistd.h>

#include "support/files.h"
#include "support/planner_pty.h"

RIG_DEFINE_IN_FOLDER

/* The user's folder is in that of the test. */
#define KEPT "own/gpuplan/measurements.csv"

/* The folder of the test goes with files, not with folders. */
static int stop_empty(void **state)
{
	unlink(KEPT);
	rmdir("own/gpuplan");
	rmdir("own");
	return stop(state);
}

static struct pty *in_folder(const char *script)
{
	char line[2048];

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

/* Types a command and waits for what the planner says. */
static void run(struct pty *pty, const char *line, const char *answer)
{
	pty_send(pty, line);
	if (!pty_wait_text(pty, answer, PLANNER_DEADLINE_MS))
		fail_msg("'%s': no '%s'", line, answer);
}

/* The id that the list shows in front of a figure. */
static void read_id(struct pty *pty, const char *figure, char id[9])
{
	const char *at;
	TEXT(screen);

	pty_screen(pty, &screen);
	at = strstr(screen.data, figure);
	assert_non_null(at);
	while (at[-1] == ' ')
		at--;
	snprintf(id, 9, "%.8s", at - 8);
}

/* The estimate of the selected row moves as soon as a run is kept, and back when it is forgotten. */
static void test_planner(void **state)
{
	struct pty *pty = in_folder("exec \"$GPUPLAN\" --context 1280 --replicas 1 --ttft 1s " QWEN);
	char id[9], line[32];

	(void)state;
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	run(pty, ":measure tok_s=14000 tpot=22ms\r",
		"tok_s: 14000/s is more than the 3242/s that physics allows; :measure! keeps it");
	assert_false(file_exists(KEPT));
	run(pty, ":measure tpot=0.025\r", "less than 5 ms without a unit");
	run(pty, ":measure tps=3\r", "none of tpot=TIME");
	run(pty, ":unmeasure 12345678\r", "there is no measurement '12345678'; :measurements has the ids");
	run(pty, ":measurements\r", "0 measurements");
	/* The table shows whole milliseconds: 29.6 by the estimate, nearly 25 with the run of one's own. */
	run(pty, "q", " 30ms ");
	run(pty, "\t+", ":measure");
	run(pty, "tpot=25ms\r", "tpot: 25.0 ms measured, 29.");
	assert_true(pty_wait_text(pty, " 25ms ", PLANNER_DEADLINE_MS));
	assert_true(file_holds(KEPT, "Qwen/Qwen3-32B,H100-SXM-80GB,1,1,1,1,1,vllm,fp8,bf16,"));
	assert_true(file_holds(KEPT, ",continuous,1024,256,0,32,tpot_s,0.025,own,"));
	run(pty, ":measure! tok_s=14000\r", "14000/s measured");
	run(pty, "A", "2 measurements");
	assert_true(pty_has_text(pty, "forced"));
	read_id(pty, "tok_s", id);
	run(pty, "q", PLANNER_READY);
	snprintf(line, sizeof(line), "-%s\r", id);
	run(pty, line, ": output_tok_s 14000 of Qwen/Qwen3-32B on 1x H100-SXM-80GB; removed");
	assert_false(file_holds(KEPT, "14000"));
	run(pty, "A", "1 measurement");
	read_id(pty, "tpot", id);
	run(pty, "q", PLANNER_READY);
	snprintf(line, sizeof(line), ":unmeasure %s\r", id);
	run(pty, line, ": tpot_s 0.025 of Qwen/Qwen3-32B on 1x H100-SXM-80GB; removed");
	assert_true(pty_wait_text(pty, " 30ms ", PLANNER_DEADLINE_MS));
	planner_quit(pty);
}

/* At a rate nobody knows how many asked at once; without a row there is nothing to measure. */
static void test_refused(void **state)
{
	struct pty *pty = in_folder("exec \"$GPUPLAN\" --model qwen3-32b --gpu H100-SXM-80GB --rate 2");

	(void)state;
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	run(pty, ":measure tpot=25ms\r", "a model, one GPU and a number of users are wanted");
	assert_false(file_exists(KEPT));
	planner_quit(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_asked, start, stop_empty),
		cmocka_unit_test_setup_teardown(test_planner, start, stop_empty),
		cmocka_unit_test_setup_teardown(test_refused, start, stop_empty),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
