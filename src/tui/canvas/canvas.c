/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A canvas: storage, boxes, text with wide and combining characters, frames, dumps. */
#include "tui/canvas/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const struct style_row style_rows[STYLE_COUNT] = {
#define STYLE(name, letter, mono, colour, fg16, bg16, fg256, bg256, use) \
	{ letter, mono, colour, fg16, bg16, fg256, bg256 },
#include "tui/canvas/style-table.h"
#undef STYLE
};

const struct style_row *style_row(enum style style)
{
	unsigned index = (unsigned)style;

	return &style_rows[index < STYLE_COUNT ? index : STYLE_TEXT];
}

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

void canvas_init(struct canvas *canvas, int rows, int columns, bool ascii)
{
	*canvas = (struct canvas){ .ascii = ascii, .cursor_row = -1, .cursor_column = -1 };
	canvas_resize(canvas, rows, columns);
}

void canvas_resize(struct canvas *canvas, int rows, int columns)
{
	size_t cells;

	canvas->rows = clamp(rows, 1, CANVAS_MAX_ROWS);
	canvas->columns = clamp(columns, 1, CANVAS_MAX_COLUMNS);
	cells = (size_t)canvas->rows * (size_t)canvas->columns;
	if (cells > canvas->capacity) {
		canvas->cells = xreallocarray(canvas->cells, cells, sizeof(*canvas->cells));
		canvas->capacity = cells;
	}
	canvas_clear(canvas);
}

void canvas_release(struct canvas *canvas)
{
	free(canvas->cells);
	*canvas = (struct canvas){ .cursor_row = -1, .cursor_column = -1 };
}

static const struct cell blank = { .glyph = L' ', .style = STYLE_TEXT, .width = 1 };

void canvas_clear(struct canvas *canvas)
{
	size_t cells = (size_t)canvas->rows * (size_t)canvas->columns;

	for (size_t i = 0; i < cells; i++)
		canvas->cells[i] = blank;
	canvas->cursor_row = -1;
	canvas->cursor_column = -1;
	canvas->zone_count = 0;
}

struct box canvas_box(const struct canvas *canvas)
{
	return (struct box){ 0, 0, canvas->rows, canvas->columns };
}

struct box box_cut(struct box a, struct box b)
{
	int row = a.row > b.row ? a.row : b.row;
	int column = a.column > b.column ? a.column : b.column;
	int row_end = a.row + a.rows < b.row + b.rows ? a.row + a.rows : b.row + b.rows;
	int column_end = a.column + a.columns < b.column + b.columns ? a.column + a.columns : b.column + b.columns;

	return (struct box){ row, column, row_end > row ? row_end - row : 0,
		column_end > column ? column_end - column : 0 };
}

struct box box_row(struct box box, int row)
{
	return (struct box){ box.row + row, box.column, row >= 0 && row < box.rows ? 1 : 0, box.columns };
}

struct box box_below(struct box box, int rows)
{
	rows = rows < box.rows ? rows : box.rows;
	return (struct box){ box.row + rows, box.column, box.rows - rows, box.columns };
}

const struct cell *canvas_at(const struct canvas *canvas, int row, int column)
{
	if (row < 0 || row >= canvas->rows || column < 0 || column >= canvas->columns)
		return NULL;
	return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

const struct cell *canvas_cell(const struct canvas *canvas, int row, int column, int columns)
{
	const struct cell *cell = canvas_at(canvas, row, column);

	return cell && (cell->width < 2 || column + 1 < columns) ? cell : &blank;
}

void canvas_cursor(struct canvas *canvas, struct box clip, int row, int column)
{
	struct box box = box_cut(clip, canvas_box(canvas));

	if (row < box.row || row >= box.row + box.rows || column < box.column || column >= box.column + box.columns)
		return;
	canvas->cursor_row = row;
	canvas->cursor_column = column;
}

/* Columns of a row up to its last cell that is not blank (or not of the normal style). */
static int used_columns(const struct canvas *canvas, int row, bool styles)
{
	int column = canvas->columns;

	while (column > 0) {
		const struct cell *cell = canvas_at(canvas, row, column - 1);

		if (styles ? cell->style != STYLE_TEXT : cell->glyph != L' ')
			break;
		column--;
	}
	return column;
}

void canvas_dump(const struct canvas *canvas, struct text *out)
{
	for (int row = 0; row < canvas->rows; row++) {
		int end = used_columns(canvas, row, false);

		for (int column = 0; column < end; column++) {
			const struct cell *cell = canvas_at(canvas, row, column);

			if (cell->width == 0)
				continue;
			text_add_code(out, (uint32_t)cell->glyph);
			for (int i = 0; i < CANVAS_MARKS && cell->marks[i] != 0; i++)
				text_add_code(out, (uint32_t)cell->marks[i]);
		}
		text_add_char(out, '\n');
	}
}

void canvas_dump_styles(const struct canvas *canvas, struct text *out)
{
	for (int row = 0; row < canvas->rows; row++) {
		int end = used_columns(canvas, row, true);

		for (int column = 0; column < end; column++) {
			const struct cell *cell = canvas_at(canvas, row, column);

			text_add_char(out, style_row((enum style)cell->style)->letter);
		}
		text_add_char(out, '\n');
	}
}

/* A place to draw at: the clip box is already cut to the canvas. */
struct pen {
	struct canvas *canvas;
	struct box clip;
	int row, column;
	enum style style;
	struct cell *last; /* cell that combining marks join, NULL when none */
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

	if (pen->row < pen->clip.row || pen->row >= pen->clip.row + pen->clip.rows || column < pen->clip.column ||
		column >= pen->clip.column + pen->clip.columns)
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
	if (!other)
		return;
	*other = (struct cell){ .glyph = L' ', .style = other->style, .width = 1 };
}

static void set_cell(const struct pen *pen, struct cell *cell, uint32_t code, int width)
{
	part_wide_glyph(pen->canvas, cell);
	*cell = (struct cell){
		.glyph = (wchar_t)code, .style = (unsigned char)pen->style, .width = (unsigned char)width
	};
}

static void pen_narrow(struct pen *pen, uint32_t code)
{
	struct cell *cell = pen_cell(pen, pen->column);

	if (cell)
		set_cell(pen, cell, code, 1);
	pen->last = cell;
	pen->column++;
}

static void pen_wide(struct pen *pen, uint32_t code)
{
	struct cell *left = pen_cell(pen, pen->column);
	struct cell *right = pen_cell(pen, pen->column + 1);

	if (left && right) {
		set_cell(pen, left, code, 1);
		set_cell(pen, right, ' ', 1);
		left->width = 2;
		right->width = 0;
	} else if (left || right) {
		set_cell(pen, left ? left : right, ' ', 1);
	}
	pen->last = left && right ? left : NULL;
	pen->column += 2;
}

static void pen_mark(struct pen *pen, uint32_t code)
{
	if (!pen->last)
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

static struct pen pen_at(struct canvas *canvas, struct box clip, int row, int column, enum style style)
{
	return (struct pen){ canvas, box_cut(clip, canvas_box(canvas)), row, column, style, NULL };
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

int canvas_text_n(
	struct canvas *canvas, struct box clip, int row, int column, enum style style, const char *text, size_t bytes)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	for (size_t at = 0; at < bytes;) {
		uint32_t code;

		at += utf8_decode(text + at, bytes - at, &code);
		pen_put(&pen, code);
	}
	return pen.column - column;
}

int canvas_text(struct canvas *canvas, struct box clip, int row, int column, enum style style, const char *text)
{
	return canvas_text_n(canvas, clip, row, column, style, text, strlen(text));
}

int canvas_textf(struct canvas *canvas, struct box clip, int row, int column, enum style style, const char *format, ...)
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

void canvas_text_fit(
	struct canvas *canvas, struct box clip, int row, int column, int width, enum style style, const char *text)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	if (width > 0)
		draw_fit(&pen, width, false, text);
}

void canvas_text_right(
	struct canvas *canvas, struct box clip, int row, int column, int width, enum style style, const char *text)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	if (width > 0)
		draw_fit(&pen, width, true, text);
}

int canvas_code(struct canvas *canvas, struct box clip, int row, int column, enum style style, uint32_t code)
{
	struct pen pen = pen_at(canvas, clip, row, column, style);

	pen_put(&pen, code);
	return pen.column - column;
}

void canvas_glyph(struct canvas *canvas, struct box clip, int row, int column, enum style style, enum glyph glyph)
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
