/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building and drawing the view behind Enter on a row. */
#include "tui/views/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/explain.h"
#include "report/output.h"
#include "report/labels.h"
#include "study/serve.h"
#include "tui/views/explain_bars.h"
#include "tui/views/reasons.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

/* What a reader looks for first, by the name of its line. */
static const struct {
	const char *id;
	enum metric metric;
} heads[] = { { "ttft_s", METRIC_TTFT }, { "tpot_s", METRIC_TPOT }, { "output_tok_s", METRIC_OUTPUT_TOK_S },
	{ "usd_per_m_output", METRIC_MTOK_OUTPUT }, { "usd_per_m_tokens", METRIC_MTOK },
	{ "usd_per_hour", METRIC_HOUR }, { "weights", METRIC_WEIGHT_BYTES }, { "kv_pool", METRIC_KV_POOL },
	{ "kv_headroom", METRIC_KV_HEADROOM }, { "max_concurrency", METRIC_MAX_CONCURRENCY },
	{ "max_concurrency_full", METRIC_MAX_CONCURRENCY_FULL } };

static const struct explain_line *find_line(const struct explanation *e, const char *id)
{
	for (int i = 0; i < e->count; i++)
		if (strcmp(e->lines[i].id, id) == 0)
			return &e->lines[i];
	return NULL;
}

/* A recalibrated figure has one more line, which counts and stands before its own. */
static void add_head(struct outline *o, const struct explanation *e, const char *id, enum metric metric)
{
	const struct explain_line *own = find_line(e, id), *leaned;
	const struct metric_row *row = metric_row(metric);
	char leaned_id[EXPLAIN_SYMBOL + 8];
	TEXT(value);
	TEXT(body);

	if (!own)
		return;
	snprintf(leaned_id, sizeof(leaned_id), "leaned_%s", id);
	leaned = find_line(e, leaned_id);
	report_figure_value(&value, leaned ? leaned : own);
	if (leaned)
		report_figure(&body, leaned);
	report_figure(&body, own);
	outline_add(o, -1, _(row->title), value.data, _(row->help), body.data);
}

static void add_line(struct outline *o, int parent, const struct explain_line *line)
{
	TEXT(value);
	TEXT(body);

	report_figure_value(&value, line);
	report_figure(&body, line);
	outline_add(o, parent, line->id, value.data, _(line->meaning), body.data);
}

static int count_section(const struct explanation *e, const char *section)
{
	int count = 0;

	for (int i = 0; i < e->count; i++)
		count += strcmp(e->lines[i].section, section) == 0;
	return count;
}

/* All lines below the sections that they stand in. */
static void add_sections(struct outline *o, const struct explanation *e)
{
	const char *section = "";
	int parent = -1;

	for (int i = 0; i < e->count; i++) {
		const struct explain_line *line = &e->lines[i];

		if (strcmp(section, line->section) != 0) {
			int count = count_section(e, line->section);
			TEXT(text);

			section = line->section;
			text_addf(&text, ngettext("%d figure", "%d figures", (unsigned long)count), count);
			parent = outline_add(o, -1, _(section), text.data, _("step by step"), "");
		}
		add_line(o, parent, line);
	}
}

/* The header may be too low for all of them. */
static void add_reasons(struct outline *o, const struct row *a)
{
	TEXT(count);
	TEXT(body);

	for (int i = 0; i < a->reasons.count; i++) {
		label_reason(&body, &a->reasons.items[i]);
		text_add_char(&body, '\n');
	}
	text_addf(&count, "%d", a->reasons.count);
	if (a->reasons.count)
		outline_add(o, -1, _("Reasons"), count.data, _("what decided, and what to relax"), body.data);
}

static void build(const struct session *session, struct explain_view *view, const struct row *a)
{
	FREED struct explanation *e = xcalloc(1, sizeof(*e));
	struct outline *figures = &view->figures;

	session->study->explain(&session->scenario, a, e);
	outline_release(figures);
	add_reasons(figures, a);
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		add_head(figures, e, heads[i].id, heads[i].metric);
	add_sections(figures, e);
	outline_lay_out(figures, 78);
	view->explained = session->calculations;
}

static void open_figures(struct session *session)
{
	const struct row *a = session_answer(session);

	if (!a)
		return;
	build(session, &session->views->explain, a);
	session->view = VIEW_EXPLAIN;
}

/* Sentences in at most so many rows, then the price where there is room. */
static int draw_reasons(
	const struct session *session, struct canvas *canvas, struct box box, int most, const struct row *a)
{
	struct box body = box;
	TEXT(text);
	int rows;

	reasons_write(&text, a, ' ');
	body.rows = most < box.rows ? most : box.rows;
	rows = paragraph_draw(canvas, body, STYLE_NORMAL, text.data, 0);
	text_clear(&text);
	reasons_write_price(&text, session, a);
	if (text.length && rows < box.rows && most > 2) {
		canvas_text_fit(canvas, box, box.row + rows, box.column, box.columns, STYLE_DIM, text.data);
		rows++;
	}
	return rows;
}

/* What the estimates below rest on stands in the line above them. */
static void draw_divider(struct canvas *canvas, struct box box, int row, const struct row *a)
{
	TEXT(title);

	text_add(&title, _("Figures"));
	if (a->provenance != PROVENANCE_NONE)
		text_addf(&title, _(": %s, 80 %% band"), label_provenance(a->provenance));
	canvas_divider(canvas, box, row, STYLE_FRAME_FOCUS, title.data);
}

void explain_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct explain_view *view = own;
	const struct row *a = session_answer(session);
	struct box rest = box_inside(box);
	TEXT(title);

	if (!a)
		return;
	if (view->explained != session->calculations)
		build(session, view, a);
	text_addf(&title, "%s %s, %s, %s: %s", a->deployment.gpu->name, label_size(&a->deployment).text,
		a->deployment.format->id, a->deployment.engine->name, label_row_verdict(a));
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, title.data);
	rest = box_below(rest, explain_memory_bar(canvas, rest, a));
	rest = box_below(rest, explain_step_bar(canvas, rest, a));
	rest = box_below(rest, draw_reasons(session, canvas, rest, box.rows / 7, a));
	draw_divider(canvas, box, rest.row, a);
	rest = box_below(rest, 1);
	outline_draw(canvas, rest, &view->figures, true);
	list_draw_marks(canvas, box, rest.row, rest.rows, STYLE_FRAME_FOCUS, &view->figures.list);
}

/* Shows what the batch command of the study writes of a result, or all about one row of it. */
static void show_output(
	struct session *session, const struct result *result, const struct row *selected, const char *title)
{
	output_write(page_begin(session), FORMAT_TEXT,
		&(struct output_request){ .content = selected ? OUTPUT_ANSWER : OUTPUT_RESULT,
			.command = selected ? NULL : session->study->command,
			.scenario = &session->scenario,
			.result = result,
			.selected = selected,
			.today = session->today,
			.style = { .ascii = session->ascii } });
	page_show(session, title);
}

/* One row as the batch command of the study writes it. */
static void show_account(struct session *session)
{
	struct result one = session->result;
	struct row answer;

	if (!session_answer(session))
		return;
	answer = *session_answer(session);
	/* Nothing is before or behind it. */
	answer.rank = 1;
	one.rows = &answer;
	one.count = 1;
	one.warnings.count = 0;
	show_output(session, &one, NULL, _(session->study->title));
	session->views->page.cut = true;
}

void act_why(struct session *session)
{
	if (session->study->explain && !session->study->accounts)
		open_figures(session);
	else
		show_account(session);
}

void act_fold(struct session *session, int direction)
{
	struct outline *figures = &session->views->explain.figures;

	if (direction > 0)
		outline_open(figures);
	else if (direction < 0)
		outline_close(figures);
	else
		outline_toggle(figures);
}

void act_details(struct session *session)
{
	if (session_answer(session))
		show_output(session, &session->result, session_answer(session), _("Details"));
}

void act_explain(struct session *session)
{
	const struct row *answer = session_answer(session);
	struct explanation *explanation;

	if (!answer || !session->study->explain)
		return;
	explanation = xcalloc(1, sizeof(*explanation));
	session->study->explain(&session->scenario, answer, explanation);
	report_explanation(
		page_begin(session), explanation, (struct report_style){ .color = false, .ascii = session->ascii });
	free(explanation);
	page_show(session, _("Explanation"));
}
