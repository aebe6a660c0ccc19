/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of views says. */
#include "tui/view.h"

const struct view_row *view_row(const struct session *session, enum view view)
{
	return &session->tables->views[view];
}

enum action_context view_context(const struct session *session, enum view view)
{
	const struct view_row *row = view_row(session, view);

	return row->context ? row->context(session) : row->in;
}
