/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views of the planner, one row each: how a view draws itself and which keys it uses. */
#pragma once

#include "report/output.h"
#include "tui/action.h"
#include "tui/canvas/canvas.h"
#include "tui/terminal/key.h"

/* NULL: nothing of its own. */
struct view_row {
	/* Draws the whole screen without the key bar.  NULL: the panels, or the wizard while it is open. */
	void (*draw)(const struct session *session, void *own, struct canvas *canvas, struct box box);
	/* Draws on top of that; NULL: nothing. */
	void (*draw_above)(void *own, struct canvas *canvas);
	size_t own;                                           /* where its state is in struct views */
	void (*key)(struct session *session, struct key key); /* a key that is bound to no action */
	void (*paste)(struct session *session, const char *text);
	/* The context of its keys; 0: context() returns it. */
	enum action_context in;
	enum action_context (*context)(const struct session *session);
	bool types; /* letters are typed text, never keys of actions */
	/* What :export writes of it; NULL: the whole result. */
	void (*export)(const struct session *session, struct output_request *request, enum output_format format,
		struct text *out);
};

const struct view_row *view_row(const struct session *session, enum view view);

/* The context of a view of this session. */
enum action_context view_context(const struct session *session, enum view view);
