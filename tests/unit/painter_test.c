/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the painter sends, read by a small terminal of ECMA-48: after random changes it shows the
 * same cells in the same looks, and never scrolls. */
#include <locale.h>
#include <stdlib.h>
#include <wchar.h>

#include "support/check.h"
#include "support/random.h"
#include "tui/terminal/painter.h"

enum { ROWS = 20, COLUMNS = 70 };

static struct {
	wchar_t glyph[ROWS][COLUMNS];
	struct pen pen[ROWS][COLUMNS], now;
	int row, column;
} screen;

static struct painter painter;
static struct canvas canvas, shown;

static void set_colors(const int *n, int count)
{
	static const struct pen plain = { 0, -1, -1 };

	for (int i = 0; i < count; i++) {
		if (n[i] == 0)
			screen.now = plain;
		else if (n[i] == 1)
			screen.now.flags |= STYLE_BOLD;
		else if (n[i] == 4)
			screen.now.flags |= STYLE_UNDERLINE;
		else if (n[i] == 7)
			screen.now.flags |= STYLE_REVERSE;
		else if (n[i] == 38 && i + 2 < count && n[i + 1] == 5)
			screen.now.fg = (short)n[i += 2];
		else if (n[i] == 39)
			screen.now.fg = -1;
		else if (n[i] >= 100 && n[i] < 108)
			screen.now.bg = (short)(n[i] - 100 + 8);
		else if (n[i] >= 30 && n[i] < 38)
			screen.now.fg = (short)(n[i] - 30);
		else if (n[i] >= 90 && n[i] < 98)
			screen.now.fg = (short)(n[i] - 90 + 8);
		else
			fail_msg("colour %d", n[i]);
	}
}

static const char *control(const char *p)
{
	int n[8] = { 0 }, count = 1, amount;

	if (*p == 'M') {
		screen.row--;
		return p + 1;
	}
	assert_int_equal(*p++, '[');
	for (; (*p >= '0' && *p <= '9') || *p == ';'; p++) {
		if (*p == ';')
			count++;
		else
			n[count - 1] = n[count - 1] * 10 + *p - '0';
	}
	amount = n[0] > 0 ? n[0] : 1;
	switch (*p) {
	case 'm': set_colors(n, count); break;
	case 'H':
		screen.row = amount - 1;
		screen.column = n[1] > 0 ? n[1] - 1 : 0;
		break;
	case 'A': screen.row -= amount; break;
	case 'B': screen.row += amount; break;
	case 'C': screen.column += amount; break;
	case 'D': screen.column -= amount; break;
	case 'r': assert_int_equal(count, 1); break;
	case 'X':
		for (int i = 0; i < amount; i++) {
			screen.glyph[screen.row][screen.column + i] = L' ';
			screen.pen[screen.row][screen.column + i] = (struct pen){ 0, -1, -1 };
		}
		break;
	default: fail_msg("control %c", *p);
	}
	return p + 1;
}

static const char *character(const char *p)
{
	wchar_t glyph = 0;
	int length = mbtowc(&glyph, p, MB_CUR_MAX);

	assert_true(length > 0);
	/* Nothing is written behind the last column: where the cursor would be is not known. */
	assert_in_range(screen.column, 0, COLUMNS - 1);
	screen.glyph[screen.row][screen.column] = glyph;
	screen.pen[screen.row][screen.column] = screen.now;
	screen.column++;
	return p + length;
}

static void show(void)
{
	for (const char *p = painter.bytes.data; p && *p;) {
		bool wrapped = screen.column >= COLUMNS;

		if (*p == '\r')
			screen.column = 0;
		else if (*p == '\n')
			screen.row++;
		else if (*p == '\b')
			screen.column--;
		if (*p == '\r' || *p == '\n' || *p == '\b') {
			assert_false(wrapped);
			p++;
		} else if (*p == '\033') {
			p = control(p + 1);
		} else {
			p = character(p);
		}
		assert_in_range(screen.row, 0, ROWS - 1);
		assert_in_range(screen.column, 0, COLUMNS);
	}
	text_clear(&painter.bytes);
}

static void check_shown(void)
{
	for (int i = 0; i < ROWS * COLUMNS; i++) {
		int row = i / COLUMNS, column = i % COLUMNS;
		const struct cell *cell = canvas_at(&canvas, row, column);
		const struct pen *wanted = &painter.pens[cell->style], *got = &screen.pen[row][column];

		if (cell->glyph != screen.glyph[row][column])
			fail_msg("%d,%d: '%lc', not '%lc'", row, column, (wint_t)screen.glyph[row][column],
				(wint_t)cell->glyph);
		if (cell->glyph != L' ' || wanted->bg >= 0 || (wanted->flags & (STYLE_REVERSE | STYLE_UNDERLINE)) != 0)
			assert_true(wanted->flags == got->flags && wanted->fg == got->fg && wanted->bg == got->bg);
	}
}

static void frame(void)
{
	for (int row = 0; row < ROWS; row++)
		painter_row(&painter, &shown, &canvas, row);
	painter_paint(&painter, &shown);
	show();
	check_shown();
}

static void clear_screen(void)
{
	memset(&screen, 0, sizeof(screen));
	for (int i = 0; i < ROWS * COLUMNS; i++) {
		screen.glyph[i / COLUMNS][i % COLUMNS] = L' ';
		screen.pen[i / COLUMNS][i % COLUMNS] = (struct pen){ 0, -1, -1 };
	}
	screen.now = (struct pen){ 0, -1, -1 };
}

static int start(void **state)
{
	struct pen pens[STYLE_COUNT];

	(void)state;
	memset(&painter, 0, sizeof(painter));
	painter.look = LOOK_PLAIN;
	text_init(&painter.bytes);
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct style_row *row = style_row((enum style)i);

		pens[i] = (struct pen){ row->colour, row->fg256, row->bg256 };
	}
	painter_set_pens(&painter, pens);
	painter_forget(&painter, COLUMNS);
	canvas_init(&canvas, ROWS, COLUMNS, false);
	canvas_init(&shown, ROWS, COLUMNS, false);
	clear_screen();
	return 0;
}

static int stop(void **state)
{
	(void)state;
	painter_release(&painter);
	canvas_release(&canvas);
	canvas_release(&shown);
	return 0;
}

/* Words, bars and blanks at random places, few or many. */
static void change_something(int things)
{
	static const char *const texts[] = { "1258", "H200 SXM", "██▓▓▓░", " ", "                 ", "●", "a" };

	for (int i = 0; i < things; i++) {
		int row = (int)random_below(ROWS), column = (int)random_below(COLUMNS);
		enum style style = (enum style)random_below(STYLE_COUNT);

		canvas_text(&canvas, canvas_box(&canvas), row, column, style, texts[random_below(COUNT_OF(texts))]);
	}
}

static void test_random_changes(void **state)
{
	(void)state;
	random_state = 20261120;
	for (int i = 0; i < 3000; i++) {
		change_something(i % 50 == 0 ? 400 : 1 + (int)random_below(40));
		frame();
		if (i % 7 == 0) {
			painter_move(&painter, (int)random_below(ROWS), (int)random_below(COLUMNS));
			show();
			assert_int_equal(screen.row, painter.row);
			assert_int_equal(screen.column, painter.column);
		}
	}
}

/* A theme whose plain text has colours of its own, over what the old one has painted. */
static void test_theme(void **state)
{
	struct pen pens[STYLE_COUNT];

	(void)state;
	random_state = 7;
	change_something(200);
	frame();
	memcpy(pens, painter.pens, sizeof(pens));
	for (int i = 0; i < STYLE_COUNT; i++) {
		pens[i].fg = pens[i].fg < 0 ? 0 : pens[i].fg;
		pens[i].bg = 15;
	}
	painter_set_pens(&painter, pens);
	/* Nothing that is shown is known; then on a cleared screen. */
	for (int i = 0; i < ROWS * COLUMNS; i++)
		shown.cells[i].style = STYLE_COUNT;
	frame();
	painter_plain(&painter);
	show();
	assert_int_equal(screen.now.bg, -1);
	clear_screen();
	painter_forget(&painter, COLUMNS);
	painter_cleared(&painter, &shown);
	frame();
	assert_int_equal(screen.pen[ROWS - 1][COLUMNS - 1].bg, 15);
	change_something(30);
	frame();
}

static size_t bytes_of_frame(void)
{
	size_t bytes;

	for (int row = 0; row < ROWS; row++)
		painter_row(&painter, &shown, &canvas, row);
	painter_paint(&painter, &shown);
	bytes = painter.bytes.length;
	show();
	check_shown();
	return bytes;
}

/* A column of figures goes down with one byte of movement a row and one back for each digit. */
static void test_goes_down_columns(void **state)
{
	struct box all = canvas_box(&canvas);

	(void)state;
	frame();
	painter_move(&painter, 0, 0);
	show();
	for (int row = 0; row < 10; row++) {
		canvas_text(&canvas, all, row, 10, STYLE_TEXT, "12");
		canvas_text(&canvas, all, row, 40, STYLE_ACCENT, "x");
	}
	/* "\033[10C12", nine times "\n\b\b12", a move, "\033[38;5;31m", "x", nine times "\033M\bx". */
	assert_in_range(bytes_of_frame(), 1, 7 + 9 * 5 + 5 + 10 + 1 + 9 * 4);
	/* What looks the same costs nothing. */
	assert_int_equal(bytes_of_frame(), 0);
	canvas_text(&canvas, all, 15, 0, STYLE_DIM, "    ");
	assert_int_equal(bytes_of_frame(), 0);
}

/* Blanks take the colour that text has at the time. */
static void test_blanks_need_no_colour(void **state)
{
	struct box all = canvas_box(&canvas);

	(void)state;
	canvas_text(&canvas, all, 3, 0, STYLE_TEXT, "x");
	canvas_text(&canvas, all, 4, 0, STYLE_ACCENT, "y");
	frame();
	canvas_text(&canvas, all, 3, 0, STYLE_TEXT, " ");
	canvas_text(&canvas, all, 4, 0, STYLE_ACCENT, "z");
	/* "\rz", "\033M\r ". */
	assert_int_equal(bytes_of_frame(), 6);
	canvas_text(&canvas, all, 4, 0, STYLE_TEXT, " ");
	canvas_text(&canvas, all, 4, 1, STYLE_ACCENT, "z");
	/* "\n\b", " z" in one run. */
	assert_int_equal(bytes_of_frame(), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_random_changes, start, stop),
		cmocka_unit_test_setup_teardown(test_theme, start, stop),
		cmocka_unit_test_setup_teardown(test_goes_down_columns, start, stop),
		cmocka_unit_test_setup_teardown(test_blanks_need_no_colour, start, stop),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("painter", tests, NULL, NULL);
}
