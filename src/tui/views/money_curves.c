/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting bills into a plot. */
#include "config.h"

#include "tui/views/money_curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "report/curves.h"
#include "tui/views/curves.h"

/* A plot with everything that it borrows; steps take two points each. */
struct picture {
	struct money_curves curves;
	struct plot plot;
	struct plot_series series[MONEY_LINES_MAX];
	struct plot_point points[MONEY_LINES_MAX][MONEY_POINTS_MAX];
	struct plot_mark marks[MONEY_LINES_MAX];
	struct plot_line line;
};

static const enum style styles[MONEY_LINES_MAX] = {
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

static void rate_label(double value, char *out, size_t size)
{
	snprintf(out, size, "%g/s", value);
}

static const struct {
	enum plot_scale scale; /* of both axes */
	void (*x_label)(double value, char *out, size_t size);
	void (*y_label)(double value, char *out, size_t size);
} forms[MONEY_PLOTS] = {
	[MONEY_BY_RATE] = { PLOT_LOG, rate_label, usd_label },
	[MONEY_DAY] = { PLOT_LINEAR, plain_label, plain_label },
	[MONEY_SPENT] = { PLOT_LINEAR, plain_label, usd_label },
};

_Static_assert(2 * FLEET_HOURS <= MONEY_POINTS_MAX, "a day of steps has no room");

/* A step is two points: what is there holds for the whole of it. */
static int place_points(struct plot_point *points, const struct money_curves *c,
			const struct money_line *line)
{
	int count = 0;

	for (int i = 0; i < c->count; i++) {
		points[count++] = (struct plot_point) { c->x[i], line->y[i], !line->considered };
		if (c->step > 0.0)
			points[count++] = (struct plot_point) { c->x[i] + c->step, line->y[i],
								!line->considered };
	}
	return count;
}

static void add_series(struct picture *p)
{
	const struct money_curves *c = &p->curves;

	for (int i = 0; i < c->line_count; i++)
		p->series[p->plot.series_count++] = (struct plot_series) {
			.name = c->lines[i].name.data, .letter = curve_letter(i), .style = styles[i],
			.points = p->points[i], .count = place_points(p->points[i], c, &c->lines[i]),
			.now = { c->now, c->lines[i].now, false } };
}

static void add_signs(struct picture *p)
{
	const struct money_curves *c = &p->curves;

	for (int i = 0; i < c->mark_count; i++)
		p->marks[p->plot.mark_count++] = (struct plot_mark) {
			c->marks[i].x, c->marks[i].y, (char)('1' + i) };
	if (isnan(c->level))
		return;
	p->line = (struct plot_line) { false, c->level, c->level_name.data };
	p->plot.line_count = 1;
}

enum money_plot money_curves_plot(const struct session *session)
{
	if (session->study->part == PART_OWNERSHIP)
		return MONEY_SPENT;
	return (enum money_plot)(session->curve_plot % MONEY_FLEET_PLOTS);
}

static void picture_init(struct picture *p, const struct session *session, const struct row *a)
{
	enum money_plot plot = money_curves_plot(session);

	*p = (struct picture) { .plot = {
		.x = { .title = words_money_x(plot), .scale = forms[plot].scale,
		       .label = forms[plot].x_label },
		.y = { .title = words_money_y(plot), .scale = forms[plot].scale,
		       .label = forms[plot].y_label },
		.series = p->series, .marks = p->marks, .lines = &p->line } };
	money_curves_calculate(&p->curves, plot, &session->scenario, &session->result, a);
	add_series(p);
	add_signs(p);
	if (plot == MONEY_SPENT && p->curves.line_count)
		text_addf(&p->curves.words, " %s",
			  _("Dotted: the workload does not allow this kind of purchase."));
}

static void draw_tabs(struct canvas *canvas, struct box line, int shown)
{
	const char *const names[MONEY_FLEET_PLOTS] = { _("$ by rate"), _("day") };
	int column = line.column;

	for (int i = 0; i < MONEY_FLEET_PLOTS; i++)
		column += canvas_textf(canvas, line, line.row, column,
				       i == shown ? STYLE_TAB_ACTIVE : STYLE_TAB, " %d %s ", i + 1, names[i]);
}

void money_curves_draw(struct session *session, struct canvas *canvas, struct box box)
{
	const struct row *a = session_answer(session);
	struct box inside = box_inside(box);
	struct picture *p = xcalloc(1, sizeof *p);
	struct text title;

	text_init(&title);
	words_money_title(&title, &session->result, a);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, title.data);
	text_release(&title);
	if (session->study->part == PART_BILL) {
		draw_tabs(canvas, box_row(inside, 0), (int)money_curves_plot(session));
		inside = box_below(inside, 1);
	}
	picture_init(p, session, a);
	curves_draw_plot(canvas, inside, &p->plot, p->curves.words.data);
	money_curves_release(&p->curves);
	free(p);
	canvas_cursor(canvas, box_inside(box), box.row + 1, box.column + 1);
}
