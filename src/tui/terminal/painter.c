/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cells changed, and in what order they are painted. */
#include "tui/terminal/painter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tui/terminal/painter_bytes.h"
#include "tui/terminal/terminfo.h"

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
		same = same && painter_same_pen(&pens[i], &painter->pens[i]);
	if (same)
		return;
	/* What text looks like now is one of the old pens. */
	painter_plain(painter);
	memcpy(painter->pens, pens, STYLE_COUNT * sizeof(pens[0]));
	painter->pens[LOOK_PLAIN] = (struct pen){ .fg = -1, .bg = -1 };
	for (int i = 0; i < STYLE_COUNT; i++) {
		int first = 0;

		while (!painter_same_pen(&pens[first], &pens[i]))
			first++;
		painter->looks[i] = (unsigned char)first;
	}
	painter->looks[LOOK_PLAIN] = LOOK_PLAIN;
	/* Of styles that look alike only the first is a look. */
	for (int i = 0; i < PAINTER_LOOKS; i++)
		for (int k = 0; painter->looks[i] == i && k < STYLE_COUNT; k++)
			if (painter->looks[k] == k)
				painter->change[i][k] = painter_change_bytes(&painter->pens[i], &pens[k]);
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
	return painter->looks[cell->style < STYLE_COUNT ? cell->style : STYLE_NORMAL];
}

/* A blank looks the same in every colour. */
static bool plain_blank(const struct painter *painter, const struct cell *cell)
{
	const struct pen *pen = &painter->pens[look_of(painter, cell)];

	return cell->glyph == L' ' && cell->width == 1 && cell->marks[0] == 0 && pen->bg < 0 &&
		(pen->flags & (STYLE_REVERSE | STYLE_UNDERLINE)) == 0;
}

bool painter_same(const struct painter *painter, const struct cell *cell, const struct cell *shown)
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
	if (!painter_same_pen(&painter->pens[STYLE_NORMAL], &painter->pens[LOOK_PLAIN]))
		for (int i = 0; i < shown->rows * shown->columns; i++)
			shown->cells[i].style = STYLE_COUNT;
}

static struct run *add_run(struct painter *painter, int row, int column, unsigned char look)
{
	if (painter->count == painter->capacity) {
		painter->capacity = painter->capacity > 0 ? 2 * painter->capacity : 64;
		painter->runs = xreallocarray(painter->runs, (size_t)painter->capacity, sizeof(painter->runs[0]));
	}
	painter->runs[painter->count] = (struct run){ (short)row, (short)column, 0, look };
	return &painter->runs[painter->count++];
}

/* Whether cells may be painted with a look: their own, or blanks with any that is plain. */
static bool paints(const struct painter *painter, const struct cell *cell, unsigned char look)
{
	const struct pen *pen = &painter->pens[look];

	return look_of(painter, cell) == look ||
		(plain_blank(painter, cell) && pen->bg < 0 && (pen->flags & (STYLE_REVERSE | STYLE_UNDERLINE)) == 0);
}

/* Whether writing the unchanged cells up to a column again is shorter than a move over them. */
static bool bridges(const struct painter *painter, const struct run *run, const struct cell *cells, int column)
{
	int gap = column - (run->column + run->columns);

	if (gap > 4)
		return false;
	for (int i = column - gap; i < column; i++)
		if (cells[i].glyph >= 0x80 || cells[i].width != 1 || cells[i].marks[0] != 0 ||
			!paints(painter, &cells[i], run->look))
			return false;
	return true;
}

void painter_row(struct painter *painter, struct canvas *shown, const struct canvas *canvas, int row)
{
	static const struct cell blank = { .glyph = L' ', .style = STYLE_NORMAL, .width = 1 };
	struct cell *cells = shown->cells + (size_t)row * (size_t)shown->columns;
	struct run *run = NULL;

	for (int column = 0; column < shown->columns; column++) {
		const struct cell *cell = canvas_at(canvas, row, column);
		bool same;

		/* Outside the canvas, or half a wide glyph at the edge of the screen. */
		if (!cell || (cell->width == 2 && column + 1 >= shown->columns))
			cell = &blank;
		same = painter_same(painter, cell, &cells[column]);
		cells[column] = *cell;
		/* Its left half paints it. */
		if (same || cell->width == 0)
			continue;
		if (!run || !paints(painter, cell, run->look) || !bridges(painter, run, cells, column))
			run = add_run(painter, row, column, look_of(painter, cell));
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
		int cost = painter->change[painter->look][a->look];

		if (cost + least_move_bytes(painter, a->row) > best_cost)
			continue;
		cost += painter_move_bytes(painter, a->row, a->column);
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
			painter_put_run(painter, &painter->runs[i], shown);
		painter->count = 0;
	}
	while (painter->count > 0) {
		int next = nearest(painter);
		struct run run = painter->runs[next];

		painter->runs[next] = painter->runs[--painter->count];
		painter_put_run(painter, &run, shown);
	}
}
