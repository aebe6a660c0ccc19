/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readline through its callback interface, without a terminal. */
#include "tui/terminal/line_editor.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <readline/readline.h>
#include <readline/history.h>

#include "base/memory.h"
#include "tui/terminal/readline_guard.h"

#define WORD_BREAKS " \t=,"

enum { BELL = 7, ESCAPE = 27, SEARCHING = RL_STATE_ISEARCH | RL_STATE_NSEARCH };

/* Readline is global, so is its owner. */
static struct {
	bool ready, open;
	enum line_state state;
	/* Bytes to read: whole keys, for a search reads on within a character. */
	const char *bytes;
	size_t byte_count;
	struct text line; /* UTF-8, see line_editor_line() */
	line_completer *complete;
	void *context;
	struct line_choices choices;
	bool listed;
} editor;

void line_choices_add(struct line_choices *choices, const char *word, const char *help)
{
	choices->items = xreallocarray(choices->items, choices->count + 1, sizeof(choices->items[0]));
	choices->items[choices->count++] = (struct line_choice){ xstrdup(word), xstrdup(help) };
}

void line_choices_release(struct line_choices *choices)
{
	for (size_t i = 0; i < choices->count; i++) {
		free(choices->items[i].word);
		free(choices->items[i].help);
	}
	free(choices->items);
	*choices = (struct line_choices){ 0 };
}

/* Adds n bytes of the locale's charset as UTF-8. */
static void add_local(struct text *out, const char *bytes, size_t n)
{
	mbstate_t state = { 0 };

	while (n > 0) {
		wchar_t wide = 0;
		size_t used = mbrtowc(&wide, bytes, n, &state);

		if (used == 0)
			used = 1;
		if (used > n) {
			memset(&state, 0, sizeof(state));
			used = 1;
			wide = 0xfffd;
		}
		text_add_code(out, (uint32_t)wide);
		bytes += used;
		n -= used;
	}
}

/* UTF-8 in the locale's charset; the caller frees it. */
static char *to_local(const char *utf8)
{
	size_t left = strlen(utf8);
	TEXT(out);

	while (left > 0) {
		char bytes[KEY_BYTES_SIZE];
		uint32_t code;
		size_t used = utf8_decode(utf8, left, &code);

		text_add_n(&out, bytes, key_bytes((struct key){ .code = (int)code }, bytes));
		utf8 += used;
		left -= used;
	}
	return text_take(&out);
}

static int next_byte(FILE *unused)
{
	(void)unused;
	/* Nobody asks without a byte: the end of input is better than to wait for ever. */
	if (editor.byte_count == 0)
		return EOF;
	editor.byte_count--;
	return (unsigned char)*editor.bytes++;
}

static int byte_waits(void)
{
	return editor.byte_count > 0;
}

static void draw_nothing(void)
{
}

static void prepare_nothing(int unused)
{
	(void)unused;
}

/* Replaces editor.line by the line without the pad and what would break it into several. */
static void take_line(const char *local)
{
	text_clear(&editor.line);
	add_local(&editor.line, local, strcspn(local, READLINE_GUARD_PAD));
	for (size_t i = 0; i < editor.line.length; i++)
		if ((unsigned char)editor.line.data[i] < 0x20 || editor.line.data[i] == 0x7f)
			editor.line.data[i] = ' ';
}

static void got_line(char *line)
{
	/* Now, or readline prompts for another one. */
	rl_callback_handler_remove();
	editor.state = line ? LINE_TAKEN : LINE_CANCELLED;
	take_line(line ? line : "");
	free(line);
}

/* As long as all choices agree, whatever the case of their letters. */
static size_t common_length(void)
{
	const char *first = editor.choices.items[0].word;
	size_t length = strlen(first);

	for (size_t i = 1; i < editor.choices.count; i++) {
		const char *other = editor.choices.items[i].word;
		size_t n = 0;

		while (n < length && (first[n] | 0x20) == (other[n] | 0x20))
			n++;
		length = n;
	}
	return length;
}

/* Readline's completion: the typed word's substitute, then all that are possible. */
static char **find_choices(const char *word, int start, int end)
{
	struct line_choices *choices = &editor.choices;
	TEXT(head);
	char **matches;

	(void)start;
	rl_attempted_completion_over = 1;
	line_choices_release(choices);
	if (!editor.complete)
		return NULL;
	add_local(&head, rl_line_buffer, (size_t)end);
	editor.complete(editor.context, head.data, choices);
	rl_attempted_completion_over = !choices->files;
	/* Words come in the order of their tables, files in that of a folder. */
	rl_sort_completion_matches = choices->files;
	rl_completion_append_character = choices->end;
	/* An empty list says that nothing fits. */
	editor.listed = choices->count == 0 && !choices->files;
	if (choices->count == 0)
		return NULL;
	matches = xcalloc(choices->count + 2, sizeof(matches[0]));
	if (choices->count == 1) {
		matches[0] = xstrdup(choices->items[0].word);
		return matches;
	}
	matches[0] = choices->inside ? xstrdup(word) : xstrndup(choices->items[0].word, common_length());
	for (size_t i = 0; i < choices->count; i++)
		matches[i + 1] = xstrdup(choices->items[i].word);
	return matches;
}

/* Readline found names of files by itself, or what find_choices() gave. */
static void list_choices(char **matches, int count, int unused)
{
	(void)unused;
	if (editor.choices.files) {
		line_choices_release(&editor.choices);
		for (int i = 1; i <= count; i++)
			line_choices_add(&editor.choices, matches[i], "");
		editor.choices.files = true;
	}
	editor.listed = true;
}

/* Escape ends a search, whatever else the user's ~/.inputrc lets end it. */
static void end_searches_by_escape(void)
{
	const char *others = rl_variable_value("isearch-terminators");
	TEXT(ends);

	text_addf(&ends, "\\e%s", others ? others : "\\C-j");
	rl_variable_bind("isearch-terminators", ends.data);
}

static void start_readline(void)
{
	editor.ready = true;
	text_init(&editor.line);
	rl_readline_name = "gpuplan";
	rl_instream = fopen("/dev/null", "re");
	rl_outstream = fopen("/dev/null", "we");
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_prep_term_function = prepare_nothing;
	rl_deprep_term_function = draw_nothing;
	/* Before rl_initialize(): with an own drawing function readline leaves terminfo alone. */
	rl_redisplay_function = draw_nothing;
	rl_getc_function = next_byte;
	rl_input_available_hook = byte_waits;
	rl_attempted_completion_function = find_choices;
	rl_completion_display_matches_hook = list_choices;
	rl_completer_word_break_characters = WORD_BREAKS;
	rl_completion_query_items = -1;
	rl_ignore_completion_duplicates = 0;
	/* One Tab lists at once, unless ~/.inputrc says otherwise. */
	rl_variable_bind("show-all-if-ambiguous", "on");
	readline_guard_silence();
	rl_initialize();
	readline_guard_speak();
	end_searches_by_escape();
	rl_bind_keyseq_if_unbound("\\e[3~", rl_delete);
	rl_bind_keyseq_if_unbound("\\e[2~", rl_overwrite_mode);
	readline_guard_bind();
	using_history();
}

void line_editor_open(const struct line_options *options)
{
	if (!editor.ready)
		start_readline();
	line_editor_close();
	readline_guard_forget();
	for (size_t i = 0; i < options->history_count; i++) {
		char *local = to_local(options->history[i]);

		add_history(local);
		free(local);
	}
	editor.complete = options->complete;
	editor.context = options->context;
	editor.listed = false;
	editor.byte_count = 0;
	editor.state = LINE_OPEN;
	editor.open = true;
	text_clear(&editor.line);
	rl_completer_word_break_characters = options->one_word ? "" : WORD_BREAKS;
	rl_callback_handler_install(options->prompt, got_line);
	if (options->line && options->line[0]) {
		char *local = to_local(options->line);

		rl_insert_text(local);
		free(local);
	}
}

void line_editor_close(void)
{
	if (!editor.open)
		return;
	editor.open = false;
	if (editor.state == LINE_OPEN) {
		/* Maybe within a search, a sequence of keys, or a count with its own prompt. */
		if (RL_ISSTATE(RL_STATE_NUMERICARG)) {
			rl_restore_prompt();
			rl_clear_message();
		}
		rl_free_line_state();
		rl_callback_sigcleanup();
		rl_callback_handler_remove();
		rl_line_buffer[0] = '\0';
		rl_point = rl_end = rl_mark = 0;
		editor.state = LINE_CANCELLED;
	}
	line_choices_release(&editor.choices);
	editor.listed = false;
}

static void read_bytes(const char *bytes, size_t count)
{
	editor.bytes = bytes;
	editor.byte_count = count;
	/* A key may be bound to text of several, which readline keeps for itself. */
	while (editor.state == LINE_OPEN && (byte_waits() || RL_ISSTATE(RL_STATE_MACROINPUT))) {
		readline_guard_pad();
		rl_callback_read_char();
		if (editor.state == LINE_OPEN)
			readline_guard_unpad();
	}
}

/* A sequence of keys (C-x C-u) within a search crashes readline (8.2): it puts its keys back and reads them
 * through what the search has freed.  Here its first key ends the search, as Escape does, and the sequence
 * is read without one. */
static void feed(const char *bytes, size_t count)
{
	readline_guard_silence();
	editor.listed = false;
	while (count > 0 && editor.state == LINE_OPEN) {
		size_t now = 1;

		if (readline_guard_sequence(bytes[0]))
			read_bytes("\033", 1);
		while (now < count && !readline_guard_sequence(bytes[now]))
			now++;
		read_bytes(bytes, now);
		bytes += now;
		count -= now;
	}
	readline_guard_speak();
}

static enum line_state ended(void)
{
	enum line_state state = editor.state;

	if (state != LINE_OPEN)
		line_editor_close();
	return state;
}

/* What a key that cancels is for readline; -1: the whole line is cancelled. */
static int cancel_byte(int code)
{
	if (RL_ISSTATE(RL_STATE_METANEXT))
		return code;
	if (RL_ISSTATE(RL_STATE_ISEARCH) && code == KEYCODE_ESCAPE)
		return code;
	if (RL_ISSTATE(SEARCHING))
		return BELL;
	/* In vi mode Escape begins commands. */
	if (code == KEYCODE_ESCAPE && rl_editing_mode == 0)
		return code;
	return -1;
}

static bool cancels(struct key key)
{
	if (key.alt)
		return false;
	if (key.code == KEYCODE_BACKSPACE && rl_end == 0)
		return !RL_ISSTATE(SEARCHING | RL_STATE_METANEXT);
	return key.code == KEYCODE_ESCAPE || key.code == KEYCODE_CTRL('c') || key.code == KEYCODE_CTRL('g');
}

enum line_state line_editor_key(struct key key)
{
	char bytes[KEY_BYTES_SIZE];
	size_t count = key_bytes(key, bytes);

	if (!editor.open)
		return LINE_CANCELLED;
	if (cancels(key)) {
		int byte = key.code == KEYCODE_BACKSPACE ? -1 : cancel_byte(key.code);

		if (byte < 0) {
			take_line("");
			line_editor_close();
			return LINE_CANCELLED;
		}
		bytes[0] = (char)byte;
		count = 1;
	}
	feed(bytes, count);
	return ended();
}

enum line_state line_editor_paste(const char *utf8)
{
	char *local;

	if (!editor.open)
		return LINE_CANCELLED;
	local = to_local(utf8);
	if (RL_ISSTATE(SEARCHING)) {
		feed(local, strlen(local));
	} else {
		editor.listed = false;
		rl_begin_undo_group();
		rl_insert_text(local);
		rl_end_undo_group();
	}
	free(local);
	return ended();
}

const char *line_editor_line(void)
{
	if (editor.open) {
		text_clear(&editor.line);
		add_local(&editor.line, rl_line_buffer, (size_t)rl_end);
	}
	return editor.ready ? editor.line.data : "";
}

void line_editor_show(struct text *out, size_t *line, size_t *cursor)
{
	const char *prompt = rl_display_prompt ? rl_display_prompt : "";

	text_clear(out);
	*line = *cursor = 0;
	if (!editor.open)
		return;
	add_local(out, prompt, strlen(prompt));
	*line = out->length;
	add_local(out, rl_line_buffer, (size_t)rl_point);
	*cursor = out->length;
	add_local(out, rl_line_buffer + rl_point, (size_t)(rl_end - rl_point));
}

const struct line_choices *line_editor_choices(void)
{
	return editor.open && editor.listed ? &editor.choices : NULL;
}
