/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the workload panel. */
#include "tui/views/parameters.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/filters.h"
#include "report/labels.h"
#include "report/turns.h"
#include "report/scope.h"
#include "study/offer_filter.h"
#include "study/scenario_text.h"
#include "study/own_answer.h"
#include "study/turn.h"
#include "tui/canvas/zone.h"
#include "tui/views/number_slider.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/rule.h"
#include "tui/zone_kind.h"

enum { VALUE_COLUMNS = 6, SLIDER_LEAST = 5 };

struct slider parameters_slider(const struct session *session, enum parameter parameter)
{
	struct slider slider = number_slider(&session->scenario, parameter, session_value(session, parameter));

	if (isnan(slider.value))
		slider.value = slider.low;
	return slider;
}

void parameters_range(const struct session *session, enum parameter parameter, struct text *out)
{
	text_addf(out, "%s: ", _(parameter_row(parameter)->label));
	parameters_span(session, parameter, out);
}

void parameters_span(const struct session *session, enum parameter parameter, struct text *out)
{
	parameter_span(parameter, scenario_highest(&session->scenario, parameter), out);
}

enum typed parameters_typed(enum parameter parameter, const char *text)
{
	const struct parameter_row *row = parameter_row(parameter);
	struct error ignored;
	double value;

	if (row->endless && strcmp(text, row->endless) == 0)
		return TYPED_GOOD;
	if (quantity_parse(text, row->quantity, &value, &ignored) != STATUS_OK)
		return TYPED_NO_NUMBER;
	return value < row->low || value > row->high ? TYPED_OUTSIDE : TYPED_GOOD;
}

/* Whether a parameter chooses among offers or GPUs. */
static bool is_filter(enum parameter parameter)
{
	return parameter == PARAMETER_GPU || parameter_listed(offer_filters, parameter);
}

/* What a filter lets through; kinds also where none was chosen, because not all of them are considered. */
static void filter_text(const struct session *session, enum parameter parameter, struct text *out)
{
	const struct scenario *s = &session->scenario;
	unsigned kinds = scenario_provider_kinds(s);
	bool given;

	filter_value(out, s, parameter);
	given = out->length > 0;
	for (int i = 0; !given && parameter == PARAMETER_PROVIDER_KIND && kinds >> i; i++)
		if (kinds & 1u << i)
			text_addf(out, "%s%s", out->length ? ", " : "", filter_word(parameter, i));
	if (!out->length)
		text_add(out, _("any"));
}

/* It says nothing of what is asked now. */
static bool is_idle(const struct session *session, enum parameter parameter)
{
	return session->study->counts && !session->study->counts(&session->scenario, parameter);
}

void parameters_value(const struct session *session, enum parameter parameter, struct text *out)
{
	const struct scenario *s = &session->scenario;
	const struct parameter_row *row = parameter_row(parameter);
	bool number = row->form == PARAMETER_NUMBER_FORM;

	if (is_idle(session, parameter))
		text_add(out, "-");
	else if (parameter == PARAMETER_MODEL)
		scope_model(out, s);
	else if (parameter == PARAMETER_PURCHASE)
		label_purchases(out, study_purchases(session->study, s));
	else if (is_filter(parameter))
		filter_text(session, parameter, out);
	else if (parameter == PARAMETER_TRAFFIC && s->traffic_given)
		text_add(out, _("24 rates"));
	/* A duration may have been given as a time of the clock. */
	else if (number && row->quantity != QUANTITY_DURATION && !isnan(scenario_number(s, parameter)))
		label_setting(out, parameter, scenario_number(s, parameter));
	else
		scenario_text(s, parameter, out);
	if (session->study->stands_named && strcmp(out->data, "auto") == 0) {
		text_clear(out);
		session->study->stands_named(s, parameter, out);
	}
	if (out->length)
		return;
	if (number && !isnan(session_value(session, parameter)))
		/* It was not given, and may be another one for another GPU. */
		label_setting(out, parameter, session_value(session, parameter));
	else
		/* The load is stated by users or by a rate: nothing stands for the way that is not used. */
		text_add(out, scenario_load_has(parameter) ? "-" : "auto");
}

/* Where the slider of a line stands: between the gutter and the value.  Without room there is none. */
static struct box slider_box(const struct session *session, struct box line)
{
	struct box rest = gutter_text_box(line, session->gutter);
	int width = rest.columns - VALUE_COLUMNS;

	return (struct box){ rest.row, rest.column, rest.rows, width >= SLIDER_LEAST ? width : 0 };
}

/* A click on a tick gives exactly its value. */
static void name_tick(struct canvas *canvas, struct box rail, enum parameter parameter, const struct slider *slider,
	const struct turn *turn)
{
	int place = slider_position(slider, turn->value, rail.columns);

	/* The knob hides the tick under it. */
	if (turn->to && place != slider_position(slider, slider->value, rail.columns))
		canvas_zone_number(canvas, (struct box){ rail.row, rail.column + place, 1, 1 }, ZONE_TICK,
			(int)parameter, turn->value);
}

/* The rail with its ticks and their zones: the nearest turn below and the nearest above; all others stand in "What
 * would change it". */
static void draw_rail(const struct session *session, struct canvas *canvas, struct box rail, enum parameter parameter)
{
	struct slider slider = parameters_slider(session, parameter);
	const struct row *best = result_best(&session->result);
	const struct turn turns[] = { turn_below(session->sensitivity, parameter, slider.value, best),
		turn_above(session->sensitivity, parameter, slider.value, best) };
	double ticks[2];
	int count = number_slider_ticks(&slider, turns, ticks);

	slider_draw(canvas, rail, rail.row, rail.column, rail.columns, &slider, ticks, count, false);
	canvas_zone(canvas, rail, ZONE_SLIDER, (int)parameter);
	for (int i = 0; i < 2; i++)
		name_tick(canvas, rail, parameter, &slider, &turns[i]);
}

/* What the user chose stands out against what is there by default. */
static enum style value_style(const struct session *session, enum parameter parameter)
{
	return scenario_same(&session->scenario, &session->defaults, parameter) ? STYLE_TEXT : STYLE_STRONG;
}

static void draw_slider_row(struct session *session, struct canvas *canvas, struct box line, enum parameter parameter)
{
	struct box rail = slider_box(session, line), rest = gutter_text_box(line, session->gutter);
	TEXT(value);

	if (rail.columns && !is_idle(session, parameter))
		draw_rail(session, canvas, rail, parameter);
	parameters_value(session, parameter, &value);
	canvas_text_right(canvas, rest, rest.row, rest.column + rail.columns, rest.columns - rail.columns,
		value_style(session, parameter), value.data);
}

static void draw_choice_row(struct session *session, struct canvas *canvas, struct box line, enum parameter parameter)
{
	struct box rest = gutter_text_box(line, session->gutter);
	TEXT(value);

	parameters_value(session, parameter, &value);
	canvas_text_fit(
		canvas, rest, rest.row, rest.column, rest.columns - 2, value_style(session, parameter), value.data);
	canvas_glyph(canvas, rest, rest.row, rest.column + rest.columns - 1, STYLE_DIM, GLYPH_ARROW_RIGHT);
}

/* One line of it. */
static void draw_row(
	struct session *session, struct canvas *canvas, struct box line, enum parameter parameter, bool selected)
{
	bool workbench = session_shown_view(session) == VIEW_WORKBENCH;
	bool focused = selected && session->panel == PANEL_PARAMETERS && workbench;
	struct box rest = gutter_text_box(line, session->gutter);

	canvas_zone(canvas, line, ZONE_PARAMETER, (int)parameter);
	gutter_line(canvas, line, session->gutter, selected, _(parameter_row(parameter)->label), NULL);
	/* As in the table: by the bar, where no step moves it. */
	if (focused)
		canvas_cursor(canvas, line, line.row, line.column);
	if (is_filter(parameter) && offer_filter_set(&session->scenario, parameter))
		canvas_text(canvas, line, line.row, rest.column - 2, STYLE_ACCENT, "*");
	if (selected && session_shown_view(session) == VIEW_ENTRY)
		field_draw(canvas, rest, rest.row, rest.column, rest.columns, STYLE_STRONG, &session->entry, true);
	else if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM)
		draw_slider_row(session, canvas, line, parameter);
	else
		draw_choice_row(session, canvas, line, parameter);
}

/* The focused one alone, with its ticks in numbers. */
static void draw_single(struct session *session, struct canvas *canvas, struct box line)
{
	enum parameter parameter = session_parameter(session);
	struct box left = line;
	int width;
	TEXT(turns);

	label_turns(&turns, session->sensitivity, parameter, session_value(session, parameter),
		result_best(&session->result), true);
	width = turns.length ? text_columns(turns.data) + 2 : 0;
	if (width < line.columns / 2)
		left.columns -= width;
	draw_row(session, canvas, left, parameter, true);
	if (left.columns < line.columns)
		canvas_text(canvas, line, line.row, left.column + left.columns + 1, STYLE_TEXT, turns.data);
}

static const char *panel_title(const struct session *session)
{
	return _(session->study->panel_title ? session->study->panel_title : N_("Workload"));
}

void parameters_draw(struct session *session, struct canvas *canvas, struct box rule_line, struct box box)
{
	struct list *list = &session->parameters;
	struct rule rule = {
		.title = panel_title(session), .right_style = STYLE_DIM, .heavy = session->panel == PANEL_PARAMETERS
	};
	TEXT(place);

	list_show(list, box.rows);
	/* Which rows are seen, not which is selected: it is sent again only when they scroll. */
	if (list->count > box.rows)
		text_addf(&place, "%d-%d/%d", list->top + 1, list->top + box.rows, list->count);
	rule.right = place.data;
	rule_draw(canvas, rule_line, &rule);
	canvas_zone(canvas, box, ZONE_SCROLL, SCROLL_PARAMETERS);
	if (box.rows == 1) {
		draw_single(session, canvas, box);
		return;
	}
	for (int i = 0; i < box.rows && list->top + i < list->count; i++)
		draw_row(session, canvas, box_row(box, i), session->study->panel[list->top + i],
			list->top + i == list->selected);
}
