/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of tables and lists: column priorities, the bar of the selection, words in place of figures, scrolling. */
#include <limits.h>

#include "tui/widgets/table.h"
#include "support/drawn.h"

static const struct table_column columns[] = {
	{ "Name", 6, 12, ALIGN_LEFT, 0 },
	{ "n", 1, 0, ALIGN_RIGHT, 2 },
	{ "Price", 6, 0, ALIGN_RIGHT, 1 },
};

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, bool selected, void *context)
{
	char text[24];

	(void)context;
	snprintf(text, sizeof(text), column == 0 ? "row %d" : "%d", row);
	table_text(canvas, cell, columns[column].align, selected ? STYLE_STRONG : STYLE_TEXT, text);
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

/* Draws at a size and compares; the styles, too, unless NULL. */
static void check_drawn(struct table *table, int rows, int width, bool focused, const char *wanted, const char *styles)
{
	struct canvas canvas;

	canvas_init(&canvas, rows, width, true);
	table_draw(&canvas, canvas_box(&canvas), table, focused);
	check_canvas(&canvas, wanted, styles);
}

/* The first column is the bar's, on a selected row with the focus and without it; its cells are told of it. */
static void is_drawn(void **state)
{
	struct table table = { .columns = columns, .column_count = 3, .sort_column = 2, .cell = draw_cell };
	struct canvas canvas;

	(void)state;
	list_set_count(&table.list, 9);
	list_select(&table.list, 5);
	check_drawn(&table, 4, 17, true,
		" Name    n vPrice\n"
		" row 3   3      3\n"
		" row 4   4      4\n"
		">row 5   5      5\n",
		NULL);
	table.sort_column = -1;
	check_drawn(&table, 4, 17, false,
		" Name    n  Price\n"
		" row 3   3      3\n"
		" row 4   4      4\n"
		">row 5   5      5\n",
		".ddddddd.d.dddddd\n"
		"\n"
		"\n"
		"aSSSSSSS.S.SSSSSS\n");
	canvas_init(&canvas, 4, 17, true);
	assert_int_equal(table_draw(&canvas, canvas_box(&canvas), &table, false), 0);
	assert_int_equal(canvas.cursor_row, -1);
	table_draw(&canvas, canvas_box(&canvas), &table, true);
	assert_int_equal(canvas.cursor_row, 3);
	assert_int_equal(canvas.cursor_column, 0);
	canvas_release(&canvas);
	/* The bar takes one of the columns in which the others are laid out: with 16 the column n has none. */
	canvas_init(&canvas, 4, 15, true);
	assert_int_equal(table_draw(&canvas, canvas_box(&canvas), &table, false), 1);
	canvas_release(&canvas);
}

/* What a row without figures says, from column `context` on. */
static int say(struct text *words, int row, void *context)
{
	if (row % 2 == 0)
		return -1;
	text_add(words, row == 1 ? "lacks 3 GiB" : "not published, and more than fits here");
	return *(const int *)context;
}

/* Words begin where the first column that they replace does, run to the edge, dim, and are cut; other rows have their
 * cells. */
static void words_replace_figures(void **state)
{
	int from = 1;
	struct table table = { .columns = columns,
		.column_count = 3,
		.sort_column = -1,
		.cell = draw_cell,
		.words = say,
		.context = &from };

	(void)state;
	list_set_count(&table.list, 4);
	check_drawn(&table, 5, 23, false,
		" Name         n  Price\n"
		">row 0        0      0\n"
		" row 1        lacks 3 ~\n"
		" row 2        2      2\n"
		" row 3        not publ~\n",
		NULL);
	/* From the first column on nothing else is left of the row; a column that is not shown takes no words away. */
	from = 0;
	check_drawn(&table, 3, 23, false,
		" Name         n  Price\n"
		">row 0        0      0\n"
		" lacks 3 GiB\n",
		".dddddddddddd.d.dddddd\n"
		"aSSSSSSSSSSSS.S.SSSSSS\n"
		".dddddddddddddddddddddd\n");
	from = 1;
	check_drawn(&table, 3, 15, false,
		" Name     Price\n"
		">row 0        0\n"
		" row 1   lacks~\n",
		NULL);
}

/* A title at the right that is one column too long takes the blank before its column, where another is left before
 * it; a longer one is cut. */
static void titles_reach_into_the_blank(void **state)
{
	static const struct table_column tight[] = {
		{ "Name", 5, 0, ALIGN_LEFT, 0 },
		{ "sure", 3, 0, ALIGN_RIGHT, 0 },
		{ "cost", 3, 0, ALIGN_RIGHT, 0 },
		{ "ratio", 3, 0, ALIGN_RIGHT, 0 },
		{ "left", 3, 0, ALIGN_LEFT, 0 },
	};
	struct table table = { .columns = tight, .column_count = 5, .sort_column = -1, .cell = draw_cell };

	(void)state;
	check_drawn(&table, 1, 23, false, " Name sure cost ratio\n", NULL);
	table.sort_column = 1;
	check_drawn(&table, 1, 23, false, " Name sure cost ratio\n", ".dddddSSSS.dddd.ddddd\n");
}

/* "6/22" at the end of a rule; nothing of an empty list. */
static void list_tells_its_place(void **state)
{
	struct list list = { 0 };
	TEXT(place);

	(void)state;
	list_place(&list, &place);
	assert_int_equal(place.length, 0);
	list_set_count(&list, 22);
	list_select(&list, 5);
	list_place(&list, &place);
	assert_string_equal(place.data, "6/22");
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

/* The wheel leaves the selection where it is, which need not be seen until it moves or is selected again. */
static void list_scrolls_alone(void **state)
{
	struct list list = { 0 };

	(void)state;
	list_set_count(&list, 30);
	list_show(&list, 10);
	list_scroll(&list, 3);
	list_show(&list, 10);
	assert_int_equal(list.top, 3);
	assert_int_equal(list.selected, 0);
	list_scroll(&list, 100);
	list_show(&list, 10);
	assert_int_equal(list.top, 20);
	/* The same rows again, as at a step of a slider; fewer. */
	list_set_count(&list, 30);
	list_show(&list, 10);
	assert_int_equal(list.top, 20);
	list_set_count(&list, 25);
	list_show(&list, 10);
	assert_int_equal(list.top, 15);
	assert_int_equal(list.selected, 0);
	list_scroll(&list, -2);
	assert_int_equal(list.top, 13);
	list_move(&list, 1);
	list_show(&list, 10);
	assert_int_equal(list.selected, 1);
	assert_int_equal(list.top, 1);
	list_scroll(&list, 5);
	list_move(&list, 0);
	list_show(&list, 10);
	assert_int_equal(list.top, 1);
	/* All rows are seen. */
	list_show(&list, 40);
	list_scroll(&list, 3);
	list_show(&list, 40);
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
	}
	canvas_release(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_go_by_priority),
		cmocka_unit_test(layout_never_overflows),
		cmocka_unit_test(is_drawn),
		cmocka_unit_test(words_replace_figures),
		cmocka_unit_test(titles_reach_into_the_blank),
		cmocka_unit_test(list_tells_its_place),
		cmocka_unit_test(list_moves_and_scrolls),
		cmocka_unit_test(list_scrolls_alone),
		cmocka_unit_test(any_size_is_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
