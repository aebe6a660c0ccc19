/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands as text, for `:` and --commands.  Independent of the terminal. */
#pragma once

#include <stdbool.h>

#include "tui/session.h"

/* Runs one command: a row of command-line-table.h, an action by its name, or a parameter as "NAME VALUE" or
 * "NAME=VALUE".  "NAME" alone shows value and range.  A leading ':' and surrounding blanks are ignored.  An empty line
 * does nothing.  False: the command was refused; the message of the session has the reason, and nothing has changed. */
bool command_line_run(struct session *session, const char *line);

/* Runs the lines of a file.  Lines that begin with '#' are comments.  It stops at the first refused line with
 * STATUS_USAGE and the message "FILE:LINE: reason".  STATUS_IO or STATUS_DATA: the file cannot be read. */
enum status command_line_run_file(struct session *session, const char *path, struct error *error);

/* The rows of command-line-table.h; the list ends with a NULL name. */
const struct command_row *command_rows(void);
