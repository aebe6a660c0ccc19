/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building and drawing the view behind Enter on a row. */
#include "tui/views/explain.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/explain.h"
#include "report/figure.h"
#include "report/labels.h"
#include "report/output.h"
#include "report/phrases.h"
#include "tui/views/verdict_sign.h"
#include "tui/views/decided.h"
#include "tui/views/explain_figures.h"
#include "tui/views/frame.h"
#include "tui/views/views.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/rule.h"
#include "tui/zone_kind.h"
#include "study/replica.h"

static void build(const struct session *session, struct explain_view *view, const struct row *a)
{
	explain_figures(session, &view->figures, a);
	outline_lay_out(&view->figures, 78);
	view->explained = session->calculations;
}

/* "Serve › H200 SXM x1 fp8, vLLM, Hyperstack" */
static void write_crumb(struct text *out, const struct session *session, const struct row *a)
{
	text_addf(out, "%s › ", _(session->study->title));
	label_configuration(out, a);
	label_variant(out, " ", a);
	if (part_has_replica(a->part_kind))
		text_addf(out, ", %s", a->deployment.engine->name);
	if (a->offer && !session->study->by_provider)
		text_addf(out, ", %s", a->offer->provider->name);
}

static void write_verdict(struct text *out, const struct row *a)
{
	text_add(out, label_row_verdict(a));
	if (isnan(a->p_meets) || a->verdict == VERDICT_DOES_NOT_FIT)
		return;
	text_add(out, ", ");
	label_sure_share(out, a->p_meets);
	text_add(out, _(" sure"));
}

/* The heads of the columns stand in the rule. */
static void draw_figures_rule(struct canvas *canvas, struct box line)
{
	const char *const heads[OUTLINE_TEXTS] = {
		[OUTLINE_LOW] = _("low"),
		[OUTLINE_MID] = _("mid"),
		[OUTLINE_HIGH] = _("high"),
		[OUTLINE_EVIDENCE] = _("evidence"),
	};

	rule_draw(canvas, line, &(struct rule){ .title = _("Figures"), .heavy = true });
	outline_draw_heads(canvas, line, heads);
}

/* What the figure of the selected line is. */
static void draw_hint(const struct session *session, struct canvas *canvas, struct box line, const struct outline *o)
{
	int selected = outline_selected(o);
	const char *name, *note;

	if (selected < 0)
		return;
	name = o->items[selected].texts[OUTLINE_NAME];
	note = o->items[selected].texts[OUTLINE_NOTE];
	/* A name that is too long for a label stands above. */
	gutter_line(canvas, line, session->gutter, true, canvas_columns(name) < session->gutter ? name : NULL, note);
}

void explain_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct explain_view *view = own;
	const struct row *a = session_answer(session);
	struct box rest;
	TEXT(crumb);
	TEXT(verdict);

	if (!a)
		return;
	if (view->explained != session->calculations)
		build(session, view, a);
	write_crumb(&crumb, session, a);
	write_verdict(&verdict, a);
	rest = frame_draw(canvas, box,
		&(struct frame){ .crumb = crumb.data,
			.right = verdict.data,
			.right_style = STYLE_TEXT,
			.title = _("What decided"),
			.sign = verdict_glyph(a->verdict),
			.sign_style = verdict_style(a->verdict),
			.light = true });
	draw_hint(session, canvas, box_row(box, box.rows - 1), &view->figures);
	rest.rows--;
	/* The figures have the larger half. */
	box = rest;
	box.rows = rest.rows - rest.rows / 2 + 1;
	rest = box_below(rest, decided_draw(session, canvas, box, a));
	draw_figures_rule(canvas, box_row(rest, 0));
	outline_draw(canvas, box_below(rest, 1), &view->figures, true);
	list_zone(canvas, box_below(rest, 1), &view->figures.list, ZONE_LINE);
}

static void open_figures(struct session *session)
{
	const struct row *a = session_answer(session);

	build(session, &session->views->explain, a);
	session->view = VIEW_EXPLAIN;
}

void act_why(struct session *session)
{
	const struct row *a = session_answer(session);

	if (!a)
		return;
	if (session->study->explain) {
		open_figures(session);
		return;
	}
	explain_account(session, page_begin(session), a);
	page_show(session, _(session->study->title));
	session->views->page.cut = true;
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
	const struct row *a = session_answer(session);

	if (!a)
		return;
	output_write(page_begin(session), FORMAT_TEXT,
		&(struct output_request){ .content = OUTPUT_ANSWER,
			.scenario = &session->scenario,
			.result = &session->result,
			.selected = a,
			.today = session->today,
			.style = { .ascii = session->ascii } });
	page_show(session, _("Details"));
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
