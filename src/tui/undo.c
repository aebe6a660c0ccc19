/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo: whole states are kept, for they are small. */
#include "config.h"

#include "tui/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "tui/session.h"

/* Changes that a message tells one by one. */
enum { TOLD_CHANGES = 3 };

void undo_init(struct undo *undo)
{
	*undo = (struct undo) { .sliding = -1, .slid = -1 };
	undo->states = xcalloc(UNDO_STATES, sizeof undo->states[0]);
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

static struct undo_state state_of(const struct session *session)
{
	struct undo_state state = { session->scenario, session->sort_metric, session->sort_reversed,
				    session->study, session->selected, { { .known = false } } };

	memcpy(state.loads, session->loads, sizeof state.loads);
	return state;
}

static bool same_state(const struct undo_state *a, const struct undo_state *b)
{
	return a->sort_metric == b->sort_metric && a->sort_reversed == b->sort_reversed && a->study == b->study &&
	       scenario_equal(&a->scenario, &b->scenario);
}

void undo_sliding(struct undo *undo, enum parameter parameter)
{
	undo->sliding = (int)parameter;
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

void undo_record(struct session *session)
{
	struct undo *undo = &session->undo;
	struct undo_state now = state_of(session);
	int sliding = undo->sliding;

	undo->sliding = -1;
	if (undo->count > 0 && same_state(state_at(undo, undo->at), &now)) {
		/* The loads of the other tabs may have come with a plan, or gone with a reset. */
		memcpy(state_at(undo, undo->at)->loads, now.loads, sizeof now.loads);
		return;
	}
	if (sliding >= 0 && sliding == undo->slid && undo->at > 0) {
		slide_on(undo, &now);
		return;
	}
	/* The row that was chosen last comes back together with the state. */
	if (undo->count > 0)
		state_at(undo, undo->at)->selected = session->selected;
	append(undo, &now);
	undo->slid = sliding;
}

static void tell_change(struct text *out, const struct scenario *s, enum parameter parameter)
{
	size_t before;

	text_addf(out, "%s%s ", out->length ? ", " : "", _(parameter_row(parameter)->label));
	before = out->length;
	if (parameter == PARAMETER_MODEL && s->model)
		text_add(out, s->model->short_name);
	else
		scenario_text(s, parameter, out);
	if (out->length == before)
		text_add_char(out, '-');
}

/* The values that hold now, where they differ from those before. */
static void tell_changes(struct text *out, const struct undo_state *before,
			 const struct session *session)
{
	const struct scenario *now = &session->scenario;
	int changes = 0;

	/* The tabs differ in load, too: the tab says enough. */
	if (before->study != session->study) {
		text_addf(out, _("tab %s"), _(session->study->title));
		return;
	}
	for (int i = 0; i < parameter_count(); i++) {
		if (scenario_same(&before->scenario, now, parameter_at(i)))
			continue;
		if (changes++ < TOLD_CHANGES)
			tell_change(out, now, parameter_at(i));
	}
	if (changes > TOLD_CHANGES)
		text_addf(out, _(", %d more"), changes - TOLD_CHANGES);
	if (before->sort_metric == session->sort_metric &&
	    before->sort_reversed == session->sort_reversed)
		return;
	text_add(out, out->length ? ", " : "");
	if (session->sort_metric < 0)
		text_add(out, _("order by rank"));
	else
		text_addf(out, _("order by %s"),
			  _(metric_row((enum metric)session->sort_metric)->title));
	if (session->sort_reversed)
		text_add(out, _(", backwards"));
}

void act_undo(struct session *session, int steps)
{
	struct undo *undo = &session->undo;
	struct undo_state before = state_of(session);
	const struct undo_state *state;
	struct text changes;

	if (undo->at + steps < 0 || undo->at + steps >= undo->count) {
		error_set(&session->message, STATUS_OK, "%s",
			  steps < 0 ? _("Nothing to undo.") : _("Nothing to redo."));
		return;
	}
	state_at(undo, undo->at)->selected = session->selected;
	undo->at += steps;
	undo->slid = -1;
	state = state_at(undo, undo->at);
	session_show_study(session, state->study);
	session->scenario = state->scenario;
	memcpy(session->loads, state->loads, sizeof session->loads);
	session->sort_metric = state->sort_metric;
	session->sort_reversed = state->sort_reversed;
	/* Outside the table the best one is shown, whatever was selected in it. */
	if (session->panel == PANEL_TABLE && state->selected.gpu)
		session->selected = state->selected;
	session_recalculate(session);
	text_init(&changes);
	tell_changes(&changes, &before, session);
	error_set(&session->message, STATUS_OK,
		  steps < 0 ? _("Undone, now: %s") : _("Redone, now: %s"), changes.data);
	text_release(&changes);
}
