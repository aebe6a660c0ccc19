/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of command-line-table.h, for the files that run and complete commands. */
#ifndef GPUPLAN_TUI_COMMAND_ROW_H
#define GPUPLAN_TUI_COMMAND_ROW_H

#include <stdbool.h>

#include "tui/session.h"

/* The kind of argument of a command. */
enum line_argument { LINE_NOTHING, LINE_ASSIGNMENT, LINE_PARAMETER, LINE_METRIC, LINE_FILE, LINE_STUDY,
		     LINE_THEME, LINE_TOPIC };

struct command_row {
	const char *name;
	const char *argument;	/* "" none */
	enum line_argument completes;
	bool (*run)(struct session *session, const char *argument);
	const char *help;	/* untranslated */
};

/* All of them; the list ends with a NULL name. */
const struct command_row *command_rows(void);

/* NULL when there is none of this name. */
const struct command_row *command_row(const char *name);

#endif
