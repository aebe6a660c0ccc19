/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the planner and the functions that change it.  Independent of the terminal. */
#ifndef GPUPLAN_TUI_SESSION_H
#define GPUPLAN_TUI_SESSION_H

#include "base/text.h"
#include "study/breakpoints.h"
#include "study/comparison.h"
#include "study/curves.h"
#include "study/scenario_load.h"
#include "study/study.h"
#include "tui/canvas/canvas.h"
#include "tui/canvas/theme.h"
#include "tui/chosen.h"
#include "tui/history.h"
#include "tui/plan_file.h"
#include "tui/settings.h"
#include "tui/terminal/key.h"
#include "tui/undo.h"
#include "tui/widgets/field.h"
#include "tui/widgets/list.h"
#include "tui/widgets/outline.h"
#include "tui/widgets/table.h"

enum panel { PANEL_PARAMETERS, PANEL_TABLE };

enum view {
	VIEW_WORKBENCH, VIEW_TEXT, VIEW_PICKER, VIEW_ENTRY, VIEW_EXPLAIN, VIEW_COMPARE,
	VIEW_CURVES, VIEW_WIZARD, VIEW_SETTINGS, VIEW_SETTING_ENTRY, VIEW_PROMPT, VIEW_COUNT
};

/* The effect of accepting an item: it sets the value, or asks for one first. */
enum picker_asks { ASKS_NOTHING, ASKS_PATH, ASKS_DENSE_SIZE, ASKS_EXPERTS_SIZE };

/* One line of a picker; the texts are owned by it. */
struct picker_item {
	char *value;  /* what scenario_set() gets */
	char *label;
	char *detail;
	char *names;  /* that typed words are looked for in, one a line */
	enum picker_asks asks;
	int score;    /* of the words that were typed last; -1: no match */
};

struct picker {
	enum parameter parameter;
	struct picker_item *items;
	int item_count;
	int *shown;           /* indices of the items that match the words */
	struct list list;     /* over `shown` */
	bool nothing;         /* no item matches; `shown` has only the items that ask */
	struct field words;   /* the filter, or the answer to what is asked */
	enum picker_asks asks;
};

/* The last three ask for a file, in the order of enum file_purpose. */
enum prompt_kind { PROMPT_COMMAND, PROMPT_SEARCH, PROMPT_SAVE, PROMPT_OPEN, PROMPT_EXPORT };

/* The line in the place of the key bar; its text is the line editor's. */
struct prompt {
	enum prompt_kind kind;
	enum view under;              /* the view drawn above the prompt, shown again afterwards */
	enum panel panel;             /* with the next two members: the state before a search */
	struct chosen selected;
	int row;
	bool found;                   /* the search has a match, or no words yet */
	int first;                    /* first shown column of the line */
	struct field words;           /* of the last search */
	bool sure;                    /* the next Enter replaces a file */
	struct history commands, searches, files;
	const char *history_file;     /* of the commands; NULL: none; not owned */
	bool history_read;
};

struct session {
	const struct study *study;
	struct scenario scenario;
	struct result result;
	struct breakpoints breakpoints; /* follows the scenario in idle time */
	long today;
	enum view view;
	enum panel panel;
	struct list parameters;      /* over study->panel */
	struct table table;          /* over result.rows */
	struct chosen selected;
	int sort_metric;             /* -1: the ranking */
	bool sort_reversed;
	struct picker picker;
	struct prompt prompt;
	struct wizard *wizard;       /* of VIEW_WIZARD, views/wizard.h; NULL: none */
	struct field entry;          /* typed value of the focused parameter */
	struct text page;            /* text of VIEW_TEXT */
	const char *page_title;
	int page_top, page_rows;
	bool page_cut;               /* lines of tables are cut, and moved sideways by page_left */
	int page_left;
	enum curve_plot curve_plot;  /* of VIEW_CURVES */
	enum view page_back;         /* the view that follows VIEW_TEXT when it is closed */
	struct outline figures;      /* of VIEW_EXPLAIN */
	struct chosen marked[COMPARISON_MAX]; /* for VIEW_COMPARE; no GPU behind the last */
	struct list comparison;      /* its lines */
	unsigned calculations;       /* so far */
	unsigned explained;          /* number of the calculation that `figures` explain */
	struct error message;        /* shown until the next key */
	struct settings settings;
	struct scenario defaults;    /* the workload of the settings: marks of sliders, reset */
	struct list setting_list;
	struct scenario_load loads[STUDIES_MAX]; /* of the tabs that are not shown */
	struct theme theme, own_theme; /* own_theme: of the user's file, no name without one */
	bool typing;                 /* a command types keys */
	bool look_changed;           /* the terminal has to take over theme and mouse */
	bool mouse;                  /* is wanted */
	bool dragging;               /* a slider follows the mouse */
	struct undo undo;
	struct plan_file plan;
	struct text clipboard;       /* to be copied behind the next frame; empty: nothing */
	bool ascii;
	bool redraw;                 /* the whole screen must be painted anew */
	unsigned keys, quit_key;     /* keys so far, and the last of them that asked to leave */
	bool quit;
	bool hurried;                /* more input is waiting: slider steps do not recalculate */
	bool stale;                  /* the scenario has changed since the result was calculated */
};

/* The scenario is copied; the catalog behind it must outlive the session. */
void session_init(struct session *session, const struct scenario *scenario, long today, bool ascii);
void session_release(struct session *session);

/* The view that the screen shows: below an open prompt the one that it was opened in. */
enum view session_shown_view(const struct session *session);

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

/*
 * Changes a parameter and recalculates.  False: the value was refused; the message has the reason, and
 * nothing has changed.
 */
bool session_set(struct session *session, enum parameter parameter, const char *text);
bool session_set_number(struct session *session, enum parameter parameter, double value);

/* Sets a generic model with `params` parameters ("70B"), of which `active` take part in each token (NULL:
 * all). */
bool session_set_generic(struct session *session, const char *params, const char *active);
bool session_set_default(struct session *session, enum parameter parameter);

/* Shows session->page from its beginning; the title is not copied. */
void session_show_page(struct session *session, const char *title);

/* The answer under the cursor, NULL when there is none. */
const struct row *session_answer(const struct session *session);

/* The identity of the row of an answer (NULL: no row). */
struct chosen session_row(const struct session *session, const struct row *answer);

/* The load of a tab, or the load that it will have when it is opened. */
struct scenario_load session_load(const struct session *session, const struct study *study);

/* The scenario with the load that it has in the tab of that study. */
struct scenario session_scenario_of(const struct session *session, const struct study *study);

/* Resets the loads of the other tabs to the load of the settings. */
void session_forget_loads(struct session *session);

/* Shows the tab of a study, with the load that it had last, and recalculates. */
void session_open_study(struct session *session, const struct study *study);
/* The same without recalculating, for callers that make more changes first. */
void session_turn_to(struct session *session, const struct study *study);

/* Shows a study without changing the load and without solving, for undo. */
void session_show_study(struct session *session, const struct study *study);

#endif
