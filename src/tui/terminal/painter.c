/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cells changed, in what order they are painted, and moves, colours and text as bytes in their shortest form. */
#include "tui/terminal/painter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/memory.h"
#include "tui/terminal/terminfo.h"

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

/* Bytes that lead the cursor to a place. */
static int move_bytes(const struct painter *painter, int row, int column)
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

static bool same_pen(const struct pen *a, const struct pen *b)
{
	return a->flags == b->flags && a->fg == b->fg && a->bg == b->bg;
}

/* Bytes that lead from one look to another. */
static unsigned char change_bytes(const struct pen *from, const struct pen *to)
{
	return same_pen(from, to) ? 0 : (unsigned char)shortest_change(from, to).length;
}

static void put_look(struct painter *painter, unsigned char look)
{
	const struct pen *from = &painter->pens[painter->look], *to = &painter->pens[look];
	struct sequence s;

	if (!same_pen(from, to)) {
		s = shortest_change(from, to);
		text_add_n(&painter->bytes, s.bytes, (size_t)s.length);
	}
	painter->look = look;
}

void painter_plain(struct painter *painter)
{
	if (!same_pen(&painter->pens[painter->look], &painter->pens[LOOK_PLAIN]))
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

/* Whether blanks look the same in a look as in plain text. */
static bool hides_in_blanks(const struct pen *pen)
{
	return pen->bg < 0 && (pen->flags & (STYLE_REVERSE | STYLE_UNDERLINE)) == 0;
}

/* Whether a run may be painted as text looks now. */
static bool needs_no_look(const struct painter *painter, const struct run *run)
{
	return run->blank && hides_in_blanks(&painter->pens[painter->look]);
}

/* Moves, changes the look, writes the cells. */
static void put_run(struct painter *painter, const struct run *run, const struct canvas *shown)
{
	const struct cell *cells = shown->cells + (size_t)run->row * (size_t)shown->columns;
	bool erasable = hides_in_blanks(&painter->pens[run->look]);
	int column = run->column, end = run->column + run->columns;

	painter_move(painter, run->row, column);
	if (!needs_no_look(painter, run))
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

/* With more runs the search for the nearest takes longer than it saves: then row by row. */
enum { SEARCHED_RUNS = 400 };

void painter_init(struct painter *painter)
{
	/* Anything else, padding too, is left to curses. */
	static const char *const wanted[][2] = { { "cup", "\033[%i%p1%d;%p2%dH" }, { "cuf", "\033[%p1%dC" },
		{ "cub", "\033[%p1%dD" }, { "cud", "\033[%p1%dB" }, { "cuu", "\033[%p1%dA" }, { "cud1", "\n" },
		{ "cub1", "\b" }, { "cr", "\r" }, { "ri", "\033M" }, { "ech", "\033[%p1%dX" }, { "op", "\033[39;49m" },
		{ "csr", "\033[%i%p1%d;%p2%dr" } };
	const char *color = terminfo_string("setaf");

	*painter = (struct painter){ .row = -1 };
	text_init(&painter->bytes);
	painter->able = terminfo_flag("xenl") && color && strncmp(color, "\033[", 2) == 0;
	for (size_t i = 0; painter->able && i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const char *value = terminfo_string(wanted[i][0]);

		painter->able = value && strcmp(value, wanted[i][1]) == 0;
	}
	for (int i = 0; i < PAINTER_LOOKS; i++)
		painter->pens[i] = (struct pen){ .fg = -1, .bg = -1 };
	painter->look = LOOK_PLAIN;
}

void painter_release(struct painter *painter)
{
	free(painter->runs);
	text_release(&painter->bytes);
}

void painter_set_pens(struct painter *painter, const struct pen pens[STYLE_COUNT])
{
	bool same = true;

	for (int i = 0; i < STYLE_COUNT; i++)
		same = same && same_pen(&pens[i], &painter->pens[i]);
	if (same)
		return;
	/* What text looks like now is one of the old pens. */
	painter_plain(painter);
	memcpy(painter->pens, pens, STYLE_COUNT * sizeof(pens[0]));
	painter->pens[LOOK_PLAIN] = (struct pen){ .fg = -1, .bg = -1 };
	for (int i = 0; i < STYLE_COUNT; i++) {
		int first = 0;

		while (!same_pen(&pens[first], &pens[i]))
			first++;
		painter->looks[i] = (unsigned char)first;
	}
	painter->looks[LOOK_PLAIN] = LOOK_PLAIN;
	/* Of styles that look alike only the first is a look. */
	for (int i = 0; i < PAINTER_LOOKS; i++)
		for (int k = 0; painter->looks[i] == i && k < STYLE_COUNT; k++)
			if (painter->looks[k] == k)
				painter->change[i][k] = change_bytes(&painter->pens[i], &pens[k]);
}

void painter_forget(struct painter *painter, int columns)
{
	/* Curses may have made a part of the screen scroll: a line feed must never do so. */
	text_add(&painter->bytes, "\033[r");
	painter->row = -1;
	painter->look = LOOK_PLAIN;
	painter->columns = columns;
	painter->count = 0;
}

static unsigned char look_of(const struct painter *painter, const struct cell *cell)
{
	return painter->looks[cell->style < STYLE_COUNT ? cell->style : STYLE_TEXT];
}

/* A blank looks the same in every colour. */
static bool plain_blank(const struct painter *painter, const struct cell *cell)
{
	return cell->glyph == L' ' && cell->width == 1 && cell->marks[0] == 0 &&
		hides_in_blanks(&painter->pens[look_of(painter, cell)]);
}

/* Whether two cells look the same on the screen.  A shown cell with the style STYLE_COUNT has an unknown look. */
static bool same_look(const struct painter *painter, const struct cell *cell, const struct cell *shown)
{
	if (shown->style >= STYLE_COUNT || cell->glyph != shown->glyph || cell->width != shown->width ||
		memcmp(cell->marks, shown->marks, sizeof(cell->marks)) != 0)
		return false;
	return look_of(painter, cell) == look_of(painter, shown) ||
		(plain_blank(painter, cell) && plain_blank(painter, shown));
}

void painter_cleared(struct painter *painter, struct canvas *shown)
{
	canvas_clear(shown);
	/* The blanks have the terminal's own background, which need not be that of the style. */
	if (!same_pen(&painter->pens[STYLE_TEXT], &painter->pens[LOOK_PLAIN]))
		for (int i = 0; i < shown->rows * shown->columns; i++)
			shown->cells[i].style = STYLE_COUNT;
}

static struct run *add_run(struct painter *painter, int row, int column, unsigned char look)
{
	if (painter->count == painter->capacity) {
		painter->capacity = painter->capacity > 0 ? 2 * painter->capacity : 64;
		painter->runs = xreallocarray(painter->runs, (size_t)painter->capacity, sizeof(painter->runs[0]));
	}
	painter->runs[painter->count] = (struct run){ (short)row, (short)column, 0, look, true };
	return &painter->runs[painter->count++];
}

/* Whether cells may be painted with a look: their own, or blanks with any that is plain. */
static bool paints(const struct painter *painter, const struct cell *cell, unsigned char look)
{
	return look_of(painter, cell) == look || (plain_blank(painter, cell) && hides_in_blanks(&painter->pens[look]));
}

/* What a run looks like with one more cell: blanks take over the look of what follows them. */
static unsigned char joint_look(const struct painter *painter, const struct run *run, const struct cell *cell)
{
	unsigned char look = look_of(painter, cell);

	return run->blank && hides_in_blanks(&painter->pens[look]) ? look : run->look;
}

/* Whether writing the unchanged cells up to a column again is shorter than a move over them. */
static bool bridges(
	const struct painter *painter, const struct run *run, unsigned char look, const struct cell *cells, int column)
{
	int gap = column - (run->column + run->columns);

	if (gap > 4)
		return false;
	for (int i = column - gap; i < column; i++)
		if (cells[i].glyph >= 0x80 || cells[i].width != 1 || cells[i].marks[0] != 0 ||
			!paints(painter, &cells[i], look))
			return false;
	return true;
}

void painter_row(struct painter *painter, struct canvas *shown, const struct canvas *canvas, int row)
{
	struct cell *cells = shown->cells + (size_t)row * (size_t)shown->columns;
	struct run *run = NULL;
	unsigned char look;

	for (int column = 0; column < shown->columns; column++) {
		const struct cell *cell = canvas_cell(canvas, row, column, shown->columns);
		bool same = same_look(painter, cell, &cells[column]);

		cells[column] = *cell;
		/* Its left half paints it. */
		if (same || cell->width == 0)
			continue;
		look = run ? joint_look(painter, run, cell) : 0;
		if (!run || !paints(painter, cell, look) || !bridges(painter, run, look, cells, column)) {
			look = look_of(painter, cell);
			run = add_run(painter, row, column, look);
		}
		run->look = look;
		/* What it bridges may be more than blanks. */
		run->blank = run->blank && plain_blank(painter, cell) && run->column + run->columns == column;
		run->columns = (short)(column + cell->width - run->column);
	}
}

/* No move to a row takes fewer: "\n" once or twice, "\033M", or a sequence of three and more. */
static int least_move_bytes(const struct painter *painter, int row)
{
	int down = row - painter->row;

	return down < -1 || down > 2 ? 3 : down < 0 ? 2 : down;
}

/* The run that the fewest bytes lead to, of equals the upper left one. */
static int nearest(const struct painter *painter)
{
	int best = 0, best_cost = INT_MAX;

	for (int i = 0; i < painter->count; i++) {
		const struct run *a = &painter->runs[i], *b = &painter->runs[best];
		int cost = needs_no_look(painter, a) ? 0 : painter->change[painter->look][a->look];

		if (cost + least_move_bytes(painter, a->row) > best_cost)
			continue;
		cost += move_bytes(painter, a->row, a->column);
		if (cost > best_cost ||
			(cost == best_cost && (a->row > b->row || (a->row == b->row && a->column > b->column))))
			continue;
		best = i;
		best_cost = cost;
	}
	return best;
}

void painter_paint(struct painter *painter, const struct canvas *shown)
{
	if (painter->count > SEARCHED_RUNS) {
		for (int i = 0; i < painter->count; i++)
			put_run(painter, &painter->runs[i], shown);
		painter->count = 0;
	}
	while (painter->count > 0) {
		int next = nearest(painter);
		struct run run = painter->runs[next];

		painter->runs[next] = painter->runs[--painter->count];
		put_run(painter, &run, shown);
	}
}
