/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the actions do. */
#include "tui/actions.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "study/scenario_text.h"
#include "study/fleet_bill.h"
#include "study/study_word.h"
#include "study/turn.h"
#include "tui/views/answers.h"
#include "tui/views/explain.h"
#include "tui/views/filter.h"
#include "tui/views/topic.h"
#include "tui/views/parameters.h"
#include "tui/views/views.h"

/* Changes that a message tells one by one. */
enum { TOLD_CHANGES = 3 };

static void step_choice(struct session *session, enum parameter parameter, int steps)
{
	const char *const *words = parameter_choices(parameter);
	int count = 0, index = (int)session->scenario.number[parameter];

	while (words[count])
		count++;
	session_set(session, parameter, words[(index + (steps > 0 ? 1 : count - 1)) % count]);
}

/* What has no stops and no list is typed as a command, which completes names of files. */
static void type_text(struct session *session, enum parameter parameter)
{
	TEXT(line);

	text_addf(&line, "%s ", study_parameter_name(session->study, parameter));
	prompt_open_command(session, line.data);
}

void act_step(struct session *session, int steps)
{
	enum parameter parameter = session_parameter(session);
	struct slider slider;

	switch (parameter_row(parameter)->form) {
	case PARAMETER_NUMBER_FORM:
		slider = parameters_slider(session, parameter);
		session_set_number(session, parameter, slider_step(&slider, slider.value, steps));
		break;
	case PARAMETER_CHOICE_FORM: step_choice(session, parameter, steps); break;
	case PARAMETER_TEXT_FORM: type_text(session, parameter); break;
	default: picker_step(session, parameter, steps > 0 ? 1 : -1); break;
	}
}

void act_jump(struct session *session, int direction)
{
	enum parameter parameter = session_parameter(session);
	const struct row *best = result_best(&session->result);
	double value = session_value(session, parameter);
	struct turn turn;

	if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || isnan(value))
		return;
	/* While they are not known the turns are those of another question. */
	if (!sensitivity_of(session->sensitivity, parameter)->known) {
		error_set(&session->message, STATUS_OK, _("Not known yet: one moment."));
		return;
	}
	turn = (direction < 0 ? turn_below : turn_above)(session->sensitivity, parameter, value, best);
	if (turn.to)
		session_set_number(session, parameter, turn.value);
	else
		error_set(&session->message, STATUS_OK,
			direction < 0 ? _("The same leads at every value below.")
				      : _("The same leads at every value above."));
}

void act_default(struct session *session)
{
	session_set_default(session, session_parameter(session));
}

void act_type(struct session *session, const char *text)
{
	if (parameter_row(session_parameter(session))->form != PARAMETER_NUMBER_FORM)
		return;
	field_set(&session->entry, text);
	session->view = VIEW_ENTRY;
}

void act_edit(struct session *session)
{
	enum parameter parameter = session_parameter(session);

	if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM)
		act_type(session, "");
	else if (parameter_row(parameter)->form == PARAMETER_TEXT_FORM)
		type_text(session, parameter);
	else
		picker_open(session, parameter, NULL);
}

void act_parameter_go(struct session *session, int parameter)
{
	enum parameter_form form = parameter_row((enum parameter)parameter)->form;

	for (int i = 0; i < session_parameter_count(session); i++) {
		if ((int)session->study->panel[i] != parameter)
			continue;
		session_focus(session, PANEL_PARAMETERS);
		list_select(&session->parameters, i);
		return;
	}
	if (form == PARAMETER_NUMBER_FORM || form == PARAMETER_TEXT_FORM)
		type_text(session, (enum parameter)parameter);
	else
		picker_open(session, (enum parameter)parameter, NULL);
}

/* A value that is refused: first what is allowed, then what is wrong with it. */
static void tell_range(struct session *session, enum parameter parameter, const char *typed)
{
	const char *label = _(parameter_row(parameter)->label), *why = session->message.text;
	TEXT(range);

	text_addf(&range, "%s: ", label);
	parameters_span(session, parameter, &range);
	if (strncmp(why, label, strlen(label)) == 0 && why[strlen(label)] == ':')
		why += strlen(label) + 2;
	switch (parameters_typed(parameter, typed)) {
	case TYPED_NO_NUMBER: text_addf(&range, "; %s", why); break;
	case TYPED_OUTSIDE: text_addf(&range, _("; %s is outside"), typed); break;
	default: return;
	}
	error_set(&session->message, session->message.status, "%s", range.data);
}

/* What was typed stays where it is refused. */
void act_entry_take(struct session *session)
{
	if (session->view == VIEW_SETTING_ENTRY) {
		settings_take_entry(session);
		return;
	}
	if (session->entry.length && !session_set(session, session_parameter(session), session->entry.text))
		tell_range(session, session_parameter(session), session->entry.text);
	else
		session->view = VIEW_WORKBENCH;
}

void act_parameter(struct session *session, int rows)
{
	list_move(&session->parameters, rows);
}

void act_parameter_page(struct session *session, int pages)
{
	list_move(&session->parameters, pages * list_step(&session->parameters));
}

void act_back(struct session *session)
{
	if (session->shown.unfolded) {
		session->shown.unfolded = NULL;
		session_list(session);
	} else if (session->shown.filter.length) {
		filter_rows(session, "");
	} else {
		session_focus(session, PANEL_PARAMETERS);
	}
}

void act_page(struct session *session, int pages)
{
	session_move_row(session, pages * list_step(&session->rows));
}

/* What the figures say that order the table now. */
static void tell_order(struct session *session)
{
	if (session->sort_metric < 0)
		error_set(&session->message, STATUS_OK, _("Ranked: what meets the goals first, by cost."));
	else
		error_set(&session->message, STATUS_OK, "%s: %s", label_title((enum metric)session->sort_metric),
			_(metric_row((enum metric)session->sort_metric)->help));
}

void act_sort(struct session *session, int columns)
{
	session->sort_metric = answers_next_sort(session, columns);
	session->sort_reversed = false;
	session_recalculate(session);
	tell_order(session);
}

void act_sort_reverse(struct session *session)
{
	session->sort_reversed = !session->sort_reversed;
	session_recalculate(session);
}

void act_sort_column(struct session *session, int column)
{
	int metric = answers_sort_metric(session, column);

	if (metric < 0)
		return;
	session->sort_reversed = metric == session->sort_metric && !session->sort_reversed;
	session->sort_metric = metric;
	session_recalculate(session);
	tell_order(session);
}

void act_panel(struct session *session)
{
	session_focus(session, session->panel == PANEL_TABLE ? PANEL_PARAMETERS : PANEL_TABLE);
}

void act_study(struct session *session, int steps)
{
	int count = study_count(), shown = study_place(session->study);

	session_open_study(session, study_at((shown + steps + count) % count));
}

void act_study_choose(struct session *session, int study)
{
	session_open_study(session, study_at(study));
}

void act_model(struct session *session)
{
	enum parameter parameter;

	/* What the study calls so: pictures and sound have models of their own. */
	if (study_parameter_from_name(session->study, "model", &parameter))
		picker_open(session, parameter, NULL);
}

void act_reset(struct session *session)
{
	session->scenario = session->defaults;
	memset(session->loads, 0, sizeof(session->loads));
	session->sort_metric = -1;
	session->sort_reversed = false;
	session_recalculate(session);
}

void act_close(struct session *session)
{
	if (session->view == VIEW_SETTING_ENTRY)
		session->view = VIEW_SETTINGS;
	else if (session->view == VIEW_TEXT)
		page_close(session);
	else if (session->view == VIEW_COMPARE)
		session->view = session->views->compare.back;
	else
		session->view = session->views->wizard ? VIEW_WIZARD : VIEW_WORKBENCH;
}

void act_redraw(struct session *session)
{
	session->redraw = true;
}

void act_quit(struct session *session, int at_once)
{
	bool again = session->quit_key != 0 && session->quit_key + 1 == session->keys;

	session->quit = at_once || again || !plan_file_changed(session);
	session->quit_key = session->keys;
	if (!session->quit)
		error_set(&session->message, STATUS_USAGE,
			_("%s has changes that are not saved: W saves, q again leaves"), path_name(session->plan.path));
}

static void tell_change(struct text *out, const struct scenario *s, enum parameter parameter)
{
	size_t before;

	text_addf(out, "%s%s ", out->length ? ", " : "", _(parameter_row(parameter)->label));
	before = out->length;
	if (parameter == PARAMETER_MODEL && s->model)
		text_add(out, s->model->short_name);
	else
		scenario_text(s, parameter, out);
	if (out->length == before)
		text_add_char(out, '-');
}

/* The values that hold now, where they differ from those before. */
static void tell_changes(struct text *out, const struct undo_state *before, const struct session *session)
{
	const struct scenario *now = &session->scenario;
	int changes = 0;

	/* The tabs differ in load, too: the tab says enough. */
	if (before->study != session->study) {
		text_addf(out, _("tab %s"), _(session->study->title));
		return;
	}
	for (int i = 0; i < parameter_count(); i++) {
		if (scenario_same(&before->scenario, now, parameter_at(i)))
			continue;
		if (changes++ < TOLD_CHANGES)
			tell_change(out, now, parameter_at(i));
	}
	if (changes > TOLD_CHANGES)
		text_addf(out, _(", %d more"), changes - TOLD_CHANGES);
	if (before->sort_metric == session->sort_metric && before->sort_reversed == session->sort_reversed)
		return;
	text_add(out, out->length ? ", " : "");
	if (session->sort_metric < 0)
		text_add(out, _("order by rank"));
	else
		text_addf(out, _("order by %s"), _(metric_row((enum metric)session->sort_metric)->title));
	if (session->sort_reversed)
		text_add(out, _(", backwards"));
}

void act_undo(struct session *session, int steps)
{
	struct undo_state before = session_state(session);
	const struct undo_state *state = undo_step(&session->undo, steps, session->selected);
	TEXT(changes);

	if (!state) {
		error_set(
			&session->message, STATUS_OK, "%s", steps < 0 ? _("Nothing to undo.") : _("Nothing to redo."));
		return;
	}
	session_show_study(session, state->study);
	session->scenario = state->scenario;
	memcpy(session->loads, state->loads, sizeof(session->loads));
	session->sort_metric = state->sort_metric;
	session->sort_reversed = state->sort_reversed;
	/* Outside the table the best one is shown, whatever was selected in it. */
	if (session->panel == PANEL_TABLE && state->selected.gpu)
		session->selected = state->selected;
	session_recalculate(session);
	tell_changes(&changes, &before, session);
	error_set(&session->message, STATUS_OK, steps < 0 ? _("Undone, now: %s") : _("Redone, now: %s"), changes.data);
}

struct list *shown_list(struct session *session)
{
	struct views *views = session->views;

	switch (session->view) {
	case VIEW_PICKER: return &views->picker.list;
	case VIEW_SETTINGS: return &views->settings.list;
	case VIEW_COMPARE: return &views->compare.lines;
	case VIEW_EXPLAIN: return &views->explain.figures.list;
	case VIEW_WIZARD: return wizard_at_end(views->wizard) ? NULL : &views->wizard->list;
	default: return NULL;
	}
}

void act_line(struct session *session, int lines)
{
	struct list *list = shown_list(session);

	if (list)
		list_move(list, lines);
}

void act_line_page(struct session *session, int pages)
{
	struct list *list = shown_list(session);

	if (list)
		list_move(list, pages * list_step(list));
}

void act_copy(struct session *session)
{
	const struct row *answer = session_answer(session);

	if (!answer)
		return;
	text_clear(&session->clipboard);
	output_brief(&session->clipboard, session->study, &session->scenario, answer, session->today);
	error_set(&session->message, STATUS_OK,
		_("%s sent to the clipboard of the terminal (OSC 52), if it allows that"),
		answer->deployment.gpu->short_name);
}

/* What an alternative has that the row above it has not; false: a message says why not. */
static bool take_differences(struct session *session, const struct row *from, const struct row *to)
{
	const struct deployment *d = &to->deployment, *e = &from->deployment;
	double gpus = layout_gpus(&d->layout), replicas = deployment_replicas(d);
	bool taken = true;

	if (d->format != e->format && d->format)
		taken = taken && session_set(session, PARAMETER_WEIGHTS, d->format->id);
	if (gpus != layout_gpus(&e->layout))
		taken = taken && session_set_number(session, PARAMETER_GPUS, gpus);
	if (replicas != deployment_replicas(e))
		taken = taken && session_set_number(session, PARAMETER_REPLICAS, replicas);
	if (!to->offer || (from->offer && from->offer->purchase == to->offer->purchase))
		return taken;
	if (to->offer->purchase == PURCHASE_SPOT)
		taken = taken && session_set(session, PARAMETER_SPOT, "tolerant");
	return taken && session_set(session, PARAMETER_PURCHASE, row_purchase_id(to));
}

void act_enter_row(struct session *session)
{
	const struct shown_row *line = session_line(session);
	struct scenario before = session->scenario;
	const struct row *above;
	bool taken;

	if (!line || !line->alternative) {
		act_why(session);
		return;
	}
	above = &session->result.rows[line->index];
	session->shown.unfolded = NULL;
	session->selected = session_row(session, above);
	session_begin_change(session);
	taken = take_differences(session, above, line->row);
	if (!taken)
		session->scenario = before;
	session_end_change(session);
	if (taken)
		error_set(&session->message, STATUS_OK, _("Taken into the plan; u takes it back."));
}

void act_alternatives(struct session *session)
{
	const struct shown_row *line = session_line(session);
	struct shown *shown = &session->shown;

	if (!line || !session->study->alternatives) {
		error_set(&session->message, STATUS_USAGE, _("there is one answer of a GPU here"));
		return;
	}
	/* On another row they are unfolded there. */
	shown->unfolded = line->row->deployment.gpu == shown->unfolded ? NULL : line->row->deployment.gpu;
	session->selected = session_row(session, &session->result.rows[line->index]);
	session_list(session);
	if (shown->unfolded && shown->alternatives == 0) {
		shown->unfolded = NULL;
		error_set(&session->message, STATUS_OK, _("No other configuration of this GPU was judged."));
	}
}
