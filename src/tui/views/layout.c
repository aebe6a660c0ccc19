/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes of the panels. */
#include "tui/views/layout.h"

enum {
	WIDE_ROWS = 24,
	WIDE_COLUMNS = 80,
	PANEL_LEAST = 27,
	PANEL_MOST = 40,
	ANSWER_LEAST = 5,
	NARROW_ANSWER = 2,
	LABELS_FROM = 11, /* rows of table and answer; below the answer is two short lines without labels */
	/* From so many columns on what would change the answer stands beside it, other loads in between. */
	RIGHT_FROM = 120,
	MIDDLE_FROM = 180,
	SIDE_ROWS = 7,
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* The table alone, the answer, one slider. */
static void lay_narrow(struct layout_boxes *l, int rows, int columns)
{
	/* Two rows above, three rules, a slider, the keys. */
	int free = rows - 7, answer = free < LABELS_FROM ? NARROW_ANSWER : least(ANSWER_LEAST, free / 3);
	int table = least(free - answer, LAYOUT_TABLE_ROWS + 1);

	answer = free - table;
	l->narrow = true;
	l->table_rule = (struct box){ 2, 0, 1, columns };
	l->table = (struct box){ 3, 0, table, columns };
	l->answer_rule = (struct box){ 3 + table, 0, 1, columns };
	l->answer = (struct box){ 4 + table, 0, answer, columns };
	l->panel_rule = (struct box){ rows - 3, 0, 1, columns };
	l->panel = (struct box){ rows - 2, 0, 1, columns };
}

static void lay_wide(struct layout_boxes *l, int rows, int columns)
{
	int panel = least(PANEL_MOST, PANEL_LEAST + (columns - WIDE_COLUMNS) / 7);
	/* Two rows above, two rules, the hint, the keys. */
	int free = rows - 6, answer = most(ANSWER_LEAST, ANSWER_LEAST + (free - 18) / 3);
	int middle = least(free - answer, LAYOUT_TABLE_ROWS + 1), from, at;

	answer = free - middle;
	l->panel_rule = (struct box){ 2, 0, 1, panel };
	l->panel = (struct box){ 3, 0, middle, panel };
	l->down = (struct box){ 3, panel, middle, 1 };
	l->table_rule = (struct box){ 2, panel + 1, 1, columns - panel - 1 };
	l->table = (struct box){ 3, panel + 1, middle, columns - panel - 1 };
	from = 3 + middle;
	at = columns;
	if (columns >= RIGHT_FROM && answer >= SIDE_ROWS) {
		int width = most(58, columns * 3 / 10);

		l->right = (struct box){ from, at - width, answer + 1, width };
		at -= width;
	}
	if (columns >= MIDDLE_FROM && answer >= SIDE_ROWS) {
		int width = 53;

		l->middle = (struct box){ from, at - width, answer + 1, width };
		at -= width;
	}
	l->answer_rule = (struct box){ from, 0, 1, at };
	l->answer = (struct box){ from + 1, 0, answer, at };
	l->hint = (struct box){ rows - 2, 0, 1, columns };
}

struct layout_boxes layout_workbench(int rows, int columns)
{
	struct layout_boxes l = { .too_small = rows < LAYOUT_MIN_ROWS || columns < LAYOUT_MIN_COLUMNS };

	if (l.too_small)
		return l;
	l.tabs = (struct box){ 0, 0, 1, columns };
	l.scope = (struct box){ 1, 0, 1, columns };
	l.keybar = (struct box){ rows - 1, 0, 1, columns };
	if (rows < WIDE_ROWS || columns < WIDE_COLUMNS)
		lay_narrow(&l, rows, columns);
	else
		lay_wide(&l, rows, columns);
	return l;
}
