/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has been spent month by month, owned and rented, as inline SVG. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "report/html.h"
#include "report/own.h"

static const double THOUSAND = 1e3, MONTHS_PER_YEAR = 12.0;

/* A line through all months, its name beside it on the right, lower for the second. */
static void add_line(struct text *out, const struct answer *a, double (*spent)(const struct answer *, double),
		     int series, const struct html_axes *axes, const char *name)
{
	double months = a->own->terms.months;
	int y = HTML_PLOT_TOP + 14 + 22 * series;

	text_addf(out, "<path class=\"curve s%d\" d=\"", series);
	for (double month = 0.0; month <= months; month += 1.0)
		text_addf(out, "%c%.1f %.1f", month > 0.0 ? 'L' : 'M',
			  html_place_x(axes, month / MONTHS_PER_YEAR),
			  html_place_y(axes, spent(a, month) / THOUSAND));
	text_addf(out, "\"/><path class=\"curve s%d\" d=\"M%d %dH%d\"/><text x=\"%d\" y=\"%d\">", series,
		  HTML_PLOT_RIGHT + 20, y, HTML_PLOT_RIGHT + 44, HTML_PLOT_RIGHT + 52, y + 4);
	html_text(out, name);
	text_add(out, "</text>\n");
}

/* A dot where both have cost the same. */
static void add_break_even(struct text *out, const struct answer *a, const struct html_axes *axes)
{
	double month = a->own->rental->break_even_month;

	if (!isnan(month))
		text_addf(out, "<circle class=\"s0\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>\n",
			  html_place_x(axes, month / MONTHS_PER_YEAR),
			  html_place_y(axes, own_rent_spent(a, month) / THOUSAND));
}

void html_own_curve(struct text *out, const struct answer *a)
{
	const char *caption = _("Thousands of dollars spent in all, in today's money, against years; "
				"the dot is where owning has paid for itself.");
	double months = own_of(a)->terms.months;
	struct html_axes axes = { .x = months / MONTHS_PER_YEAR };

	if (!a->own || !a->own->rental)
		return;
	/* The sale makes the last month of owning the cheaper one. */
	axes.y = fmax(own_spent(a, months - 1.0), own_rent_spent(a, months)) / THOUSAND;
	if (!html_axes_round(&axes))
		return;
	text_add(out, "<figure>\n<figcaption>");
	html_text(out, caption);
	text_addf(out, "</figcaption>\n<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %d %d\">\n<title>",
		  HTML_PLOT_WIDTH, HTML_PLOT_HEIGHT);
	html_text(out, caption);
	text_add(out, "</title>\n");
	html_axes(out, &axes, _("years"));
	add_line(out, a, own_spent, 0, &axes, _("owned"));
	add_line(out, a, own_rent_spent, 1, &axes, _("rented"));
	add_break_even(out, a, &axes);
	text_add(out, "</svg>\n</figure>\n");
}
