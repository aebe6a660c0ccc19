/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Showing a canvas with curses: only cells that changed are given to it. */
#include "tui/terminal/terminal_draw.h"

#include <curses.h>
#include <string.h>
#include <wchar.h>

#include "tui/canvas/theme.h"
#include "tui/terminal/frame_sink.h"
#include "tui/terminal/terminal_state.h"

/* How each style looks on this terminal. */
static struct {
	attr_t attributes;
	short pair;
} looks[STYLE_COUNT];

static attr_t to_attributes(unsigned char flags)
{
	return A_NORMAL | (flags & STYLE_BOLD ? A_BOLD : 0) | (flags & STYLE_REVERSE ? A_REVERSE : 0) |
		(flags & STYLE_UNDERLINE ? A_UNDERLINE : 0);
}

/* The pair of two colours; 0 (the terminal's own) when both are -1 or there is no pair left. */
static short make_pair(short fg, short bg, short *used, bool user_colors)
{
	for (short i = 1; i <= *used; i++) {
		short old_fg, old_bg;

		pair_content(i, &old_fg, &old_bg);
		if (old_fg == fg && old_bg == bg)
			return i;
	}
	if ((fg < 0 && bg < 0) || *used + 1 >= COLOR_PAIRS)
		return 0;
	/* Without own colours a default is white on black. */
	if (!user_colors && fg < 0)
		fg = COLOR_WHITE;
	if (!user_colors && bg < 0)
		bg = COLOR_BLACK;
	if (init_pair((short)(*used + 1), fg, bg) == ERR)
		return 0;
	return ++*used;
}

void terminal_draw_start(struct terminal *terminal, bool color)
{
	struct theme theme;

	canvas_init(&terminal->shown, terminal->rows, terminal->columns, terminal->ascii);
	painter_init(&terminal->painter);
	terminal->repaint = terminal->painter.able;
	if (color && has_colors() && start_color() == OK && COLORS >= 8 && COLOR_PAIRS >= 8)
		terminal->colors = COLORS;
	terminal->user_colors = terminal->colors > 0 && use_default_colors() == OK;
	theme_init(&theme, THEME_DEFAULT);
	terminal_set_theme(terminal, &theme);
}

/* A colour of 16 where there may be only 8: bright black is none of these, the other bright ones are as dark. */
static short available(short color)
{
	if (color < 8 || COLORS >= 16)
		return color;
	return color == 8 ? -1 : (short)(color - 8);
}

void terminal_set_theme(struct terminal *terminal, const struct theme *theme)
{
	bool many = terminal->colors >= 256;
	short used = 0;

	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct style_row *row = &theme->looks[i];

		looks[i].pair = 0;
		looks[i].attributes = to_attributes(terminal->colors > 0 ? row->colour : row->mono);
		if (terminal->colors > 0)
			looks[i].pair = make_pair(many ? row->fg256 : available(row->fg16),
				many ? row->bg256 : available(row->bg16), &used, terminal->user_colors);
	}
	/* Without own colours plain text is what curses makes of it. */
	if (terminal->colors > 0 && !terminal->user_colors)
		terminal->painter.able = false;
	/* Every cell looks different now: no style is known as shown. */
	for (size_t i = 0; i < (size_t)terminal->rows * (size_t)terminal->columns; i++)
		terminal->shown.cells[i].style = STYLE_COUNT;
}

static void put_cell(int row, int column, const struct cell *cell)
{
	wchar_t glyphs[1 + CANVAS_MARKS + 1] = { cell->glyph };
	unsigned style = cell->style < STYLE_COUNT ? cell->style : STYLE_TEXT;
	cchar_t character;

	/* The last guard: nothing whose width curses and the canvas see differently goes out. */
	if (wcwidth(cell->glyph) != cell->width)
		glyphs[0] = L'?';
	else
		wmemcpy(glyphs + 1, cell->marks, CANVAS_MARKS);
	if (setcchar(&character, glyphs, looks[style].attributes, looks[style].pair, NULL) == OK)
		mvadd_wch(row, column, &character);
}

static void draw_row(struct terminal *terminal, const struct canvas *canvas, int row)
{
	struct cell *shown = terminal->shown.cells + (size_t)row * (size_t)terminal->columns;

	for (int column = 0; column < terminal->columns; column++) {
		const struct cell *cell = canvas_cell(canvas, row, column, terminal->columns);

		if (cell->glyph == shown[column].glyph && cell->style == shown[column].style &&
			cell->width == shown[column].width &&
			memcmp(cell->marks, shown[column].marks, sizeof(cell->marks)) == 0)
			continue;
		shown[column] = *cell;
		if (cell->width > 0)
			put_cell(row, column, cell);
	}
}

/* The looks of the styles, in the painter's terms. */
static void set_pens(struct painter *painter)
{
	struct pen pens[STYLE_COUNT];

	for (int i = 0; i < STYLE_COUNT; i++) {
		attr_t a = looks[i].attributes;

		pens[i] = (struct pen){ .fg = -1, .bg = -1 };
		if (looks[i].pair > 0)
			pair_content(looks[i].pair, &pens[i].fg, &pens[i].bg);
		pens[i].flags = ((a & A_BOLD) != 0 ? STYLE_BOLD : 0) | ((a & A_REVERSE) != 0 ? STYLE_REVERSE : 0) |
			((a & A_UNDERLINE) != 0 ? STYLE_UNDERLINE : 0);
	}
	painter_set_pens(painter, pens);
}

static void send_painted(struct terminal *terminal)
{
	struct text *bytes = &terminal->painter.bytes;

	if (bytes->length > 0)
		frame_sink_add(terminal->sink, bytes->data);
	text_clear(bytes);
}

/* Curses knows how to take the terminal over and clear it; the rest is painted here. */
static void paint(struct terminal *terminal, const struct canvas *canvas)
{
	struct painter *painter = &terminal->painter;

	set_pens(painter);
	if (terminal->repaint || isendwin()) {
		terminal_draw_end(terminal);
		clearok(curscr, TRUE);
		wnoutrefresh(stdscr);
		doupdate();
		painter_forget(painter, terminal->columns);
		painter_cleared(painter, &terminal->shown);
		terminal->repaint = false;
	}
	for (int i = 0; i < terminal->rows; i++)
		painter_row(painter, &terminal->shown, canvas, i);
	painter_paint(painter, &terminal->shown);
}

void terminal_draw_end(struct terminal *terminal)
{
	painter_plain(&terminal->painter);
	send_painted(terminal);
}

static void show_cursor(struct terminal *terminal, bool visible)
{
	if (terminal->cursor_visible != visible)
		curs_set(visible);
	terminal->cursor_visible = visible;
}

void terminal_draw(struct terminal *terminal, const struct canvas *canvas)
{
	int row = canvas->cursor_row, column = canvas->cursor_column;
	bool visible = row >= 0 && column >= 0 && row < terminal->rows && column < terminal->columns;

	terminal->busy_since_ms = -1;
	if (terminal->hung_up)
		return;
	if (terminal->painter.able) {
		paint(terminal, canvas);
		if (visible && (terminal->painter.row != row || terminal->painter.column != column))
			painter_move(&terminal->painter, row, column);
		send_painted(terminal);
		show_cursor(terminal, visible);
		frame_sink_flush(terminal->sink);
		return;
	}
	for (int i = 0; i < terminal->rows; i++)
		draw_row(terminal, canvas, i);
	if (terminal->repaint) {
		clearok(curscr, TRUE);
		terminal->repaint = false;
	}
	show_cursor(terminal, visible);
	move(visible ? row : terminal->rows - 1, visible ? column : 0);
	wnoutrefresh(stdscr);
	doupdate();
	frame_sink_flush(terminal->sink);
}

void terminal_redraw(struct terminal *terminal)
{
	terminal->repaint = true;
}

static void add_base64(struct text *out, const char *bytes, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		unsigned long three = 0;

		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (i + k < n ? (unsigned char)bytes[i + k] : 0u);
		text_add_char(out, digits[three >> 18]);
		text_add_char(out, digits[three >> 12 & 63]);
		text_add_char(out, i + 1 < n ? digits[three >> 6 & 63] : '=');
		text_add_char(out, i + 2 < n ? digits[three & 63] : '=');
	}
}

bool clipboard_sequence(struct text *out, const char *bytes, size_t n)
{
	if (n > CLIPBOARD_BYTES)
		return false;
	text_add(out, "\033]52;c;");
	add_base64(out, bytes, n);
	/* BEL ends it: some terminals do not know the two bytes of ST here. */
	text_add_char(out, '\a');
	return true;
}

void terminal_copy(struct terminal *terminal, const char *text)
{
	TEXT(sequence);

	if (!clipboard_sequence(&sequence, text, strlen(text)) || terminal->hung_up)
		return;
	frame_sink_add(terminal->sink, sequence.data);
	frame_sink_flush(terminal->sink);
}
