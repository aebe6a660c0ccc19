/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interview's place on the screen: cursor, typed answer, what keys do. */
#include "tui/views/wizard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "study/interview_answer.h"
#include "report/interview.h"
#include "report/labels.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

static bool on_typed_row(const struct wizard *w)
{
	return w->list.selected == w->choice_count;
}

static bool on_list_row(const struct wizard *w)
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

bool wizard_at_end(const struct wizard *w)
{
	return w && w->iv.current == QUESTION_COUNT;
}

/* A file is read when the answer is taken, not at every letter of its name. */
static bool names_file(const struct wizard *w)
{
	return has_list(w) && strchr("/.~", w->field.text[0]);
}

/* Shows what the answer under the cursor would bring. */
static void look(struct wizard *w)
{
	struct error *trouble = &w->trouble;

	trouble->text[0] = '\0';
	if (w->list.selected < w->choice_count)
		interview_try(&w->iv, w->choices[w->list.selected], "", trouble);
	else if (on_typed_row(w) && w->field.length && !names_file(w))
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
		label_interview_answer(out, iv, (enum question)i);
		text_add_char(out, '\n');
	}
}

static void show_end(struct session *session)
{
	struct text *page = page_begin(session);

	report_recommendation(page, &session->views->wizard->iv, "");
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
	struct scenario asked = session_scenario_of(session, study_with_questions());
	struct wizard *w;

	wizard_close(session);
	w = xcalloc(1, sizeof(*w));
	if (interview_init(&w->iv, study_with_questions(), &asked, settled, session->today, &session->message) !=
		STATUS_OK) {
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
}

void wizard_move(struct session *session, int rows)
{
	if (list_move(&session->views->wizard->list, rows))
		look(session->views->wizard);
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
	look(w);
}

void wizard_next(struct session *session)
{
	struct wizard *w = session->views->wizard;
	struct outcome before = w->iv.present;
	const struct choice_row *choice = w->list.selected < w->choice_count ? w->choices[w->list.selected] : NULL;

	if (on_list_row(w)) {
		picker_open(session, PARAMETER_MODEL, picked);
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
	session_enter_study(session, session->views->wizard->iv.study);
	session->scenario = session->views->wizard->iv.scenario;
	session->sort_metric = session->scenario.sort_metric;
	session->sort_reversed = false;
	session->selected = (struct row_id){ .gpu = NULL };
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
	struct wizard *w = session->views->wizard;

	if (wizard_at_end(w))
		return false;
	if (can_type(w) && on_typed_row(w) && w->field.length) {
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

void wizard_paste(struct session *session, const char *text)
{
	struct wizard *w = session->views->wizard;

	if (wizard_at_end(w) || !can_type(w))
		return;
	list_select(&w->list, w->choice_count);
	field_insert(&w->field, text);
	look(w);
}

/* Rows of the parts of a question inside its frame. */
struct parts {
	struct box help, list, divider, consequence;
};

enum { CONSEQUENCE_LEAST = 3, CONSEQUENCE_MOST = 7, WIDEST = 100 };

/* The choices come first, then what they bring; the explanation is cut where room is short. */
static struct parts lay_out(struct box inside, int help_lines, int rows)
{
	struct parts p = { .help = inside, .list = inside, .divider = inside, .consequence = inside };
	int left = inside.rows - 1 - CONSEQUENCE_LEAST;
	int gap;

	p.list.rows = rows < left - 1 ? rows : left - 1;
	left -= p.list.rows;
	p.help.rows = help_lines < left ? help_lines : left;
	left -= p.help.rows;
	gap = left >= 2;
	left -= 2 * gap;
	p.consequence.rows = CONSEQUENCE_LEAST + left;
	if (p.consequence.rows > CONSEQUENCE_MOST)
		p.consequence.rows = CONSEQUENCE_MOST;
	p.list.row += p.help.rows + gap;
	p.consequence.row = inside.row + inside.rows - p.consequence.rows;
	p.divider.row = p.consequence.row - 1;
	p.divider.rows = 1;
	return p;
}

/* "default" behind the default, what was chosen behind another answer. */
static const char *remark(const struct wizard *w, int index)
{
	const struct interview_answer *answer = &w->iv.answers[w->iv.current];
	const struct choice_row *stands = interview_choice(&w->iv, w->iv.current);

	if (index < w->choice_count ? answer->choice && w->choices[index] == stands : answer->typed[0] != '\0')
		return index == 0 ? _("your answer, default") : _("your answer");
	return index == 0 ? _("default") : "";
}

static void draw_typed_row(struct canvas *canvas, struct box line, struct wizard *w, bool selected, enum style style)
{
	int used = 4 + canvas_text(canvas, line, line.row, line.column + 3, style, _("type"));
	int width = line.columns / 3;

	if (selected || w->field.length)
		field_draw(canvas, line, line.row, line.column + used, width, STYLE_INPUT, &w->field, selected);
	else
		width = -1;
	canvas_text_fit(canvas, line, line.row, line.column + used + width + 1, line.columns - used - width - 2,
		selected ? style : STYLE_DIM, _(question_row(w->iv.current)->hint));
}

static void draw_row(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	struct wizard *w = context;
	enum style style = selected ? STYLE_FOCUS : STYLE_NORMAL;
	const char *behind = remark(w, index);
	int width = line.columns - 4;

	if (selected)
		canvas_glyph(canvas, line, line.row, line.column, style, GLYPH_SELECTED);
	if (index > w->choice_count) {
		canvas_text_fit(canvas, line, line.row, line.column + 3, width, style, _("choose from all models"));
		canvas_glyph(canvas, line, line.row, line.column + line.columns - 1, style, GLYPH_ARROW_RIGHT);
		return;
	}
	if (index == w->choice_count) {
		draw_typed_row(canvas, line, w, selected, style);
		return;
	}
	if (behind[0]) {
		width -= canvas_columns(behind) + 1;
		canvas_text(canvas, line, line.row, line.column + 4 + width, selected ? style : STYLE_DIM, behind);
	}
	canvas_text_fit(canvas, line, line.row, line.column + 3, width, style, _(w->choices[index]->label));
}

static void add_speed(struct text *out, const struct row *a)
{
	if (isnan(replica_of(a)->ttft_s.mid) || isnan(replica_of(a)->tpot_s.mid))
		return;
	text_add(out, "TTFT ");
	label_band(out, &replica_of(a)->ttft_s, UNIT_SECONDS);
	text_add(out, ", TPOT ");
	label_band(out, &replica_of(a)->tpot_s, UNIT_SECONDS);
	text_add(out, ".\n");
}

/* Under the cursor is the answer that stands, or none yet. */
static bool nothing_else(const struct wizard *w)
{
	if (w->list.selected < w->choice_count)
		return w->choices[w->list.selected] == interview_choice(&w->iv, w->iv.current);
	return !on_typed_row(w) || !w->field.length || strcmp(w->field.text, w->iv.answers[w->iv.current].typed) == 0;
}

/* What the answer under the cursor brings, or what the last one brought. */
static void write_consequence(const struct wizard *w, struct text *out)
{
	const struct interview *iv = &w->iv;
	bool stands = nothing_else(w);

	if (w->trouble.text[0]) {
		text_add(out, w->trouble.text);
		return;
	}
	label_outcome(out, &iv->outlook);
	text_add_char(out, '\n');
	if (!stands)
		label_change(out, &iv->present, &iv->outlook);
	if (stands && w->previous.known) {
		text_add(out, _("Your last answer: "));
		label_change(out, &w->previous, &w->iv.present);
	}
	if (!stands || w->previous.known)
		text_add_char(out, '\n');
	if (iv->outlook.known && iv->outlook.meets)
		add_speed(out, &iv->outlook.best.row);
	for (int i = 0; i < iv->notes.count; i++) {
		label_note(out, &iv->notes.items[i]);
		text_add_char(out, '\n');
	}
}

static void draw_title(const struct interview *iv, struct canvas *canvas, struct box line)
{
	TEXT(place);
	int used = 1 + canvas_text(canvas, line, line.row, 1, STYLE_TITLE, "gpuplan");

	used += 2 + canvas_text(canvas, line, line.row, used + 2, STYLE_NORMAL, _("Wizard"));
	if (iv->current == QUESTION_COUNT)
		text_addf(&place, _("all %d answered"), interview_count(iv));
	else
		text_addf(&place, _("%d of %d"), interview_number(iv), interview_count(iv));
	canvas_text_right(canvas, line, line.row, used, line.columns - used - 1, STYLE_NORMAL, place.data);
}

static void draw_question(struct wizard *w, struct canvas *canvas, struct box box)
{
	const struct question_row *row = question_row(w->iv.current);
	struct box inside = box_inside(box);
	struct parts p;
	TEXT(text);

	inside.column++;
	inside.columns -= 2;
	/* Longer lines are hard to read, and their ends far from their starts. */
	if (inside.columns > WIDEST)
		inside.columns = WIDEST;
	p = lay_out(inside, paragraph_lines(_(row->help), inside.columns), w->list.count);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _(row->text));
	paragraph_draw(canvas, p.help, STYLE_NORMAL, _(row->help), 0);
	canvas_divider(canvas, box, p.divider.row, STYLE_FRAME_FOCUS, _("With this answer"));
	write_consequence(w, &text);
	paragraph_draw(canvas, p.consequence, w->trouble.text[0] ? STYLE_DIM : STYLE_NORMAL, text.data, 0);
	/* Last: the hardware cursor belongs to the choices. */
	list_draw(canvas, p.list, &w->list, true, draw_row, w);
	list_draw_marks(canvas, box, p.list.row, p.list.rows, STYLE_FRAME_FOCUS, &w->list);
}

void wizard_draw(
	const struct session *session, struct wizard *w, struct page *page, struct canvas *canvas, struct box box)
{
	struct box rest = box_below(box, 1);

	if (wizard_at_end(w))
		page_draw(session, page, canvas, rest);
	else
		draw_question(w, canvas, rest);
	draw_title(&w->iv, canvas, box_row(box, 0));
}
