/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the table of answers. */
#include "tui/views/answers.h"

#include <math.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/figure.h"
#include "report/labels.h"
#include "study/offer_filter.h"
#include "tui/canvas/zone.h"
#include "tui/views/compare.h"
#include "tui/views/verdict_sign.h"
#include "tui/widgets/band.h"
#include "tui/widgets/bar.h"
#include "tui/widgets/rule.h"
#include "tui/widgets/table.h"
#include "tui/zone_kind.h"

/* Of all cells of one drawing. */
struct drawing {
	const struct session *session;
	struct band_plot axis; /* of the plots, without a band; no axis: there is nothing to plot */
};

static const struct shown_row *line_at(const struct session *session, int line)
{
	return &session->shown.lines[line];
}

/* Brightness is rank: what cannot win is dim. */
static enum style row_style(const struct row *a)
{
	return a->verdict == VERDICT_MEETS || a->verdict == VERDICT_UNCERTAIN ? STYLE_TEXT : STYLE_DIM;
}

static void draw_memory(struct canvas *canvas, struct box cell, const struct row *a)
{
	struct memory_parts m = memory_parts(&replica_of(a)->memory, layout_gpus(&a->deployment.layout));
	enum style style = row_style(a);
	const struct bar_part parts[] = {
		{ fmin(m.weights, m.capacity), GLYPH_SHARE_FULL, style },
		{ m.kv, GLYPH_SHARE_OPEN, style == STYLE_TEXT ? STYLE_ACCENT : style },
		{ m.free + m.reserved, GLYPH_SHARE_REST, STYLE_RULE },
	};

	if (!isnan(m.capacity))
		bar_draw(canvas, cell, cell.row, cell.column, cell.columns, parts, 3, m.capacity, STYLE_TEXT);
}

/* The figure that is in doubt or fails: the less sure of both goals. */
static enum style figure_style(const struct session *session, int shows, const struct row *a)
{
	struct goals goals = scenario_goals(&session->scenario);
	const struct replica *r = replica_of(a);
	bool ttft_misses = r->goal_ttft_s.mid > goals.ttft_s, tpot_misses = r->goal_tpot_s.mid > goals.tpot_s;

	if (a->verdict == VERDICT_UNCERTAIN && shows == METRIC_P_MEETS)
		return STYLE_WARN;
	if (a->verdict == VERDICT_MISSES &&
		((shows == METRIC_GOAL_TTFT && ttft_misses) || (shows == METRIC_GOAL_TPOT && tpot_misses)))
		return STYLE_BAD;
	/* Nothing is ranked by it: it keeps its colour when the verdict changes. */
	return shows == SHOWS_AGE ? STYLE_DIM : row_style(a);
}

static enum align align_of(const struct study_column *column)
{
	return column->align == COLUMN_RIGHT ? ALIGN_RIGHT : ALIGN_LEFT;
}

static bool is_ranked(const struct study_column *column)
{
	return column->form == FIGURE_CENTS_RANKED || column->form == FIGURE_SMALL_RANKED ||
		column->form == FIGURE_DOLLARS_RANKED;
}

/* An alternative has a branch and how it is bought in the place of the name. */
static void draw_name(const struct session *session, struct canvas *canvas, struct box cell, int line, bool selected)
{
	const struct shown_row *it = line_at(session, line);
	enum style style = selected ? STYLE_STRONG : row_style(it->row);
	bool last = it->alternative == session->shown.alternatives;

	if (!it->alternative) {
		canvas_text_fit(
			canvas, cell, cell.row, cell.column, cell.columns, style, it->row->deployment.gpu->short_name);
		return;
	}
	canvas_glyph(canvas, cell, cell.row, cell.column, STYLE_RULE, last ? GLYPH_BRANCH_LAST : GLYPH_BRANCH);
	canvas_text_fit(canvas, cell, cell.row, cell.column + 2, cell.columns - 2, style,
		it->row->offer ? label_purchase(it->row->offer->purchase) : _("no price"));
}

static void draw_figure(const struct session *session, struct canvas *canvas, struct box cell,
	const struct study_column *column, const struct row *a)
{
	enum style style = figure_style(session, column->shows, a);
	TEXT(text);
	TEXT(brief);

	figure_cell(&text, column, a, session->today, canvas->ascii);
	if (is_ranked(column)) {
		cell.columns--;
		if (a->equal_to_best && a->rank > 1)
			canvas_glyph(canvas, (struct box){ cell.row, cell.column, 1, cell.columns + 1 }, cell.row,
				cell.column + cell.columns, STYLE_TEXT, GLYPH_EQUAL);
	}
	/* A figure is never cut. */
	if (column->form != FIGURE_USUAL && text_columns(text.data) > cell.columns)
		figure_short(&brief, metric_value((enum metric)column->shows, a).band.mid, column->form, cell.columns);
	table_text(canvas, cell, align_of(column), style, brief.length ? brief.data : text.data);
}

/* The cost as the ranking compares it, over which the axis of the plot runs. */
static struct band cost_band(const struct session *session, const struct row *a)
{
	return session->study->band ? session->study->band(a) : a->cost.output;
}

/* The next round figure below or above; the figure itself where it is round. */
static double round_figure(double value, bool up)
{
	static const double digits[] = { 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0 };
	double decade = pow(10.0, floor(log10(value)));
	int i = 0;

	while (i < 6 && digits[i + 1] * decade <= value)
		i++;
	return decade * digits[up && digits[i] * decade < value ? i + 1 : i];
}

/* From the least cost to twice the leader's upper one. */
static struct band_plot plot_axis(const struct session *session)
{
	const struct row *best = result_best(&session->result);
	struct band_plot plot = { .from = NAN, .to = NAN, .limit = NAN };
	struct band leader;

	if (!best)
		return plot;
	leader = cost_band(session, best);
	plot.limit = leader.high;
	plot.from = leader.low;
	for (int i = 0; i < session->result.count; i++) {
		const struct row *a = &session->result.rows[i];
		struct band band = cost_band(session, a);

		if ((a->verdict == VERDICT_MEETS || a->verdict == VERDICT_UNCERTAIN) && band.low < plot.from)
			plot.from = band.low;
	}
	/* Ends that a small step leaves where they are: a plot that moves is sent anew. */
	plot.from = round_figure(plot.from, false);
	plot.to = round_figure(2.0 * leader.high, true);
	return plot;
}

static void draw_plot(const struct drawing *drawing, struct canvas *canvas, struct box cell, const struct row *a)
{
	struct band_plot plot = drawing->axis;
	struct band band = cost_band(drawing->session, a);

	plot.low = band.low;
	plot.value = band.mid;
	plot.high = band.high;
	band_draw(canvas, cell, cell.row, cell.column, cell.columns, row_style(a), &plot);
}

static void draw_mark(const struct session *session, struct canvas *canvas, struct box cell, const struct shown_row *it)
{
	const struct row *a = it->row;
	TEXT(off);

	if (it->alternative)
		figure_off(&off, &session->scenario, a);
	if (off.length)
		canvas_glyph(canvas, cell, cell.row, cell.column, STYLE_DIM, GLYPH_DASH);
	else
		canvas_glyph(canvas, cell, cell.row, cell.column, verdict_style(a->verdict), verdict_glyph(a->verdict));
	/* In the gap before the name, so that no column gives way. */
	cell.columns++;
	if (compare_is_marked(session, a))
		canvas_glyph(canvas, cell, cell.row, cell.column + 1, STYLE_ACCENT, GLYPH_MARKED);
}

static void draw_cell(struct canvas *canvas, struct box cell, int line, int column, bool selected, void *context)
{
	const struct drawing *drawing = context;
	const struct session *session = drawing->session;
	const struct row *a = line_at(session, line)->row;
	const struct study_column *is = &session->study->table[column];

	switch (is->shows) {
	case SHOWS_MARK: draw_mark(session, canvas, cell, line_at(session, line)); break;
	case SHOWS_MEMORY: draw_memory(canvas, cell, a); break;
	case SHOWS_PLOT: draw_plot(drawing, canvas, cell, a); break;
	case METRIC_GPU: draw_name(session, canvas, cell, line, selected); break;
	default: draw_figure(session, canvas, cell, is, a); break;
	}
}

static int column_count(const struct session *session)
{
	int count = 0;

	while (session->study->table[count].width)
		count++;
	return count;
}

/* Words begin behind name, size and format. */
static int write_words(struct text *words, int line, void *context)
{
	const struct session *session = ((const struct drawing *)context)->session;
	const struct study_column *columns = session->study->table;
	const struct shown_row *it = line_at(session, line);
	int from = 0;

	figure_words(words, it->row);
	if (it->alternative && !words->length)
		figure_off(words, &session->scenario, it->row);
	if (!words->length)
		return -1;
	while (columns[from].width &&
		(columns[from].shows == SHOWS_MARK || columns[from].shows == METRIC_GPU ||
			columns[from].shows == SHOWS_SIZE || columns[from].shows == METRIC_WEIGHTS))
		from++;
	return from;
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

int answers_sort_metric(const struct session *session, int column)
{
	return column >= 0 && column < column_count(session) ? session->study->table[column].shows : -1;
}

/* What is listed, by which figure, and on which basis. */
static void write_title(const struct session *session, struct text *out, bool brief)
{
	const struct scenario *s = &session->scenario;

	if (session->sort_metric >= 0)
		text_addf(out, _("By %s"), label_title((enum metric)session->sort_metric));
	else if (!result_fits(&session->result))
		text_add(out, _("Nothing fits; what lacks least first"));
	else if (!result_best(&session->result))
		text_addf(out, _("%s; the surest first"), _(aim_of(session->study->part)->nothing));
	else
		text_add(out, _(session->study->rows));
	if (session->sort_reversed)
		text_add(out, _(", backwards"));
	if (brief || session->sort_metric >= 0 || !parameter_listed(session->study->panel, PARAMETER_BUSY) ||
		!isnan(s->number[PARAMETER_RATE]))
		return;
	text_addf(out, _(", %.0f %% busy"), 100.0 * s->number[PARAMETER_BUSY]);
}

static bool left_nothing(const struct session *session)
{
	return reasons_have(&session->result.warnings, REASON_FILTERS_LEAVE_NOTHING);
}

static void draw_rule(const struct session *session, struct canvas *canvas, struct box box)
{
	TEXT(title);
	TEXT(place);

	if (!left_nothing(session))
		list_place(&session->rows, &place);
	write_title(session, &title, false);
	/* The basis goes before the count. */
	if (text_columns(title.data) + text_columns(place.data) + RULE_BESIDE > box.columns) {
		text_clear(&title);
		write_title(session, &title, true);
	}
	rule_draw(canvas, box,
		&(struct rule){ .title = title.data,
			.right = place.data,
			.right_style = STYLE_DIM,
			.heavy = session->panel == PANEL_TABLE });
}

/* Whether there is room for the column of a metric. */
static bool shows(const struct session *session, const struct table_layout *layout, int metric)
{
	for (int i = 0; session->study->table[i].width; i++)
		if (session->study->table[i].shows == metric)
			return layout->width[i] > 0;
	return false;
}

/* Round figures over the axis of the plot. */
static void draw_axis(const struct band_plot *axis, struct canvas *canvas, struct box cell)
{
	int free = 0;

	if (!band_has_axis(axis))
		return;
	/* A little more is above the figure, whatever its last bit is. */
	for (double at = axis->from; at <= axis->to; at = round_figure(at * 1.001, true)) {
		int column = band_cell(axis, at, cell.columns);
		TEXT(figure);

		label_axis(&figure, at);
		if (column < free || column + text_columns(figure.data) > cell.columns)
			continue;
		canvas_text(canvas, cell, cell.row, cell.column + column, STYLE_DIM, figure.data);
		free = column + text_columns(figure.data) + 1;
	}
}

/* The heads; the middle cost beside the upper one gives it another. */
static void write_titles(
	const struct session *session, bool middle_cost, struct text titles[], struct table_column columns[])
{
	for (int i = 0; i < column_count(session); i++) {
		text_clear(&titles[i]);
		figure_title(&titles[i], &session->study->table[i], session->scenario.number[PARAMETER_CERTAINTY],
			middle_cost);
		columns[i].title = titles[i].data;
	}
}

static void draw_table(struct session *session, struct canvas *canvas, struct box box, bool focused)
{
	struct table_column drawn[TABLE_MAX_COLUMNS];
	struct table_layout layout;
	struct text titles[TABLE_MAX_COLUMNS];
	struct drawing drawing = { session, plot_axis(session) };
	struct table table = { .columns = drawn,
		.column_count = column_count(session),
		.list = session->rows,
		.sort_column = sort_column(session),
		.sort_up = session->sort_reversed,
		.heading_zone = ZONE_HEADING,
		.cell = draw_cell,
		.words = write_words,
		.context = &drawing };

	for (int i = 0; i < table.column_count; i++) {
		const struct study_column *c = &session->study->table[i];

		text_init(&titles[i]);
		drawn[i] = (struct table_column){ "", c->width, c->most, align_of(c), c->priority };
	}
	write_titles(session, false, titles, drawn);
	table_lay_out_in(&table, box.columns, &layout);
	write_titles(session, shows(session, &layout, METRIC_MTOK_OUTPUT), titles, drawn);
	list_show(&session->rows, box.rows - 1);
	if (shows(session, &layout, METRIC_USERS_WITHIN))
		session_count(session);
	table.list = session->rows;
	table_draw(canvas, box, &table, focused);
	for (int i = 0; i < table.column_count; i++)
		if (session->study->table[i].shows == SHOWS_PLOT && layout.width[i] > 0)
			draw_axis(&drawing.axis, canvas,
				(struct box){ box.row, box.column + 1 + layout.column[i], 1, layout.width[i] });
	for (int i = 0; i < table.column_count; i++)
		text_release(&titles[i]);
	session->rows = table.list;
	list_zone(canvas, box_below(box, 1), &session->rows, ZONE_ROW);
}

/* One line of the empty table. */
static struct box say(struct canvas *canvas, struct box box, enum style style, const char *text)
{
	struct box line = box_row(box, 0);

	canvas_text_fit(canvas, line, line.row, line.column + 3, line.columns - 4, style, text);
	return box_below(box, 1);
}

/* The text filter leaves nothing. */
static void draw_no_match(const struct session *session, struct canvas *canvas, struct box box)
{
	TEXT(text);

	text_addf(&text,
		ngettext("no row has \"%s\" in it; Esc shows the %d", "no row has \"%s\" in it; Esc shows all %d",
			(unsigned long)session->result.count),
		session->shown.filter.text, session->result.count);
	say(canvas, box, STYLE_TEXT, text.data);
}

/* The filters of the panel leave nothing: what there would be without each of them; a click takes it off. */
static void draw_nothing(const struct session *session, struct canvas *canvas, struct box box)
{
	const struct reasons *warnings = &session->result.warnings;

	box = say(canvas, box, STYLE_STRONG, _("Nothing is left."));
	for (int i = 0; i < warnings->count; i++) {
		const struct reason *reason = &warnings->items[i];
		enum parameter filter;
		TEXT(text);

		if (!offer_filter_warns(reason->id))
			continue;
		if (reason->id == REASON_WITHOUT_FILTER && reason->name && parameter_from_name(reason->name, &filter)) {
			figure_without(&text, reason, _(parameter_row(filter)->label));
			canvas_zone(canvas, box_row(box, 0), ZONE_WITHOUT, (int)filter);
		} else {
			label_reason(&text, reason);
		}
		box = say(canvas, box, STYLE_TEXT, text.data);
	}
	say(canvas, box, STYLE_DIM, _("F takes all filters off"));
}

/* Behind the last row: how many the text filter leaves out. */
static void draw_left_out(const struct session *session, struct canvas *canvas, struct box box)
{
	int hidden = session->result.count - session->shown.matched, row = 2 + session->shown.count;
	TEXT(text);

	if (!session->shown.filter.length || hidden <= 0 || row >= box.rows)
		return;
	text_addf(&text, ngettext("%d row does not match", "%d rows do not match", (unsigned long)hidden), hidden);
	canvas_text_fit(canvas, box, box.row + row, box.column + 3, box.columns - 4, STYLE_DIM, text.data);
}

void answers_draw(struct session *session, struct canvas *canvas, struct box rule, struct box box)
{
	bool focused = session->panel == PANEL_TABLE && session_shown_view(session) == VIEW_WORKBENCH;

	draw_rule(session, canvas, rule);
	canvas_zone(canvas, box, ZONE_SCROLL, SCROLL_TABLE);
	if (session->shown.count == 0 && session->shown.filter.length) {
		draw_no_match(session, canvas, box_below(box, 1));
		return;
	}
	if (session->shown.count == 0 || left_nothing(session)) {
		draw_nothing(session, canvas, box_below(box, 1));
		return;
	}
	draw_table(session, canvas, box, focused);
	draw_left_out(session, canvas, box);
}
