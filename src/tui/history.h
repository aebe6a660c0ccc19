/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entered lines, oldest first, and the file that stores them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

enum { HISTORY_LINES = 500 };

/* Zero-initialised it is empty. */
struct history {
	char **lines; /* owned, UTF-8 */
	size_t count;
	size_t pending; /* number of lines, from the end, that are not in the file yet */
	bool failed;    /* the file cannot be used; it is not tried again */
};

/* Appends a line.  If there are HISTORY_LINES already, the oldest one is removed.  False: the line is empty or
 * equals the last one, and was not added. */
bool history_add(struct history *history, const char *line);

/* Replaces the lines by those of the file.  The history is empty if the file is missing, too large or not text. */
void history_read(struct history *history, const char *path);

/* Adds a line to the history and to the file.  The history also gets the lines that other planners added to
 * the file meanwhile.  Folder and file are created for the owner only; the file is replaced atomically.
 * STATUS_IO: writing failed; `error` has one message, the history continues in memory, and later calls
 * report nothing.  If only the lock of another program was in the way, the next call writes the line. */
enum status history_keep(struct history *history, const char *path, const char *line, struct error *error);

void history_release(struct history *history);

/* Replaces `out` by $XDG_STATE_HOME/gpuplan/NAME, or ~/.local/state/gpuplan/NAME, where the planner keeps files between
 * sessions; empty when there is no home. */
void state_folder_path(struct text *out, const char *name);

/* Makes the folder of such a file, and those above it, for the owner only. */
enum status state_folder_make(const char *path, struct error *error);
