/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes and settings on a pseudo-terminal. GPUPLAN_UPDATE_GOLDEN=1 writes the golden
 * attributes anew: look at every change. */
#include "base/file.h"
#include "support/config_home.h"
#include "support/planner_pty.h"

RIG_DEFINE

enum { ROWS = 24, COLUMNS = 80 };

static bool colored(struct pty *pty)
{
	for (int row = 0; row < ROWS; row++) {
		for (int column = 0; column < COLUMNS; column++) {
			struct pty_cell cell = pty_cell(pty, row, column);

			if (cell.foreground != PTY_DEFAULT || cell.background != PTY_DEFAULT)
				return true;
		}
	}
	return false;
}

/* One letter a cell for its attributes; without the key bar, whose places move with every key. A blank is
 * never bold: whether it was written or erased, which emulators keep differently, is not seen. */
static void add_attributes(struct pty *pty, struct text *out)
{
	for (int row = 0; row < ROWS - 1; row++) {
		for (int column = 0; column < COLUMNS; column++) {
			struct pty_cell cell = pty_cell(pty, row, column);
			bool blank = cell.code == 0 || cell.code == ' ';

			text_add_char(
				out, ".BURbXxY"[(cell.bold && !blank) + 2 * cell.underline + (cell.reverse ? 3 : 0)]);
		}
		text_add_char(out, '\n');
	}
}

static void check_golden(const struct text *got)
{
	const char *top = getenv("abs_top_srcdir"), *update = getenv("GPUPLAN_UPDATE_GOLDEN");
	struct text path, wanted;
	struct error error = { 0 };

	text_init(&path);
	text_init(&wanted);
	text_addf(&path, "%s/tests/golden/monochrome-80x24.txt", top ? top : ".");
	if (update && update[0] != '\0')
		file_write_atomic(path.data, got->data, got->length, &error);
	if (file_read(path.data, FILE_CAP, &wanted, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	if (strcmp(got->data, wanted.data) != 0)
		fail_msg("%s differs; the attributes are\n%s", path.data, got->data);
	text_release(&path);
	text_release(&wanted);
}

/* The monochrome theme on a terminal of 256 colours: first screen, table, list of models. */
static void test_monochrome(void **state)
{
	struct pty *pty = planner_launch(ROWS, COLUMNS, NULL, "--theme", "monochrome");
	static const char *const steps[][2] = { { "", "" }, { "\t", "Tab" }, { "\tm", "Tab m" } };
	struct text got;

	(void)state;
	text_init(&got);
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		planner_both(pty, &rig, steps[i][0], steps[i][1], ROWS, COLUMNS);
		assert_false(colored(pty));
		text_addf(&got, "== %s\n", steps[i][1]);
		add_attributes(pty, &got);
	}
	check_golden(&got);
	text_release(&got);
	pty_send(pty, "\007");
	planner_quit(pty);
}

/* T goes through the themes; the text stays, the colours come and go. */
static void test_cycle(void **state)
{
	static const char *const none[] = { "NO_COLOR=1", NULL };
	static const struct {
		const char *name;
		bool colored;
		int background;
	} themes[] = { { "theme dark", true, PTY_DEFAULT }, { "theme light", true, PTY_DEFAULT },
		{ "theme high-contrast", true, 16 }, { "theme monochrome", false, PTY_DEFAULT },
		{ "theme default", true, PTY_DEFAULT } };
	struct pty *pty = planner_start(ROWS, COLUMNS, NULL, NULL);

	(void)state;
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	assert_true(colored(pty));
	assert_int_equal(pty_cell(pty, 12, 40).background, PTY_DEFAULT);
	/* From default over dark and light, which leave the background alone. */
	for (size_t i = 0; i < COUNT_OF(themes); i++) {
		pty_send(pty, "T");
		rig_keys(&rig, "T");
		CHECK_HOLDS(rig.session.message.text, themes[i].name);
		planner_wait_same(pty, &rig, ROWS, COLUMNS);
		assert_int_equal(colored(pty), themes[i].colored);
		assert_int_equal(pty_cell(pty, 12, 40).background, themes[i].background);
	}
	planner_quit(pty);
	/* NO_COLOR is stronger than any theme. */
	pty = planner_launch(ROWS, COLUMNS, none, "--theme", "high-contrast");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	assert_false(colored(pty));
	pty_send(pty, "T");
	assert_true(pty_wait_text(pty, "theme monochrome", PLANNER_DEADLINE_MS));
	assert_false(colored(pty));
	planner_quit(pty);
}

/* File, environment and option, and a file with mistakes: the planner starts and says so. */
static void test_settings_file(void **state)
{
	struct config_home home;
	const char *environment[] = { home.variable, NULL, NULL };
	struct pty *pty;

	(void)state;
	config_home_make(&home);
	config_home_put(&home, "mine", "text = 16 231\nfocus = 0 1\n");
	config_home_put(&home, "gpuplan.conf", "theme = mine\nmouse = yes\nset busy = 80%\n");
	/* The value and the mark of the default on the slider. */
	settings_set_preset(&rig.session.settings, PARAMETER_BUSY, "80%");
	session_defaults(&rig.session);
	rig_keys(&rig, "R");
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.8, 1e-12);
	pty = planner_start(ROWS, COLUMNS, environment, NULL);
	assert_true(pty_wait_text(pty, "mine:2: the style 'focus' is called strong now", PLANNER_DEADLINE_MS));
	planner_both(pty, &rig, "jk", "j k", ROWS, COLUMNS);
	assert_int_equal(pty_cell(pty, 12, 40).background, 231);
	assert_true(pty_mouse(pty) != 0);
	planner_quit(pty);
	/* The option is stronger than the file. */
	pty = planner_launch(ROWS, COLUMNS, environment, "--theme", "default");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	assert_int_equal(pty_cell(pty, 12, 40).background, PTY_DEFAULT);
	assert_true(colored(pty));
	planner_quit(pty);
	/* So is the environment. */
	environment[1] = "NO_COLOR=1";
	pty = planner_start(ROWS, COLUMNS, environment, NULL);
	assert_false(colored(pty));
	planner_quit(pty);
	/* Mistakes: told in the last line and after the end, the rest counts. */
	environment[1] = NULL;
	config_home_put(&home, "gpuplan.conf", "color = no\nmuose = yes\nset busy = 900%\nset busy = 80%\n");
	pty = planner_start(ROWS, COLUMNS, environment, NULL);
	assert_true(pty_wait_text(
		pty, "gpuplan.conf:2: unknown setting 'muose': did you mean mouse?", PLANNER_DEADLINE_MS));
	assert_false(colored(pty));
	planner_both(pty, &rig, "j", "j", ROWS, COLUMNS);
	pty_send(pty, "q");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	CHECK_HOLDS(pty_raw(pty)->data, "gpuplan.conf:2: ");
	CHECK_HOLDS(pty_raw(pty)->data, "gpuplan.conf:3: busy");
	pty_free(pty);
	/* An unknown theme of an option is refused. */
	pty = planner_launch(ROWS, COLUMNS, NULL, "--theme", "nosuch");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 2);
	CHECK_HOLDS(pty_raw(pty)->data, "high-contrast");
	pty_free(pty);
	config_home_remove(&home);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_monochrome), PLANNER_TEST(test_cycle),
		PLANNER_TEST(test_settings_file) };

	return cmocka_run_group_tests(tests, enter, leave);
}
