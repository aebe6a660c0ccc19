/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory legend, reasons and price of the selected row. */
#include "tui/views/reasons.h"

#include <math.h>

#include "base/i18n.h"
#include "study/fleet_bill.h"
#include "study/offer_filter.h"
#include "report/phrases.h"
#include "report/labels.h"
#include "tui/views/answers.h"
#include "tui/views/explain_bars.h"
#include "tui/views/switch_marks.h"
#include "tui/widgets/paragraph.h"

static const double GIB = 1073741824.0;

/* From so many rows on figures have bars and every sentence a line of its own; with fewer than FEW
 * the reasons come before the price. */
enum { TALL = 10, FEW = 4 };
/* Room for the legend with figures that are as wide whatever they are. */
enum { LEGEND_COLUMNS = 66 };

/* One word of the legend: glyph, name, GiB; as wide with any figure, so that the others stay. */
static int draw_part(struct canvas *canvas, struct box line, int column, enum glyph glyph, enum style style,
	const char *name, double bytes)
{
	if (glyph != GLYPH_BLANK) {
		canvas_glyph(canvas, line, line.row, column, style, glyph);
		canvas_glyph(canvas, line, line.row, column + 1, style, glyph);
		column += 3;
	}
	return column + 2 +
		canvas_textf(canvas, line, line.row, column, STYLE_NORMAL, "%s %*.*f", name,
			line.columns < LEGEND_COLUMNS ? 0 : 4, bytes < 9.95 * GIB ? 1 : 0, bytes / GIB);
}

static void draw_memory(struct canvas *canvas, struct box line, const struct row *a)
{
	struct memory_parts m = answers_memory(a);
	int column = line.column;

	if (isnan(m.capacity)) {
		canvas_text(canvas, line, line.row, column, STYLE_DIM, _("memory: n/a"));
		return;
	}
	column = draw_part(canvas, line, column, GLYPH_BAR_FULL, STYLE_BAR_WEIGHTS, _("weights"), m.weights);
	column = draw_part(canvas, line, column, GLYPH_BAR_MEDIUM, STYLE_BAR_KV, _("KV"), m.kv);
	column = draw_part(canvas, line, column, GLYPH_BAR_LIGHT, STYLE_BAR_FREE, _("free"), m.free);
	column = draw_part(canvas, line, column, GLYPH_BLANK, STYLE_NORMAL, _("rest"), m.reserved);
	canvas_textf(canvas, line, line.row, column, STYLE_NORMAL, _("of %*.0f GiB"),
		line.columns < LEGEND_COLUMNS ? 0 : 4, m.capacity / GIB);
}

void reasons_write_price(struct text *out, const struct session *session, const struct row *a)
{
	if (!a->offer)
		return;
	label_value(out, a->offer->usd_per_gpu_hour, UNIT_USD);
	text_addf(out, _(" a GPU-hour %s, "), label_purchase(a->offer->purchase));
	label_price_date(out, a->offer->as_of, session->today);
	/* Names differ in length: nothing that stays stands behind them. */
	text_addf(out, _(", at %s."), a->offer->provider->name);
}

void reasons_write(struct text *out, const struct row *a, char between)
{
	size_t start = out->length;

	for (int i = 0; i < a->reasons.count; i++) {
		/* The age stands in the price line. */
		if (a->reasons.items[i].id == REASON_STALE_PRICE)
			continue;
		if (out->length > start)
			text_add_char(out, between);
		label_reason(out, &a->reasons.items[i]);
	}
}

/* Of the whole answer: what filters leave, and what they drop unseen. */
static void write_warnings(const struct session *session, struct text *out, char between)
{
	const struct reasons *warnings = &session->result.warnings;

	for (int i = 0; i < warnings->count; i++) {
		if (!offer_filter_warns(warnings->items[i].id))
			continue;
		label_reason(out, &warnings->items[i]);
		text_add_char(out, between);
	}
}

/* On the lower edge: it takes no row from the reasons and moves none. */
static void draw_switch(const struct session *session, struct canvas *canvas, struct box box)
{
	TEXT(words);
	int width;

	switch_sentence(session, &words);
	width = canvas_columns(words.data);
	if (width > box.columns - 4)
		width = box.columns - 4;
	if (words.length && width > 0) {
		struct box edge = box_row(box, box.rows - 1);

		canvas_glyph(canvas, edge, edge.row, box.column + 1, STYLE_FRAME, GLYPH_BLANK);
		canvas_text_fit(canvas, edge, edge.row, box.column + 2, width, STYLE_NORMAL, words.data);
		canvas_glyph(canvas, edge, edge.row, box.column + 2 + width, STYLE_FRAME, GLYPH_BLANK);
	}
}

/* What is signed, in a line. */
static int draw_fleet(struct canvas *canvas, struct box box, const struct row *a)
{
	TEXT(text);

	if (!a->offer)
		return 0;
	label_fleet(&text, a);
	text_add(&text, ", ");
	label_bought(&text, a);
	text_add(&text, ": ");
	label_band(&text, &bill_of(a)->usd, UNIT_USD);
	text_add(&text, _(" a month"));
	return paragraph_draw(canvas, box, STYLE_VALUE, text.data, 0);
}

/* Both bars side by side where there is room, below each other where there is not. */
static int draw_bars(struct canvas *canvas, struct box box, const struct row *a)
{
	struct box left = box, right = box;
	int rows, more;

	if (box.columns < 2 * EXPLAIN_BLOCK_COLUMNS + 4) {
		rows = explain_memory_bar(canvas, box, a);
		return rows + explain_step_bar(canvas, box_below(box, rows), a) + 1;
	}
	left.columns = right.columns = EXPLAIN_BLOCK_COLUMNS;
	right.column += EXPLAIN_BLOCK_COLUMNS + 4;
	rows = explain_memory_bar(canvas, left, a);
	more = explain_step_bar(canvas, right, a);
	return (rows > more ? rows : more) + 1;
}

/* A legend to the bars of the table, or bars of its own where there is room; the rows taken. */
static int draw_figures(const struct session *session, struct canvas *canvas, struct box box, const struct row *a)
{
	struct shares shares;

	if (session->study->part == PART_BILL)
		return draw_fleet(canvas, box, a);
	if (session->study->shares) {
		/* Every cell of a bar that changes is sent. */
		if (box.columns > EXPLAIN_BLOCK_COLUMNS && box.rows >= TALL)
			box.columns = EXPLAIN_BLOCK_COLUMNS;
		session->study->shares(a, &shares);
		return explain_share_bar(canvas, box, &shares) + (box.rows >= TALL);
	}
	if (session->study->part == PART_NONE)
		return 0;
	if (box.rows >= TALL)
		return draw_bars(canvas, box, a);
	draw_memory(canvas, box_row(box, 0), a);
	return 1;
}

/* What is always there stands first where there is room for all: what follows stays where it is. */
static void write_body(const struct session *session, struct text *out, const struct row *a, int rows, bool tall)
{
	bool enough = rows >= FEW, price_first = a->offer && enough;
	char between = tall && enough ? '\n' : ' ';

	if (price_first) {
		reasons_write_price(out, session, a);
		text_add_char(out, '\n');
	}
	if (tall && enough && a->provenance != PROVENANCE_NONE)
		text_addf(out, _("Evidence: %s, 80 %% band.\n"), label_provenance(a->provenance));
	write_warnings(session, out, between);
	reasons_write(out, a, between);
	if (a->offer && !price_first) {
		text_add_char(out, '\n');
		reasons_write_price(out, session, a);
	}
}

/* What it is, whether it will do and, where no line is left for that, how well it is known. */
static void write_title(struct text *out, const struct row *a, bool tall)
{
	text_addf(out, "%s %s, %s: %s", a->deployment.gpu->name, label_size(&a->deployment).text,
		a->deployment.format->id, label_row_verdict(a));
	if (!tall && a->provenance != PROVENANCE_NONE)
		text_addf(out, _(" (%s, 80 %% band)"), label_provenance(a->provenance));
}

void reasons_draw(struct session *session, struct canvas *canvas, struct box box)
{
	const struct row *a = session_answer(session);
	struct box inside = box_inside(box), body = inside;
	bool tall = inside.rows >= TALL;
	TEXT(text);

	if (!a) {
		canvas_frame(canvas, box, STYLE_FRAME, NULL);
		return;
	}
	write_title(&text, a, tall);
	canvas_frame(canvas, box, STYLE_FRAME, text.data);
	body = box_below(inside, draw_figures(session, canvas, inside, a));
	text_clear(&text);
	write_body(session, &text, a, body.rows, tall);
	paragraph_draw(canvas, body, STYLE_NORMAL, text.data, 0);
	draw_switch(session, canvas, box);
}
