/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the HTML report that are drawn: inline SVG. */
#ifndef GPUPLAN_REPORT_HTML_H
#define GPUPLAN_REPORT_HTML_H

#include "report/output.h"
#include "study/curves.h"

enum { HTML_PLOT_WIDTH = 780, HTML_PLOT_HEIGHT = 320 };
enum { HTML_PLOT_LEFT = 60, HTML_PLOT_RIGHT = 560, HTML_PLOT_TOP = 16, HTML_PLOT_BOTTOM = 270 };

/* Ends of the axes of a plot.  Both begin at 0, or are logarithmic from above 0. */
struct html_axes {
	double x, y;
	double x_low, y_low;
};

/* Up to whole ticks; false: there is nothing to draw.  Places in the plot; axes with their numbers. */
bool html_axes_round(struct html_axes *axes);
double html_place_x(const struct html_axes *axes, double x);
double html_place_y(const struct html_axes *axes, double y);
void html_axes(struct text *out, const struct html_axes *axes, const char *title);

/* Foreign text as the content of an element or of a quoted attribute. */
void html_text(struct text *out, const char *text);

/* The memory of one GPU as a stacked bar, its figures as the title. */
void html_memory_bar(struct text *out, const struct row *a, const char *words);

/* A sample of one of its parts for the legend: class "weights", "kv" or "free". */
void html_memory_sample(struct text *out, const char *part);

/* Dollars per million output tokens with their bands, the cheapest first; nothing when unknown. */
void html_cost_chart(struct text *out, const struct result *r, int top);

/* What fleets or owning cost; nothing when unknown. */
void html_money_curves(struct text *out, const struct money_curves *c);

/* One plot of an answer and its rivals; nothing when unknown. */
void html_curves(struct text *out, enum curve_plot plot, const struct scenario *s, const struct result *r,
		 const struct row *a);

#endif
