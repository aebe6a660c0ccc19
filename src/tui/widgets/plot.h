/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves over two axes: braille dots, or one letter a series in ASCII; ticks, goals, marks.
 *
 * Every series has a letter that stands at the right end of its curve and before its name in the
 * legend, so that colour is never needed to tell them apart. Where a point is `faint` the curve is dotted, in
 * ASCII its letter is small. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "tui/canvas/canvas.h"

enum plot_scale {
	PLOT_LINEAR, /* from 0 */
	PLOT_LOG,    /* ticks at 1, 2 and 5 times powers of ten */
	PLOT_LOG2    /* ticks at powers of two */
};

struct plot_point {
	double x, y; /* NaN, or not above 0 on a logarithmic axis: a gap in the curve */
	bool faint;
};

struct plot_series {
	const char *name; /* in the legend */
	char letter;      /* 'A' to 'Z' */
	enum style style;
	const struct plot_point *points;
	int count;
	struct plot_point now; /* marked with a knob; y NaN: none */
};

/* A goal: a line across the plot with a label. */
struct plot_line {
	bool vertical;
	double at;
	const char *label;
};

/* A sign on the curves, named beside it or explained elsewhere. */
struct plot_mark {
	double x, y;
	char sign;
	enum style style;
	const char *label; /* NULL: none; it stands near the sign where it hides the least */
};

struct plot_axis {
	const char *title; /* ""; none, and no row is taken for it */
	enum plot_scale scale;
	double low, high; /* as plot_fit() sets them */
	/* Writes the label of a tick. */
	void (*label)(double value, char *out, size_t size);
};

struct plot {
	struct plot_axis x, y;
	const struct plot_series *series; /* the first is drawn over the others */
	int series_count;
	const struct plot_line *lines;
	int line_count;
	const struct plot_mark *marks;
	int mark_count;
};

enum { PLOT_MAX_TICKS = 24, PLOT_LABEL_SIZE = 24 };

/* Rows that the legend takes in so many columns; draws it. */
int plot_legend_rows(const struct plot *plot, int columns);
void plot_legend(struct canvas *canvas, struct box box, const struct plot *plot);

/* Draws axes, lines, curves and marks over the whole box: title of y in the first row, title of x
 * in the last one. A box that is too small for one row of curves stays blank. */
void plot_draw(struct canvas *canvas, struct box box, const struct plot *plot);

/* Legend, plot and words below each other; the words alone when there is nothing to plot.  Fits the axes. */
void plot_draw_with_words(struct canvas *canvas, struct box box, struct plot *plot, const char *words);

/* One straight line between two places in dots (two a column, four a row, from the top left),
 * cut at the box; on an ASCII canvas made of `letter`. */
void plot_segment(struct canvas *canvas, struct box box, enum style style, char letter, bool faint, double x0,
	double y0, double x1, double y1);
