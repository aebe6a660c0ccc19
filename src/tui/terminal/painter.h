/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints changed cells with the control sequences of ECMA-48 and few bytes.  Curses paints row by row from
 * the top and returns to plain text at each move.  The painter always continues with the run of cells that
 * takes the fewest bytes to reach, for instance down the columns of a table. */
#pragma once

#include "base/text.h"
#include "tui/canvas/canvas.h"

/* How a style looks on this terminal. */
struct pen {
	unsigned flags; /* STYLE_BOLD ... */
	short fg, bg;   /* colour numbers, -1 the terminal's own */
};

/* Cells of a row that stand together in one look. */
struct run {
	short row, column, columns;
	unsigned char look; /* index of the first style that looks so */
	bool blank;         /* nothing but blanks: any plain look will do */
};

/* LOOK_PLAIN is the look of text without attributes; no style may have it. */
enum { LOOK_PLAIN = STYLE_COUNT, PAINTER_LOOKS };

struct painter {
	bool able; /* the terminal knows the sequences used here */
	struct pen pens[PAINTER_LOOKS];
	unsigned char looks[PAINTER_LOOKS];               /* of each style: the first that looks the same */
	unsigned char change[PAINTER_LOOKS][STYLE_COUNT]; /* bytes from look to look */
	int row, column;                                  /* of the cursor; row -1: not known */
	int columns;                                      /* of the screen */
	unsigned char look;                               /* what text would look like now */
	struct run *runs;
	int count, capacity;
	struct text bytes; /* what was painted since they were cleared */
};

/* After newterm(): learns whether the terminal has the sequences. Release with painter_release(). */
void painter_init(struct painter *painter);
void painter_release(struct painter *painter);

/* The looks of all styles; cheap when they are as before. */
void painter_set_pens(struct painter *painter, const struct pen pens[STYLE_COUNT]);

/* Call after another writer: text is plain, the cursor position is unknown.  `columns`: width of the screen. */
void painter_forget(struct painter *painter, int columns);

/* Sets `shown` to blanks after another writer has cleared the screen. */
void painter_cleared(struct painter *painter, struct canvas *shown);

/* Notes the changed cells of a row, taking them over into `shown`. */
void painter_row(struct painter *painter, struct canvas *shown, const struct canvas *canvas, int row);

/* Paints the runs that painter_row() noted, with the cells of `shown`. */
void painter_paint(struct painter *painter, const struct canvas *shown);

/* Moves the cursor. */
void painter_move(struct painter *painter, int row, int column);
/* Back to plain text, before somebody else writes. */
void painter_plain(struct painter *painter);
