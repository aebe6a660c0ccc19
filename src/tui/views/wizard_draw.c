/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing one question with its choices and the consequence of the one under the cursor. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/replica.h"
#include "report/interview.h"
#include "report/words.h"
#include "tui/views/page.h"
#include "tui/views/wizard.h"
#include "tui/widgets/paragraph.h"

/* Rows of the parts of a question inside its frame. */
struct parts {
	struct box help, list, divider, consequence;
};

enum { CONSEQUENCE_LEAST = 3, CONSEQUENCE_MOST = 7, WIDEST = 100 };

/* The choices come first, then what they bring; the explanation is cut where room is short. */
static struct parts lay_out(struct box inside, int help_lines, int rows)
{
	struct parts p = { .help = inside, .list = inside, .divider = inside, .consequence = inside };
	int left = inside.rows - 1 - CONSEQUENCE_LEAST;
	int gap;

	p.list.rows = rows < left - 1 ? rows : left - 1;
	left -= p.list.rows;
	p.help.rows = help_lines < left ? help_lines : left;
	left -= p.help.rows;
	gap = left >= 2;
	left -= 2 * gap;
	p.consequence.rows = CONSEQUENCE_LEAST + left;
	if (p.consequence.rows > CONSEQUENCE_MOST)
		p.consequence.rows = CONSEQUENCE_MOST;
	p.list.row += p.help.rows + gap;
	p.consequence.row = inside.row + inside.rows - p.consequence.rows;
	p.divider.row = p.consequence.row - 1;
	p.divider.rows = 1;
	return p;
}

/* "default" behind the default, what was chosen behind another answer. */
static const char *remark(const struct wizard *w, int index)
{
	const struct interview_answer *answer = &w->iv.answers[w->iv.current];
	const struct choice_row *stands = interview_choice(&w->iv, w->iv.current);

	if (index < w->choice_count ? answer->choice && w->choices[index] == stands : answer->typed[0] != '\0')
		return index == 0 ? _("your answer, default") : _("your answer");
	return index == 0 ? _("default") : "";
}

static void draw_typed_row(struct canvas *canvas, struct box line, struct wizard *w, bool selected,
			   enum style style)
{
	int used = 4 + canvas_text(canvas, line, line.row, line.column + 3, style, _("type"));
	int width = line.columns / 3;

	if (selected || w->field.length)
		field_draw(canvas, line, line.row, line.column + used, width, STYLE_INPUT, &w->field, selected);
	else
		width = -1;
	canvas_text_fit(canvas, line, line.row, line.column + used + width + 1,
			line.columns - used - width - 2, selected ? style : STYLE_DIM,
			_(question_row(w->iv.current)->hint));
}

static void draw_row(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	struct wizard *w = context;
	enum style style = selected ? STYLE_FOCUS : STYLE_NORMAL;
	const char *behind = remark(w, index);
	int width = line.columns - 4;

	if (selected)
		canvas_glyph(canvas, line, line.row, line.column, style, GLYPH_SELECTED);
	if (index > w->choice_count) {
		canvas_text_fit(canvas, line, line.row, line.column + 3, width, style, _("choose from all models"));
		canvas_glyph(canvas, line, line.row, line.column + line.columns - 1, style, GLYPH_ARROW_RIGHT);
		return;
	}
	if (index == w->choice_count) {
		draw_typed_row(canvas, line, w, selected, style);
		return;
	}
	if (behind[0]) {
		width -= canvas_columns(behind) + 1;
		canvas_text(canvas, line, line.row, line.column + 4 + width, selected ? style : STYLE_DIM, behind);
	}
	canvas_text_fit(canvas, line, line.row, line.column + 3, width, style, _(w->choices[index]->label));
}

static void add_speed(struct text *out, const struct row *a)
{
	if (isnan(replica_of(a)->ttft_s.mid) || isnan(replica_of(a)->tpot_s.mid))
		return;
	text_add(out, "TTFT ");
	words_band(out, &replica_of(a)->ttft_s, UNIT_SECONDS);
	text_add(out, ", TPOT ");
	words_band(out, &replica_of(a)->tpot_s, UNIT_SECONDS);
	text_add(out, ".\n");
}

/* Under the cursor is the answer that stands, or none yet. */
static bool nothing_else(const struct wizard *w)
{
	if (w->list.selected < w->choice_count)
		return w->choices[w->list.selected] == interview_choice(&w->iv, w->iv.current);
	return !wizard_on_typed_row(w) || !w->field.length ||
	       strcmp(w->field.text, w->iv.answers[w->iv.current].typed) == 0;
}

static void write_last_answer(const struct wizard *w, struct text *out)
{
	text_add(out, _("Your last answer: "));
	words_change(out, &w->previous, &w->iv.present);
}

/* What the answer under the cursor brings, or what the last one brought. */
static void write_consequence(const struct wizard *w, struct text *out)
{
	const struct interview *iv = &w->iv;
	bool stands = nothing_else(w);

	if (w->trouble.text[0]) {
		text_add(out, w->trouble.text);
		return;
	}
	words_outcome(out, &iv->outlook);
	text_add_char(out, '\n');
	if (!stands)
		words_change(out, &iv->present, &iv->outlook);
	else if (w->previous.known)
		write_last_answer(w, out);
	if (!stands || w->previous.known)
		text_add_char(out, '\n');
	if (iv->outlook.known && iv->outlook.meets)
		add_speed(out, &iv->outlook.best.row);
	for (int i = 0; i < iv->notes.count; i++) {
		words_note(out, &iv->notes.items[i]);
		text_add_char(out, '\n');
	}
}

static void draw_title(const struct interview *iv, struct canvas *canvas, struct box line)
{
	struct text place;
	int used = 1 + canvas_text(canvas, line, line.row, 1, STYLE_TITLE, "gpuplan");

	used += 2 + canvas_text(canvas, line, line.row, used + 2, STYLE_NORMAL, _("Wizard"));
	text_init(&place);
	if (iv->current == QUESTION_COUNT)
		text_addf(&place, _("all %d answered"), interview_count(iv));
	else
		text_addf(&place, _("%d of %d"), interview_number(iv), interview_count(iv));
	canvas_text_right(canvas, line, line.row, used, line.columns - used - 1, STYLE_NORMAL, place.data);
	text_release(&place);
}

static void draw_question(struct wizard *w, struct canvas *canvas, struct box box)
{
	const struct question_row *row = question_row(w->iv.current);
	struct box inside = box_inside(box);
	struct parts p;
	struct text text;

	inside.column++;
	inside.columns -= 2;
	/* Longer lines are hard to read, and their ends far from their starts. */
	if (inside.columns > WIDEST)
		inside.columns = WIDEST;
	p = lay_out(inside, paragraph_lines(_(row->help), inside.columns), w->list.count);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _(row->text));
	paragraph_draw(canvas, p.help, STYLE_NORMAL, _(row->help), 0);
	canvas_divider(canvas, box, p.divider.row, STYLE_FRAME_FOCUS, _("With this answer"));
	text_init(&text);
	write_consequence(w, &text);
	paragraph_draw(canvas, p.consequence, w->trouble.text[0] ? STYLE_DIM : STYLE_NORMAL, text.data, 0);
	text_release(&text);
	/* Last: the hardware cursor belongs to the choices. */
	list_draw(canvas, p.list, &w->list, true, draw_row, w);
	list_draw_marks(canvas, (struct box) { p.list.row, box.column, p.list.rows, box.columns },
			box.column + box.columns - 1, STYLE_FRAME_FOCUS, &w->list);
}

void wizard_draw(struct session *session, struct canvas *canvas, struct box box)
{
	struct box rest = box;

	rest.row++;
	rest.rows--;
	if (wizard_at_end(session))
		page_draw(session, canvas, rest);
	else
		draw_question(session->wizard, canvas, rest);
	draw_title(&session->wizard->iv, canvas, box_row(box, 0));
}
