/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner on a terminal: it shows what the headless one draws, after keys, pastes, torn
 * sequences and resizes, and is silent when nothing happens. */
#include "support/planner_pty.h"

RIG_DEFINE

static void test_first_screen(void **state)
{
	static const int sizes[][2] = { { 16, 60 }, { 24, 80 }, { 50, 200 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct pty *pty = planner_start(sizes[i][0], sizes[i][1], NULL, NULL);

		planner_wait_same(pty, &rig, sizes[i][0], sizes[i][1]);
		assert_true(pty_alternate(pty));
		planner_quit(pty);
	}
}

/* Bytes for the program and the names of the same keys. */
static const struct {
	const char *bytes, *names;
} walk[] = { { "\033[B\033[B", "Down Down" }, { "\033[C", "Right" }, { "\033OC", "Right" },
	{ "\033[1;2C", "ShiftRight" }, { "\033[1;2D", "ShiftLeft" }, { "\033[F", "End" }, { "\033[5~", "PageUp" },
	{ "\033[H", "Home" }, { "jj\177", "j j Backspace" }, { "64k", "6 4 k" }, { "\r", "Enter" }, { "\t", "Tab" },
	{ "jjj", "j j j" }, { "\033[6~", "PageDown" }, { "\r", "Enter" }, { " ", "Space" }, { "\033", "Escape" },
	{ "ss", "s s" }, { "r", "r" }, { "?", "?" }, { "G", "G" }, { "q", "q" }, { "m", "m" }, { "qwen", "q w e n" },
	{ "\033[B", "Down" }, { "\r", "Enter" }, { "\t", "Tab" }, { "R", "R" } };

static void test_keys(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 50, 200 } };

	(void)state;
	for (size_t s = 0; s < COUNT_OF(sizes); s++) {
		int rows = sizes[s][0], columns = sizes[s][1];
		struct pty *pty = planner_start(rows, columns, NULL, NULL);

		rig_stop(&rig);
		rig_start(&rig);
		for (size_t i = 0; i < COUNT_OF(walk); i++) {
			rig_draw(&rig, rows, columns);
			planner_both(pty, &rig, walk[i].bytes, walk[i].names, rows, columns);
		}
		planner_quit(pty);
	}
}

/* The step of a slider re-ranks: another best row, another cost. */
static void test_slider_changes_table(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);
	struct text before, after;

	(void)state;
	text_init(&before);
	text_init(&after);
	planner_wait_same(pty, &rig, 24, 80);
	pty_row(pty, 4, &before);
	pty_send(pty, "jjLLLLLL");
	assert_true(pty_wait_text(pty, "128k", PLANNER_DEADLINE_MS));
	pty_row(pty, 4, &after);
	assert_string_not_equal(before.data, after.data);
	text_release(&before);
	text_release(&after);
	planner_quit(pty);
}

/* Pasted text is text: one line, into the entry, never a command. */
static void test_paste(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	pty_send(pty, "jj\033[200~64k\nq\n\033[201~");
	rig_keys(&rig, "Down Down");
	input_paste(&rig.session, "64k");
	planner_wait_same(pty, &rig, 24, 80);
	planner_both(pty, &rig, "\r", "Enter", 24, 80);
	planner_quit(pty);
}

/* An arrow key whose bytes come 50 ms apart is an arrow key and no Escape. */
static void test_torn_sequence(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	planner_both(pty, &rig, "?", "?", 24, 80);
	pty_send(pty, "\033");
	poll(NULL, 0, 50);
	pty_send(pty, "[");
	poll(NULL, 0, 50);
	planner_both(pty, &rig, "B", "Down", 24, 80);
	/* Unknown sequences and answers of the terminal do nothing. */
	pty_send(pty, "\033[27;5;9~\033[?64;1;2c\033P>|xterm(390)\033\\\033[31;5R");
	planner_both(pty, &rig, "\033[B", "Down", 24, 80);
	planner_both(pty, &rig, "\033", "Escape", 24, 80);
	planner_quit(pty);
}

static unsigned next_random(unsigned *state, unsigned n)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % n;
}

/* 300 sizes, also impossible ones, while keys arrive; the end is a fresh screen of that size. */
static void test_resize_storm(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);
	unsigned random = 20261120;

	(void)state;
	for (int i = 0; i < 300; i++) {
		pty_resize(pty, 1 + (int)next_random(&random, 70), 1 + (int)next_random(&random, 240));
		if (i % 50 == 0)
			pty_send(pty, "?");
		if (i % 50 == 25)
			pty_send(pty, "q");
		if (i % 7 == 0)
			pty_run(pty, 1);
	}
	pty_resize(pty, 31, 107);
	planner_wait_same(pty, &rig, 31, 107);
	pty_resize(pty, 24, 80);
	planner_wait_same(pty, &rig, 24, 80);
	planner_quit(pty);
}

static void test_too_small(void **state)
{
	static const int sizes[][2] = { { 15, 80 }, { 24, 59 }, { 5, 40 }, { 1, 1 }, { 3, 10 }, { 1, 200 }, { 50, 1 } };
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		rig_draw(&rig, sizes[i][0], sizes[i][1]);
		if (sizes[i][1] >= 40)
			assert_true(pty_wait_text(pty, "gpuplan needs 60x16", PLANNER_DEADLINE_MS));
		pty_resize(pty, 24, 80);
		planner_wait_same(pty, &rig, 24, 80);
	}
	pty_resize(pty, 5, 40);
	assert_true(pty_wait_text(pty, "gpuplan needs 60x16", PLANNER_DEADLINE_MS));
	planner_quit(pty);
	/* Started too small it works as soon as there is room. */
	pty = planner_launch(1, 1, NULL, NULL, NULL);
	pty_settle(pty, 50);
	pty_resize(pty, 24, 80);
	planner_wait_same(pty, &rig, 24, 80);
	planner_quit(pty);
}

static long wake_ups(struct pty *pty)
{
	char path[64], line[256];
	long count = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pty_pid(pty));
	file = fopen(path, "r");
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1)
			break;
	}
	fclose(file);
	return count;
}

/* No byte, no wake-up and no work. */
static void check_silence(struct pty *pty, int ms)
{
	long before, cpu_ms;

	pty_settle(pty, 50);
	pty_mark(pty);
	before = wake_ups(pty);
	cpu_ms = pty_cpu_ms(pty);
	pty_run(pty, ms);
	assert_int_equal(pty_bytes(pty), 0);
	assert_int_equal(wake_ups(pty), before);
	assert_int_equal(pty_cpu_ms(pty), cpu_ms);
}

/* Once the marks on the sliders are there, which the headless planner shows, too. */
static void test_idle(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	rig_idle(&rig);
	rig_draw(&rig, 24, 80);
	assert_non_null(strstr(rig_dump(&rig), "┴"));
	planner_wait_same(pty, &rig, 24, 80);
	check_silence(pty, 2000);
	planner_both(pty, &rig, "jj\033[C", "Down Down Right", 24, 80);
	check_silence(pty, 500);
	planner_quit(pty);
}

/* 200 keys at once are one or few frames, and the end value is right. */
static void test_burst(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);
	char keys[601] = "";

	(void)state;
	planner_both(pty, &rig, "jj", "Down Down", 24, 80);
	pty_settle(pty, 30);
	for (int i = 0; i < 200; i++) {
		memcpy(keys + 3 * i, i % 3 == 2 ? "\033[D" : "\033[C", 4);
		rig_keys(&rig, i % 3 == 2 ? "Left" : "Right");
	}
	pty_mark(pty);
	pty_send(pty, keys);
	pty_settle(pty, 300);
	printf("# %zu bytes for 200 keys\n", pty_bytes(pty));
	assert_true(pty_bytes(pty) > 0 && pty_bytes(pty) <= 5000);
	/* Who leads now is told of the whole burst, until the next key. */
	planner_both(pty, &rig, "kj", "k j", 24, 80);
	planner_quit(pty);
}

/* Ctrl-L repaints what another program has spoilt. */
static void test_redraw(void **state)
{
	struct pty *pty = planner_start(24, 80, NULL, NULL);

	(void)state;
	planner_wait_same(pty, &rig, 24, 80);
	pty_settle(pty, 30);
	pty_mark(pty);
	pty_send(pty, "\f");
	pty_settle(pty, 60);
	assert_true(pty_bytes(pty) > 1000);
	planner_wait_same(pty, &rig, 24, 80);
	planner_quit(pty);
}

#define PLANNER_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { PLANNER_TEST(test_first_screen), PLANNER_TEST(test_keys),
		PLANNER_TEST(test_slider_changes_table), PLANNER_TEST(test_paste), PLANNER_TEST(test_torn_sequence),
		PLANNER_TEST(test_resize_storm), PLANNER_TEST(test_too_small), PLANNER_TEST(test_idle),
		PLANNER_TEST(test_burst), PLANNER_TEST(test_redraw) };

	return cmocka_run_group_tests(tests, enter, leave);
}
