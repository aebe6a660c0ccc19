/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of money as inline SVG; letters tell the lines, the list above has their names. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "report/curves.h"
#include "report/html.h"

enum { LEFT = HTML_PLOT_LEFT, RIGHT = HTML_PLOT_RIGHT, TOP = HTML_PLOT_TOP };

/* Large sums as short numbers: the caption tells it. */
static double scaled(const struct money_curves *c, double y)
{
	return c->plot == MONEY_DAY ? y : y / 1e3;
}

static const char *caption_of(enum money_plot plot)
{
	static const char *const captions[MONEY_PLOTS] = {
		[MONEY_BY_RATE] = N_("Thousands of dollars a month against requests a second at the peak; "
				     "the dots are the workload."),
		[MONEY_DAY] = N_("Requests a second against the hour of the day."),
		[MONEY_SPENT] = N_("Thousands of dollars spent in all, in today's money, against months; "
				   "dashes: the workload does not allow this kind of purchase."),
	};

	return _(captions[plot]);
}

static bool find_axes(const struct money_curves *c, struct html_axes *axes)
{
	bool logarithmic = c->plot == MONEY_BY_RATE;
	double least = INFINITY;

	*axes = (struct html_axes) { .y = isnan(c->level) ? 0.0 : scaled(c, c->level) };
	if (c->count == 0)
		return false;
	axes->x = c->x[c->count - 1] + c->step;
	for (int k = 0; k < c->line_count; k++) {
		for (int i = 0; i < c->count; i++) {
			axes->y = fmax(axes->y, scaled(c, c->lines[k].y[i]));
			least = fmin(least, scaled(c, c->lines[k].y[i]));
		}
	}
	if (logarithmic && least > 0.0 && isfinite(least)) {
		axes->x_low = c->x[0];
		axes->y_low = least;
	}
	return html_axes_round(axes);
}

static void add_path(struct text *out, const struct money_curves *c, int k, const struct html_axes *axes)
{
	const struct money_line *line = &c->lines[k];
	bool drawn = false;

	text_addf(out, "<path class=\"curve s%d%s\" d=\"", k, line->considered ? "" : " missed");
	for (int i = 0; i < c->count; i++) {
		if (!isfinite(line->y[i])) {
			drawn = false;
			continue;
		}
		text_addf(out, "%c%.1f %.1f", drawn ? 'L' : 'M', html_place_x(axes, c->x[i]),
			  html_place_y(axes, scaled(c, line->y[i])));
		if (c->step > 0.0)
			text_addf(out, "H%.1f", html_place_x(axes, c->x[i] + c->step));
		drawn = true;
	}
	text_add(out, "\"/>");
}

static void add_line(struct text *out, const struct money_curves *c, int k, const struct html_axes *axes)
{
	int y = TOP + 14 + 22 * k;

	add_path(out, c, k, axes);
	if (isfinite(c->now) && isfinite(c->lines[k].now))
		text_addf(out, "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", k,
			  html_place_x(axes, c->now), html_place_y(axes, scaled(c, c->lines[k].now)));
	text_addf(out, "<path class=\"curve s%d%s\" d=\"M%d %dH%d\"/><text x=\"%d\" y=\"%d\">%c</text>\n",
		  k, c->lines[k].considered ? "" : " missed", RIGHT + 20, y, RIGHT + 44, RIGHT + 52, y + 4,
		  curve_letter(k));
}

/* Where owning has paid for itself, numbered as in the words; what is always kept. */
static void add_signs(struct text *out, const struct money_curves *c, const struct html_axes *axes)
{
	for (int i = 0; i < c->mark_count; i++)
		text_addf(out, "<circle class=\"s0\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>"
			       "<text x=\"%.1f\" y=\"%.1f\">%d</text>\n",
			  html_place_x(axes, c->marks[i].x), html_place_y(axes, scaled(c, c->marks[i].y)),
			  html_place_x(axes, c->marks[i].x) + 8.0,
			  html_place_y(axes, scaled(c, c->marks[i].y)) - 6.0, i + 1);
	if (isnan(c->level))
		return;
	text_addf(out, "<path class=\"goal\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\">", LEFT,
		  html_place_y(axes, scaled(c, c->level)), RIGHT, LEFT + 4,
		  html_place_y(axes, scaled(c, c->level)) - 4.0);
	html_text(out, c->level_name.data);
	text_add(out, "</text>\n");
}

void html_money_curves(struct text *out, const struct money_curves *c)
{
	const char *caption = caption_of(c->plot);
	struct html_axes axes;

	if (!find_axes(c, &axes))
		return;
	text_add(out, "<figure>\n<figcaption>");
	html_text(out, caption);
	text_addf(out, "</figcaption>\n<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\">\n<title>",
		  HTML_PLOT_WIDTH, HTML_PLOT_HEIGHT);
	html_text(out, caption);
	text_add(out, "</title>\n");
	html_axes(out, &axes, words_money_x(c->plot));
	for (int k = 0; k < c->line_count; k++)
		add_line(out, c, k, &axes);
	add_signs(out, c, &axes);
	text_add(out, "</svg>\n</figure>\n");
}
