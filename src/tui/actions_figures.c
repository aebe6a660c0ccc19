/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions of the views that show figures: why a row is as it is, and comparisons. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "report/output.h"
#include "tui/actions.h"
#include "tui/views/compare.h"
#include "tui/views/explain.h"

void act_why(struct session *session, int unused)
{
	(void)unused;
	if (session->study->part == PART_REPLICA)
		explain_open(session);
	else
		act_account(session, 0);
}

/* One row as the batch command of the study writes it. */
void act_account(struct session *session, int unused)
{
	struct result one = session->result;
	struct row answer;

	(void)unused;
	if (!session_answer(session))
		return;
	answer = *session_answer(session);
	/* Nothing is before or behind it. */
	answer.rank = 1;
	one.rows = &answer;
	one.count = 1;
	one.warnings.count = 0;
	text_clear(&session->page);
	output_write(&session->page, FORMAT_TEXT, &(struct output_request) {
		.command = session->study->command, .scenario = &session->scenario, .result = &one,
		.today = session->today, .style = { .color = false, .ascii = session->ascii },
		.top = 0 });
	session_show_page(session, _(session->study->title));
	session->page_cut = true;
}

void act_fold(struct session *session, int direction)
{
	if (direction > 0)
		outline_open(&session->figures);
	else if (direction < 0)
		outline_close(&session->figures);
	else
		outline_toggle(&session->figures);
}

static struct list *shown_lines(struct session *session)
{
	return session->view == VIEW_COMPARE ? &session->comparison : &session->figures.list;
}

void act_line(struct session *session, int lines)
{
	list_move(shown_lines(session), lines);
}

void act_line_page(struct session *session, int pages)
{
	struct list *list = shown_lines(session);

	list_move(list, pages * (list->page > 1 ? list->page - 1 : 1));
}

void act_mark(struct session *session, int unused)
{
	const struct row *answer = session_answer(session);

	(void)unused;
	if (answer)
		compare_mark(session, answer);
}

void act_unmark(struct session *session, int unused)
{
	(void)unused;
	memset(session->marked, 0, sizeof session->marked);
}

/* Two keys suffice: c here, c there. */
void act_compare(struct session *session, int unused)
{
	const struct row *answer = session_answer(session), *marked[COMPARISON_MAX];

	(void)unused;
	if (answer && compare_answers(session, marked) < 2 &&
	    !compare_is_marked(session, answer))
		compare_mark(session, answer);
	compare_open(session);
}
