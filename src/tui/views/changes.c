/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of turns. */
#include "tui/views/changes.h"

#include "base/i18n.h"
#include "report/turns.h"
#include "study/turn.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/rule.h"

/* A value with a blank; a side of the table, unless one needs more than the other. */
enum { VALUE = 7, SIDE = 24 };

/* Of sliders; of price and what could be allowed. */
enum { USUAL_LINES = 10, LAST_LINES = 1 + ALLOWANCES };

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

static struct turn turn_of(const struct session *session, enum parameter parameter, bool above)
{
	const struct row *best = result_best(&session->result);
	double value = session_value(session, parameter);

	return above ? turn_above(session->sensitivity, parameter, value, best)
		     : turn_below(session->sensitivity, parameter, value, best);
}

typedef void leader_words(struct text *out, const struct turn *turn);

/* What the longest leader below or above takes with its value. */
static int needed(const struct session *session, leader_words *words, bool above)
{
	int most = 0;

	for (const enum parameter *p = session->study->panel; *p != PARAMETER_COUNT; p++) {
		struct turn turn = { .to = NULL };
		TEXT(leader);

		if (slides(session, *p))
			turn = turn_of(session, *p, above);
		if (turn.to)
			words(&leader, &turn);
		most = text_columns(leader.data) > most ? text_columns(leader.data) : most;
	}
	return VALUE + most;
}

/* Where the sides meet: in the middle, unless one lacks what the other can spare. */
static int side_columns(const struct session *session, struct box text)
{
	static leader_words *const words[] = { label_leader, label_leader_short };
	int half = text.columns / 2 < SIDE ? text.columns / 2 : SIDE;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		int below = needed(session, words[i], false) + 1, above = needed(session, words[i], true);

		if (below + above <= text.columns)
			return below > half ? below : text.columns - above < half ? text.columns - above : half;
	}
	return half;
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
	label_leader_in(&leader, turn, columns - VALUE);
	canvas_text_fit(canvas, line, line.row, column, VALUE, STYLE_TEXT, value.data);
	canvas_text_fit(canvas, line, line.row, column + VALUE, columns - VALUE, STYLE_TEXT, leader.data);
}

static void draw_line(
	const struct session *session, struct canvas *canvas, struct box line, int side, enum parameter parameter)
{
	struct turn below = turn_of(session, parameter, false), above = turn_of(session, parameter, true);
	struct box text = gutter_text_box(line, session->gutter);

	gutter_line(canvas, line, session->gutter, false, _(parameter_row(parameter)->label), NULL);
	/* The bar alone moves with the focus: the label is bold in the panel. */
	if (session->panel == PANEL_PARAMETERS && parameter == session_parameter(session))
		canvas_glyph(canvas, line, line.row, line.column, STYLE_ACCENT, GLYPH_SELECTED);
	draw_side(canvas, line, text.column, side - 1, parameter, &below);
	draw_side(canvas, line, text.column + side, text.columns - side, parameter, &above);
}

/* By how much the leader may become dearer before another leads. */
static int draw_prices(const struct session *session, struct canvas *canvas, struct box box)
{
	TEXT(text);

	label_dearer(&text, session->study, result_best(&session->result), result_next(&session->result));
	gutter_line(canvas, box_row(box, 0), session->gutter, false, _("Its price"), text.data);
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

/* How many others have a line beside those that turn: lines stay where they are when one begins or ceases to. */
static int count_others(const struct session *session, int rows)
{
	int turning = 0;

	for (const enum parameter *p = session->study->panel; *p != PARAMETER_COUNT; p++)
		turning += slides(session, *p) && turns(session, *p);
	return turning ? (rows < USUAL_LINES ? rows : USUAL_LINES) - turning : 0;
}

static int draw_sliders(const struct session *session, struct canvas *canvas, struct box box, int side)
{
	int row = 0, others = count_others(session, box.rows);

	for (const enum parameter *p = session->study->panel; *p != PARAMETER_COUNT && row < box.rows; p++) {
		if (!slides(session, *p) || (!turns(session, *p) && others-- <= 0))
			continue;
		draw_line(session, canvas, box_row(box, row++), side, *p);
	}
	return row;
}

int changes_draw(const struct session *session, struct canvas *canvas, struct box box)
{
	struct box text = gutter_text_box(box, session->gutter);
	int row, side = side_columns(session, text);

	rule_draw(canvas, box_row(box, 0), &(struct rule){ .title = _("What would change it") });
	canvas_text_fit(canvas, box, box.row + 1, text.column, side - 1, STYLE_DIM, _("below leads"));
	canvas_text_fit(canvas, box, box.row + 1, text.column + side, text.columns - side, STYLE_DIM, _("above leads"));
	row = 2 +
		draw_sliders(session, canvas,
			(struct box){ box.row + 2, box.column, box.rows - 2 - LAST_LINES, box.columns }, side);
	row += draw_prices(session, canvas, box_below(box, row));
	return row + draw_allowed(session, canvas, box_below(box, row));
}
