/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of character cells in memory: every view and widget draws here, terminal_draw() shows it.
 *
 * Drawing never fails and never writes outside the canvas: each call takes a clip box, which is itself cut
 * to the canvas. Rows and columns are absolute canvas coordinates from 0. Text is UTF-8; bad bytes become
 * U+FFFD, control and invisible format characters (bidi, zero width) become '?', LF and TAB a blank. On an
 * `ascii` canvas everything is turned into ASCII while it is drawn, so callers never ask. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include "tui/canvas/glyph.h"

struct text;

/* The semantic styles of the screen, without any knowledge of curses. */
enum { STYLE_BOLD = 1, STYLE_REVERSE = 2, STYLE_UNDERLINE = 4 };

enum style {
#define STYLE(name, ...) STYLE_##name,
#include "tui/canvas/style-table.h"
#undef STYLE
	STYLE_COUNT
};

/* One row of style-table.h; colours are terminal numbers, -1 the terminal's own. */
struct style_row {
	char letter;
	unsigned char mono;   /* STYLE_BOLD ... without colour */
	unsigned char colour; /* STYLE_BOLD ... added to the colours */
	short fg16, bg16;
	short fg256, bg256;
};

/* Row of a style; TEXT for a value outside the enum. */
const struct style_row *style_row(enum style style);

enum { CANVAS_MARKS = 2 }; /* combining marks kept per cell */

struct cell {
	wchar_t glyph;
	wchar_t marks[CANVAS_MARKS]; /* combining marks, 0 when unused */
	unsigned char style;         /* enum style */
	unsigned char width;         /* 1, 2, or 0 = right half of a wide glyph */
};

struct box {
	int row, column, rows, columns;
};

enum { CANVAS_ZONES_MAX = 256 };

/* What a place means, see tui/canvas/zone.h. */
struct zone {
	struct box box;
	int kind; /* one bit */
	int value;
	double number;
};

struct canvas {
	int rows, columns;
	struct cell *cells;            /* rows * columns, row by row */
	size_t capacity;               /* cells allocated */
	int cursor_row, cursor_column; /* hardware cursor, -1 when hidden */
	bool ascii;                    /* only ASCII glyphs */
	int zone_count;
	struct zone zones[CANVAS_ZONES_MAX]; /* in the order in which they were drawn */
};

/* Largest canvas; sizes are cut to 1..limit. */
enum { CANVAS_MAX_ROWS = 500, CANVAS_MAX_COLUMNS = 1000 };

/* Makes a blank canvas. Release with canvas_release(). */
void canvas_init(struct canvas *canvas, int rows, int columns, bool ascii);
/* New size; the content becomes blank. Allocates only when the canvas grows beyond any former size. */
void canvas_resize(struct canvas *canvas, int rows, int columns);
void canvas_release(struct canvas *canvas);
/* All blank in STYLE_TEXT, cursor hidden, no zones. */
void canvas_clear(struct canvas *canvas);

/* The whole canvas as a box; the common part of two boxes (0 rows or columns when there is none);
 * one row of a box, counted from its top. */
struct box canvas_box(const struct canvas *canvas);
struct box box_cut(struct box a, struct box b);
struct box box_row(struct box box, int row);
/* What is left below its first rows. */
struct box box_below(struct box box, int rows);

/* Columns that `text` takes on a canvas (tabs and newlines count 1). */
int canvas_columns(const char *text);

/* Draws text from a position, cut at the clip box; half a wide glyph is never drawn (blank
 * instead). Returns the columns that the text takes, also those cut off on the left or right. */
int canvas_text(struct canvas *canvas, struct box clip, int row, int column, enum style style, const char *text);
/* The same for `bytes` bytes. */
int canvas_text_n(
	struct canvas *canvas, struct box clip, int row, int column, enum style style, const char *text, size_t bytes);
/* printf into a buffer of 1023 bytes, then canvas_text(). */
int canvas_textf(struct canvas *canvas, struct box clip, int row, int column, enum style style, const char *format, ...)
	__attribute__((format(printf, 6, 7)));
/* Exactly `width` columns: padded with blanks on the right, or cut with an ellipsis. */
void canvas_text_fit(
	struct canvas *canvas, struct box clip, int row, int column, int width, enum style style, const char *text);
/* Exactly `width` columns with the text at the right edge; too long text is cut with an ellipsis. */
void canvas_text_right(
	struct canvas *canvas, struct box clip, int row, int column, int width, enum style style, const char *text);

/* One named glyph. */
void canvas_glyph(struct canvas *canvas, struct box clip, int row, int column, enum style style, enum glyph glyph);
/* One character by code point (braille, block characters); 1 column is assumed for unknown widths.
 * Returns the columns used. */
int canvas_code(struct canvas *canvas, struct box clip, int row, int column, enum style style, uint32_t code);
/* Fills a box with one glyph; GLYPH_BLANK clears it. */
void canvas_fill(struct canvas *canvas, struct box box, enum style style, enum glyph glyph);

/* Hardware cursor, when the place is inside the clip box (else unchanged). Put it on the focused item. */
void canvas_cursor(struct canvas *canvas, struct box clip, int row, int column);

/* The cell at a place, NULL outside. */
const struct cell *canvas_at(const struct canvas *canvas, int row, int column);
/* The cell for a screen of so many columns: blank outside the canvas, and for half a wide glyph at the edge. */
const struct cell *canvas_cell(const struct canvas *canvas, int row, int column, int columns);

/* One UTF-8 line per row, trailing blanks cut (golden tests); with style letters instead of glyphs. */
void canvas_dump(const struct canvas *canvas, struct text *out);
void canvas_dump_styles(const struct canvas *canvas, struct text *out);
