/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner when memory runs out, when it crashes, and when a signal meets it at its start: the terminal
 * is given back, the program says why it ends, and the plan is kept. */
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/files.h"
#include "support/planner_pty.h"

/* Each of these fails once, and all from it on. Every STEPth is tried unless all cases are wanted. The
 * start takes about 1,000 of them, the keys more than the rest. */
enum { ALLOCATIONS = 2000, STEP = 37 };
static const char keys[] = ":context 32k\r?q1\r\033m\033ce\033:save\033]]/l40\r/x\033";

static char folder[] = "/tmp/gpuplan-faults.XXXXXX";
static struct text preload, state_home, fuse, recovered;

static int enter(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	text_addf(&preload, "LD_PRELOAD=%s/tests/support/fail_malloc.so", getenv("abs_top_builddir"));
	text_addf(&state_home, "XDG_STATE_HOME=%s", folder);
	text_addf(&fuse, "%s/fuse", folder);
	text_addf(&recovered, "%s/gpuplan/recovered.json", folder);
	return 0;
}

static int leave(void **state)
{
	struct text path, history;

	(void)state;
	text_init(&path);
	text_init(&history);
	path_directory(&path, recovered.data);
	unlink(recovered.data);
	unlink(fuse.data);
	text_addf(&history, "%s/history", path.data);
	unlink(history.data);
	rmdir(path.data);
	text_release(&path);
	text_release(&history);
	text_release(&preload);
	text_release(&state_home);
	text_release(&fuse);
	text_release(&recovered);
	return rmdir(folder);
}

static bool sanitized(void)
{
#ifdef __SANITIZE_ADDRESS__
	return true;
#else
	return false;
#endif
}

/* A session whose Nth allocation fails: it ends as with q, or tells that memory is exhausted. */
static void check_short(int n, bool all)
{
	char at[32];
	const char *const environment[] = { preload.data, state_home.data, at, all ? "FAIL_ON=1" : "FAIL_ON", NULL };
	struct pty *pty;
	int status;

	snprintf(at, sizeof(at), "FAIL_AT=%d", n);
	pty = planner_launch(24, 80, environment, NULL, NULL);
	pty_send(pty, all ? keys : "q");
	status = pty_wait_exit(pty, PLANNER_DEADLINE_MS);
	if (!pty_restored(pty) || pty_alternate(pty))
		fail_msg("allocation %d%s: the terminal was not restored", n, all ? " and later" : "");
	if (status == 70 && !strstr(pty_raw(pty)->data, "out of memory"))
		fail_msg("allocation %d%s: 70 without a message", n, all ? " and later" : "");
	/* One failure may go unnoticed, or cost what is not needed: a message, the colours, a file. */
	if (status != 70 && (all || status < 0 || status > 4))
		fail_msg("allocation %d%s: ended with %d", n, all ? " and later" : "", status);
	pty_free(pty);
}

static void test_no_memory(void **state)
{
	int step = all_cases() ? 1 : STEP;

	(void)state;
	if (sanitized())
		CHECK_SKIP("sanitizers have their own allocator");
	for (int n = 1; n <= ALLOCATIONS; n += step) {
		check_short(n, false);
		check_short(n, true);
	}
}

/* A changed plan is kept whatever ends the session, but for the user's own q. */
static void check_kept(struct pty *pty, int wanted)
{
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), wanted);
	assert_true(pty_restored(pty));
	assert_false(pty_alternate(pty));
	assert_true(file_exists(recovered.data));
	assert_true(file_holds(recovered.data, "\"prompt\":2048"));
	unlink(recovered.data);
	pty_free(pty);
}

static struct pty *start_changed(const char *variable)
{
	const char *const environment[] = { state_home.data, variable, preload.data, NULL };
	const char *const plain[] = { state_home.data, NULL };
	struct pty *pty = planner_start(24, 80, variable ? environment : plain, NULL);

	pty_send(pty, ":prompt 2k\r");
	assert_true(pty_wait_text(pty, "2k", PLANNER_DEADLINE_MS));
	pty_settle(pty, 100);
	return pty;
}

static void test_no_memory_later(void **state)
{
	struct text variable;
	struct pty *pty;

	(void)state;
	if (sanitized())
		CHECK_SKIP("sanitizers have their own allocator");
	text_init(&variable);
	text_addf(&variable, "FAIL_IF=%s", fuse.data);
	pty = start_changed(variable.data);
	file_put(fuse.data, "");
	pty_send(pty, ":context 4k\r?m\r");
	check_kept(pty, 70);
	unlink(fuse.data);
	text_release(&variable);
}

static void test_crash(void **state)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGHUP, SIGTERM };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		struct pty *pty = start_changed(NULL);

		pty_signal(pty, signals[i]);
		check_kept(pty, -signals[i]);
	}
}

/* A signal at any moment of the start. */
static void test_signal_at_start(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGSEGV };

	(void)state;
	for (int i = 0; i < 80; i++) {
		/* Before the shell runs, the signal would meet a copy of this program. */
		struct pty *pty = planner_shell("echo here; XDG_STATE_HOME=/nonexistent exec \"$GPUPLAN\"", 24, 80);
		struct timespec moment = { .tv_nsec = i / 4 * 1500000L };

		while (!strstr(pty_raw(pty)->data, "here"))
			pty_run(pty, 1);
		nanosleep(&moment, NULL);
		pty_signal(pty, signals[i % 4]);
		assert_int_not_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), PTY_RUNNING);
		if (!pty_restored(pty) || pty_alternate(pty))
			fail_msg("signal %d after %d us", signals[i % 4], i / 4 * 1500);
		pty_free(pty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_no_memory), cmocka_unit_test(test_no_memory_later),
		cmocka_unit_test(test_crash), cmocka_unit_test(test_signal_at_start) };

	return cmocka_run_group_tests(tests, enter, leave);
}
