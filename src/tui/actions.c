/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the actions do. */
#include "config.h"

#include "tui/actions.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/memory.h"
#include "study/study.h"
#include "report/explain.h"
#include "report/people.h"
#include "tui/action.h"
#include "tui/view.h"
#include "tui/views/answers.h"
#include "tui/views/help.h"
#include "tui/views/parameters.h"
#include "tui/views/bottom_line.h"
#include "tui/views/picker.h"
#include "tui/views/settings_screen.h"
#include "tui/widgets/slider.h"

static int wrap(int value, int count)
{
	return ((value % count) + count) % count;
}

static void step_choice(struct session *session, enum parameter parameter, int steps)
{
	const char *const *words = parameter_words(parameter);
	int count = 0, index = (int)session->scenario.number[parameter];

	while (words[count])
		count++;
	session_set(session, parameter, words[wrap(index + (steps > 0 ? 1 : -1), count)]);
}

/* What has no stops and no list is typed as a command, which completes names of files. */
static void type_text(struct session *session, enum parameter parameter)
{
	struct text line;

	text_init(&line);
	text_addf(&line, "%s ", parameter_row(parameter)->name);
	prompt_open_command(session, line.data);
	text_release(&line);
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
	case PARAMETER_CHOICE_FORM:
		step_choice(session, parameter, steps);
		break;
	case PARAMETER_TEXT_FORM:
		type_text(session, parameter);
		break;
	default:
		picker_step(session, parameter, steps > 0 ? 1 : -1);
		break;
	}
}

void act_extreme(struct session *session, int direction)
{
	enum parameter parameter = session_parameter(session);
	struct slider slider;

	if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM)
		return;
	slider = parameters_slider(session, parameter);
	session_set_number(session, parameter, direction < 0 ? slider.low : slider.high);
}

void act_default(struct session *session, int unused)
{
	(void)unused;
	session_set_default(session, session_parameter(session));
}

void act_edit(struct session *session, int unused)
{
	enum parameter parameter = session_parameter(session);

	(void)unused;
	if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM) {
		field_set(&session->entry, "");
		session->view = VIEW_ENTRY;
	} else if (parameter_row(parameter)->form == PARAMETER_TEXT_FORM) {
		type_text(session, parameter);
	} else {
		picker_open(session, parameter);
	}
}

void act_type(struct session *session, const char *text)
{
	if (parameter_row(session_parameter(session))->form != PARAMETER_NUMBER_FORM)
		return;
	field_set(&session->entry, text);
	session->view = VIEW_ENTRY;
}

/* A value that is refused: first what is allowed, then what is wrong with it. */
static void tell_range(struct session *session, enum parameter parameter, const char *typed)
{
	const char *name = parameter_row(parameter)->name, *why = session->message.text;
	struct error ignored;
	struct text range;
	double value;

	text_init(&range);
	text_addf(&range, "%s: ", name);
	parameters_span(session, parameter, &range);
	if (strncmp(why, name, strlen(name)) == 0 && why[strlen(name)] == ':')
		why += strlen(name) + 2;
	if (quantity_parse(typed, parameter_row(parameter)->quantity, &value, &ignored) != STATUS_OK)
		text_addf(&range, "; %s", why);
	else if (value < parameter_row(parameter)->low || value > parameter_row(parameter)->high)
		text_addf(&range, _("; %s is outside"), typed);
	else
		text_clear(&range);
	if (range.length)
		error_set(&session->message, session->message.status, "%s", range.data);
	text_release(&range);
}

void act_entry_take(struct session *session, int unused)
{
	(void)unused;
	if (session->view == VIEW_SETTING_ENTRY) {
		settings_take_entry(session);
		return;
	}
	session->view = VIEW_WORKBENCH;
	if (session->entry.length && !session_set(session, session_parameter(session), session->entry.text))
		tell_range(session, session_parameter(session), session->entry.text);
}

void act_parameter(struct session *session, int rows)
{
	list_move(&session->parameters, rows);
}

static void follow_selection(struct session *session)
{
	const struct row *answer = session_answer(session);

	session->selected = session_row(session, answer);
}

void act_row(struct session *session, int rows)
{
	list_move(&session->table.list, rows);
	follow_selection(session);
}

void act_page(struct session *session, int pages)
{
	list_move(&session->table.list, pages * (session->table.list.page > 1 ? session->table.list.page - 1 : 1));
	follow_selection(session);
}

void session_show_page(struct session *session, const char *title)
{
	session->page_title = title;
	session->page_top = 0;
	session->page_left = 0;
	session->page_cut = false;
	/* From one text to another the way back stays. */
	if (session->view != VIEW_TEXT)
		session->page_back = session->view;
	session->view = VIEW_TEXT;
}

void act_details(struct session *session, int unused)
{
	const struct row *answer = session_answer(session);

	(void)unused;
	if (!answer)
		return;
	text_clear(&session->page);
	report_estimate(&session->page, &session->scenario, answer, session->today,
			(struct report_style) { .color = false, .ascii = session->ascii });
	session_show_page(session, _("Details"));
}

void act_explain(struct session *session, int unused)
{
	const struct row *answer = session_answer(session);
	struct explanation *explanation;

	(void)unused;
	if (!answer)
		return;
	explanation = xcalloc(1, sizeof *explanation);
	explain_answer(&session->scenario, answer, explanation);
	text_clear(&session->page);
	report_explanation(&session->page, explanation,
			   (struct report_style) { .color = false, .ascii = session->ascii });
	free(explanation);
	session_show_page(session, _("Explanation"));
}

void act_help(struct session *session, int unused)
{
	(void)unused;
	text_clear(&session->page);
	help_write(&session->page, view_context(session, session->view));
	session_show_page(session, _("Help"));
}

void act_scroll(struct session *session, int lines)
{
	/* The view cuts it to the length of the text when it draws. */
	session->page_top += lines;
	if (session->page_top < 0)
		session->page_top = 0;
	/* Many keys may come before one drawing. */
	if (session->page_top > INT_MAX / 2)
		session->page_top = INT_MAX / 2;
}

void act_scroll_side(struct session *session, int columns)
{
	enum { WIDEST = 400 };

	if (!session->page_cut)
		return;
	session->page_left += columns;
	session->page_left = session->page_left < 0 ? 0 : session->page_left > WIDEST ? WIDEST : session->page_left;
}

void act_scroll_page(struct session *session, int pages)
{
	act_scroll(session, pages * (session->page_rows > 1 ? session->page_rows - 1 : 1));
}

void act_sort(struct session *session, int columns)
{
	session->sort_metric = answers_next_sort(session, columns);
	session->sort_reversed = false;
	session_recalculate(session);
}

void act_sort_reverse(struct session *session, int unused)
{
	(void)unused;
	session->sort_reversed = !session->sort_reversed;
	session_recalculate(session);
}

void act_panel(struct session *session, int panels)
{
	(void)panels;
	session->panel = session->panel == PANEL_TABLE ? PANEL_PARAMETERS : PANEL_TABLE;
	if (session->panel == PANEL_TABLE)
		follow_selection(session);
	else
		session->selected = (struct chosen) { .gpu = NULL };
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

void act_model(struct session *session, int unused)
{
	(void)unused;
	picker_open(session, PARAMETER_MODEL);
}

void act_reset(struct session *session, int unused)
{
	(void)unused;
	session->scenario = session->defaults;
	session_forget_loads(session);
	session->sort_metric = -1;
	session->sort_reversed = false;
	session_recalculate(session);
}

void act_pick_move(struct session *session, int rows)
{
	list_move(&session->picker.list, rows);
}

void act_pick_page(struct session *session, int pages)
{
	list_move(&session->picker.list, pages * (session->picker.list.page > 1 ? session->picker.list.page - 1 : 1));
}

/* The keys of the field come first once there is something in it. */
void act_pick_end(struct session *session, int direction)
{
	struct picker *p = &session->picker;

	if (p->words.length)
		field_key(&p->words, (struct key) { .code = direction < 0 ? KEYCODE_HOME : KEYCODE_END });
	else
		list_select(&p->list, direction < 0 ? 0 : INT_MAX);
}

void act_pick_take(struct session *session, int unused)
{
	(void)unused;
	picker_take(session);
}

void act_close(struct session *session, int unused)
{
	(void)unused;
	if (session->view == VIEW_SETTING_ENTRY)
		session->view = VIEW_SETTINGS;
	else if (session->view == VIEW_TEXT)
		session->view = session->page_back;
	else
		session->view = session->wizard ? VIEW_WIZARD : VIEW_WORKBENCH;
}

void act_redraw(struct session *session, int unused)
{
	(void)unused;
	session->redraw = true;
}

void act_quit(struct session *session, int at_once)
{
	bool again = session->quit_key != 0 && session->quit_key + 1 == session->keys;

	session->quit = at_once || again || !plan_file_changed(session);
	session->quit_key = session->keys;
	if (!session->quit)
		error_set(&session->message, STATUS_USAGE,
			  _("%s has changes that are not saved: W saves, q again leaves"),
			  path_name(session->plan.path));
}
