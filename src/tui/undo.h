/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was changed in the planner, to go back and forth in it. */
#ifndef GPUPLAN_TUI_UNDO_H
#define GPUPLAN_TUI_UNDO_H

#include "study/scenario_load.h"
#include "study/study.h"
#include "tui/chosen.h"

struct session;

/* States that are kept; the oldest ones are forgotten. */
enum { UNDO_STATES = 100 };

struct undo_state {
	struct scenario scenario;
	int sort_metric;
	bool sort_reversed;
	const struct study *study;
	struct chosen selected;
	struct scenario_load loads[STUDIES]; /* of the other tabs */
};

/* A ring of states; zero-initialised it is empty. */
struct undo {
	struct undo_state *states; /* UNDO_STATES of them */
	int first;                 /* place of the oldest in `states` */
	int count, at;             /* from the oldest; `at` is the state that is shown */
	int sliding;               /* parameter whose slider moves with this change; -1 none */
	int slid;                  /* the same of the state that is shown */
};

void undo_init(struct undo *undo);
void undo_release(struct undo *undo);

/* The next change is a step of this slider: such steps in a row are undone in one go. */
void undo_sliding(struct undo *undo, enum parameter parameter);

/* What was changed so far is none of the user's changes. */
void undo_forget(struct undo *undo);

/* Keeps the state of the session if it changed.  Allocates nothing. */
void undo_record(struct session *session);

/* The actions: so many steps forward (redo) or, negative, back (undo). */
void act_undo(struct session *session, int steps);

#endif
