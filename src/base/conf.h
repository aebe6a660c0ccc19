/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines "key = value" of small text files, and changing one without touching the rest. */
#pragma once

#include "base/text.h"

enum { CONF_KEY_SIZE = 64, CONF_VALUE_SIZE = 256, CONF_FILE_CAP = 1 << 20 };

/* One line that is neither blank nor a comment (its first character is '#'). */
struct conf_line {
	int number;                  /* from 1; where reading goes on */
	const char *start;           /* the whole line in the text that was read */
	size_t bytes;                /* of it, with its line end */
	char key[CONF_KEY_SIZE];     /* blanks around it cut, blanks inside made one */
	char value[CONF_VALUE_SIZE]; /* blanks around it cut */
	const char *fault;           /* untranslated; NULL: key and value hold */
};

/* The next line; zero-initialise `line` before the first.  False at the end of the text. */
bool conf_next(const char **text, struct conf_line *line);

/* Adds to `out` the text with the value of a key changed: its last line gets the value and keeps its place, others of
 * the key go, a missing one is added at the end.  NULL takes all lines of the key away.  Comments and all other lines
 * stay as they are. */
void conf_change(const char *text, const char *key, const char *value, struct text *out);
