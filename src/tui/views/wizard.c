/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview's place on the screen: cursor, typed answer, what keys do. */
#include "config.h"

#include "tui/views/wizard.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "study/study.h"
#include "report/interview.h"
#include "tui/views/picker.h"

bool wizard_on_typed_row(const struct wizard *w)
{
	return w->list.selected == w->choice_count;
}

bool wizard_on_list_row(const struct wizard *w)
{
	return w->list.selected == w->choice_count + 1;
}

static bool can_type(const struct wizard *w)
{
	return question_row(w->iv.current)->typed != TYPED_NOTHING;
}

/* Only models are so many that they need a list of their own. */
static bool has_list(const struct wizard *w)
{
	return question_row(w->iv.current)->typed == TYPED_MODEL;
}

bool wizard_at_end(const struct session *session)
{
	return session->wizard && session->wizard->iv.current == QUESTION_COUNT;
}

/* A file is read when the answer is taken, not at every letter of its name. */
static bool names_file(const struct wizard *w)
{
	return question_row(w->iv.current)->typed == TYPED_MODEL && strchr("/.~", w->field.text[0]);
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
		w->iv.outlook = w->iv.present;
}

static void write_answers(const struct interview *iv, struct text *out)
{
	text_addf(out, "\n%s\n", _("Your answers"));
	for (int i = 0; i < QUESTION_COUNT; i++) {
		if (!interview_asks(iv, (enum question)i))
			continue;
		text_addf(out, "  %s  ", _(question_row((enum question)i)->text));
		words_interview_answer(out, iv, (enum question)i);
		text_add_char(out, '\n');
	}
}

static void show_end(struct session *session)
{
	text_clear(&session->page);
	report_recommendation(&session->page, &session->wizard->iv, "");
	write_answers(&session->wizard->iv, &session->page);
	session->page_title = _("Recommendation");
	session->page_top = 0;
}

/* The cursor on the answer that stands. */
static void enter_question(struct session *session)
{
	struct wizard *w = session->wizard;
	const struct choice_row *choice;

	if (wizard_at_end(session)) {
		show_end(session);
		return;
	}
	w->choice_count = interview_choices(&w->iv, w->iv.current, w->choices);
	choice = interview_choice(&w->iv, w->iv.current);
	list_set_count(&w->list, w->choice_count + can_type(w) + has_list(w));
	field_set(&w->field, w->iv.answers[w->iv.current].typed);
	list_select(&w->list, w->choice_count);
	for (int i = 0; i < w->choice_count; i++)
		if (w->choices[i] == choice)
			list_select(&w->list, i);
	look(w);
}

void wizard_open(struct session *session, const struct parameter_set *settled)
{
	struct scenario asked = session_scenario_of(session, study_of_replica());
	struct wizard *w;

	wizard_close(session);
	w = xcalloc(1, sizeof *w);
	if (interview_init(&w->iv, &asked, settled, session->today, &session->message) !=
	    STATUS_OK) {
		interview_release(&w->iv);
		free(w);
		return;
	}
	session->wizard = w;
	session->view = VIEW_WIZARD;
	enter_question(session);
}

void wizard_close(struct session *session)
{
	if (!session->wizard)
		return;
	interview_release(&session->wizard->iv);
	free(session->wizard);
	session->wizard = NULL;
	session->view = VIEW_WORKBENCH;
}

void wizard_move(struct session *session, int rows)
{
	if (list_move(&session->wizard->list, rows))
		look(session->wizard);
}

void wizard_next(struct session *session)
{
	struct wizard *w = session->wizard;
	struct outcome before = w->iv.present;
	const struct choice_row *choice =
		w->list.selected < w->choice_count ? w->choices[w->list.selected] : NULL;

	if (wizard_on_list_row(w)) {
		picker_open(session, PARAMETER_MODEL);
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
	if (interview_back(&session->wizard->iv))
		enter_question(session);
}

void wizard_ask_all(struct session *session)
{
	struct interview *iv = &session->wizard->iv;

	interview_ask_all(iv, !iv->all);
	enter_question(session);
}

void wizard_take(struct session *session)
{
	session_turn_to(session, study_of_replica());
	session->scenario = session->wizard->iv.scenario;
	session->sort_metric = session->scenario.sort_metric;
	session->sort_reversed = false;
	session->selected = (struct chosen) { .gpu = NULL };
	wizard_close(session);
	session_recalculate(session);
	error_set(&session->message, STATUS_OK, _("The answers are the plan now; every slider can still change them."));
}

/* A letter is the choice that stands behind it, where nothing can be typed. */
static void choose_letter(struct wizard *w, int code)
{
	int place = code >= 'A' && code <= 'Z' ? code - 'A' : code - 'a';

	if (place < 0 || place >= w->choice_count)
		return;
	list_select(&w->list, place);
	look(w);
}

bool wizard_key(struct session *session, struct key key)
{
	struct wizard *w = session->wizard;

	if (wizard_at_end(session))
		return false;
	if (can_type(w) && wizard_on_typed_row(w) && w->field.length) {
		if (!field_key(&w->field, key))
			return false;
		look(w);
		return true;
	}
	if (!key_is_text(key))
		return false;
	if (!can_type(w)) {
		choose_letter(w, key.code);
		return true;
	}
	/* A blank at its start would make an answer that cannot be seen. */
	if (key.code == KEYCODE_SPACE)
		return true;
	list_select(&w->list, w->choice_count);
	field_set(&w->field, "");
	field_key(&w->field, key);
	look(w);
	return true;
}

void wizard_picked(struct session *session, const char *value)
{
	struct wizard *w = session->wizard;

	session->view = VIEW_WIZARD;
	if (!value)
		return;
	list_select(&w->list, w->choice_count);
	field_set(&w->field, value);
	look(w);
}

void wizard_paste(struct session *session, const char *text)
{
	struct wizard *w = session->wizard;

	if (wizard_at_end(session) || !can_type(w))
		return;
	list_select(&w->list, w->choice_count);
	field_insert(&w->field, text);
	look(w);
}
