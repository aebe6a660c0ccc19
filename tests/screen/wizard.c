/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wizard on a terminal: on the whole screen as the headless one draws it, and line by line
 * where the terminal can do no more. */
#include "support/planner_pty.h"

RIG_DEFINE

static struct pty *launch(const char *const *environment, const char *option)
{
	return planner_launch(24, 80, environment, "wizard", option);
}

/* Bytes for the program and the names of the same keys. */
static const struct {
	const char *bytes, *names;
} walk[] = { { "\033[B", "Down" }, { "\r", "Enter" }, { "\177", "Backspace" }, { "\033[A\033[C", "Up Right" },
	{ "30B", "3 0 B" }, { "\033[D\177", "Left Backspace" }, { "\r", "Enter" }, { "4", "4" }, { "\r", "Enter" },
	{ "2\r", "2 Enter" }, { "9h\r", "9 h Enter" },
	{ "\025"
	  "2s\r",
		"C-u 2 s Enter" },
	{ "\t", "Tab" }, { "\r\r\r\r\r\r\r\r\r", "Enter Enter Enter Enter Enter Enter Enter Enter Enter" },
	{ "\033[6~", "PageDown" }, { "\033[D", "Left" }, { "\r", "Enter" }, { "\r", "Enter" } };

static void test_keys(void **state)
{
	struct pty *pty = launch(NULL, NULL);

	(void)state;
	rig_keys(&rig, "w");
	planner_wait_same(pty, &rig, 24, 80);
	assert_true(pty_alternate(pty));
	for (size_t i = 0; i < COUNT_OF(walk); i++) {
		planner_both(pty, &rig, walk[i].bytes, walk[i].names, 24, 80);
	}
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	planner_quit(pty);
}

/* From start to a plan with eight keys, the recommendation with its reason before the last. */
static void test_defaults(void **state)
{
	struct pty *pty = launch(NULL, NULL);

	(void)state;
	assert_true(pty_wait_text(pty, "1 of 7", PLANNER_DEADLINE_MS));
	pty_send(pty, "\r\r\r\r\r\r\r");
	assert_true(pty_wait_text(pty, "Recommendation", PLANNER_DEADLINE_MS));
	assert_true(pty_wait_text(pty, "Reason    it meets the goals", PLANNER_DEADLINE_MS));
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, " Llama-3.1-8B ", PLANNER_DEADLINE_MS));
	/* The longest request follows from the lengths of chats. */
	assert_true(pty_has_text(pty, "8k"));
	planner_quit(pty);
}

/* A pile overnight on spot, answered in nine keys; what is no work is refused and loses nothing. */
static void test_pile(void **state)
{
	struct pty *pty = launch(NULL, NULL);

	(void)state;
	assert_true(pty_wait_text(pty, "1 of 7", PLANNER_DEADLINE_MS));
	pty_send(pty, "2\r\r\r");
	assert_true(pty_wait_text(pty, "How much work is there?", PLANNER_DEADLINE_MS));
	pty_send(pty, "0\r");
	assert_true(pty_wait_text(pty, "'0' is no answer: allowed is 1 to 1000T", PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, "How much work is there?"));
	pty_send(pty, "\0250M\177\1771\177500M\r");
	assert_true(pty_wait_text(pty, "By when must it be done?", PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, "kinds of GPU are in time"));
	pty_send(pty, "\r\r2");
	assert_true(pty_wait_text(pty, " spot from ", PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, " in all, done about "));
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, "Reason    it is done in time", PLANNER_DEADLINE_MS));
	pty_send(pty, "\r");
	assert_true(pty_wait_text(pty, "Pile of work", PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, "500M"));
	planner_quit(pty);
}

/* What is in the plan is not asked; Escape leaves it as it was. */
static void test_escape(void **state)
{
	struct pty *pty = launch(NULL, "--model=qwen3-8b");

	(void)state;
	assert_true(pty_wait_text(pty, "1 of 6", PLANNER_DEADLINE_MS));
	pty_send(pty, "\r\033[B\r\033");
	assert_true(pty_wait_text(pty, PLANNER_READY, PLANNER_DEADLINE_MS));
	assert_true(pty_has_text(pty, "Qwen3-8B"));
	assert_true(pty_has_text(pty, "auto"));
	planner_quit(pty);
}

static void check_plain(struct pty *pty)
{
	/* Behind the prompt readline has the terminal. */
	assert_true(pty_wait_text(pty, "Question 1 of 7. What", PLANNER_DEADLINE_MS));
	assert_true(pty_wait_text(pty, "Answer [a]:", PLANNER_DEADLINE_MS));
	/* The line can be edited: the x goes, b stays. */
	pty_send(pty, "x\177b\n");
	assert_true(pty_wait_text(pty, "Question 2 of 7. Which", PLANNER_DEADLINE_MS));
	pty_send(pty, "<\n");
	assert_true(pty_wait_text(pty, "Question 1 of 7. What", PLANNER_DEADLINE_MS));
	pty_send(pty, "\n\n\n\n\n\n\n");
	assert_true(pty_wait_text(pty, "The same as a command: gpuplan batch", PLANNER_DEADLINE_MS));
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	assert_true(pty_restored(pty));
	assert_false(pty_alternate(pty));
}

static void test_dumb(void **state)
{
	static const char *const environment[] = { "TERM=dumb", NULL };
	struct pty *pty = launch(environment, NULL);

	(void)state;
	check_plain(pty);
	assert_non_null(strstr(pty_raw(pty)->data, "here are the questions line by line"));
	assert_null(strchr(pty_raw(pty)->data, '\033'));
	pty_free(pty);
}

/* On a good terminal, too, nothing but lines: no colours, no modes, no other screen. */
static void test_plain(void **state)
{
	struct pty *pty = launch(NULL, "--plain");

	(void)state;
	check_plain(pty);
	assert_null(strstr(pty_raw(pty)->data, "\033[?"));
	assert_null(strstr(pty_raw(pty)->data, "\033[1m"));
	assert_null(strstr(pty_raw(pty)->data, "\033[3"));
	pty_free(pty);
}

/* Ctrl-D ends the input: the rest has its defaults. Ctrl-C ends the program. */
static void test_end_of_input(void **state)
{
	struct pty *pty = launch(NULL, "--plain");

	(void)state;
	assert_true(pty_wait_text(pty, "Answer [a]:", PLANNER_DEADLINE_MS));
	pty_send(pty, "\004");
	assert_true(pty_wait_text(pty, "The same as a command", PLANNER_DEADLINE_MS));
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), 0);
	pty_free(pty);
	pty = launch(NULL, "--plain");
	assert_true(pty_wait_text(pty, "Answer [a]:", PLANNER_DEADLINE_MS));
	pty_send(pty, "\003");
	assert_int_equal(pty_wait_exit(pty, PLANNER_DEADLINE_MS), -2);
	assert_true(pty_restored(pty));
	pty_free(pty);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_keys), PLANNER_TEST(test_defaults),
		PLANNER_TEST(test_pile), PLANNER_TEST(test_escape), PLANNER_TEST(test_dumb), PLANNER_TEST(test_plain),
		PLANNER_TEST(test_end_of_input) };

	return cmocka_run_group_tests(tests, enter, leave);
}
