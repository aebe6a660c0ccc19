/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks on the sliders of the planner and the nearest one in words. */
#include "support/planner_rig.h"
#include "tui/canvas/glyph.h"
#include "tui/views/parameters.h"
#include "tui/views/switch_marks.h"

RIG_DEFINE

/* Screen row of the focused parameter at 200x50, where all of them are shown. */
static int focused_row(void)
{
	return layout_workbench(50, 200).parameters.row + 1 + rig.session.parameters.selected;
}

static int count_marks(int row)
{
	int count = 0;

	for (int column = 0; column < layout_workbench(50, 200).parameters.columns; column++) {
		const struct cell *cell = canvas_at(&rig.canvas, row, column);

		count += cell->glyph == (wchar_t)glyph_code(GLYPH_SLIDER_MARK, rig.canvas.ascii);
	}
	return count;
}

/* The recommendation as text: "MI350X x1". */
static void leader(char *out, size_t size)
{
	const struct row *best = result_best(&rig.session.result);

	if (!best)
		snprintf(out, size, "nothing");
	else
		snprintf(
			out, size, "%s x%.0f", best->deployment.gpu->short_name, layout_gpus(&best->deployment.layout));
}

/* Steps with the arrow over the whole slider and counts where the leader changes. */
static int changes_on_the_way(void)
{
	char before[64], now[64];
	int changes = 0;
	double value;

	rig_keys(&rig, "Home");
	leader(before, sizeof(before));
	do {
		value = rig.session.scenario.number[PARAMETER_CONCURRENCY];
		rig_keys(&rig, "Right");
		leader(now, sizeof(now));
		changes += strcmp(before, now) != 0;
		memcpy(before, now, sizeof(now));
	} while (rig.session.scenario.number[PARAMETER_CONCURRENCY] > value);
	return changes;
}

static void test_marks(void **state)
{
	double marks[SCALE_POSITIONS_MAX];
	struct slider slider;
	int count;

	(void)state;
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_draw(&rig, 50, 200);
	assert_int_equal(count_marks(focused_row()), 0);
	rig_idle(&rig);
	assert_false(session_idle(&rig.session));
	slider = parameters_slider(&rig.session, PARAMETER_CONCURRENCY);
	count = switch_marks(&rig.session, PARAMETER_CONCURRENCY, &slider, marks);
	assert_true(count > 2);
	rig_draw(&rig, 50, 200);
	assert_in_range(count_marks(focused_row()), 2, count);
	assert_int_equal(changes_on_the_way(), count);
	/* The leader is another one at a mark than a step before it. */
	for (int i = 0; i < count; i++)
		assert_true(marks[i] > 0 && marks[i] <= 1 && (i == 0 || marks[i] > marks[i - 1]));
}

static void test_ascii(void **state)
{
	struct scenario scenario = rig_scenario(&rig);

	(void)state;
	rig_stop(&rig);
	rig_start_with(&rig, &scenario, true);
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_idle(&rig);
	rig_draw(&rig, 50, 200);
	assert_in_range(count_marks(focused_row()), 2, 22);
	assert_int_not_equal(glyph_code(GLYPH_SLIDER_MARK, true), glyph_code(GLYPH_SLIDER_DEFAULT, true));
	assert_int_not_equal(glyph_code(GLYPH_SLIDER_MARK, true), glyph_code(GLYPH_SLIDER_LINE, true));
}

/* "Prompt from 2k: X leads." is so after the steps to 2k, and not one step earlier. */
static void test_words(void **state)
{
	char now[64], wanted[64];
	struct text words;
	int steps = 0;

	(void)state;
	text_init(&words);
	rig_focus(&rig, PARAMETER_PROMPT);
	switch_sentence(&rig.session, &words);
	assert_string_equal(words.data ? words.data : "", "");
	rig_idle(&rig);
	switch_sentence(&rig.session, &words);
	if (sscanf(words.data, "Prompt from %*[^:]: %63[^l]", wanted) != 1)
		fail_msg("%s", words.data);
	wanted[strlen(wanted) - 1] = '\0';
	leader(now, sizeof(now));
	assert_string_not_equal(now, wanted);
	for (; strcmp(now, wanted) != 0 && steps < 22; steps++) {
		rig_keys(&rig, "Right");
		leader(now, sizeof(now));
	}
	assert_in_range(steps, 1, 21);
	rig_draw(&rig, 24, 80);
	/* Its own slider was moved: its words stay true without a new computation. */
	text_clear(&words);
	switch_sentence(&rig.session, &words);
	assert_non_null(strstr(words.data, "Prompt up to"));
	assert_non_null(strstr(rig_dump(&rig), words.data));
	text_release(&words);
}

static void test_nothing_meets(void **state)
{
	struct text words;

	(void)state;
	text_init(&words);
	assert_true(session_set(&rig.session, PARAMETER_TTFT, "1ms"));
	rig_idle(&rig);
	switch_sentence(&rig.session, &words);
	assert_non_null(strstr(words.data, "TTFT goal from"));
	text_clear(&words);
	/* One GPU alone, and whatever is wanted of it: nothing turns but whether it meets. */
	session_set_default(&rig.session, PARAMETER_TTFT);
	assert_true(session_set(&rig.session, PARAMETER_MAX_GPUS, "1"));
	assert_true(session_set(&rig.session, PARAMETER_GPU, "B200"));
	rig_idle(&rig);
	switch_sentence(&rig.session, &words);
	assert_non_null(strstr(words.data, "nothing meets the goals."));
	text_release(&words);
}

/* No words about a scenario that is gone. */
static void test_no_old_words(void **state)
{
	struct text words;

	(void)state;
	text_init(&words);
	rig_idle(&rig);
	assert_true(session_set(&rig.session, PARAMETER_MODEL, "deepseek-ai/DeepSeek-V3"));
	switch_sentence(&rig.session, &words);
	assert_int_equal(words.length, 0);
	assert_true(session_set(&rig.session, PARAMETER_RATE, "1"));
	rig_focus(&rig, PARAMETER_CONCURRENCY);
	rig_draw(&rig, 50, 200);
	assert_int_equal(count_marks(focused_row()), 0);
	text_release(&words);
}

#define TURNING_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { TURNING_TEST(test_marks), TURNING_TEST(test_ascii),
		TURNING_TEST(test_words), TURNING_TEST(test_nothing_meets), TURNING_TEST(test_no_old_words) };

	return cmocka_run_group_tests_name("turning", tests, enter, leave);
}
