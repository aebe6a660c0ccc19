/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed: an action of the view, or something of its own. */
#include "tui/input.h"

#include "tui/actions.h"
#include "tui/action.h"
#include "tui/views/views.h"

/* A key is about what is selected, which is seen again where the wheel moved it away. */
static void reveal(struct session *session)
{
	struct list *list = shown_list(session);

	if (!list)
		list = session->panel == PANEL_TABLE ? &session->rows : &session->parameters;
	list_move(list, 0);
}

void input_key(struct session *session, struct key key)
{
	const struct view_row *view = view_row(session, session->view);
	const struct action *action =
		action_for_key(session->tables->actions, key, view_context(session, session->view));

	session->keys++;
	session->turned = false;
	session_end_message(session);
	if (!action || action->move != act_step)
		session_catch_up(session);
	if (view->first && view->first(session, key))
		return;
	if (action && !(view->types && key_is_text(key)))
		action_run(action, session);
	else if (view->key)
		view->key(session, key);
	reveal(session);
}

void input_paste(struct session *session, const char *text)
{
	session_end_message(session);
	session_catch_up(session);
	if (view_row(session, session->view)->paste)
		view_row(session, session->view)->paste(session, text);
}
