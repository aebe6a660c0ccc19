/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of turns. */
#include "tui/views/changes.h"

#include "base/i18n.h"
#include "report/turns.h"
#include "study/turn.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/rule.h"

/* Value and leader below, the same above. */
enum { VALUE = 7, LEADER = 11, SIDE = VALUE + LEADER + 1 };

/* Of sliders; of price and what could be allowed. */
enum { USUAL_LINES = 10, LAST_LINES = 1 + ALLOWANCES };

/* Both sides share what the gutter leaves. */
static int side_columns(struct box text)
{
	return text.columns / 2 < SIDE ? text.columns / 2 : SIDE;
}

static void draw_side(struct canvas *canvas, struct box line, int column, int columns, enum parameter parameter,
	const struct turn *turn)
{
	TEXT(value);
	TEXT(leader);

	if (!turn->to) {
		canvas_text_fit(canvas, line, line.row, column, VALUE, STYLE_DIM, "-");
		return;
	}
	label_setting(&value, parameter, turn->value);
	label_leader(&leader, turn);
	canvas_text_fit(canvas, line, line.row, column, VALUE, STYLE_TEXT, value.data);
	canvas_text_fit(canvas, line, line.row, column + VALUE, columns - VALUE, STYLE_TEXT, leader.data);
}

static void draw_line(const struct session *session, struct canvas *canvas, struct box line, enum parameter parameter)
{
	const struct row *best = result_best(&session->result);
	double value = session_value(session, parameter);
	struct turn below = turn_below(session->sensitivity, parameter, value, best);
	struct turn above = turn_above(session->sensitivity, parameter, value, best);
	struct box text = gutter_text_box(line, session->gutter);
	int side = side_columns(text);

	gutter_line(canvas, line, session->gutter, false, _(parameter_row(parameter)->label), NULL);
	/* The bar alone moves with the focus: the label is bold in the panel. */
	if (session->panel == PANEL_PARAMETERS && parameter == session_parameter(session))
		canvas_glyph(canvas, line, line.row, line.column, STYLE_ACCENT, GLYPH_SELECTED);
	draw_side(canvas, line, text.column, side - 1, parameter, &below);
	draw_side(canvas, line, text.column + side, text.columns - side, parameter, &above);
}

/* By how much the leader may become dearer before others are equal, and before one leads. */
static int draw_prices(const struct session *session, struct canvas *canvas, struct box box)
{
	const struct row *best = result_best(&session->result), *next = result_next(&session->result);
	struct box line = box_row(box, 0);
	TEXT(text);
	TEXT(name);

	if (next) {
		text_add(&name, next->deployment.gpu->short_name);
		if (session->study->by_provider && next->offer)
			text_addf(&name, _(" at %s"), next->offer->provider->name);
		text_addf(&text, _("%+.0f %%: the %s leads"),
			100.0 * (session->study->objective(next) / session->study->objective(best) - 1.0), name.data);
	} else {
		text_add_char(&text, '-');
	}
	gutter_line(canvas, line, session->gutter, false, _("Its price"), text.data);
	return 1;
}

/* What could be allowed, and who would lead then. */
static int draw_allowed(const struct session *session, struct canvas *canvas, struct box box)
{
	int row = 0;

	for (int i = 0; i < ALLOWANCES && row < box.rows; i++) {
		enum parameter choice = allowances[i];
		const struct neighbours *n = session_neighbours(session, choice);
		TEXT(text);

		/* The last word allows the most. */
		if (!n || !n->count || session->scenario.number[choice] > 0)
			continue;
		text_addf(&text, "%s %s: ", _(parameter_row(choice)->label), n->items[n->count - 1].word);
		label_neighbour(&text, session->study, &n->items[n->count - 1]);
		gutter_line(canvas, box_row(box, row), session->gutter, false, row ? "" : _("Allowed"), text.data);
		row++;
	}
	return row;
}

/* Whether different GPUs lead along the slider. */
static bool turns(const struct session *session, enum parameter parameter)
{
	return sensitivity_of(session->sensitivity, parameter)->count >= 2;
}

/* A slider of the panel that has a value. */
static bool slides(const struct session *session, enum parameter parameter)
{
	return parameter_row(parameter)->form == PARAMETER_NUMBER_FORM &&
		sensitivity_of(session->sensitivity, parameter)->count > 0;
}

/* How many others have a line beside those that turn: lines stay where they are when one begins or ceases to. */
static int count_others(const struct session *session, int rows)
{
	int turning = 0;

	for (const enum parameter *p = session->study->panel; *p != PARAMETER_COUNT; p++)
		turning += slides(session, *p) && turns(session, *p);
	return turning ? (rows < USUAL_LINES ? rows : USUAL_LINES) - turning : 0;
}

static int draw_sliders(const struct session *session, struct canvas *canvas, struct box box)
{
	int row = 0, others = count_others(session, box.rows);

	for (const enum parameter *p = session->study->panel; *p != PARAMETER_COUNT && row < box.rows; p++) {
		if (!slides(session, *p) || (!turns(session, *p) && others-- <= 0))
			continue;
		draw_line(session, canvas, box_row(box, row++), *p);
	}
	return row;
}

int changes_draw(const struct session *session, struct canvas *canvas, struct box box)
{
	struct box text = gutter_text_box(box, session->gutter);
	int row, side = side_columns(text);

	rule_draw(canvas, box_row(box, 0), &(struct rule){ .title = _("What would change it") });
	canvas_text_fit(canvas, box, box.row + 1, text.column, side - 1, STYLE_DIM, _("below leads"));
	canvas_text_fit(canvas, box, box.row + 1, text.column + side, text.columns - side, STYLE_DIM, _("above leads"));
	row = 2 +
		draw_sliders(session, canvas,
			(struct box){ box.row + 2, box.column, box.rows - 2 - LAST_LINES, box.columns });
	row += draw_prices(session, canvas, box_below(box, row));
	return row + draw_allowed(session, canvas, box_below(box, row));
}
