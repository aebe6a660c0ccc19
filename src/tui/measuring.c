/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding, listing and removing measurements from the planner. */
#include "tui/measuring.h"

#include <string.h>

#include "base/i18n.h"
#include "report/measured_report.h"
#include "tui/views/views.h"

static bool refuse(struct session *session, const char *why)
{
	error_set(&session->message, STATUS_USAGE, "%s", why);
	return false;
}

/* A test or a planner without files has none. */
static bool has_book(struct session *session)
{
	return session->book || refuse(session, _("measurements cannot be kept here"));
}

void act_measure(struct session *session)
{
	prompt_open_command(session, "measure ");
}

void act_unmeasure(struct session *session)
{
	prompt_open_command(session, "unmeasure ");
}

void act_measurements(struct session *session)
{
	struct measured_list list __attribute__((cleanup(measured_list_release))) = { .count = 0 };

	if (!has_book(session) || session->book->list(session->book, &list, &session->message) != STATUS_OK)
		return;
	measured_list_text(page_begin(session), &list, (struct report_style){ .ascii = session->ascii });
	page_show(session, _("Own measurements"));
	session->views->page.cut = true;
}

/* Estimates are others from now on, though the workload is the same. */
static void calculate_anew(struct session *session)
{
	sensitivity_release(session->sensitivity);
	session_recalculate(session);
}

static bool finish(struct session *session, enum status status, const struct text *told)
{
	if (status != STATUS_OK)
		return false;
	calculate_anew(session);
	error_set(&session->message, STATUS_OK, "%s", told->data);
	return true;
}

/* Words with blanks between; an answer to a question would come too late for a line. */
static bool read_figures(struct session *session, const char *figures, struct measured_run *run)
{
	FREED char *copy = xstrdup(figures);
	enum status status = STATUS_OK;
	TEXT(why);

	measured_run_init(run);
	for (char *word = copy + strspn(copy, " \t"); *word && status == STATUS_OK;) {
		char *end = word + strcspn(word, " \t");
		char *next = *end ? end + 1 : end;

		*end = '\0';
		status = measured_run_read(run, word, &session->message);
		word = next + strspn(next, " \t");
	}
	if (status != STATUS_OK || !run->doubtful)
		return status == STATUS_OK;
	measured_run_doubt(&why, run);
	text_add(&why, _(": less than 5 ms without a unit; write it: tpot=22ms"));
	return refuse(session, why.data);
}

bool measuring_add(struct session *session, const char *figures, bool forced)
{
	struct scenario s = session->scenario;
	struct measured_run run;
	TEXT(told);

	if (!has_book(session) || !read_figures(session, figures, &run))
		return false;
	session_catch_up(session);
	if (!session_answer(session))
		return refuse(session, _("no row is selected"));
	measured_run_settle(&s, session_answer(session));
	return finish(session, session->book->add(session->book, &s, &run, forced, &told, &session->message), &told);
}

bool measuring_remove(struct session *session, const char *id)
{
	TEXT(told);

	return has_book(session) &&
		finish(session, session->book->remove(session->book, id, &told, &session->message), &told);
}
