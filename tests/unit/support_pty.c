/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal driver itself, with the shell as the program under test. */
#include "support/pty.h"

#include <signal.h>

#include "support/check.h"

static struct pty *shell(const char *script)
{
	const char *const argv[] = { "/bin/sh", "-c", script, NULL };
	const char *const environment[] = { "GREETING=hello", "HOME", NULL };

	return pty_start(argv, 5, 20, environment);
}

static void test_screen(void **state)
{
	struct pty *pty = shell("printf '%s\\r\\n\\033[1;31mbold\\033[0m \\033[7mrev' "
				"$GREETING${HOME-}");
	struct text screen;
	struct pty_cell cell;
	int row, column;

	(void)state;
	text_init(&screen);
	assert_true(pty_wait_text(pty, "bold rev", 2000));
	assert_int_equal(pty_wait_exit(pty, 2000), 0);
	pty_screen(pty, &screen);
	assert_string_equal(screen.data, "hello\nbold rev\n\n\n\n");
	cell = pty_cell(pty, 1, 0);
	assert_int_equal(cell.code, 'b');
	assert_true(cell.bold);
	assert_int_equal(cell.foreground, 1);
	assert_int_equal(cell.background, PTY_DEFAULT);
	assert_true(pty_cell(pty, 1, 5).reverse);
	assert_int_equal(pty_cell(pty, 0, 0).foreground, PTY_DEFAULT);
	assert_true(pty_cursor(pty, &row, &column));
	assert_int_equal(row, 1);
	assert_int_equal(column, 8);
	assert_true(pty_restored(pty));
	text_release(&screen);
	pty_free(pty);
}

static void test_keys_and_size(void **state)
{
	struct pty *pty = shell("trap 'stty size; exit 3' WINCH; stty -echo; echo ready; "
				"read line; echo got $line; while :; do sleep 0.01; done");

	(void)state;
	assert_true(pty_wait_text(pty, "ready", 2000));
	pty_mark(pty);
	assert_true(pty_send(pty, "abc\r"));
	assert_true(pty_wait_text(pty, "got abc", 2000));
	assert_int_equal(pty_bytes(pty), strlen("got abc\r\n"));
	assert_string_equal(pty_raw(pty)->data, "got abc\r\n");
	pty_resize(pty, 7, 30);
	assert_true(pty_wait_text(pty, "7 30", 2000));
	assert_int_equal(pty_wait_exit(pty, 2000), 3);
	assert_false(pty_restored(pty)); /* echo is still off */
	pty_free(pty);
}

static void test_modes(void **state)
{
	struct pty *pty = shell("printf '\\033[?1049h\\033[?25l\\033[?1000h'; read line; "
				"printf '\\033[?1049l\\033[?25h\\033[?1000lback'");
	int row, column;

	(void)state;
	pty_settle(pty, 200);
	assert_true(pty_alternate(pty));
	assert_false(pty_cursor(pty, &row, &column));
	assert_true(pty_mouse(pty) != 0);
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, "back", 2000));
	assert_false(pty_alternate(pty));
	assert_true(pty_cursor(pty, &row, &column));
	assert_int_equal(pty_mouse(pty), 0);
	pty_free(pty);
}

static void test_ends(void **state)
{
	struct pty *pty = shell("exec sleep 60");

	(void)state;
	assert_int_equal(pty_wait_exit(pty, 50), PTY_RUNNING);
	pty_signal(pty, SIGSTOP);
	assert_true(pty_wait_stopped(pty, 2000));
	pty_signal(pty, SIGCONT);
	pty_signal(pty, SIGTERM);
	assert_int_equal(pty_wait_exit(pty, 2000), -SIGTERM);
	pty_free(pty);

	pty = shell("exec sleep 60");
	pty_settle(pty, 100);
	assert_true(pty_cpu_ms(pty) >= 0);
	pty_hang_up(pty);
	assert_int_equal(pty_wait_exit(pty, 2000), -SIGHUP);
	pty_free(pty);
	pty_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_screen), cmocka_unit_test(test_keys_and_size),
		cmocka_unit_test(test_modes), cmocka_unit_test(test_ends) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
