/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines: folding, what stays selected, wrapping, drawing. */
#include <locale.h>

#include "support/drawn.h"
#include "tui/widgets/outline.h"

enum { COLUMNS = 40 };

static struct outline outline;

static int add(int parent, const char *name, const char *value, const char *note, const char *body)
{
	const char *const texts[OUTLINE_TEXTS] = {
		[OUTLINE_NAME] = name,
		[OUTLINE_MID] = value,
		[OUTLINE_NOTE] = note,
		[OUTLINE_BODY] = body,
	};

	return outline_add(&outline, parent, texts);
}

/* a with two lines, b with c and d below it, e */
static int start(void **state)
{
	int b;

	(void)state;
	outline = (struct outline){ 0 };
	add(-1, "a", "1", "first", "one\n  two two two two two two two two two\n");
	b = add(-1, "b", "", "", "");
	add(b, "c", "3", "", "body of c\n");
	add(b, "d", "4", "", "body of d\n");
	add(-1, "e", "5", "", "");
	outline_lay_out(&outline, COLUMNS);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	outline_release(&outline);
	return 0;
}

/* The names of the shown items, a dot for each line of a body. */
static const char *shown(void)
{
	static char text[64];
	int n = 0;

	for (int i = 0; i < outline.row_count; i++)
		text[n++] = outline.rows[i].text ? '.' : outline.items[outline.rows[i].item].texts[OUTLINE_NAME][0];
	text[n] = '\0';
	return text;
}

static void test_folding(void **state)
{
	(void)state;
	assert_string_equal(shown(), "abe");
	assert_true(outline_open(&outline));
	/* 33 columns are left of 40 at an indent of 4, and 2 more of the second line. */
	assert_string_equal(shown(), "a...be");
	assert_false(outline_open(&outline));
	/* From inside the body to its item, folded. */
	list_select(&outline.list, 2);
	assert_int_equal(outline_selected(&outline), 0);
	assert_true(outline_close(&outline));
	assert_string_equal(shown(), "abe");
	assert_int_equal(outline.list.selected, 0);
	assert_false(outline_close(&outline));
}

static void test_items_below(void **state)
{
	(void)state;
	list_select(&outline.list, 1);
	outline_toggle(&outline);
	assert_string_equal(shown(), "abcde");
	list_select(&outline.list, 3);
	outline_toggle(&outline);
	assert_string_equal(shown(), "abcd.e");
	assert_int_equal(outline_selected(&outline), 3);
	/* Fold d, then to b, then fold b: what was open inside is open again later. */
	list_select(&outline.list, 2);
	outline_toggle(&outline);
	assert_string_equal(shown(), "abc.d.e");
	assert_true(outline_close(&outline));
	assert_true(outline_close(&outline));
	assert_int_equal(outline_selected(&outline), 1);
	assert_true(outline_close(&outline));
	assert_string_equal(shown(), "abe");
	outline_toggle(&outline);
	assert_string_equal(shown(), "abcd.e");
}

/* Another width lays the text out anew and keeps the item. */
static void test_width(void **state)
{
	(void)state;
	outline_toggle(&outline);
	list_select(&outline.list, 4);
	assert_int_equal(outline_selected(&outline), 1);
	outline_lay_out(&outline, 100);
	assert_string_equal(shown(), "a..be");
	assert_int_equal(outline_selected(&outline), 1);
	outline_lay_out(&outline, 1);
	assert_int_equal(outline_selected(&outline), 1);
}

static void test_empty(void **state)
{
	struct outline empty = { 0 };

	(void)state;
	outline_lay_out(&empty, 10);
	assert_int_equal(outline_selected(&empty), -1);
	assert_false(outline_open(&empty));
	assert_false(outline_close(&empty));
	outline_toggle(&empty);
	outline_release(&empty);
}

static void check_drawn(int columns, const char *wanted)
{
	const char *const heads[OUTLINE_TEXTS] = {
		[OUTLINE_LOW] = "low", [OUTLINE_MID] = "mid", [OUTLINE_HIGH] = "high", [OUTLINE_EVIDENCE] = "from"
	};
	struct canvas canvas;

	canvas_init(&canvas, 6, columns, true);
	canvas_fill(&canvas, box_row(canvas_box(&canvas), 0), STYLE_RULE, GLYPH_LINE_ACROSS);
	outline_draw_heads(&canvas, box_row(canvas_box(&canvas), 0), heads);
	outline_draw(&canvas, box_below(canvas_box(&canvas), 1), &outline, true);
	check_canvas(&canvas, wanted, NULL);
}

static void test_drawing(void **state)
{
	(void)state;
	list_select(&outline.list, 1);
	outline_toggle(&outline);
	check_drawn(COLUMNS,
		"--------------- low       mid      high\n"
		" > a                        1\n"
		">v b\n"
		"   > c                      3\n"
		"   > d                      4\n"
		" > e                        5\n");
}

/* Figures keep their columns when names are long; evidence and note stand where there is room. */
static void test_columns(void **state)
{
	static const char *const texts[][OUTLINE_TEXTS] = {
		{ "a name that is long enough to be cut", "1.5 GiB", "12345 GiB", "99 GiB", "measured", NULL,
			"the note" },
		{ "words", [OUTLINE_WORDS] = "instead of figures" },
		{ "a headline that has all of the line for itself" },
		{ "huge", [OUTLINE_MID] = "1234567890 GiB" },
	};

	(void)state;
	outline_release(&outline);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		outline_add(&outline, -1, texts[i]);
	check_drawn(50,
		"------------------------- low       mid      high\n"
		">> a name that is~    1.5 GiB 12345 GiB    99 GiB\n"
		" > words           instead of figures\n"
		" > a headline that has all of the line for itself\n"
		" > huge                  1234567890 GiB\n"
		"\n");
	check_drawn(80,
		"------------------------------------- low       mid      high   from -----------\n"
		">> a name that is long enough~    1.5 GiB 12345 GiB    99 GiB   measured\n"
		" > words                       instead of figures\n"
		" > a headline that has all of the line for itself\n"
		" > huge                              1234567890 GiB\n"
		"\n");
	check_drawn(137,
		"----------------------------------------- low       mid      high   from "
		"----------------------------------------------------------------\n"
		">> a name that is long enough to ~    1.5 GiB 12345 GiB    99 GiB   measured          the note\n"
		" > words                           instead of figures\n"
		" > a headline that has all of the line for itself\n"
		" > huge                                  1234567890 GiB\n"
		"\n");
}

/* A table is cut at the edge, what is no row of it is wrapped. */
static void test_table(void **state)
{
	int item;

	(void)state;
	outline_release(&outline);
	item = add(-1, "t", "", "",
		"one  two  three  four  five  six  seven  eight\n- one two three four five six seven eight\n");
	outline.items[item].table = true;
	outline.items[item].open = true;
	check_drawn(30,
		"----- low       mid      high\n"
		">v t\n"
		"     one  two  three  four  fi\n"
		"     - one two three four\n"
		"       five six seven eight\n"
		"\n");
}

#define OUTLINE_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { OUTLINE_TEST(test_folding), OUTLINE_TEST(test_items_below),
		OUTLINE_TEST(test_width), cmocka_unit_test(test_empty), OUTLINE_TEST(test_drawing),
		OUTLINE_TEST(test_columns), OUTLINE_TEST(test_table) };

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
