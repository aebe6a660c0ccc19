/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner's state: its begin and end, parameters, selection, order. */
#include "tui/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "catalog/traffic_file.h"
#include "study/detail.h"
#include "study/scenario_text.h"

void session_init(struct session *session, const struct scenario *scenario, long today, bool ascii,
	const struct tables *tables, struct views *views)
{
	*session = (struct session){ .tables = tables,
		.views = views,
		.study = study_first(),
		.scenario = *scenario,
		.today = today,
		.sort_metric = scenario->sort_metric,
		.ascii = ascii };
	settings_init(&session->settings);
	session_defaults(session);
	theme_init(&session->theme, THEME_DEFAULT);
	result_init(&session->result, scenario->catalog);
	result_init(&session->lent, scenario->catalog);
	session->sensitivity = xcalloc(1, sizeof(*session->sensitivity));
	text_init(&session->clipboard);
	undo_init(&session->undo);
	list_set_count(&session->parameters, session_parameter_count(session));
	session_recalculate(session);
}

void session_release(struct session *session)
{
	result_release(&session->result);
	result_release(&session->lent);
	shown_release(&session->shown);
	sensitivity_release(session->sensitivity);
	free(session->sensitivity);
	text_release(&session->clipboard);
	undo_release(&session->undo);
}

void session_end_message(struct session *session)
{
	messages_keep(&session->messages, &session->message);
	session->message.text[0] = '\0';
}

enum view session_shown_view(const struct session *session)
{
	return session->view == VIEW_PROMPT ? session->under : session->view;
}

int session_parameter_count(const struct session *session)
{
	int count = 0;

	while (session->study->panel[count] != PARAMETER_COUNT)
		count++;
	return count;
}

enum parameter session_parameter(const struct session *session)
{
	return session->study->panel[session->parameters.selected];
}

const struct shown_row *session_line(const struct session *session)
{
	return shown_at(&session->shown, session->rows.selected);
}

const struct row *session_answer(const struct session *session)
{
	const struct shown_row *line = session_line(session);

	return line ? line->row : NULL;
}

/* Only what is looked at is worth the time. */
static void complete_selected(struct session *session)
{
	const struct shown_row *line = session_line(session);

	if (line && !line->alternative)
		study_detail(&session->scenario, session->today, &session->result, line->index);
}

void session_move_row(struct session *session, int rows)
{
	list_move(&session->rows, rows);
	complete_selected(session);
	session->selected = session_row(session, session_answer(session));
}

/* The line of the selected row; the first where it is not listed. */
static int selected_line(const struct session *session)
{
	for (int i = 0; session->selected.gpu && i < session->shown.count; i++)
		if (session_is_row(session, session->shown.lines[i].row, &session->selected))
			return i;
	return 0;
}

void session_list(struct session *session)
{
	const struct shown_row *before = session_line(session);
	int alternative = before ? before->alternative : 0, line;

	shown_fill(&session->shown, session->study, &session->scenario, &session->result);
	line = selected_line(session);
	/* The same place below an unfolded row. */
	if (alternative && alternative <= session->shown.alternatives)
		line += alternative;
	list_set_count(&session->rows, session->shown.count);
	/* A table that was scrolled stays so as long as the same row is selected. */
	if (line != session->rows.selected)
		list_select(&session->rows, line);
	complete_selected(session);
}

void session_focus(struct session *session, enum panel panel)
{
	if (panel == session->panel)
		return;
	session->panel = panel;
	session->selected = session_row(session, panel == PANEL_TABLE ? session_answer(session) : NULL);
}

struct undo_state session_state(const struct session *session)
{
	struct undo_state state = { session->scenario, session->sort_metric, session->sort_reversed, session->study,
		session->selected, { { .known = false } } };

	memcpy(state.loads, session->loads, sizeof(state.loads));
	return state;
}

double session_value(const struct session *session, enum parameter parameter)
{
	const struct row *answer = session_answer(session);
	double given = scenario_number(&session->scenario, parameter);

	if (!isnan(given))
		return given;
	if (!session->study->stands_for)
		return NAN;
	return session->study->stands_for(&session->scenario, parameter, answer ? answer->deployment.gpu : NULL);
}

struct row_id session_row(const struct session *session, const struct row *answer)
{
	if (!answer)
		return (struct row_id){ .gpu = NULL };
	return (struct row_id){
		answer->deployment.gpu,
		session->study->by_provider && answer->offer ? answer->offer->provider : NULL,
		session->study->by_purchase && answer->offer ? (int)answer->offer->purchase : -1,
	};
}

bool session_is_row(const struct session *session, const struct row *answer, const struct row_id *id)
{
	struct row_id row = session_row(session, answer);

	return row.gpu == id->gpu && row.provider == id->provider && row.purchase == id->purchase;
}

int session_find(const struct session *session, const struct result *result, const struct row_id *id)
{
	for (int i = 0; i < result->count; i++)
		if (session_is_row(session, &result->rows[i], id))
			return i;
	return -1;
}

void session_show_study(struct session *session, const struct study *study)
{
	const struct tab *tab;

	if (study == session->study)
		return;
	session->tabs[study_place(session->study)] = (struct tab){ true, session->parameters, session->rows,
		session->selected, session->sort_metric, session->sort_reversed };
	session->study = study;
	session->retold = true;
	/* What these show is of a row that the new table does not have. */
	if (session->view == VIEW_EXPLAIN || session->view == VIEW_COMPARE)
		session->view = VIEW_WORKBENCH;
	memset(session->marked, 0, sizeof(session->marked));
	tab = &session->tabs[study_place(study)];
	session->parameters = tab->parameters;
	list_set_count(&session->parameters, session_parameter_count(session));
	session->rows = tab->rows;
	session->selected = tab->selected;
	session->sort_metric = tab->known ? tab->sort_metric : -1;
	session->sort_reversed = tab->sort_reversed;
	session->shown.unfolded = NULL;
}

struct scenario_load session_load(const struct session *session, const struct study *study)
{
	if (study == session->study)
		return scenario_load_of(&session->scenario);
	return session->loads[study_place(study)].known ? session->loads[study_place(study)]
							: scenario_load_of(&session->defaults);
}

struct scenario session_scenario_of(const struct session *session, const struct study *study)
{
	struct scenario_load load = session_load(session, study);
	struct scenario s = session->scenario;

	scenario_set_load(&s, &load);
	return s;
}

void session_enter_study(struct session *session, const struct study *study)
{
	const struct study *from = session->study;
	struct scenario_load load = session_load(session, study);

	session->loads[study_place(from)] = scenario_load_of(&session->scenario);
	session_show_study(session, study);
	scenario_set_load(&session->scenario, &load);
}

void session_open_study(struct session *session, const struct study *study)
{
	session_enter_study(session, study);
	session_recalculate(session);
}

/* For undo. */
static void record(struct session *session)
{
	struct undo_state now = session_state(session);

	undo_record(&session->undo, &now);
}

/* A change that lets another GPU lead is told once. */
static void watch_leader(struct session *session)
{
	struct row_id now = session_row(session, result_best(&session->result));

	session->turned = session->turned ||
		(session->leader.gpu && now.gpu && now.gpu != session->leader.gpu && !session->retold);
	session->retold = false;
	session->leader = now;
}

void session_recalculate(struct session *session)
{
	struct result *r = &session->result;

	session->calculations++;
	session->stale = false;
	study_adopt(session->study, &session->scenario);
	study_adopt(session->study, &session->defaults);
	study_solve(session->study, &session->scenario, session->today, r);
	watch_leader(session);
	sensitivity_start(session->sensitivity, session->study, &session->scenario, session_parameter(session));
	result_sort(r, session->sort_metric, session->sort_reversed);
	session_list(session);
	record(session);
}

void session_catch_up(struct session *session)
{
	if (session->stale)
		session_recalculate(session);
}

void session_count(struct session *session)
{
	const struct list *list = &session->rows;

	for (int i = list->top; i < list->top + list->page && session->study->count; i++) {
		const struct shown_row *line = shown_at(&session->shown, i);

		if (line && !line->alternative && isnan(replica_of(line->row)->users_within) &&
			line->row->provenance != PROVENANCE_NONE)
			session->study->count(&session->scenario, &session->result.rows[line->index]);
	}
}

static enum parameter neighbour_parameter(const struct session *session, int i)
{
	enum parameter p = i == 0 ? session_parameter(session) : allowances[i - 1];

	return parameter_listed(session->study->panel, p) ? p : PARAMETER_COUNT;
}

static bool look_around(struct session *session)
{
	for (int i = 0; i < SESSION_NEIGHBOURS; i++) {
		struct neighbours *n = &session->neighbours[i];

		neighbours_start(n, session->study, &session->scenario, neighbour_parameter(session, i));
		if (neighbours_advance(n, session->today, &session->lent))
			return true;
	}
	return false;
}

const struct neighbours *session_neighbours(const struct session *session, enum parameter parameter)
{
	for (int i = 0; i < SESSION_NEIGHBOURS; i++) {
		const struct neighbours *n = &session->neighbours[i];

		if (n->study == session->study && neighbours_known(n, parameter))
			return n;
	}
	return NULL;
}

bool session_idle(struct session *session)
{
	session_catch_up(session);
	return sensitivity_advance(session->sensitivity) || look_around(session);
}

/* Messages are written for the command line: the panel knows the labels of parameters, not options. */
static void name_by_label(struct error *message, enum parameter parameter)
{
	const char *name = parameter_row(parameter)->name;
	size_t length = strlen(name);
	struct error told = *message;

	if (strncmp(told.text, "--", 2) != 0)
		return;
	if (strncmp(told.text + 2, name, length) == 0 && told.text[2 + length] == ':')
		error_set(message, told.status, "%s%s", _(parameter_row(parameter)->label), told.text + 2 + length);
	else
		error_set(message, told.status, "%s", told.text + 2);
}

/* Takes the changed scenario if it holds together. */
static bool accept(struct session *session, struct scenario *changed, enum parameter parameter, enum status status)
{
	if (status == STATUS_OK) {
		scenario_reconcile(changed, parameter);
		status = scenario_check(changed, &session->message);
	}
	if (status != STATUS_OK) {
		session->undo.sliding = -1;
		name_by_label(&session->message, parameter);
		return false;
	}
	session->scenario = *changed;
	if (session->changing)
		return true;
	/* A step of a slider that others may follow. */
	if (session->hurried && session->undo.sliding >= 0) {
		session->stale = true;
		record(session);
	} else {
		session_recalculate(session);
	}
	return true;
}

void session_begin_change(struct session *session)
{
	session->changing = true;
}

void session_end_change(struct session *session)
{
	session->changing = false;
	session->undo.sliding = -1;
	session_recalculate(session);
}

/* A set is replaced by what was chosen: one thing, or several with commas between. */
static enum status set_all(struct scenario *s, enum parameter parameter, const char *text, struct error *error)
{
	FREED char *copy = xstrdup(text);
	char *item = copy;
	enum status status;
	size_t n;

	scenario_clear(s, parameter);
	do {
		char *next;

		n = strcspn(item, ",");
		next = item[n] ? item + n + 1 : NULL;
		item[n] = '\0';
		status = scenario_set(s, parameter, item, error);
		item = next;
	} while (item && status == STATUS_OK);
	return status;
}

/* The name of a file stands for the rates in it. */
static bool set_traffic(struct session *session, const char *path)
{
	struct scenario changed = session->scenario;
	TEXT(rates);

	return traffic_read_file(path, &rates, &session->message) == STATUS_OK &&
		accept(session, &changed, PARAMETER_TRAFFIC,
			scenario_set(&changed, PARAMETER_TRAFFIC, rates.data, &session->message));
}

bool session_set(struct session *session, enum parameter parameter, const char *text)
{
	struct scenario changed = session->scenario;
	bool set = parameter_row(parameter)->form == PARAMETER_SET_FORM;

	/* What is not given by default can be not given again. */
	if ((set || parameter == PARAMETER_TRAFFIC || parameter == PARAMETER_REGION) && strcmp(text, "auto") == 0)
		return session_set_default(session, parameter);
	if (parameter == PARAMETER_TRAFFIC && traffic_is_file(text))
		return set_traffic(session, text);
	return accept(session, &changed, parameter,
		(set ? set_all : scenario_set)(&changed, parameter, text, &session->message));
}

bool session_set_number(struct session *session, enum parameter parameter, double value)
{
	struct scenario changed = session->scenario;

	session->undo.sliding = (int)parameter;
	return accept(session, &changed, parameter, scenario_set_number(&changed, parameter, value, &session->message));
}

bool session_set_generic(struct session *session, const char *params, const char *active)
{
	struct scenario changed = session->scenario;
	enum status status = scenario_set(&changed, PARAMETER_PARAMS, params, &session->message);

	scenario_clear(&changed, PARAMETER_ACTIVE);
	if (status == STATUS_OK && active)
		status = scenario_set(&changed, PARAMETER_ACTIVE, active, &session->message);
	return accept(session, &changed, PARAMETER_MODEL, status);
}

void session_defaults(struct session *session)
{
	struct error ignored;

	session->defaults = session->scenario;
	if (scenario_init(&session->defaults, session->scenario.catalog, &ignored) != STATUS_OK)
		return;
	session->defaults.now = session->scenario.now;
	session->defaults.reader = session->scenario.reader;
	session->defaults.measured = session->scenario.measured;
	settings_apply(&session->settings, &session->defaults, NULL);
}

bool session_set_default(struct session *session, enum parameter parameter)
{
	struct scenario changed = session->scenario;
	const char *preset = settings_preset(&session->settings, parameter);
	struct error ignored = { 0 };

	scenario_set_default(&changed, parameter, &ignored);
	if (preset && parameter_row(parameter)->form == PARAMETER_SET_FORM)
		scenario_clear(&changed, parameter);
	if (preset)
		settings_set_value(&changed, parameter, preset, &ignored);
	return accept(session, &changed, parameter, STATUS_OK);
}
