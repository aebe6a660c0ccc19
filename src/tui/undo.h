/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of changes in the planner, for undo and redo. */
#pragma once

#include "study/scenario_load.h"
#include "study/study.h"

/* Identifies a row of the table, so that it stays selected when the order changes. */
struct row_id {
	const struct gpu *gpu;           /* NULL: none, the first row is shown */
	const struct provider *provider; /* set if a GPU has one row for each provider; else NULL */
	int purchase;                    /* set if it has one for each kind of purchase; else -1 */
};

/* States that are kept; the oldest ones are forgotten. */
enum { UNDO_STATES = 100 };

struct undo_state {
	struct scenario scenario;
	int sort_metric;
	bool sort_reversed;
	const struct study *study;
	struct row_id selected;
	struct scenario_load loads[STUDIES_MAX]; /* of the other tabs */
};

/* A ring of states; zero-initialised it is empty. */
struct undo {
	struct undo_state *states; /* UNDO_STATES of them */
	int first;                 /* place of the oldest in `states` */
	int count, at;             /* from the oldest; `at` is the state that is shown */
	/* Parameter whose slider makes the next change; -1: none.  Successive steps of one slider are undone together. */
	int sliding;
	int slid; /* parameter whose slider made the shown state; -1: none */
};

void undo_init(struct undo *undo);
void undo_release(struct undo *undo);

/* Forgets all states, so that earlier changes cannot be undone. */
void undo_forget(struct undo *undo);

/* Keeps the state if it differs from the shown one.  Allocates nothing. */
void undo_record(struct undo *undo, const struct undo_state *now);

/* Goes so many steps forward (redo) or, negative, back (undo).  `selected` comes back with the state that is left.
 * NULL: there is no such state, and nothing has changed. */
const struct undo_state *undo_step(struct undo *undo, int steps, struct row_id selected);
