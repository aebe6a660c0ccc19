/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting curves into a plot. */
#include "tui/views/curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "report/curves.h"
#include "report/figure.h"
#include "report/labels.h"
#include "report/money_report.h"
#include "report/part_table.h"
#include "tui/action.h"
#include "tui/canvas/zone.h"
#include "tui/views/frame.h"
#include "tui/views/views.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/plot.h"
#include "tui/zone_kind.h"

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
	struct plot_mark marks[CURVE_CHANGES_MAX + 1];
	struct text broken; /* the goal that ends the selected curve */
	struct text words;
};

/* Of any figure: "8M", "0.002". */
static void number_label(double value, char *out, size_t size)
{
	TEXT(text);

	label_axis(&text, value);
	snprintf(out, size, "%s", text.data);
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
	static const enum style styles[CURVE_SERIES_MAX] = { STYLE_ACCENT, STYLE_TEXT, STYLE_DIM, STYLE_DIM };

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

/* The last point of the selected curve that keeps the goals; y NaN: it breaks none in this plot. */
static struct curve_point last_within(const struct curve *curve)
{
	struct curve_point last = { .y = NAN };

	for (int i = 0; i + 1 < curve->count; i++)
		if (curve->points[i].meets && !curve->points[i + 1].meets)
			last = curve->points[i];
	return isnan(curve->limit.y) ? last : curve->limit;
}

/* The sign hides the number of a change in the same place, so its label says it. */
static void add_number(struct picture *p)
{
	for (int i = 0; i < p->curves.change_count; i++)
		if (p->curves.changes[i].ends && p->curves.changes[i].from == 0)
			text_addf(&p->broken, "%d: ", i + 1);
}

/* "45 users, then TTFT breaks" */
static void add_break(struct picture *p, const struct scenario *s)
{
	const struct curve *curve = &p->curves.curves[0];
	const struct replica *replica = replica_of(curve->answer);
	struct curve_point last = last_within(curve);

	if (p->curves.plot == CURVE_BUSY || curve->gap != CURVE_DRAWN || isnan(last.y))
		return;
	add_number(p);
	if (p->curves.plot == CURVE_CONTEXT) {
		quantity_format(&p->broken, last.x, QUANTITY_TOKENS, 3);
		text_add(&p->broken, _(" tokens, then memory is full"));
	} else if (scenario_open_loop(s)) {
		quantity_format(&p->broken, last.load, QUANTITY_RATE, 3);
		text_add(&p->broken, _(", then a goal breaks"));
	} else {
		text_addf(&p->broken, ngettext("%.0f user, then ", "%.0f users, then ", label_count(last.load)),
			last.load);
		text_add(&p->broken, isnan(replica->users_within) ? _("a goal breaks") : label_stop(replica->stop));
	}
	p->marks[p->plot.mark_count++] =
		(struct plot_mark){ last.x, last.y / forms[p->curves.plot].y_unit, '!', STYLE_BAD, p->broken.data };
}

static void add_marks(struct picture *p, const struct scenario *s)
{
	for (int i = 0; i < p->curves.change_count; i++) {
		const struct curve_change *change = &p->curves.changes[i];

		p->marks[p->plot.mark_count++] =
			(struct plot_mark){ change->x, change->y, (char)('1' + i), STYLE_STRONG, NULL };
	}
	add_break(p, s);
}

static void picture_init(struct picture *p, const struct session *session, enum curve_plot plot, const struct row *a)
{
	for (int i = 0; i < CURVE_SERIES_MAX; i++)
		text_init(&p->names[i]);
	for (int i = 0; i < LINES_MAX; i++)
		text_init(&p->labels[i]);
	text_init(&p->words);
	text_init(&p->broken);
	curves_calculate(&p->curves, plot, &session->scenario, &session->result, a);
	p->plot = (struct plot){ .x = { .title = label_curve_x(plot, p->curves.open_loop),
					 .scale = forms[plot].x,
					 .label = forms[plot].x_label },
		.y = { .title = "", .scale = forms[plot].y, .label = forms[plot].y_label },
		.series = p->series,
		.lines = p->lines,
		.marks = p->marks };
	add_series(p);
	add_lines(p, &session->scenario);
	add_marks(p, &session->scenario);
	label_curves(&p->words, &p->curves);
}

static void picture_release(struct picture *p)
{
	for (int i = 0; i < CURVE_SERIES_MAX; i++)
		text_release(&p->names[i]);
	for (int i = 0; i < LINES_MAX; i++)
		text_release(&p->labels[i]);
	text_release(&p->words);
	text_release(&p->broken);
}

/* The action that shows a plot, by its place in the table; -1: none. */
static int action_of(const struct session *session, int plot)
{
	const struct action *actions = session->tables->actions;

	for (int i = 0; actions[i].name; i++)
		if (actions[i].move == act_curve_choose && actions[i].argument == plot)
			return i;
	return -1;
}

/* The names of the plots with their numbers, the shown one in brackets. */
static void draw_tabs(const struct session *session, struct canvas *canvas, struct box line, const char *const *names,
	int count, int shown)
{
	int column = line.column;

	for (int i = 0; i < count; i++) {
		int action = action_of(session, i);
		int width = canvas_textf(canvas, line, line.row, column, i == shown ? STYLE_ACCENT : STYLE_DIM,
			i == shown ? "[%d %s]" : " %d %s ", i + 1, names[i]);

		if (action >= 0)
			canvas_zone(
				canvas, box_cut((struct box){ line.row, column, 1, width }, line), ZONE_ACTION, action);
		column += width;
	}
}

/* What knob, dots and signs mean. */
static void draw_hint(const struct session *session, struct canvas *canvas, struct box line, bool goals)
{
	static const struct {
		const char *sign, *ascii, *words;
		bool goals;
	} signs[] = {
		{ "●", "O", N_("now"), false },
		{ "1", "1", N_("where lines cross"), false },
		{ "!", "!", N_("a goal breaks"), true },
		/* Without braille dots the curve is its letter. */
		{ "•••", "a", N_("beyond"), true },
	};
	struct box texts = gutter_text_box(line, session->gutter);
	int column = texts.column;

	gutter_line(canvas, line, session->gutter, true, _("Signs"), NULL);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (signs[i].goals && !goals)
			continue;
		column += 1 +
			canvas_text(canvas, texts, texts.row, column, STYLE_STRONG,
				canvas->ascii ? signs[i].ascii : signs[i].sign);
		column += 3 + canvas_text(canvas, texts, texts.row, column, STYLE_TEXT, _(signs[i].words));
	}
}

/* Crumb, rule with the title of the upright axis, tabs and hint.  Returns where the plot is drawn. */
static struct box draw_around(const struct session *session, struct canvas *canvas, struct box box,
	const char *const *names, int count, int shown, const char *title, bool goals)
{
	struct box inside, tabs;
	TEXT(crumb);
	TEXT(curves);

	text_addf(&crumb, "%s › ", _(session->study->title));
	label_curve(&curves, session_answer(session));
	text_addf(&crumb, _("Curves of %s"), curves.data);
	inside = frame_draw(canvas, box, &(struct frame){ .crumb = crumb.data, .title = title });
	draw_hint(session, canvas, box_row(box, box.rows - 1), goals);
	inside = (struct box){ inside.row, inside.column + 1, inside.rows - 1, inside.columns - 2 };
	canvas_cursor(canvas, inside, inside.row, inside.column);
	if (count < 2)
		return inside;
	tabs = box_row(inside, 0);
	draw_tabs(session, canvas, tabs, names, count, shown);
	return box_below(inside, 1);
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

static const enum style bill_styles[MONEY_LINES_MAX] = { STYLE_ACCENT, STYLE_TEXT, STYLE_TEXT, STYLE_DIM, STYLE_DIM };

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
	[MONEY_NONE] = { PLOT_LINEAR, number_label, number_label },
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
		p->marks[p->plot.mark_count++] =
			(struct plot_mark){ c->marks[i].x, c->marks[i].y, (char)('1' + i), STYLE_STRONG, NULL };
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
		return part_row(study->part)->plots;
	while (study->plots[count].id)
		count++;
	return count;
}

enum money_plot money_curves_plot(const struct study *study, int place)
{
	int first = study->plots ? MONEY_SWEEP : (int)part_row(study->part)->plot;

	return (enum money_plot)(first + place % plot_count(study));
}

/* Positions of a slider span orders of magnitude where it does. */
static enum plot_scale scale_of_picture(const struct money_curves *c)
{
	const double wide = 100.0;

	if (c->plot == MONEY_SWEEP && c->count > 1 && c->x[0] > 0.0 && c->x[c->count - 1] / c->x[0] >= wide)
		return PLOT_LOG;
	return money_forms[c->plot].scale;
}

static void money_picture_init(
	struct money_picture *p, const struct session *session, enum money_plot plot, const struct row *a)
{
	const struct money_curves *c = &p->curves;

	*p = (struct money_picture){ .plot = { .series = p->series, .marks = p->marks, .lines = &p->line } };
	money_curves_calculate(&p->curves, plot, &session->scenario, &session->result, a);
	p->plot.x = (struct plot_axis){
		.title = label_money_x(c), .scale = scale_of_picture(c), .label = money_forms[c->plot].x_label
	};
	p->plot.y =
		(struct plot_axis){ .title = "", .scale = scale_of_picture(c), .label = money_forms[c->plot].y_label };
	add_bills(p);
	add_signs(p);
	if (plot == MONEY_SPENT && p->curves.line_count)
		text_addf(&p->curves.words, " %s", _("Dotted: the workload does not allow this kind of purchase."));
}

/* Tabs of plots. */
enum { NAMES_MAX = 8 };

static void draw_money(const struct session *session, int place, struct canvas *canvas, struct box box)
{
	const struct study *study = session->study;
	const char *names[NAMES_MAX] = { _("$ by rate"), _("day") };
	const struct row *a = session_answer(session);
	int count = plot_count(study);
	struct money_picture *p = xcalloc(1, sizeof(*p));

	for (int i = 0; study->plots && i < count && i < NAMES_MAX; i++)
		names[i] = _(study->plots[i].title);
	money_picture_init(p, session, money_curves_plot(study, place), a);
	box = draw_around(session, canvas, box, names, count < NAMES_MAX ? count : NAMES_MAX, place % count,
		label_money_y(&p->curves), false);
	plot_draw_with_words(canvas, box, &p->plot, p->curves.words.data);
	money_curves_release(&p->curves);
	free(p);
}

void curves_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	const struct curves_view *view = own;
	const struct row *a = session_answer(session);
	const char *names[CURVE_PLOTS];
	struct picture *p;

	if (!a)
		return;
	if (session->study->part != PART_REPLICA) {
		draw_money(session, (int)view->plot, canvas, box);
		return;
	}
	for (int i = 0; i < CURVE_PLOTS; i++)
		names[i] = label_curve_plot((enum curve_plot)i);
	box = draw_around(session, canvas, box, names, CURVE_PLOTS, (int)view->plot, label_curve_y(view->plot),
		view->plot != CURVE_BUSY);
	p = xcalloc(1, sizeof(*p));
	picture_init(p, session, view->plot, a);
	plot_draw_with_words(canvas, box, &p->plot, p->words.data);
	picture_release(p);
	free(p);
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
