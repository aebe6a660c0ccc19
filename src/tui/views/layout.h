/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parts of the workbench stand: a pure function of the size. */
#pragma once

#include "tui/canvas/canvas.h"

enum { LAYOUT_MIN_ROWS = 16, LAYOUT_MIN_COLUMNS = 60, LAYOUT_TABLE_ROWS = 20 };

struct layout_boxes {
	bool too_small; /* below the minimum: only a notice is drawn */
	bool narrow;    /* no panel: one slider, the focused one, below the answer */
	struct box tabs, scope;
	struct box panel_rule, panel; /* narrow: the rule and the line of one slider */
	struct box down;              /* the rule between panel and table; else without rows */
	struct box table_rule, table;
	struct box answer_rule, answer;
	/* Where there is room, else without rows: beside the answer, each with its rule and one down its left side. */
	struct box middle, right;
	struct box hint; /* narrow: without rows */
	struct box keybar;
};

/* The boxes cover the screen without overlap. */
struct layout_boxes layout_workbench(int rows, int columns);
