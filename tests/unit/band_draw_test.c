/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of values with their bands on a logarithmic axis. */
#include <math.h>

#include "support/drawn.h"
#include "tui/widgets/band.h"

/* Two cells for each doubling, when nine cells are drawn. */
#define AXIS .from = 1, .to = 16

static void check_drawn(const struct band_plot *plot, bool ascii, const char *wanted)
{
	struct canvas canvas;

	canvas_init(&canvas, 1, 12, ascii);
	canvas_text(&canvas, canvas_box(&canvas), 0, 0, STYLE_TEXT, "[yyyyyyyyy]");
	band_draw(&canvas, canvas_box(&canvas), 0, 1, 9, STYLE_STRONG, plot);
	check_canvas(&canvas, wanted, NULL);
}

static void cells(void **state)
{
	static const struct band_plot plot = { AXIS };

	(void)state;
	assert_int_equal(band_cell(&plot, 1, 9), 0);
	assert_int_equal(band_cell(&plot, 2, 9), 2);
	assert_int_equal(band_cell(&plot, 16, 9), 8);
	assert_int_equal(band_cell(&plot, 16, 1), 0);
	assert_int_equal(band_cell(&plot, 0.9, 9), -1);
	assert_int_equal(band_cell(&plot, 17, 9), 9);
	assert_int_equal(band_cell(&plot, NAN, 9), 9);
	assert_int_equal(band_cell(&plot, 0, 9), 9);
	assert_int_equal(band_cell(&plot, 1, 0), 0);
	assert_int_equal(band_cell(&(struct band_plot){ .from = 2, .to = 2 }, 2, 9), 9);
}

static void is_drawn(void **state)
{
	(void)state;
	check_drawn(&(struct band_plot){ 2, 4, 8, 16, AXIS }, false, "[  ──●── ┊]\n");
	check_drawn(&(struct band_plot){ 2, 4, 8, 16, AXIS, .ended = true }, false, "[··├─●─┤·┊]\n");
	check_drawn(&(struct band_plot){ 2, 4, 8, 16, AXIS }, true, "[  --O-- :]\n");
	check_drawn(&(struct band_plot){ 2, 4, 8, 16, AXIS, .ended = true }, true, "[..|-O-|.:]\n");
	/* The knob above the limit, the limit above the band and its ends. */
	check_drawn(&(struct band_plot){ 2, 4, 8, 4, AXIS }, false, "[  ──●──  ]\n");
	check_drawn(&(struct band_plot){ 2, 4, 8, 2, AXIS, .ended = true }, false, "[··┊─●─┤··]\n");
	check_drawn(&(struct band_plot){ 2, 8, 16, 4, AXIS }, false, "[  ──┊─●──]\n");
	/* All in one cell. */
	check_drawn(&(struct band_plot){ 4, 4, 4, NAN, AXIS, .ended = true }, false, "[····●····]\n");
}

static void beyond_the_axis(void **state)
{
	(void)state;
	check_drawn(&(struct band_plot){ 17, 20, 24, 4, AXIS }, false, "[    ┊   ›]\n");
	check_drawn(&(struct band_plot){ 8, 20, 24, 4, AXIS }, false, "[    ┊ ──›]\n");
	check_drawn(&(struct band_plot){ 4, 8, 24, 99, AXIS, .ended = true }, false, "[····├─●─›]\n");
	check_drawn(&(struct band_plot){ 0.5, 2, 4, 0.1, AXIS }, false, "[‹─●──    ]\n");
	check_drawn(&(struct band_plot){ 0.2, 0.3, 0.4, 17, AXIS }, true, "[<        ]\n");
	check_drawn(&(struct band_plot){ 17, 20, 24, NAN, AXIS }, true, "[        >]\n");
}

static void unknown_figures(void **state)
{
	(void)state;
	check_drawn(&(struct band_plot){ NAN, NAN, NAN, 4, AXIS }, false, "[    ┊    ]\n");
	check_drawn(&(struct band_plot){ NAN, 4, NAN, NAN, AXIS, .ended = true }, false, "[····●····]\n");
	check_drawn(&(struct band_plot){ 2, 4, 8, 4, .from = NAN, .to = NAN }, false, "[         ]\n");
	check_drawn(&(struct band_plot){ 0, 0, 0, 0, AXIS }, false, "[         ]\n");
}

static void axis_holds_all(void **state)
{
	struct band_plot plot = { .from = NAN, .to = NAN };

	(void)state;
	band_widen(&plot, NAN);
	band_widen(&plot, 0);
	assert_true(isnan(plot.from) && isnan(plot.to));
	band_widen(&plot, 4);
	band_widen(&plot, 2);
	band_widen(&plot, 3);
	assert_true(plot.from == 2 && plot.to == 4);
}

/* The dots of the axis step back; nothing else has a style of its own. */
static void styles(void **state)
{
	const struct band_plot plot = { 2, 4, 8, 16, AXIS, .ended = true };
	struct canvas canvas;
	TEXT(dump);

	(void)state;
	canvas_init(&canvas, 1, 9, false);
	band_draw(&canvas, canvas_box(&canvas), 0, 0, 9, STYLE_STRONG, &plot);
	canvas_dump_styles(&canvas, &dump);
	assert_string_equal(dump.data, "rrSSSSSrS\n");
	canvas_release(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells),
		cmocka_unit_test(is_drawn),
		cmocka_unit_test(beyond_the_axis),
		cmocka_unit_test(unknown_figures),
		cmocka_unit_test(axis_holds_all),
		cmocka_unit_test(styles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
