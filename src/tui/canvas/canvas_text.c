/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on a canvas: widths, wide and combining characters, cutting, ASCII stand-ins. */
#include "config.h"

#include "tui/canvas/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* A place to draw at: the clip box is already cut to the canvas. */
struct pen {
	struct canvas *canvas;
	struct box clip;
	int row, column;
	enum style style;
	struct cell *last;	/* cell that combining marks join, NULL when none */
};

/* What is shown for a character, and its columns (0: a combining mark). */
static int shown_code(uint32_t *code)
{
	if (*code == '\n' || *code == '\t')
		*code = ' ';
	if (*code >= 0x20 && *code < 0x7f)
		return 1;
	if (*code < 0x20 || (*code >= 0x7f && *code < 0xa0) || text_deceives(*code)) {
		*code = '?';
		return 1;
	}
	return text_code_columns(*code);
}

static struct cell *pen_cell(const struct pen *pen, int column)
{
	struct canvas *canvas = pen->canvas;

	if (pen->row < pen->clip.row || pen->row >= pen->clip.row + pen->clip.rows ||
	    column < pen->clip.column || column >= pen->clip.column + pen->clip.columns)
		return NULL;
	return &canvas->cells[(size_t)pen->row * (size_t)canvas->columns + (size_t)column];
}

/* Half of a wide glyph that loses its other half becomes a blank. */
static void part_wide_glyph(const struct canvas *canvas, struct cell *cell)
{
	struct cell *first = canvas->cells;
	struct cell *end = first + (size_t)canvas->rows * (size_t)canvas->columns;
	struct cell *other = NULL;

	if (cell->width == 0 && cell > first)
		other = cell - 1;
	else if (cell->width == 2 && cell + 1 < end)
		other = cell + 1;
	if (other == NULL)
		return;
	*other = (struct cell){.glyph = L' ', .style = other->style, .width = 1};
}

static void set_cell(const struct pen *pen, struct cell *cell, uint32_t code, int width)
{
	part_wide_glyph(pen->canvas, cell);
	*cell = (struct cell){.glyph = (wchar_t)code, .style = (unsigned char)pen->style,
			      .width = (unsigned char)width};
}

static void pen_narrow(struct pen *pen, uint32_t code)
{
	struct cell *cell = pen_cell(pen, pen->column);

	if (cell != NULL)
		set_cell(pen, cell, code, 1);
	pen->last = cell;
	pen->column++;
}

static void pen_wide(struct pen *pen, uint32_t code)
{
	struct cell *left = pen_cell(pen, pen->column);
	struct cell *right = pen_cell(pen, pen->column + 1);

	if (left != NULL && right != NULL) {
		set_cell(pen, left, code, 1);
		set_cell(pen, right, ' ', 1);
		left->width = 2;
		right->width = 0;
	} else if (left != NULL) {
		set_cell(pen, left, ' ', 1);
	} else if (right != NULL) {
		set_cell(pen, right, ' ', 1);
	}
	pen->last = left != NULL && right != NULL ? left : NULL;
	pen->column += 2;
}

static void pen_mark(struct pen *pen, uint32_t code)
{
	if (pen->last == NULL)
		return;
	for (int i = 0; i < CANVAS_MARKS; i++) {
		if (pen->last->marks[i] == 0) {
			pen->last->marks[i] = (wchar_t)code;
			return;
		}
	}
}

static void pen_put(struct pen *pen, uint32_t code)
{
	int width = shown_code(&code);

	if (pen->canvas->ascii) {
		/* As wide as the real character, so that both forms line up. */
		for (int i = 0; i < width; i++)
			pen_narrow(pen, (uint32_t)(unsigned char)glyph_to_ascii(code));
	} else if (width == 0) {
		pen_mark(pen, code);
	} else if (width == 1) {
		pen_narrow(pen, code);
	} else {
		pen_wide(pen, code);
	}
}

static struct pen pen_at(struct canvas *canvas, struct box clip, int row, int column,
			 enum style style)
{
	return (struct pen){canvas, box_cut(clip, canvas_box(canvas)), row, column, style, NULL};
}

/* Columns of `bytes` bytes; stops before passing `limit`, setting *fits to the bytes that fit. */
static int measure(const char *text, size_t bytes, int limit, size_t *fits)
{
	int columns = 0;
	size_t at = 0;

	while (at < bytes) {
		uint32_t code;
		size_t used = utf8_decode(text + at, bytes - at, &code);
		int width = shown_code(&code);

		if (width > limit - columns)
			break;
		columns += width;
		at += used;
	}
	*fits = at;
	return columns;
}

int canvas_columns(const char *text)
{
	size_t fits;

	return measure(text, strlen(text), INT32_MAX, &fits);
}

int canvas_text_n(struct canvas *canvas, struct box clip, int row, int column, enum style style,
		  const char *text, size_t bytes)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	for (size_t at = 0; at < bytes;) {
		uint32_t code;

		at += utf8_decode(text + at, bytes - at, &code);
		pen_put(&pen, code);
	}
	return pen.column - column;
}

int canvas_text(struct canvas *canvas, struct box clip, int row, int column, enum style style,
		const char *text)
{
	return canvas_text_n(canvas, clip, row, column, style, text, strlen(text));
}

int canvas_textf(struct canvas *canvas, struct box clip, int row, int column, enum style style,
		 const char *format, ...)
{
	char buffer[1024];
	va_list arguments;

	va_start(arguments, format);
	if (vsnprintf(buffer, sizeof(buffer), format, arguments) < 0)
		buffer[0] = '\0';
	va_end(arguments);
	return canvas_text(canvas, clip, row, column, style, buffer);
}

/* Draws `blanks` blanks before the text, at most `width` columns of it, and blanks behind. */
static void draw_fit(struct pen *pen, int width, bool right, const char *text)
{
	size_t bytes = strlen(text), fits;
	int end = pen->column + width;
	int columns = measure(text, bytes, width, &fits);
	bool cut = fits < bytes;

	if (cut)
		columns = measure(text, bytes, width - 1, &fits) + 1;
	for (int i = right ? columns : width; i < width; i++)
		pen_narrow(pen, ' ');
	for (size_t at = 0; at < fits;) {
		uint32_t code;

		at += utf8_decode(text + at, fits - at, &code);
		pen_put(pen, code);
	}
	if (cut)
		pen_narrow(pen, glyph_code(GLYPH_ELLIPSIS, pen->canvas->ascii));
	while (pen->column < end)
		pen_narrow(pen, ' ');
}

void canvas_text_fit(struct canvas *canvas, struct box clip, int row, int column, int width,
		     enum style style, const char *text)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	if (width > 0)
		draw_fit(&pen, width, false, text);
}

void canvas_text_right(struct canvas *canvas, struct box clip, int row, int column, int width,
		       enum style style, const char *text)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	if (width > 0)
		draw_fit(&pen, width, true, text);
}

int canvas_code(struct canvas *canvas, struct box clip, int row, int column, enum style style,
		uint32_t code)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	pen_put(&pen, code);
	return pen.column - column;
}

void canvas_glyph(struct canvas *canvas, struct box clip, int row, int column, enum style style,
		  enum glyph glyph)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	pen_narrow(&pen, glyph_code(glyph, canvas->ascii));
}

void canvas_fill(struct canvas *canvas, struct box box, enum style style, enum glyph glyph)
{
	struct box area = box_cut(box, canvas_box(canvas));
	uint32_t code = glyph_code(glyph, canvas->ascii);

	for (int row = area.row; row < area.row + area.rows; row++) {
		struct pen pen = pen_at(canvas, area, row, area.column, style);

		for (int i = 0; i < area.columns; i++)
			pen_narrow(&pen, code);
	}
}
