/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout of the workbench at every size: inside the screen, no overlap, nothing uncovered but the corner between
 * the rules of panel and table. */
#include "tui/views/layout.h"

#include "support/check.h"

enum { MAX_ROWS = 70, MAX_COLUMNS = 240 };

static unsigned char taken[MAX_ROWS][MAX_COLUMNS];

/* Marks the places of a box; fails when one is outside or taken. */
static void take(int rows, int columns, struct box box)
{
	if (box.row < 0 || box.column < 0 || box.rows < 1 || box.columns < 1 || box.row + box.rows > rows ||
		box.column + box.columns > columns)
		fail_msg(
			"%dx%d: box %d,%d %dx%d is outside", columns, rows, box.row, box.column, box.columns, box.rows);
	for (int r = 0; r < box.rows; r++) {
		for (int c = 0; c < box.columns; c++) {
			if (taken[box.row + r][box.column + c]++ != 0)
				fail_msg("%dx%d: overlap at %d,%d", columns, rows, box.row + r, box.column + c);
		}
	}
}

static int bottom(struct box box)
{
	return box.row + box.rows;
}

static int right_edge(struct box box)
{
	return box.column + box.columns;
}

/* A rule stands in the row above what it is the title of, and is as wide. */
static void check_rule(struct box rule, struct box below)
{
	assert_int_equal(rule.rows, 1);
	assert_int_equal(rule.row + 1, below.row);
	assert_int_equal(rule.column, below.column);
	assert_int_equal(rule.columns, below.columns);
}

static void check_wide(const struct layout_boxes *l, int rows, int columns)
{
	take(rows, columns, l->down);
	take(rows, columns, l->hint);
	/* The rule between panel and table begins below the corner that both rules share. */
	take(rows, columns, (struct box){ l->down.row - 1, l->down.column, 1, 1 });
	assert_int_equal(l->down.columns, 1);
	assert_int_equal(l->down.column, right_edge(l->panel));
	assert_int_equal(l->table.column, l->down.column + 1);
	assert_int_equal(l->panel.rows, l->table.rows);
	assert_int_equal(l->down.rows, l->table.rows);
	assert_int_equal(l->hint.row, rows - 2);
	assert_int_equal(l->hint.columns, columns);
	if (l->middle.rows)
		take(rows, columns, l->middle);
	if (l->right.rows)
		take(rows, columns, l->right);
	/* A side has its rule in the row of the answer's, and beside an answer there are no sides without room. */
	assert_true(!l->middle.rows || l->right.rows);
	assert_true(!l->middle.rows || l->middle.row == l->answer_rule.row);
	assert_true(!l->right.rows || l->right.row == l->answer_rule.row);
	assert_true(!l->right.rows || l->right.columns >= 46);
	assert_true(!l->middle.rows || l->middle.columns >= 48);
	assert_true(l->answer.rows >= 5 && l->answer.columns >= 60);
	/* The panel holds a label, a slider of five cells and a value; the table a GPU and its figures. */
	assert_true(l->panel.columns >= 26 && l->panel.columns <= 40);
	assert_true(l->table.columns >= 52);
}

static void check_narrow(const struct layout_boxes *l, int rows, int columns)
{
	assert_int_equal(l->down.rows, 0);
	assert_int_equal(l->hint.rows, 0);
	assert_int_equal(l->middle.rows, 0);
	assert_int_equal(l->right.rows, 0);
	/* The table alone, below it the answer and one slider. */
	assert_int_equal(l->table.columns, columns);
	assert_int_equal(l->panel.rows, 1);
	assert_int_equal(l->panel.row, rows - 2);
	assert_true(l->answer.rows >= 2);
	assert_int_equal(l->answer_rule.row, bottom(l->table));
	assert_int_equal(l->panel_rule.row, bottom(l->answer));
}

static void check_size(int rows, int columns)
{
	struct layout_boxes l = layout_workbench(rows, columns);

	memset(taken, 0, sizeof(taken));
	take(rows, columns, l.tabs);
	take(rows, columns, l.scope);
	take(rows, columns, l.panel_rule);
	take(rows, columns, l.panel);
	take(rows, columns, l.table_rule);
	take(rows, columns, l.table);
	take(rows, columns, l.answer_rule);
	take(rows, columns, l.answer);
	take(rows, columns, l.keybar);
	check_rule(l.panel_rule, l.panel);
	check_rule(l.table_rule, l.table);
	check_rule(l.answer_rule, l.answer);
	assert_int_equal(l.narrow, rows < 24 || columns < 80);
	if (l.narrow)
		check_narrow(&l, rows, columns);
	else
		check_wide(&l, rows, columns);
	for (int r = 0; r < rows; r++) {
		if (memchr(taken[r], 0, (size_t)columns))
			fail_msg("%dx%d: row %d is not covered", columns, rows, r);
	}
	/* A heading and a GPU at least, and never more than twenty. */
	assert_in_range(l.table.rows, 3, LAYOUT_TABLE_ROWS + 1);
	assert_int_equal(l.tabs.row, 0);
	assert_int_equal(l.scope.row, 1);
	assert_int_equal(l.keybar.row, rows - 1);
	assert_int_equal(l.tabs.rows + l.scope.rows + l.keybar.rows, 3);
}

static void test_every_size(void **state)
{
	(void)state;
	for (int rows = 1; rows <= MAX_ROWS; rows++) {
		for (int columns = 1; columns <= MAX_COLUMNS; columns++) {
			struct layout_boxes l = layout_workbench(rows, columns);

			assert_int_equal(l.too_small, rows < LAYOUT_MIN_ROWS || columns < LAYOUT_MIN_COLUMNS);
			if (!l.too_small)
				check_size(rows, columns);
		}
	}
}

/* The promised minimum, and sizes that no terminal has. */
static void test_limits(void **state)
{
	(void)state;
	assert_false(layout_workbench(16, 60).too_small);
	assert_true(layout_workbench(15, 60).too_small);
	assert_true(layout_workbench(16, 59).too_small);
	assert_true(layout_workbench(0, 0).too_small);
	assert_true(layout_workbench(-5, -5).too_small);
	assert_false(layout_workbench(CANVAS_MAX_ROWS, CANVAS_MAX_COLUMNS).too_small);
}

/* What a screen of 24 rows and 80 columns holds: thirteen GPUs, five lines of answer; twenty GPUs on larger ones. */
static void test_usual_sizes(void **state)
{
	struct layout_boxes l = layout_workbench(24, 80);

	(void)state;
	assert_int_equal(l.table.rows - 1, 12);
	assert_int_equal(l.table.columns, 52);
	assert_int_equal(l.panel.rows, 13);
	assert_int_equal(l.answer.rows, 5);
	l = layout_workbench(16, 60);
	assert_int_equal(l.table.rows - 1, 6);
	assert_int_equal(l.answer.rows, 2);
	l = layout_workbench(40, 120);
	assert_in_range(l.table.rows - 1, 15, 20);
	l = layout_workbench(50, 200);
	assert_int_equal(l.table.rows - 1, 20);
}

/* What would change the answer stands beside it from 120 columns on, other loads in between from 180. */
static void test_sides(void **state)
{
	(void)state;
	for (int rows = 24; rows <= MAX_ROWS; rows++) {
		for (int columns = 80; columns < 120; columns++)
			assert_int_equal(layout_workbench(rows, columns).right.rows, 0);
		for (int columns = 80; columns < 180; columns++)
			assert_int_equal(layout_workbench(rows, columns).middle.rows, 0);
	}
	for (int columns = 120; columns <= MAX_COLUMNS; columns++) {
		assert_true(layout_workbench(30, columns).right.rows > 0);
		assert_int_equal(layout_workbench(24, columns).right.rows, 0);
		assert_int_equal(layout_workbench(30, columns).middle.rows > 0, columns >= 180);
	}
}

/* A larger screen never has a smaller table or fewer rows of parameters. */
static void test_grows(void **state)
{
	(void)state;
	for (int rows = LAYOUT_MIN_ROWS; rows < MAX_ROWS; rows++) {
		for (int columns = LAYOUT_MIN_COLUMNS; columns < MAX_COLUMNS; columns++) {
			struct layout_boxes l = layout_workbench(rows, columns);
			struct layout_boxes wider = layout_workbench(rows, columns + 1);
			struct layout_boxes higher = layout_workbench(rows + 1, columns);

			/* Where the panel comes in beside it the table has all rows, and fewer columns. */
			if (l.narrow == wider.narrow) {
				assert_true(wider.table.columns >= l.table.columns);
				assert_true(wider.panel.columns >= l.panel.columns);
			}
			assert_true(higher.table.rows >= l.table.rows);
			assert_true(higher.panel.rows >= l.panel.rows);
			assert_true(higher.answer.rows >= l.answer.rows);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_size), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_usual_sizes), cmocka_unit_test(test_sides), cmocka_unit_test(test_grows) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
