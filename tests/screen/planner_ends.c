/* SPDX-License-Identifier: GPL-3.0-or-later */
/* However the planner ends or stops, the terminal is as it was: signals, Ctrl-Z, a lost
 * connection. */
#include <signal.h>
#include <sys/resource.h>

#include "support/planner_pty.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

RIG_DEFINE

static void check_restored(struct pty *pty)
{
	int row, column;

	assert_true(pty_restored(pty));
	assert_false(pty_alternate(pty));
	assert_true(pty_cursor(pty, &row, &column));
	assert_int_equal(pty_mouse(pty), 0);
	/* Bracketed paste is off: its last word is "l". */
	assert_true(!strstr(pty_raw(pty)->data, "\033[?2004h") ||
		strstr(strstr(pty_raw(pty)->data, "\033[?2004h"), "\033[?2004l"));
}

static void test_quit(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	pty_send(pty, "q");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	check_restored(pty);
	pty_free(pty);
	/* Ctrl-C leaves from anywhere. */
	pty = planner_start(24, 80, NULL, NULL);
	pty_send(pty, "m");
	assert_true(pty_wait_text(pty, "type to filter", PLANNER_DEADLINE_MS));
	pty_send(pty, "\003");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	check_restored(pty);
	pty_free(pty);
}

/* Signals that end the program: the status says which. */
static void test_deadly_signals(void **state)
{
	static const int polite[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT };
	static const int crashes[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGXCPU, SIGSYS };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(polite); i++) {
		struct pty *pty = planner_start(24, 80, NULL, NULL);

		pty_signal(pty, polite[i]);
		assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), -polite[i]);
		check_restored(pty);
		pty_free(pty);
	}
	for (size_t i = 0; i < COUNT_OF(crashes); i++) {
		struct pty *pty = planner_start(24, 80, NULL, NULL);
		int status;

		pty_signal(pty, crashes[i]);
		status = pty_wait_exit(pty, PLANNER_DEADLINE_MS);
		/* A sanitizer makes an exit of some signals. */
		if (SANITIZED)
			assert_true(status != PTY_RUNNING && status != 0);
		else
			assert_int_equal(status, -crashes[i]);
		check_restored(pty);
		pty_free(pty);
	}
}

static void test_harmless_signals(void **state)
{
	static const int harmless[] = { SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE, SIGWINCH, SIGCHLD };
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(harmless); i++)
		pty_signal(pty, harmless[i]);
	planner_both(pty, &rig, "j", "Down", 24, 80);
	planner_quit(pty);
}

/* A shell with job control: Ctrl-Z gives it a clean terminal, fg the whole screen again. */
static void test_stop_and_continue(void **state)
{
	static const char script[] =
		"set -m; \"$GPUPLAN\" --no-measured; stty -a | grep -q ' icanon' && echo 'tty is cooked'; "
		"read line; fg >/dev/null; echo \"ended $?\"";
	struct pty *pty = planner_shell(script, 24, 80);

	(void)state;
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	planner_both(pty, &rig, "jjj\033[C", "Down Down Down Right", 24, 80);
	pty_send(pty, "\032");
	assert_true(pty_wait_text(pty, "tty is cooked", PLANNER_DEADLINE_MS));
	assert_false(pty_alternate(pty));
	/* The window has another size when it comes back. */
	pty_resize(pty, 30, 100);
	pty_send(pty, "\r");
	planner_wait_same(pty, &rig, 30, 100);
	assert_true(pty_alternate(pty));
	pty_send(pty, "q");
	assert_true(pty_wait_text(pty, "ended 0", PLANNER_DEADLINE_MS));
	check_restored(pty);
	pty_free(pty);
}

/* kill -STOP, -CONT: painted anew. */
static void test_continue_repaints(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	planner_wait_same(pty, &rig, 24, 80);
	pty_signal(pty, SIGSTOP);
	assert_true(pty_wait_stopped(pty, PLANNER_DEADLINE_MS));
	pty_resize(pty, 20, 70);
	pty_signal(pty, SIGCONT);
	planner_wait_same(pty, &rig, 20, 70);
	planner_quit(pty);
}

static long children_cpu_ms(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (long)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
		(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

/* Closes the terminal; the program is gone within a second and has not spun. */
static void check_hang_up(struct pty *pty)
{
	long before = children_cpu_ms(), used = pty_cpu_ms(pty);
	int status;

	pty_hang_up(pty);
	status = pty_wait_exit(pty, 1000);
	assert_int_not_equal(status, PTY_RUNNING);
	assert_true(status == -SIGHUP || status == 129);
	if (SANITIZED == 0)
		assert_true(children_cpu_ms() - before - used < 50 + 10);
	pty_free(pty);
}

static void test_hang_up(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	pty_settle(pty, 20);
	check_hang_up(pty);
	/* Ignoring SIGHUP (nohup): the end of the terminal is noticed all the same. */
	pty = planner_shell("trap '' HUP; exec \"$GPUPLAN\"", 24, 80);
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	check_hang_up(pty);
}

static char home[] = "/tmp/gpuplan-ends.XXXXXX";
static char state_home[64];
static const char *const kept_in[] = { state_home, NULL };

/* A fresh planner with a changed prompt. */
static struct pty *start_changed(void)
{
	struct pty *pty = planner_start(24, 80, kept_in, NULL);

	pty_send(pty, "jjj\033[C");
	assert_true(pty_wait_text(pty, "1.5k", PLANNER_DEADLINE_MS));
	return pty;
}

static bool is_kept(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/gpuplan/recovered.json", home);
	return access(path, F_OK) == 0;
}

static void forget_kept(void)
{
	static const char *const parts[] = { "/gpuplan/recovered.json", "/gpuplan/history" };
	char path[64];

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		snprintf(path, sizeof(path), "%s%s", home, parts[i]);
		remove(path);
	}
}

/* The folder of a test, once nothing is in it that it does not know. */
static void forget_home(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/gpuplan/planned", home);
	remove(path);
	snprintf(path, sizeof(path), "%s/gpuplan", home);
	remove(path);
	assert_int_equal(rmdir(home), 0);
}

/* Ends that nobody asked for keep what was not saved; those that the user asks for do not. */
static void test_keeps_the_plan(void **state)
{
	static const struct {
		int signal; /* 0: the terminal is closed */
		bool kept;
	} ends[] = { { SIGTERM, true }, { SIGHUP, true }, { 0, true }, { SIGINT, false }, { SIGQUIT, false } };
	struct pty *pty;

	(void)state;
	assert_non_null(mkdtemp(home));
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s", home);
	planner_planned_in(home);
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		pty = start_changed();
		if (ends[i].signal) {
			pty_signal(pty, ends[i].signal);
			assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), -ends[i].signal);
			check_restored(pty);
			pty_free(pty);
		} else {
			check_hang_up(pty);
		}
		assert_int_equal(is_kept(), ends[i].kept);
		forget_kept();
	}
	pty = start_changed();
	planner_quit(pty);
	assert_false(is_kept());
	pty = planner_start(24, 80, kept_in, NULL);
	pty_signal(pty, SIGTERM);
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), -SIGTERM);
	pty_free(pty);
	assert_false(is_kept());
	forget_home();
}

/* The next session says where it is, unless it has a plan; opened, the work is there. */
static void test_tells_the_plan(void **state)
{
	char line[80];
	struct pty *pty;

	(void)state;
	memcpy(strrchr(home, '.') + 1, "XXXXXX", 6);
	assert_non_null(mkdtemp(home));
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s", home);
	planner_planned_in(home);
	pty = start_changed();
	check_hang_up(pty);
	snprintf(line, sizeof(line), ":open %s/gpuplan/recovered.json", home);
	pty = planner_start(24, 110, kept_in, NULL);
	assert_true(pty_has_text(pty, "unsaved plan of a lost session: :open "));
	assert_true(pty_has_text(pty, line));
	pty_send(pty, line);
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, "Opened: ", PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, "1.5k"));
	planner_quit(pty);
	assert_true(is_kept());
	/* It was told. */
	pty = planner_start(24, 110, kept_in, NULL);
	assert_false(pty_has_text(pty, "unsaved plan"));
	planner_quit(pty);
	snprintf(line, sizeof(line), "--plan=%s/gpuplan/recovered.json", home);
	pty = planner_start(24, 110, kept_in, line);
	assert_true(pty_has_text(pty, " recovered.json"));
	assert_false(pty_has_text(pty, "unsaved plan"));
	planner_quit(pty);
	forget_kept();
	forget_home();
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_quit), PLANNER_TEST(test_deadly_signals),
		PLANNER_TEST(test_harmless_signals), PLANNER_TEST(test_stop_and_continue),
		PLANNER_TEST(test_continue_repaints), PLANNER_TEST(test_hang_up), PLANNER_TEST(test_keeps_the_plan),
		PLANNER_TEST(test_tells_the_plan) };

	return cmocka_run_group_tests(tests, enter, leave);
}
