/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing and drawing the facts that find room. */
#include "tui/views/facts.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/figure.h"
#include "report/labels.h"
#include "report/part_table.h"
#include "report/phrases.h"
#include "tui/views/verdict_sign.h"
#include "tui/views/share_bar.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"

enum {
	FACTS_MAX = 24,
	BRIEF_ROWS = 2,                   /* as many have no room for labels */
	TALL = 10,                        /* from so many rows on bars have their names below them */
	LINES_MOST = 3,                   /* of one fact of several statements */
	HOURS_COLUMNS = 3 + 24 + 6,       /* "0h ", a block an hour, " 24h  " */
	HOURS_LEAST = HOURS_COLUMNS + 15, /* with the words behind them */
	TITLE_COLUMNS = 44,               /* that most titles need */
};

/* A figure an hour as blocks between the hours of the day. */
static int draw_hours(struct canvas *canvas, struct box line, const double hours[FLEET_HOURS])
{
	double most = 0.0;
	int column = line.column;

	for (int i = 0; i < FLEET_HOURS; i++)
		most = fmax(most, hours[i]);
	if (!(most > 0.0) || line.columns < HOURS_LEAST)
		return 0;
	column += canvas_text(canvas, line, line.row, column, STYLE_DIM, "0h ");
	for (int i = 0; i < FLEET_HOURS; i++)
		canvas_glyph(canvas, line, line.row, column++, STYLE_TEXT,
			(enum glyph)(GLYPH_BLOCK_1 + (int)fmin(7.0, fmax(0.0, ceil(8.0 * hours[i] / most) - 1.0))));
	column += canvas_text(canvas, line, line.row, column, STYLE_DIM, " 24h  ");
	return column - line.column;
}

/* A fact on its way to the screen. */
struct placed {
	const struct fact *fact;
	struct shares shares; /* where it has a bar */
	bool bar;
	struct text words;
	int lines; /* 0: it has nothing to say, or no room */
};

static int lines_of(const struct placed *p, int columns, bool tall)
{
	int lines = 0;

	if (p->bar)
		lines = tall ? 2 : 1;
	else if (p->words.length)
		lines = paragraph_lines(
			p->words.data, p->fact->hours && columns >= HOURS_LEAST ? columns - HOURS_COLUMNS : columns);
	return lines;
}

static int collect(const struct fact_context *c, struct placed *all, int columns, bool tall)
{
	int count = 0;

	for (const struct fact *f = facts_of(c->row); f->label && count < FACTS_MAX; f++) {
		struct placed *p = &all[count++];

		*p = (struct placed){ .fact = f };
		text_init(&p->words);
		f->write(&p->words, c);
		p->bar = fact_bar(f, c, &p->shares);
		p->lines = lines_of(p, columns, tall);
	}
	return count;
}

/* Ends the words before the last break between two statements, at one of those signs; false: there is one alone. */
static bool drop_statement(struct text *words, const char *signs)
{
	for (size_t at = words->length; at-- > 1;) {
		if (words->data[at] != ' ' || !strchr(signs, words->data[at - 1]))
			continue;
		words->data[at - 1] = '.';
		words->data[at] = '\0';
		words->length = at;
		return true;
	}
	return false;
}

/* Figures are never cut: what does not fit loses whole statements.  The first fact of all has at least its first
 * lines. */
static void fit(struct placed *p, int columns, int room, bool first)
{
	int most = room < LINES_MOST ? room : LINES_MOST;

	while (p->lines > most && !p->bar && drop_statement(&p->words, ".;"))
		p->lines = lines_of(p, columns, false);
	if (p->lines > room)
		p->lines = first && !p->bar ? room : 0;
}

/* The most needed find room first. */
static int choose(struct placed *all, int count, int columns, int rows)
{
	int used = 0;

	for (int need = 0; need <= 99; need++) {
		for (int i = 0; i < count; i++) {
			if (all[i].fact->need != need)
				continue;
			fit(&all[i], columns, rows - used, used == 0);
			used += all[i].lines;
		}
	}
	return used;
}

/* What is left over goes to those that have more to say. */
static void add_more(const struct fact_context *c, struct placed *all, int count, int columns, int rows)
{
	for (int i = 0; i < count && rows > 0; i++) {
		struct placed *p = &all[i];
		size_t before = p->words.length;
		int lines;

		if (!p->fact->more || !p->lines)
			continue;
		text_add_char(&p->words, ' ');
		p->fact->more(&p->words, c);
		lines = lines_of(p, columns, true);
		if (lines - p->lines > rows || lines > LINES_MOST) {
			p->words.data[before] = '\0';
			p->words.length = before;
			continue;
		}
		rows -= lines - p->lines;
		p->lines = lines;
	}
}

static void draw_one(
	struct canvas *canvas, struct box box, int gutter, const struct placed *p, const struct fact_context *c)
{
	struct box rest = gutter_text_box(box, gutter);
	double hours[FLEET_HOURS];
	int used = 0;

	gutter_line(canvas, box_row(box, 0), gutter, false, _(p->fact->label), NULL);
	if (p->bar) {
		share_bar_draw(canvas, rest, &p->shares, p->words.data);
		return;
	}
	if (p->fact->hours && p->fact->hours(hours, c))
		used = draw_hours(canvas, rest, hours);
	rest.column += used;
	rest.columns -= used;
	paragraph_draw(
		canvas, rest, p->fact->doubtful && p->fact->doubtful(c) ? STYLE_WARN : STYLE_TEXT, p->words.data, 0);
}

/* Without labels, in the order of the list; but for the first, what has no room is left out. */
static void draw_brief(struct canvas *canvas, struct box box, const struct fact_context *c)
{
	int first = box.row;

	box.column += GUTTER_LABEL;
	box.columns -= GUTTER_LABEL + 1;
	for (const struct fact *f = facts_of(c->row); f->label && box.rows > 0; f++) {
		TEXT(words);

		if (f->brief)
			f->brief(&words, c);
		while (paragraph_lines(words.data, box.columns) > box.rows && drop_statement(&words, ".;,"))
			;
		if (words.length && (box.row == first || paragraph_lines(words.data, box.columns) <= box.rows))
			box = box_below(box, paragraph_draw(canvas, box, STYLE_TEXT, words.data, 0));
	}
}

static void draw_facts(const struct session *session, struct canvas *canvas, struct box box, const struct row *row)
{
	const struct shown_row *line = session_line(session);
	struct fact_context c = { .study = session->study,
		.scenario = &session->scenario,
		.result = &session->result,
		.row = row,
		.against = line->alternative ? &session->result.rows[line->index] : NULL,
		.sensitivity = session->sensitivity,
		.today = session->today };
	struct placed all[FACTS_MAX];
	int columns = gutter_text_box(box, session->gutter).columns, count, used;

	if (box.rows <= BRIEF_ROWS) {
		draw_brief(canvas, box, &c);
		return;
	}
	count = collect(&c, all, columns, box.rows >= TALL);
	used = choose(all, count, columns, box.rows);
	add_more(&c, all, count, columns, box.rows - used);
	for (int i = 0; i < count && box.rows > 0; i++) {
		int lines = all[i].lines < box.rows ? all[i].lines : box.rows;

		if (lines > 0)
			draw_one(canvas, (struct box){ box.row, box.column, lines, box.columns }, session->gutter,
				&all[i], &c);
		box = box_below(box, lines);
	}
	for (int i = 0; i < count; i++)
		text_release(&all[i].words);
}

/* "H200 SXM x1 fp8: ✓ meets, 84 % sure", the sign in its colour. */
static void draw_title(const struct session *session, struct canvas *canvas, struct box rule, const struct row *a)
{
	int sign;
	TEXT(title);
	TEXT(legend);

	text_addf(&title, "%s ", a->deployment.gpu->short_name);
	figure_size(&title, a);
	label_variant(&title, " ", a);
	if (session->study->by_provider && a->offer)
		text_addf(&title, _(" at %s"), a->offer->provider->name);
	if (session_line(session)->alternative && a->offer)
		text_addf(&title, ", %s", label_purchase(a->offer->purchase));
	text_add(&title, ": ");
	sign = 3 + text_columns(title.data);
	text_add_code(&title, glyph_code(verdict_glyph(a->verdict), canvas->ascii));
	text_addf(&title, " %s", label_row_verdict(a));
	if (!isnan(a->p_meets) && a->verdict != VERDICT_DOES_NOT_FIT) {
		text_add(&title, ", ");
		label_sure_share(&title, a->p_meets);
		text_add(&title, _(" sure"));
	}
	/* The title is as long as it is; the legend stays. */
	verdict_legend(a->part_kind, rule.columns - TITLE_COLUMNS, canvas->ascii, &legend);
	rule_draw(canvas, rule, &(struct rule){ .title = title.data, .right = legend.data, .right_style = STYLE_DIM });
	canvas_glyph(canvas, rule, rule.row, rule.column + sign, verdict_style(a->verdict), verdict_glyph(a->verdict));
}

void facts_draw(const struct session *session, struct canvas *canvas, struct box rule, struct box box)
{
	const struct row *a = session_answer(session);

	/* No row is shown where the filters leave none. */
	if (!a || reasons_have(&session->result.warnings, REASON_FILTERS_LEAVE_NOTHING)) {
		rule_draw(canvas, rule, &(struct rule){ .title = NULL });
		return;
	}
	draw_title(session, canvas, rule, a);
	draw_facts(session, canvas, box, a);
}
