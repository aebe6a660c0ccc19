/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner above its session: the tables of views, actions and commands, what the views keep, and the whole screen:
 * title, tabs, the view, key bar. */
#include "tui/workbench.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/actions.h"
#include "tui/canvas/zone.h"
#include "tui/command_complete.h"
#include "tui/command_line.h"
#include "tui/export.h"
#include "tui/launching.h"
#include "tui/measuring.h"
#include "tui/views/answers.h"
#include "tui/views/changes.h"
#include "tui/views/facts.h"
#include "tui/views/filter.h"
#include "tui/views/foot.h"
#include "tui/views/header.h"
#include "tui/views/help.h"
#include "tui/views/hint.h"
#include "tui/views/layout.h"
#include "tui/views/loads.h"
#include "tui/views/offers.h"
#include "tui/views/parameters.h"
#include "tui/views/picker_draw.h"
#include "tui/views/topic.h"
#include "tui/views/views.h"
#include "tui/views/wizard_draw.h"
#include "tui/views/wizard_end.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/keybar.h"
#include "tui/widgets/paragraph.h"
#include "tui/widgets/rule.h"
#include "tui/zone_kind.h"

static void entry_key(struct session *session, struct key key)
{
	field_key(&session->entry, key);
}

static void entry_paste(struct session *session, const char *text)
{
	field_insert(&session->entry, text);
}

/* A digit on a parameter begins its value. */
static void workbench_key(struct session *session, struct key key)
{
	char digit[2] = { (char)key.code };

	if (session->panel == PANEL_PARAMETERS && !key.alt && key.code >= '0' && key.code <= '9')
		act_type(session, digit);
}

static void workbench_paste(struct session *session, const char *text)
{
	if (session->panel == PANEL_PARAMETERS)
		act_type(session, text);
}

static enum action_context workbench_context(const struct session *session)
{
	return session->panel == PANEL_TABLE ? IN_TABLE : IN_PARAMETERS;
}

static enum action_context prompt_context(const struct session *session)
{
	return session->views->prompt.kind == PROMPT_FILTER ? IN_FILTER : IN_PROMPT;
}

static enum action_context wizard_context(const struct session *session)
{
	const struct wizard *wizard = session->views->wizard;

	return wizard_at_end(wizard) ? IN_SUMMARY : wizard_on_number(wizard) ? IN_NUMBER : IN_CHOICES;
}

static enum action_context picker_context(const struct session *session)
{
	return picker_filtered(&session->views->picker) ? IN_FILTERED : IN_PICKER;
}

/* A question, or the end. */
static void wizard_view_draw(const struct session *session, void *own, struct canvas *canvas, struct box box)
{
	(void)own;
	(wizard_at_end(session->views->wizard) ? wizard_end_draw : wizard_draw)(session, canvas, box);
}

#define OWN(member) .own = offsetof(struct views, member)

static const struct view_row view_rows[VIEW_COUNT] = {
	[VIEW_WORKBENCH] = { .key = workbench_key, .paste = workbench_paste, .context = workbench_context },
	[VIEW_TEXT] = { .draw = page_draw, OWN(page), .in = IN_TEXT, .foot = true },
	[VIEW_PICKER] = { picker_draw, OWN(picker), picker_key, picker_paste, .context = picker_context, .types = true,
		.foot = true },
	[VIEW_ENTRY] = { .key = entry_key, .paste = entry_paste, .in = IN_ENTRY, .types = true, .covers = true },
	[VIEW_EXPLAIN] = { .draw = explain_draw, OWN(explain), .in = IN_EXPLAIN, .export = export_explained },
	[VIEW_COMPARE] = { .draw = compare_draw, OWN(compare), .in = IN_COMPARE, .export = export_comparison },
	[VIEW_CURVES] = { .draw = curves_draw, OWN(curves), .in = IN_CURVES, .export = export_curves },
	[VIEW_WIZARD] = { .draw = wizard_view_draw,
		.first = wizard_key,
		.paste = wizard_paste,
		.context = wizard_context },
	[VIEW_SETTINGS] = { .draw = settings_draw, OWN(settings), .in = IN_SETTINGS, .foot = true },
	[VIEW_SETTING_ENTRY] = { settings_draw, OWN(settings), entry_key, entry_paste, IN_ENTRY, .types = true,
		.covers = true, .foot = true },
	[VIEW_PROMPT] = { .key = prompt_key, .paste = prompt_paste, .context = prompt_context, .covers = true },
};

/* A function goes to the member that has its type. */
#define RUN(function) _Generic((function), void (*)(struct session *) : (function), default : NULL)
#define MOVE(function) _Generic((function), void (*)(struct session *, int) : (function), default : NULL)

static const struct action actions[] = {
#define ACTION(id, name, keys, contexts, function, argument, label, help) \
	{ name, keys, contexts, RUN(function), MOVE(function), argument, label, help },
#include "tui/action-table.h"
#undef ACTION
	{ .name = NULL },
};

const struct tables *workbench_tables(void)
{
	static struct tables tables = { view_rows, actions, NULL, command_line_run, command_complete };

	tables.commands = command_rows();
	return &tables;
}

void workbench_init(struct session *session, const struct scenario *scenario, long today, bool ascii)
{
	struct views *views = xcalloc(1, sizeof(*views));

	text_init(&views->page.text);
	session_init(session, scenario, today, ascii, workbench_tables(), views);
	plan_file_start(session);
}

void workbench_release(struct session *session)
{
	struct views *views = session->views;

	prompt_release(&views->prompt, session->view == VIEW_PROMPT);
	wizard_close(session);
	picker_release(&views->picker);
	outline_release(&views->explain.figures);
	page_release(&views->page);
	plan_file_release(session);
	session_release(session);
	free(views);
}

static void draw_keybar(struct session *session, struct canvas *canvas, struct box box)
{
	bool filters = session->view == VIEW_PROMPT && session->views->prompt.kind == PROMPT_FILTER;
	enum action_context context = view_context(session, filters ? VIEW_PROMPT : session_shown_view(session));
	struct keybar_item items[KEYBAR_MAX_ITEMS];
	struct text keys[KEYBAR_MAX_ITEMS], others[KEYBAR_MAX_ITEMS];
	int count = 0;

	for (const struct action *a = session->tables->actions; a->name && count < KEYBAR_MAX_ITEMS; a++) {
		if (!(a->contexts & context) || !a->label[0])
			continue;
		/* Opposite keys share one entry: the two arrows of "change". */
		if (count > 0 && strcmp(items[count - 1].label, _(a->label)) == 0) {
			action_first_key(a, &others[count - 1]);
			items[count - 1].other = others[count - 1].data;
			items[count - 1].other_value = (int)(a - session->tables->actions);
			continue;
		}
		text_init(&keys[count]);
		text_init(&others[count]);
		action_first_key(a, &keys[count]);
		items[count] = (struct keybar_item){ keys[count].data, _(a->label),
			a->contexts & HINT_STAYS          ? 0
				: a->contexts & HINT_LATE ? 2
							  : 1,
			.value = (int)(a - session->tables->actions) };
		count++;
	}
	keybar_draw(canvas, box, items, count, ZONE_ACTION);
	for (int i = 0; i < count; i++) {
		text_release(&keys[i]);
		text_release(&others[i]);
	}
}

/* Where rules meet. */
static void draw_corners(struct canvas *canvas, const struct layout_boxes *l)
{
	if (l->down.rows) {
		canvas_glyph(canvas, canvas_box(canvas), l->panel_rule.row, l->down.column, STYLE_RULE, GLYPH_TEE_TOP);
		rule_draw_down(canvas, l->down);
	}
	for (const struct box *side = &l->middle; side <= &l->right; side += &l->right - &l->middle) {
		if (!side->rows)
			continue;
		rule_draw_down(canvas, *side);
		canvas_glyph(canvas, canvas_box(canvas), side->row, side->column, STYLE_RULE, GLYPH_TEE_TOP);
	}
}

/* Right of its rule. */
static struct box side_inside(struct box side)
{
	return (struct box){ side.row, side.column + 1, side.rows, side.columns - 1 };
}

/* Who rents out a GPU is shown of a row that was chosen: while a slider moves, whole lists would be sent with every other
 * leader. */
static void draw_sides(struct session *session, struct canvas *canvas, const struct layout_boxes *l)
{
	if (l->middle.rows)
		loads_draw(session, canvas, side_inside(l->middle));
	if (l->right.rows) {
		struct box right = side_inside(l->right);

		right = box_below(right, changes_draw(session, canvas, right) + 1);
		if (session->panel == PANEL_TABLE)
			offers_draw(session, canvas, right);
	}
}

/* The answer has the line of the hint where there is nothing to hint at. */
static void draw_wide(struct session *session, struct canvas *canvas, const struct layout_boxes *l)
{
	struct box answer = l->answer;

	parameters_draw(session, canvas, l->panel_rule, l->panel);
	if (!hint_told(session))
		answer.rows++;
	facts_draw(session, canvas, l->answer_rule, answer);
	draw_sides(session, canvas, l);
	if (hint_told(session))
		hint_draw(session, canvas, l->hint);
	draw_corners(canvas, l);
}

/* A message stands in the place of the slider. */
static void draw_narrow(struct session *session, struct canvas *canvas, const struct layout_boxes *l)
{
	facts_draw(session, canvas, l->answer_rule, l->answer);
	parameters_draw(session, canvas, l->panel_rule, l->panel);
	if (!session->message.text[0])
		return;
	canvas_fill(canvas, l->panel, STYLE_TEXT, GLYPH_BLANK);
	hint_draw(session, canvas, l->panel);
}

static void draw_panels(struct session *session, struct canvas *canvas, const struct layout_boxes *l)
{
	header_draw_tabs(session, canvas, l->tabs);
	header_draw_scope(session, canvas, l->scope);
	answers_draw(session, canvas, l->table_rule, l->table);
	(l->narrow ? draw_narrow : draw_wide)(session, canvas, l);
}

/* The labels of all parameters stand in one gutter. */
static int widest_label(void)
{
	int widest = 0;

	for (int i = 0; i < parameter_count(); i++) {
		int columns = canvas_columns(_(parameter_row(parameter_at(i))->label));

		if (columns > widest)
			widest = columns;
	}
	return widest;
}

/* The text filter leaves the keys below it; other prompts take their place. */
static struct box prompt_box(const struct session *session, const struct layout_boxes *l)
{
	if (session->views->prompt.kind != PROMPT_FILTER)
		return l->keybar;
	return l->narrow ? l->panel : l->hint;
}

struct layout_boxes workbench_layout(const struct session *session, int rows, int columns)
{
	struct layout_boxes l = layout_workbench(rows, columns);

	if (session->study->loads || !l.middle.rows)
		return l;
	l.answer.columns += l.middle.columns;
	l.answer_rule.columns += l.middle.columns;
	l.middle = (struct box){ 0 };
	return l;
}

void screen_draw(struct session *session, struct canvas *canvas)
{
	struct layout_boxes l = workbench_layout(session, canvas->rows, canvas->columns);
	struct box screen = { 0, 0, canvas->rows - 1, canvas->columns };
	const struct view_row *view = view_row(session, session_shown_view(session));
	void *own = (char *)session->views + view->own;
	TEXT(notice);

	session_catch_up(session);
	session->gutter = gutter_width(widest_label());
	canvas_clear(canvas);
	canvas_zone(canvas, screen, ZONE_SCROLL, SCROLL_VIEW);
	if (l.too_small) {
		text_addf(&notice, _("gpuplan needs %dx%d; this is %dx%d"), LAYOUT_MIN_COLUMNS, LAYOUT_MIN_ROWS,
			canvas->columns, canvas->rows);
		paragraph_draw(canvas, canvas_box(canvas), STYLE_TEXT, notice.data, 0);
		return;
	}
	if (view->draw)
		view->draw(session, own, canvas, screen);
	else
		draw_panels(session, canvas, &l);
	/* The panels and some views have their own place for it. */
	if (view->draw && !view->foot)
		foot_draw_message(session, canvas, box_row(screen, screen.rows - 1));
	/* What is typed comes first: nothing under it is reached. */
	if (view_row(session, session->view)->covers)
		canvas_zone(canvas, screen, ZONE_COVER, 0);
	draw_keybar(session, canvas, l.keybar);
	if (session->view == VIEW_PROMPT)
		prompt_draw(session, &session->views->prompt, canvas, prompt_box(session, &l));
}
