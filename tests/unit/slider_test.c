/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of slider arithmetic and drawing. */
#include <math.h>

#include "base/text.h"
#include "tui/widgets/slider.h"
#include "support/check.h"

static const double stops[] = { 1024, 1536, 2048, 3072, 4096, 6144, 8192 };

static const struct slider tokens = { 1024, 8192, SLIDER_LOG, stops, 7, 2048, 2048 };
static const struct slider linear = { 0, 100, SLIDER_LINEAR, NULL, 0, 50, NAN };
static const struct slider steps = { 1024, 8192, SLIDER_STEPS, stops, 7, 2048, 2048 };
static const struct slider logarithm = { 1, 1e6, SLIDER_LOG, NULL, 0, 1, NAN };

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
	const struct slider fixed = { 5, 5, SLIDER_LINEAR, NULL, 0, 5, 5 };

	(void)state;
	assert_true(slider_step(&fixed, 5, 1) == 5);
	assert_true(slider_step(&fixed, 7, -3) == 5);
	assert_int_equal(slider_position(&fixed, 5, 9), 0);
}

static void is_drawn(void **state)
{
	static const double marks[] = { 0.75 };
	struct canvas canvas;
	struct text dump;

	(void)state;
	text_init(&dump);
	canvas_init(&canvas, 1, 14, false);
	slider_draw(&canvas, canvas_box(&canvas), 0, 1, 10, &tokens, marks, 1, true);
	canvas_dump(&canvas, &dump);
	assert_string_equal(dump.data, " ├──●───┼─┤\n");
	assert_int_equal(canvas.cursor_column, 4);
	assert_int_equal(canvas_at(&canvas, 0, 4)->style, STYLE_FOCUS);
	canvas_release(&canvas);

	text_clear(&dump);
	canvas_init(&canvas, 1, 14, true);
	slider_draw(&canvas, canvas_box(&canvas), 0, 0, 11, &linear, NULL, 0, false);
	canvas_dump(&canvas, &dump);
	assert_string_equal(dump.data, "[----O----]\n");
	assert_int_equal(canvas.cursor_column, -1);
	for (int width = -2; width < 20; width++)
		slider_draw(&canvas, canvas_box(&canvas), 0, 0, width, &steps, marks, 1, true);
	canvas_release(&canvas);
	text_release(&dump);
}

/* The default, a mark and both ends are told apart; on each scale they stand where they belong. */
static void default_is_marked(void **state)
{
	static const double marks[] = { 0.25, 1 };
	static const struct slider sliders[] = {
		{ 0, 100, SLIDER_LINEAR, NULL, 0, 0, 50 },
		{ 1, 1e4, SLIDER_LOG, NULL, 0, 1, 1e2 },
		{ 1024, 8192, SLIDER_STEPS, stops, 7, 1024, 3072 },
	};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct canvas canvas;
		struct text dump;

		text_init(&dump);
		canvas_init(&canvas, 1, 13, false);
		slider_draw(&canvas, canvas_box(&canvas), 0, 0, 13, &sliders[i], marks, 2, false);
		canvas_dump(&canvas, &dump);
		assert_string_equal(dump.data, "●──┼──┴─────┼\n");
		canvas_release(&canvas);
		text_release(&dump);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places),
		cmocka_unit_test(steps_follow_stops),
		cmocka_unit_test(steps_without_stops),
		cmocka_unit_test(empty_range_does_not_move),
		cmocka_unit_test(is_drawn),
		cmocka_unit_test(default_is_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
