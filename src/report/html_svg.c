/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inline SVG; axes are linear from 0 or logarithmic. */
#include "config.h"

#include "report/html_svg.h"

#include <math.h>
#include <string.h>

enum { LEFT = HTML_PLOT_LEFT, RIGHT = HTML_PLOT_RIGHT, TOP = HTML_PLOT_TOP, BOTTOM = HTML_PLOT_BOTTOM };

void html_text(struct text *out, const char *text)
{
	static const struct {
		char character;
		const char *entity;
	} entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" },
			 { '\'', "&#39;" } };
	struct text clean;

	text_init(&clean);
	text_add_clean(&clean, text, strlen(text));
	for (const char *p = clean.data; *p;) {
		size_t n = strcspn(p, "&<>\"'");

		text_add_n(out, p, n);
		p += n;
		for (size_t i = 0; *p && i < sizeof(entities) / sizeof(entities[0]); i++)
			if (entities[i].character == *p)
				text_add(out, entities[i].entity);
		p += *p != '\0';
	}
	text_release(&clean);
}

void html_figure_begin(struct text *out, const char *caption, int width, int height)
{
	text_add(out, "<figure>\n<figcaption>");
	html_text(out, caption);
	text_addf(out, "</figcaption>\n<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\">\n<title>", width,
		  height);
	html_text(out, caption);
	text_add(out, "</title>\n");
}

void html_figure_end(struct text *out)
{
	text_add(out, "</svg>\n</figure>\n");
}

/* A value that is off by rounding is still at its tick. */
static const double SLACK = 1.001;

/* Where a value is between the ends of an axis, 0 to 1. */
static double part(double low, double high, double value)
{
	return low > 0.0 ? log(value / low) / log(high / low) : value / high;
}

double html_place_x(const struct html_axes *axes, double x)
{
	return LEFT + (RIGHT - LEFT) * part(axes->x_low, axes->x, x);
}

double html_place_y(const struct html_axes *axes, double y)
{
	return BOTTOM - (BOTTOM - TOP) * part(axes->y_low, axes->y, y);
}

/* 1, 2 or 5 times a power of ten, so that at most six of them reach `most`. */
static double tick(double most)
{
	static const double steps[] = { 1.0, 2.0, 5.0, 10.0 };
	double power = pow(10.0, floor(log10(most / 6.0)));
	int i = 0;

	while (i < 3 && steps[i] * power * 6.0 < most)
		i++;
	return steps[i] * power;
}

/* The ticks of a logarithmic axis by number: 0 is 1, 1 is 2, 2 is 5, 3 is 10, -1 is 0.5. */
static double log_tick(int number)
{
	static const double steps[] = { 1.0, 2.0, 5.0 };
	int power = (number >= 0 ? number : number - 2) / 3;

	return steps[number - 3 * power] * pow(10.0, power);
}

/* The last one that is not above a value. */
static int log_tick_below(double value)
{
	int number = 3 * (int)floor(log10(value));

	while (log_tick(number + 1) <= value * SLACK)
		number++;
	return number;
}

static double round_up(double low, double high)
{
	int number;

	if (!(low > 0.0))
		return tick(high) * ceil(high / tick(high));
	number = log_tick_below(high);
	return log_tick(log_tick(number) * SLACK < high || log_tick(number) <= low ? number + 1 : number);
}

bool html_axes_round(struct html_axes *axes)
{
	if (!(axes->x > 0.0 && axes->y > 0.0))
		return false;
	if (axes->x_low > 0.0)
		axes->x_low = log_tick(log_tick_below(axes->x_low));
	if (axes->y_low > 0.0)
		axes->y_low = log_tick(log_tick_below(axes->y_low));
	axes->x = round_up(axes->x_low, axes->x);
	axes->y = round_up(axes->y_low, axes->y);
	return true;
}

/* The value of a tick by its place from the beginning of the axis. */
static double tick_value(double low, double high, int i)
{
	return low > 0.0 ? log_tick(log_tick_below(low) + i) : tick(high) * i;
}

void html_axes(struct text *out, const struct html_axes *axes, const char *title)
{
	double value;

	text_addf(out, "<path class=\"axis\" d=\"M%d %dV%dH%d\"/>\n", LEFT, TOP, BOTTOM, RIGHT);
	for (int i = 0; (value = tick_value(axes->x_low, axes->x, i)) <= axes->x * SLACK; i++)
		text_addf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g</text>",
			  html_place_x(axes, value), BOTTOM + 18, value);
	for (int i = 0; (value = tick_value(axes->y_low, axes->y, i)) <= axes->y * SLACK; i++)
		text_addf(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%g</text>", LEFT - 6,
			  html_place_y(axes, value) + 4.0, value);
	text_addf(out, "\n<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", (LEFT + RIGHT) / 2,
		  HTML_PLOT_HEIGHT - 10);
	html_text(out, title);
	text_add(out, "</text>\n");
}

void html_point(struct text *out, const struct html_axes *axes, int series, double x, double y)
{
	text_addf(out, "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", series, html_place_x(axes, x),
		  html_place_y(axes, y));
}

void html_named_point(struct text *out, const struct html_axes *axes, int series, double x, double y,
		      const char *name)
{
	html_point(out, axes, series, x, y);
	text_addf(out, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", html_place_x(axes, x) + 8.0,
		  html_place_y(axes, y) - 6.0, name);
}
