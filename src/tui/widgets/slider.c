/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic and drawing of a slider. */
#include "tui/widgets/slider.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS_WITHOUT_STOPS = 40 };

static double clamp(double value, double low, double high)
{
	/* A NaN stands at the low end. */
	return value > low ? (value < high ? value : high) : low;
}

static bool is_log(const struct slider *slider)
{
	return slider->scale == SLIDER_LOG && slider->low > 0 && isfinite(slider->high);
}

/* Fraction on a scale of stops at equal distances, values between two stops in proportion. */
static double stop_fraction(const struct slider *slider, double value)
{
	const double *stops = slider->stops;
	int last = slider->stop_count - 1, i = 0;

	if (last < 1 || !(value > stops[0]))
		return 0;
	if (value >= stops[last])
		return 1;
	while (value >= stops[i + 1])
		i++;
	return (i + (value - stops[i]) / (stops[i + 1] - stops[i])) / last;
}

double slider_fraction(const struct slider *slider, double value)
{
	double fraction;

	value = clamp(value, slider->low, slider->high);
	if (slider->scale == SLIDER_STEPS && slider->stops)
		return stop_fraction(slider, value);
	if (!(slider->high > slider->low))
		return 0;
	if (is_log(slider))
		fraction = log(value / slider->low) / log(slider->high / slider->low);
	else
		fraction = (value - slider->low) / (slider->high - slider->low);
	return clamp(fraction, 0, 1);
}

static int fraction_position(double fraction, int width)
{
	return width > 1 ? (int)(clamp(fraction, 0, 1) * (width - 1) + 0.5) : 0;
}

int slider_position(const struct slider *slider, double value, int width)
{
	return fraction_position(slider_fraction(slider, value), width);
}

double slider_value_at(const struct slider *slider, int position, int width)
{
	double value = slider->low, best = value;
	int distance = abs(slider_position(slider, value, width) - position);

	/* Every value that the keys reach, from the low end to the high one. */
	while (value != slider->high) {
		int other;

		value = slider_step(slider, value, 1);
		other = abs(slider_position(slider, value, width) - position);
		/* In the last cell it is the last of all. */
		if (other < distance || (other == 0 && position == width - 1))
			best = value;
		distance = other < distance ? other : distance;
	}
	return best;
}

/* The nearest stop above (below) a value; the end of the range when there is none. */
static double next_stop(const struct slider *slider, double value, bool up)
{
	if (up) {
		for (int i = 0; i < slider->stop_count; i++)
			if (slider->stops[i] > value)
				return slider->stops[i];
		return slider->high;
	}
	for (int i = slider->stop_count - 1; i >= 0; i--)
		if (slider->stops[i] < value)
			return slider->stops[i];
	return slider->low;
}

/* Without stops a step goes to the next of 1/40 parts of the scale. */
static double next_part(const struct slider *slider, double value, bool up)
{
	double place = slider_fraction(slider, value) * STEPS_WITHOUT_STOPS;
	double part = up ? floor(place + 1 + 1e-6) : ceil(place - 1 - 1e-6);
	double fraction = clamp(part / STEPS_WITHOUT_STOPS, 0, 1);

	if (fraction >= 1)
		return slider->high;
	if (is_log(slider))
		return slider->low * pow(slider->high / slider->low, fraction);
	return slider->low + (slider->high - slider->low) * fraction;
}

double slider_step(const struct slider *slider, double value, int steps)
{
	bool up = steps > 0;
	double end = up ? slider->high : slider->low;

	value = clamp(value, slider->low, slider->high);
	for (int left = up ? steps : -steps; left > 0 && value != end; left--) {
		value = slider->stops ? next_stop(slider, value, up) : next_part(slider, value, up);
		value = clamp(value, slider->low, slider->high);
	}
	return value;
}

void slider_draw(struct canvas *canvas, struct box clip, int row, int column, int width, const struct slider *slider,
	const double *ticks, int tick_count, bool focused)
{
	int knob = column + slider_position(slider, slider->value, width);

	if (width < 1)
		return;
	for (int i = 0; i < width; i++)
		canvas_glyph(canvas, clip, row, column + i, STYLE_RULE, GLYPH_LINE_ACROSS);
	for (int i = 0; i < tick_count; i++)
		canvas_glyph(canvas, clip, row, column + fraction_position(ticks[i], width), STYLE_RULE, GLYPH_TICK);
	canvas_glyph(canvas, clip, row, knob, STYLE_ACCENT, GLYPH_KNOB);
	if (focused)
		canvas_cursor(canvas, clip, row, knob);
}
