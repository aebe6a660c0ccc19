/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the canvas: clipping, wide and combining characters, ASCII form, dumps. */
#include <locale.h>
#include <math.h>

#include "base/text.h"
#include "tui/canvas/zone.h"
#include "tui/canvas/canvas.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/field.h"
#include "tui/widgets/keybar.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"

#include "support/check.h"

static bool utf8_locale;

static void assert_dump(const struct canvas *canvas, const char *expected)
{
	struct text dump;

	text_init(&dump);
	canvas_dump(canvas, &dump);
	assert_string_equal(dump.data, expected);
	text_release(&dump);
}

/* Every wide glyph has its right half, and no half stands alone. */
static void assert_sound(const struct canvas *canvas)
{
	for (int row = 0; row < canvas->rows; row++) {
		for (int column = 0; column < canvas->columns; column++) {
			const struct cell *cell = canvas_at(canvas, row, column);
			const struct cell *next = canvas_at(canvas, row, column + 1);

			assert_int_not_equal(cell->glyph, 0);
			if (cell->width == 2)
				assert_true(next && next->width == 0);
			else
				assert_true(!next || next->width != 0);
			assert_true(column > 0 || cell->width != 0);
		}
	}
}

static void text_is_clipped(void **state)
{
	struct canvas canvas;
	struct box clip = { 0, 1, 1, 4 };

	(void)state;
	canvas_init(&canvas, 2, 6, false);
	assert_int_equal(canvas_text(&canvas, clip, 0, -1, STYLE_TEXT, "abcdefghij"), 10);
	canvas_text(&canvas, clip, 1, 1, STYLE_TEXT, "below");
	assert_dump(&canvas, " cdef\n\n");
	canvas_release(&canvas);
}

static void unsafe_text_is_replaced(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 1, 20, false);
	canvas_text(&canvas, canvas_box(&canvas), 0, 0, STYLE_TEXT,
		"a\033b\tc\nd\xff\xe2\x80\xae"
		"e\x7f");
	assert_dump(&canvas, "a?b c d\xef\xbf\xbd?e?\n");
	canvas_release(&canvas);
}

static void wide_glyphs_stay_whole(void **state)
{
	struct canvas canvas;

	(void)state;
	if (!utf8_locale)
		CHECK_SKIP("the locale is not UTF-8");
	canvas_init(&canvas, 1, 5, false);
	canvas_text(&canvas, canvas_box(&canvas), 0, 0, STYLE_TEXT, "\u672c\u672c\u672c");
	assert_dump(&canvas, "\u672c\u672c\n");
	assert_sound(&canvas);
	canvas_text(&canvas, canvas_box(&canvas), 0, 1, STYLE_TEXT, "x");
	assert_dump(&canvas, " x\u672c\n");
	assert_sound(&canvas);
	canvas_text(&canvas, canvas_box(&canvas), 0, 1, STYLE_TEXT, "\u672c");
	assert_dump(&canvas, " \u672c\n");
	assert_sound(&canvas);
	canvas_text_fit(&canvas, canvas_box(&canvas), 0, 0, 4, STYLE_TEXT, "\u672c\u672c\u672c");
	assert_dump(&canvas, "\u672c\u2026\n");
	assert_sound(&canvas);
	canvas_release(&canvas);
}

static void marks_join_their_base(void **state)
{
	struct canvas canvas;

	(void)state;
	if (!utf8_locale)
		CHECK_SKIP("the locale is not UTF-8");
	canvas_init(&canvas, 1, 4, false);
	canvas_text(&canvas, canvas_box(&canvas), 0, 0, STYLE_TEXT, "e\u0301\u0301\u0301x");
	assert_dump(&canvas, "e\u0301\u0301x\n");
	assert_int_equal(canvas_columns("e\u0301x"), 2);
	canvas_release(&canvas);
}

static void ascii_canvas_holds_ascii(void **state)
{
	struct canvas canvas;
	struct box box = { 0, 0, 3, 12 };

	(void)state;
	canvas_init(&canvas, 3, 12, true);
	rule_draw(&canvas, box_row(box, 0), &(struct rule){ .title = "\u00dcber" });
	canvas_text(&canvas, box, 1, 1, STYLE_TEXT, "\u00b1\u2264\u00d7\u2026\u20ac\u2588");
	assert_dump(&canvas, "-- Uber ----\n ~<x~?#\n\n");
	canvas_release(&canvas);
}

static void any_size_and_place_is_safe(void **state)
{
	static const int sizes[][2] = { { 0, 0 }, { 1, 1 }, { 1, 500 }, { 200, 1 }, { 3, 10 }, { -5, 70000 } };
	static const struct keybar_item keys[] = { { .key = "q", .label = "quit", .priority = 0 },
		{ .key = "Tab", .label = "panel", .priority = 1 } };
	struct bar_part part = { 3, GLYPH_SHARE_FULL, STYLE_GOOD };
	struct field field = { 0 };
	struct canvas canvas;

	(void)state;
	field_set(&field, "text \u672c\u672c");
	canvas_init(&canvas, 1, 1, false);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		canvas_resize(&canvas, sizes[i][0], sizes[i][1]);
		for (int at = -12; at < 14; at++) {
			struct box box = { at, -at, at + 6, at + 7 };

			canvas_fill(&canvas, box, STYLE_DIM, GLYPH_SHARE_REST);
			rule_draw(&canvas, box, &(struct rule){ .title = "Title \u672c", .right = "1/2" });
			rule_draw_down(&canvas, box);
			canvas_text(&canvas, canvas_box(&canvas), at, at, STYLE_BAD, "本本");
			canvas_text_right(&canvas, box, at, at, at, STYLE_BAD, "\u672c\u672cabc");
			paragraph_draw(&canvas, box, STYLE_TEXT, "a few \u672c words", 0);
			keybar_draw(&canvas, box, keys, 2, 0);
			bar_draw(&canvas, box, at, at, at, &part, 1, 7, STYLE_TEXT);
			field_draw(&canvas, box, at, at, at, STYLE_STRONG, &field, true);
			canvas_cursor(&canvas, box, at, at);
			assert_sound(&canvas);
		}
	}
	canvas_release(&canvas);
}

static void paragraphs_wrap_at_blanks(void **state)
{
	struct canvas canvas;
	static const char text[] = "one two  three\nfour extraordinary";

	(void)state;
	canvas_init(&canvas, 8, 8, true);
	assert_int_equal(paragraph_lines(text, 8), 5);
	assert_int_equal(paragraph_draw(&canvas, canvas_box(&canvas), STYLE_TEXT, text, 0), 5);
	assert_dump(&canvas, "one two\nthree\nfour\nextraord\ninary\n\n\n\n");
	assert_int_equal(paragraph_lines("", 8), 0);
	assert_int_equal(paragraph_lines("a\n\nb\n", 8), 3);
	assert_int_equal(paragraph_lines("12345678 x", 8), 2);
	assert_int_equal(paragraph_lines("a   \nb", 2), 2);
	canvas_release(&canvas);
}

static void bars_add_up(void **state)
{
	struct bar_part parts[] = {
		{ 60, GLYPH_SHARE_FULL, STYLE_TEXT },
		{ 0.01, GLYPH_SHARE_OPEN, STYLE_ACCENT },
		{ 39.99, GLYPH_SHARE_REST, STYLE_RULE },
	};
	int cells[3];

	(void)state;
	assert_int_equal(bar_cells(parts, 3, 100, 10, cells), 10);
	assert_int_equal(cells[0] + cells[1] + cells[2], 10);
	assert_int_equal(cells[1], 1);
	assert_int_equal(bar_cells(parts, 3, 200, 10, cells), 6);
	assert_int_equal(bar_cells(parts, 3, 100, 0, cells), 0);
	assert_int_equal(bar_cells(parts, 3, 100, 1, cells), 1);
	parts[0].amount = -1;
	parts[1].amount = parts[2].amount = NAN;
	assert_int_equal(bar_cells(parts, 3, NAN, 10, cells), 0);
}

static void keybar_drops_whole_items(void **state)
{
	static const struct keybar_item keys[] = { { .key = "a", .label = "first", .priority = 1 },
		{ .key = "b", .label = "second", .priority = 2 }, { .key = "q", .label = "quit", .priority = 0 } };
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 1, 18, true);
	keybar_draw(&canvas, canvas_box(&canvas), keys, 3, 0);
	assert_dump(&canvas, " a first  q quit\n");
	canvas_resize(&canvas, 1, 3);
	keybar_draw(&canvas, canvas_box(&canvas), keys, 3, 0);
	assert_dump(&canvas, "\n");
	canvas_release(&canvas);
}

/* The value of the zone at a place, 0 where there is none. */
static int zone_value(const struct canvas *canvas, int row, int column, int kinds)
{
	const struct zone *zone = canvas_zone_at(canvas, row, column, kinds);

	return zone ? zone->value : 0;
}

static void zones_lie_above_each_other(void **state)
{
	enum { A = 1, B = 2, ALL = 3 };
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 4, 10, true);
	canvas_zone(&canvas, (struct box){ 0, 0, 4, 10 }, A, 1);
	canvas_zone(&canvas, (struct box){ 1, 2, 1, 3 }, B, 2);
	canvas_zone_number(&canvas, (struct box){ 1, 3, 1, 1 }, A, 3, 0.25);
	assert_int_equal(zone_value(&canvas, 0, 0, ALL), 1);
	assert_int_equal(zone_value(&canvas, 1, 1, ALL), 1);
	assert_int_equal(zone_value(&canvas, 1, 2, ALL), 2);
	assert_int_equal(zone_value(&canvas, 1, 3, ALL), 3);
	assert_int_equal(zone_value(&canvas, 1, 4, ALL), 2);
	assert_int_equal(zone_value(&canvas, 1, 5, ALL), 1);
	assert_int_equal(zone_value(&canvas, 2, 3, ALL), 1);
	/* What is not asked for is seen through. */
	assert_int_equal(zone_value(&canvas, 1, 3, B), 2);
	assert_int_equal(zone_value(&canvas, 0, 3, B), 0);
	assert_true(canvas_zone_at(&canvas, 1, 3, ALL)->number == 0.25);
	/* Cut to the canvas; nothing outside, nothing of no size. */
	canvas_zone(&canvas, (struct box){ -2, 8, 3, 50 }, A, 4);
	canvas_zone(&canvas, (struct box){ 3, 0, 0, 10 }, A, 5);
	assert_int_equal(zone_value(&canvas, 0, 9, ALL), 4);
	assert_int_equal(zone_value(&canvas, 1, 9, ALL), 1);
	assert_int_equal(zone_value(&canvas, 0, 10, ALL), 0);
	assert_int_equal(zone_value(&canvas, -1, 9, ALL), 0);
	assert_int_equal(zone_value(&canvas, 3, 0, ALL), 1);
	canvas_clear(&canvas);
	assert_null(canvas_zone_at(&canvas, 0, 0, ALL));
	/* One too many is left out. */
	for (int i = 0; i <= CANVAS_ZONES_MAX; i++)
		canvas_zone(&canvas, (struct box){ 0, i == CANVAS_ZONES_MAX, 1, 1 }, A, 7);
	assert_int_equal(zone_value(&canvas, 0, 0, ALL), 7);
	assert_null(canvas_zone_at(&canvas, 0, 1, ALL));
	canvas_resize(&canvas, 2, 2);
	assert_null(canvas_zone_at(&canvas, 0, 0, ALL));
	canvas_release(&canvas);
}

/* Of two keys each is a zone and their label none; one key has its label with it. */
static void keybar_names_its_keys(void **state)
{
	static const struct keybar_item keys[] = {
		{ .key = "<", .other = ">", .label = "go", .value = 1, .other_value = 2 },
		{ .key = "q", .label = "quit", .value = 3 },
	};
	static const int wanted[] = { 0, 1, 2, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3, 3, 0, 0 };
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 1, 16, true);
	keybar_draw(&canvas, canvas_box(&canvas), keys, 2, 1);
	assert_dump(&canvas, " <> go  q quit\n");
	for (int i = 0; i < 16; i++)
		assert_int_equal(zone_value(&canvas, 0, i, 1), wanted[i]);
	canvas_release(&canvas);
}

static void field_edits(void **state)
{
	struct field field = { 0 };
	struct canvas canvas;

	(void)state;
	field_set(&field,
		"a\xc3\xa9"
		"b\n\033");
	assert_string_equal(field.text, "a\u00e9b");
	field_key(&field, (struct key){ KEYCODE_LEFT, false });
	field_key(&field, (struct key){ KEYCODE_BACKSPACE, false });
	assert_string_equal(field.text, "ab");
	assert_true(field_key(&field, (struct key){ 0x20ac, false }));
	assert_string_equal(field.text,
		"a\u20ac"
		"b");
	assert_false(field_key(&field, (struct key){ KEYCODE_ENTER, false }));
	assert_false(field_key(&field, (struct key){ 'x', true }));
	field_key(&field, (struct key){ KEYCODE_CTRL('u'), false });
	assert_string_equal(field.text, "b");
	for (int i = 0; i < 2 * FIELD_SIZE; i++)
		field_key(&field, (struct key){ 0x20ac, false });
	assert_true(field.length < FIELD_SIZE && utf8_valid(field.text, field.length));
	field_set(&field, "0123456789");
	canvas_init(&canvas, 1, 6, true);
	field_draw(&canvas, canvas_box(&canvas), 0, 1, 4, STYLE_STRONG, &field, true);
	assert_dump(&canvas, " 789\n");
	assert_int_equal(canvas.cursor_column, 4);
	canvas_release(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_clipped),
		cmocka_unit_test(unsafe_text_is_replaced),
		cmocka_unit_test(wide_glyphs_stay_whole),
		cmocka_unit_test(marks_join_their_base),
		cmocka_unit_test(ascii_canvas_holds_ascii),
		cmocka_unit_test(any_size_and_place_is_safe),
		cmocka_unit_test(paragraphs_wrap_at_blanks),
		cmocka_unit_test(bars_add_up),
		cmocka_unit_test(keybar_drops_whole_items),
		cmocka_unit_test(zones_lie_above_each_other),
		cmocka_unit_test(keybar_names_its_keys),
		cmocka_unit_test(field_edits),
	};

	/* Widths of CJK and combining characters come from the locale. */
	utf8_locale = setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
