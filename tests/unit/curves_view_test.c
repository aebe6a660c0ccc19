/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves view by its keys. */
#include "study/scenario_text.h"
#include "support/planner_rig.h"
#include "tui/mouse.h"

RIG_DEFINE

static void check_plot(const char *keys, enum curve_plot plot)
{
	rig_keys(&rig, keys);
	assert_int_equal(rig.session.view, VIEW_CURVES);
	if (rig.session.views->curves.plot != plot)
		fail_msg("%s: plot %d, not %d", keys, (int)rig.session.views->curves.plot, (int)plot);
}

static void keys_choose_the_plot(void **state)
{
	(void)state;
	check_plot("v", CURVE_SPEED);
	check_plot("v", CURVE_BUSY);
	check_plot("Right", CURVE_LOAD);
	check_plot("Tab", CURVE_CONTEXT);
	check_plot("]", CURVE_SPEED);
	check_plot("[", CURVE_CONTEXT);
	check_plot("Left", CURVE_LOAD);
	check_plot("BackTab", CURVE_BUSY);
	check_plot("4", CURVE_CONTEXT);
	check_plot("3", CURVE_LOAD);
	check_plot("2", CURVE_BUSY);
	check_plot("1", CURVE_SPEED);
}

/* A click on the name of a plot shows it. */
static void clicks_choose_the_plot(void **state)
{
	(void)state;
	rig_keys(&rig, "v 1");
	rig_draw(&rig, 24, 80);
	assert_int_equal(canvas_at(&rig.canvas, 2, 11)->glyph, '2');
	mouse_act(&rig.session, &rig.canvas, (struct mouse){ .kind = MOUSE_PRESS, .row = 2, .column = 12 });
	assert_int_equal(rig.session.views->curves.plot, CURVE_BUSY);
	assert_int_equal(rig.session.view, VIEW_CURVES);
}

static void keys_close_it(void **state)
{
	(void)state;
	rig_keys(&rig, "v 3 q");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_false(rig.session.quit);
	rig_keys(&rig, "Tab v");
	/* It opens where it was left. */
	assert_int_equal(rig.session.views->curves.plot, CURVE_LOAD);
	rig_keys(&rig, "Escape");
	assert_int_equal(rig.session.view, VIEW_WORKBENCH);
	assert_int_equal(rig.session.panel, PANEL_TABLE);
	assert_true(rig_number(&rig, PARAMETER_CONCURRENCY) == 32.0);
}

static void arrows_choose_the_gpu(void **state)
{
	char wanted[64];

	(void)state;
	rig_keys(&rig, "v Down Down");
	assert_int_equal(rig.session.rows.selected, 2);
	snprintf(wanted, sizeof(wanted), "Curves of %s x", session_answer(&rig.session)->deployment.gpu->short_name);
	rig_draw(&rig, 24, 80);
	assert_non_null(strstr(rig_dump(&rig), wanted));
	rig_keys(&rig, "Up");
	assert_int_equal(rig.session.rows.selected, 1);
}

/* The four letters stand in the legend and on the curves. */
static void letters_tell_the_curves_apart(void **state)
{
	(void)state;
	for (int plot = 0; plot < CURVE_PLOTS; plot++) {
		rig.session.view = VIEW_CURVES;
		rig.session.views->curves.plot = (enum curve_plot)plot;
		rig_draw(&rig, 24, 80);
		for (char letter = 'A'; letter < 'E'; letter++) {
			int found = 0;

			/* Below the legend and right of the labels, above the words. */
			for (int row = 4; row < 17; row++)
				for (int column = 6; column < 80; column++)
					found += canvas_at(&rig.canvas, row, column)->glyph == (wchar_t)letter;
			if (found == 0) {
				rig_print(&rig);
				fail_msg("no %c in plot %d", letter, plot);
			}
		}
	}
}

static void check_words(const char *keys, const char *wanted)
{
	rig_keys(&rig, keys);
	rig_draw(&rig, 24, 80);
	if (!strstr(rig_dump(&rig), wanted)) {
		rig_print(&rig);
		fail_msg("\"%s\" is missing", wanted);
	}
}

static void label_say_what_is_missing(void **state)
{
	(void)state;
	rig_keys(&rig, "Tab");
	while (session_answer(&rig.session)->offer)
		rig_keys(&rig, "Down");
	check_words("v 2", "No dated price of the chosen kind.");
	check_words("3", "No dated price of the chosen kind.");
	rig_keys(&rig, "q");
	while (session_answer(&rig.session)->verdict != VERDICT_DOES_NOT_FIT)
		rig_keys(&rig, "Down");
	check_words("v 1", ": Does not fit: ");
}

/* Where the goals end is marked and named, and the shown plot stands in brackets. */
static void break_is_named(void **state)
{
	(void)state;
	check_words("Tab v 1", "[1 ");
	check_words("1", " users, then TTFT breaks");
	/* Where the leader ends there is a change, too, whose number the sign hides. */
	check_words("3", "2: 36 users, then TTFT breaks");
	check_words("4", " tokens, then memory is full");
	check_words("2", "[2 ");
	assert_null(strstr(rig.dump.data, "breaks"));
}

/* Nothing can be drawn at all: sentences instead of an empty plot. */
static void nothing_to_draw(void **state)
{
	struct scenario scenario = rig_scenario(&rig);
	struct error error = { 0 };

	(void)state;
	rig_stop(&rig);
	assert_int_equal(scenario_set(&scenario, PARAMETER_GPU, "TPU-v5e", &error), STATUS_OK);
	rig_start_with(&rig, &scenario, false);
	check_words("v 1", "A TPU v5e: ");
	assert_null(strstr(rig_dump(&rig), "TPOT"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_choose_the_plot, start, stop),
		cmocka_unit_test_setup_teardown(clicks_choose_the_plot, start, stop),
		cmocka_unit_test_setup_teardown(keys_close_it, start, stop),
		cmocka_unit_test_setup_teardown(arrows_choose_the_gpu, start, stop),
		cmocka_unit_test_setup_teardown(letters_tell_the_curves_apart, start, stop),
		cmocka_unit_test_setup_teardown(label_say_what_is_missing, start, stop),
		cmocka_unit_test_setup_teardown(break_is_named, start, stop),
		cmocka_unit_test_setup_teardown(nothing_to_draw, start, stop),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
