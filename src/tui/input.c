/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed: an action of the view, or something of its own.  Mouse events make the same changes. */
#include "tui/input.h"

#include <math.h>

#include "tui/actions.h"
#include "tui/action.h"
#include "tui/views/parameters.h"
#include "tui/views/views.h"

void input_key(struct session *session, struct key key)
{
	const struct view_row *view = view_row(session, session->view);
	const struct action *action =
		action_for_key(session->tables->actions, key, view_context(session, session->view));

	session->keys++;
	session->message.text[0] = '\0';
	if (!action || (action->move != act_step && action->move != act_extreme))
		session_catch_up(session);
	if (session->view == VIEW_WIZARD && wizard_key(session, key))
		return;
	if (action && !(view->types && key_is_text(key)))
		action_run(action, session);
	else if (view->key)
		view->key(session, key);
}

void input_paste(struct session *session, const char *text)
{
	session->message.text[0] = '\0';
	session_catch_up(session);
	if (view_row(session, session->view)->paste)
		view_row(session, session->view)->paste(session, text);
}

enum { WHEEL_LINES = 3 };

/* Puts the focused slider to the place of the mouse. */
static void move_knob(struct session *session, int column)
{
	enum parameter parameter = session_parameter(session);
	double value = parameters_value_at(session, column);

	if (!isnan(value) && value != parameters_slider(session, parameter).value)
		session_set_number(session, parameter, value);
}

static void press_parameter(struct session *session, int index, int column)
{
	enum parameter parameter;
	bool focused = session->panel == PANEL_PARAMETERS && session->parameters.selected == index;

	session_focus(session, PANEL_PARAMETERS);
	list_select(&session->parameters, index);
	parameter = session_parameter(session);
	if (!isnan(parameters_value_at(session, column))) {
		session->dragging = true;
		move_knob(session, column);
	} else if (focused && parameter_row(parameter)->form != PARAMETER_NUMBER_FORM) {
		act_edit(session);
	}
}

static void press_workbench(struct session *session, struct mouse mouse)
{
	int parameter = list_at(&session->parameters, mouse.row, mouse.column);
	int answer = list_at(&session->rows, mouse.row, mouse.column);

	if (parameter >= 0) {
		press_parameter(session, parameter, mouse.column);
	} else if (answer >= 0) {
		session_focus(session, PANEL_TABLE);
		session_move_row(session, answer - session->rows.selected);
	}
}

/* In a list of one view: the first press selects, the next one does what Enter does. */
static void press_list(struct session *session, struct mouse mouse)
{
	struct list *list = shown_list(session);
	int index = list_at(list, mouse.row, mouse.column);

	if (index < 0)
		return;
	if (index == list->selected)
		input_key(session, (struct key){ .code = KEYCODE_ENTER });
	else
		list_select(list, index);
}

/* Over the panel that it turns above, else as the arrow keys in this view. */
static void turn(struct session *session, struct mouse mouse, int direction)
{
	struct key key = { .code = direction < 0 ? KEYCODE_UP : KEYCODE_DOWN };

	if (session->view == VIEW_TEXT) {
		act_scroll(session, direction * WHEEL_LINES);
	} else if (session->view != VIEW_WORKBENCH) {
		if (session->view != VIEW_ENTRY && session->view != VIEW_SETTING_ENTRY)
			input_key(session, key);
	} else if (list_at(&session->parameters, mouse.row, mouse.column) >= 0) {
		act_parameter(session, direction);
	} else if (list_at(&session->rows, mouse.row, mouse.column) >= 0) {
		session_focus(session, PANEL_TABLE);
		session_move_row(session, direction);
	}
}

void mouse_act(struct session *session, struct mouse mouse)
{
	session->message.text[0] = '\0';
	if (mouse.kind != MOUSE_DRAG)
		session_catch_up(session);
	switch (mouse.kind) {
	case MOUSE_PRESS:
		if (session->view == VIEW_WORKBENCH)
			press_workbench(session, mouse);
		else if (session->view == VIEW_PICKER || session->view == VIEW_SETTINGS)
			press_list(session, mouse);
		break;
	case MOUSE_DRAG:
		if (session->dragging && session->view == VIEW_WORKBENCH)
			move_knob(session, mouse.column);
		break;
	case MOUSE_RELEASE: session->dragging = false; break;
	case MOUSE_WHEEL_UP: turn(session, mouse, -1); break;
	case MOUSE_WHEEL_DOWN: turn(session, mouse, 1); break;
	}
}
