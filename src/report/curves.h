/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What curves say, in sentences, and what stands at their axes. */
#pragma once

#include "report/grid.h"
#include "study/curves.h"

/* Letter of a curve in plot, legend and sentences: A is the selected configuration. */
char curve_letter(int index);

/* "H200 SXM x1 fp8" */
void label_curve(struct text *out, const struct row *a);

/* Short title of a plot, its question, and the titles of its axes; translated. */
const char *label_curve_plot(enum curve_plot plot);
const char *label_curve_x(enum curve_plot plot, bool open_loop);
const char *label_curve_y(enum curve_plot plot);

/* Sentences joined by blanks: the workload's place on the selected curve, how far the goals hold, and every change;
 * the changes are numbered from 1 as in the plot.  A configuration without a curve has its reason first. */
void label_curves(struct text *out, const struct curves *c);

/* The points of curves_answers() as a table for each configuration, one behind another in `points`, then the
 * sentences of every plot of the first answer of `r`. */
void report_curves(struct text *out, const struct scenario *s, const struct result *r, const struct result *points,
	struct report_style style);
