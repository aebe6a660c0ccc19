/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, feeding, ending and drawing the prompt. */
#include "tui/views/bottom_line.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/terminal/line_editor.h"
#include "tui/views/views.h"

/* Half of a tall screen, and so many rows of a small one. */
enum { MOST_CHOICES = 12, WIDEST_CHOICE = 34 };

static struct history *history_of(struct prompt *prompt)
{
	if (prompt->kind == PROMPT_COMMAND)
		return &prompt->commands;
	return prompt->kind == PROMPT_SEARCH ? &prompt->searches : &prompt->files;
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
	prompt->panel = session->panel;
	prompt->selected = session->selected;
	prompt->row = session->rows.selected;
	prompt->found = true;
	prompt->first = 0;
	history = history_of(prompt);
	if (file)
		text_addf(&question, "%s ", plan_file_question((enum file_purpose)(kind - PROMPT_SAVE)));
	else
		text_add(&question, kind == PROMPT_SEARCH ? "/" : ":");
	line_editor_open(&(struct line_options){ .prompt = question.data,
		.line = line,
		.one_word = file,
		.history = history->lines,
		.history_count = history->count,
		.complete = kind == PROMPT_SEARCH ? NULL
			: file                    ? complete_file
						  : session->tables->complete,
		.context = session });
	session->view = VIEW_PROMPT;
}

void act_prompt_open(struct session *session, int kind)
{
	session->views->prompt.sure = false;
	open_with(session, kind,
		kind < PROMPT_SAVE ? "" : plan_file_proposal(session, (enum file_purpose)(kind - PROMPT_SAVE)));
}

void prompt_open_command(struct session *session, const char *line)
{
	session->views->prompt.sure = false;
	open_with(session, PROMPT_COMMAND, line);
}

static void restore(struct session *session)
{
	const struct prompt *prompt = &session->views->prompt;

	session->panel = prompt->panel;
	session->selected = prompt->selected;
	list_select(&session->rows, prompt->row);
}

enum { WORD_SIZE = 64 };

static bool name_has(const char *name, const char *key)
{
	char hay[256];

	text_key(name, hay, sizeof(hay));
	return strstr(hay, key);
}

static bool matches(const struct gpu *gpu, const char *words)
{
	while (*(words += strspn(words, " "))) {
		char word[WORD_SIZE], key[WORD_SIZE];
		size_t n = strcspn(words, " ");

		snprintf(word, sizeof(word), "%.*s", (int)n, words);
		text_key(word, key, sizeof(key));
		/* A word without letters and digits is in no name. */
		if (!key[0] || !(name_has(gpu->id, key) || name_has(gpu->name, key) || name_has(gpu->short_name, key)))
			return false;
		words += n;
	}
	return true;
}

/* Selects the first row from `from` on whose GPU matches.  `step` is 1 for downwards, -1 for upwards; the
 * search wraps around the ends.  Every word must occur in the id or in a name of the GPU; case and
 * punctuation are ignored.  False: no match or no words, and nothing has changed. */
static bool search_rows(struct session *session, const char *words, int from, int step)
{
	const struct result *r = &session->result;

	if (words[strspn(words, " ")] == '\0')
		return false;
	for (int i = 0; i < r->count; i++) {
		int row = (((from + i * step) % r->count) + r->count) % r->count;
		const struct gpu *gpu = r->rows[row].deployment.gpu;

		if (!matches(gpu, words))
			continue;
		list_select(&session->rows, row);
		session->selected = session_row(session, &r->rows[row]);
		return true;
	}
	return false;
}

/* From where the search began, so that a longer word does not leave a row that it matches. */
static void search(struct session *session, const char *words)
{
	struct prompt *prompt = &session->views->prompt;

	restore(session);
	prompt->found = true;
	if (words[strspn(words, " ")] == '\0')
		return;
	session_focus(session, PANEL_TABLE);
	prompt->found = search_rows(session, words, prompt->row, 1);
	if (!prompt->found)
		restore(session);
}

static void no_match(struct session *session)
{
	error_set(&session->message, STATUS_UNMET, _("no GPU matches '%s'"), session->views->prompt.words.text);
}

void act_search_next(struct session *session, int step)
{
	const char *words = session->views->prompt.words.text;

	if (words[0] == '\0') {
		error_set(&session->message, STATUS_UNMET, _("no search yet: / begins one"));
		return;
	}
	session_focus(session, PANEL_TABLE);
	if (!search_rows(session, words, session->rows.selected + step, step))
		no_match(session);
}

static void take_search(struct session *session, const char *line)
{
	struct prompt *prompt = &session->views->prompt;

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
	if (prompt->kind == PROMPT_SEARCH) {
		if (state == LINE_OPEN)
			search(session, line_editor_line());
		else if (state == LINE_TAKEN)
			take_search(session, line_editor_line());
		else
			restore(session);
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

static void draw_choices(struct canvas *canvas, struct box line, const struct line_choices *choices)
{
	int room = line.row / 2 > MOST_CHOICES ? line.row / 2 : MOST_CHOICES;
	int width = word_columns(choices), count, hidden;
	struct box box, inside;

	if (room > line.row - 4)
		room = line.row - 4;
	count = choices->count < (size_t)room ? (int)choices->count : room;
	hidden = (int)choices->count - count;
	box = (struct box){ line.row - 2 - (count ? count : 1), line.column, 2 + (count ? count : 1), line.columns };
	inside = box_inside(box);
	canvas_fill(canvas, box, STYLE_POPUP, GLYPH_BLANK);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _("Possible words"));
	if (hidden > 0)
		canvas_textf(
			canvas, box, box.row + box.rows - 1, box.column + 2, STYLE_DIM, _(" and %d more "), hidden);
	if (choices->count == 0)
		canvas_text(canvas, inside, inside.row, inside.column + 1, STYLE_DIM, _("Nothing matches."));
	for (int i = 0; i < count; i++) {
		struct box row = box_row(inside, i);

		canvas_text_fit(canvas, row, row.row, row.column + 1, width, STYLE_KEY, choices->items[i].word);
		canvas_text_fit(canvas, row, row.row, row.column + 3 + width, row.columns - width - 3, STYLE_POPUP,
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

/* The prompt stays, the line scrolls beside it; a box too narrow for that shows the line alone. */
static void draw_line(struct prompt *prompt, struct canvas *canvas, struct box box)
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
		canvas_text(canvas, box, box.row, box.column, STYLE_NORMAL, question.data);
		box = (struct box){ box.row, box.column + width, box.rows, box.columns - width };
	}
	total = canvas_columns(line.data);
	prompt->first = scroll(prompt->first, cursor, total, box.columns);
	canvas_text(canvas, box, box.row, box.column - prompt->first, STYLE_NORMAL, line.data);
	if (!prompt->found && total + 2 + canvas_columns(_("no match")) < box.columns)
		canvas_text_right(canvas, box, box.row, box.column + total + 1, box.columns - total - 2, STYLE_ERROR,
			_("no match"));
	canvas_cursor(canvas, box, box.row, box.column + cursor - prompt->first);
}

void prompt_draw(const struct session *session, struct prompt *prompt, struct canvas *canvas, struct box box)
{
	const struct line_choices *choices = line_editor_choices();

	canvas_fill(canvas, box, STYLE_NORMAL, GLYPH_BLANK);
	if (session->message.text[0]) {
		/* Why the line was not taken, in its place until the next key. */
		canvas_text_fit(canvas, box, box.row, box.column, box.columns, STYLE_ERROR, session->message.text);
		canvas_cursor(canvas, box, box.row, box.column);
		return;
	}
	draw_line(prompt, canvas, box);
	if (choices)
		draw_choices(canvas, box, choices);
}

void prompt_release(struct prompt *prompt, bool open)
{
	if (open)
		line_editor_close();
	history_release(&prompt->commands);
	history_release(&prompt->searches);
	history_release(&prompt->files);
}
