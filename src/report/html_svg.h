/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inline SVG of the HTML report: text, figures and the axes of plots. */
#ifndef GPUPLAN_REPORT_HTML_SVG_H
#define GPUPLAN_REPORT_HTML_SVG_H

#include <stdbool.h>

#include "base/text.h"

enum { HTML_PLOT_WIDTH = 780, HTML_PLOT_HEIGHT = 320 };
enum { HTML_PLOT_LEFT = 60, HTML_PLOT_RIGHT = 560, HTML_PLOT_TOP = 16, HTML_PLOT_BOTTOM = 270 };

/* Ends of the axes of a plot.  Both begin at 0, or are logarithmic from above 0. */
struct html_axes {
	double x, y;
	double x_low, y_low;
};

/* Foreign text as the content of an element or of a quoted attribute. */
void html_text(struct text *out, const char *text);

/* Around a drawing of this size, which has a caption. */
void html_figure_begin(struct text *out, const char *caption, int width, int height);
void html_figure_end(struct text *out);

/* Up to whole ticks; false: there is nothing to draw.  Places in the plot; axes with their numbers. */
bool html_axes_round(struct html_axes *axes);
double html_place_x(const struct html_axes *axes, double x);
double html_place_y(const struct html_axes *axes, double y);
void html_axes(struct text *out, const struct html_axes *axes, const char *title);

/* A circle at a point; the second with its name beside it. */
void html_point(struct text *out, const struct html_axes *axes, int series, double x, double y);
void html_named_point(struct text *out, const struct html_axes *axes, int series, double x, double y,
		      const char *name);

#endif
