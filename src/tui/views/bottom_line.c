/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, feeding, ending and drawing the prompt. */
#include "config.h"

#include "tui/views/bottom_line.h"

#include <string.h>

#include "base/i18n.h"
#include "tui/actions.h"
#include "tui/command_line.h"
#include "tui/search.h"
#include "tui/terminal/line_editor.h"

/* Half of a tall screen, and so many rows of a small one. */
enum { MOST_CHOICES = 12, WIDEST_CHOICE = 34 };

static struct history *history_of(struct prompt *prompt)
{
	return prompt->kind == PROMPT_SEARCH ? &prompt->searches : &prompt->commands;
}

void act_prompt_open(struct session *session, int kind)
{
	struct prompt *prompt = &session->prompt;
	const struct history *history;

	prompt->kind = (enum prompt_kind)kind;
	if (kind == PROMPT_COMMAND && prompt->history_file && !prompt->history_read)
		history_read(&prompt->commands, prompt->history_file);
	prompt->history_read = prompt->history_read || kind == PROMPT_COMMAND;
	prompt->under = session->view;
	prompt->panel = session->panel;
	prompt->selected = session->selected;
	prompt->row = session->table.list.selected;
	prompt->found = true;
	prompt->first = 0;
	history = history_of(prompt);
	line_editor_open(&(struct line_options) {
		.prompt = kind == PROMPT_SEARCH ? "/" : ":",
		.history = history->lines, .history_count = history->count,
		.complete = kind == PROMPT_SEARCH ? NULL : command_line_complete,
		.context = session });
	session->view = VIEW_PROMPT;
}

static void restore(struct session *session)
{
	const struct prompt *prompt = &session->prompt;

	session->panel = prompt->panel;
	session->selected = prompt->selected;
	list_select(&session->table.list, prompt->row);
}

static void focus_table(struct session *session)
{
	if (session->panel != PANEL_TABLE)
		act_panel(session, 1);
}

/* From where the search began, so that a longer word does not leave a row that it matches. */
static void search(struct session *session, const char *words)
{
	struct prompt *prompt = &session->prompt;

	restore(session);
	prompt->found = true;
	if (words[strspn(words, " ")] == '\0')
		return;
	focus_table(session);
	prompt->found = search_rows(session, words, prompt->row, 1);
	if (!prompt->found)
		restore(session);
}

static void no_match(struct session *session)
{
	error_set(&session->message, STATUS_UNMET, _("no GPU matches '%s'"),
		  session->prompt.words.text);
}

void act_search_next(struct session *session, int step)
{
	const char *words = session->prompt.words.text;

	if (words[0] == '\0') {
		error_set(&session->message, STATUS_UNMET, _("no search yet: / begins one"));
		return;
	}
	focus_table(session);
	if (!search_rows(session, words, session->table.list.selected + step, step))
		no_match(session);
}

static void take_search(struct session *session, const char *line)
{
	struct prompt *prompt = &session->prompt;

	history_add(&prompt->searches, line);
	if (line[0] == '\0') {
		act_search_next(session, 1);
		return;
	}
	field_set(&prompt->words, line);
	search(session, line);
	if (!prompt->found)
		no_match(session);
}

static void take_command(struct session *session, const char *line)
{
	struct prompt *prompt = &session->prompt;
	struct error error = { 0 };
	struct text copy;

	if (prompt->history_file && line[0])
		history_keep(&prompt->commands, prompt->history_file, line, &error);
	else
		history_add(&prompt->commands, line);
	/* A command may open the next line. */
	text_init(&copy);
	text_add(&copy, line);
	command_line_run(session, copy.data);
	text_release(&copy);
	if (error.text[0] && !session->message.text[0])
		error_set(&session->message, STATUS_IO, _("the history is not kept: %s"),
			  error.text);
}

static void follow(struct session *session, enum line_state state)
{
	struct prompt *prompt = &session->prompt;

	if (state != LINE_OPEN)
		session->view = prompt->under;
	if (prompt->kind == PROMPT_SEARCH) {
		if (state == LINE_OPEN)
			search(session, line_editor_line());
		else if (state == LINE_TAKEN)
			take_search(session, line_editor_line());
		else
			restore(session);
	} else if (state == LINE_TAKEN) {
		take_command(session, line_editor_line());
	}
}

void prompt_key(struct session *session, struct key key)
{
	follow(session, line_editor_key(key));
}

void act_prompt_key(struct session *session, int code)
{
	prompt_key(session, (struct key) { .code = code });
}

void prompt_paste(struct session *session, const char *text)
{
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

static void draw_choices(struct canvas *canvas, struct box line, const struct line_choices *choices)
{
	int room = line.row / 2 > MOST_CHOICES ? line.row / 2 : MOST_CHOICES;
	int width = word_columns(choices), count, hidden;
	struct box box, inside;

	if (room > line.row - 4)
		room = line.row - 4;
	count = choices->count < (size_t)room ? (int)choices->count : room;
	hidden = (int)choices->count - count;
	box = (struct box) { line.row - 2 - (count ? count : 1), line.column,
			     2 + (count ? count : 1), line.columns };
	inside = box_inside(box);
	canvas_fill(canvas, box, STYLE_POPUP, GLYPH_BLANK);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _("Possible words"));
	if (hidden > 0)
		canvas_textf(canvas, box, box.row + box.rows - 1, box.column + 2, STYLE_DIM,
			     _(" and %d more "), hidden);
	if (choices->count == 0)
		canvas_text(canvas, inside, inside.row, inside.column + 1, STYLE_DIM,
			    _("Nothing matches."));
	for (int i = 0; i < count; i++) {
		struct box row = box_row(inside, i);

		canvas_text_fit(canvas, row, row.row, row.column + 1, width, STYLE_KEY,
				choices->items[i].word);
		canvas_text_fit(canvas, row, row.row, row.column + 3 + width,
				row.columns - width - 3, STYLE_POPUP, choices->items[i].help);
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

void prompt_draw(struct session *session, struct canvas *canvas, struct box box)
{
	const struct line_choices *choices = line_editor_choices();
	struct prompt *prompt = &session->prompt;
	struct text raw, text;
	int column, total;
	size_t at;

	text_init(&raw);
	text_init(&text);
	line_editor_show(&raw, &at);
	/* Control characters take two columns and bad bytes one, also before the cursor. */
	text_add_clean(&text, raw.data, at);
	column = canvas_columns(text.data);
	text_add_clean(&text, raw.data + at, raw.length - at);
	total = canvas_columns(text.data);
	prompt->first = scroll(prompt->first, column, total, box.columns);
	canvas_fill(canvas, box, STYLE_NORMAL, GLYPH_BLANK);
	canvas_text(canvas, box, box.row, box.column - prompt->first, STYLE_NORMAL, text.data);
	if (!prompt->found && total + 2 + canvas_columns(_("no match")) < box.columns)
		canvas_text_right(canvas, box, box.row, box.column + total + 1,
				  box.columns - total - 2, STYLE_ERROR, _("no match"));
	if (choices)
		draw_choices(canvas, box, choices);
	canvas_cursor(canvas, box, box.row, box.column + column - prompt->first);
	text_release(&raw);
	text_release(&text);
}

void prompt_release(struct session *session)
{
	if (session->view == VIEW_PROMPT)
		line_editor_close();
	history_release(&session->prompt.commands);
	history_release(&session->prompt.searches);
}
