/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first minute of somebody who has never planned before: the hint, what the first keys show, and how the planner
 * remembers that a plan was made. */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/files.h"
#include "support/planner_pty.h"

#define HINT "New here? w asks"

RIG_DEFINE_IN_FOLDER

enum { ROWS = 24, COLUMNS = 80 };

static char state_home[64];
static const char *const environment[] = { state_home, NULL };

static void forget(const char *name)
{
	char path[96];

	snprintf(path, sizeof(path), "state/%s", name);
	remove(path);
}

/* Nobody has planned yet. */
static int begin(void **state)
{
	assert_int_equal(mkdir("state", 0700), 0);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s/state", folder);
	return start(state);
}

static int end(void **state)
{
	forget("gpuplan/planned");
	forget("gpuplan/history");
	forget("gpuplan");
	assert_int_equal(rmdir("state"), 0);
	return stop(state);
}

static bool remembered(void)
{
	return access("state/gpuplan/planned", F_OK) == 0;
}

/* Nothing at all was written. */
static bool untouched(void)
{
	return access("state/gpuplan", F_OK) != 0;
}

static struct pty *launch(const char *option)
{
	struct pty *pty = planner_start(ROWS, COLUMNS, environment, option);

	pty_settle(pty, 100);
	return pty;
}

/* Whether the planner greets with the hint. */
static bool greets(const char *option)
{
	struct pty *pty = launch(option);
	bool hint = pty_has_text(pty, HINT);

	planner_quit(pty);
	return hint;
}

/* It stands in the hint line until three keys were pressed; looking around is remembered nowhere. */
static void test_hint(void **state)
{
	struct pty *pty = launch(NULL);
	struct text row;

	(void)state;
	text_init(&row);
	pty_row(pty, ROWS - 2, &row);
	assert_ptr_equal(strstr(row.data, "\u258c" HINT), row.data);
	/* All of it: the wizard, and both pairs of arrows. */
	CHECK_HOLDS(row.data, "\u2191\u2193 row, \u2190\u2192 value.");
	for (int key = 1; key <= 3; key++) {
		pty_send(pty, "j");
		rig_keys(&rig, "j");
		rig.session.newcomer = true;
		planner_wait_same(pty, &rig, ROWS, COLUMNS);
		assert_int_equal(pty_has_text(pty, HINT), key < 3);
	}
	pty_row(pty, ROWS - 2, &row);
	CHECK_HOLDS(row.data, "Prompt ");
	text_release(&row);
	planner_quit(pty);
	assert_true(untouched());
	assert_true(greets(NULL));
}

/* What SCREENS promises of the first minute: each step shows another answer. */
static void test_first_minute(void **state)
{
	struct pty *pty = launch(NULL);
	struct text before, after;
	char leads[64];
	const char *row;

	(void)state;
	text_init(&before);
	text_init(&after);
	/* 0 s: a ranking for the question that is there. */
	assert_true(pty_has_text(pty, "32 users"));
	assert_true(pty_has_text(pty, "\u258c\u2713 "));
	/* 5 s: the users; their ticks are told in words once they are known. */
	planner_both(pty, &rig, "jjjjj", "j j j j j", ROWS, COLUMNS);
	pty_row(pty, ROWS - 2, &before);
	CHECK_HOLDS(before.data, "Users     32 ");
	CHECK_HOLDS(before.data, " leads");
	row = strchr(before.data, '>');
	assert_non_null(row);
	/* "> 40  B200 x1 leads": the users from which on, and who. */
	assert_int_equal(sscanf(row, "> %*s %60[^\n]", leads), 1);
	assert_non_null(strstr(leads, " leads"));
	*strchr(leads, ' ') = '\0';
	/* 15 s: a jump there; the one that was named leads, and another sentence says so. */
	pty_row(pty, ROWS - 7, &before);
	planner_both(pty, &rig, ">", ">", ROWS, COLUMNS);
	pty_row(pty, ROWS - 7, &after);
	CHECK_HOLDS(before.data, " Rent ");
	CHECK_HOLDS(after.data, " Rent ");
	assert_string_not_equal(before.data, after.data);
	CHECK_HOLDS(after.data, leads);
	/* 25 s: the second row has its own answer. */
	planner_both(pty, &rig, "\tj", "Tab j", ROWS, COLUMNS);
	pty_row(pty, ROWS - 7, &before);
	assert_string_not_equal(before.data, after.data);
	/* 35 s: why; a figure unfolds. */
	planner_both(pty, &rig, "\r\r", "Enter Enter", ROWS, COLUMNS);
	assert_true(pty_has_text(pty, "\u25be TTFT"));
	planner_both(pty, &rig, "\007", "C-g", ROWS, COLUMNS);
	/* A word that is strange is explained where it stands. */
	planner_both(pty, &rig, "\033OP", "F1", ROWS, COLUMNS);
	planner_both(pty, &rig, "\007", "C-g", ROWS, COLUMNS);
	/* 60 s: the plan is saved. */
	assert_false(remembered());
	pty_send(pty, "W\r");
	assert_true(pty_wait_text(pty, "Saved: plan.json", PLANNER_DEADLINE_MS));
	text_release(&before);
	text_release(&after);
	planner_quit(pty);
	assert_true(remembered());
	assert_false(greets(NULL));
	unlink("plan.json");
}

/* The wizard counts when its plan is taken, not when it is left. */
static void test_wizard(void **state)
{
	struct pty *pty = launch(NULL);

	(void)state;
	pty_send(pty, "w\r");
	assert_true(pty_wait_text(pty, "2 of ", PLANNER_DEADLINE_MS));
	pty_send(pty, "\007");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	planner_quit(pty);
	assert_true(untouched());
	assert_true(greets(NULL));
	pty = launch(NULL);
	pty_send(pty, "w\r\r\r\r\r\r\r\r");
	assert_true(pty_wait_text(pty, "The answers are the plan now", PLANNER_DEADLINE_MS));
	assert_false(pty_has_text(pty, HINT));
	planner_quit(pty);
	assert_true(remembered());
	assert_false(greets(NULL));
}

/* Who comes with a plan is no newcomer; saving it is remembered all the same. */
static void test_plan(void **state)
{
	struct pty *pty;
	struct stat about;

	(void)state;
	file_put("a.json", "{\"prompt\":2048}\n");
	assert_false(greets("--plan=a.json"));
	assert_true(untouched());
	assert_true(greets(NULL));
	pty = launch("--plan=a.json");
	pty_send(pty, "W\r");
	assert_true(pty_wait_text(pty, "Saved: a.json", PLANNER_DEADLINE_MS));
	planner_quit(pty);
	assert_true(remembered());
	assert_int_equal(stat("state/gpuplan", &about), 0);
	assert_int_equal(about.st_mode & 0777, 0700);
	assert_int_equal(stat("state/gpuplan/planned", &about), 0);
	assert_int_equal(about.st_size, 0);
	assert_false(greets(NULL));
	unlink("a.json");
}

/* Where nothing can be remembered the plan is saved all the same, and nothing is said of it. */
static void test_no_folder(void **state)
{
	struct pty *pty;

	(void)state;
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=/proc/nowhere");
	pty = launch(NULL);
	assert_true(pty_has_text(pty, HINT));
	pty_send(pty, "W\r");
	assert_true(pty_wait_text(pty, "Saved: plan.json", PLANNER_DEADLINE_MS));
	assert_false(pty_has_text(pty, HINT));
	planner_quit(pty);
	unlink("plan.json");
}

#define NEWCOMER_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = { NEWCOMER_TEST(test_hint), NEWCOMER_TEST(test_first_minute),
		NEWCOMER_TEST(test_wizard), NEWCOMER_TEST(test_plan), NEWCOMER_TEST(test_no_folder) };

	return cmocka_run_group_tests(tests, enter, leave);
}
