/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prompt in the place of the key bar: commands and the search in the table. */
#pragma once

#include "tui/history.h"
#include "tui/session.h"

/* The last three ask for a file, in the order of enum file_purpose. */
enum prompt_kind { PROMPT_COMMAND, PROMPT_SEARCH, PROMPT_SAVE, PROMPT_OPEN, PROMPT_EXPORT };

/* The line in the place of the key bar; its text is the line editor's. */
struct prompt {
	enum prompt_kind kind;
	enum panel panel; /* with the next two members: the state before a search */
	struct row_id selected;
	int row;
	bool found;         /* the search has a match, or no words yet */
	int first;          /* first shown column of the line */
	struct field words; /* of the last search */
	bool sure;          /* the next Enter replaces a file */
	struct history commands, searches, files;
	const char *history_file; /* of the commands; NULL: none; not owned */
	bool history_read;
};

/* Opens an empty line of a kind over what is shown. */
void act_prompt_open(struct session *session, int kind);
/* Opens a command prompt with the beginning of a line, for instance "traffic ". */
void prompt_open_command(struct session *session, const char *line);
/* One key for the open prompt; the other form for actions, by key code. */
void prompt_key(struct session *session, struct key key);
void act_prompt_key(struct session *session, int code);
void prompt_paste(struct session *session, const char *text);

/* Selects the next (1) or previous (-1) GPU that the last search matches; the table gets the
 * focus. A message when there is none. */
void act_search_next(struct session *session, int step);

/* Draws the line, and above it the choices of an ambiguous completion. */
void prompt_draw(const struct session *session, struct prompt *prompt, struct canvas *canvas, struct box box);

void prompt_release(struct prompt *prompt, bool open);
