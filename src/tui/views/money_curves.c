/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting bills into a plot. */
#include "config.h"

#include "tui/views/money_curves.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "report/words.h"
#include "study/own.h"
#include "tui/views/curves.h"

enum { SERIES_MAX = 1 + OWN_RENTALS, POINTS = 61 };

/* A plot with everything that it borrows. */
struct picture {
	struct plot plot;
	struct plot_series series[SERIES_MAX];
	struct plot_point points[SERIES_MAX][POINTS];
	struct text names[SERIES_MAX];
	struct plot_mark marks[SERIES_MAX];
	struct text words;
};

static const enum style styles[SERIES_MAX] = {
	STYLE_VALUE, STYLE_BAR_WEIGHTS, STYLE_BAR_KV, STYLE_BAR_FREE, STYLE_BAR_WORK,
};

static void plain_label(double value, char *out, size_t size)
{
	snprintf(out, size, "%g", value);
}

static void usd_label(double value, char *out, size_t size)
{
	if (value >= 1e6)
		snprintf(out, size, "$%gM", value / 1e6);
	else if (value >= 1e3)
		snprintf(out, size, "$%gk", value / 1e3);
	else
		snprintf(out, size, "$%g", value);
}

/* Returns the points of a new curve; its name is written by the caller. */
static struct plot_point *add_series(struct picture *p, int count)
{
	int i = p->plot.series_count++;

	p->series[i] = (struct plot_series) { .letter = (char)('A' + i), .style = styles[i],
					      .points = p->points[i], .count = count,
					      .now = { NAN, NAN, false } };
	return p->points[i];
}

/* All kinds of purchase that somebody sells, also those that the workload does not allow. */
static void add_rental(struct picture *p, const struct answer *a, const struct own_rental *rental)
{
	const struct ownership_terms *terms = &own_of(a)->terms;
	struct text *name = &p->names[p->plot.series_count];
	struct plot_point *points;

	if (!rental->offer || isnan(rental->usd_per_month))
		return;
	points = add_series(p, POINTS);
	for (int i = 0; i < POINTS; i++) {
		double month = terms->months * i / (POINTS - 1);

		points[i] = (struct plot_point) {
			month, rental_spent(rental->usd_per_month, terms->interest, month), !rental->considered };
	}
	text_addf(name, "%s, %s", words_purchase(rental->offer->purchase), rental->offer->provider->name);
	if (isnan(rental->break_even_month))
		return;
	p->marks[p->plot.mark_count] = (struct plot_mark) {
		rental->break_even_month, own_spent(a, rental->break_even_month),
		(char)('1' + p->plot.mark_count) };
	p->plot.mark_count++;
	text_addf(&p->words, _("%d: owning has cost no more than %s at %s after %.1f months. "),
		  p->plot.mark_count, words_purchase(rental->offer->purchase),
		  rental->offer->provider->name, rental->break_even_month);
}

static void add_ownership(struct picture *p, const struct answer *a)
{
	const struct ownership *own = own_of(a);
	struct plot_point *points;

	p->plot.x = (struct plot_axis) { .title = _("months"), .scale = PLOT_LINEAR, .label = plain_label };
	p->plot.y = (struct plot_axis) { .title = _("spent in all, in today's money"), .scale = PLOT_LINEAR,
					 .label = usd_label };
	if (isnan(own_spent(a, 0.0))) {
		text_add(&p->words, _("What owning this GPU costs is not known."));
		return;
	}
	points = add_series(p, POINTS);
	text_add(&p->names[0], _("owned"));
	for (int i = 0; i < POINTS; i++) {
		double month = own->terms.months * i / (POINTS - 1);

		points[i] = (struct plot_point) { month, own_spent(a, month), false };
	}
	for (int i = 0; i < OWN_RENTALS; i++)
		add_rental(p, a, &own->rentals[i]);
	if (p->plot.mark_count == 0)
		text_add(&p->words, _("Owning costs more than every way of renting until the GPUs are sold. "));
	text_add(&p->words, _("Dotted: the workload does not allow this kind of purchase."));
}

static void picture_init(struct picture *p, const struct answer *a)
{
	*p = (struct picture) { .plot = { .series = p->series, .marks = p->marks } };
	for (int i = 0; i < SERIES_MAX; i++)
		text_init(&p->names[i]);
	text_init(&p->words);
	add_ownership(p, a);
	for (int i = 0; i < p->plot.series_count; i++)
		p->series[i].name = p->names[i].data;
}

static void picture_release(struct picture *p)
{
	for (int i = 0; i < SERIES_MAX; i++)
		text_release(&p->names[i]);
	text_release(&p->words);
}

void money_curves_draw(struct session *session, struct canvas *canvas, struct box box)
{
	const struct answer *a = session_answer(session);
	struct picture p;
	struct text title;

	text_init(&title);
	text_addf(&title, "%s: ", _(session->study->title));
	words_configuration(&title, a);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, title.data);
	text_release(&title);
	picture_init(&p, a);
	curves_draw_plot(canvas, box_inside(box), &p.plot, p.words.data);
	picture_release(&p);
	canvas_cursor(canvas, box_inside(box), box.row + 1, box.column + 1);
}
