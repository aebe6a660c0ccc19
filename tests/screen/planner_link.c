/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The planner over a link with 300 ms between a key and its echo.  What makes it bearable: it never
 * waits for an answer of the terminal, a key's frame leaves at once and whole, and keys typed
 * ahead cost one frame.
 */
#include <string.h>
#include <unistd.h>

#include "support/planner_pty.h"

/* One way of the link, and time for a key's frame and the marks that follow it on a slow machine. */
enum { HALF_LINK_MS = 150, ANSWER_MS = 400 };

RIG_DEFINE

/* The key travels, the answer travels back: nobody reads meanwhile. */
static void type_over_link(struct pty *pty, const char *bytes)
{
	usleep(HALF_LINK_MS * 1000);
	assert_true(pty_send(pty, bytes));
	usleep(HALF_LINK_MS * 1000);
}

/* Requests that a terminal answers: their answers would cost a round trip before the first frame. */
static void test_asks_nothing(void **state)
{
	static const char *const requests[] = { "\033[c", "\033[0c", "\033[>c", "\033[>0c", "\033[5n", "\033[6n", "$p",
		"\033]10;?", "\033]11;?", "\033P+q", "\033[14t", "\033[18t" };
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(requests); i++)
		if (strstr(pty_raw(pty)->data, requests[i]))
			fail_msg("request %zu is sent to the terminal", i);
	planner_quit(pty);
}

/* One round trip a key: when its answer arrives it is complete. */
static void test_one_round_trip(void **state)
{
	static const struct {
		const char *bytes, *keys;
	} typed[] = { { "\033[B", "Down" }, { "\033[B\033[B\033[B", "Down Down Down" }, { "\033[C", "Right" },
		{ "\t", "Tab" }, { "j", "j" }, { "\r", "Enter" }, { "\033", "Escape" }, { "v", "v" }, { "q", "q" } };
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	/* The marks of the sliders come by themselves, once. */
	planner_wait_same(pty, &rig, 24, 80);
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		size_t first;

		pty_mark(pty);
		type_over_link(pty, typed[i].bytes);
		/* What curses calls a key or an escape sequence is decided by time. */
		pty_run(pty, strcmp(typed[i].keys, "Escape") == 0 ? 1200 : ANSWER_MS);
		first = pty_bytes(pty);
		rig_keys(&rig, typed[i].keys);
		planner_wait_same(pty, &rig, 24, 80);
		assert_true(first > 0);
		assert_int_equal(pty_bytes(pty), first);
	}
	planner_quit(pty);
}

/* Somebody types on without waiting: what arrives together is worked off before one frame. */
static void test_typed_ahead(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);
	size_t bytes;

	(void)state;
	planner_wait_same(pty, &rig, 24, 80);
	pty_mark(pty);
	type_over_link(pty, "\033[B\033[B\033[B\033[B\033[B\033[B\033[C\033[C\033[C\033[B\033[D\tjjkj");
	rig_keys(&rig, "Down Down Down Down Down Down Right Right Right Down Left Tab j j k j");
	planner_wait_same(pty, &rig, 24, 80);
	bytes = pty_bytes(pty);
	printf("# %zu bytes for 16 keys\n", bytes);
	/* A frame of 80x24 is 1,920 places; sixteen frames would be many times that. */
	assert_true(bytes < 5000);
	planner_quit(pty);
}

#define LINK_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { LINK_TEST(test_asks_nothing), LINK_TEST(test_one_round_trip),
		LINK_TEST(test_typed_ahead) };

	return cmocka_run_group_tests(tests, enter, leave);
}
