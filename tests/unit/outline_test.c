/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines: folding, what stays selected, wrapping, drawing. */
#include <locale.h>

#include "base/text.h"
#include "support/check.h"
#include "tui/widgets/outline.h"

enum { COLUMNS = 40 };

static struct outline outline;

/* a with two lines, b with c and d below it, e */
static int start(void **state)
{
	int b;

	(void)state;
	outline = (struct outline){ 0 };
	outline_add(&outline, -1, "a", "1", "first", "one\n  two two two two two two two two two\n");
	b = outline_add(&outline, -1, "b", "", "", "");
	outline_add(&outline, b, "c", "3", "", "body of c\n");
	outline_add(&outline, b, "d", "4", "", "body of d\n");
	outline_add(&outline, -1, "e", "5", "", "");
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
		text[n++] = outline.rows[i].text ? '.' : outline.items[outline.rows[i].item].name[0];
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

static void test_drawing(void **state)
{
	struct canvas canvas;
	struct text dump;

	(void)state;
	canvas_init(&canvas, 4, COLUMNS, true);
	text_init(&dump);
	list_select(&outline.list, 1);
	outline_toggle(&outline);
	outline_draw(&canvas, canvas_box(&canvas), &outline, true);
	canvas_dump(&canvas, &dump);
	assert_string_equal(dump.data, "> a                1\nv b\n  > c              3\n  > d              4\n");
	text_release(&dump);
	canvas_release(&canvas);
}

#define OUTLINE_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = { OUTLINE_TEST(test_folding), OUTLINE_TEST(test_items_below),
		OUTLINE_TEST(test_width), cmocka_unit_test(test_empty), OUTLINE_TEST(test_drawing) };

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
