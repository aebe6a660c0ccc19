/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of tables and lists: column priorities, selection, scrolling. */
#include <limits.h>

#include "base/text.h"
#include "tui/widgets/table.h"
#include "support/check.h"

static const struct table_column columns[] = {
	{ "Name", 6, 12, ALIGN_LEFT, 0 },
	{ "n", 1, 0, ALIGN_RIGHT, 2 },
	{ "Price", 6, 0, ALIGN_RIGHT, 1 },
};

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, enum style style, void *context)
{
	char text[24];

	(void)context;
	snprintf(text, sizeof(text), column == 0 ? "row %d" : "%d", row);
	table_text(canvas, cell, columns[column].align, style, text);
}

static void columns_go_by_priority(void **state)
{
	struct table_layout layout;

	(void)state;
	table_lay_out(columns, 3, 20, &layout);
	assert_int_equal(layout.hidden, 0);
	assert_int_equal(layout.width[0], 11);
	assert_int_equal(layout.column[1], 12);
	assert_int_equal(layout.column[2], 14);
	table_lay_out(columns, 3, 40, &layout);
	assert_int_equal(layout.width[0], 12);
	assert_int_equal(layout.column[1], 13);
	table_lay_out(columns, 3, 14, &layout);
	assert_int_equal(layout.hidden, 1);
	assert_int_equal(layout.width[1], 0);
	assert_int_equal(layout.width[0], 7);
	assert_int_equal(layout.column[2], 8);
	table_lay_out(columns, 3, 12, &layout);
	assert_int_equal(layout.hidden, 2);
	assert_int_equal(layout.width[0], 12);
	table_lay_out(columns, 3, 3, &layout);
	assert_int_equal(layout.width[0], 3);
	table_lay_out(columns, 3, 0, &layout);
	assert_int_equal(layout.width[0], 0);
}

static void layout_never_overflows(void **state)
{
	struct table_layout layout;

	(void)state;
	for (int width = -3; width < 60; width++) {
		table_lay_out(columns, 3, width, &layout);
		for (int i = 0; i < 3; i++)
			assert_true(layout.width[i] == 0 || layout.column[i] + layout.width[i] <= width);
	}
}

static void is_drawn(void **state)
{
	struct table table = { .columns = columns, .column_count = 3, .sort_column = 2, .cell = draw_cell };
	struct canvas canvas;
	struct text dump;

	(void)state;
	list_set_count(&table.list, 9);
	list_select(&table.list, 5);
	canvas_init(&canvas, 4, 16, true);
	assert_int_equal(table_draw(&canvas, canvas_box(&canvas), &table, true), 0);
	text_init(&dump);
	canvas_dump(&canvas, &dump);
	assert_string_equal(dump.data,
		"Name    n vPrice\n"
		"row 3   3      3\n"
		"row 4   4      4\n"
		"row 5   5      5\n");
	assert_int_equal(canvas.cursor_row, 3);
	assert_int_equal(canvas.cursor_column, 0);
	text_release(&dump);
	canvas_release(&canvas);
}

static void list_moves_and_scrolls(void **state)
{
	struct list list = { 0 };

	(void)state;
	assert_false(list_move(&list, 1));
	list_set_count(&list, 100);
	list_show(&list, 10);
	assert_true(list_move(&list, list_step(&list)));
	assert_int_equal(list.selected, 9);
	assert_true(list_move(&list, 1));
	list_show(&list, 10);
	assert_int_equal(list.top, 1);
	assert_true(list_move(&list, INT_MAX));
	list_show(&list, 10);
	assert_int_equal(list.top, 90);
	list_show(&list, 30);
	assert_int_equal(list.top, 70);
	list_select(&list, 0);
	list_show(&list, 30);
	assert_int_equal(list.top, 0);
	list_select(&list, 99);
	list_set_count(&list, 3);
	assert_int_equal(list.selected, 2);
	list_show(&list, 0);
	list_show(&list, 2);
	assert_int_equal(list.top, 1);
	list_set_count(&list, -1);
	assert_int_equal(list.selected, 0);
	list_show(&list, 5);
	assert_int_equal(list.top, 0);
}

static void any_size_is_safe(void **state)
{
	struct table table = { .columns = columns, .column_count = 3, .sort_column = 0, .cell = draw_cell };
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 1, 1, false);
	list_set_count(&table.list, 1000);
	for (int size = 0; size < 40; size++) {
		canvas_resize(&canvas, size % 7, size);
		list_select(&table.list, size * 31);
		table_draw(&canvas, canvas_box(&canvas), &table, true);
		table_draw(&canvas, (struct box){ -2, -3, size, 9 }, &table, false);
		list_draw_marks(&canvas, canvas_box(&canvas), 0, size, STYLE_FRAME, &table.list);
	}
	canvas_release(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_go_by_priority),
		cmocka_unit_test(layout_never_overflows),
		cmocka_unit_test(is_drawn),
		cmocka_unit_test(list_moves_and_scrolls),
		cmocka_unit_test(any_size_is_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
