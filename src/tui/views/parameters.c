/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the workload panel. */
#include "tui/views/parameters.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "report/filters.h"
#include "report/labels.h"
#include "study/offer_filter.h"
#include "study/scenario_text.h"
#include "study/own_answer.h"
#include "tui/views/switch_marks.h"

enum { LABEL_COLUMNS = 10, VALUE_COLUMNS = 6 };

/* Users that the slider offers: infinity is the last stop, shown at the right end. */
struct slider parameters_slider(const struct session *session, enum parameter parameter)
{
	const struct scenario *s = &session->scenario;
	struct scale scale = scale_of(s, parameter);
	struct slider slider = { .low = scale.low,
		.high = scale.high,
		.scale = SLIDER_STEPS,
		.stops = scale.stops,
		.stop_count = scale.stop_count,
		.initial = session->defaults.number[parameter] };

	slider.value = session_value(session, parameter);
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

	text_clear(out);
	filter_value(out, s, parameter);
	given = out->length > 0;
	for (int i = 0; !given && parameter == PARAMETER_PROVIDER_KIND && kinds >> i; i++)
		if (kinds & 1u << i)
			text_addf(out, "%s%s", out->length ? ", " : "", filter_word(parameter, i));
	if (!out->length)
		text_add(out, _("any"));
}

/* What is considered, also where nothing was chosen. */
static void purchases_text(const struct session *session, struct text *out)
{
	const struct scenario *s = &session->scenario;
	unsigned kinds = session->study->purchases ? session->study->purchases(s) : scenario_purchases(s);

	text_clear(out);
	for (int i = PURCHASE_ON_DEMAND; i < PURCHASE_MIXED; i++)
		if (kinds & 1u << i)
			text_addf(out, "%s%s", out->length ? ", " : "", label_purchase((enum purchase)i));
}

/* "235B/22B" of a mixture of experts. */
static void generic_text(const struct scenario *s, struct text *out)
{
	quantity_format(out, s->number[PARAMETER_PARAMS], QUANTITY_PARAMETERS, 3);
	if (isnan(s->number[PARAMETER_ACTIVE]))
		return;
	text_add_char(out, '/');
	quantity_format(out, s->number[PARAMETER_ACTIVE], QUANTITY_PARAMETERS, 3);
}

/* In parentheses: it was not given, and may be another one for another GPU. */
static void preset_text(const struct session *session, enum parameter parameter, struct text *out)
{
	enum quantity_kind quantity = parameter_row(parameter)->quantity;
	double value = session_value(session, parameter);
	char cents[16];

	text_add_char(out, '(');
	if (value >= 1e4 && quantity != QUANTITY_PARAMETERS) {
		/* "(14k)": there is no room for "(13.5k)". */
		text_addf(out, "%.0fk", value / 1e3);
	} else if (quantity == QUANTITY_USD && value < 0.1) {
		/* "(.082)": there is no room for more. */
		snprintf(cents, sizeof(cents), "%.3f", value);
		text_add(out, cents + 1);
	} else {
		quantity_format(out, value, quantity, 3);
	}
	text_add_char(out, ')');
}

/* The value as it stands at the right edge, with the sign of a goal before it. */
static void value_text(const struct session *session, enum parameter parameter, struct text *out)
{
	const struct scenario *s = &session->scenario;

	if (parameter == PARAMETER_MODEL && s->model)
		text_add(out, s->model->short_name);
	else if (parameter == PARAMETER_MODEL)
		generic_text(s, out);
	else
		scenario_text(s, parameter, out);
	/* The load is stated by users or by a rate. */
	if (parameter == PARAMETER_PURCHASE)
		purchases_text(session, out);
	else if (is_filter(parameter))
		filter_text(session, parameter, out);
	if (parameter == PARAMETER_TRAFFIC && s->traffic_given) {
		text_clear(out);
		text_add(out, _("24 rates"));
	}
	if (out->length)
		return;
	if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM && !isnan(session_value(session, parameter)))
		preset_text(session, parameter, out);
	else
		/* Nothing stands for a way to state the load that is not used. */
		text_add(out, scenario_load_has(parameter) ? "-" : "auto");
}

/* Where the sliders of a row stand. */
static int slider_width(struct box line)
{
	return line.columns - LABEL_COLUMNS - VALUE_COLUMNS - 1;
}

double parameters_value_at(const struct session *session, int column)
{
	enum parameter parameter = session_parameter(session);
	struct box line = session->parameters.box;
	int width = slider_width(line), place = column - line.column - LABEL_COLUMNS;
	struct slider slider;

	if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || place < 0 || place >= width)
		return NAN;
	slider = parameters_slider(session, parameter);
	return slider_value_at(&slider, place, width);
}

static void draw_slider_row(
	struct session *session, struct canvas *canvas, struct box line, enum parameter parameter, bool focused)
{
	struct slider slider = parameters_slider(session, parameter);
	int width = slider_width(line), count;
	double marks[SCALE_POSITIONS_MAX];
	TEXT(value);

	count = switch_marks(session, parameter, &slider, marks);
	slider_draw(canvas, line, line.row, line.column + LABEL_COLUMNS, width, &slider, marks, count, focused);
	value_text(session, parameter, &value);
	canvas_text_right(canvas, line, line.row, line.column + line.columns - VALUE_COLUMNS, VALUE_COLUMNS,
		STYLE_VALUE, value.data);
}

static void draw_choice_row(
	struct session *session, struct canvas *canvas, struct box line, enum parameter parameter, bool focused)
{
	int column = line.column + LABEL_COLUMNS, width = line.columns - LABEL_COLUMNS - 1;
	TEXT(value);

	value_text(session, parameter, &value);
	canvas_text_fit(canvas, line, line.row, column, width, focused ? STYLE_FOCUS : STYLE_VALUE, value.data);
	canvas_glyph(canvas, line, line.row, line.column + line.columns - 1, STYLE_DIM, GLYPH_ARROW_RIGHT);
	if (focused)
		canvas_cursor(canvas, line, line.row, column);
}

static void draw_row(struct session *session, struct canvas *canvas, struct box line, int index, bool selected)
{
	enum parameter parameter = session->study->panel[index];
	bool focused = selected && session->panel == PANEL_PARAMETERS && session_shown_view(session) == VIEW_WORKBENCH;

	canvas_text_fit(canvas, line, line.row, line.column, LABEL_COLUMNS - 1,
		selected && session->panel == PANEL_PARAMETERS ? STYLE_TITLE : STYLE_LABEL,
		_(parameter_row(parameter)->label));
	if (is_filter(parameter) && offer_filter_set(&session->scenario, parameter))
		canvas_text(canvas, line, line.row, line.column + LABEL_COLUMNS - 1, STYLE_KEY, "*");
	if (selected && session_shown_view(session) == VIEW_ENTRY)
		field_draw(canvas, line, line.row, line.column + LABEL_COLUMNS, line.columns - LABEL_COLUMNS,
			STYLE_INPUT, &session->entry, true);
	else if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM)
		draw_slider_row(session, canvas, line, parameter, focused);
	else
		draw_choice_row(session, canvas, line, parameter, focused);
}

void parameters_draw(struct session *session, struct canvas *canvas, struct box box)
{
	enum style frame = session->panel == PANEL_PARAMETERS ? STYLE_FRAME_FOCUS : STYLE_FRAME;
	struct box inside = box_inside(box);
	struct list *list = &session->parameters;

	canvas_frame(canvas, box, frame, _("Workload"));
	list_show(list, inside.rows);
	list->box = inside;
	for (int i = 0; i < inside.rows && list->top + i < list->count; i++)
		draw_row(session, canvas, box_row(inside, i), list->top + i, list->top + i == list->selected);
	/* On the frame, beside the rows: the corners stay. */
	list_draw_marks(canvas, box, inside.row, inside.rows, frame, list);
}
