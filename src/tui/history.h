/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that were entered before, oldest first, and the file that keeps them. */
#ifndef GPUPLAN_TUI_HISTORY_H
#define GPUPLAN_TUI_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum { HISTORY_LINES = 500 };

/* Zero-initialised it is empty. */
struct history {
	char **lines;	/* owned, UTF-8 */
	size_t count;
	size_t pending;	/* of them, the last ones are not in the file yet */
	bool failed;	/* the file cannot be used; it is not tried again */
};

/* Adds at the end; the oldest line goes when there are HISTORY_LINES. Not the same line twice in
 * a row, and no empty one: false. */
bool history_add(struct history *history, const char *line);

/* Replaces the lines by those of the file. A file that is missing, too large or no text is an
 * empty history. */
void history_read(struct history *history, const char *path);

/*
 * Adds a line to the file and to the history, which also takes over what other planners have
 * added meanwhile.  The folder is made for its owner only, so is the file; it is replaced in
 * one step.  STATUS_IO with one message when that fails: the history lives on in memory, and
 * later calls are silent; what only waited in vain for another program is written by the next call.
 */
enum status history_keep(struct history *history, const char *path, const char *line,
			 struct error *error);

void history_release(struct history *history);

/* Replaces `out` by $XDG_STATE_HOME/gpuplan/history, or ~/.local/state/gpuplan/history; empty
 * when there is no home. */
void history_path(struct text *out);

#endif
