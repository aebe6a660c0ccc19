/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mouse on a pseudo-terminal: when its reports are on. */
#include <signal.h>

#include "support/config_home.h"
#include "support/planner_pty.h"

RIG_DEFINE

enum { ROWS = 24, COLUMNS = 80 };

#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1000l\033[?1006l"

static int count(struct pty *pty, const char *bytes)
{
	int n = 0;

	for (const char *at = pty_raw(pty)->data; (at = strstr(at, bytes)); at++)
		n++;
	return n;
}

/* Buttons and wheel without motion; given back at a stop, at a signal and at the end. */
static void test_modes(void **state)
{
	struct pty *pty = planner_start(ROWS, COLUMNS, NULL, NULL);

	(void)state;
	pty_settle(pty, 50);
	assert_int_equal(count(pty, MOUSE_ON), 1);
	assert_int_equal(count(pty, "\033[?1002h") + count(pty, "\033[?1003h"), 0);
	assert_true(pty_mouse(pty) != 0);
	planner_quit(pty);
	pty = planner_shell("set -m; \"$GPUPLAN\"; echo stopped; read x; fg >/dev/null", ROWS, COLUMNS);
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	pty_send(pty, "\032");
	assert_true(pty_wait_text(pty, "stopped", PLANNER_DEADLINE_MS));
	assert_int_equal(pty_mouse(pty), 0);
	assert_int_equal(count(pty, MOUSE_OFF), 1);
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	pty_settle(pty, 50);
	assert_int_equal(count(pty, MOUSE_ON), 2);
	assert_true(pty_mouse(pty) != 0);
	planner_quit(pty);
	pty = planner_start(ROWS, COLUMNS, NULL, NULL);
	pty_signal(pty, SIGTERM);
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), -SIGTERM);
	assert_int_equal(pty_mouse(pty), 0);
	pty_free(pty);
}

/* Starts with what may switch the mouse, and tells whether it is on. */
static bool has_mouse(const char *const *environment, const char *option)
{
	struct pty *pty = planner_start(ROWS, COLUMNS, environment, option);
	bool on;

	/* The marks of the sliders come by themselves, once. */
	pty_settle(pty, 300);
	on = pty_mouse(pty) != 0;
	assert_int_equal(count(pty, "\033[?1000h"), on);
	/* Reports that nobody asked for are no keys, and no clicks. */
	if (!on) {
		pty_mark(pty);
		pty_send(pty, "\033[<0;6;2M\033[<0;6;2m\033[<0;40;8M\033[<0;40;8m");
		pty_settle(pty, 100);
		assert_int_equal(pty_bytes(pty), 0);
	}
	planner_quit(pty);
	return on;
}

/* On where terminfo says so; the setting and the option are stronger. */
static void test_where(void **state)
{
	const char *environment[] = { "TERM=vt100", NULL, NULL };
	struct config_home home;

	(void)state;
	assert_false(has_mouse(environment, NULL));
	assert_true(has_mouse(environment, "--mouse"));
	environment[0] = "TERM=screen";
	assert_true(has_mouse(environment, NULL));
	config_home_make(&home);
	environment[0] = home.variable;
	config_home_put(&home, "gpuplan.conf", "mouse = no\n");
	assert_false(has_mouse(environment, NULL));
	assert_true(has_mouse(environment, "--mouse"));
	config_home_put(&home, "gpuplan.conf", "mouse = auto\n");
	assert_true(has_mouse(environment, NULL));
	environment[1] = "TERM=vt100";
	assert_false(has_mouse(environment, NULL));
	config_home_put(&home, "gpuplan.conf", "mouse = yes\n");
	assert_true(has_mouse(environment, NULL));
	config_home_remove(&home);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_modes), PLANNER_TEST(test_where) };

	return cmocka_run_group_tests(tests, enter, leave);
}
