/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing of values with their bands. */
#include "tui/widgets/band.h"

#include <math.h>

static bool on_axis(double figure)
{
	return isfinite(figure) && figure > 0.0;
}

bool band_has_axis(const struct band_plot *plot)
{
	return on_axis(plot->from) && isfinite(plot->to) && plot->to > plot->from;
}

int band_cell(const struct band_plot *plot, double figure, int width)
{
	double place;

	if (!on_axis(figure) || !band_has_axis(plot) || width < 1)
		return width;
	place = log(figure / plot->from) / log(plot->to / plot->from) * (width - 1);
	/* Rounding must not push an end of the axis outside. */
	if (place < -1e-9)
		return -1;
	return place > width - 1 + 1e-9 ? width : (int)(place + 0.5);
}

/* Where things are drawn. */
struct stroke {
	struct canvas *canvas;
	struct box clip;
	int row, column, width;
	enum style style;
};

static void put(const struct stroke *s, int cell, enum glyph glyph)
{
	if (cell >= 0 && cell < s->width)
		canvas_glyph(s->canvas, s->clip, s->row, s->column + cell, s->style, glyph);
}

static void draw_range(const struct stroke *s, const struct band_plot *plot)
{
	int low = band_cell(plot, plot->low, s->width), high = band_cell(plot, plot->high, s->width);

	for (int cell = low < 0 ? 0 : low; cell <= high && cell < s->width; cell++)
		put(s, cell, GLYPH_LINE_ACROSS);
	if (plot->ended && low < high) {
		put(s, low, GLYPH_BAND_LOW);
		put(s, high, GLYPH_BAND_HIGH);
	}
}

static void draw_beyond(const struct stroke *s, const struct band_plot *plot)
{
	const double figures[] = { plot->low, plot->value, plot->high };

	for (int i = 0; i < 3; i++) {
		int cell = band_cell(plot, figures[i], s->width);

		if (cell < 0)
			put(s, 0, GLYPH_BELOW);
		else if (cell == s->width && on_axis(figures[i]))
			put(s, s->width - 1, GLYPH_BEYOND);
	}
}

void band_draw(struct canvas *canvas, struct box clip, int row, int column, int width, enum style style,
	const struct band_plot *plot)
{
	struct stroke s = { canvas, clip, row, column, width, style };

	for (int cell = 0; cell < width; cell++)
		canvas_glyph(canvas, clip, row, column + cell, plot->ended ? STYLE_RULE : style,
			plot->ended ? GLYPH_SHARE_REST : GLYPH_BLANK);
	if (!band_has_axis(plot))
		return;
	if (on_axis(plot->low) && on_axis(plot->high))
		draw_range(&s, plot);
	put(&s, band_cell(plot, plot->limit, width), GLYPH_LIMIT);
	draw_beyond(&s, plot);
	put(&s, band_cell(plot, plot->value, width), GLYPH_KNOB);
}

void band_widen(struct band_plot *plot, double figure)
{
	if (!on_axis(figure))
		return;
	plot->from = isnan(plot->from) ? figure : fmin(plot->from, figure);
	plot->to = isnan(plot->to) ? figure : fmax(plot->to, figure);
}
