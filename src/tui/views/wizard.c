/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview's place on the screen: cursor, typed answer, what keys do. */
#include "tui/views/wizard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "study/interview_answer.h"
#include "study/scenario_text.h"
#include "report/interview.h"
#include "report/recommendation.h"
#include "tui/newcomer.h"
#include "tui/views/number_slider.h"
#include "tui/views/views.h"

bool wizard_on_typed_row(const struct wizard *w)
{
	return w->list.selected == w->choice_count;
}

static bool on_list_row(const struct wizard *w)
{
	return w->list.selected == w->choice_count + 1;
}

bool wizard_can_type(const struct wizard *w)
{
	return question_row(w->iv.current)->typed != TYPED_NOTHING;
}

/* Only models are so many that they need a list of their own. */
bool wizard_has_list(const struct wizard *w)
{
	return question_row(w->iv.current)->typed == TYPED_MODEL;
}

bool wizard_has_number(const struct wizard *w)
{
	enum parameter parameter = interview_parameter(w->iv.current);

	return question_row(w->iv.current)->typed == TYPED_NUMBER && parameter_row(parameter)->stops;
}

bool wizard_on_number(const struct wizard *w)
{
	return wizard_on_typed_row(w) && wizard_has_number(w);
}

struct slider wizard_slider(const struct wizard *w)
{
	enum parameter parameter = interview_parameter(w->iv.current);
	const struct scenario *s = &w->iv.outlook_scenario;

	return number_slider(s, parameter, scenario_number(s, parameter));
}

struct turn wizard_turn(const struct session *session, bool up)
{
	const struct wizard *w = session->views->wizard;
	const struct outcome *outcome = &w->iv.outlook;
	double value = wizard_has_number(w) ? wizard_slider(w).value : (double)NAN;

	if (isnan(value))
		return (struct turn){ .to = NULL };
	return (up ? turn_above : turn_below)(session->sensitivity, interview_parameter(w->iv.current), value,
		outcome->known && outcome->meets ? &outcome->best.row : NULL);
}

bool wizard_nothing_else(const struct wizard *w)
{
	if (w->list.selected < w->choice_count)
		return w->choices[w->list.selected] == interview_choice(&w->iv, w->iv.current);
	return !wizard_on_typed_row(w) || !w->field.length ||
		strcmp(w->field.text, w->iv.answers[w->iv.current].typed) == 0;
}

bool wizard_at_end(const struct wizard *w)
{
	return w && w->iv.current == QUESTION_COUNT;
}

/* A file is read when the answer is taken, not at every letter of its name. */
static bool names_file(const struct wizard *w)
{
	return wizard_has_list(w) && strchr("/.~", w->field.text[0]);
}

/* Shows what the answer under the cursor would bring. */
static void look(struct wizard *w)
{
	struct error *trouble = &w->trouble;

	trouble->text[0] = '\0';
	if (w->list.selected < w->choice_count)
		interview_try(&w->iv, w->choices[w->list.selected], "", trouble);
	else if (wizard_on_typed_row(w) && w->field.length && !names_file(w))
		interview_try(&w->iv, NULL, w->field.text, trouble);
	else
		interview_look_at_present(&w->iv);
}

/* A form feed makes the title of what follows. */
static void write_answers(const struct interview *iv, struct text *out)
{
	text_addf(out, "\f%s\n", _("Your answers"));
	for (int i = 0; i < QUESTION_COUNT; i++) {
		if (!interview_asks(iv, (enum question)i))
			continue;
		text_addf(out, "%s\t", _(question_row((enum question)i)->topic));
		label_interview_answer(out, iv, (enum question)i);
		text_add_char(out, '\n');
	}
}

static void show_end(struct session *session)
{
	struct text *page = page_begin(session);

	report_recommendation(page, &session->views->wizard->iv, "", true);
	write_answers(&session->views->wizard->iv, page);
	session->views->page.title = _("Recommendation");
	session->views->page.top = 0;
}

/* The cursor on the answer that stands. */
static void enter_question(struct session *session)
{
	struct wizard *w = session->views->wizard;
	const struct choice_row *choice;

	if (wizard_at_end(w)) {
		show_end(session);
		return;
	}
	if (wizard_has_number(w))
		sensitivity_start(session->sensitivity, interview_study(&w->iv), &w->iv.scenario,
			interview_parameter(w->iv.current));
	w->choice_count = interview_choices(&w->iv, w->iv.current, w->choices);
	choice = interview_choice(&w->iv, w->iv.current);
	list_set_count(&w->list, w->choice_count + wizard_can_type(w) + wizard_has_list(w));
	field_set(&w->field, w->iv.answers[w->iv.current].typed);
	/* What was typed can be edited; a number has its slider. */
	w->typing = w->field.length > 0 && !wizard_has_number(w);
	w->digit = 0;
	list_select(&w->list, w->choice_count);
	for (int i = 0; i < w->choice_count; i++)
		if (w->choices[i] == choice)
			list_select(&w->list, i);
	look(w);
}

void wizard_open(struct session *session, const struct parameter_set *settled)
{
	const struct study *study = session->study->questions ? session->study : study_with_questions();
	struct scenario asked = session_scenario_of(session, study);
	struct wizard *w;

	wizard_close(session);
	w = xcalloc(1, sizeof(*w));
	if (interview_init(&w->iv, study, &asked, settled, session->today, &session->message) != STATUS_OK) {
		interview_release(&w->iv);
		free(w);
		return;
	}
	session->views->wizard = w;
	session->view = VIEW_WIZARD;
	enter_question(session);
}

void wizard_begin(struct session *session)
{
	wizard_open(session, NULL);
}

void wizard_close(struct session *session)
{
	if (!session->views->wizard)
		return;
	interview_release(&session->views->wizard->iv);
	free(session->views->wizard);
	session->views->wizard = NULL;
	session->view = VIEW_WORKBENCH;
	/* The panels' own search again, if a number of a question had its. */
	sensitivity_start(session->sensitivity, session->study, &session->scenario, session_parameter(session));
}

void wizard_move(struct session *session, int rows)
{
	struct wizard *w = session->views->wizard;

	if (!list_move(&w->list, rows))
		return;
	w->typing = w->field.length > 0 && !wizard_has_number(w);
	/* A number that was not typed goes on from where the cursor was. */
	if (wizard_on_number(w))
		wizard_slide(session, 0);
	else
		look(w);
}

void wizard_slide(struct session *session, int steps)
{
	struct wizard *w = session->views->wizard;
	const struct parameter_row *row = parameter_row(interview_parameter(w->iv.current));
	struct slider slider = wizard_slider(w);
	double value = isnan(slider.value) ? slider.low : slider.value;
	TEXT(text);

	if (steps)
		value = slider_step(&slider, value, steps);
	if (isinf(value))
		text_add(&text, row->endless);
	else
		quantity_format(&text, value, row->quantity, 6);
	field_set(&w->field, text.data);
	w->typing = false;
	list_select(&w->list, w->choice_count);
	look(w);
}

/* Puts the model that was picked from the list into the typed answer. */
static void picked(struct session *session, const char *value)
{
	struct wizard *w = session->views->wizard;

	session->view = VIEW_WIZARD;
	if (!value)
		return;
	list_select(&w->list, w->choice_count);
	field_set(&w->field, value);
	w->typing = true;
	look(w);
}

void wizard_next(struct session *session)
{
	struct wizard *w = session->views->wizard;
	struct outcome before = w->iv.present;
	const struct choice_row *choice = w->list.selected < w->choice_count ? w->choices[w->list.selected] : NULL;

	if (on_list_row(w)) {
		picker_open(session, PARAMETER_MODEL, picked);
		picker_ask(session, interview_study(&w->iv), &w->iv.scenario);
		return;
	}
	if (!choice && !w->field.length) {
		error_set(&session->message, STATUS_USAGE, _("Type %s"), _(question_row(w->iv.current)->hint));
		return;
	}
	if (interview_take(&w->iv, choice, choice ? "" : w->field.text, &session->message) != STATUS_OK)
		return;
	w->previous = before;
	enter_question(session);
}

void wizard_back(struct session *session)
{
	if (interview_back(&session->views->wizard->iv))
		enter_question(session);
}

void wizard_ask_all(struct session *session)
{
	struct interview *iv = &session->views->wizard->iv;

	interview_ask_all(iv, !iv->all);
	enter_question(session);
}

void wizard_take(struct session *session)
{
	session_enter_study(session, interview_study(&session->views->wizard->iv));
	session->scenario = session->views->wizard->iv.scenario;
	session->sort_metric = session->scenario.sort_metric;
	session->sort_reversed = false;
	session->selected = (struct row_id){ .gpu = NULL };
	wizard_close(session);
	session_recalculate(session);
	newcomer_end(session);
	error_set(&session->message, STATUS_OK, _("The answers are the plan now; every slider can still change them."));
}

/* The number of a choice puts the cursor on it. */
static bool choose(struct wizard *w, int code)
{
	int place = code - '1';

	if (place < 0 || place >= w->choice_count || wizard_on_typed_row(w))
		return false;
	list_select(&w->list, place);
	look(w);
	return true;
}

/* The digit that was taken for the number of a choice was the first one of this. */
static void begin_typing(struct wizard *w, int digit, struct key key)
{
	char first[] = { (char)digit, '\0' };

	list_select(&w->list, w->choice_count);
	field_set(&w->field, first);
	field_key(&w->field, key);
	w->typing = true;
	look(w);
}

bool wizard_key(struct session *session, struct key key)
{
	struct wizard *w = session->views->wizard;
	int digit = w->digit;

	if (wizard_at_end(w))
		return false;
	w->digit = 0;
	if (w->typing && wizard_on_typed_row(w)) {
		if (!field_key(&w->field, key))
			return false;
		w->typing = w->field.length > 0;
		look(w);
		return true;
	}
	if (!key_is_text(key))
		return false;
	if (!(digit && wizard_can_type(w)) && choose(w, key.code))
		w->digit = key.code;
	/* A blank at its start would make an answer that cannot be seen. */
	else if (wizard_can_type(w) && key.code != KEYCODE_SPACE)
		begin_typing(w, digit, key);
	return true;
}

void wizard_paste(struct session *session, const char *text)
{
	struct wizard *w = session->views->wizard;

	if (wizard_at_end(w) || !wizard_can_type(w))
		return;
	list_select(&w->list, w->choice_count);
	if (!w->typing)
		field_set(&w->field, "");
	w->typing = true;
	field_insert(&w->field, text);
	look(w);
}
