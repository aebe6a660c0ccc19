/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks, and drawing the comparison of what is marked. */
#include "tui/views/compare.h"

#include <string.h>

#include "base/i18n.h"
#include "report/comparison.h"
#include "report/phrases.h"
#include "report/labels.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

enum { LABEL_COLUMNS = 12, LINES = METRIC_MAX + 8 };

/* The groups of metric-table.h by their keys there, what decides first. */
static const struct {
	const char *key, *title;
} groups[] = { { "fleet", N_("fleet") }, { "own", N_("ownership") }, { "cost", N_("cost") },
	{ "latency", N_("latency") }, { "throughput", N_("throughput") }, { "memory", N_("memory") },
	{ "step", N_("decode step") }, { "", N_("configuration") } };

bool compare_is_marked(const struct session *session, const struct row *answer)
{
	for (int i = 0; i < COMPARISON_MAX; i++)
		if (session_is_row(session, answer, &session->marked[i]))
			return true;
	return false;
}

/* Marks or unmarks the row; three can be. */
static void mark(struct session *session, const struct row *answer)
{
	struct row_id *marked = session->marked;

	for (int i = 0; i < COMPARISON_MAX; i++) {
		if (!marked[i].gpu) {
			marked[i] = session_row(session, answer);
			return;
		}
		if (session_is_row(session, answer, &marked[i])) {
			memmove(&marked[i], &marked[i + 1], sizeof(marked[0]) * (size_t)(COMPARISON_MAX - 1 - i));
			marked[COMPARISON_MAX - 1] = (struct row_id){ .gpu = NULL };
			return;
		}
	}
	error_set(&session->message, STATUS_OK, _("Three rows are marked: unmark one with Space, or all with M."));
}

int compare_answers(const struct session *session, const struct row **answers)
{
	const struct result *r = &session->result;
	int count = 0;

	for (int m = 0; m < COMPARISON_MAX && session->marked[m].gpu; m++) {
		int place = session_find(session, r, &session->marked[m]);

		if (place >= 0)
			answers[count++] = &r->rows[place];
	}
	return count;
}

/* One line of the view: a metric, or the heading of a group. */
struct line {
	const struct comparison_row *row; /* NULL: a heading */
	const char *title;
};

struct drawing {
	const struct comparison *c;
	struct line lines[LINES];
	int count;
};

static void list_group(struct drawing *d, const char *key)
{
	for (int i = 0; i < d->c->row_count; i++) {
		const struct comparison_row *row = &d->c->rows[i];
		const struct metric_row *metric = metric_row(row->metric);

		/* The GPU and its count stand in the heading; the address of a price is too long for a column. */
		if (strcmp(metric->group, key) == 0 && row->metric != METRIC_GPU && row->metric != METRIC_SOURCE)
			d->lines[d->count++] = (struct line){ row, _(metric->title) };
	}
}

static bool is_known(const char *group)
{
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(groups[i].key, group) == 0)
			return true;
	return false;
}

/* What only one study has goes by the name of its group, and leads. */
static void list_other_groups(struct drawing *d)
{
	const char *listed = "";

	for (int i = 0; i < d->c->row_count; i++) {
		const char *group = metric_row(d->c->rows[i].metric)->group;

		if (is_known(group) || strcmp(group, listed) == 0)
			continue;
		d->lines[d->count++] = (struct line){ NULL, _(group) };
		list_group(d, group);
		listed = group;
	}
}

static void list_lines(struct drawing *d)
{
	d->count = 0;
	list_other_groups(d);
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		d->lines[d->count++] = (struct line){ NULL, _(groups[i].title) };
		list_group(d, groups[i].key);
		/* Nothing is known of it, such as the speed of what does not fit. */
		if (!d->lines[d->count - 1].row)
			d->count--;
	}
}

/* The columns of one answer; the last one takes what the division leaves. */
static struct box column_box(struct box line, int index, int count)
{
	int left = LABEL_COLUMNS + 1, width = (line.columns - left) / count;
	struct box box = { line.row, line.column + left + index * width, 1, width - 1 };

	if (index + 1 == count)
		box.columns = line.columns - left - index * width;
	return box_cut(box, line);
}

static void draw_value(struct canvas *canvas, struct box cell, const struct drawing *d,
	const struct comparison_row *row, int index, enum style style)
{
	static const struct {
		enum glyph glyph;
		enum style style;
	} signs[] = { [STANDING_PLAIN] = { GLYPH_BLANK, STYLE_NORMAL },
		[STANDING_BEST] = { GLYPH_BEST, STYLE_GOOD },
		[STANDING_EQUAL] = { GLYPH_EQUAL, STYLE_GOOD } };
	enum standing standing = row->standing[index];
	TEXT(text);

	/* What is alike steps back. */
	if (style == STYLE_NORMAL && row->alike)
		style = STYLE_DIM;

	label_metric(&text, row->metric, d->c->answers[index], &row->value[index], cell.columns - 2);
	canvas_glyph(canvas, cell, cell.row, cell.column,
		style == STYLE_NORMAL || style == STYLE_DIM ? signs[standing].style : style, signs[standing].glyph);
	canvas_text_fit(canvas, cell, cell.row, cell.column + 2, cell.columns - 2, style, text.data);
}

static void draw_line(struct canvas *canvas, struct box box, int index, bool selected, void *context)
{
	const struct drawing *d = context;
	const struct line *line = &d->lines[index];
	enum style style = selected ? STYLE_FOCUS : STYLE_NORMAL;

	if (!line->row) {
		canvas_text(canvas, box, box.row, box.column, selected ? style : STYLE_HEADING, line->title);
		return;
	}
	canvas_text_fit(
		canvas, box, box.row, box.column + 1, LABEL_COLUMNS - 1, selected ? style : STYLE_LABEL, line->title);
	for (int i = 0; i < d->c->count; i++)
		draw_value(canvas, column_box(box, i, d->c->count), d, line->row, i, style);
}

static void draw_heading(struct canvas *canvas, struct box line, const struct comparison *c)
{
	TEXT(name);

	for (int i = 0; i < c->count; i++) {
		struct box cell = column_box(line, i, c->count);

		text_clear(&name);
		label_configuration(&name, c->answers[i]);
		canvas_text_fit(canvas, cell, cell.row, cell.column + 2, cell.columns - 2, STYLE_TITLE, name.data);
	}
}

void compare_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct compare_view *view = own;
	const struct row *answers[COMPARISON_MAX];
	struct box inside = box_inside(box), body = inside;
	struct comparison c;
	struct drawing d = { .c = &c };
	TEXT(words);
	int rows, count = compare_answers(session, answers);

	if (count < 2) {
		canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _("Comparison"));
		paragraph_draw(canvas, inside, STYLE_DIM, _("Fewer than two of the marked rows are left."), 0);
		return;
	}
	comparison_make(&c, session->result.study, answers, count);
	list_lines(&d);
	report_differences(&words, &c);
	rows = paragraph_lines(words.data, inside.columns);
	/* The words below keep at most half of the rows. */
	rows = rows < inside.rows / 2 ? rows : inside.rows / 2;
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _("Comparison"));
	draw_heading(canvas, box_row(inside, 0), &c);
	body.row++;
	body.rows -= rows + 2;
	list_set_count(&view->lines, d.count);
	list_draw(canvas, body, &view->lines, true, draw_line, &d);
	list_draw_marks(canvas, box, body.row, body.rows, STYLE_FRAME_FOCUS, &view->lines);
	canvas_divider(canvas, box, body.row + body.rows, STYLE_FRAME_FOCUS, _("Differences"));
	paragraph_draw(canvas, (struct box){ body.row + body.rows + 1, inside.column, rows, inside.columns },
		STYLE_NORMAL, words.data, 0);
}

void act_mark(struct session *session)
{
	const struct row *answer = session_answer(session);

	if (answer)
		mark(session, answer);
}

void act_unmark(struct session *session)
{
	memset(session->marked, 0, sizeof(session->marked));
}

/* Two keys suffice: c here, c there. */
void act_compare(struct session *session)
{
	const struct row *answer = session_answer(session), *marked[COMPARISON_MAX];

	if (answer && compare_answers(session, marked) < 2 && !compare_is_marked(session, answer))
		mark(session, answer);
	if (compare_answers(session, marked) < 2) {
		error_set(&session->message, STATUS_OK, _("Marked: press c on another row to compare the two."));
		return;
	}
	session->views->compare.lines = (struct list){ 0 };
	session->view = VIEW_COMPARE;
}
