/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the hint line. */
#include "tui/views/hint.h"

#include <math.h>

#include "base/i18n.h"
#include "report/figure.h"
#include "report/turns.h"
#include "study/scenario_text.h"
#include "study/turn.h"
#include "tui/views/foot.h"
#include "tui/views/parameters.h"
#include "tui/views/picker_items.h"
#include "tui/widgets/gutter.h"

enum { VALUE_COLUMNS = 8, KEYS_OF_A_NEWCOMER = 3 };

/* Until a few keys were pressed; never again once a plan is open. */
static bool is_new(const struct session *session)
{
	return session->newcomer && session->keys < KEYS_OF_A_NEWCOMER && !session->plan.path;
}

/* What Enter does, and what it is about where there is room for that, too. */
static void write_list(const struct session *session, enum parameter parameter, int columns, struct text *out)
{
	const char *help = _(parameter_row(parameter)->help);
	struct picker_items items = { 0 };

	if (parameter_row(parameter)->form == PARAMETER_TEXT_FORM) {
		text_add(out, _("Enter takes words"));
	} else {
		picker_items_fill(&items, &session->scenario, parameter);
		text_addf(out, ngettext("Enter lists %d choice", "Enter lists %d choices", (unsigned long)items.count),
			items.count);
		picker_items_release(&items);
	}
	if (text_columns(out->data) + text_columns(help) + 3 <= columns)
		text_addf(out, "   %s", help);
	else
		text_add(out, _("; F1 says what it is about"));
}

/* All words there are, the chosen one in brackets. */
static void write_words(const struct session *session, enum parameter parameter, struct text *out)
{
	const char *const *words = parameter_choices(parameter);

	for (int i = 0; words[i]; i++)
		text_addf(out, i == (int)session->scenario.number[parameter] ? "%s[%s]" : "%s%s", i ? "  " : "",
			words[i]);
}

/* What the other words would lead to; where that is not known, or is not told whole, the words. */
static void write_choices(const struct session *session, enum parameter parameter, int columns, struct text *out)
{
	const char *const *words = parameter_choices(parameter);
	const struct neighbours *n = session_neighbours(session, parameter);

	if (parameter_row(parameter)->form != PARAMETER_CHOICE_FORM || !words) {
		write_list(session, parameter, columns, out);
		return;
	}
	if (n)
		text_addf(out, "%-*s", VALUE_COLUMNS, words[(int)session->scenario.number[parameter]]);
	for (int i = 0; n && i < n->count; i++) {
		text_addf(out, "%s%s: ", i ? "      " : "", n->items[i].word);
		label_neighbour(out, session->study, &n->items[i]);
	}
	if (n && text_columns(out->data) <= columns)
		return;
	text_clear(out);
	write_words(session, parameter, out);
}

bool hint_told(const struct session *session)
{
	return session->message.text[0] || session->panel == PANEL_PARAMETERS || is_new(session) ||
		session_shown_view(session) == VIEW_ENTRY;
}

static void write_parameter(const struct session *session, enum parameter parameter, int columns, struct text *out)
{
	TEXT(value);

	if (session_shown_view(session) == VIEW_ENTRY) {
		parameters_span(session, parameter, out);
		if (session->entry.length && parameters_typed(parameter, session->entry.text) == TYPED_OUTSIDE)
			text_addf(out, _("; %s is outside"), session->entry.text);
		return;
	}
	if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM) {
		const struct row *best = result_best(&session->result);

		/* The value stands in the panel, too. */
		if (session->turned && best) {
			text_addf(out, _("now leads: %s "), best->deployment.gpu->short_name);
			figure_size(out, best);
			text_add(out, "   ");
		} else {
			parameters_value(session, parameter, &value);
			text_addf(out, "%-*s", VALUE_COLUMNS, value.data);
		}
		text_clear(&value);
		label_turns(&value, session->sensitivity, parameter, session_value(session, parameter), best, false);
		/* Where they turn is said whole, or without whom they turn to. */
		if (value.length && text_columns(out->data) + text_columns(value.data) > columns) {
			text_clear(&value);
			label_turns(
				&value, session->sensitivity, parameter, session_value(session, parameter), best, true);
		}
		text_add(out, value.length ? value.data : _(parameter_row(parameter)->help));
	} else {
		write_choices(session, parameter, columns, out);
	}
}

void hint_draw(const struct session *session, struct canvas *canvas, struct box line)
{
	enum parameter parameter = session_parameter(session);
	TEXT(text);

	if (foot_draw_message(session, canvas, line))
		return;
	if (is_new(session) && session_shown_view(session) == VIEW_WORKBENCH) {
		canvas_glyph(canvas, line, line.row, line.column, STYLE_ACCENT, GLYPH_SELECTED);
		canvas_text_fit(canvas, line, line.row, line.column + 1, line.columns - 2, STYLE_TEXT,
			_("New here? w asks a few questions.  Or change the left side: ↑↓ row, ←→ value."));
		return;
	}
	if (session->panel != PANEL_PARAMETERS)
		return;
	write_parameter(session, parameter, gutter_text_box(line, session->gutter).columns, &text);
	gutter_line(canvas, line, session->gutter, true, _(parameter_row(parameter)->label), text.data);
}
