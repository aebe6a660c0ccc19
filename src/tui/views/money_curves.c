/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting bills into a plot. */
#include "config.h"

#include "tui/views/money_curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "report/words.h"
#include "study/fleet.h"
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
	struct plot_line line;
	struct text line_label;
	struct text words;
};

/* Plots of a study, in the order of its tabs. */
enum { FLEET_BY_RATE, FLEET_DAY, FLEET_PLOTS };

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

static void rate_label(double value, char *out, size_t size)
{
	snprintf(out, size, "%g/s", value);
}

static void add_fleet_series(struct picture *p, const struct session *session, const struct answer *a,
			     double peak)
{
	/* A sixteenth of the traffic to sixteen times as much. */
	const double least = 1.0 / 16.0, most = 16.0;
	struct text *name = &p->names[p->plot.series_count];
	struct plot_point *points = add_series(p, POINTS);
	double factors[POINTS], usd[POINTS];

	words_configuration(name, a);
	for (int i = 0; i < POINTS; i++)
		factors[i] = least * pow(most / least, (double)i / (POINTS - 1));
	fleet_bill_curve(&session->scenario, a, factors, usd, POINTS);
	for (int i = 0; i < POINTS; i++)
		points[i] = (struct plot_point) { peak * factors[i], usd[i], false };
	p->series[p->plot.series_count - 1].now = (struct plot_point) { peak, a->fleet.usd.mid, false };
}

/* The selected fleet and the next best ones of other configurations. */
static void add_rivals(struct picture *p, const struct session *session, const struct answer *a)
{
	const struct result *r = &session->result;

	for (int i = 0; i < r->count && p->plot.series_count < 4; i++) {
		const struct answer *other = &r->answers[i];

		if (other != a && other->verdict == VERDICT_MEETS && other->offer &&
		    other->deployment.gpu != a->deployment.gpu)
			add_fleet_series(p, session, other, other->fleet.rate_peak);
	}
}

/* From where on along the rising rate another of the curves is the lowest. */
static void tell_leaders(struct picture *p)
{
	int leader = -1;

	for (int i = 0; i < POINTS; i++) {
		int least = -1;

		for (int k = 0; k < p->plot.series_count; k++)
			if (!isnan(p->points[k][i].y) &&
			    (least < 0 || p->points[k][i].y < p->points[least][i].y))
				least = k;
		if (least < 0 || least == leader)
			continue;
		text_addf(&p->words, leader < 0 ? _("Cheapest with few requests: %c.")
						: _(" From %2$.3g/s on: %1$c."),
			  'A' + least, p->points[least][i].x);
		leader = least;
	}
}

static void add_fleet_rates(struct picture *p, const struct session *session, const struct answer *a)
{
	p->plot.x = (struct plot_axis) { .title = _("requests a second at the peak"), .scale = PLOT_LOG,
					 .label = rate_label };
	p->plot.y = (struct plot_axis) { .title = _("$ a month"), .scale = PLOT_LOG, .label = usd_label };
	if (a->verdict != VERDICT_MEETS || !a->offer) {
		text_add(&p->words, _("This fleet is not for sale, or misses the goals."));
		return;
	}
	add_fleet_series(p, session, a, a->fleet.rate_peak);
	add_rivals(p, session, a);
	tell_leaders(p);
}

/* Two points an hour: what is there holds for the whole of it. */
static void add_fleet_day(struct picture *p, const struct session *session, const struct answer *a)
{
	struct plot_point *load, *room;
	double rate, limit = a->rate_limit;

	p->plot.x = (struct plot_axis) { .title = _("hour of the day"), .scale = PLOT_LINEAR,
					 .label = plain_label };
	p->plot.y = (struct plot_axis) { .title = _("requests a second"), .scale = PLOT_LINEAR,
					 .label = plain_label };
	if (!(limit > 0.0)) {
		text_add(&p->words, _("No curve: it misses the goals, or cannot be estimated."));
		return;
	}
	load = add_series(p, 2 * FLEET_HOURS);
	room = add_series(p, 2 * FLEET_HOURS);
	text_add(&p->names[0], _("traffic"));
	text_add(&p->names[1], _("what the replicas take within the goals, spares counted"));
	for (int i = 0; i < 2 * FLEET_HOURS; i++) {
		double hour = i / 2 + i % 2, replicas;

		replicas = fleet_replicas_at(&session->scenario, a, i / 2, &rate);
		load[i] = (struct plot_point) { hour, rate, false };
		room[i] = (struct plot_point) { hour, replicas * limit, false };
	}
	if (a->fleet.base_replicas > 0.0) {
		p->line = (struct plot_line) { false, a->fleet.base_replicas * limit, NULL };
		text_addf(&p->line_label, _("%.0f kept"), a->fleet.base_replicas);
		p->plot.line_count = 1;
	}
	text_addf(&p->words, _("%.0f replicas at the busiest hour, %.0f at the quietest; each takes %.3g "
			       "requests/s within the goals."),
		  a->fleet.replicas, a->fleet.replicas_low, limit);
}

static void draw_tabs(struct canvas *canvas, struct box line, int shown)
{
	const char *const names[FLEET_PLOTS] = { _("$ by rate"), _("day") };
	int column = line.column;

	for (int i = 0; i < FLEET_PLOTS; i++)
		column += canvas_textf(canvas, line, line.row, column,
				       i == shown ? STYLE_TAB_ACTIVE : STYLE_TAB, " %d %s ", i + 1, names[i]);
}

static void picture_init(struct picture *p, const struct session *session, const struct answer *a)
{
	*p = (struct picture) { .plot = { .series = p->series, .marks = p->marks, .lines = &p->line } };
	for (int i = 0; i < SERIES_MAX; i++)
		text_init(&p->names[i]);
	text_init(&p->words);
	text_init(&p->line_label);
	if (session->study == study_row(STUDY_OWN))
		add_ownership(p, a);
	else if (session->curve_plot % FLEET_PLOTS == FLEET_BY_RATE)
		add_fleet_rates(p, session, a);
	else
		add_fleet_day(p, session, a);
	p->line.label = p->line_label.data;
	for (int i = 0; i < p->plot.series_count; i++)
		p->series[i].name = p->names[i].data;
}

static void picture_release(struct picture *p)
{
	for (int i = 0; i < SERIES_MAX; i++)
		text_release(&p->names[i]);
	text_release(&p->words);
	text_release(&p->line_label);
}

void money_curves_draw(struct session *session, struct canvas *canvas, struct box box)
{
	const struct answer *a = session_answer(session);
	struct box inside = box_inside(box);
	struct picture *p = xcalloc(1, sizeof *p);
	struct text title;

	text_init(&title);
	text_addf(&title, "%s: ", _(session->study->title));
	words_configuration(&title, a);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, title.data);
	text_release(&title);
	if (session->study == study_row(STUDY_FLEET)) {
		draw_tabs(canvas, box_row(inside, 0), session->curve_plot % FLEET_PLOTS);
		inside = box_below(inside, 1);
	}
	picture_init(p, session, a);
	curves_draw_plot(canvas, inside, &p->plot, p->words.data);
	picture_release(p);
	free(p);
	canvas_cursor(canvas, box_inside(box), box.row + 1, box.column + 1);
}
