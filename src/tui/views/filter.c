/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What filters do to the session. */
#include "tui/views/filter.h"

#include "base/i18n.h"
#include "study/offer_filter.h"
#include "study/scenario_text.h"

void filter_rows(struct session *session, const char *words)
{
	field_set(&session->shown.filter, words);
	session_list(session);
}

void filter_follow(struct session *session, enum line_state state, const char *line)
{
	filter_rows(session, state == LINE_CANCELLED ? "" : line);
	if (state == LINE_TAKEN && line[0])
		session_focus(session, PANEL_TABLE);
}

void filter_say(const struct session *session, struct text *out)
{
	text_addf(out, _("%d of %d    looks in names, providers, verdicts, reasons"), session->shown.matched,
		session->result.count);
}

static bool is_set(const struct scenario *s, enum parameter parameter)
{
	return parameter_listed(offer_filters, parameter) ? offer_filter_set(s, parameter)
		: parameter == PARAMETER_GPU              ? s->gpus.count > 0
							  : false;
}

void act_filter_first(struct session *session)
{
	for (int i = 0; session->study->panel[i] != PARAMETER_COUNT; i++) {
		if (!is_set(&session->scenario, session->study->panel[i]))
			continue;
		session_focus(session, PANEL_PARAMETERS);
		list_select(&session->parameters, i);
		return;
	}
	error_set(&session->message, STATUS_OK,
		_("No filter is set: Region, Offers, GPU and others of the panel filter."));
}

static void take_off(struct session *session)
{
	struct scenario changed = session->scenario;
	struct error ignored = { 0 };
	bool any = false;

	for (int i = 0; session->study->panel[i] != PARAMETER_COUNT; i++) {
		enum parameter p = session->study->panel[i];

		if (!is_set(&changed, p))
			continue;
		any = true;
		if (scenario_set_default(&changed, p, &ignored) == STATUS_OK)
			scenario_clear(&changed, p);
	}
	if (!any) {
		error_set(&session->message, STATUS_OK, _("No filter is set."));
		return;
	}
	session->filtered = session->scenario;
	session->filters_off = true;
	session->scenario = changed;
	session_recalculate(session);
	error_set(&session->message, STATUS_OK, _("All filters are off; F puts them on again."));
}

static void put_on(struct session *session)
{
	struct error ignored = { 0 };

	session_begin_change(session);
	for (int i = 0; session->study->panel[i] != PARAMETER_COUNT; i++) {
		enum parameter p = session->study->panel[i];
		TEXT(value);

		if (!is_set(&session->filtered, p))
			continue;
		scenario_text(&session->filtered, p, &value);
		if (!session_set(session, p, value.data))
			session->message = ignored;
	}
	session_end_change(session);
	session->filters_off = false;
}

void act_filters(struct session *session)
{
	if (session->filters_off)
		put_on(session);
	else
		take_off(session);
}
