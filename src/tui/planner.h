/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full-screen planner. */
#pragma once

#include "base/file.h"
#include "study/measured_book.h"
#include "study/scenario_load.h"
#include "study/studies.h"
#include "tui/settings.h"

struct planner_options {
	bool color, ascii;
	const char *commands;              /* file of commands that run before the first frame; NULL none */
	bool wizard;                       /* start with its first question */
	struct parameter_set settled;      /* that it does not ask */
	const struct settings *settings;   /* NULL: the defaults */
	const struct theme *theme;         /* of the settings */
	const char *notice;                /* shown at the start; NULL: none */
	struct file_stamp stamp;           /* of that file before it was read */
	const char *plan;                  /* file that is open; NULL none */
	const struct scenario *planned;    /* what it says */
	const struct scenario_load *loads; /* and of other tabs, STUDIES_MAX */
	bool plan_has_results;             /* it is a whole answer */
	struct measured_book *book;        /* of the user's measurements */
	const struct study *study;         /* whose tab is shown first: the scenario has its load */
};

/* Runs the planner until the user or the command file leaves it.  *scenario is set to the final scenario.
 * STATUS_IO with *no_terminal set: there is no usable terminal; nothing was written, and the message has a
 * hint.  Other errors come from the command file, and the planner does not start. If a signal asked the
 * planner to end, the process ends by that signal. */
enum status planner_run(
	struct scenario *scenario, long today, struct planner_options options, bool *no_terminal, struct error *error);

/* Whether standard output is a terminal with colours that the user has not forbidden. */
bool planner_color_output(void);
/* The width of the terminal on standard output, in columns; 0: it is not a terminal. */
int planner_output_columns(void);

/* Writes all actions with their keys. */
void planner_list_actions(struct text *out);
