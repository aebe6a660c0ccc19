/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting curves into a plot. */
#include "config.h"

#include "tui/views/curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "base/quantity.h"
#include "report/curves.h"
#include "tui/actions.h"
#include "tui/views/money_curves.h"
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
	struct text text;

	text_init(&text);
	quantity_format(&text, value, QUANTITY_TOKENS, 3);
	snprintf(out, size, "%s", text.data);
	text_release(&text);
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
	return (struct plot_point) { p->x, p->y / forms[plot].y_unit, !p->meets };
}

static void add_series(struct picture *p)
{
	static const enum style styles[CURVE_SERIES_MAX] = { STYLE_VALUE, STYLE_BAR_WEIGHTS,
							     STYLE_BAR_KV, STYLE_BAR_FREE };

	for (int i = 0; i < p->curves.count; i++) {
		const struct curve *curve = &p->curves.curves[i];

		if (curve->gap != CURVE_DRAWN)
			continue;
		for (int k = 0; k < curve->count; k++)
			p->points[i][k] = shown_point(p->curves.plot, &curve->points[k]);
		words_curve(&p->names[i], curve->answer);
		p->series[p->plot.series_count++] = (struct plot_series) {
			.name = p->names[i].data, .letter = curve_letter(i), .style = styles[i],
			.points = p->points[i], .count = curve->count,
			.now = shown_point(p->curves.plot, &curve->now) };
	}
}

/* The label is written by the caller. */
static struct text *add_line(struct picture *p, bool vertical, double at)
{
	struct text *label = &p->labels[p->plot.line_count];

	p->lines[p->plot.line_count++] = (struct plot_line) { vertical, at, NULL };
	return label;
}

static void add_goal(struct picture *p, double x, const char *name, double goal_s,
		     const char *whose)
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
	case CURVE_CONTEXT:
		text_add(add_line(p, true, scenario_context(s)), _("context now"));
		break;
	case CURVE_LOAD:
	case CURVE_PLOTS:
		break;
	}
	for (int i = 0; i < p->plot.line_count; i++)
		p->lines[i].label = p->labels[i].data;
}

static void add_marks(struct picture *p)
{
	for (int i = 0; i < p->curves.change_count; i++) {
		const struct curve_change *change = &p->curves.changes[i];

		p->marks[p->plot.mark_count++] =
			(struct plot_mark) { change->x, change->y, (char)('1' + i) };
	}
}

static void picture_init(struct picture *p, const struct session *session, const struct row *a)
{
	enum curve_plot plot = session->curve_plot;

	for (int i = 0; i < CURVE_SERIES_MAX; i++)
		text_init(&p->names[i]);
	for (int i = 0; i < LINES_MAX; i++)
		text_init(&p->labels[i]);
	text_init(&p->words);
	curves_calculate(&p->curves, plot, &session->scenario, &session->result, a);
	p->plot = (struct plot) {
		.x = { .title = words_curve_x(plot, p->curves.open_loop), .scale = forms[plot].x,
		       .label = forms[plot].x_label },
		.y = { .title = words_curve_y(plot), .scale = forms[plot].y,
		       .label = forms[plot].y_label },
		.series = p->series, .lines = p->lines, .marks = p->marks };
	add_series(p);
	add_lines(p, &session->scenario);
	add_marks(p);
	words_curves(&p->words, &p->curves);
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

static void draw_tabs(struct canvas *canvas, struct box line, enum curve_plot shown)
{
	int column = line.column;

	for (int i = 0; i < CURVE_PLOTS; i++)
		column += canvas_textf(canvas, line, line.row, column,
				       i == (int)shown ? STYLE_TAB_ACTIVE : STYLE_TAB, " %d %s ",
				       i + 1, words_curve_plot((enum curve_plot)i));
	draw_signs(canvas, line, column);
}

void curves_draw_plot(struct canvas *canvas, struct box box, struct plot *plot, const char *words)
{
	int legend = plot_legend_rows(plot, box.columns);
	int lines = paragraph_lines(words, box.columns);
	struct box part = box;

	/* The words have what they need, but curves that nobody can read would be of no use. */
	if (lines > (box.rows - 4) / 4)
		lines = (box.rows - 4) / 4;
	if (!plot_fit(plot)) {
		paragraph_draw(canvas, box, STYLE_NORMAL, words, 0);
		return;
	}
	part.rows = legend;
	plot_legend(canvas, part, plot);
	part.row += legend;
	part.rows = box.rows - legend - lines;
	plot_draw(canvas, part, plot);
	part.row += part.rows;
	part.rows = lines;
	paragraph_draw(canvas, part, STYLE_NORMAL, words, 0);
}

void curves_draw(struct session *session, struct canvas *canvas, struct box box)
{
	const struct row *a = session_answer(session);
	struct box inside = box_inside(box);
	struct picture *p;
	struct text title;

	if (!a)
		return;
	if (session->study->part != PART_REPLICA) {
		money_curves_draw(session, canvas, box);
		return;
	}
	text_init(&title);
	text_add(&title, _("Curves of "));
	words_curve(&title, a);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, title.data);
	text_release(&title);
	draw_tabs(canvas, box_row(inside, 0), session->curve_plot);
	inside.row++;
	inside.rows--;
	p = xcalloc(1, sizeof *p);
	picture_init(p, session, a);
	curves_draw_plot(canvas, inside, &p->plot, p->words.data);
	picture_release(p);
	free(p);
	canvas_cursor(canvas, box_inside(box), box.row + 1, box.column + 1);
}

void act_curves(struct session *session, int unused)
{
	(void)unused;
	if (session_answer(session))
		session->view = VIEW_CURVES;
}

void act_curve(struct session *session, int plots)
{
	session->curve_plot = (enum curve_plot)(((int)session->curve_plot + plots + CURVE_PLOTS) %
						CURVE_PLOTS);
}

void act_curve_choose(struct session *session, int plot)
{
	session->curve_plot = (enum curve_plot)plot;
}

void act_curve_row(struct session *session, int rows)
{
	act_row(session, rows);
}
