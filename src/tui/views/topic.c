/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topic help: opens pages that the report layer writes. */
#include "tui/views/topic.h"

#include "base/i18n.h"
#include "study/scenario_text.h"
#include "report/topic.h"
#include "tui/views/compare.h"
#include "tui/views/explain_figures.h"
#include "tui/views/help.h"
#include "tui/views/page.h"
#include "tui/views/parameters.h"
#include "tui/views/views.h"

/* The next value of a parameter; false where there is none to try. */
static bool change(const struct session *session, enum parameter parameter, struct scenario *changed)
{
	const char *const *words;
	struct error ignored;
	struct slider slider;
	double value;
	int next;

	*changed = session->scenario;
	if (parameter_row(parameter)->form == PARAMETER_CHOICE_FORM) {
		words = parameter_choices(parameter);
		next = (int)changed->number[parameter] + 1;
		if (scenario_set(changed, parameter, words[next] ? words[next] : words[0], &ignored) != STATUS_OK)
			return false;
	} else if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM) {
		slider = parameters_slider(session, parameter);
		value = slider_step(&slider, slider.value, 1);
		if (value == slider.value)
			value = slider_step(&slider, slider.value, -1);
		if (value == slider.value || scenario_set_number(changed, parameter, value, &ignored) != STATUS_OK)
			return false;
	} else {
		return false;
	}
	/* What is asked for has to be held. */
	if (changed->number[PARAMETER_PROMPT] + changed->number[PARAMETER_OUTPUT] > scenario_context(changed))
		scenario_clear(changed, PARAMETER_CONTEXT);
	return scenario_check(changed, &ignored) == STATUS_OK;
}

static void write_influence(const struct session *session, enum parameter parameter, struct text *out)
{
	const struct row *before = session_answer(session);
	struct scenario changed;
	struct result result;
	struct row_id shown;
	int place;

	if (!before || !change(session, parameter, &changed))
		return;
	result_init(&result, changed.catalog);
	study_solve(session->study, &changed, session->today, &result);
	shown = session_row(session, before);
	place = session_find(session, &result, &shown);
	topic_influence(out, session->study, &session->scenario, &changed, parameter, before,
		place < 0 ? NULL : &result.rows[place]);
	result_release(&result);
}

void topic_open_metric(struct session *session, enum metric metric)
{
	topic_metric(page_begin(session), session->study, &session->scenario, metric, session_answer(session),
		(struct report_style){ .color = false, .ascii = session->ascii });
	page_show(session, _(metric_row(metric)->title));
}

void topic_open_parameter(struct session *session, enum parameter parameter)
{
	struct text *page = page_begin(session);

	topic_parameter(page, session->study, &session->scenario, &session->defaults, parameter);
	write_influence(session, parameter, page);
	page_show(session, _(parameter_row(parameter)->label));
}

/* The figure in focus; -1: there is none. */
static int focused_metric(const struct session *session)
{
	switch (session->view) {
	case VIEW_EXPLAIN: return explain_metric(&session->views->explain.figures);
	case VIEW_COMPARE: return compare_metric(session);
	case VIEW_WORKBENCH: return session->sort_metric < 0 ? METRIC_MTOK_OUTPUT : session->sort_metric;
	default: return -1;
	}
}

void act_topic(struct session *session)
{
	int metric = focused_metric(session);

	if (session->view == VIEW_WORKBENCH && session->panel != PANEL_TABLE)
		topic_open_parameter(session, session_parameter(session));
	else if (metric >= 0)
		topic_open_metric(session, (enum metric)metric);
	else
		act_help(session);
}

void act_glossary(struct session *session)
{
	topic_glossary(page_begin(session));
	page_show(session, _("Glossary"));
}
