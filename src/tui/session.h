/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the planner and the functions that change it.  Independent of the terminal. */
#pragma once

#include "study/allowance.h"
#include "study/comparison.h"
#include "study/measured_book.h"
#include "study/neighbour.h"
#include "study/sensitivity.h"
#include "tui/messages.h"
#include "tui/plan_file.h"
#include "tui/settings.h"
#include "tui/shown.h"
#include "tui/undo.h"
#include "tui/widgets/field.h"
#include "tui/widgets/list.h"

enum panel { PANEL_PARAMETERS, PANEL_TABLE };

enum view {
	VIEW_WORKBENCH,
	VIEW_TEXT,
	VIEW_PICKER,
	VIEW_ENTRY,
	VIEW_EXPLAIN,
	VIEW_COMPARE,
	VIEW_CURVES,
	VIEW_WIZARD,
	VIEW_SETTINGS,
	VIEW_SETTING_ENTRY,
	VIEW_PROMPT,
	VIEW_COUNT
};

/* What a tab remembers while another is shown. */
struct tab {
	bool known;
	struct list parameters, rows;
	struct row_id selected;
	int sort_metric;
	bool sort_reversed;
};

/* The first is of the focused parameter, the others of what could be allowed. */
enum { SESSION_NEIGHBOURS = 1 + ALLOWANCES };

struct session;
struct views;
struct line_choices;

/* What a key, a view and a line can be: the tables of workbench.c, which knows them all. */
struct tables {
	const struct view_row *views;                                /* by enum view */
	const struct action *actions;                                /* the list ends with a NULL name */
	const struct command_row *commands;                          /* the same */
	bool (*run_line)(struct session *session, const char *line); /* command_line_run() */
	void (*complete)(void *session, const char *head, struct line_choices *choices);
};

struct session {
	const struct tables *tables;
	struct views *views; /* what each keeps, views/views.h; not owned */

	/* The question and its answers. */
	const struct study *study;
	struct scenario scenario;
	struct result result;
	long today;                              /* days since 1970 */
	unsigned calculations;                   /* so far */
	bool hurried;                            /* more input is waiting: slider steps do not recalculate */
	bool stale;                              /* the scenario has changed since the result was calculated */
	bool changing;                           /* between session_begin_change() and session_end_change() */
	struct row_id leader;                    /* of the result before the last change */
	bool turned;                             /* another GPU leads since the last key */
	bool retold;                             /* the next result is of another question: who leads it is no news */
	struct scenario defaults;                /* the workload of the settings: marks of sliders, reset */
	struct scenario_load loads[STUDIES_MAX]; /* of the tabs that are not shown */
	bool filters_off;                        /* filters of the panel were taken off: `filtered` has them */
	struct scenario filtered;
	struct measured_book *book; /* of the user's measurements; NULL: none; not owned */

	/* Found in idle time. */
	struct sensitivity *sensitivity;                  /* owned; follows the scenario */
	struct neighbours neighbours[SESSION_NEIGHBOURS]; /* what other words of choices lead to */
	struct result lent;                               /* for them */

	/* What is shown, and where the keys go. */
	enum view view;
	enum view under; /* the view above an open prompt, which is shown again afterwards */
	enum panel panel;
	struct list parameters; /* over study->panel */
	struct list rows;       /* over the lines of `shown` */
	struct shown shown;     /* what the table lists */
	struct row_id selected;
	int sort_metric; /* -1: the ranking */
	bool sort_reversed;
	struct tab tabs[STUDIES_MAX];
	struct row_id marked[COMPARISON_MAX]; /* for a comparison; no GPU behind the last */
	struct field entry;                   /* typed value of the focused parameter */
	struct error message;                 /* shown until the next key */
	struct messages messages;             /* those that were shown before */
	bool newcomer;                        /* no plan was saved yet: the first hint says how to begin */
	const char *newcomer_file;            /* newcomer.h; not owned; NULL: none */

	/* Around it. */
	struct settings settings;
	struct undo undo;
	struct plan_file plan;
	unsigned keys, quit_key; /* keys so far, and the last of them that asked to leave */
	bool quit;
	bool typing; /* a command types keys */

	/* The terminal. */
	struct theme theme;
	bool ascii;
	bool look_changed;     /* the terminal has to take over theme and mouse */
	bool redraw;           /* the whole screen must be painted anew */
	int gutter;            /* width of the gutter in this language, of the last frame */
	struct text clipboard; /* to be copied behind the next frame; empty: nothing */
};

/* The scenario is copied; the catalog behind it must outlive the session.  workbench_init() calls it. */
void session_init(struct session *session, const struct scenario *scenario, long today, bool ascii,
	const struct tables *tables, struct views *views);
void session_release(struct session *session);

/* Before what is done next: the message has been seen, and is kept. */
void session_end_message(struct session *session);

/* The view that the screen shows: below an open prompt the one that it was opened in. */
enum view session_shown_view(const struct session *session);

/* What the other words of a choice lead to; NULL: not known, or not looked for. */
const struct neighbours *session_neighbours(const struct session *session, enum parameter parameter);

/* Does one portion of the idle work, in well under a millisecond.  False: nothing is left. */
bool session_idle(struct session *session);

/* Computes session->defaults from the settings. */
void session_defaults(struct session *session);

/* Solves the study again.  The same GPU stays selected. */
void session_recalculate(struct session *session);

/* Recalculates if the result is stale.  Call it before the result is read. */
void session_catch_up(struct session *session);

/* The parameter that has the focus in the panel. */
enum parameter session_parameter(const struct session *session);
int session_parameter_count(const struct session *session);

/* Changes a parameter and recalculates.  False: the value was refused; the message has the reason, and
 * nothing has changed. */
bool session_set(struct session *session, enum parameter parameter, const char *text);
bool session_set_number(struct session *session, enum parameter parameter, double value);

/* What is set between both is one change: it is worked out once, and undone as one. */
void session_begin_change(struct session *session);
void session_end_change(struct session *session);

/* Sets a generic model with `params` parameters ("70B"), of which `active` take part in each token (NULL: all). */
bool session_set_generic(struct session *session, const char *params, const char *active);
bool session_set_default(struct session *session, enum parameter parameter);

/* The answer under the cursor, a row of the result or an alternative; NULL when there is none. */
const struct row *session_answer(const struct session *session);

/* The line of the table under the cursor; NULL when there is none. */
const struct shown_row *session_line(const struct session *session);

/* Counts the users that the rows of the table have room for, those that are seen. */
void session_count(struct session *session);

/* Lists the rows of the result anew, after the text filter or what is unfolded has changed.  The same row stays
 * selected where it can. */
void session_list(struct session *session);

/* Moves the cursor of the table.  What is selected follows it. */
void session_move_row(struct session *session, int rows);

/* Gives the focus to a panel.  Only in the table a row stays selected. */
void session_focus(struct session *session, enum panel panel);

/* What undo keeps. */
struct undo_state session_state(const struct session *session);

/* The value of a parameter: given, or what stands for it in the shown study; NaN: nothing does. */
double session_value(const struct session *session, enum parameter parameter);

/* The identity of the row of an answer (NULL: no row). */
struct row_id session_row(const struct session *session, const struct row *answer);
bool session_is_row(const struct session *session, const struct row *answer, const struct row_id *id);
/* The place in a result of the row with this identity; -1: there is none. */
int session_find(const struct session *session, const struct result *result, const struct row_id *id);

/* The load of a tab, or the load that it will have when it is opened. */
struct scenario_load session_load(const struct session *session, const struct study *study);

/* The scenario with the load that it has in the tab of that study. */
struct scenario session_scenario_of(const struct session *session, const struct study *study);

/* Shows the tab of a study, with the load that it had last, and recalculates. */
void session_open_study(struct session *session, const struct study *study);
/* The same without recalculating, for callers that make more changes first. */
void session_enter_study(struct session *session, const struct study *study);

/* Shows a study without changing the load and without solving, for undo. */
void session_show_study(struct session *session, const struct study *study);
