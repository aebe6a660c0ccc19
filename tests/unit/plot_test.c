/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of plots: ticks, ranges, braille dots, letters, clipping and gaps, by hand. */
#include <locale.h>
#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "tui/widgets/plot_axis.h"
#include "support/check.h"

static void check_ticks(enum plot_scale scale, double low, double high, int most, const double *wanted)
{
	double ticks[PLOT_MAX_TICKS];
	int count = plot_ticks(scale, low, high, most, ticks);

	for (int i = 0; i < count; i++) {
		if (isnan(wanted[i]))
			fail_msg("%g to %g: one tick too many, %g", low, high, ticks[i]);
		if (fabs(ticks[i] - wanted[i]) > 1e-9 * fabs(wanted[i]) || signbit(ticks[i]))
			fail_msg("%g to %g: %g instead of %g", low, high, ticks[i], wanted[i]);
	}
	if (!isnan(wanted[count]))
		fail_msg("%g to %g: %d ticks, %g is missing", low, high, count, wanted[count]);
}

#define TICKS(scale, low, high, most, ...) check_ticks(scale, low, high, most, (const double[]){ __VA_ARGS__, NAN })

static void linear_ticks_are_round(void **state)
{
	(void)state;
	TICKS(PLOT_LINEAR, 0, 100, 6, 0, 20, 40, 60, 80, 100);
	TICKS(PLOT_LINEAR, 0, 100, 5, 0, 50, 100);
	TICKS(PLOT_LINEAR, 0, 1, 6, 0, .2, .4, .6, .8, 1);
	TICKS(PLOT_LINEAR, 0, 37, 5, 0, 10, 20, 30);
	TICKS(PLOT_LINEAR, 0, 1483, 4, 0, 500, 1000);
	TICKS(PLOT_LINEAR, 3, 9.5, 4, 4, 6, 8);
}

static void log_ticks_thin_out(void **state)
{
	(void)state;
	TICKS(PLOT_LOG, 1, 100, 7, 1, 2, 5, 10, 20, 50, 100);
	TICKS(PLOT_LOG, 1, 100, 6, 1, 3, 10, 30, 100);
	TICKS(PLOT_LOG, 1, 100, 4, 1, 10, 100);
	TICKS(PLOT_LOG, 1, 100, 2, 1, 100);
	TICKS(PLOT_LOG, .15, 30, 8, .2, .5, 1, 2, 5, 10, 20);
	/* Too little of a decade: as on a linear axis. */
	TICKS(PLOT_LOG, 21, 29, 6, 22, 24, 26, 28);
	TICKS(PLOT_LOG2, 1024, 131072, 8, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072);
	TICKS(PLOT_LOG2, 1280, 131072, 4, 4096, 16384, 65536);
}

static void no_ticks_of_nothing(void **state)
{
	double ticks[PLOT_MAX_TICKS];

	(void)state;
	assert_int_equal(plot_ticks(PLOT_LINEAR, 1, 1, 5, ticks), 0);
	assert_int_equal(plot_ticks(PLOT_LINEAR, 0, INFINITY, 5, ticks), 0);
	assert_int_equal(plot_ticks(PLOT_LINEAR, NAN, 1, 5, ticks), 0);
	assert_int_equal(plot_ticks(PLOT_LINEAR, 0, 1, 0, ticks), 0);
	assert_int_equal(plot_ticks(PLOT_LOG, 0, 10, 5, ticks), 0);
	assert_true(plot_ticks(PLOT_LOG2, 1, 1e300, 1000, ticks) <= PLOT_MAX_TICKS);
}

static struct canvas canvas;

static int release_canvas(void **state)
{
	(void)state;
	canvas_release(&canvas);
	return 0;
}

static wchar_t glyph(int row, int column)
{
	return canvas_at(&canvas, row, column)->glyph;
}

static void segment(double x0, double y0, double x1, double y1)
{
	plot_segment(&canvas, canvas_box(&canvas), STYLE_TEXT, 'A', false, x0, y0, x1, y1);
}

/* Four by four dots, those with equal numbers: bits 01, 10 of one cell, 04, 80 of the other. */
static void diagonal_in_braille(void **state)
{
	(void)state;
	canvas_init(&canvas, 1, 2, false);
	segment(.5, .5, 3.5, 3.5);
	assert_int_equal(glyph(0, 0), 0x2811);
	assert_int_equal(glyph(0, 1), 0x2884);
	/* A second line adds its dots: 40 and 20 on the left, 02 and 08 on the right. */
	segment(.5, 3.5, 3.5, .5);
	assert_int_equal(glyph(0, 0), 0x2811 | 0x40 | 0x20);
	assert_int_equal(glyph(0, 1), 0x2884 | 0x02 | 0x08);
}

static void segments_are_cut_at_the_box(void **state)
{
	(void)state;
	canvas_init(&canvas, 1, 2, false);
	segment(-1e6 + .5, -1e6 + .5, 1e6 + .5, 1e6 + .5);
	assert_int_equal(glyph(0, 0), 0x2811);
	assert_int_equal(glyph(0, 1), 0x2884);
	canvas_clear(&canvas);
	segment(-5, 0, -1, 3);
	segment(5, 0, 50, 3);
	segment(0, -3, 3, -1);
	segment(0, 7, 3, 4.5);
	segment(NAN, 0, 3, 3);
	segment(0, 0, 3, INFINITY);
	assert_int_equal(glyph(0, 0), ' ');
	assert_int_equal(glyph(0, 1), ' ');
}

static void faint_segments_are_dotted(void **state)
{
	(void)state;
	canvas_init(&canvas, 1, 3, false);
	/* Of the dots 0 to 5 of the top row 0 and 3 are set. */
	plot_segment(&canvas, canvas_box(&canvas), STYLE_TEXT, 'A', true, .5, .5, 5.5, .5);
	assert_int_equal(glyph(0, 0), 0x2801);
	assert_int_equal(glyph(0, 1), 0x2808);
	assert_int_equal(glyph(0, 2), ' ');
}

static void label(double value, char *out, size_t size)
{
	snprintf(out, size, "%g", value);
}

/* Both axes from 0 to 4. */
static struct plot square(const struct plot_series *series, int count)
{
	return (struct plot){ .x = { "x", PLOT_LINEAR, 0, 4, label },
		.y = { "y", PLOT_LINEAR, 0, 4, label },
		.series = series,
		.series_count = count };
}

static void check_screen(const struct plot *plot, const char *wanted)
{
	struct text got;

	text_init(&got);
	plot_draw(&canvas, canvas_box(&canvas), plot);
	canvas_dump(&canvas, &got);
	assert_string_equal(got.data, wanted);
	text_release(&got);
}

static void diagonal_in_ascii(void **state)
{
	static const struct plot_point points[] = { { 0, 0, false }, { 4, 4, false } };
	static const struct plot_series series[] = { { "first", 'A', STYLE_TEXT, points, 2, { NAN, NAN, false } } };
	struct plot plot = square(series, 1);

	(void)state;
	canvas_init(&canvas, 8, 20, true);
	check_screen(&plot,
		"y\n"
		"4+             AAAAA\n"
		" |         AAAAA\n"
		"2+    AAAAA\n"
		"0+AAAAA\n"
		" ++--------+-------+\n"
		"  0        2       4\n"
		"                   x\n");
}

/* Of two curves on one line the lower one keeps every fourth column: 1, 5, 9 ... of the screen. */
static void letters_share_a_line(void **state)
{
	static const struct plot_point points[] = { { 0, 4, false }, { 4, 4, false } };
	static const struct plot_series series[] = { { "first", 'A', STYLE_TEXT, points, 2, { NAN, NAN, false } },
		{ "second", 'B', STYLE_TEXT, points, 2, { NAN, NAN, false } } };
	struct plot plot = square(series, 2);

	(void)state;
	canvas_init(&canvas, 8, 20, true);
	check_screen(&plot,
		"y\n"
		"4+AAABAAABAAABAAABAA\n"
		" |\n"
		"2+\n"
		"0+\n"
		" ++--------+-------+\n"
		"  0        2       4\n"
		"                   x\n");
}

/* Faint is small; a gap stays a gap; a goal, the present point and a sign stand over curves. */
static void gaps_lines_and_marks(void **state)
{
	static const struct plot_point points[] = { { 0, 0, false }, { 1, 0, false }, { 2, NAN, false }, { 3, 0, true },
		{ 4, 0, true } };
	static const struct plot_series series[] = { { "first", 'B', STYLE_TEXT, points, 5, { 0, 0, false } } };
	static const struct plot_line lines[] = { { true, 2, "goal" }, { true, 9, "outside" } };
	static const struct plot_mark marks[] = { { 4, 4, '1', STYLE_STRONG, NULL }, { 5, 4, '2', STYLE_STRONG, NULL },
		{ NAN, 0, '3', STYLE_STRONG, "lost" } };
	struct plot plot = square(series, 1);

	(void)state;
	plot.lines = lines;
	plot.line_count = 2;
	plot.marks = marks;
	plot.mark_count = 3;
	canvas_init(&canvas, 8, 20, true);
	check_screen(&plot,
		"y\n"
		"4+         :goal   1\n"
		" |         :\n"
		"2+         :\n"
		"0+OBBBB    :   bbbbb\n"
		" ++--------+-------+\n"
		"  0        2       4\n"
		"                   x\n");
}

/* Right of the sign, but left where there is no room; a row lower where a curve stands. */
static void labels_avoid_curves(void **state)
{
	static const struct plot_point points[] = { { 0, 4, false }, { 4, 4, false } };
	static const struct plot_series series[] = { { "first", 'A', STYLE_TEXT, points, 2, { NAN, NAN, false } } };
	static const struct plot_mark marks[] = { { 1, 0, '!', STYLE_BAD, "breaks" },
		{ 4, 4, '1', STYLE_TEXT, "turn" } };
	struct plot plot = square(series, 1);

	(void)state;
	plot.marks = marks;
	plot.mark_count = 2;
	/* No titles: no rows for them. */
	plot.x.title = plot.y.title = "";
	canvas_init(&canvas, 6, 20, true);
	check_screen(&plot,
		"4+AAAAAAAAAAAAAAAAA1\n"
		" |            turn\n"
		"2+\n"
		"0+    ! breaks\n"
		" ++--------+-------+\n"
		"  0        2       4\n");
	assert_int_equal(canvas_at(&canvas, 3, 6)->style, STYLE_BAD);
}

/* Where a curve goes back, its letter stands at its right end all the same. */
static void letter_at_the_right_end(void **state)
{
	static const struct plot_point points[] = { { 4, 0, false }, { 2, 2, false }, { 0, 4, false } };
	static const struct plot_series series[] = { { "first", 'A', STYLE_ACCENT, points, 3, { NAN, NAN, false } } };
	struct plot plot = square(series, 1);

	(void)state;
	canvas_init(&canvas, 8, 20, false);
	plot_draw(&canvas, canvas_box(&canvas), &plot);
	assert_int_equal(glyph(4, 19), 'A');
	assert_int_equal(canvas_at(&canvas, 4, 19)->style, STYLE_ACCENT);
	assert_int_not_equal(glyph(1, 2), 'A');
}

static void too_small_stays_blank(void **state)
{
	static const struct plot_point points[] = { { 0, 0, false }, { 4, 4, false } };
	static const struct plot_series series[] = { { "first", 'A', STYLE_TEXT, points, 2, { 4, 4, false } } };
	struct plot plot = square(series, 1);

	(void)state;
	canvas_init(&canvas, 4, 20, true);
	check_screen(&plot, "\n\n\n\n");
	canvas_resize(&canvas, 8, 5);
	check_screen(&plot, "\n\n\n\n\n\n\n\n");
	for (int rows = 1; rows < 12; rows++) {
		for (int columns = 1; columns < 30; columns++) {
			canvas_resize(&canvas, rows, columns);
			plot_draw(&canvas, canvas_box(&canvas), &plot);
		}
	}
}

/* Every curve has its letter also where braille dots have no shape of their own. */
static void letters_in_braille(void **state)
{
	static const struct plot_point up[] = { { 0, 0, false }, { 1, 1, false }, { 4, 4, false } };
	static const struct plot_point down[] = { { 0, 4, false }, { 1, 3, false }, { 4, 0, false } };
	static const struct plot_series series[] = { { "up", 'A', STYLE_TEXT, up, 3, { NAN, NAN, false } },
		{ "down", 'B', STYLE_TEXT, down, 3, { NAN, NAN, false } } };
	struct plot plot = square(series, 2);
	struct text got;

	(void)state;
	text_init(&got);
	canvas_init(&canvas, 12, 40, false);
	plot_draw(&canvas, canvas_box(&canvas), &plot);
	canvas_dump(&canvas, &got);
	assert_non_null(strchr(got.data, 'A'));
	assert_non_null(strchr(got.data, 'B'));
	text_clear(&got);
	canvas_clear(&canvas);
	plot_legend(&canvas, (struct box){ 0, 0, 2, 12 }, &plot);
	canvas_dump(&canvas, &got);
	assert_true(strncmp(got.data, "A up\nB down\n", 12) == 0);
	assert_int_equal(plot_legend_rows(&plot, 12), 2);
	assert_int_equal(plot_legend_rows(&plot, 13), 1);
	text_release(&got);
}

static void ranges_fit_the_data(void **state)
{
	static const struct plot_point points[] = { { 1, 3, false }, { NAN, 1e9, false }, { 1e9, NAN, false },
		{ 8, 97, false } };
	static const struct plot_series series[] = { { "first", 'A', STYLE_TEXT, points, 4, { NAN, NAN, false } } };
	static const struct plot_line lines[] = { { true, 16, "near" }, { true, 1000, "far" } };
	struct plot plot = square(series, 1);

	(void)state;
	plot.lines = lines;
	plot.line_count = 2;
	plot.x.scale = PLOT_LOG2;
	assert_true(plot_fit(&plot));
	assert_true(plot.x.low == 1 && plot.x.high == 16);
	assert_true(plot.y.low == 0 && plot.y.high == 100);
	assert_true(plot_fraction(&plot.x, 4) == .5);
	assert_true(plot_fraction(&plot.y, 25) == .25);
	assert_true(isnan(plot_fraction(&plot.x, 0)));
	plot.series_count = 0;
	assert_false(plot_fit(&plot));
	assert_true(plot.x.high > plot.x.low && plot.y.high > plot.y.low);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linear_ticks_are_round),
		cmocka_unit_test(log_ticks_thin_out),
		cmocka_unit_test(no_ticks_of_nothing),
		cmocka_unit_test_teardown(diagonal_in_braille, release_canvas),
		cmocka_unit_test_teardown(segments_are_cut_at_the_box, release_canvas),
		cmocka_unit_test_teardown(faint_segments_are_dotted, release_canvas),
		cmocka_unit_test_teardown(diagonal_in_ascii, release_canvas),
		cmocka_unit_test_teardown(letters_share_a_line, release_canvas),
		cmocka_unit_test_teardown(gaps_lines_and_marks, release_canvas),
		cmocka_unit_test_teardown(labels_avoid_curves, release_canvas),
		cmocka_unit_test_teardown(letter_at_the_right_end, release_canvas),
		cmocka_unit_test_teardown(too_small_stays_blank, release_canvas),
		cmocka_unit_test_teardown(letters_in_braille, release_canvas),
		cmocka_unit_test(ranges_fit_the_data),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
