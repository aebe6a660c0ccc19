/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the table of answers. */
#include "config.h"

#include "tui/views/answers.h"

#include <math.h>

#include "base/i18n.h"
#include "report/words.h"
#include "tui/views/compare.h"
#include "tui/widgets/bar.h"

/* A column that is no metric. */
enum { SHOW_MARK = -1, SHOW_VRAM = -2 };

/* What the columns show; the same order as `columns` below. */
static const int shows[] = {
	SHOW_MARK, METRIC_GPU, METRIC_GPUS, METRIC_WEIGHTS, SHOW_VRAM, METRIC_KV_HEADROOM,
	METRIC_MAX_CONCURRENCY, METRIC_TTFT, METRIC_TPOT, METRIC_OUTPUT_TOK_S, METRIC_HOUR,
	METRIC_MTOK_OUTPUT, METRIC_VERDICT, METRIC_PROVIDER, METRIC_AS_OF, METRIC_PROVENANCE,
};

/* The less a column says about the choice, the higher its priority: it goes first. */
static const struct table_column columns[] = {
	{ "", 1, 0, ALIGN_LEFT, 0 }, { N_("GPU"), 12, 0, ALIGN_LEFT, 0 },
	{ N_("n"), 1, 0, ALIGN_RIGHT, 0 }, { N_("fmt"), 4, 0, ALIGN_LEFT, 4 },
	{ N_("VRAM"), 6, 1, ALIGN_LEFT, 3 }, { N_("KVfree"), 6, 0, ALIGN_RIGHT, 2 },
	{ N_("max users"), 9, 0, ALIGN_RIGHT, 8 }, { N_("TTFT"), 5, 0, ALIGN_RIGHT, 1 },
	{ N_("TPOT"), 5, 0, ALIGN_RIGHT, 5 }, { N_("tok/s"), 6, 0, ALIGN_RIGHT, 6 },
	{ N_("$/h"), 6, 0, ALIGN_RIGHT, 7 }, { N_("$/Mtok"), 7, 0, ALIGN_RIGHT, 0 },
	{ N_("verdict"), 13, 0, ALIGN_LEFT, 9 }, { N_("provider"), 16, 0, ALIGN_LEFT, 10 },
	{ N_("price of"), 10, 0, ALIGN_LEFT, 11 }, { N_("evidence"), 12, 0, ALIGN_LEFT, 12 },
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

_Static_assert(COLUMNS == sizeof shows / sizeof shows[0], "every column shows something");

enum glyph answers_glyph(const struct answer *a)
{
	switch (a->verdict) {
	case VERDICT_MEETS:
		if (a->rank == 1)
			return GLYPH_SELECTED;
		return a->equal_to_best ? GLYPH_EQUAL : GLYPH_BLANK;
	case VERDICT_MISSES:
		return GLYPH_MISSES;
	case VERDICT_DOES_NOT_FIT:
		return GLYPH_DOES_NOT_FIT;
	case VERDICT_NOT_ESTIMATED:
	case VERDICT_NOT_SUPPORTED:
		break;
	}
	return GLYPH_DASH;
}

enum style answers_style(const struct answer *a)
{
	switch (a->verdict) {
	case VERDICT_MEETS:
		return a->equal_to_best ? STYLE_GOOD : STYLE_NORMAL;
	case VERDICT_MISSES:
		return STYLE_WARN;
	default:
		return STYLE_DIM;
	}
}

struct memory_parts answers_memory(const struct answer *a)
{
	const struct memory_budget *m = &a->memory;
	/* Physical bytes of one GPU: copies of the cache count as often as they are held. */
	double share = m->copies / layout_gpus(&a->deployment.layout);
	struct memory_parts p = { .weights = m->weights, .capacity = m->capacity };

	p.kv = m->kv_in_use * share;
	p.free = m->kv_headroom * share;
	p.reserved = fmax(0.0, m->capacity - p.weights - p.kv - p.free);
	return p;
}

void answers_memory_bar(struct canvas *canvas, struct box clip, int row, int column, int width,
			const struct answer *a, enum style style)
{
	struct memory_parts m = answers_memory(a);
	const struct bar_part parts[] = {
		{ fmin(m.weights, m.capacity), GLYPH_BAR_FULL, STYLE_BAR_WEIGHTS },
		{ m.kv, GLYPH_BAR_MEDIUM, STYLE_BAR_KV },
		{ m.free, GLYPH_BAR_LIGHT, STYLE_BAR_FREE },
		{ m.reserved, GLYPH_BLANK, STYLE_NORMAL },
	};

	if (!isnan(m.capacity))
		bar_draw(canvas, clip, row, column, width, parts, 4, m.capacity, style);
}

static void draw_metric(struct canvas *canvas, struct box cell, enum metric metric, const struct answer *a,
			enum align align, enum style style)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value value = metric_value(metric, a);
	struct text text;

	text_init(&text);
	if (metric == METRIC_GPU)
		text_add(&text, a->deployment.gpu->short_name);
	else if (metric == METRIC_VERDICT)
		text_add(&text, words_verdict(a->verdict));
	else if (metric == METRIC_PROVENANCE)
		text_add(&text, words_provenance(a->provenance));
	else if (metric == METRIC_PROVIDER && a->offer)
		text_add(&text, a->offer->provider->name);
	else if (row->form == METRIC_DATE && a->offer)
		words_date(&text, a->offer->as_of);
	else if (row->form == METRIC_WORD || row->form == METRIC_DATE)
		text_add(&text, value.word ? value.word : "-");
	else if (row->form == METRIC_BAND)
		words_band_cell(&text, &value.band, row->unit, canvas->ascii);
	else
		words_cell(&text, value.band.mid, row->unit);
	table_text(canvas, cell, align, style, text.data);
	text_release(&text);
}

/* A figure that breaks its goal stands out in its own column. */
static enum style metric_style(const struct session *session, enum metric metric, const struct answer *a,
			       enum style style)
{
	struct goals goals = scenario_goals(&session->scenario);
	bool misses = (metric == METRIC_TTFT && a->ttft_s.mid > goals.ttft_s) ||
		      (metric == METRIC_TPOT && a->tpot_s.mid > goals.tpot_s);

	if (style != STYLE_NORMAL)
		return style;
	if (misses)
		return STYLE_BAD;
	/* The mark tells the verdict; colour in every cell would double the bytes of a step. */
	return STYLE_NORMAL;
}

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, enum style style,
		      void *context)
{
	const struct session *session = context;
	const struct answer *a = &session->result.answers[row];

	switch (shows[column]) {
	case SHOW_MARK:
		canvas_glyph(canvas, cell, cell.row, cell.column,
			     style == STYLE_NORMAL ? answers_style(a) : style, answers_glyph(a));
		/* In the gap before the name, so that no column gives way. */
		cell.columns++;
		if (compare_is_marked(session, a->deployment.gpu))
			canvas_glyph(canvas, cell, cell.row, cell.column + 1,
				     style == STYLE_NORMAL ? STYLE_VALUE : style, GLYPH_MARKED);
		break;
	case SHOW_VRAM:
		answers_memory_bar(canvas, cell, cell.row, cell.column, cell.columns < 24 ? cell.columns : 24,
				   a, style);
		break;
	default:
		draw_metric(canvas, cell, (enum metric)shows[column], a, columns[column].align,
			    metric_style(session, (enum metric)shows[column], a, style));
		break;
	}
}

/* Titles are translated once; the table borrows them. */
void answers_prepare(struct session *session)
{
	static struct table_column translated[COLUMNS];

	for (int i = 0; i < COLUMNS; i++) {
		translated[i] = columns[i];
		if (columns[i].title[0])
			translated[i].title = _(columns[i].title);
	}
	session->table = (struct table) { .columns = translated, .column_count = COLUMNS,
					  .sort_column = -1, .cell = draw_cell, .context = session };
}

/* The column that shows the sort metric, -1 for the ranking. */
static int sort_column(const struct session *session)
{
	for (int i = 0; i < COLUMNS && session->sort_metric >= 0; i++)
		if (shows[i] == session->sort_metric)
			return i;
	return -1;
}

int answers_next_sort(const struct session *session, int direction)
{
	int column = sort_column(session);

	do {
		column += direction;
		if (column < -1)
			column = COLUMNS - 1;
		if (column >= COLUMNS)
			column = -1;
	} while (column >= 0 && shows[column] < 0);
	return column < 0 ? -1 : shows[column];
}

static void write_title(const struct session *session, struct text *out)
{
	if (session->sort_metric < 0)
		text_add(out, session->sort_reversed ? _("GPUs, worst first") : _("GPUs, cheapest first"));
	else
		text_addf(out, session->sort_reversed ? _("GPUs by %s, backwards") : _("GPUs by %s"),
			  _(metric_row((enum metric)session->sort_metric)->title));
}

void answers_draw(struct session *session, struct canvas *canvas, struct box box)
{
	bool focused = session->panel == PANEL_TABLE && session->view == VIEW_WORKBENCH;
	enum style frame = session->panel == PANEL_TABLE ? STYLE_FRAME_FOCUS : STYLE_FRAME;
	struct text title;

	text_init(&title);
	write_title(session, &title);
	canvas_frame(canvas, box, frame, title.data);
	text_release(&title);
	if (session->result.count == 0) {
		canvas_text(canvas, box_inside(box), box.row + 1, box.column + 2, STYLE_DIM,
			    _("No GPU to show: R brings the default workload back."));
		return;
	}
	session->table.context = session;
	session->table.sort_column = sort_column(session);
	session->table.sort_up = session->sort_reversed;
	table_draw(canvas, box_inside(box), &session->table, focused);
	/* On the frame, beside the rows below the heading. */
	list_draw_marks(canvas, (struct box) { box.row + 2, box.column, box.rows - 3, box.columns },
			box.column + box.columns - 1, frame, &session->table.list);
}
