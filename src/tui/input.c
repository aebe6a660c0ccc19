/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed: an action of the view, or something of its own. */
#include "config.h"

#include "tui/input.h"

#include "tui/actions.h"
#include "tui/view.h"
#include "tui/views/views.h"

void input_key(struct session *session, struct key key)
{
	const struct view_row *view = view_row(session, session->view);
	const struct action *action = action_for_key(session->tables->actions, key,
						     view_context(session, session->view));

	session->keys++;
	session->message.text[0] = '\0';
	if (!action || (action->run != act_step && action->run != act_extreme))
		session_catch_up(session);
	if (session->view == VIEW_WIZARD && wizard_key(session, key))
		return;
	if (action && !(view->types && key_is_text(key)))
		action->run(session, action->argument);
	else if (view->key)
		view->key(session, key);
}

void input_paste(struct session *session, const char *text)
{
	session->message.text[0] = '\0';
	session_catch_up(session);
	if (view_row(session, session->view)->paste)
		view_row(session, session->view)->paste(session, text);
}
