/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves, colours and text as bytes, each in its shortest form. */
#include <string.h>
#include <wchar.h>

#include "tui/terminal/painter_bytes.h"

/* From so many blanks on, erasing them is shorter than writing them. */
enum { ERASED_AT_END = 5, ERASED_BETWEEN = 9 };

static int digits(int n)
{
	return n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : 4;
}

/* "\e[nX", where 1 is what a missing number means. */
static int csi_bytes(int n)
{
	return n == 1 ? 3 : 3 + digits(n);
}

static void put_csi(struct text *out, int n, char final)
{
	text_add(out, "\033[");
	if (n != 1)
		text_addf(out, "%d", n);
	text_add_char(out, final);
}

static int across_bytes(int from, int to)
{
	int right = to > from ? csi_bytes(to - from) : 99;
	int left = to < from ? (from - to < csi_bytes(from - to) ? from - to : csi_bytes(from - to)) : 99;
	int start = 1 + (to > 0 ? csi_bytes(to) : 0);
	int best = right < left ? right : left;

	if (from == to)
		return 0;
	return start < best ? start : best;
}

static void put_across(struct text *out, int from, int to)
{
	int best = across_bytes(from, to);

	if (from == to)
		return;
	if (1 + (to > 0 ? csi_bytes(to) : 0) == best) {
		text_add_char(out, '\r');
		from = 0;
	}
	if (to > from)
		put_csi(out, to - from, 'C');
	else if (from - to <= csi_bytes(from - to))
		text_add_n(out, "\b\b\b\b\b\b\b\b", (size_t)(from - to));
	else
		put_csi(out, from - to, 'D');
}

static int down_bytes(int from, int to)
{
	if (to == from)
		return 0;
	/* Reverse index is the shortest way up by one; above the first row it is never used. */
	if (to < from)
		return from - to == 1 ? 2 : csi_bytes(from - to);
	return to - from < csi_bytes(to - from) ? to - from : csi_bytes(to - from);
}

static void put_down(struct text *out, int from, int to)
{
	if (to == from - 1)
		text_add(out, "\033M");
	else if (to < from)
		put_csi(out, from - to, 'A');
	else if (to - from <= csi_bytes(to - from))
		text_add_n(out, "\n\n\n\n\n\n\n\n", (size_t)(to - from));
	else
		put_csi(out, to - from, 'B');
}

static int place_bytes(int row, int column)
{
	return column == 0 ? csi_bytes(row + 1) : 4 + digits(row + 1) + digits(column + 1);
}

static int relative_bytes(const struct painter *painter, int row, int column)
{
	if (painter->row < 0)
		return 99;
	return down_bytes(painter->row, row) + across_bytes(painter->column, column);
}

int painter_move_bytes(const struct painter *painter, int row, int column)
{
	int relative = relative_bytes(painter, row, column), place = place_bytes(row, column);

	return relative < place ? relative : place;
}

void painter_move(struct painter *painter, int row, int column)
{
	struct text *out = &painter->bytes;

	if (relative_bytes(painter, row, column) <= place_bytes(row, column)) {
		put_down(out, painter->row, row);
		put_across(out, painter->column, column);
	} else if (column == 0) {
		put_csi(out, row + 1, 'H');
	} else {
		text_addf(out, "\033[%d;%dH", row + 1, column + 1);
	}
	painter->row = row;
	painter->column = column;
}

struct sequence {
	char bytes[64];
	int length;
};

/* Below 1000. */
static void add_parameter(struct sequence *s, int n)
{
	if (s->length > 2)
		s->bytes[s->length++] = ';';
	for (int unit = n >= 100 ? 100 : n >= 10 ? 10 : 1; unit > 0; unit /= 10)
		s->bytes[s->length++] = (char)('0' + n / unit % 10);
}

/* 3x the foreground, 4x the background; 9x and 10x the bright ones. */
static void add_color(struct sequence *s, short color, bool background)
{
	int first = background ? 40 : 30;

	if (color < 0) {
		add_parameter(s, first + 9);
	} else if (color < 16) {
		add_parameter(s, color < 8 ? first + color : first + 60 + color - 8);
	} else {
		add_parameter(s, first + 8);
		add_parameter(s, 5);
		add_parameter(s, color);
	}
}

/* What must be added to a look, or, when more must be taken away, to plain text. */
static struct sequence change(const struct pen *from, const struct pen *to, bool reset)
{
	static const struct pen plain = { 0, -1, -1 };
	struct sequence s = { "\033[", 2 };

	if (reset) {
		from = &plain;
		if (to->flags != 0 || to->fg >= 0 || to->bg >= 0)
			add_parameter(&s, 0);
	}
	if ((to->flags & ~from->flags & STYLE_BOLD) != 0)
		add_parameter(&s, 1);
	if ((to->flags & ~from->flags & STYLE_UNDERLINE) != 0)
		add_parameter(&s, 4);
	if ((to->flags & ~from->flags & STYLE_REVERSE) != 0)
		add_parameter(&s, 7);
	if (to->fg != from->fg)
		add_color(&s, to->fg, false);
	if (to->bg != from->bg)
		add_color(&s, to->bg, true);
	s.bytes[s.length++] = 'm';
	return s;
}

static struct sequence shortest_change(const struct pen *from, const struct pen *to)
{
	struct sequence anew = change(from, to, true), added;

	if ((from->flags & ~to->flags) != 0)
		return anew;
	added = change(from, to, false);
	return added.length < anew.length ? added : anew;
}

bool painter_same_pen(const struct pen *a, const struct pen *b)
{
	return a->flags == b->flags && a->fg == b->fg && a->bg == b->bg;
}

unsigned char painter_change_bytes(const struct pen *from, const struct pen *to)
{
	return painter_same_pen(from, to) ? 0 : (unsigned char)shortest_change(from, to).length;
}

static void put_look(struct painter *painter, unsigned char look)
{
	const struct pen *from = &painter->pens[painter->look], *to = &painter->pens[look];
	struct sequence s;

	if (!painter_same_pen(from, to)) {
		s = shortest_change(from, to);
		text_add_n(&painter->bytes, s.bytes, (size_t)s.length);
	}
	painter->look = look;
}

void painter_plain(struct painter *painter)
{
	if (!painter_same_pen(&painter->pens[painter->look], &painter->pens[LOOK_PLAIN]))
		text_add(&painter->bytes, "\033[m");
	painter->look = LOOK_PLAIN;
}

static void put_cell(struct text *out, const struct cell *cell)
{
	/* The last guard: nothing whose width terminal and canvas see differently goes out. */
	if (wcwidth(cell->glyph) != cell->width) {
		text_add(out, cell->width == 2 ? "??" : "?");
		return;
	}
	text_add_code(out, (uint32_t)cell->glyph);
	for (int i = 0; i < CANVAS_MARKS && cell->marks[i] != 0; i++)
		text_add_code(out, (uint32_t)cell->marks[i]);
}

static int count_blanks(const struct cell *cells, int column, int end)
{
	int count = 0;

	while (column + count < end && cells[column + count].glyph == L' ' && cells[column + count].width == 1 &&
		cells[column + count].marks[0] == 0)
		count++;
	return count;
}

void painter_put_run(struct painter *painter, const struct run *run, const struct canvas *shown)
{
	const struct cell *cells = shown->cells + (size_t)run->row * (size_t)shown->columns;
	const struct pen *pen = &painter->pens[run->look];
	bool erasable = pen->bg < 0 && (pen->flags & (STYLE_REVERSE | STYLE_UNDERLINE)) == 0;
	int column = run->column, end = run->column + run->columns;

	painter_move(painter, run->row, column);
	put_look(painter, run->look);
	while (column < end) {
		int blanks = erasable ? count_blanks(cells, column, end) : 0;

		if (blanks > (column + blanks == end ? ERASED_AT_END : ERASED_BETWEEN)) {
			put_csi(&painter->bytes, blanks, 'X');
			painter->column = column;
			column += blanks;
			if (column < end)
				painter_move(painter, run->row, column);
			continue;
		}
		put_cell(&painter->bytes, &cells[column]);
		column += cells[column].width > 1 ? cells[column].width : 1;
		painter->column = column;
	}
	/* Behind the last column terminals disagree on where the cursor is. */
	if (painter->column >= painter->columns)
		painter->row = -1;
}
