/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing a question. */
#include "tui/views/wizard_draw.h"

#include <string.h>

#include "base/i18n.h"
#include "study/interview_answer.h"
#include "tui/views/number_slider.h"
#include "tui/views/views.h"
#include "tui/views/wizard_frame.h"
#include "tui/views/wizard_lines.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"
#include "tui/zone_kind.h"

/* Columns of a choice: its number, its label, and two behind the widest label what it is. */
enum { NUMBER = 2, LABEL = 5, GAP = 2, DETAIL_LEAST = 32 };

/* Rows of the parts of a question. */
struct parts {
	struct box list, help, rule, consequence;
};

enum { CONSEQUENCE_LEAST = 3, CONSEQUENCE_WANTED = 5, ZONE = 13 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* The choices come first, then what they bring; the advice is cut where room is short.  The rule stands in the same
 * row for all questions, where their choices leave it there. */
static struct parts lay_out(struct box box, int help_lines, int rows)
{
	struct parts p = { .list = box, .help = box, .rule = box, .consequence = box };
	int zone = least(ZONE, box.rows - 1 - CONSEQUENCE_WANTED), left;

	if (rows > zone)
		zone = least(rows, box.rows - 1 - CONSEQUENCE_LEAST);
	p.list.rows = least(rows, zone);
	left = zone - p.list.rows;
	p.help.rows = least(help_lines, left);
	left -= p.help.rows;
	/* Blank rows: above the choices, then between both, then above the rule. */
	p.list.row += left >= 2;
	p.help.row = p.list.row + p.list.rows + (left >= 1);
	p.rule.row += zone;
	p.rule.rows = 1;
	p.consequence.row = p.rule.row + 1;
	p.consequence.rows = most(0, box.row + box.rows - p.consequence.row);
	return p;
}

/* The column in which all rows say what they are. */
static int detail_column(const struct wizard *w, int columns)
{
	int widest = wizard_can_type(w) ? canvas_columns(_("Another")) : 0;

	if (wizard_has_list(w))
		widest = most(widest, canvas_columns(_("All models")));
	for (int i = 0; i < w->choice_count; i++)
		if (w->choices[i]->detail[0])
			widest = most(widest, canvas_columns(_(w->choices[i]->label)));
	widest += LABEL + GAP;
	return columns < 2 * DETAIL_LEAST ? widest : most(DETAIL_LEAST, widest);
}

/* As many words as fit; an ellipsis tells of others, so that no figure is cut. */
static void draw_words(
	struct canvas *canvas, struct box line, int column, int width, enum style style, const char *text)
{
	size_t end = strlen(text);
	TEXT(words);

	text_add(&words, text);
	while (end > 0 && canvas_columns(words.data) > width) {
		while (end > 0 && text[end - 1] != ' ')
			end--;
		while (end > 0 && text[end - 1] == ' ')
			end--;
		text_clear(&words);
		text_addf(&words, "%.*s \u2026", (int)end, text);
	}
	if (end > 0)
		canvas_text_fit(canvas, line, line.row, column, width, style, words.data);
}

/* Label and detail; where both do not find room, as much as there is of the label, which leaves a gap. */
static void draw_pair(
	struct canvas *canvas, struct box line, int detail, enum style style, const char *label, const char *text)
{
	int room = line.columns - LABEL - 1;

	if (text[0])
		room = least(room, detail - GAP - LABEL);
	canvas_text_fit(canvas, line, line.row, line.column + LABEL, room, style, label);
	if (text[0])
		draw_words(canvas, line, line.column + detail, line.columns - detail - 1, STYLE_DIM, text);
}

/* The slider of a number and its value; what is typed while something is. */
static void draw_typed_row(
	const struct session *session, struct canvas *canvas, struct box line, int detail, bool selected)
{
	struct wizard *w = session->views->wizard;
	enum { RAIL = 17, VALUE = 8, FIELD = RAIL + VALUE };
	enum style style = selected ? STYLE_STRONG : STYLE_TEXT;
	int used = detail + FIELD + GAP, room = line.columns - used - 1;
	const char *hint = _(question_row(w->iv.current)->hint);

	canvas_text_fit(canvas, line, line.row, line.column + LABEL, detail - GAP - LABEL, style, _("Another"));
	if (wizard_has_number(w) && !(selected && w->typing)) {
		struct slider slider = wizard_slider(w);
		const struct turn turns[] = { wizard_turn(session, false), wizard_turn(session, true) };
		double ticks[2];
		int count = number_slider_ticks(&slider, turns, ticks);

		slider_draw(canvas, line, line.row, line.column + detail, RAIL, &slider, ticks, count, selected);
		canvas_text_right(canvas, line, line.row, line.column + detail + RAIL, VALUE, style,
			selected && w->field.length ? w->field.text : "");
	} else if (w->field.length) {
		/* Names and paths are long: they take the rest of the line. */
		if (!wizard_has_number(w))
			room = 0;
		field_draw(canvas, line, line.row, line.column + detail, room > 0 ? FIELD : line.columns - detail - 1,
			style, &w->field, selected);
	} else {
		/* What may be typed stands where it will be. */
		used = detail;
		room = line.columns - detail - 1;
		if (selected)
			canvas_cursor(canvas, line, line.row, line.column + detail);
	}
	if (canvas_columns(hint) <= room || used == detail)
		draw_words(canvas, line, line.column + used, room, STYLE_DIM, hint);
}

static void draw_row(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	const struct session *const *session = context;
	const struct wizard *w = (*session)->views->wizard;
	enum style style = selected ? STYLE_STRONG : STYLE_TEXT;
	int detail = detail_column(w, line.columns);

	if (index == w->choice_count && wizard_can_type(w)) {
		draw_typed_row(*session, canvas, line, detail, selected);
		return;
	}
	if (index >= w->choice_count) {
		draw_pair(canvas, line, detail, style, _("All models"), _("a list with what each one needs"));
		return;
	}
	canvas_textf(
		canvas, line, line.row, line.column + NUMBER, selected ? STYLE_STRONG : STYLE_ACCENT, "%d", index + 1);
	draw_pair(canvas, line, detail, style, _(w->choices[index]->label),
		w->choices[index]->detail[0] ? _(w->choices[index]->detail) : "");
}

static void draw_rule(struct canvas *canvas, struct box box, const struct interview *iv)
{
	int asked = 0, number = 1;
	struct rule rule = { .title = _("With this answer"), .right_style = STYLE_DIM };
	TEXT(far);

	for (int i = 0; i < QUESTION_COUNT; i++) {
		asked += iv->outlook_asks[i];
		number += iv->outlook_asks[i] && i < (int)iv->current;
	}
	text_addf(&far, _("so far %d of %d answered"), number, asked);
	rule.right = far.data;
	rule_draw(canvas, box, &rule);
}

void wizard_draw(const struct session *session, struct canvas *canvas, struct box box)
{
	struct wizard *w = session->views->wizard;
	const struct question_row *row = question_row(w->iv.current);
	struct box rest = wizard_frame_draw(canvas, box, &w->iv, _(row->text), NULL), advice;
	struct box narrow = rest;
	struct parts p;

	narrow.columns = least(narrow.columns, PARAGRAPH_WIDEST);
	p = lay_out(narrow, paragraph_lines(_(row->help), narrow.columns - LABEL - 1), w->list.count);
	advice = p.help;
	advice.column += LABEL;
	advice.columns -= LABEL + 1;
	paragraph_draw(canvas, advice, STYLE_DIM, _(row->help), 0);
	p.rule.columns = box.columns;
	draw_rule(canvas, p.rule, &w->iv);
	wizard_lines_draw(session, canvas, p.consequence);
	/* Last: the hardware cursor belongs to the choices. */
	list_draw(canvas, p.list, &w->list, !wizard_on_typed_row(w), draw_row, &session);
	list_zone(canvas, p.list, &w->list, ZONE_CHOICE);
}
