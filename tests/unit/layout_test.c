/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout of the workbench at every size: inside the screen, no overlap, nothing uncovered. */
#include "tui/views/layout.h"

#include "support/check.h"

enum { MAX_ROWS = 60, MAX_COLUMNS = 220 };

/* Marks the places of a box; fails when one is outside or taken. */
static void take(unsigned char taken[MAX_ROWS][MAX_COLUMNS], int rows, int columns, struct box box)
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

static void check_size(int rows, int columns)
{
	static unsigned char taken[MAX_ROWS][MAX_COLUMNS];
	struct layout_boxes l = layout_workbench(rows, columns);

	memset(taken, 0, sizeof(taken));
	take(taken, rows, columns, l.title);
	take(taken, rows, columns, l.tabs);
	take(taken, rows, columns, l.parameters);
	take(taken, rows, columns, l.table);
	take(taken, rows, columns, l.reasons);
	take(taken, rows, columns, l.keybar);
	if (l.offers.rows) {
		take(taken, rows, columns, l.offers);
		/* A price, who asks it, and the heading. */
		assert_true(l.offers.columns >= 48 && l.offers.rows >= 4);
	}
	for (int r = 0; r < rows; r++) {
		if (memchr(taken[r], 0, (size_t)columns))
			fail_msg("%dx%d: row %d is not covered", columns, rows, r);
	}
	/* Frames leave room for content: parameters, heading and a GPU, memory and a reason. */
	assert_true(l.parameters.rows >= 5 && l.parameters.columns >= 24);
	assert_true(l.table.rows >= 4 && l.table.columns >= 30);
	assert_true(l.reasons.rows >= 4);
	assert_int_equal(l.title.rows, 1);
	assert_int_equal(l.tabs.rows, 1);
	assert_int_equal(l.keybar.rows, 1);
	assert_int_equal(l.keybar.row, rows - 1);
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
	assert_int_equal(LAYOUT_MIN_ROWS, 16);
	assert_int_equal(LAYOUT_MIN_COLUMNS, 60);
	assert_false(layout_workbench(16, 60).too_small);
	assert_true(layout_workbench(15, 60).too_small);
	assert_true(layout_workbench(16, 59).too_small);
	assert_true(layout_workbench(0, 0).too_small);
	assert_true(layout_workbench(-5, -5).too_small);
	assert_false(layout_workbench(CANVAS_MAX_ROWS, CANVAS_MAX_COLUMNS).too_small);
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

			assert_true(wider.table.columns >= l.table.columns);
			assert_true(wider.parameters.columns >= l.parameters.columns);
			assert_true(higher.table.rows >= l.table.rows);
			assert_true(higher.reasons.rows >= l.reasons.rows);
		}
	}
}

static void test_popup(void **state)
{
	(void)state;
	for (int rows = 1; rows <= MAX_ROWS; rows++) {
		for (int columns = 1; columns <= MAX_COLUMNS; columns++) {
			for (int wanted = 1; wanted <= 200; wanted += 11) {
				struct box b = layout_popup(rows, columns, wanted, wanted);

				assert_true(b.row >= 0 && b.column >= 0);
				assert_true(b.rows >= 1 && b.columns >= 1);
				assert_true(b.row + b.rows <= rows);
				assert_true(b.column + b.columns <= columns);
				/* The key bar stays free. */
				assert_true(rows < 2 || b.row + b.rows <= rows - 1);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_size), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_grows), cmocka_unit_test(test_popup) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
