/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole screen: title, tabs, panels, popups, key bar; and which view gets a key. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "report/words.h"
#include "tui/action.h"
#include "tui/actions.h"
#include "tui/session.h"
#include "tui/views/answers.h"
#include "tui/views/bottom_line.h"
#include "tui/views/compare.h"
#include "tui/views/curves.h"
#include "tui/views/explain.h"
#include "tui/views/layout.h"
#include "tui/views/market.h"
#include "tui/views/offers.h"
#include "tui/views/page.h"
#include "tui/views/parameters.h"
#include "tui/views/picker.h"
#include "tui/views/reasons.h"
#include "tui/views/settings_screen.h"
#include "tui/views/wizard.h"
#include "tui/widgets/keybar.h"
#include "tui/widgets/paragraph.h"

void session_init(struct session *session, const struct scenario *scenario, long today, bool ascii)
{
	*session = (struct session) { .study = study_first(), .scenario = *scenario,
				      .today = today, .sort_metric = scenario->sort_metric,
				      .ascii = ascii };
	settings_init(&session->settings);
	session_defaults(session);
	theme_init(&session->theme, THEME_DEFAULT);
	result_init(&session->result, scenario->catalog);
	text_init(&session->page);
	text_init(&session->clipboard);
	undo_init(&session->undo);
	list_set_count(&session->parameters, session_parameter_count(session));
	answers_prepare(session);
	session_recalculate(session);
	plan_file_start(session);
}

void session_release(struct session *session)
{
	prompt_release(session);
	wizard_close(session);
	picker_release(&session->picker);
	outline_release(&session->figures);
	result_release(&session->result);
	text_release(&session->page);
	text_release(&session->clipboard);
	undo_release(&session->undo);
	plan_file_release(session);
}

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

/* What a view does of its own; NULL: nothing. */
static const struct view_row {
	void (*draw)(struct session *, struct canvas *, struct box); /* the screen but the key bar */
	void (*key)(struct session *, struct key);                   /* that is bound to no action */
	void (*paste)(struct session *, const char *);
} views[VIEW_COUNT] = {
	[VIEW_WORKBENCH] = { NULL, workbench_key, workbench_paste },
	[VIEW_TEXT] = { page_draw, NULL, NULL },
	[VIEW_PICKER] = { NULL, picker_key, picker_paste },
	[VIEW_ENTRY] = { NULL, entry_key, entry_paste },
	[VIEW_EXPLAIN] = { explain_draw, NULL, NULL },
	[VIEW_COMPARE] = { compare_draw, NULL, NULL },
	[VIEW_CURVES] = { curves_draw, NULL, NULL },
	[VIEW_WIZARD] = { NULL, NULL, wizard_paste },
	[VIEW_SETTINGS] = { settings_draw, NULL, NULL },
	[VIEW_SETTING_ENTRY] = { settings_draw, entry_key, entry_paste },
	[VIEW_PROMPT] = { NULL, prompt_key, prompt_paste },
};

void session_key(struct session *session, struct key key)
{
	const struct action *action = action_for_key(key, action_context_of(session));

	session->keys++;
	session->message.text[0] = '\0';
	if (!action || (action->run != act_step && action->run != act_extreme))
		session_catch_up(session);
	if (session->view == VIEW_WIZARD && wizard_key(session, key))
		return;
	/* In a search field or an entry letters are text before they are keys. */
	if (action && !((action_context_of(session) & (IN_PICKER | IN_ENTRY)) && key_is_text(key)))
		action->run(session, action->argument);
	else if (views[session->view].key)
		views[session->view].key(session, key);
}

void session_paste(struct session *session, const char *text)
{
	session->message.text[0] = '\0';
	session_catch_up(session);
	if (views[session->view].paste)
		views[session->view].paste(session, text);
}

/* The age of the oldest price at the right edge; only its date where room is short. */
static void draw_price_date(const struct session *session, struct canvas *canvas, struct box box, int used)
{
	long oldest = session->result.oldest_price;
	int room = box.columns - used - 1;
	struct text text;

	text_init(&text);
	for (int form = box.columns < 70; form < 2; form++) {
		text_clear(&text);
		text_add(&text, _("prices "));
		if (oldest < 0)
			text_add(&text, _("n/a"));
		else if (form == 0)
			words_price_date(&text, oldest, session->today);
		else
			words_date(&text, oldest);
		if (text_columns(text.data) >= room)
			continue;
		canvas_text_right(canvas, box, box.row, used, room,
				  session->result.warnings.count ? STYLE_WARN : STYLE_DIM, text.data);
		break;
	}
	text_release(&text);
}

static void draw_title(const struct session *session, struct canvas *canvas, struct box box)
{
	const struct model *model = session->result.model;
	struct text text;
	int used;

	text_init(&text);
	used = canvas_text(canvas, box, box.row, 1, STYLE_TITLE, "gpuplan");
	text_add(&text, box.columns < 70 ? model->short_name : model->name);
	text_add(&text, "  ");
	words_params(&text, model->counts.total);
	used += canvas_text(canvas, box, box.row, 3 + used, STYLE_NORMAL, text.data) + 4;
	used += plan_file_draw_title(session, canvas, box, 1 + used);
	draw_price_date(session, canvas, box, used);
	text_release(&text);
}

static void draw_tabs(const struct session *session, struct canvas *canvas, struct box box)
{
	int column = 1;

	for (int i = 0; i < STUDIES; i++) {
		const struct study *study = study_row((enum study_id)i);

		column += 2 + canvas_textf(canvas, box, box.row, column,
					   study == session->study ? STYLE_TAB_ACTIVE : STYLE_TAB, " %s ",
					   _(study->title));
	}
	if (box.columns > 100)
		canvas_text(canvas, box, box.row, column, STYLE_DIM, _(session->study->help));
}

/* What may be typed stands before the keys; the rest of the line is theirs. */
static struct box draw_entry_hint(const struct session *session, struct canvas *canvas, struct box box)
{
	struct text hint;
	int used;

	text_init(&hint);
	parameters_range(session, session_parameter(session), &hint);
	used = 2 + canvas_text(canvas, box, box.row, box.column + 1, STYLE_MESSAGE, hint.data);
	text_release(&hint);
	if (used > box.columns)
		used = box.columns;
	return (struct box) { box.row, box.column + used, 1, box.columns - used };
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
	enum action_context context = action_context_of(session);
	struct keybar_item items[KEYBAR_MAX_ITEMS];
	struct text keys[KEYBAR_MAX_ITEMS];
	int count = 0;

	if (session->view == VIEW_ENTRY)
		box = draw_entry_hint(session, canvas, box);

	if (session->message.text[0]) {
		draw_message(session, canvas, box);
		return;
	}
	for (const struct action *a = action_table(); a->name && count < KEYBAR_MAX_ITEMS; a++) {
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
		items[count] = (struct keybar_item) { keys[count].data, _(a->label),
						      stays(a) ? 0 : 1 };
		count++;
	}
	keybar_draw(canvas, box, items, count);
	for (int i = 0; i < count; i++)
		text_release(&keys[i]);
}

static void draw_notice(struct canvas *canvas)
{
	struct text text;

	text_init(&text);
	text_addf(&text, _("Terminal too small: %dx%d needed, this is %dx%d."), LAYOUT_MIN_COLUMNS,
		  LAYOUT_MIN_ROWS, canvas->columns, canvas->rows);
	paragraph_draw(canvas, canvas_box(canvas), STYLE_NORMAL, text.data, 0);
	text_release(&text);
}

void session_draw(struct session *session, struct canvas *canvas)
{
	struct layout_boxes l = layout_workbench(canvas->rows, canvas->columns);
	struct box screen = { 0, 0, canvas->rows - 1, canvas->columns };

	session_catch_up(session);
	if (session->view == VIEW_PROMPT) {
		session->view = session->prompt.under;
		session_draw(session, canvas);
		session->view = VIEW_PROMPT;
		if (!l.too_small)
			prompt_draw(session, canvas, l.keybar);
		return;
	}
	canvas_clear(canvas);
	if (l.too_small) {
		draw_notice(canvas);
		return;
	}
	if (views[session->view].draw) {
		views[session->view].draw(session, canvas, screen);
	} else if (session->wizard) {
		wizard_draw(session, canvas, screen);
	} else {
		draw_title(session, canvas, l.title);
		draw_tabs(session, canvas, l.tabs);
		parameters_draw(session, canvas, l.parameters);
		answers_draw(session, canvas, l.table);
		reasons_draw(session, canvas, l.reasons);
		if (l.offers.rows)
			(session->panel == PANEL_TABLE ? offers_draw : market_draw)(session, canvas, l.offers);
	}
	draw_keybar(session, canvas, l.keybar);
	if (session->view == VIEW_PICKER)
		picker_draw(session, canvas);
}
