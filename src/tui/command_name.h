/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of command-line-table.h, and the name that a line begins with. */
#pragma once

#include <stdbool.h>

#include "tui/session.h"

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

enum { COMMAND_NAME_SIZE = 64 };

/* Copies the first name of the line, which is that of a parameter also where its label stands ("Max GPUs"); returns
 * what stands behind it, without the blanks and the sign between.  Parameters are called as in the study.  `tables`:
 * names of commands and actions go before labels; NULL: parameters only. */
const char *command_name_cut(
	const struct study *study, const struct tables *tables, const char *line, char name[COMMAND_NAME_SIZE]);
