/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of command-line-table.h, and what can stand at the end of a command that is being typed. */
#pragma once

#include <stdbool.h>

#include "tui/session.h"
#include "tui/terminal/line_editor.h"

/* The kind of argument of a command. */
enum line_argument {
	LINE_NOTHING,
	LINE_ASSIGNMENT,
	LINE_PARAMETER,
	LINE_METRIC,
	LINE_FILE,
	LINE_STUDY,
	LINE_THEME,
	LINE_TOPIC
};

struct command_row {
	const char *name;
	const char *argument; /* "" none */
	enum line_argument completes;
	bool (*run)(struct session *session, const char *argument);
	const char *help; /* untranslated */
};

/* NULL when there is none of this name.  `table`: command_rows(). */
const struct command_row *command_row(const struct command_row *table, const char *name);

/* A line_completer() with the session as its context. */
void command_complete(void *session, const char *head, struct line_choices *choices);
