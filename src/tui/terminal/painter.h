/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shortest way to show changed cells on a terminal with the control sequences of ECMA-48.
 * Curses paints from top to bottom, row by row, and goes back to plain text at each move; here
 * the next stretch of cells is the one that costs the fewest bytes to get to, which goes down
 * the columns of a table.
 */
#ifndef GPUPLAN_TUI_PAINTER_H
#define GPUPLAN_TUI_PAINTER_H

#include "base/text.h"
#include "tui/canvas/canvas.h"

/* How a style looks on this terminal. */
struct pen {
	unsigned flags;	/* STYLE_BOLD ... */
	short fg, bg;	/* colour numbers, -1 the terminal's own */
};

/* Cells of a row that stand together in one look. */
struct run {
	short row, column, columns;
	unsigned char look;	/* index of the first style that looks so */
};

/* Text without any attribute is a look, too, which no style may have. */
enum { LOOK_PLAIN = STYLE_COUNT, PAINTER_LOOKS };

struct painter {
	bool able;		/* the terminal knows the sequences used here */
	struct pen pens[PAINTER_LOOKS];
	unsigned char looks[STYLE_COUNT];	/* of each style */
	unsigned char change[PAINTER_LOOKS][STYLE_COUNT];	/* bytes from look to look */
	int row, column;	/* of the cursor; row -1: not known */
	int columns;		/* of the screen */
	unsigned char look;	/* what text would look like now */
	struct run *runs;
	int count, capacity;
	struct text bytes;	/* what was painted since they were cleared */
};

/* After newterm(): learns whether the terminal has the sequences. Release with painter_release(). */
void painter_init(struct painter *painter);
void painter_release(struct painter *painter);

/* The looks of all styles; cheap when they are as before. */
void painter_set_pens(struct painter *painter, const struct pen pens[STYLE_COUNT]);

/* Somebody else wrote: text is plain now, the cursor anywhere. `columns` of the screen. */
void painter_forget(struct painter *painter, int columns);

/* Takes a screen of blanks, which somebody else has made, over into `shown`. */
void painter_cleared(struct painter *painter, struct canvas *shown);

/* Whether two cells cannot be told apart on the screen; a style of STYLE_COUNT in the shown one
 * says that its look is not known. */
bool painter_same(const struct painter *painter, const struct cell *cell, const struct cell *shown);

/* Notes the changed cells of a row, taking them over into `shown`. */
void painter_row(struct painter *painter, struct canvas *shown, const struct canvas *canvas, int row);

/* Paints what was noted, with the cells of `shown`. */
void painter_paint(struct painter *painter, const struct canvas *shown);

/* Moves the cursor. */
void painter_move(struct painter *painter, int row, int column);
/* Back to plain text, before somebody else writes. */
void painter_plain(struct painter *painter);

#endif
