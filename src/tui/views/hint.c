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
#include "tui/widgets/gutter.h"

enum { VALUE_COLUMNS = 7, KEYS_OF_A_NEWCOMER = 3 };

/* Until a few keys were pressed; never again once a plan is open. */
static bool is_new(const struct session *session)
{
	return session->newcomer && session->keys < KEYS_OF_A_NEWCOMER && !session->plan.path;
}

/* What the other words would lead to; until that is known all there are, the chosen one in brackets. */
static void write_choices(const struct session *session, enum parameter parameter, struct text *out)
{
	const char *const *words = parameter_choices(parameter);
	const struct neighbours *n = session_neighbours(session, parameter);

	if (parameter_row(parameter)->form != PARAMETER_CHOICE_FORM || !words) {
		text_add(out, _(parameter_row(parameter)->help));
		return;
	}
	for (int i = 0; !n && words[i]; i++)
		text_addf(out, i == (int)session->scenario.number[parameter] ? "%s[%s]" : "%s%s", i ? "  " : "",
			words[i]);
	if (!n)
		return;
	text_addf(out, "%-*s", VALUE_COLUMNS, words[(int)session->scenario.number[parameter]]);
	for (int i = 0; i < n->count; i++) {
		text_addf(out, "%s%s: ", i ? "      " : "", n->items[i].word);
		label_neighbour(out, session->study, &n->items[i]);
	}
}

bool hint_told(const struct session *session)
{
	return session->message.text[0] || session->panel == PANEL_PARAMETERS || is_new(session) ||
		session_shown_view(session) == VIEW_ENTRY;
}

static void write_parameter(const struct session *session, enum parameter parameter, struct text *out)
{
	TEXT(value);

	if (session_shown_view(session) == VIEW_ENTRY) {
		parameters_span(session, parameter, out);
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
		label_turns(&value, session->sensitivity, parameter, session_value(session, parameter),
			result_best(&session->result), false);
		text_add(out, value.length ? value.data : _(parameter_row(parameter)->help));
	} else {
		write_choices(session, parameter, out);
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
	write_parameter(session, parameter, &text);
	gutter_line(canvas, line, session->gutter, true, _(parameter_row(parameter)->label), text.data);
}
