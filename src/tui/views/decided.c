/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing what decided about a row. */
#include "tui/views/decided.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/figure.h"
#include "report/labels.h"
#include "report/part_table.h"
#include "report/rank.h"
#include "study/percentile_rows.h"
#include "tui/views/share_bar.h"
#include "tui/widgets/band.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"

/* So many rows have room for legends, and so many for sentences as well. */
enum { LEGENDS_FROM = 11, SENTENCES_FROM = 18 };

/* A latency, the requests that its goal is about, and the goal. */
struct goal {
	const char *label;
	const struct band *band;
	double limit; /* INFINITY: none */
};

enum { GOALS = 2, VALUE = 9, GAP = 2, AXIS_LEAST = 8, AXIS_MOST = 60 };

static void write_goal(struct text *out, const struct goal *goal, enum goal_at at)
{
	if (!isfinite(goal->limit)) {
		text_addf(out, _("no goal, %s"), percentile_word(at));
		return;
	}
	label_sure_share(out, certainty_at_most(goal->band, goal->limit));
	text_add(out, _("  goal "));
	label_value(out, goal->limit, UNIT_SECONDS);
	text_addf(out, ", %s", percentile_word(at));
}

/* One axis for both: the goals stand under each other, and so does what is as far from them. */
static struct band_plot plot_of(const struct goal *goal)
{
	double unit = isfinite(goal->limit) ? goal->limit : goal->band->mid;

	return (struct band_plot){ .low = goal->band->low / unit,
		.value = goal->band->mid / unit,
		.high = goal->band->high / unit,
		.limit = isfinite(goal->limit) ? 1.0 : NAN,
		.ended = true };
}

static void widen(struct band_plot *axis, const struct goal *goal)
{
	/* The ends stay free, and a goal that is far away does not press the bands together. */
	const double margin = 1.25;
	struct band_plot plot = plot_of(goal);

	band_widen(axis, plot.low / margin);
	band_widen(axis, plot.high * margin);
	band_widen(axis, plot.limit / margin);
	band_widen(axis, plot.limit * margin);
}

static void draw_goal(struct canvas *canvas, struct box line, int gutter, const struct goal *goal,
	const struct band_plot *axis, int cells, const char *words)
{
	struct band_plot plot = plot_of(goal);
	struct box texts = gutter_text_box(line, gutter);
	int at = texts.column + VALUE;
	TEXT(value);

	plot.from = axis->from;
	plot.to = axis->to;
	label_value(&value, goal->band->mid, UNIT_SECONDS);
	gutter_line(canvas, line, gutter, false, goal->label, NULL);
	canvas_text_fit(canvas, texts, texts.row, texts.column, VALUE - 1,
		goal->band->mid > goal->limit ? STYLE_BAD : STYLE_STRONG, value.data);
	band_draw(canvas, texts, texts.row, at, cells, STYLE_TEXT, &plot);
	at += cells > 0 ? cells + GAP : 0;
	canvas_text_fit(canvas, texts, texts.row, at, texts.column + texts.columns - at, STYLE_TEXT, words);
}

static int draw_goals(const struct session *session, struct canvas *canvas, struct box box, const struct row *a)
{
	const struct replica *r = replica_of(a);
	struct goals goals = scenario_goals(&session->scenario);
	const struct goal list[GOALS] = {
		{ _("TTFT"), &r->goal_ttft_s, goals.ttft_s },
		{ _("TPOT"), &r->goal_tpot_s, goals.tpot_s },
	};
	struct band_plot axis = { .from = NAN, .to = NAN };
	int cells, longest = 0, rows = 0;

	if (!study_reads(session->study, PARAMETER_TTFT))
		return 0;

	for (int i = 0; i < GOALS; i++) {
		TEXT(words);

		write_goal(&words, &list[i], goals.at);
		longest = canvas_columns(words.data) > longest ? canvas_columns(words.data) : longest;
		widen(&axis, &list[i]);
	}
	cells = gutter_text_box(box, session->gutter).columns - VALUE - GAP - longest;
	/* The words have the figures: they stay. */
	cells = cells < AXIS_LEAST ? 0 : cells > AXIS_MOST ? AXIS_MOST : cells;
	for (int i = 0; i < GOALS && rows < box.rows; i++) {
		TEXT(words);

		if (!band_known(list[i].band))
			continue;
		write_goal(&words, &list[i], goals.at);
		draw_goal(canvas, box_row(box, rows++), session->gutter, &list[i], &axis, cells, words.data);
	}
	return rows;
}

static int draw_bars(const struct session *session, struct canvas *canvas, struct box box, const struct fact_context *c,
	bool legends)
{
	int rows = 0;

	for (const struct fact *fact = facts_of(c->row); fact->label; fact++) {
		struct box part = box_below(box, rows);
		struct shares shares;
		TEXT(words);

		if (part.rows < 1 || !fact_bar(fact, c, &shares))
			continue;
		/* Other studies have other bars, and a row may not be estimated. */
		if (!(shares.whole > 0.0))
			continue;
		fact->write(&words, c);
		part.rows = legends ? part.rows : 1;
		gutter_line(canvas, box_row(part, 0), session->gutter, false, _(fact->label), NULL);
		rows += share_bar_draw(canvas, gutter_text_box(part, session->gutter), &shares, words.data);
	}
	return rows;
}

/* Every fact that has words of its own, wrapped below its label. */
static int draw_sentences(
	const struct session *session, struct canvas *canvas, struct box box, const struct fact_context *c)
{
	int rows = 0;

	for (const struct fact *fact = facts_of(c->row); fact->label; fact++) {
		struct box line = box_below(box, rows);
		struct shares bar;
		TEXT(words);

		if (line.rows < 1 || fact_bar(fact, c, &bar))
			continue;
		fact->write(&words, c);
		if (fact->more)
			text_add_char(&words, ' ');
		if (fact->more)
			fact->more(&words, c);
		if (!words.data[strspn(words.data, " ")])
			continue;
		gutter_line(canvas, line, session->gutter, false, _(fact->label), NULL);
		rows += paragraph_draw(canvas, gutter_text_box(line, session->gutter), STYLE_TEXT,
			words.data + strspn(words.data, " "), 0);
	}
	return rows;
}

int decided_draw(const struct session *session, struct canvas *canvas, struct box box, const struct row *a)
{
	const struct fact_context c = { .study = session->study,
		.scenario = &session->scenario,
		.result = &session->result,
		.row = a,
		.sensitivity = session->sensitivity,
		.today = session->today };
	bool tall = box.rows >= LEGENDS_FROM;
	struct box part = box;
	int rows;
	TEXT(rank);

	if (box.rows < 1)
		return 0;
	label_rank(&rank, &session->result, a, session->scenario.number[PARAMETER_CERTAINTY]);
	gutter_line(canvas, box_row(box, 0), session->gutter, false, _("Rank"), tall ? NULL : rank.data);
	part.rows = tall ? 2 : 0;
	rows = paragraph_draw(canvas, gutter_text_box(part, session->gutter), STYLE_TEXT, rank.data, 0);
	rows = tall ? rows : 1;
	rows += draw_goals(session, canvas, box_below(box, rows), a);
	rows += draw_bars(session, canvas, box_below(box, rows), &c, tall);
	if (box.rows >= SENTENCES_FROM)
		rows += draw_sentences(session, canvas, box_below(box, rows), &c);
	return rows;
}
