/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the table of answers. */
#include "tui/views/answers.h"

#include <math.h>

#include "base/i18n.h"
#include "report/phrases.h"
#include "report/labels.h"
#include "tui/views/compare.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/table.h"

/* What stands before a row, and what the key below the table says of it; NULL: nothing. */
enum mark {
	MARK_LEADS,
	MARK_EQUAL,
	MARK_MEETS,
	MARK_UNCERTAIN,
	MARK_MISSES,
	MARK_DOES_NOT_FIT,
	MARK_UNKNOWN,
	MARK_COMPARED,
	MARKS
};

static const struct {
	enum glyph glyph;
	enum style style;
	const char *meaning;
} marks[MARKS] = {
	[MARK_LEADS] = { GLYPH_SELECTED, STYLE_GOOD, N_("leads") },
	[MARK_EQUAL] = { GLYPH_EQUAL, STYLE_GOOD, N_("as good within the error") },
	[MARK_MEETS] = { GLYPH_BLANK, STYLE_NORMAL, NULL },
	[MARK_UNCERTAIN] = { GLYPH_UNCERTAIN, STYLE_WARN, N_("may miss a goal") },
	[MARK_MISSES] = { GLYPH_MISSES, STYLE_WARN, N_("misses a goal") },
	[MARK_DOES_NOT_FIT] = { GLYPH_DOES_NOT_FIT, STYLE_DIM, N_("does not fit") },
	[MARK_UNKNOWN] = { GLYPH_DASH, STYLE_DIM, N_("cannot be estimated") },
	[MARK_COMPARED] = { GLYPH_MARKED, STYLE_VALUE, N_("marked to compare") },
};

static enum mark mark_of(const struct row *a)
{
	switch (a->verdict) {
	case VERDICT_MEETS: return a->rank == 1 ? MARK_LEADS : a->equal_to_best ? MARK_EQUAL : MARK_MEETS;
	case VERDICT_UNCERTAIN: return MARK_UNCERTAIN;
	case VERDICT_MISSES: return MARK_MISSES;
	case VERDICT_DOES_NOT_FIT: return MARK_DOES_NOT_FIT;
	case VERDICT_NOT_ESTIMATED:
	case VERDICT_NOT_SUPPORTED: break;
	}
	return MARK_UNKNOWN;
}

enum glyph answers_glyph(const struct row *a)
{
	return marks[mark_of(a)].glyph;
}

enum style answers_style(const struct row *a)
{
	return marks[mark_of(a)].style;
}

struct memory_parts answers_memory(const struct row *a)
{
	return memory_parts(&replica_of(a)->memory, layout_gpus(&a->deployment.layout));
}

void answers_memory_bar(
	struct canvas *canvas, struct box clip, int row, int column, int width, const struct row *a, enum style style)
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

static void draw_metric(struct canvas *canvas, struct box cell, enum metric metric, const struct row *a,
	enum align align, enum style style)
{
	TEXT(text);

	if (metric == METRIC_GPU)
		text_add(&text, a->deployment.gpu->short_name);
	else
		label_metric_cell(&text, metric, a, canvas->ascii);
	/* "od": the kind of purchase has a short form. */
	if (metric == METRIC_PURCHASE && a->offer && text_columns(text.data) > cell.columns) {
		text_clear(&text);
		text_add(&text, label_purchase_short(a->offer->purchase));
	}
	table_text(canvas, cell, align, style, text.data);
}

/* A figure that breaks its goal stands out in its own column. */
static enum style metric_style(const struct session *session, enum metric metric, const struct row *a, enum style style)
{
	struct goals goals = scenario_goals(&session->scenario);
	bool misses = (metric == METRIC_GOAL_TTFT && replica_of(a)->goal_ttft_s.mid > goals.ttft_s) ||
		(metric == METRIC_GOAL_TPOT && replica_of(a)->goal_tpot_s.mid > goals.tpot_s);

	if (style != STYLE_NORMAL)
		return style;
	if (misses)
		return STYLE_BAD;
	/* The mark tells the verdict; colour in every cell would double the bytes of a step. */
	return STYLE_NORMAL;
}

static enum align align_of(const struct study_column *column)
{
	return column->align == COLUMN_RIGHT ? ALIGN_RIGHT : ALIGN_LEFT;
}

static void draw_cell(struct canvas *canvas, struct box cell, int row, int column, enum style style, void *context)
{
	const struct session *session = context;
	const struct row *a = &session->result.rows[row];
	const struct study_column *is = &session->study->table[column];

	switch (is->shows) {
	case SHOWS_MARK:
		canvas_glyph(canvas, cell, cell.row, cell.column, style == STYLE_NORMAL ? answers_style(a) : style,
			answers_glyph(a));
		/* In the gap before the name, so that no column gives way. */
		cell.columns++;
		if (compare_is_marked(session, a))
			canvas_glyph(canvas, cell, cell.row, cell.column + 1,
				style == STYLE_NORMAL ? marks[MARK_COMPARED].style : style, marks[MARK_COMPARED].glyph);
		break;
	case SHOWS_MEMORY: answers_memory_bar(canvas, cell, cell.row, cell.column, cell.columns, a, style); break;
	default:
		draw_metric(canvas, cell, (enum metric)is->shows, a, align_of(is),
			metric_style(session, (enum metric)is->shows, a, style));
		break;
	}
}

static int column_count(const struct session *session)
{
	int count = 0;

	while (session->study->table[count].width)
		count++;
	return count;
}

/* The column that shows the sort metric, -1 for the ranking. */
static int sort_column(const struct session *session)
{
	const struct study_column *columns = session->study->table;

	for (int i = 0; columns[i].width && session->sort_metric >= 0; i++)
		if (columns[i].shows == session->sort_metric)
			return i;
	return -1;
}

int answers_next_sort(const struct session *session, int direction)
{
	const struct study_column *columns = session->study->table;
	int column = sort_column(session), count = column_count(session);

	do {
		column += direction;
		if (column < -1)
			column = count - 1;
		if (column >= count)
			column = -1;
	} while (column >= 0 && columns[column].shows < 0);
	return column < 0 ? -1 : columns[column].shows;
}

static void write_title(const struct session *session, struct text *out)
{
	if (session->sort_metric < 0 && !session->sort_reversed && !result_best(&session->result))
		text_add(out, _("Nothing meets the goals; the nearest first"));
	else if (session->sort_metric < 0)
		text_add(out, session->sort_reversed ? _("The worst first") : _(session->study->rows));
	else
		text_addf(out, session->sort_reversed ? _("GPUs by %s, backwards") : _("GPUs by %s"),
			_(metric_row((enum metric)session->sort_metric)->title));
}

/* With so many rows one of them tells what the marks mean. */
enum { ROWS_WITH_KEY = 19 };

static void draw_key(struct canvas *canvas, struct box line)
{
	int column = line.column;

	for (int i = 0; i < MARKS; i++) {
		const char *meaning = marks[i].meaning ? _(marks[i].meaning) : "";
		int end = column + 2 + canvas_columns(meaning);

		if (!meaning[0])
			continue;
		/* Whole or not at all. */
		if (end > line.column + line.columns)
			break;
		canvas_glyph(canvas, line, line.row, column, marks[i].style, marks[i].glyph);
		canvas_text(canvas, line, line.row, column + 2, STYLE_DIM, meaning);
		column = end + 2;
	}
}

/* The columns of the study as the widget takes them. */
static void draw_table(struct session *session, struct canvas *canvas, struct box box, bool focused)
{
	struct table_column drawn[TABLE_MAX_COLUMNS];
	struct table table = { .columns = drawn,
		.column_count = column_count(session),
		.list = session->rows,
		.sort_column = sort_column(session),
		.sort_up = session->sort_reversed,
		.cell = draw_cell,
		.context = session };

	for (int i = 0; i < table.column_count; i++) {
		const struct study_column *c = &session->study->table[i];
		/* "+-" is a column wider than its sign. */
		bool wide = session->ascii || c->shows != METRIC_MTOK_OUTPUT;
		const char *title = c->title ? c->title : metric_row((enum metric)c->shows)->title;

		drawn[i] = (struct table_column){ title, c->width, wide ? c->most : 0, align_of(c), c->priority };
	}
	table_draw(canvas, box, &table, focused);
	session->rows = table.list;
}

void answers_draw(struct session *session, struct canvas *canvas, struct box box)
{
	struct box inside = box_inside(box);
	bool focused = session->panel == PANEL_TABLE && session_shown_view(session) == VIEW_WORKBENCH;
	enum style frame = session->panel == PANEL_TABLE ? STYLE_FRAME_FOCUS : STYLE_FRAME;
	TEXT(title);

	write_title(session, &title);
	canvas_frame(canvas, box, frame, title.data);
	if (session->result.count == 0) {
		canvas_text(canvas, box_inside(box), box.row + 1, box.column + 2, STYLE_DIM,
			_("No GPU to show: R brings the default workload back."));
		return;
	}
	if (inside.rows >= ROWS_WITH_KEY) {
		draw_key(canvas, box_row(inside, inside.rows - 1));
		inside.rows--;
	}
	draw_table(session, canvas, inside, focused);
	/* On the frame, beside the rows below the heading. */
	list_draw_marks(canvas, box, inside.row + 1, inside.rows - 1, frame, &session->rows);
}
