/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting curves into a plot. */
#include "tui/views/curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "report/curves.h"
#include "report/money_report.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/plot.h"

static const double GIB = 1073741824.0;

enum { LINES_MAX = 2 };

/* A plot with everything that it borrows. */
struct picture {
	struct curves curves;
	struct plot plot;
	struct plot_series series[CURVE_SERIES_MAX];
	struct plot_point points[CURVE_SERIES_MAX][CURVE_POINTS_MAX];
	struct text names[CURVE_SERIES_MAX];
	struct plot_line lines[LINES_MAX];
	struct text labels[LINES_MAX];
	struct plot_mark marks[CURVE_CHANGES_MAX];
	struct text words;
};

static void number_label(double value, char *out, size_t size)
{
	snprintf(out, size, "%g", value);
}

static void usd_label(double value, char *out, size_t size)
{
	snprintf(out, size, "$%g", value);
}

static void percent_label(double value, char *out, size_t size)
{
	snprintf(out, size, "%g%%", 100.0 * value);
}

static void tokens_label(double value, char *out, size_t size)
{
	TEXT(text);

	quantity_format(&text, value, QUANTITY_TOKENS, 3);
	snprintf(out, size, "%s", text.data);
}

static const struct {
	enum plot_scale x, y;
	void (*x_label)(double value, char *out, size_t size);
	void (*y_label)(double value, char *out, size_t size);
	double y_unit;
} forms[CURVE_PLOTS] = {
	[CURVE_SPEED] = { PLOT_LINEAR, PLOT_LINEAR, number_label, number_label, 1.0 },
	[CURVE_BUSY] = { PLOT_LINEAR, PLOT_LOG, percent_label, usd_label, 1.0 },
	[CURVE_LOAD] = { PLOT_LOG, PLOT_LOG, number_label, usd_label, 1.0 },
	[CURVE_CONTEXT] = { PLOT_LOG2, PLOT_LINEAR, tokens_label, number_label, GIB },
};

static struct plot_point shown_point(enum curve_plot plot, const struct curve_point *p)
{
	return (struct plot_point){ p->x, p->y / forms[plot].y_unit, !p->meets };
}

static void add_series(struct picture *p)
{
	static const enum style styles[CURVE_SERIES_MAX] = { STYLE_VALUE, STYLE_BAR_WEIGHTS, STYLE_BAR_KV,
		STYLE_BAR_FREE };

	for (int i = 0; i < p->curves.count; i++) {
		const struct curve *curve = &p->curves.curves[i];

		if (curve->gap != CURVE_DRAWN)
			continue;
		for (int k = 0; k < curve->count; k++)
			p->points[i][k] = shown_point(p->curves.plot, &curve->points[k]);
		label_curve(&p->names[i], curve->answer);
		p->series[p->plot.series_count++] = (struct plot_series){ .name = p->names[i].data,
			.letter = curve_letter(i),
			.style = styles[i],
			.points = p->points[i],
			.count = curve->count,
			.now = shown_point(p->curves.plot, &curve->now) };
	}
}

/* The label is written by the caller. */
static struct text *add_line(struct picture *p, bool vertical, double at)
{
	struct text *label = &p->labels[p->plot.line_count];

	p->lines[p->plot.line_count++] = (struct plot_line){ vertical, at, NULL };
	return label;
}

static void add_goal(struct picture *p, double x, const char *name, double goal_s, const char *whose)
{
	struct text *label;

	if (isnan(x))
		return;
	label = add_line(p, true, x);
	text_addf(label, "%s ", name);
	quantity_format(label, goal_s, QUANTITY_SECONDS, 3);
	text_add(label, whose);
}

static void add_lines(struct picture *p, const struct scenario *s)
{
	const struct curves *c = &p->curves;
	struct goals goals = scenario_goals(s);

	switch (c->plot) {
	case CURVE_SPEED:
		add_goal(p, c->tpot_x, _("TPOT"), goals.tpot_s, "");
		add_goal(p, c->ttft_x, _("TTFT"), goals.ttft_s, _(" of A"));
		break;
	case CURVE_BUSY:
		if (!isnan(c->curves[0].now.y))
			text_add(add_line(p, false, c->curves[0].now.y), _("A now"));
		break;
	case CURVE_CONTEXT: text_add(add_line(p, true, scenario_context(s)), _("context now")); break;
	case CURVE_LOAD:
	case CURVE_PLOTS: break;
	}
	for (int i = 0; i < p->plot.line_count; i++)
		p->lines[i].label = p->labels[i].data;
}

static void add_marks(struct picture *p)
{
	for (int i = 0; i < p->curves.change_count; i++) {
		const struct curve_change *change = &p->curves.changes[i];

		p->marks[p->plot.mark_count++] = (struct plot_mark){ change->x, change->y, (char)('1' + i) };
	}
}

static void picture_init(struct picture *p, const struct session *session, enum curve_plot plot, const struct row *a)
{
	for (int i = 0; i < CURVE_SERIES_MAX; i++)
		text_init(&p->names[i]);
	for (int i = 0; i < LINES_MAX; i++)
		text_init(&p->labels[i]);
	text_init(&p->words);
	curves_calculate(&p->curves, plot, &session->scenario, &session->result, a);
	p->plot = (struct plot){ .x = { .title = label_curve_x(plot, p->curves.open_loop),
					 .scale = forms[plot].x,
					 .label = forms[plot].x_label },
		.y = { .title = label_curve_y(plot), .scale = forms[plot].y, .label = forms[plot].y_label },
		.series = p->series,
		.lines = p->lines,
		.marks = p->marks };
	add_series(p);
	add_lines(p, &session->scenario);
	add_marks(p);
	label_curves(&p->words, &p->curves);
}

static void picture_release(struct picture *p)
{
	for (int i = 0; i < CURVE_SERIES_MAX; i++)
		text_release(&p->names[i]);
	for (int i = 0; i < LINES_MAX; i++)
		text_release(&p->labels[i]);
	text_release(&p->words);
}

/* What knob and dots mean stands where there is room for it; the manual has it too. */
static void draw_signs(struct canvas *canvas, struct box line, int column)
{
	const char *words = canvas->ascii ? _("now, a-d: misses") : _("now, dotted: misses");
	int right = line.column + line.columns, width = canvas_columns(words);

	if (right - width - 2 <= column)
		return;
	canvas_glyph(canvas, line, line.row, right - width - 2, STYLE_VALUE, GLYPH_SLIDER_KNOB);
	canvas_text(canvas, line, line.row, right - width, STYLE_DIM, words);
}

/* The names of the plots with their numbers; returns the column behind them. */
static int draw_tabs(struct canvas *canvas, struct box line, const char *const *names, int count, int shown)
{
	int column = line.column;

	for (int i = 0; i < count; i++)
		column += canvas_textf(canvas, line, line.row, column, i == shown ? STYLE_TAB_ACTIVE : STYLE_TAB,
			" %d %s ", i + 1, names[i]);
	return column;
}

/* A plot with everything that it borrows; steps take two points each. */
struct money_picture {
	struct money_curves curves;
	struct plot plot;
	struct plot_series series[MONEY_LINES_MAX];
	struct plot_point points[MONEY_LINES_MAX][MONEY_POINTS_MAX];
	struct plot_mark marks[MONEY_LINES_MAX];
	struct plot_line line;
};

static const enum style bill_styles[MONEY_LINES_MAX] = { STYLE_VALUE, STYLE_BAR_WEIGHTS, STYLE_BAR_KV, STYLE_BAR_FREE,
	STYLE_BAR_WORK };

static void bill_label(double value, char *out, size_t size)
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
} money_forms[MONEY_PLOTS] = {
	[MONEY_BY_RATE] = { PLOT_LOG, rate_label, bill_label },
	[MONEY_DAY] = { PLOT_LINEAR, number_label, number_label },
	[MONEY_SPENT] = { PLOT_LINEAR, number_label, bill_label },
	[MONEY_SWEEP] = { PLOT_LINEAR, number_label, number_label },
};

_Static_assert(2 * FLEET_HOURS <= MONEY_POINTS_MAX, "a day of steps has no room");

/* A step is two points: what is there holds for the whole of it. */
static int place_points(struct plot_point *points, const struct money_curves *c, const struct money_line *line)
{
	int count = 0;

	for (int i = 0; i < c->count; i++) {
		points[count++] = (struct plot_point){ c->x[i], line->y[i], !line->considered };
		if (c->step > 0.0)
			points[count++] = (struct plot_point){ c->x[i] + c->step, line->y[i], !line->considered };
	}
	return count;
}

static void add_bills(struct money_picture *p)
{
	const struct money_curves *c = &p->curves;

	for (int i = 0; i < c->line_count; i++)
		p->series[p->plot.series_count++] = (struct plot_series){ .name = c->lines[i].name.data,
			.letter = curve_letter(i),
			.style = bill_styles[i],
			.points = p->points[i],
			.count = place_points(p->points[i], c, &c->lines[i]),
			.now = { c->now, c->lines[i].now, false } };
}

static void add_signs(struct money_picture *p)
{
	const struct money_curves *c = &p->curves;

	for (int i = 0; i < c->mark_count; i++)
		p->marks[p->plot.mark_count++] = (struct plot_mark){ c->marks[i].x, c->marks[i].y, (char)('1' + i) };
	if (isnan(c->level))
		return;
	p->line = (struct plot_line){ false, c->level, c->level_name.data };
	p->plot.line_count = 1;
}

/* Of a study whose curves are none of load. */
static int plot_count(const struct study *study)
{
	int count = 0;

	if (!study->plots)
		return study->part == PART_BILL ? MONEY_FLEET_PLOTS : 1;
	while (study->plots[count].id)
		count++;
	return count;
}

enum money_plot money_curves_plot(const struct study *study, int place)
{
	int count = plot_count(study);

	return study->plots  ? (enum money_plot)(MONEY_SWEEP + place % count)
		: count == 1 ? MONEY_SPENT
			     : (enum money_plot)(place % count);
}

static void money_picture_init(
	struct money_picture *p, const struct session *session, enum money_plot plot, const struct row *a)
{
	const struct money_curves *c = &p->curves;

	*p = (struct money_picture){ .plot = { .series = p->series, .marks = p->marks, .lines = &p->line } };
	money_curves_calculate(&p->curves, plot, &session->scenario, &session->result, a);
	p->plot.x = (struct plot_axis){
		.title = label_money_x(c), .scale = money_forms[c->plot].scale, .label = money_forms[c->plot].x_label
	};
	p->plot.y = (struct plot_axis){
		.title = label_money_y(c), .scale = money_forms[c->plot].scale, .label = money_forms[c->plot].y_label
	};
	add_bills(p);
	add_signs(p);
	if (plot == MONEY_SPENT && p->curves.line_count)
		text_addf(&p->curves.words, " %s", _("Dotted: the workload does not allow this kind of purchase."));
}

/* Tabs of plots. */
enum { NAMES_MAX = 8 };

static void draw_money(const struct session *session, enum money_plot plot, struct canvas *canvas, struct box box)
{
	const struct study *study = session->study;
	const char *names[NAMES_MAX] = { _("$ by rate"), _("day") };
	const struct row *a = session_answer(session);
	int count = plot_count(study);
	struct box inside = box_inside(box);
	struct money_picture *p = xcalloc(1, sizeof(*p));
	TEXT(title);

	label_money_title(&title, &session->result, a);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, title.data);
	for (int i = 0; study->plots && i < count && i < NAMES_MAX; i++)
		names[i] = _(study->plots[i].title);
	if (count > 1) {
		draw_tabs(canvas, box_row(inside, 0), names, count < NAMES_MAX ? count : NAMES_MAX,
			plot >= MONEY_SWEEP ? (int)(plot - MONEY_SWEEP) : (int)plot);
		inside = box_below(inside, 1);
	}
	money_picture_init(p, session, plot, a);
	plot_draw_with_words(canvas, inside, &p->plot, p->curves.words.data);
	money_curves_release(&p->curves);
	free(p);
	canvas_cursor(canvas, box_inside(box), box.row + 1, box.column + 1);
}

void curves_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	const struct curves_view *view = own;
	const struct row *a = session_answer(session);
	struct box inside = box_inside(box);
	const char *names[CURVE_PLOTS];
	struct picture *p;
	TEXT(title);

	if (!a)
		return;
	if (session->study->part != PART_REPLICA) {
		draw_money(session, money_curves_plot(session->study, (int)view->plot), canvas, box);
		return;
	}
	text_add(&title, _("Curves of "));
	label_curve(&title, a);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, title.data);
	for (int i = 0; i < CURVE_PLOTS; i++)
		names[i] = label_curve_plot((enum curve_plot)i);
	draw_signs(
		canvas, box_row(inside, 0), draw_tabs(canvas, box_row(inside, 0), names, CURVE_PLOTS, (int)view->plot));
	inside.row++;
	inside.rows--;
	p = xcalloc(1, sizeof(*p));
	picture_init(p, session, view->plot, a);
	plot_draw_with_words(canvas, inside, &p->plot, p->words.data);
	picture_release(p);
	free(p);
	canvas_cursor(canvas, box_inside(box), box.row + 1, box.column + 1);
}

void act_curves(struct session *session)
{
	if (session_answer(session))
		session->view = VIEW_CURVES;
}

void act_curve(struct session *session, int plots)
{
	act_curve_choose(session, ((int)session->views->curves.plot + plots + CURVE_PLOTS) % CURVE_PLOTS);
}

void act_curve_choose(struct session *session, int plot)
{
	session->views->curves.plot = (enum curve_plot)plot;
}
