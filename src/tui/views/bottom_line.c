/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, feeding, ending and drawing the prompt. */
#include "tui/views/bottom_line.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/canvas/zone.h"
#include "tui/terminal/line_editor.h"
#include "tui/views/filter.h"
#include "tui/views/foot.h"
#include "tui/views/views.h"
#include "tui/zone_kind.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/rule.h"

/* Half of a tall screen, and so many rows of a small one. */
enum { MOST_CHOICES = 12, WIDEST_CHOICE = 34 };

static struct history *history_of(struct prompt *prompt)
{
	if (prompt->kind == PROMPT_COMMAND)
		return &prompt->commands;
	return prompt->kind == PROMPT_FILTER ? &prompt->searches : &prompt->files;
}

/* A whole line of them is one name: it may have blanks. */
static void complete_file(void *session, const char *head, struct line_choices *choices)
{
	(void)session;
	(void)head;
	choices->files = true;
}

/* `line` stands there to be taken or changed. */
static void open_with(struct session *session, int kind, const char *line)
{
	struct prompt *prompt = &session->views->prompt;
	bool file = kind >= PROMPT_SAVE;
	const struct history *history;
	TEXT(question);

	prompt->kind = (enum prompt_kind)kind;
	if (kind == PROMPT_COMMAND && prompt->history_file && !prompt->history_read)
		history_read(&prompt->commands, prompt->history_file);
	prompt->history_read = prompt->history_read || kind == PROMPT_COMMAND;
	session->under = session->view;
	prompt->first = 0;
	history = history_of(prompt);
	if (file)
		text_addf(&question, "%s ", plan_file_question((enum file_purpose)(kind - PROMPT_SAVE)));
	else
		text_add(&question, kind == PROMPT_FILTER ? "/" : ":");
	line_editor_open(&(struct line_options){ .prompt = question.data,
		.line = line,
		.one_word = file,
		.history = history->lines,
		.history_count = history->count,
		.complete = kind == PROMPT_FILTER ? NULL
			: file                    ? complete_file
						  : session->tables->complete,
		.context = session });
	session->view = VIEW_PROMPT;
}

void act_prompt_open(struct session *session, int kind)
{
	session->views->prompt.sure = false;
	open_with(session, kind,
		kind == PROMPT_FILTER        ? session->shown.filter.text
			: kind < PROMPT_SAVE ? ""
					     : plan_file_proposal(session, (enum file_purpose)(kind - PROMPT_SAVE)));
}

void prompt_open_command(struct session *session, const char *line)
{
	session->views->prompt.sure = false;
	open_with(session, PROMPT_COMMAND, line);
}

static void take_command(struct session *session, const char *line)
{
	struct prompt *prompt = &session->views->prompt;
	struct error error = { 0 };
	TEXT(copy);

	if (prompt->history_file && line[0])
		history_keep(&prompt->commands, prompt->history_file, line, &error);
	else
		history_add(&prompt->commands, line);
	/* A command may open the next line. */
	text_add(&copy, line);
	session->tables->run_line(session, copy.data);
	if (error.text[0] && !session->message.text[0])
		error_set(&session->message, STATUS_IO, _("the history is not kept: %s"), error.text);
}

/* What was refused can be mended in place; a file that is there wants a second Enter. */
static void take_file(struct session *session, const char *line)
{
	struct prompt *prompt = &session->views->prompt;
	enum file_purpose purpose = (enum file_purpose)(prompt->kind - PROMPT_SAVE);
	TEXT(name);

	text_add(&name, line);
	history_add(&prompt->files, line);
	if (!plan_file_take(session, purpose, name.data, prompt->sure)) {
		struct error why = session->message;

		prompt->sure = session->plan.refused;
		open_with(session, (int)prompt->kind, name.data);
		if (prompt->sure)
			error_set(&session->message, STATUS_USAGE, _("%s: Enter again replaces it"), why.text);
	}
}

static void follow(struct session *session, enum line_state state)
{
	struct prompt *prompt = &session->views->prompt;

	if (state != LINE_OPEN)
		session->view = session->under;
	if (prompt->kind == PROMPT_FILTER) {
		if (state == LINE_TAKEN)
			history_add(&prompt->searches, line_editor_line());
		filter_follow(session, state, line_editor_line());
	} else if (prompt->kind == PROMPT_COMMAND && state == LINE_TAKEN) {
		take_command(session, line_editor_line());
	} else if (state == LINE_TAKEN) {
		take_file(session, line_editor_line());
	}
}

void prompt_key(struct session *session, struct key key)
{
	/* Any other key takes the first Enter back. */
	if (key.code != KEYCODE_ENTER)
		session->views->prompt.sure = false;
	follow(session, line_editor_key(key));
}

void act_prompt_key(struct session *session, int code)
{
	prompt_key(session, (struct key){ .code = code });
}

void prompt_paste(struct session *session, const char *text)
{
	session->views->prompt.sure = false;
	follow(session, line_editor_paste(text));
}

/* Columns of the words; names of files have no help that wants the rest. */
static int word_columns(const struct line_choices *choices)
{
	int width = 0;
	bool help = false;

	for (size_t i = 0; i < choices->count; i++) {
		int columns = canvas_columns(choices->items[i].word);

		if (columns > width)
			width = columns;
		help = help || choices->items[i].help[0];
	}
	return help && width > WIDEST_CHOICE ? WIDEST_CHOICE : width;
}

static void draw_choices(
	const struct session *session, struct canvas *canvas, struct box line, const struct line_choices *choices)
{
	int room = line.row / 2 > MOST_CHOICES ? line.row / 2 : MOST_CHOICES;
	int width = word_columns(choices), column, count, rows;
	struct rule rule = { .title = _("Possible words"), .right_style = STYLE_DIM };
	struct box box;
	TEXT(hidden);

	if (room > line.row - 3)
		room = line.row - 3;
	count = choices->count < (size_t)room ? (int)choices->count : room;
	rows = count ? count : 1;
	box = (struct box){ line.row - 1 - rows, line.column, 1 + rows, line.columns };
	canvas_fill(canvas, box, STYLE_TEXT, GLYPH_BLANK);
	canvas_zone(canvas, box, ZONE_COVER, 0);
	if ((int)choices->count > count)
		text_addf(&hidden, _("and %d more"), (int)choices->count - count);
	rule.right = hidden.data;
	rule_draw(canvas, box, &rule);
	box = box_below(box, 1);
	if (choices->count == 0)
		canvas_text(canvas, box, box.row, gutter_text_box(box, session->gutter).column, STYLE_DIM,
			_("Nothing matches."));
	/* The explanations stand in the gutter's column where the words leave it. */
	column = GUTTER_LABEL + (width + 2 > session->gutter ? width + 2 : session->gutter);
	for (int i = 0; i < count; i++) {
		struct box row = box_row(box, i);

		canvas_text_fit(
			canvas, row, row.row, row.column + GUTTER_LABEL, width, STYLE_ACCENT, choices->items[i].word);
		canvas_text_fit(canvas, row, row.row, row.column + column, row.columns - column - 1, STYLE_TEXT,
			choices->items[i].help);
	}
}

/* The line scrolls by columns so that the cursor is always seen. */
static int scroll(int first, int cursor, int total, int width)
{
	if (first > total + 1 - width)
		first = total + 1 - width;
	if (cursor > first + width - 1)
		first = cursor - width + 1;
	/* To the left by more than the cursor needs, to show what stands before it. */
	if (cursor < first)
		first = cursor - width / 4;
	return first > 0 ? first : 0;
}

/* How many rows match, behind what is typed. */
static void draw_matches(const struct session *session, struct canvas *canvas, struct box box, int used)
{
	enum { PLACE = 12 };
	int column = used > PLACE ? used + 2 : PLACE;
	TEXT(words);

	filter_say(session, &words);
	if (column < box.columns - 8)
		canvas_text_fit(canvas, box, box.row, box.column + column, box.columns - column, STYLE_DIM, words.data);
}

/* The prompt stays, the line scrolls beside it; a box too narrow for that shows the line alone. */
static void draw_line(const struct session *session, struct prompt *prompt, struct canvas *canvas, struct box box)
{
	size_t begin, at;
	int width, total, cursor;
	TEXT(raw);
	TEXT(question);
	TEXT(line);

	line_editor_show(&raw, &begin, &at);
	text_add_clean(&question, raw.data, begin);
	/* Control characters take two columns and bad bytes one, also before the cursor. */
	text_add_clean(&line, raw.data + begin, at - begin);
	cursor = canvas_columns(line.data);
	text_add_clean(&line, raw.data + at, raw.length - at);
	width = canvas_columns(question.data);
	if (width + 10 <= box.columns) {
		canvas_text(canvas, box, box.row, box.column, STYLE_TEXT, question.data);
		box = (struct box){ box.row, box.column + width, box.rows, box.columns - width };
	}
	total = canvas_columns(line.data);
	prompt->first = scroll(prompt->first, cursor, total, box.columns);
	canvas_text(canvas, box, box.row, box.column - prompt->first, STYLE_TEXT, line.data);
	if (prompt->kind == PROMPT_FILTER)
		draw_matches(session, canvas, box, total + 1);
	canvas_cursor(canvas, box, box.row, box.column + cursor - prompt->first);
}

void prompt_draw(const struct session *session, struct prompt *prompt, struct canvas *canvas, struct box box)
{
	const struct line_choices *choices = line_editor_choices();

	canvas_fill(canvas, box, STYLE_TEXT, GLYPH_BLANK);
	canvas_zone(canvas, box, ZONE_COVER, 0);
	if (session->message.text[0]) {
		/* Why the line was not taken, in its place until the next key. */
		foot_draw_message(session, canvas, box);
		canvas_cursor(canvas, box, box.row, box.column);
		return;
	}
	draw_line(session, prompt, canvas, (struct box){ box.row, box.column + 1, box.rows, box.columns - 1 });
	if (choices)
		draw_choices(session, canvas, box, choices);
}

void prompt_release(struct prompt *prompt, bool open)
{
	if (open)
		line_editor_close();
	history_release(&prompt->commands);
	history_release(&prompt->searches);
	history_release(&prompt->files);
}
