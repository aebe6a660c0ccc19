/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection and scroll place of a list of rows; what a row shows is the caller's. */
#pragma once

#include <stdbool.h>

#include "base/text.h"
#include "tui/canvas/canvas.h"
#include "tui/terminal/key.h"

/* Zero-initialised it is an empty list. selected is 0..count-1 (0 when empty). */
struct list {
	int count, selected, top;
	int rest;      /* the top that the last movement led to: shown again where it was cut for want of rows */
	bool moved;    /* since it was shown */
	int page;      /* rows shown last, for PageUp and PageDown */
	bool scrolled; /* away from the selection, which need not be seen */
};

/* New length; the selection stays where it is when it can. */
void list_set_count(struct list *list, int count);
/* Selects a row, which is seen when the list is drawn. */
void list_select(struct list *list, int index);
/* Moves the selection by so many rows, stopping at the ends; true when it moved. */
bool list_move(struct list *list, int rows);
/* Rows that PageUp and PageDown move by. */
int list_step(const struct list *list);
/* Scrolls by so many rows, stopping at the ends, and leaves the selection where it is. */
void list_scroll(struct list *list, int rows);
/* Scrolls just so far that the selection is among `rows` shown ones, unless the user scrolled away from it; sets page.
 * Call before drawing. */
void list_show(struct list *list, int rows);

/* Draws one row; `line` is one row high.  Its first column is the bar's: what a row shows begins in the second. */
typedef void list_row_function(struct canvas *canvas, struct box line, int index, bool selected, void *context);
/* Draws the shown rows; the selected one has the bar in its first column, and the hardware cursor on it when
 * focused. */
void list_draw(
	struct canvas *canvas, struct box box, struct list *list, bool focused, list_row_function *row, void *context);
/* "6/22": the selected row of all, for the free end of a rule; nothing of an empty list. */
void list_place(const struct list *list, struct text *out);
/* Names the rows that were drawn in a box as one zone, whose value is the index of the topmost. */
void list_zone(struct canvas *canvas, struct box box, const struct list *list, int kind);
