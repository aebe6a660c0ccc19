/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of the planner, their names and their keys, and its views, one row each. */
#pragma once

#include "report/output.h"
#include "tui/session.h"

/* The contexts in which an action is available; bits. */
enum action_context {
	IN_PARAMETERS = 1 << 0,
	IN_TABLE = 1 << 1,
	IN_TEXT = 1 << 2,
	IN_PICKER = 1 << 3,
	IN_ENTRY = 1 << 4,
	IN_EXPLAIN = 1 << 5,
	IN_COMPARE = 1 << 6,
	IN_CURVES = 1 << 7,
	IN_CHOICES = 1 << 8, /* of a question of the wizard; a number beside them; its end */
	IN_SUMMARY = 1 << 9,
	IN_SETTINGS = 1 << 10,
	IN_PROMPT = 1 << 11,
	IN_FILTER = 1 << 12,
	IN_NUMBER = 1 << 13,
	IN_FILTERED = 1 << 14, /* a list with words that filter it, or a question in its place */
	HINT_STAYS = 1 << 29,  /* no context: its hint in the key bar stays when room is short */
	HINT_LATE = 1 << 30,   /* the same: it goes first */
	HINTS = HINT_STAYS | HINT_LATE,
	IN_QUESTION = IN_CHOICES | IN_NUMBER,
	IN_WIZARD = IN_QUESTION | IN_SUMMARY,
	IN_LIST = IN_PICKER | IN_FILTERED,
	IN_WORKBENCH = IN_PARAMETERS | IN_TABLE,
	IN_FIGURES = IN_EXPLAIN | IN_COMPARE,
	IN_VIEWS = IN_FIGURES | IN_CURVES,
	IN_SCREENS = IN_WORKBENCH | IN_VIEWS,
	IN_POPUP = IN_TEXT | IN_PICKER | IN_ENTRY | IN_FIGURES | IN_CURVES | IN_SETTINGS,
	IN_ANY = IN_WORKBENCH | IN_POPUP | IN_FILTERED | IN_WIZARD | IN_PROMPT | IN_FILTER
};

struct action {
	const char *name;
	const char *keys; /* names separated by blanks */
	unsigned contexts;
	/* One of these two; the second gets the argument. */
	void (*run)(struct session *session);
	void (*move)(struct session *session, int argument);
	int argument;
	const char *label; /* untranslated; "" not in the key bar */
	const char *help;  /* untranslated */
};

/* The action of a key in a context; NULL when there is none.  `table`: that of workbench_tables(). */
const struct action *action_for_key(const struct action *table, struct key key, enum action_context context);

/* Does what the action says. */
void action_run(const struct action *action, struct session *session);

/* The first key of an action. */
struct key action_key(const struct action *action);

/* Copies the next name of a blank-separated list of keys and moves on; false at its end. */
bool action_next_key(const char **keys, char out[KEY_NAME_SIZE]);

/* A key in the form of the key bar: "Left" is an arrow. */
void action_show_key(const char *name, struct text *out);

/* The first key of an action, in that form. */
void action_first_key(const struct action *action, struct text *out);

/* Name, keys, contexts, help of every action, one a line (--list-actions). */
void action_list(const struct action *table, struct text *out);

/* A row of context-table.h; the title is untranslated. */
struct action_place {
	unsigned context;
	const char *id, *title;
};

/* All of them in the order of the help screen; the list ends with a NULL id. */
const struct action_place *action_places(void);

/* The row of where the action is available; that NULL id when there is none. */
const struct action_place *action_place_of(const struct action *action);

/* How a view draws itself and which keys it uses; NULL: nothing of its own. */
struct view_row {
	/* Draws the whole screen without the key bar.  NULL: the panels. */
	void (*draw)(const struct session *session, void *own, struct canvas *canvas, struct box box);
	size_t own;                                           /* where its state is in struct views */
	void (*key)(struct session *session, struct key key); /* a key that is bound to no action */
	void (*paste)(struct session *session, const char *text);
	/* The context of its keys; 0: context() returns it. */
	enum action_context in;
	enum action_context (*context)(const struct session *session);
	/* A key that it takes before any action; false: it does not. */
	bool (*first)(struct session *session, struct key key);
	bool types;  /* letters are typed text, never keys of actions */
	bool covers; /* the mouse reaches nothing on the screen but the keys */
	bool foot;   /* it draws the messages itself, in its foot */
	/* What :export writes of it; NULL: the whole result. */
	void (*export)(const struct session *session, struct output_request *request, enum output_format format,
		struct text *out);
};

const struct view_row *view_row(const struct session *session, enum view view);

/* The context of a view of this session. */
enum action_context view_context(const struct session *session, enum view view);
