/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks, and drawing the comparison of what is marked. */
#include "tui/views/compare.h"

#include <string.h>

#include "base/i18n.h"
#include "report/comparison.h"
#include "report/phrases.h"
#include "report/labels.h"
#include "tui/views/verdict_sign.h"
#include "tui/views/frame.h"
#include "tui/views/views.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"
#include "tui/zone_kind.h"

enum { LINES = METRIC_MAX + 8, SIGN = 2 };

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
	int count, gutter;
	bool of_mean; /* the goals are */
};

/* The GPU and its count stand in the heading; the address of a price is too long for a column; goals about the mean
 * have the figures of the mean. */
static bool is_listed(const struct drawing *d, enum metric metric)
{
	return metric != METRIC_GPU && metric != METRIC_SOURCE &&
		!(d->of_mean && (metric == METRIC_GOAL_TTFT || metric == METRIC_GOAL_TPOT));
}

static void list_group(struct drawing *d, const char *key)
{
	for (int i = 0; i < d->c->row_count; i++) {
		const struct comparison_row *row = &d->c->rows[i];
		const struct metric_row *metric = metric_row(row->metric);

		if (strcmp(metric->group, key) == 0 && is_listed(d, row->metric))
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

/* The columns of one answer: the sign, and what it stands before. */
static struct box column_box(struct box line, int gutter, int index, int count)
{
	struct box texts = gutter_text_box(line, gutter);
	int width = texts.columns / count;

	/* The first sign stands in the gap behind the labels, so that the values begin where all texts do. */
	return (struct box){ line.row, texts.column - SIGN + index * width, 1,
		width + (index + 1 == count ? SIGN : 0) };
}

/* The better figure is bold, what cannot be told from it has its sign, what is alike steps back. */
static void draw_value(
	struct canvas *canvas, struct box cell, const struct drawing *d, const struct comparison_row *row, int index)
{
	enum standing standing = row->standing[index];
	enum style style = standing == STANDING_BEST ? STYLE_STRONG : row->alike ? STYLE_DIM : STYLE_TEXT;
	int room = cell.columns - SIGN - 1;
	TEXT(text);

	label_metric(&text, row->metric, d->c->answers[index], &row->value[index], room);
	if (standing == STANDING_EQUAL)
		canvas_glyph(canvas, cell, cell.row, cell.column, STYLE_TEXT, GLYPH_EQUAL);
	canvas_text_fit(canvas, cell, cell.row, cell.column + SIGN, room, style, text.data);
}

static void draw_line(struct canvas *canvas, struct box box, int index, bool selected, void *context)
{
	const struct drawing *d = context;
	const struct line *line = &d->lines[index];

	if (!line->row) {
		canvas_text(canvas, box, box.row, box.column + GUTTER_LABEL, STYLE_STRONG, line->title);
		return;
	}
	gutter_line(canvas, box, d->gutter, selected, line->title, NULL);
	for (int i = 0; i < d->c->count; i++)
		draw_value(canvas, column_box(box, d->gutter, i, d->c->count), d, line->row, i);
}

static void draw_heading(struct canvas *canvas, struct box line, const struct drawing *d)
{
	for (int i = 0; i < d->c->count; i++) {
		const struct row *a = d->c->answers[i];
		struct box cell = column_box(line, d->gutter, i, d->c->count);
		TEXT(name);

		label_configuration(&name, a);
		canvas_glyph(canvas, cell, cell.row, cell.column, verdict_style(a->verdict), verdict_glyph(a->verdict));
		canvas_text_fit(
			canvas, cell, cell.row, cell.column + SIGN, cell.columns - SIGN - 1, STYLE_STRONG, name.data);
	}
}

/* Labels of this view that are longer than those of the others widen its gutter. */
static int gutter_of(const struct session *session, const struct drawing *d)
{
	int longest = 0, width;

	for (int i = 0; i < d->count; i++) {
		int columns = d->lines[i].row ? canvas_columns(d->lines[i].title) : 0;

		longest = columns > longest ? columns : longest;
	}
	/* The sign of the first column stands behind them. */
	width = gutter_width(longest + SIGN);
	return width > session->gutter ? width : session->gutter;
}

static struct box draw_frame(const struct session *session, struct canvas *canvas, struct box box, const char *place)
{
	TEXT(crumb);

	text_addf(&crumb, "%s › %s", _(session->study->title), _("Comparison"));
	return frame_draw(
		canvas, box, &(struct frame){ .crumb = crumb.data, .title = _("Side by side"), .title_right = place });
}

/* What the dearer one buys, below the lines. */
static struct box draw_words(struct canvas *canvas, struct box box, const struct comparison *c)
{
	TEXT(words);
	struct box part = box;
	int rows;

	report_bargains(&words, c);
	if (!words.length)
		return box;
	rows = paragraph_lines(words.data, box.columns - 2);
	/* The words keep at most a third of the rows. */
	rows = rows < box.rows / 3 ? rows : box.rows / 3;
	part.row += box.rows - rows - 1;
	part.rows = rows + 1;
	rule_draw(canvas, part, &(struct rule){ .title = _("What the dearer one buys") });
	part = box_below(part, 1);
	part.column++;
	part.columns -= 2;
	paragraph_draw(canvas, part, STYLE_TEXT, words.data, 0);
	box.rows -= rows + 1;
	return box;
}

static struct drawing drawing_of(const struct session *session, const struct comparison *c)
{
	return (struct drawing){ .c = c, .of_mean = session->scenario.number[PARAMETER_GOAL_AT] == GOAL_AT_MEAN };
}

static void draw_hint(const struct session *session, struct canvas *canvas, struct box line, const struct line *on)
{
	gutter_line(canvas, line, session->gutter, true, on->title,
		on->row ? _(metric_row(on->row->metric)->help) : _("figures of one kind"));
}

int compare_metric(const struct session *session)
{
	const struct row *answers[COMPARISON_MAX];
	struct comparison c;
	struct drawing d;
	int count = compare_answers(session, answers), selected = session->views->compare.lines.selected;

	if (count < 2)
		return -1;
	comparison_make(&c, session->result.study, answers, count);
	d = drawing_of(session, &c);
	list_lines(&d);
	return selected < d.count && d.lines[selected].row ? (int)d.lines[selected].row->metric : -1;
}

void compare_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	struct compare_view *view = own;
	const struct row *answers[COMPARISON_MAX];
	struct box inside;
	struct comparison c;
	struct drawing d;
	TEXT(place);
	int count = compare_answers(session, answers);

	if (count < 2) {
		inside = draw_frame(session, canvas, box, NULL);
		gutter_line(
			canvas, box_row(inside, 0), 0, false, NULL, _("Fewer than two of the marked rows are left."));
		return;
	}
	comparison_make(&c, session->result.study, answers, count);
	d = drawing_of(session, &c);
	list_lines(&d);
	d.gutter = gutter_of(session, &d);
	list_set_count(&view->lines, d.count);
	list_place(&view->lines, &place);
	inside = draw_frame(session, canvas, box, place.data);
	inside.rows--;
	draw_hint(session, canvas, box_row(box, box.rows - 1), &d.lines[view->lines.selected]);
	draw_heading(canvas, box_row(inside, 0), &d);
	inside = draw_words(canvas, box_below(inside, 1), &c);
	list_draw(canvas, inside, &view->lines, true, draw_line, &d);
	list_zone(canvas, inside, &view->lines, ZONE_LINE);
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
	session->views->compare.back = session->view;
	session->view = VIEW_COMPARE;
}
