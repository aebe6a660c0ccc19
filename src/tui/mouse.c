/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mouse does: one row of a table for each kind of zone. */
#include "tui/mouse.h"

#include "tui/action.h"
#include "tui/actions.h"
#include "tui/canvas/zone.h"
#include "tui/input.h"
#include "tui/views/parameters.h"
#include "tui/views/views.h"
#include "tui/zone_kind.h"

enum { WHEEL_LINES = 3 };

/* A zone that was hit: its value, in a list that of the row. */
struct hit {
	const struct zone *zone;
	int value;
	int column; /* from its left edge */
};

static void press_key(struct session *session, struct hit hit)
{
	input_key(session, action_key(&session->tables->actions[hit.value]));
}

static void press_tab(struct session *session, struct hit hit)
{
	act_study_choose(session, hit.value);
}

static void press_heading(struct session *session, struct hit hit)
{
	act_sort_column(session, hit.value);
}

/* Whether a click on a row is the second one; the first selects it. */
static bool is_second(struct session *session, const struct list *list, int row)
{
	if (row != list->selected)
		return false;
	input_key(session, (struct key){ .code = KEYCODE_ENTER });
	return true;
}

static void press_parameter(struct session *session, struct hit hit)
{
	if (session->panel == PANEL_PARAMETERS && hit.value == (int)session_parameter(session) &&
		is_second(session, &session->parameters, session->parameters.selected))
		return;
	act_parameter_go(session, hit.value);
}

/* The knob goes there; where it stands already it does not move to another value of the same cell. */
static void press_slider(struct session *session, struct hit hit)
{
	enum parameter parameter = (enum parameter)hit.value;
	struct slider slider = parameters_slider(session, parameter);
	int width = hit.zone->box.columns;

	act_parameter_go(session, hit.value);
	if (slider_position(&slider, slider.value, width) != hit.column)
		session_set_number(session, parameter, slider_value_at(&slider, hit.column, width));
}

static void press_tick(struct session *session, struct hit hit)
{
	act_parameter_go(session, hit.value);
	session_set_number(session, (enum parameter)hit.value, hit.zone->number);
}

static void press_row(struct session *session, struct hit hit)
{
	if (session->panel == PANEL_TABLE && is_second(session, &session->rows, hit.value))
		return;
	session_focus(session, PANEL_TABLE);
	session_move_row(session, hit.value - session->rows.selected);
}

static void press_without(struct session *session, struct hit hit)
{
	session_set_default(session, (enum parameter)hit.value);
}

static void press_line(struct session *session, struct hit hit)
{
	struct list *list = shown_list(session);

	if (list && !is_second(session, list, hit.value))
		list_select(list, hit.value);
}

static void press_choice(struct session *session, struct hit hit)
{
	const struct list *list = shown_list(session);

	if (list && !is_second(session, list, hit.value))
		wizard_move(session, hit.value - list->selected);
}

static const struct {
	int kind; /* enum zone_kind */
	void (*press)(struct session *session, struct hit hit);
} presses[] = {
	{ ZONE_ACTION, press_key },
	{ ZONE_TAB, press_tab },
	{ ZONE_HEADING, press_heading },
	{ ZONE_PARAMETER, press_parameter },
	{ ZONE_SLIDER, press_slider },
	{ ZONE_TICK, press_tick },
	{ ZONE_ROW, press_row },
	{ ZONE_LINE, press_line },
	{ ZONE_WITHOUT, press_without },
	{ ZONE_CHOICE, press_choice },
};

static void press(struct session *session, const struct zone *zone, struct mouse mouse)
{
	struct hit hit = { zone, zone->value, mouse.column - zone->box.column };

	if (zone->kind & ZONES_OF_ROWS)
		hit.value += mouse.row - zone->box.row;
	session_end_message(session);
	/* What follows is another event than the one that asked, "q again leaves". */
	session->keys += zone->kind != ZONE_ACTION;
	session_catch_up(session);
	for (size_t i = 0; i < sizeof(presses) / sizeof(presses[0]); i++)
		if (presses[i].kind == zone->kind)
			presses[i].press(session, hit);
}

/* What the view itself scrolls: a text, or its list. */
static void scroll_view(struct session *session, int lines)
{
	struct list *list = shown_list(session);

	if (session->view == VIEW_TEXT || (session->view == VIEW_WIZARD && !list))
		act_scroll(session, lines);
	else if (list)
		list_scroll(list, lines);
}

static void scroll(struct session *session, enum zone_scroll scrolls, int lines)
{
	switch (scrolls) {
	case SCROLL_PARAMETERS: list_scroll(&session->parameters, lines); break;
	case SCROLL_TABLE: list_scroll(&session->rows, lines); break;
	case SCROLL_VIEW: scroll_view(session, lines); break;
	}
}

void mouse_act(struct session *session, const struct canvas *canvas, struct mouse mouse)
{
	bool pressed = mouse.kind == MOUSE_PRESS;
	const struct zone *zone =
		canvas_zone_at(canvas, mouse.row, mouse.column, pressed ? ZONES_PRESSED : ZONES_TURNED);

	if (!zone || zone->kind == ZONE_COVER || mouse.kind == MOUSE_RELEASE)
		return;
	if (pressed)
		press(session, zone, mouse);
	else
		scroll(session, (enum zone_scroll)zone->value,
			mouse.kind == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES);
}
