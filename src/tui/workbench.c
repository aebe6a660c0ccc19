/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner above its session: the tables of views, actions and commands, what the views keep, and the whole screen:
 * title, tabs, the view, key bar. */
#include "tui/workbench.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/filters.h"
#include "report/labels.h"
#include "tui/actions.h"
#include "tui/command_complete.h"
#include "tui/command_line.h"
#include "tui/export.h"
#include "tui/measuring.h"
#include "tui/views/answers.h"
#include "tui/views/layout.h"
#include "tui/views/offers.h"
#include "tui/views/parameters.h"
#include "tui/views/reasons.h"
#include "tui/views/topic.h"
#include "tui/views/views.h"
#include "tui/widgets/keybar.h"
#include "tui/widgets/paragraph.h"

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

static enum action_context wizard_context(const struct session *session)
{
	return wizard_at_end(session->views->wizard) ? IN_SUMMARY : IN_QUESTION;
}

#define OWN(member) .own = offsetof(struct views, member)

static const struct view_row view_rows[VIEW_COUNT] = {
	[VIEW_WORKBENCH] = { .key = workbench_key, .paste = workbench_paste, .context = workbench_context },
	[VIEW_TEXT] = { .draw = page_draw, OWN(page), .in = IN_TEXT },
	[VIEW_PICKER] = { NULL, picker_draw, OWN(picker), picker_key, picker_paste, IN_PICKER, .types = true },
	[VIEW_ENTRY] = { .key = entry_key, .paste = entry_paste, .in = IN_ENTRY, .types = true },
	[VIEW_EXPLAIN] = { .draw = explain_draw, OWN(explain), .in = IN_EXPLAIN, .export = export_explained },
	[VIEW_COMPARE] = { .draw = compare_draw, OWN(compare), .in = IN_COMPARE, .export = export_comparison },
	[VIEW_CURVES] = { .draw = curves_draw, OWN(curves), .in = IN_CURVES, .export = export_curves },
	[VIEW_WIZARD] = { .paste = wizard_paste, .context = wizard_context },
	[VIEW_SETTINGS] = { .draw = settings_draw, OWN(settings), .in = IN_SETTINGS },
	[VIEW_SETTING_ENTRY] = { settings_draw, NULL, OWN(settings), entry_key, entry_paste, IN_ENTRY, .types = true },
	[VIEW_PROMPT] = { .key = prompt_key, .paste = prompt_paste, .in = IN_PROMPT },
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
	text_release(&views->page.text);
	plan_file_release(session);
	session_release(session);
	free(views);
}

/* The age of the oldest price at the right edge; only its date where room is short. */
static void draw_price_date(const struct session *session, struct canvas *canvas, struct box box, int used)
{
	long oldest = session->result.oldest_price;
	int room = box.columns - used - 1;
	TEXT(text);

	for (int form = box.columns < 70; form < 2; form++) {
		text_clear(&text);
		text_add(&text, _("prices "));
		if (oldest < 0)
			text_add(&text, _("n/a"));
		else if (form == 0)
			label_price_date(&text, oldest, session->today);
		else
			label_date(&text, oldest);
		if (text_columns(text.data) >= room)
			continue;
		canvas_text_right(canvas, box, box.row, used, room,
			reasons_have(&session->result.warnings, REASON_STALE_PRICES) ? STYLE_WARN : STYLE_DIM,
			text.data);
		break;
	}
}

static void draw_title(const struct session *session, struct canvas *canvas, struct box box)
{
	const struct model *model = session->result.model;
	TEXT(text);
	int used;

	used = canvas_text(canvas, box, box.row, 1, STYLE_TITLE, "gpuplan");
	text_add(&text, box.columns < 70 ? model->short_name : model->name);
	text_add(&text, "  ");
	label_params(&text, model->counts.total);
	used += canvas_text(canvas, box, box.row, 3 + used, STYLE_NORMAL, text.data) + 4;
	used += plan_file_draw_title(session, canvas, box, 1 + used);
	draw_price_date(session, canvas, box, used);
}

/* The studies, and the filters that are set. */
static void draw_tabs(const struct session *session, struct canvas *canvas, struct box box)
{
	int column = 1, room;
	size_t words;
	TEXT(only);

	for (int i = 0; i < study_count(); i++) {
		const struct study *study = study_at(i);

		column += 2 +
			canvas_textf(canvas, box, box.row, column,
				study == session->study ? STYLE_TAB_ACTIVE : STYLE_TAB, " %s ", _(study->title));
	}
	text_add(&only, _("only "));
	words = only.length;
	filters_text(&only, &session->scenario);
	room = box.columns - column - 1;
	if (only.length > words && room > 0)
		/* It stands at the right edge, where nothing moves it. */
		canvas_text_right(canvas, box, box.row, column, room, STYLE_KEY, only.data);
	else if (box.columns > 100)
		canvas_text(canvas, box, box.row, column, STYLE_DIM, _(session->study->help));
}

/* What may be typed stands before the keys; the rest of the line is theirs. */
static struct box draw_entry_hint(const struct session *session, struct canvas *canvas, struct box box)
{
	TEXT(hint);
	int used;

	parameters_range(session, session_parameter(session), &hint);
	used = 2 + canvas_text(canvas, box, box.row, box.column + 1, STYLE_MESSAGE, hint.data);
	if (used > box.columns)
		used = box.columns;
	return (struct box){ box.row, box.column + used, 1, box.columns - used };
}

/* Help and the way out stay when room is short. */
static bool stays(const struct action *a)
{
	return (a->contexts & IN_WORKBENCH) == IN_WORKBENCH || a->contexts == IN_POPUP;
}

/* Names of files stand first and reasons last: what does not fit is left out of the middle. */
static void draw_message(const struct session *session, struct canvas *canvas, struct box box)
{
	const char *text = session->message.text, *end;
	enum style style = session->message.status == STATUS_OK ? STYLE_MESSAGE : STYLE_ERROR;
	int head = box.columns / 3, used;

	if (text_columns(text) <= box.columns) {
		canvas_text(canvas, box, box.row, box.column, style, text);
		return;
	}
	canvas_text_fit(canvas, box, box.row, box.column, head, style, text);
	used = head;
	end = text + text_fit(text, head - 1);
	while (*end && text_columns(end) > box.columns - used)
		end += text_fit(end, 1) ? text_fit(end, 1) : 1;
	canvas_text(canvas, box, box.row, box.column + used, style, end);
}

static void draw_keybar(struct session *session, struct canvas *canvas, struct box box)
{
	enum view view = session_shown_view(session);
	enum action_context context = view_context(session, view);
	struct keybar_item items[KEYBAR_MAX_ITEMS];
	struct text keys[KEYBAR_MAX_ITEMS];
	int count = 0;

	if (view == VIEW_ENTRY)
		box = draw_entry_hint(session, canvas, box);

	if (session->message.text[0]) {
		draw_message(session, canvas, box);
		return;
	}
	for (const struct action *a = session->tables->actions; a->name && count < KEYBAR_MAX_ITEMS; a++) {
		if (!(a->contexts & context) || !a->label[0])
			continue;
		/* Opposite keys share one entry: the two arrows of "change". */
		if (count > 0 && strcmp(items[count - 1].label, _(a->label)) == 0) {
			action_first_key(a, &keys[count - 1]);
			items[count - 1].key = keys[count - 1].data;
			continue;
		}
		text_init(&keys[count]);
		action_first_key(a, &keys[count]);
		items[count] = (struct keybar_item){ keys[count].data, _(a->label), stays(a) ? 0 : 1 };
		count++;
	}
	keybar_draw(canvas, box, items, count);
	for (int i = 0; i < count; i++)
		text_release(&keys[i]);
}

static void draw_panels(struct session *session, struct canvas *canvas, const struct layout_boxes *l)
{
	draw_title(session, canvas, l->title);
	draw_tabs(session, canvas, l->tabs);
	parameters_draw(session, canvas, l->parameters);
	answers_draw(session, canvas, l->table);
	reasons_draw(session, canvas, l->reasons);
	if (l->offers.rows)
		(session->panel == PANEL_TABLE ? offers_draw : market_draw)(session, canvas, l->offers);
}

void screen_draw(struct session *session, struct canvas *canvas)
{
	struct layout_boxes l = layout_workbench(canvas->rows, canvas->columns);
	struct box screen = { 0, 0, canvas->rows - 1, canvas->columns };
	const struct view_row *view = view_row(session, session_shown_view(session));
	void *own = (char *)session->views + view->own;
	TEXT(notice);

	session_catch_up(session);
	canvas_clear(canvas);
	if (l.too_small) {
		text_addf(&notice, _("Terminal too small: %dx%d needed, this is %dx%d."), LAYOUT_MIN_COLUMNS,
			LAYOUT_MIN_ROWS, canvas->columns, canvas->rows);
		paragraph_draw(canvas, canvas_box(canvas), STYLE_NORMAL, notice.data, 0);
		return;
	}
	if (view->draw)
		view->draw(session, own, canvas, screen);
	else if (session->views->wizard)
		wizard_draw(session, session->views->wizard, &session->views->page, canvas, screen);
	else
		draw_panels(session, canvas, &l);
	draw_keybar(session, canvas, l.keybar);
	if (view->draw_above)
		view->draw_above(own, canvas);
	if (session->view == VIEW_PROMPT)
		prompt_draw(session, &session->views->prompt, canvas, l.keybar);
}
