/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line and the search on a terminal: the same screens as without one, the user's
 * key bindings and history, and nothing written beside the canvas. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "support/planner_pty.h"
#include "tui/command_line.h"

RIG_DEFINE

static char folder[] = "/tmp/gpuplan-prompt.XXXXXX";
static char state_home[64], inputrc[64];
static const char *environment[] = { state_home, inputrc, NULL };

/* Every test has a state folder and a file of bindings of its own. */
static void write_inputrc(const char *text)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/inputrc", folder);
	file_put(path, text);
}

static int begin(void **state)
{
	snprintf(folder, sizeof(folder), "/tmp/gpuplan-prompt.XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s", folder);
	snprintf(inputrc, sizeof(inputrc), "INPUTRC=%s/inputrc", folder);
	planner_planned_in(folder);
	write_inputrc("");
	return start(state);
}

static int end(void **state)
{
	static const char *const parts[] = { "/gpuplan/history", "/gpuplan/planned", "/gpuplan", "/inputrc",
		"/commands", "" };
	char path[64];

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		snprintf(path, sizeof(path), "%s%s", folder, parts[i]);
		remove(path);
	}
	return stop(state);
}

static void both(struct pty *pty, const char *bytes, const char *names)
{
	planner_both(pty, &rig, bytes, names, 24, 80);
}

static void test_typing(void **state)
{
	struct pty *pty = planner_start(24, 80, environment, NULL);

	(void)state;
	both(pty, ":", ":");
	both(pty, "set con", "s e t Space c o n");
	both(pty, "\t", "Tab");
	both(pty, "t\t", "t Tab");
	both(pty, "3\t", "3 Tab");
	both(pty, "2k", "2 k");
	both(pty, "\033[D\033OD\033[H", "Left Left Home");
	both(pty, "\033[1;5C", "CtrlRight");
	both(pty, "\r", "Enter");
	both(pty, ":busy 200%\r", ": b u s y Space 2 0 0 % Enter");
	both(pty, ":\033[A", ": Up");
	both(pty, "\033OA", "Up");
	both(pty, "\022", "C-r");
	both(pty, "busy", "b u s y");
	both(pty, "\033", "Escape");
	both(pty, "\033", "Escape");
	both(pty, "/h100", "/ h 1 0 0");
	both(pty, "x", "x");
	both(pty, "\177\r", "Backspace Enter");
	both(pty, "nnN", "n n N");
	both(pty, "/l40s\007", "/ l 4 0 s C-g");
	both(pty, ":\003", ": C-c");
	planner_quit(pty);
}

/* Characters of several bytes, also in two pieces and while the history is searched. */
static void test_wide_characters(void **state)
{
	struct pty *pty = planner_start(24, 80, environment, NULL);

	(void)state;
	both(pty, ":\xc3\xb6\xe6\x9c\xac\xe6\x9c\xac", ": ö 本 本");
	pty_send(pty, "\xe6");
	poll(NULL, 0, 50);
	both(pty, "\x9c\xac", "本");
	both(pty, "\033[D\177", "Left Backspace");
	both(pty, "\r", "Enter");
	both(pty, ":\022", ": C-r");
	both(pty, "\xe6\x9c\xac", "本");
	both(pty, "\007\033", "C-g Escape");
	planner_quit(pty);
}

static void test_paste(void **state)
{
	struct pty *pty = planner_start(24, 80, environment, NULL);

	(void)state;
	pty_send(pty, ":\033[200~context 64k\nquit\n\033[201~");
	rig_keys(&rig, ":");
	input_paste(&rig.session, "context 64k");
	planner_wait_same(pty, &rig, 24, 80);
	both(pty, "\r", "Enter");
	pty_send(pty, "/\033[200~l40s\033[201~");
	rig_keys(&rig, "/");
	input_paste(&rig.session, "l40s");
	planner_wait_same(pty, &rig, 24, 80);
	both(pty, "\r", "Enter");
	planner_quit(pty);
}

/* The line stays, also where there is no room to show it. */
static void test_resize(void **state)
{
	static const int sizes[][2] = { { 16, 60 }, { 50, 200 }, { 10, 30 }, { 1, 1 }, { 24, 80 }, { 31, 107 } };
	struct pty *pty = planner_start(24, 80, environment, NULL);

	(void)state;
	both(pty, ":set con\t", ": s e t Space c o n Tab");
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		if (sizes[i][1] >= 60)
			planner_wait_same(pty, &rig, sizes[i][0], sizes[i][1]);
	}
	pty_resize(pty, 24, 80);
	both(pty, "text 16k\r", "t e x t Space 1 6 k Enter");
	planner_quit(pty);
}

/* A typed character is few bytes, an open prompt none. */
static void test_bytes(void **state)
{
	struct pty *pty = planner_start(24, 80, environment, NULL);

	(void)state;
	both(pty, ":", ":");
	pty_settle(pty, 50);
	for (int i = 0; i < 5; i++) {
		pty_mark(pty);
		both(pty, "a", "a");
		pty_settle(pty, 20);
		assert_true(pty_bytes(pty) <= 100);
	}
	/* A key that readline would ring the bell for. */
	pty_mark(pty);
	pty_send(pty, "\033[F\033[C\033[C");
	pty_run(pty, 300);
	assert_int_equal(pty_bytes(pty), 0);
	both(pty, "\033", "Escape");
	planner_quit(pty);
}

static void test_history(void **state)
{
	struct pty *pty = planner_start(24, 80, environment, NULL);

	(void)state;
	/* Which turn is named after a change depends on the marks that were known before it. */
	planner_wait_same(pty, &rig, 24, 80);
	both(pty, ":context 32k\r", ": c o n t e x t Space 3 2 k Enter");
	both(pty, ":spot tolerant\r", ": s p o t Space t o l e r a n t Enter");
	planner_quit(pty);
	rig_stop(&rig);
	rig_start(&rig);
	pty = planner_start(24, 80, environment, NULL);
	planner_wait_same(pty, &rig, 24, 80);
	pty_send(pty, ":\033[A\033[A");
	assert_true(pty_wait_text(pty, ":context 32k", PLANNER_DEADLINE_MS));
	pty_send(pty, "\033[B\025\022cont");
	assert_true(pty_wait_text(pty, "`cont': context 32k", PLANNER_DEADLINE_MS));
	pty_send(pty, "\r");
	both(pty, "", ": c o n t e x t Space 3 2 k Enter");
	planner_quit(pty);
}

/* Bindings for gpuplan alone count; a broken line of the file is not written on the screen. */
static void test_inputrc(void **state)
{
	struct pty *pty;

	(void)state;
	write_inputrc("\"\\C-y: no quote\n$nonsense\nset nonsense on\n"
		      "$if gpuplan\n\"\\C-t\": \"context 16k\"\n$endif\n"
		      "$if Bash\n\"\\C-t\": \"wrong\"\n$endif\n\"\\e[15~\": kill-whole-line\n");
	pty = planner_start(24, 80, environment, NULL);
	pty_send(pty, ":abc\033[15~\024");
	rig_keys(&rig, ": a b c C-u");
	both(pty, "", "c o n t e x t Space 1 6 k");
	both(pty, "\r", "Enter");
	planner_quit(pty);
}

static void test_vi(void **state)
{
	struct pty *pty;

	(void)state;
	write_inputrc("set editing-mode vi\n");
	pty = planner_start(24, 80, environment, NULL);
	pty_send(pty, ":context 32k\033");
	pty_run(pty, 250);
	/* The last word away and another one. */
	pty_send(pty, "bcw16k\r");
	both(pty, "", ": c o n t e x t Space 1 6 k Enter");
	both(pty, ":\003", ": C-c");
	planner_quit(pty);
}

static void test_ends(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGSEGV };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		struct pty *pty = planner_start(24, 80, environment, NULL);

		pty_send(pty, ":set con\t");
		assert_true(pty_wait_text(pty, "Possible words", PLANNER_DEADLINE_MS));
		pty_signal(pty, signals[i]);
		assert_int_not_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), PTY_RUNNING);
		assert_true(pty_restored(pty));
		assert_false(pty_alternate(pty));
		pty_free(pty);
	}
}

/* Ctrl-Z with an open prompt: it is there again afterwards. */
static void test_stop(void **state)
{
	struct pty *pty =
		planner_shell("set -m; XDG_STATE_HOME=/nonexistent \"$GPUPLAN\" --no-measured; fg >/dev/null", 24, 80);

	(void)state;
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	pty_send(pty, ":context");
	assert_true(pty_wait_text(pty, ":context", PLANNER_DEADLINE_MS));
	pty_send(pty, "\032");
	assert_true(pty_wait_text(pty, ":context", PLANNER_DEADLINE_MS));
	pty_settle(pty, 200);
	both(pty, " 32k", ": c o n t e x t Space 3 2 k");
	planner_both(pty, &rig, "\033", "Escape", 24, 80);
	pty_send(pty, "q");
	pty_wait_exit(pty, PLANNER_DEADLINE_MS);
	pty_free(pty);
}

/* A command file before the first frame. */
static void test_command_file(void **state)
{
	static const char commands[] = "# set up\ncontext 32k\nfilter l40s\n:details\n";
	struct error error = { 0 };
	char option[64], *path;
	struct pty *pty;
	FILE *file;

	(void)state;
	snprintf(option, sizeof(option), "--commands=%s/commands", folder);
	path = strchr(option, '/');
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(commands, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(command_line_run_file(&rig.session, path, &error), STATUS_OK);
	pty = planner_launch(24, 80, environment, option, NULL);
	planner_wait_same(pty, &rig, 24, 80);
	assert_true(pty_has_text(pty, "L40S"));
	both(pty, "q", "q");
	planner_quit(pty);
}

#define PROMPT_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = { PROMPT_TEST(test_typing), PROMPT_TEST(test_wide_characters),
		PROMPT_TEST(test_paste), PROMPT_TEST(test_resize), PROMPT_TEST(test_bytes), PROMPT_TEST(test_history),
		PROMPT_TEST(test_inputrc), PROMPT_TEST(test_vi), PROMPT_TEST(test_ends), PROMPT_TEST(test_stop),
		PROMPT_TEST(test_command_file) };

	return cmocka_run_group_tests(tests, enter, leave);
}
