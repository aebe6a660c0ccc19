/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prompt in the place of the key bar: commands, the text filter of the table, names of files. */
#pragma once

#include "tui/history.h"
#include "tui/session.h"

/* The last three ask for a file, in the order of enum file_purpose. */
enum prompt_kind { PROMPT_COMMAND, PROMPT_FILTER, PROMPT_SAVE, PROMPT_OPEN, PROMPT_EXPORT };

/* The line in the place of the key bar; its text is the line editor's. */
struct prompt {
	enum prompt_kind kind;
	int first; /* first shown column of the line */
	bool sure; /* the next Enter replaces a file */
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

/* Draws the line, and above it the choices of an ambiguous completion. */
void prompt_draw(const struct session *session, struct prompt *prompt, struct canvas *canvas, struct box box);

void prompt_release(struct prompt *prompt, bool open);
