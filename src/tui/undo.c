/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: whole states are kept, for they are small. */
#include "tui/undo.h"

#include <stdlib.h>
#include <string.h>

#include "study/scenario_text.h"

void undo_init(struct undo *undo)
{
	*undo = (struct undo){ .sliding = -1, .slid = -1 };
	undo->states = xcalloc(UNDO_STATES, sizeof(undo->states[0]));
}

void undo_release(struct undo *undo)
{
	free(undo->states);
	undo->states = NULL;
}

void undo_forget(struct undo *undo)
{
	undo->first = undo->count = undo->at = 0;
	undo->sliding = undo->slid = -1;
}

static struct undo_state *state_at(struct undo *undo, int index)
{
	return &undo->states[(undo->first + index) % UNDO_STATES];
}

static bool same_state(const struct undo_state *a, const struct undo_state *b)
{
	return a->sort_metric == b->sort_metric && a->sort_reversed == b->sort_reversed && a->study == b->study &&
		scenario_equal(&a->scenario, &b->scenario);
}

/* Appends behind the shown state; what was undone is gone then. */
static void append(struct undo *undo, const struct undo_state *now)
{
	if (undo->count > 0)
		undo->count = undo->at + 1;
	if (undo->count == UNDO_STATES) {
		undo->first = (undo->first + 1) % UNDO_STATES;
		undo->count--;
	}
	undo->at = undo->count++;
	*state_at(undo, undo->at) = *now;
}

/* A slider that moves on changes the state that its first step made. */
static void slide_on(struct undo *undo, const struct undo_state *now)
{
	undo->count = undo->at + 1;
	*state_at(undo, undo->at) = *now;
	/* Back where it came from: nothing is left to be undone. */
	if (undo->at > 0 && same_state(state_at(undo, undo->at - 1), now)) {
		undo->count--;
		undo->at--;
		undo->slid = -1;
	}
}

void undo_record(struct undo *undo, const struct undo_state *now)
{
	int sliding = undo->sliding;

	undo->sliding = -1;
	if (undo->count > 0 && same_state(state_at(undo, undo->at), now)) {
		/* The loads of the other tabs may have come with a plan, or gone with a reset. */
		memcpy(state_at(undo, undo->at)->loads, now->loads, sizeof(now->loads));
		return;
	}
	if (sliding >= 0 && sliding == undo->slid && undo->at > 0) {
		slide_on(undo, now);
		return;
	}
	/* The row that was chosen last comes back together with the state. */
	if (undo->count > 0)
		state_at(undo, undo->at)->selected = now->selected;
	append(undo, now);
	undo->slid = sliding;
}

const struct undo_state *undo_step(struct undo *undo, int steps, struct row_id selected)
{
	if (undo->at + steps < 0 || undo->at + steps >= undo->count)
		return NULL;
	state_at(undo, undo->at)->selected = selected;
	undo->at += steps;
	undo->slid = -1;
	return state_at(undo, undo->at);
}
