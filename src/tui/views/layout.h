/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parts of the workbench stand: a pure function of the size. */
#pragma once

#include "tui/canvas/canvas.h"

enum { LAYOUT_MIN_ROWS = 16, LAYOUT_MIN_COLUMNS = 60 };

struct layout_boxes {
	bool too_small; /* below the minimum: only a notice is drawn */
	struct box title, tabs, parameters, table, reasons, keybar;
	struct box offers; /* beside the reasons where there is room; else without rows */
};

/* The boxes cover the screen without overlap; frames are inside the boxes. */
struct layout_boxes layout_workbench(int rows, int columns);

/* A popup in the middle, at most so large. */
struct box layout_popup(int rows, int columns, int wanted_rows, int wanted_columns);
