/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes of the panels. */
#include "tui/views/layout.h"

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

struct layout_boxes layout_workbench(int rows, int columns)
{
	struct layout_boxes l = { .too_small = rows < LAYOUT_MIN_ROWS || columns < LAYOUT_MIN_COLUMNS };
	/* A third of a wide screen, and never so much that the table suffers at 80 columns. */
	int panel = most(28, least(44, columns * 3 / 10));
	/* The rows of both panels are worth more than a tall reason panel.  Beyond all parameters a
	 * taller screen shows more panels: every figure of the table is sent at a slider's step. */
	int reasons = most(5, least(8, rows / 4 + 1));
	int middle = least(rows - 3 - reasons, most(20, rows * 3 / 7));
	int offers = 0;

	if (l.too_small)
		return l;
	reasons = rows - 3 - middle;
	if (reasons >= 12 && columns >= 120)
		offers = columns * 2 / 5;
	l.title = (struct box){ 0, 0, 1, columns };
	l.tabs = (struct box){ 1, 0, 1, columns };
	l.parameters = (struct box){ 2, 0, middle, panel };
	l.table = (struct box){ 2, panel, middle, columns - panel };
	l.reasons = (struct box){ 2 + middle, 0, reasons, columns - offers };
	if (offers)
		l.offers = (struct box){ 2 + middle, columns - offers, reasons, offers };
	l.keybar = (struct box){ rows - 1, 0, 1, columns };
	return l;
}

struct box layout_popup(int rows, int columns, int wanted_rows, int wanted_columns)
{
	struct box box;

	/* A popup that nearly fills the screen takes all of it: slivers beside it only confuse. */
	box.rows = rows - wanted_rows < 4 ? rows - 1 : wanted_rows;
	box.columns = columns - wanted_columns < 10 ? columns : wanted_columns;
	box.rows = most(1, box.rows);
	box.row = most(0, (rows - 1 - box.rows) / 2);
	box.column = most(0, (columns - box.columns) / 2);
	return box;
}
