/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner on all sorts of terminals and locales, and without one. */
#include <ctype.h>

#include "support/planner_pty.h"

RIG_DEFINE

/* Whether one parameter of an SGR sequence is a colour. */
static bool is_color(long p)
{
	return (p >= 30 && p <= 38) || (p >= 40 && p <= 48) || (p >= 90 && p <= 107);
}

/* SGR sequences that set a colour. */
static int count_colors(const char *raw)
{
	int count = 0;

	while ((raw = strstr(raw, "\033["))) {
		const char *at = raw += 2;

		at += strspn(at, "0123456789;:");
		if (*at != 'm')
			continue;
		while (raw < at) {
			char *end;

			count += isdigit((unsigned char)*raw) && is_color(strtol(raw, &end, 10));
			raw += strcspn(raw, ";m") + 1;
		}
	}
	return count;
}

/* Goes through all views and returns the colours seen. */
static int colors_of_visit(const char *const *environment, const char *option)
{
	struct pty *pty = planner_start(24, 80, environment, option);
	int count;

	pty_send(pty, "jjj\033[C\tD");
	assert_true(pty_wait_text(pty, "Details", PLANNER_DEADLINE_MS));
	pty_send(pty, "qm");
	assert_true(pty_wait_text(pty, "type to filter", PLANNER_DEADLINE_MS));
	pty_send(pty, "\007");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	pty_send(pty, "q");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	count = count_colors(pty_raw(pty)->data);
	pty_free(pty);
	return count;
}

static void test_colors(void **state)
{
	static const char *const no_color[] = { "NO_COLOR=1", NULL };
	static const char *const empty[] = { "NO_COLOR=", NULL };
	static const char *const mono[] = { "TERM=vt100", NULL };
	static const char *const eight[] = { "TERM=linux", NULL };

	(void)state;
	assert_true(colors_of_visit(NULL, NULL) > 10);
	assert_true(colors_of_visit(empty, NULL) > 10);
	assert_true(colors_of_visit(eight, NULL) > 10);
	assert_int_equal(colors_of_visit(no_color, NULL), 0);
	assert_int_equal(colors_of_visit(NULL, "--no-color"), 0);
	assert_int_equal(colors_of_visit(mono, NULL), 0);
}

/* Without colour the focus is still seen: its knob is bold. */
static void test_focus_without_color(void **state)
{
	static const char *const no_color[] = { "NO_COLOR=1", NULL };
	struct pty *pty = planner_start(24, 80, no_color, NULL);
	int row, column;

	(void)state;
	planner_both(pty, &rig, "jjj", "Down Down Down", 24, 80);
	assert_true(pty_cursor(pty, &row, &column));
	assert_true(pty_cell(pty, row, column).bold);
	planner_quit(pty);
}

/* Every view in ASCII, compared and byte by byte. */
static void visit_ascii(const char *const *environment, const char *option)
{
	static const struct {
		const char *bytes, *names;
	} walk[] = { { "jjj\033[C", "Down Down Down Right" }, { "\t\r", "Tab Enter" }, { "q", "q" }, { "?", "?" },
		{ "G", "G" }, { "q", "q" }, { "m", "m" }, { "\007", "C-g" }, { "s", "s" } };
	struct scenario scenario = rig_scenario(&rig);
	struct pty *pty = planner_start(24, 80, environment, option);
	const struct text *raw;

	rig_stop(&rig);
	rig_start_with(&rig, &scenario, true);
	/* Which turn is named after a change depends on the marks that were known before it. */
	planner_wait_same(pty, &rig, 24, 80);
	for (size_t i = 0; i < COUNT_OF(walk); i++) {
		rig_draw(&rig, 24, 80);
		planner_both(pty, &rig, walk[i].bytes, walk[i].names, 24, 80);
	}
	raw = pty_raw(pty);
	for (size_t i = 0; i < raw->length; i++) {
		if ((unsigned char)raw->data[i] >= 0x80)
			fail_msg("byte %zu is 0x%02x", i, (unsigned char)raw->data[i]);
	}
	planner_quit(pty);
}

/* On a terminal without "rep": libvterm (0.1.4) wraps too early when a repeated character ends
 * one column before the margin. */
static void test_ascii(void **state)
{
	static const char *const utf8[] = { "TERM=screen-256color", NULL };
	static const char *const c_locale[] = { "TERM=screen-256color", "LC_ALL=C", NULL };
	static const char *const missing[] = { "TERM=screen-256color", "LC_ALL=xx_YY.nonsense", NULL };

	(void)state;
	visit_ascii(utf8, "--ascii");
	visit_ascii(c_locale, NULL);
	visit_ascii(missing, NULL);
}

/* Terminals that can run a screen show the very same one. */
static void test_terminals(void **state)
{
	static const char *const terms[] = { "TERM=xterm-256color", "TERM=xterm", "TERM=screen-256color", "TERM=screen",
		"TERM=tmux-256color", "TERM=vt100", "TERM=vt220", "TERM=linux" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(terms); i++) {
		const char *const environment[] = { terms[i], NULL };
		struct pty *pty = planner_launch(24, 80, environment, NULL, NULL);

		printf("# %s\n", terms[i]);
		pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS);
		if (strstr(pty_raw(pty)->data, "not known here")) {
			printf("# %s is not installed\n", terms[i]);
			pty_free(pty);
			continue;
		}
		rig_stop(&rig);
		rig_start(&rig);
		planner_wait_same(pty, &rig, 24, 80);
		planner_both(pty, &rig, "jjj\033[C\t", "Down Down Down Right Tab", 24, 80);
		pty_send(pty, "q");
		assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
		assert_true(pty_restored(pty));
		pty_free(pty);
	}
}

/* A line without a size (a serial one): the planner starts, and draws once a size is known. */
static void test_no_size(void **state)
{
	static const char *const terms[] = { "linux", "xterm-256color", "vt100" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(terms); i++) {
		struct text script;
		struct pty *pty;

		text_init(&script);
		text_addf(&script, "stty rows 0 cols 0; TERM=%s exec \"$GPUPLAN\" --no-measured", terms[i]);
		pty = planner_shell(script.data, 24, 80);
		assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
		pty_resize(pty, 30, 100);
		rig_stop(&rig);
		rig_start(&rig);
		planner_wait_same(pty, &rig, 30, 100);
		planner_quit(pty);
		text_release(&script);
	}
}

/* A limit of the size of files is none of what is drawn, and no reason to die. */
static void test_file_limit(void **state)
{
	struct pty *pty = planner_shell("ulimit -f 0; exec \"$GPUPLAN\" --no-measured", 24, 80);

	(void)state;
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	planner_wait_same(pty, &rig, 24, 80);
	planner_both(pty, &rig, "jjj\033[C\t", "Down Down Down Right Tab", 24, 80);
	planner_quit(pty);
}

/* COLUMNS and LINES of the environment are no size of the terminal. */
static void test_environment_size(void **state)
{
	static const char *const lies[][3] = { { "COLUMNS=99999999", "LINES=99999999", NULL },
		{ "COLUMNS=0", "LINES=-5", NULL }, { "COLUMNS=abc", "LINES=20", NULL } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lies); i++) {
		struct pty *pty = planner_start(24, 80, lies[i], NULL);

		planner_wait_same(pty, &rig, 24, 80);
		planner_quit(pty);
	}
}

/* The ranking as text, a hint, no escape sequence, the tty untouched. */
static void check_text_answer(struct pty *pty, const char *hint)
{
	const char *raw;

	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	assert_true(pty_restored(pty));
	raw = pty_raw(pty)->data;
	CHECK_HOLDS(raw, hint);
	CHECK_HOLDS(raw, "GPU");
	CHECK_HOLDS(raw, "meets");
	if (strchr(raw, '\033'))
		fail_msg("an escape sequence in the text answer (%s)", hint);
	pty_free(pty);
}

static void test_no_screen(void **state)
{
	static const struct {
		const char *term, *hint;
	} cases[] = { { "TERM=dumb", "dumb" }, { "TERM", "TERM is not set" }, { "TERM=", "TERM is not set" },
		{ "TERM=nosuchterm", "nosuchterm" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *const environment[] = { cases[i].term, NULL };

		check_text_answer(planner_launch(24, 200, environment, NULL, NULL), cases[i].hint);
	}
}

static void test_no_tty(void **state)
{
	static const char *const scripts[] = { "exec \"$GPUPLAN\" </dev/null", "exec \"$GPUPLAN\" <&-",
		"{ \"$GPUPLAN\" || echo failed; } | cat", "echo q | \"$GPUPLAN\"" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(scripts); i++) {
		struct pty *pty = planner_shell(scripts[i], 24, 200);

		check_text_answer(pty, "terminal");
	}
}

/* On a terminal no row of a table is wider than it, and no word is broken; a pipe gets all. */
static void test_narrow(void **state)
{
	static const char *const scripts[] = { "exec \"$GPUPLAN\" rank --no-color", "exec \"$GPUPLAN\" own --no-color",
		"exec \"$GPUPLAN\" rank --no-color --ascii --concurrency 100000" };
	struct pty *pty;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(scripts); i++) {
		const char *line;

		pty = planner_shell(scripts[i], 24, 70);
		assert_true(pty_wait_exit(pty, PLANNER_DEADLINE_MS) != PTY_RUNNING);
		for (line = pty_raw(pty)->data; *line != '\0'; line += strcspn(line, "\n") + 1) {
			struct text row;

			text_init(&row);
			text_add_n(&row, line, strcspn(line, "\r\n"));
			if (text_columns(row.data) > 70)
				fail_msg("wider than the terminal: %s", row.data);
			text_release(&row);
		}
		CHECK_HOLDS(pty_raw(pty)->data, i == 2 ? "~\r\n" : "…\r\n");
		pty_free(pty);
	}
	pty = planner_shell("\"$GPUPLAN\" rank --top 3 | cat", 24, 70);
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	CHECK_HOLDS(pty_raw(pty)->data, "Novita AI, on demand\r\n");
	assert_null(strstr(pty_raw(pty)->data, "…"));
	pty_free(pty);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_colors), PLANNER_TEST(test_focus_without_color),
		PLANNER_TEST(test_ascii), PLANNER_TEST(test_terminals), PLANNER_TEST(test_no_size),
		PLANNER_TEST(test_file_limit), PLANNER_TEST(test_environment_size), PLANNER_TEST(test_no_screen),
		PLANNER_TEST(test_no_tty), PLANNER_TEST(test_narrow) };

	return cmocka_run_group_tests(tests, enter, leave);
}
