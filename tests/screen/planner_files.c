/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and the clipboard through the real program: a plan that it starts with, is changed,
 * saved and opened again; an export; the sequence that a terminal gets when it is asked to. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_lock.h"
#include "support/files.h"
#include "support/planner_pty.h"

RIG_DEFINE_IN_FOLDER

static void test_plan(void **state)
{
	struct pty *pty;

	(void)state;
	file_put("a.json", "{\"prompt\":2048,\"output\":512}\n");
	pty = planner_start(24, 80, NULL, "--plan=a.json");
	assert_true(pty_has_text(pty, " a.json"));
	assert_false(pty_has_text(pty, "*a.json"));
	/* The name leaves room for the age of the prices. */
	assert_true(pty_wait_text(pty, " days", PLANNER_DEADLINE_MS) && pty_has_text(pty, " prices "));
	/* Its own file is saved without a question: it is no whole answer. */
	pty_send(pty, "W\r");
	assert_true(pty_wait_text(pty, "Saved: a.json", PLANNER_DEADLINE_MS));
	pty_send(pty, "jjj\033[C");
	assert_true(pty_wait_text(pty, "*a.json", PLANNER_DEADLINE_MS));
	pty_send(pty, "u");
	assert_true(pty_wait_text(pty, "Undone, now: Prompt 2k", PLANNER_DEADLINE_MS));
	assert_false(pty_has_text(pty, "*a.json"));
	pty_send(pty, "\022");
	assert_true(pty_wait_text(pty, "Redone, now: Prompt 3k", PLANNER_DEADLINE_MS));
	/* Saved under another name, then the first plan is opened again. */
	pty_send(pty, "W\025b.json\r");
	assert_true(pty_wait_text(pty, "Saved: b.json", PLANNER_DEADLINE_MS));
	assert_true(file_holds("b.json", "\"output\":512,\n"));
	assert_true(file_holds("a.json", "\"prompt\":2048,"));
	pty_send(pty, "O\025a.json\r");
	assert_true(pty_wait_text(pty, "Opened: a.json", PLANNER_DEADLINE_MS));
	file_put("bad.json", "{\"prompt\":0}");
	pty_send(pty, "O\025bad.json\r");
	assert_true(pty_wait_text(pty, "bad.json: /prompt: ", PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, " a.json"));
	pty_send(pty, "\007x\025c.html\r");
	assert_true(pty_wait_text(pty, "Exported: c.html", PLANNER_DEADLINE_MS));
	assert_true(file_holds("c.html", "</html>"));
	planner_quit(pty);
}

/* An option on top of a plan is a change that was not saved: leaving asks once. */
static void test_plan_and_option(void **state)
{
	struct pty *pty;

	(void)state;
	file_put("a.json", "{\"prompt\":2048}\n");
	pty = planner_launch(24, 80, NULL, "--plan=a.json", "--output=300");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, "*a.json"));
	pty_send(pty, "q");
	assert_true(pty_wait_text(pty, "a.json has changes", PLANNER_DEADLINE_MS));
	planner_quit(pty);
}

/* Loads of several tabs, from the command line. */
static void test_loads(void **state)
{
	struct pty *pty;

	(void)state;
	file_put("l.json", "{\"study\":\"fleet\",\"scenario\":{\"rate\":50},\"loads\":{\"serve\":{\"rate\":3.25}}}\n");
	pty = planner_launch(24, 80, NULL, "--plan=l.json", NULL);
	assert_true(pty_wait_text(pty, " l.json", PLANNER_DEADLINE_MS));
	/* The tab that it began with is where it began. */
	pty_send(pty, "u");
	assert_true(pty_wait_text(pty, "Nothing to undo.", PLANNER_DEADLINE_MS));
	/* With a rate there is no number of users. */
	pty_send(pty, "[");
	assert_true(pty_wait_text(pty, "─     - │", PLANNER_DEADLINE_MS));
	assert_false(pty_has_text(pty, "*l.json"));
	planner_quit(pty);
	file_put("l.json", "{\"scenario\":{},\"loads\":{\"fleet\":{\"rate\":0}}}\n");
	pty = planner_launch(24, 80, NULL, "--plan=l.json", NULL);
	assert_true(pty_wait_text(pty, "l.json: /loads/fleet/rate: ", PLANNER_DEADLINE_MS));
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 3);
	pty_free(pty);
}

/* A plan that the program started with, rewritten behind its back. */
static void test_changed_by_others(void **state)
{
	struct pty *pty;

	(void)state;
	file_put("a.json", "{\"prompt\":2048}\n");
	pty = planner_start(24, 80, NULL, "--plan=a.json");
	file_put("a.json", "{\"prompt\":4711}\n");
	pty_send(pty, "W\r");
	assert_true(pty_wait_text(pty, "a.json was changed by someone else", PLANNER_DEADLINE_MS));
	assert_true(file_holds("a.json", "4711"));
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, "Saved: a.json", PLANNER_DEADLINE_MS));
	assert_false(file_holds("a.json", "4711"));
	planner_quit(pty);
}

/* A pipe is no file: without a reader it is told at once, and the planner goes on. */
static void test_pipe(void **state)
{
	struct pty *pty;
	char taken[16] = "";
	int fd;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	pty = planner_start(24, 80, NULL, NULL);
	pty_send(pty, ":save! pipe\r");
	assert_true(pty_wait_text(pty, "pipe: nobody reads this pipe", PLANNER_DEADLINE_MS));
	pty_send(pty, "j");
	fd = open("pipe", O_RDONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	pty_send(pty, ":save! pipe\r");
	assert_true(pty_wait_text(pty, "Saved: pipe", PLANNER_DEADLINE_MS));
	assert_true(read(fd, taken, sizeof(taken) - 1) > 0);
	CHECK_HOLDS(taken, "{");
	/* One that is not emptied: a page in a pipe of a page. */
#ifdef F_SETPIPE_SZ
	assert_true(fcntl(fd, F_SETPIPE_SZ, 4096) > 0);
	pty_send(pty, ":export pipe.json\r");
	assert_true(pty_wait_text(pty, "Exported: pipe.json", PLANNER_DEADLINE_MS));
	assert_int_equal(unlink("pipe.json"), 0);
	assert_int_equal(symlink("pipe", "pipe.json"), 0);
	pty_send(pty, ":export! pipe.json\r");
	assert_true(pty_wait_text(pty, "pipe.json: its reader takes nothing", PLANNER_DEADLINE_MS));
#endif
	close(fd);
	planner_quit(pty);
}

/* A plan in a folder that somebody else holds: the save waits a little, then says so. */
static void test_held(void **state)
{
	struct file_lock lock = { .count = 0 };
	struct pty *pty;

	(void)state;
	file_put("a.json", "{\"prompt\":2048}\n");
	pty = planner_start(24, 80, NULL, "--plan=a.json");
	assert_int_equal(file_lock_take(&lock, "a.json", 0, NULL), STATUS_OK);
	pty_send(pty, "W\r");
	assert_true(pty_wait_text(pty, "a.json: ", PLANNER_DEADLINE_MS));
	assert_true(pty_wait_text(pty, "holds its folder", PLANNER_DEADLINE_MS));
	assert_true(file_holds("a.json", "2048}"));
	file_lock_release(&lock);
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, "Saved: a.json", PLANNER_DEADLINE_MS));
	planner_quit(pty);
}

/* A folder of settings that leads nowhere: the planner starts without, and says so. */
static void test_looping_folder(void **state)
{
	char config[64];
	const char *environment[] = { config, NULL };
	struct pty *pty;

	(void)state;
	snprintf(config, sizeof(config), "XDG_CONFIG_HOME=%s", folder);
	assert_int_equal(symlink("gpuplan", "gpuplan"), 0);
	pty = planner_start(24, 100, environment, NULL);
	assert_true(pty_wait_text(pty, "/gpuplan: Too many levels of symbolic links", PLANNER_DEADLINE_MS));
	planner_quit(pty);
}

/* OSC 52 goes out once, when asked, and the screen stays as it is. */
static void test_clipboard(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);
	const struct text *raw;
	const char *sequence;

	(void)state;
	planner_wait_same(pty, &rig, 24, 80);
	assert_null(strstr(pty_raw(pty)->data, "\033]52;"));
	pty_mark(pty);
	planner_both(pty, &rig, "y", "y", 24, 80);
	pty_settle(pty, 20);
	raw = pty_raw(pty);
	sequence = strstr(raw->data, "\033]52;c;");
	assert_non_null(sequence);
	assert_null(strstr(sequence + 1, "\033]52;"));
	/* "GH2" (of GH200) is what the copy begins with. */
	assert_memory_equal(sequence, "\033]52;c;R0gy", 11);
	assert_non_null(strchr(sequence, '\a'));
	pty_mark(pty);
	planner_both(pty, &rig, "jk", "j k", 24, 80);
	assert_null(strstr(pty_raw(pty)->data, "\033]52;"));
	planner_quit(pty);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_plan), PLANNER_TEST(test_plan_and_option),
		PLANNER_TEST(test_clipboard), PLANNER_TEST(test_loads), PLANNER_TEST(test_changed_by_others),
		PLANNER_TEST(test_pipe), PLANNER_TEST(test_held), PLANNER_TEST(test_looping_folder) };

	return cmocka_run_group_tests(tests, enter, leave);
}
