/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing of plots. */
#include "tui/widgets/plot_axis.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "tui/widgets/paragraph.h"

enum {
	BRAILLE = 0x2800,
	DOTS_ACROSS = 2,
	DOTS_DOWN = 4,
	ROWS_BELOW = 2, /* axis, labels */
	SHARE = 4,      /* curves that may share one line of letters */
	LABEL_GAP = 2   /* columns between two labels of x */
};

static bool is_braille(const struct cell *cell)
{
	return cell && cell->glyph > BRAILLE && cell->glyph <= BRAILLE + 0xff;
}

/* U+2800 and its bits: the columns of a cell from the top. */
static void set_dot(struct canvas *canvas, struct box box, enum style style, int x, int y)
{
	static const unsigned char bits[DOTS_DOWN][DOTS_ACROSS] = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 },
		{ 0x40, 0x80 } };
	int row = box.row + y / DOTS_DOWN, column = box.column + x / DOTS_ACROSS;
	const struct cell *cell = canvas_at(canvas, row, column);
	uint32_t code = is_braille(cell) ? (uint32_t)cell->glyph : BRAILLE;

	canvas_code(canvas, box, row, column, style, code | bits[y % DOTS_DOWN][x % DOTS_ACROSS]);
}

/* Curves that run over each other share the columns, so that none disappears. */
static void set_letter(struct canvas *canvas, struct box box, enum style style, char letter, int row, int column)
{
	const struct cell *cell = canvas_at(canvas, row, column);

	if (cell && cell->glyph < 0x80 && isalpha((int)cell->glyph) && toupper((int)cell->glyph) != toupper(letter) &&
		column % SHARE == (toupper((int)cell->glyph) - 'A') % SHARE)
		return;
	canvas_code(canvas, box, row, column, style, (uint32_t)letter);
}

static void set_place(
	struct canvas *canvas, struct box box, enum style style, char letter, bool faint, double x, double y)
{
	int dot_x = (int)floor(x), dot_y = (int)floor(y);

	if (dot_x < 0 || dot_y < 0 || dot_x >= box.columns * DOTS_ACROSS || dot_y >= box.rows * DOTS_DOWN)
		return;
	if (canvas->ascii)
		set_letter(canvas, box, style, (char)(faint ? tolower(letter) : letter), box.row + dot_y / DOTS_DOWN,
			box.column + dot_x / DOTS_ACROSS);
	else if (!faint || (dot_x + dot_y) % 3 == 0)
		set_dot(canvas, box, style, dot_x, dot_y);
}

/* Cuts the part from..to of a line at one edge: p * part <= q (Liang and Barsky). */
static bool cut(double p, double q, double *from, double *to)
{
	if (p == 0.0)
		return q >= 0.0;
	if (p < 0.0)
		*from = fmax(*from, q / p);
	else
		*to = fmin(*to, q / p);
	return *from <= *to;
}

void plot_segment(struct canvas *canvas, struct box box, enum style style, char letter, bool faint, double x0,
	double y0, double x1, double y1)
{
	double dx = x1 - x0, dy = y1 - y0, from = 0.0, to = 1.0, steps;

	if (!isfinite(x0) || !isfinite(y0) || !isfinite(dx) || !isfinite(dy))
		return;
	if (!cut(-dx, x0, &from, &to) || !cut(dx, box.columns * DOTS_ACROSS - x0, &from, &to) ||
		!cut(-dy, y0, &from, &to) || !cut(dy, box.rows * DOTS_DOWN - y0, &from, &to))
		return;
	x0 += from * dx;
	y0 += from * dy;
	dx *= to - from;
	dy *= to - from;
	steps = fmax(1.0, ceil(fmax(fabs(dx), fabs(dy))));
	for (double i = 0.0; i <= steps; i += 1.0)
		set_place(canvas, box, style, letter, faint, x0 + dx * i / steps, y0 + dy * i / steps);
}

/* Places in dots, of the middle of the outermost ones at the ends of the axes. */
static double dot_x(struct box box, const struct plot *p, double x)
{
	return 0.5 + plot_fraction(&p->x, x) * (box.columns * DOTS_ACROSS - 1);
}

static double dot_y(struct box box, const struct plot *p, double y)
{
	return 0.5 + (1.0 - plot_fraction(&p->y, y)) * (box.rows * DOTS_DOWN - 1);
}

/* The cell of a place; false when it is outside. */
static bool cell_of(struct box box, const struct plot *p, double x, double y, int *row, int *column)
{
	double fx = plot_fraction(&p->x, x), fy = plot_fraction(&p->y, y);

	if (!(fx >= -1e-9 && fx <= 1.0 + 1e-9 && fy >= -1e-9 && fy <= 1.0 + 1e-9))
		return false;
	*column = box.column + (int)floor(dot_x(box, p, x)) / DOTS_ACROSS;
	*row = box.row + (int)floor(dot_y(box, p, y)) / DOTS_DOWN;
	return true;
}

static void label_of(const struct plot_axis *axis, double value, char out[PLOT_LABEL_SIZE])
{
	out[0] = '\0';
	axis->label(value, out, PLOT_LABEL_SIZE);
}

/* About three rows between two labels of y. */
static int y_ticks(int rows, const struct plot_axis *axis, double *out)
{
	return plot_ticks(axis->scale, axis->low, axis->high, rows / 3 + 2, out);
}

static int title_rows(const struct plot_axis *axis)
{
	return axis->title[0] ? 1 : 0;
}

/* The part of the box where the curves are. */
static struct box inside_of(struct box box, const struct plot *plot)
{
	double ticks[PLOT_MAX_TICKS];
	char label[PLOT_LABEL_SIZE];
	int above = title_rows(&plot->y), rows = box.rows - above - title_rows(&plot->x) - ROWS_BELOW, width = 0;
	int count = y_ticks(rows, &plot->y, ticks);

	for (int i = 0; i < count; i++) {
		label_of(&plot->y, ticks[i], label);
		width = canvas_columns(label) > width ? canvas_columns(label) : width;
	}
	width += 1;
	if (rows < 1 || box.columns - width < 4)
		return (struct box){ box.row, box.column, 0, 0 };
	return (struct box){ box.row + above, box.column + width, rows, box.columns - width };
}

static void draw_y_axis(struct canvas *canvas, struct box box, struct box in, const struct plot *p)
{
	double ticks[PLOT_MAX_TICKS];
	char label[PLOT_LABEL_SIZE];
	int count = y_ticks(in.rows, &p->y, ticks), row, unused;

	if (title_rows(&p->y))
		canvas_text_fit(canvas, box, box.row, box.column, box.columns, STYLE_DIM, p->y.title);
	for (row = in.row; row < in.row + in.rows; row++)
		canvas_glyph(canvas, box, row, in.column - 1, STYLE_RULE, GLYPH_LINE_DOWN);
	for (int i = 0; i < count; i++) {
		if (!cell_of(in, p, p->x.low, ticks[i], &row, &unused))
			continue;
		label_of(&p->y, ticks[i], label);
		canvas_text_right(canvas, box, row, box.column, in.column - 1 - box.column, STYLE_DIM, label);
		canvas_glyph(canvas, box, row, in.column - 1, STYLE_RULE, GLYPH_TEE_RIGHT);
	}
}

/* Labels stand under their ticks; one that would touch the one before is left out. */
static void draw_x_axis(struct canvas *canvas, struct box box, struct box in, const struct plot *p)
{
	double ticks[PLOT_MAX_TICKS];
	char label[PLOT_LABEL_SIZE];
	int axis = in.row + in.rows, free_from = box.column, unused, column;
	int count = plot_ticks(p->x.scale, p->x.low, p->x.high, in.columns / 6 + 1, ticks);

	canvas_glyph(canvas, box, axis, in.column - 1, STYLE_RULE, GLYPH_BRANCH_LAST);
	for (column = in.column; column < in.column + in.columns; column++)
		canvas_glyph(canvas, box, axis, column, STYLE_RULE, GLYPH_LINE_ACROSS);
	for (int i = 0; i < count; i++) {
		int width, at;

		if (!cell_of(in, p, ticks[i], p->y.low, &unused, &column))
			continue;
		label_of(&p->x, ticks[i], label);
		width = canvas_columns(label);
		at = column - width / 2;
		if (at + width > box.column + box.columns)
			at = box.column + box.columns - width;
		if (at < free_from)
			continue;
		canvas_glyph(canvas, box, axis, column, STYLE_RULE, GLYPH_TEE_TOP);
		canvas_text(canvas, box, axis + 1, at, STYLE_DIM, label);
		free_from = at + width + LABEL_GAP;
	}
	if (title_rows(&p->x))
		canvas_text_right(canvas, box, axis + 2, box.column, box.columns, STYLE_DIM, p->x.title);
}

static void draw_lines(struct canvas *canvas, struct box in, const struct plot *p, bool labels)
{
	int below = 0, row, column;

	for (int i = 0; i < p->line_count; i++) {
		const struct plot_line *line = &p->lines[i];
		int width = canvas_columns(line->label);

		if (!cell_of(in, p, line->vertical ? line->at : p->x.low, line->vertical ? p->y.low : line->at, &row,
			    &column))
			continue;
		if (labels && line->vertical) {
			/* Beside the line, on the side where there is room. */
			column += column + 1 + width <= in.column + in.columns ? 1 : -width;
			canvas_text(canvas, in, in.row + below++, column, STYLE_TEXT, line->label);
		} else if (labels) {
			canvas_text(canvas, in, row > in.row ? row - 1 : row + 1, in.column + in.columns - width,
				STYLE_TEXT, line->label);
		} else if (line->vertical) {
			for (row = in.row; row < in.row + in.rows; row++)
				canvas_glyph(canvas, in, row, column, STYLE_DIM, GLYPH_PLOT_DOWN);
		} else {
			for (column = in.column; column < in.column + in.columns; column++)
				canvas_glyph(canvas, in, row, column, STYLE_DIM, GLYPH_PLOT_ACROSS);
		}
	}
}

static bool drawable(struct box in, const struct plot *p, const struct plot_point *point)
{
	return isfinite(dot_x(in, p, point->x)) && isfinite(dot_y(in, p, point->y));
}

static void draw_curve(struct canvas *canvas, struct box in, const struct plot *p, const struct plot_series *s)
{
	for (int i = 0; i < s->count; i++) {
		const struct plot_point *a = &s->points[i], *b = a;

		if (!drawable(in, p, a))
			continue;
		/* A point without neighbours is a dot. */
		if (i + 1 < s->count && drawable(in, p, a + 1))
			b = a + 1;
		plot_segment(canvas, in, s->style, s->letter, a->faint || b->faint, dot_x(in, p, a->x),
			dot_y(in, p, a->y), dot_x(in, p, b->x), dot_y(in, p, b->y));
	}
}

/* The letter at the right end of the curve, or as near to it as nothing else stands. */
static void draw_letter(struct canvas *canvas, struct box in, const struct plot *p, const struct plot_series *s)
{
	int first = 0, last = s->count - 1, row, column;

	while (first < s->count && !drawable(in, p, &s->points[first]))
		first++;
	while (last > first && !drawable(in, p, &s->points[last]))
		last--;
	if (first > last)
		return;
	for (int k = 0; k <= last - first; k++) {
		bool rises = s->points[last].x >= s->points[first].x;
		const struct plot_point *point = &s->points[rises ? last - k : first + k];

		if (!cell_of(in, p, point->x, point->y, &row, &column) || !is_braille(canvas_at(canvas, row, column)))
			continue;
		canvas_code(canvas, in, row, column, s->style, (uint32_t)s->letter);
		return;
	}
}

/* How many signs a text would hide, with a blank on either side; more than it is wide: it does not fit. */
static int hidden_by(const struct canvas *canvas, struct box in, int row, int column, int width)
{
	int hidden = 0;

	if (row < in.row || row >= in.row + in.rows || column - 1 < in.column ||
		column + width + 1 > in.column + in.columns)
		return width + 3;
	for (int i = -1; i <= width; i++)
		hidden += canvas_at(canvas, row, column + i)->glyph != ' ';
	return hidden;
}

/* Near the sign, on either side of it, where it hides the least. */
static void draw_mark_label(struct canvas *canvas, struct box in, const struct plot_mark *mark, int row, int column)
{
	enum { NEAR = 3 };
	int width = canvas_columns(mark->label), least = width + 3, best_row = 0, best_column = 0;

	for (int far = 0; far <= 2 * NEAR + 1; far++) {
		int at_row = far % 2 ? row + far / 2 : row - far / 2;
		const int columns[] = { column + 2, column - width - 1 };

		for (int i = 0; i < 2; i++) {
			int hidden = hidden_by(canvas, in, at_row, columns[i], width);

			if (hidden >= least)
				continue;
			least = hidden;
			best_row = at_row;
			best_column = columns[i];
		}
	}
	if (least <= width + 2)
		canvas_text(canvas, in, best_row, best_column, STYLE_TEXT, mark->label);
}

static void draw_marks(struct canvas *canvas, struct box in, const struct plot *p)
{
	int row, column;

	for (int i = p->series_count - 1; i >= 0; i--) {
		const struct plot_series *s = &p->series[i];

		if (cell_of(in, p, s->now.x, s->now.y, &row, &column))
			canvas_glyph(canvas, in, row, column, i == 0 ? STYLE_STRONG : s->style, GLYPH_KNOB);
	}
	for (int i = 0; i < p->mark_count; i++)
		if (cell_of(in, p, p->marks[i].x, p->marks[i].y, &row, &column))
			canvas_code(canvas, in, row, column, p->marks[i].style, (uint32_t)p->marks[i].sign);
	for (int i = 0; i < p->mark_count; i++)
		if (p->marks[i].label && cell_of(in, p, p->marks[i].x, p->marks[i].y, &row, &column))
			draw_mark_label(canvas, in, &p->marks[i], row, column);
}

void plot_draw(struct canvas *canvas, struct box box, const struct plot *p)
{
	struct box in = inside_of(box, p);

	if (in.rows < 1)
		return;
	draw_y_axis(canvas, box, in, p);
	draw_x_axis(canvas, box, in, p);
	draw_lines(canvas, in, p, false);
	for (int i = p->series_count - 1; i >= 0; i--)
		draw_curve(canvas, in, p, &p->series[i]);
	draw_lines(canvas, in, p, true);
	draw_marks(canvas, in, p);
	for (int i = 0; i < p->series_count && !canvas->ascii; i++)
		draw_letter(canvas, in, p, &p->series[i]);
}

/* Walks over the legend; draws it when there is a canvas. Returns its rows. */
static int walk_legend(struct canvas *canvas, struct box box, const struct plot *p)
{
	int row = 0, column = 0;

	for (int i = 0; i < p->series_count; i++) {
		const struct plot_series *s = &p->series[i];
		int width = 2 + canvas_columns(s->name);

		if (column > 0 && column + width > box.columns) {
			row++;
			column = 0;
		}
		if (canvas) {
			canvas_code(canvas, box, box.row + row, box.column + column, s->style, (uint32_t)s->letter);
			canvas_text(canvas, box, box.row + row, box.column + column + 2, STYLE_TEXT, s->name);
		}
		column += width + 3;
	}
	return p->series_count > 0 ? row + 1 : 0;
}

int plot_legend_rows(const struct plot *plot, int columns)
{
	return walk_legend(NULL, (struct box){ 0, 0, 1, columns }, plot);
}

void plot_legend(struct canvas *canvas, struct box box, const struct plot *plot)
{
	walk_legend(canvas, box, plot);
}

void plot_draw_with_words(struct canvas *canvas, struct box box, struct plot *plot, const char *words)
{
	int legend = plot_legend_rows(plot, box.columns);
	int lines = paragraph_lines(words, box.columns);
	struct box part = box;

	/* The words have what they need, but curves that nobody can read would be of no use. */
	if (lines > (box.rows - 4) / 4)
		lines = (box.rows - 4) / 4;
	if (!plot_fit(plot)) {
		paragraph_draw(canvas, box, STYLE_TEXT, words, 0);
		return;
	}
	part.rows = legend;
	plot_legend(canvas, part, plot);
	part.row += legend;
	part.rows = box.rows - legend - lines;
	plot_draw(canvas, part, plot);
	part.row += part.rows;
	part.rows = lines;
	paragraph_draw(canvas, part, STYLE_TEXT, words, 0);
}
