/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text, edited by GNU readline with the user's own ~/.inputrc ("gpuplan" in its conditions).
 *
 * Readline never touches a terminal: it gets keys from here, draws nothing, and what it would show is read
 * from it. It has one line only, so there is at most one editor open at a time. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "tui/terminal/key.h"

/* One completion of the last word.  Both texts are owned. */
struct line_choice {
	char *word, *help;
};

/* Zero-initialised it is empty. */
struct line_choices {
	struct line_choice *items;
	size_t count;
	char end;    /* typed behind a single choice, '\0' for nothing */
	bool inside; /* the typed word occurs anywhere in the choices, not at their start */
	bool files;  /* names of files instead of items */
};

void line_choices_add(struct line_choices *choices, const char *word, const char *help);
void line_choices_release(struct line_choices *choices);

/* Fills `choices` (empty before) with what can stand in the place of the last word of `head`, the line up
 * to the cursor in UTF-8.  A word begins behind a blank, '=' or ','. */
typedef void line_completer(void *context, const char *head, struct line_choices *choices);

struct line_options {
	const char *prompt;
	const char *line;     /* to begin with, UTF-8; NULL: empty */
	bool one_word;        /* blanks, '=' and ',' end no word */
	char *const *history; /* UTF-8, oldest first; copied */
	size_t history_count;
	line_completer *complete; /* NULL: none */
	void *context;
};

enum line_state { LINE_OPEN, LINE_TAKEN, LINE_CANCELLED };

/* Opens the editor.  An open one is closed first. */
void line_editor_open(const struct line_options *options);

/* One key, or a pasted line. When the state is no longer LINE_OPEN the editor is closed, and
 * line_editor_line() has what was taken. Escape (but in vi mode), C-c and C-g cancel the line,
 * or only a search in the history; so does Backspace on an empty line. */
enum line_state line_editor_key(struct key key);
enum line_state line_editor_paste(const char *utf8);

/* Closes without taking; nothing when none is open. */
void line_editor_close(void);

/* The line as it is now, or was when taken: UTF-8, no control characters below U+0020 when
 * taken. Valid until the next call of this file. */
const char *line_editor_line(void);

/* Replaces `out` by prompt and line (UTF-8, as typed), *line and *cursor by the byte in it where the line
 * begins and where the cursor is.  The prompt is readline's: it changes while the history is searched. */
void line_editor_show(struct text *out, size_t *line, size_t *cursor);

/* The choices of the last ambiguous completion, valid until the next key.  NULL: nothing to list.  Without items:
 * no word matches. */
const struct line_choices *line_editor_choices(void);
