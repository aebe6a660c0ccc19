/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing plots.  Letters tell the lines apart; of money a list above has their names. */
#include "report/html_curves.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "report/curves.h"
#include "report/html_chart.h"
#include "report/money_report.h"

enum { WIDTH = 780, HEIGHT = 320, LEFT = 60, RIGHT = 560, TOP = 16, BOTTOM = 270 };

/* Ends of the axes of a plot.  Both begin at 0, or are logarithmic from above 0. */
struct axes {
	double x, y;
	double x_low, y_low;
};

/* A value that is off by rounding is still at its tick. */
static const double SLACK = 1.001;

/* Where a value is between the ends of an axis, 0 to 1. */
static double part(double low, double high, double value)
{
	return low > 0.0 ? log(value / low) / log(high / low) : value / high;
}

static double place_x(const struct axes *axes, double x)
{
	return LEFT + (RIGHT - LEFT) * part(axes->x_low, axes->x, x);
}

static double place_y(const struct axes *axes, double y)
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

static bool round_axes(struct axes *axes)
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

static void add_axes(struct text *out, const struct axes *axes, const char *title)
{
	double value;

	text_addf(out, "<path class=\"axis\" d=\"M%d %dV%dH%d\"/>\n", LEFT, TOP, BOTTOM, RIGHT);
	for (int i = 0; (value = tick_value(axes->x_low, axes->x, i)) <= axes->x * SLACK; i++)
		text_addf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g</text>", place_x(axes, value),
			BOTTOM + 18, value);
	for (int i = 0; (value = tick_value(axes->y_low, axes->y, i)) <= axes->y * SLACK; i++)
		text_addf(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%g</text>", LEFT - 6,
			place_y(axes, value) + 4.0, value);
	text_addf(out, "\n<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", (LEFT + RIGHT) / 2, HEIGHT - 10);
	html_text(out, title);
	text_add(out, "</text>\n");
}

static void add_point(struct text *out, const struct axes *axes, int series, double x, double y)
{
	text_addf(out, "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", series, place_x(axes, x),
		place_y(axes, y));
}

static void add_named_point(struct text *out, const struct axes *axes, int series, double x, double y, const char *name)
{
	add_point(out, axes, series, x, y);
	text_addf(out, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", place_x(axes, x) + 8.0, place_y(axes, y) - 6.0, name);
}

/* Goes on to a point of a path, or begins anew there after a gap; one that is nowhere makes a gap. */
static void draw_to(struct text *out, const struct axes *axes, double x, double y, bool *drawn)
{
	bool shown = isfinite(x) && isfinite(y);

	if (shown)
		text_addf(out, "%c%.1f %.1f", *drawn ? 'L' : 'M', place_x(axes, x), place_y(axes, y));
	*drawn = shown;
}

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

static bool find_axes(const struct curves *c, const struct form *form, struct axes *axes)
{
	double x_low = INFINITY, y_low = INFINITY;

	*axes = (struct axes){ .x = 0.0 };
	for (int i = 0; i < c->count; i++)
		for (int k = 0; k < c->curves[i].count; k++) {
			const struct curve_point *p = &c->curves[i].points[k];

			if (!isfinite(p->x) || !isfinite(p->y))
				continue;
			axes->x = fmax(axes->x, p->x);
			axes->y = fmax(axes->y, p->y);
			x_low = fmin(x_low, p->x);
			y_low = fmin(y_low, p->y);
		}
	if (form->x_log && isfinite(x_low))
		axes->x_low = x_low;
	if (form->y_log && isfinite(y_low))
		axes->y_low = y_low;
	return round_axes(axes);
}

/* The goal as a line; beyond the axis it says nothing. */
static void add_goal(struct text *out, const struct axes *axes, double x)
{
	if (!(x > 0.0 && x < axes->x))
		return;
	text_addf(out, "<path class=\"goal\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\">", place_x(axes, x), TOP,
		BOTTOM, place_x(axes, x) + 4.0, TOP + 10);
	html_text(out, _("TPOT goal"));
	text_add(out, "</text>\n");
}

/* The points that meet the goals, or the whole curve, as one path. */
static void add_path(struct text *out, const struct curve *curve, int series, const struct axes *axes, bool meets)
{
	bool drawn = false;

	text_addf(out, "<path class=\"curve s%d%s\" d=\"", series, meets ? "" : " missed");
	for (int k = 0; k < curve->count; k++) {
		const struct curve_point *p = &curve->points[k];

		draw_to(out, axes, p->x, meets && !p->meets ? NAN : p->y, &drawn);
	}
	text_add(out, "\"/>");
}

/* A letter at the point of the workload tells the curves apart without colours. */
static void add_curve(struct text *out, const struct curve *curve, int series, const struct axes *axes)
{
	const struct row *a = curve->answer;
	TEXT(words);

	if (curve->gap != CURVE_DRAWN || curve->count < 2)
		return;
	add_path(out, curve, series, axes, false);
	add_path(out, curve, series, axes, true);
	if (isfinite(curve->now.x) && isfinite(curve->now.y))
		add_named_point(
			out, axes, series, curve->now.x, curve->now.y, (const char[]){ curve_letter(series), '\0' });
	text_addf(out, "<path class=\"curve s%d\" d=\"M%d %dH%d\"/>", series, RIGHT + 20, TOP + 14 + 22 * series,
		RIGHT + 44);
	text_addf(out, "<text x=\"%d\" y=\"%d\">", RIGHT + 52, TOP + 18 + 22 * series);
	text_addf(&words, "%c: %.0f x %s", curve_letter(series), deployment_gpus(&a->deployment),
		a->deployment.gpu->short_name);
	html_text(out, words.data);
	text_add(out, "</text>\n");
}

/* What the plot shows, and what it says about the workload. */
static void write_caption(struct text *out, const struct curves *c)
{
	if (c->plot == CURVE_SPEED) {
		text_add(out,
			_("Output tokens a second of one GPU against those of one "
			  "user, from one user on the right to as many as fit; "
			  "the dots are the workload, dashes miss a goal."));
		return;
	}
	text_addf(out, "%s: ", label_curve_y(c->plot));
	label_curves(out, c);
}

static const char *x_title(const struct curves *c)
{
	switch (c->plot) {
	case CURVE_SPEED: return _("output tokens a second of one user");
	case CURVE_BUSY: return _("per cent of the paid time that do useful work");
	case CURVE_CONTEXT: return _("length of every request in thousands of tokens (1024), if all are alike");
	default: return label_curve_x(c->plot, c->open_loop);
	}
}

void html_curves(
	struct text *out, enum curve_plot plot, const struct scenario *s, const struct result *r, const struct row *a)
{
	struct curves *c = xcalloc(1, sizeof(*c));
	struct axes axes;
	TEXT(caption);

	curves_calculate(c, plot, s, r, a);
	/* Sentences are about the values, the drawing about places: before they are scaled. */
	write_caption(&caption, c);
	scale(c, &forms[plot]);
	if (find_axes(c, &forms[plot], &axes)) {
		html_figure_begin(out, caption.data, WIDTH, HEIGHT);
		add_axes(out, &axes, x_title(c));
		if (plot == CURVE_SPEED)
			add_goal(out, &axes, c->tpot_x);
		for (int i = 0; i < c->count; i++)
			add_curve(out, &c->curves[i], i, &axes);
		html_figure_end(out);
	}
	free(c);
}

/* Large sums as short numbers: the caption tells it. */
static double scaled(const struct money_curves *c, double y)
{
	return c->plot == MONEY_DAY || c->sweep ? y : y / 1e3;
}

static bool find_money_axes(const struct money_curves *c, struct axes *axes)
{
	bool logarithmic = c->plot == MONEY_BY_RATE;
	double least = INFINITY;

	*axes = (struct axes){ .y = isnan(c->level) ? 0.0 : scaled(c, c->level) };
	if (c->count == 0)
		return false;
	axes->x = c->x[c->count - 1] + c->step;
	for (int k = 0; k < c->line_count; k++)
		for (int i = 0; i < c->count; i++) {
			axes->y = fmax(axes->y, scaled(c, c->lines[k].y[i]));
			least = fmin(least, scaled(c, c->lines[k].y[i]));
		}
	if (logarithmic && least > 0.0 && isfinite(least)) {
		axes->x_low = c->x[0];
		axes->y_low = least;
	}
	return round_axes(axes);
}

static void add_money_path(struct text *out, const struct money_curves *c, int k, const struct axes *axes)
{
	const struct money_line *line = &c->lines[k];
	bool drawn = false;

	text_addf(out, "<path class=\"curve s%d%s\" d=\"", k, line->considered ? "" : " missed");
	for (int i = 0; i < c->count; i++) {
		draw_to(out, axes, c->x[i], scaled(c, line->y[i]), &drawn);
		if (drawn && c->step > 0.0)
			text_addf(out, "H%.1f", place_x(axes, c->x[i] + c->step));
	}
	text_add(out, "\"/>");
}

static void add_line(struct text *out, const struct money_curves *c, int k, const struct axes *axes)
{
	int y = TOP + 14 + 22 * k;

	add_money_path(out, c, k, axes);
	if (isfinite(c->now) && isfinite(c->lines[k].now))
		add_point(out, axes, k, c->now, scaled(c, c->lines[k].now));
	text_addf(out, "<path class=\"curve s%d%s\" d=\"M%d %dH%d\"/><text x=\"%d\" y=\"%d\">%c</text>\n", k,
		c->lines[k].considered ? "" : " missed", RIGHT + 20, y, RIGHT + 44, RIGHT + 52, y + 4, curve_letter(k));
}

/* Where owning has paid for itself, numbered as in the words; what is always kept. */
static void add_signs(struct text *out, const struct money_curves *c, const struct axes *axes)
{
	for (int i = 0; i < c->mark_count; i++) {
		add_named_point(
			out, axes, 0, c->marks[i].x, scaled(c, c->marks[i].y), (const char[]){ (char)('1' + i), '\0' });
		text_add_char(out, '\n');
	}
	if (isnan(c->level))
		return;
	text_addf(out, "<path class=\"goal\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\">", LEFT,
		place_y(axes, scaled(c, c->level)), RIGHT, LEFT + 4, place_y(axes, scaled(c, c->level)) - 4.0);
	html_text(out, c->level_name.data);
	text_add(out, "</text>\n");
}

void html_money_curves(struct text *out, const struct money_curves *c)
{
	static const char *const captions[MONEY_PLOTS] = {
		[MONEY_BY_RATE] = N_("Thousands of dollars a month against requests a second at the peak; "
				     "the dots are the workload."),
		[MONEY_DAY] = N_("Requests a second against the hour of the day."),
		[MONEY_NONE] = N_("none"),
		[MONEY_SWEEP] = N_("A figure of each GPU over the positions of one input; the dots are the workload."),
		[MONEY_SPENT] = N_("Thousands of dollars spent in all, in today's money, against months; "
				   "dashes: the workload does not allow this kind of purchase."),
	};
	struct axes axes;

	if (!find_money_axes(c, &axes))
		return;
	html_figure_begin(out, _(captions[c->plot]), WIDTH, HEIGHT);
	add_axes(out, &axes, label_money_x(c));
	for (int k = 0; k < c->line_count; k++)
		add_line(out, c, k, &axes);
	add_signs(out, c, &axes);
	html_figure_end(out);
}
