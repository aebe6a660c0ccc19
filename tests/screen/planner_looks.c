/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes, settings and the mouse on a pseudo-terminal. GPUPLAN_UPDATE_GOLDEN=1 writes the golden
 * attributes anew: look at every change. */
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/planner_pty.h"
#include "tui/input.h"
#include "tui/views/parameters.h"

RIG_DEFINE

enum { ROWS = 24, COLUMNS = 80 };

#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1002l\033[?1006l"

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
		pty_send(pty, steps[i][0]);
		rig_keys(&rig, steps[i][1]);
		planner_wait_same(pty, &rig, ROWS, COLUMNS);
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
	struct pty *pty = planner_start(ROWS, COLUMNS, NULL, NULL);

	(void)state;
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	assert_true(colored(pty));
	assert_int_equal(pty_cell(pty, 12, 40).background, PTY_DEFAULT);
	pty_send(pty, "T");
	rig_keys(&rig, "T");
	CHECK_HOLDS(rig.session.message.text, "high-contrast");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	assert_int_equal(pty_cell(pty, 12, 40).background, 16);
	pty_send(pty, "T");
	rig_keys(&rig, "T");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	assert_false(colored(pty));
	pty_send(pty, "TT");
	rig_keys(&rig, "T T");
	CHECK_HOLDS(rig.session.message.text, "default");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	assert_true(colored(pty));
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

static int count(struct pty *pty, const char *bytes)
{
	int n = 0;

	for (const char *at = pty_raw(pty)->data; (at = strstr(at, bytes)); at++)
		n++;
	return n;
}

/* Off unless asked for; given back at a stop and at the end. */
static void test_mouse_modes(void **state)
{
	struct pty *pty = planner_start(ROWS, COLUMNS, NULL, NULL);

	(void)state;
	planner_quit(pty);
	pty = planner_start(ROWS, COLUMNS, NULL, NULL);
	assert_int_equal(count(pty, "\033[?1002h") + count(pty, "\033[?1006h") + pty_mouse(pty), 0);
	/* Reports that nobody asked for are no keys. */
	pty_send(pty, "\033[<0;40;8M\033[<0;40;8m");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	planner_quit(pty);
	pty = planner_start(ROWS, COLUMNS, NULL, "--mouse");
	pty_settle(pty, 50);
	assert_int_equal(count(pty, MOUSE_ON), 1);
	assert_true(pty_mouse(pty) != 0);
	planner_quit(pty);
	/* A stop gives the terminal back without it. */
	pty = planner_shell("set -m; \"$GPUPLAN\" --mouse; echo stopped; read x; fg >/dev/null", ROWS, COLUMNS);
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
	pty = planner_start(ROWS, COLUMNS, NULL, "--mouse");
	pty_signal(pty, SIGTERM);
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), -SIGTERM);
	assert_int_equal(pty_mouse(pty), 0);
	pty_free(pty);
}

/* The same reports to both planners. */
static void report(struct pty *pty, enum mouse_kind kind, int row, int column)
{
	static const char *const forms[] = { "\033[<0;%d;%dM", "\033[<32;%d;%dM", "\033[<0;%d;%dm", "\033[<64;%d;%dM",
		"\033[<65;%d;%dM" };
	char bytes[32];

	/* A format of the table, not of anybody else. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(bytes, sizeof(bytes), forms[kind], column + 1, row + 1);
#pragma GCC diagnostic pop
	pty_send(pty, bytes);
	mouse_act(&rig.session, (struct mouse){ kind, row, column });
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
}

static void test_mouse(void **state)
{
	struct pty *pty = planner_start(ROWS, COLUMNS, NULL, "--mouse");
	struct box panel, table;
	double before;

	(void)state;
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	panel = rig.session.parameters.box;
	table = rig.session.rows.box;
	report(pty, MOUSE_PRESS, table.row + 2, table.column + 5);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	assert_int_equal(rig.session.rows.selected, 2);
	report(pty, MOUSE_WHEEL_DOWN, table.row, table.column);
	assert_int_equal(rig.session.rows.selected, 3);
	/* To the right end of the context, and back to the left one by a drag that leaves the row. */
	assert_int_equal(rig.session.study->panel[3], PARAMETER_CONTEXT);
	before = scenario_context(&rig.session.scenario);
	report(pty, MOUSE_PRESS, panel.row + 3, panel.column + panel.columns - 8);
	assert_int_equal(session_parameter(&rig.session), PARAMETER_CONTEXT);
	assert_true(scenario_context(&rig.session.scenario) > before);
	report(pty, MOUSE_DRAG, panel.row + 6, panel.column + 10);
	CHECK_NEAR(scenario_context(&rig.session.scenario), 1280, 1e-12);
	report(pty, MOUSE_RELEASE, panel.row + 6, panel.column + 10);
	report(pty, MOUSE_DRAG, panel.row + 6, panel.column + 15);
	CHECK_NEAR(scenario_context(&rig.session.scenario), 1280, 1e-12);
	/* A choice opens its list at the second press; a row of it is taken in the same way. */
	report(pty, MOUSE_PRESS, panel.row, panel.column + 12);
	report(pty, MOUSE_PRESS, panel.row, panel.column + 12);
	assert_int_equal(rig.session.view, VIEW_PICKER);
	report(pty, MOUSE_WHEEL_DOWN, 12, 40);
	report(pty, MOUSE_PRESS, rig.session.views->picker.list.box.row, rig.session.views->picker.list.box.column);
	report(pty, MOUSE_PRESS, rig.session.views->picker.list.box.row, rig.session.views->picker.list.box.column);
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	/* Help scrolls. */
	pty_send(pty, "?");
	rig_keys(&rig, "?");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	report(pty, MOUSE_WHEEL_DOWN, 5, 5);
	assert_int_equal(rig.session.views->page.top, 3);
	pty_send(pty, "q");
	rig_keys(&rig, "q");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	/* Outside, other buttons, nonsense: nothing. */
	pty_send(pty, "\033[<0;999;999M\033[<1;40;8M\033[<2;3;3M\033[<66;3;3M\033[<0;0;0M\033[<0;3M\033[<;;M");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
	planner_quit(pty);
}

/* File, environment and option, and a file with mistakes: the planner starts and says so. */
static void test_settings_file(void **state)
{
	char folder[] = "/tmp/gpuplan-looks-XXXXXX", home[64], file[96], mine[96];
	char config[96];
	const char *environment[] = { config, NULL, NULL };
	struct error error;
	struct pty *pty;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(home, sizeof(home), "%s/gpuplan", folder);
	snprintf(file, sizeof(file), "%s/gpuplan.conf", home);
	snprintf(mine, sizeof(mine), "%s/mine", home);
	snprintf(config, sizeof(config), "XDG_CONFIG_HOME=%s", folder);
	assert_int_equal(mkdir(home, 0700), 0);
	assert_int_equal(file_write_atomic(mine, "normal = 16 231\n", 16, &error), STATUS_OK);
#define WRITE(text) assert_int_equal(file_write_atomic(file, text, strlen(text), &error), STATUS_OK)
	WRITE("theme = mine\nmouse = yes\nset busy = 80%\n");
	/* The value and the mark of the default on the slider. */
	settings_set_preset(&rig.session.settings, PARAMETER_BUSY, "80%");
	session_defaults(&rig.session);
	rig_keys(&rig, "R");
	CHECK_NEAR(rig_number(&rig, PARAMETER_BUSY), 0.8, 1e-12);
	pty = planner_start(ROWS, COLUMNS, environment, NULL);
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
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
	WRITE("color = no\nmuose = yes\nset busy = 900%\nset busy = 80%\n");
	pty = planner_start(ROWS, COLUMNS, environment, NULL);
	assert_true(pty_wait_text(
		pty, "gpuplan.conf:2: unknown setting 'muose': did you mean mouse?", PLANNER_DEADLINE_MS));
	assert_false(colored(pty));
	pty_send(pty, "j");
	rig_keys(&rig, "j");
	planner_wait_same(pty, &rig, ROWS, COLUMNS);
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
#undef WRITE
	unlink(file);
	unlink(mine);
	rmdir(home);
	rmdir(folder);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_monochrome), PLANNER_TEST(test_cycle),
		PLANNER_TEST(test_mouse_modes), PLANNER_TEST(test_mouse), PLANNER_TEST(test_settings_file) };

	return cmocka_run_group_tests(tests, enter, leave);
}
