/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands as text: what `:` and --commands take. Knows no terminal and no line editor but the
 * form of its choices. */
#ifndef GPUPLAN_TUI_COMMAND_LINE_H
#define GPUPLAN_TUI_COMMAND_LINE_H

#include <stdbool.h>

#include "base/text.h"
#include "tui/session.h"
#include "tui/terminal/line_editor.h"

/*
 * Runs one command: a row of command-line-table.h, an action by its name, or a parameter as
 * "NAME VALUE", "NAME=VALUE" or, to see its value and range, "NAME".  A leading ':' and blanks
 * around mean nothing; an empty line does nothing.  False when it was refused: the message
 * says why and nothing has changed.
 */
bool command_line_run(struct session *session, const char *line);

/* A line_completer() with the session as its context. */
void command_line_complete(void *session, const char *head, struct line_choices *choices);

/* Runs the lines of a file, up to the first that is refused: STATUS_USAGE, "FILE:LINE: why".
 * Lines that begin with '#' are comments. STATUS_IO or STATUS_DATA when it cannot be read. */
enum status command_line_run_file(struct session *session, const char *path, struct error *error);

#endif
