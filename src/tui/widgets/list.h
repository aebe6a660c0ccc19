/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection and scroll place of a list of rows; what a row shows is the caller's. */
#pragma once

#include <stdbool.h>

#include "tui/canvas/canvas.h"
#include "tui/terminal/key.h"

/* Zero-initialised it is an empty list. selected is 0..count-1 (0 when empty). */
struct list {
	int count, selected, top;
	int page;       /* rows shown last, for PageUp and PageDown */
	struct box box; /* where they were drawn, for list_at() */
};

/* New length; the selection stays where it is when it can. */
void list_set_count(struct list *list, int count);
void list_select(struct list *list, int index);
/* Moves the selection by so many rows, stopping at the ends; true when it moved. */
bool list_move(struct list *list, int rows);
/* Rows that PageUp and PageDown move by. */
int list_step(const struct list *list);
/* Scrolls just so far that the selection is among `rows` shown ones; sets page. Call before drawing. */
void list_show(struct list *list, int rows);

/* Draws one row; `line` is one row high, already in its base style when selected. */
typedef void list_row_function(struct canvas *canvas, struct box line, int index, bool selected, void *context);
/* Draws the shown rows; the selected one is filled with STYLE_FOCUS (and has the hardware
 * cursor in its first column) when focused. */
void list_draw(
	struct canvas *canvas, struct box box, struct list *list, bool focused, list_row_function *row, void *context);
/* The row of the list at a place of the canvas, -1 when none was drawn there. */
int list_at(const struct list *list, int row, int column);
/* Arrow marks on the right edge of a frame, beside the rows that the list is drawn in, where more are hidden above or
 * below. */
void list_draw_marks(
	struct canvas *canvas, struct box frame, int row, int rows, enum style style, const struct list *list);
