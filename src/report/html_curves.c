/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of serving as inline SVG. */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "report/curves.h"
#include "report/html.h"

enum { WIDTH = HTML_PLOT_WIDTH, HEIGHT = HTML_PLOT_HEIGHT, RIGHT = HTML_PLOT_RIGHT };
enum { TOP = HTML_PLOT_TOP, BOTTOM = HTML_PLOT_BOTTOM };

/* How a plot is drawn: units of its axes, and whether they are logarithmic. */
static const struct form {
	double x_unit, y_unit;
	bool x_log, y_log;
} forms[CURVE_PLOTS] = {
	[CURVE_SPEED] = { 1.0, 1.0, false, false },
	[CURVE_BUSY] = { 0.01, 1.0, false, true },
	[CURVE_LOAD] = { 1.0, 1.0, true, true },
	[CURVE_CONTEXT] = { 1024.0, 1073741824.0, true, false },
};

/* In the units of the axes; what a logarithmic axis cannot show is nowhere. */
static struct curve_point in_units(const struct form *form, struct curve_point p)
{
	p.x /= form->x_unit;
	p.y /= form->y_unit;
	if ((form->x_log && !(p.x > 0.0)) || (form->y_log && !(p.y > 0.0)))
		p.y = NAN;
	return p;
}

static void scale(struct curves *c, const struct form *form)
{
	for (int i = 0; i < c->count; i++) {
		c->curves[i].now = in_units(form, c->curves[i].now);
		for (int k = 0; k < c->curves[i].count; k++)
			c->curves[i].points[k] = in_units(form, c->curves[i].points[k]);
	}
}

static bool find_axes(const struct curves *c, const struct form *form, struct html_axes *axes)
{
	double x_low = INFINITY, y_low = INFINITY;

	*axes = (struct html_axes) { .x = 0.0 };
	for (int i = 0; i < c->count; i++) {
		for (int k = 0; k < c->curves[i].count; k++) {
			const struct curve_point *p = &c->curves[i].points[k];

			if (!isfinite(p->x) || !isfinite(p->y))
				continue;
			axes->x = fmax(axes->x, p->x);
			axes->y = fmax(axes->y, p->y);
			x_low = fmin(x_low, p->x);
			y_low = fmin(y_low, p->y);
		}
	}
	if (form->x_log && isfinite(x_low))
		axes->x_low = x_low;
	if (form->y_log && isfinite(y_low))
		axes->y_low = y_low;
	return html_axes_round(axes);
}

/* The goal as a line; beyond the axis it says nothing. */
static void add_goal(struct text *out, const struct html_axes *axes, double x)
{
	if (!(x > 0.0 && x < axes->x))
		return;
	text_addf(out, "<path class=\"goal\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\">",
		  html_place_x(axes, x), TOP, BOTTOM, html_place_x(axes, x) + 4.0, TOP + 10);
	html_text(out, _("TPOT goal"));
	text_add(out, "</text>\n");
}

/* The points that meet the goals, or the whole curve, as one path. */
static void add_path(struct text *out, const struct curve *curve, int series,
		     const struct html_axes *axes, bool meets)
{
	bool drawn = false;

	text_addf(out, "<path class=\"curve s%d%s\" d=\"", series, meets ? "" : " missed");
	for (int k = 0; k < curve->count; k++) {
		const struct curve_point *p = &curve->points[k];

		if (!isfinite(p->x) || !isfinite(p->y) || (meets && !p->meets)) {
			drawn = false;
			continue;
		}
		text_addf(out, "%c%.1f %.1f", drawn ? 'L' : 'M', html_place_x(axes, p->x),
			  html_place_y(axes, p->y));
		drawn = true;
	}
	text_add(out, "\"/>");
}

/* A letter at the point of the workload tells the curves apart without colours. */
static void add_curve(struct text *out, const struct curve *curve, int series,
		      const struct html_axes *axes)
{
	const struct row *a = curve->answer;
	struct text words;

	if (curve->gap != CURVE_DRAWN || curve->count < 2)
		return;
	add_path(out, curve, series, axes, false);
	add_path(out, curve, series, axes, true);
	if (isfinite(curve->now.x) && isfinite(curve->now.y))
		text_addf(out, "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>"
			       "<text x=\"%.1f\" y=\"%.1f\">%c</text>", series,
			  html_place_x(axes, curve->now.x), html_place_y(axes, curve->now.y),
			  html_place_x(axes, curve->now.x) + 8.0, html_place_y(axes, curve->now.y) - 6.0,
			  'A' + series);
	text_addf(out, "<path class=\"curve s%d\" d=\"M%d %dH%d\"/>", series, RIGHT + 20,
		  TOP + 14 + 22 * series, RIGHT + 44);
	text_addf(out, "<text x=\"%d\" y=\"%d\">", RIGHT + 52, TOP + 18 + 22 * series);
	text_init(&words);
	text_addf(&words, "%c: %.0f x %s", 'A' + series, layout_gpus(&a->deployment.layout),
		  a->deployment.gpu->short_name);
	html_text(out, words.data);
	text_release(&words);
	text_add(out, "</text>\n");
}

/* What the plot shows, and what it says about the workload. */
static void write_caption(struct text *out, const struct curves *c)
{
	if (c->plot == CURVE_SPEED) {
		text_add(out, _("Output tokens a second of one GPU against those of one "
				"user, from one user on the right to as many as fit; "
				"the dots are the workload, dashes miss a goal."));
		return;
	}
	text_addf(out, "%s: ", words_curve_y(c->plot));
	words_curves(out, c);
}

static const char *x_title(const struct curves *c)
{
	switch (c->plot) {
	case CURVE_SPEED:
		return _("output tokens a second of one user");
	case CURVE_BUSY:
		return _("per cent of the paid time that do useful work");
	case CURVE_CONTEXT:
		return _("context of every request in thousands of tokens (1024)");
	default:
		return words_curve_x(c->plot, c->open_loop);
	}
}

static void draw(struct text *out, const struct curves *c, const struct html_axes *axes, const char *caption)
{
	text_add(out, "<figure>\n<figcaption>");
	html_text(out, caption);
	text_addf(out, "</figcaption>\n<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\">\n<title>",
		  WIDTH, HEIGHT);
	html_text(out, caption);
	text_add(out, "</title>\n");
	html_axes(out, axes, x_title(c));
	if (c->plot == CURVE_SPEED)
		add_goal(out, axes, c->tpot_x);
	for (int i = 0; i < c->count; i++)
		add_curve(out, &c->curves[i], i, axes);
	text_add(out, "</svg>\n</figure>\n");
}

void html_curves(struct text *out, enum curve_plot plot, const struct scenario *s, const struct result *r,
		 const struct row *a)
{
	struct curves *c = xcalloc(1, sizeof *c);
	struct html_axes axes;
	struct text caption;

	curves_calculate(c, plot, s, r, a);
	/* Sentences are about the values, the drawing about places: before they are scaled. */
	text_init(&caption);
	write_caption(&caption, c);
	scale(c, &forms[plot]);
	if (find_axes(c, &forms[plot], &axes))
		draw(out, c, &axes, caption.data);
	text_release(&caption);
	free(c);
}
