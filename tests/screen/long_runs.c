/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On a terminal: the progress of a sweep, which leaves nothing behind, and thousands of GPUs. */
#include "support/planner_pty.h"

/* Rows that take longest: at these rates every configuration is asked for its limit. */
#define SLOW_ROWS \
	"awk 'BEGIN { print \"model,gpu,rate,prompt,output\"; " \
	"for (i = 0; i < 25000; i++) print \"llama-3.3-70b,H100-SXM-80GB,\" 900 + i \",1000,256\" }'"

/* The answers go to the same terminal: they stand alone. */
static void test_progress(void **state)
{
	struct pty *pty = planner_shell(SLOW_ROWS " | \"$GPUPLAN\" sweep --no-measured", 24, 80);

	(void)state;
	assert_true(pty_wait_text(pty, "a second, 0:", 60000));
	assert_int_equal(pty_wait_exit(pty, 120000), 0);
	pty_settle(pty, 100);
	assert_true(pty_has_text(pty, "llama-3.3-70b,H100-SXM-80GB,25899,1000,256"));
	assert_false(pty_has_text(pty, "a second"));
	CHECK_HOLDS(pty_raw(pty)->data,
		"\r"
		"model,gpu,rate,prompt,output,fits");
	pty_free(pty);
}

/* 2,000 GPUs that are too small, so that they stand last: the planner starts, steps and scrolls to the last one. */
static void test_many_gpus(void **state)
{
	static const char script[] =
		"folder=$(mktemp -d) && trap 'rm -rf \"$folder\"' EXIT && "
		"grep '\"id\": \"RX-7900-XTX\"' \"$GPUPLAN_DATADIR/gpus.json\" | "
		"sed 's/,$//; s/\"aliases\": \\[[^]]*\\]/\"aliases\": []/' | "
		"awk '{ print \"{\\\"schema\\\": \\\"gpuplan-catalog/1\\\", \\\"kind\\\": \\\"gpus\\\", \\\"items\\\": [\"; "
		"for (i = 0; i < 2000; i++) { item = $0; "
		"sub(/\"id\": \"[^\"]*\"/, \"\\\"id\\\": \\\"zz-\" i \"\\\"\", item); "
		"sub(/\"name\": \"[^\"]*\"/, \"\\\"name\\\": \\\"Zz \" i \"\\\"\", item); "
		"sub(/\"short_name\": \"[^\"]*\"/, \"\\\"short_name\\\": \\\"Zz \" i \"\\\"\", item); "
		"print (i ? \",\" : \"\") item } print \"]}\" }' >\"$folder/gpus.json\" && "
		"\"$GPUPLAN\" --no-measured --catalog \"$folder\"";
	struct pty *pty = planner_shell(script, 24, 80);

	(void)state;
	assert_true(pty_wait_text(pty, PLANNER_READY, 30000));
	/* Queued steps lead as far as single ones would. */
	assert_true(pty_send(pty, "jj\033[C\033[C\033[C\033[D\033[C\033[D\033[D"));
	assert_true(pty_wait_text(pty, "10k", 30000));
	assert_true(pty_send(pty, "\t\033[F"));
	assert_true(pty_wait_text(pty, "Zz 999", 30000));
	assert_true(pty_send(pty, "q"));
	assert_int_equal(pty_wait_exit(pty, 30000), 0);
	pty_free(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_progress), cmocka_unit_test(test_many_gpus) };

	return cmocka_run_group_tests_name("long_runs", tests, NULL, NULL);
}
