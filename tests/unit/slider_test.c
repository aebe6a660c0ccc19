/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of slider arithmetic and drawing. */
#include <math.h>

#include "tui/widgets/slider.h"
#include "support/drawn.h"

static const double stops[] = { 1024, 1536, 2048, 3072, 4096, 6144, 8192 };

static const struct slider tokens = { 1024, 8192, SLIDER_LOG, stops, 7, 2048 };
static const struct slider linear = { 0, 100, SLIDER_LINEAR, NULL, 0, 50 };
static const struct slider steps = { 1024, 8192, SLIDER_STEPS, stops, 7, 2048 };
static const struct slider logarithm = { 1, 1e6, SLIDER_LOG, NULL, 0, 1 };

static void places(void **state)
{
	(void)state;
	assert_int_equal(slider_position(&linear, 0, 11), 0);
	assert_int_equal(slider_position(&linear, 50, 11), 5);
	assert_int_equal(slider_position(&linear, 1e9, 11), 10);
	assert_int_equal(slider_position(&linear, -3, 11), 0);
	assert_int_equal(slider_position(&linear, NAN, 11), 0);
	assert_int_equal(slider_position(&linear, INFINITY, 11), 10);
	assert_int_equal(slider_position(&linear, 50, 1), 0);
	assert_int_equal(slider_position(&linear, 50, 0), 0);
	assert_int_equal(slider_position(&linear, 50, -4), 0);
	assert_int_equal(slider_position(&tokens, 2048, 10), 3);
	assert_int_equal(slider_position(&steps, 3072, 7), 3);
	assert_int_equal(slider_position(&steps, 2560, 13), 5);
	assert_int_equal(slider_position(&steps, 8192, 7), 6);
}

static void steps_follow_stops(void **state)
{
	(void)state;
	assert_true(slider_step(&tokens, 2048, 1) == 3072);
	assert_true(slider_step(&tokens, 2048, -1) == 1536);
	assert_true(slider_step(&tokens, 2000, 1) == 2048);
	assert_true(slider_step(&tokens, 2100, -1) == 2048);
	assert_true(slider_step(&tokens, 1024, SLIDER_LARGE_STEP) == 4096);
	assert_true(slider_step(&tokens, 4096, SLIDER_LARGE_STEP) == 8192);
	assert_true(slider_step(&tokens, 8192, 1) == 8192);
	assert_true(slider_step(&tokens, 1024, -SLIDER_LARGE_STEP) == 1024);
	assert_true(slider_step(&tokens, NAN, 1) == 1536);
	assert_true(slider_step(&tokens, 2048, 0) == 2048);
	assert_true(slider_step(&tokens, 1e12, -1) == 6144);
}

static void steps_without_stops(void **state)
{
	double value = 0;
	int count = 0;

	(void)state;
	while (value < 100 && count < 1000) {
		double next = slider_step(&linear, value, 1);

		assert_true(next > value);
		value = next;
		count++;
	}
	assert_int_equal(count, 40);
	for (value = 1, count = 0; value < 1e6 && count < 1000; count++) {
		double next = slider_step(&logarithm, value, 1);

		assert_true(next > value);
		assert_true(fabs(slider_step(&logarithm, next, -1) / value - 1) < 1e-9);
		value = next;
	}
	assert_int_equal(count, 40);
}

static void empty_range_does_not_move(void **state)
{
	const struct slider fixed = { 5, 5, SLIDER_LINEAR, NULL, 0, 5 };

	(void)state;
	assert_true(slider_step(&fixed, 5, 1) == 5);
	assert_true(slider_step(&fixed, 7, -3) == 5);
	assert_int_equal(slider_position(&fixed, 5, 9), 0);
}

/* Of the values that keys reach it is one, and none stands nearer to the cell. */
static void check_nearest(const struct slider *s, double value, int cell, int width)
{
	int distance = abs(slider_position(s, value, width) - cell);
	bool reached = false;

	for (double other = s->low;; other = slider_step(s, other, 1)) {
		reached = reached || other == value;
		assert_true(abs(slider_position(s, other, width) - cell) >= distance);
		if (other == s->high)
			break;
	}
	assert_true(reached);
}

/* The value at a cell is one that keys reach, its knob stands there or nearest, and both ends give the range. */
static void values_stand_at_cells(void **state)
{
	static const struct slider *const sliders[] = { &tokens, &linear, &steps, &logarithm };

	(void)state;
	for (int i = 0; i < 4; i++) {
		const struct slider *s = sliders[i];

		for (int width = 2; width < 60; width++) {
			double before = s->low;

			assert_true(slider_value_at(s, 0, width) == s->low);
			assert_true(slider_value_at(s, width - 1, width) == s->high);
			for (int cell = 0; cell < width; cell++) {
				double value = slider_value_at(s, cell, width);

				assert_true(value >= before && value <= s->high);
				before = value;
				check_nearest(s, value, cell, width);
			}
		}
	}
	/* Stops at the cells 0, 1, 2 ...: each its own. */
	for (int cell = 0; cell < 7; cell++)
		assert_true(slider_value_at(&steps, cell, 7) == stops[cell]);
}

static void check_drawn(
	const struct slider *slider, int width, const double *ticks, int count, bool ascii, const char *wanted)
{
	struct canvas canvas;

	canvas_init(&canvas, 1, width + 2, ascii);
	slider_draw(&canvas, canvas_box(&canvas), 0, 1, width, slider, ticks, count, false);
	assert_int_equal(canvas.cursor_column, -1);
	check_canvas(&canvas, wanted, NULL);
}

/* A rail without ends, the knob, and ticks where the answer changes: the knob in the accent, the rest of a rule's. */
static void is_drawn(void **state)
{
	static const double ticks[] = { 0.75 };
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 1, 14, false);
	slider_draw(&canvas, canvas_box(&canvas), 0, 1, 10, &tokens, ticks, 1, true);
	assert_int_equal(canvas.cursor_column, 4);
	/* log 2 / log 8 of nine steps is the third; 0.75 x 9 = 6.75 the seventh. */
	check_canvas(&canvas, " ───●───┴──\n", ".rrrarrrrrr\n");
	/* Nothing is written outside, whatever the width. */
	canvas_init(&canvas, 1, 14, false);
	for (int width = -2; width < 20; width++)
		slider_draw(&canvas, canvas_box(&canvas), 0, 0, width, &steps, ticks, 1, true);
	canvas_release(&canvas);
	check_drawn(&linear, 11, NULL, 0, true, " -----O-----\n");
	check_drawn(&linear, 11, ticks, 1, true, " -----O--+--\n");
	/* Nothing outside its columns, however few. */
	check_drawn(&linear, 1, ticks, 1, false, " ●\n");
	check_drawn(&linear, 0, ticks, 1, false, "\n");
}

/* The knob covers a tick that it stands on; both ends of the rail may have one; on each scale they stand where they
 * belong. */
static void knob_covers_ticks(void **state)
{
	static const double ticks[] = { 0, 0.25, 1 };
	static const struct slider sliders[] = {
		{ 0, 100, SLIDER_LINEAR, NULL, 0, 25 },
		{ 1, 1e4, SLIDER_LOG, NULL, 0, 1e1 },
		{ 1024, 8192, SLIDER_STEPS, stops, 7, 1792 },
	};

	(void)state;
	for (int i = 0; i < 3; i++) {
		check_drawn(&sliders[i], 13, ticks, 3, false, " ┴──●────────┴\n");
		check_drawn(&sliders[i], 13, ticks, 1, false, " ┴──●─────────\n");
		check_drawn(&sliders[i], 13, NULL, 0, false, " ───●─────────\n");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places),
		cmocka_unit_test(steps_follow_stops),
		cmocka_unit_test(steps_without_stops),
		cmocka_unit_test(empty_range_does_not_move),
		cmocka_unit_test(values_stand_at_cells),
		cmocka_unit_test(is_drawn),
		cmocka_unit_test(knob_covers_ticks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
