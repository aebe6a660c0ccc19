/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the actions of the wizard do. */
#include "config.h"

#include "tui/actions.h"
#include "tui/views/wizard.h"

void act_wizard(struct session *session, int unused)
{
	(void)unused;
	wizard_open(session, NULL);
}

void act_answer_move(struct session *session, int rows)
{
	wizard_move(session, rows);
}

void act_answer_next(struct session *session, int unused)
{
	(void)unused;
	wizard_next(session);
}

void act_answer_back(struct session *session, int unused)
{
	(void)unused;
	wizard_back(session);
}

void act_more_questions(struct session *session, int unused)
{
	(void)unused;
	wizard_ask_all(session);
}

void act_summary_take(struct session *session, int unused)
{
	(void)unused;
	wizard_take(session);
}

void act_wizard_close(struct session *session, int unused)
{
	(void)unused;
	wizard_close(session);
}
