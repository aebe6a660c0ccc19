/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topic help: opens pages that the report layer writes. */
#include "tui/views/topic.h"

#include <math.h>

#include "base/i18n.h"
#include "study/scenario_text.h"
#include "study/study.h"
#include "report/topic.h"
#include "tui/views/page.h"
#include "tui/views/parameters.h"

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
	const struct row *before = session_answer(session), *after = NULL;
	struct scenario changed;
	struct result result;

	if (!before || !change(session, parameter, &changed))
		return;
	result_init(&result, changed.catalog);
	study_solve(session->study, &changed, session->today, &result);
	for (int i = 0; i < result.count; i++) {
		struct row_id row = session_row(session, &result.rows[i]);
		struct row_id shown = session_row(session, before);

		if (row.gpu == shown.gpu && row.provider == shown.provider)
			after = &result.rows[i];
	}
	topic_influence(out, &session->scenario, &changed, parameter, before, after);
	result_release(&result);
}

void topic_open_metric(struct session *session, enum metric metric)
{
	topic_metric(page_begin(session), &session->scenario, metric, session_answer(session),
		(struct report_style){ .color = false, .ascii = session->ascii });
	page_show(session, _("Help"));
}

void topic_open_parameter(struct session *session, enum parameter parameter)
{
	struct text *page = page_begin(session);

	topic_parameter(page, &session->scenario, &session->defaults, parameter);
	write_influence(session, parameter, page);
	page_show(session, _("Help"));
}

void act_topic(struct session *session)
{
	int metric = session->sort_metric < 0 ? METRIC_MTOK_OUTPUT : session->sort_metric;

	if (session->panel == PANEL_TABLE)
		topic_open_metric(session, (enum metric)metric);
	else
		topic_open_parameter(session, session_parameter(session));
}

void act_glossary(struct session *session)
{
	topic_glossary(page_begin(session));
	page_show(session, _("Glossary"));
}
