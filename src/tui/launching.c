/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs the selected row: on a page, or in a file. */
#include "tui/launching.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "report/launch.h"
#include "tui/views/views.h"

static bool refuse(struct session *session, const char *why)
{
	error_set(&session->message, STATUS_USAGE, "%s", why);
	return false;
}

/* The selected row, if it is one that serves; NULL: the message says why not. */
static const struct row *row_that_serves(struct session *session)
{
	const struct row *a = session_answer(session);

	if (!a || !part_has_replica(a->part_kind))
		refuse(session, _("only what serves a model can be launched"));
	else if (a->verdict > VERDICT_MISSES)
		refuse(session, _("this row does not run: nothing can be launched"));
	else if (!session->scenario.model)
		refuse(session, _("a model without a name has no checkpoint that an engine can load"));
	else
		return a;
	return NULL;
}

static const char *form_name(const struct session *session, enum launch_form form)
{
	return form == LAUNCH_FORM_COMMAND ? session->scenario.engine->id : launch_form_name(form);
}

static void add_form(struct session *session, struct text *page, const struct row *a, enum launch_form form)
{
	struct text out __attribute__((cleanup(text_release)));
	struct error error = { .text = "" };
	TEXT(title);

	text_init_for(&out, TEXT_KEPT);
	/* TRANSLATORS: :launch is a command of the planner. */
	text_addf(&title, _("%s (:launch %s FILE)"),
		form == LAUNCH_FORM_COMMAND ? _("the command of the engine") : _(launch_form_help(form)),
		form_name(session, form));
	page_heading(page, title.data);
	if (launch_answer(&out, &session->scenario, a, form, &error) == STATUS_OK)
		text_add(page, out.data);
	else
		text_addf(page, "%s\n", error.text);
}

void act_launch(struct session *session)
{
	const struct row *a = row_that_serves(session);
	struct text *page;

	if (!a)
		return;
	page = page_begin(session);
	/* What is typed by hand first, then the files. */
	add_form(session, page, a, LAUNCH_FORM_COMMAND);
	add_form(session, page, a, LAUNCH_FORM_BENCHMARK);
	for (int form = 0; form < LAUNCH_FORM_COUNT; form++)
		if (form != LAUNCH_FORM_COMMAND && form != LAUNCH_FORM_BENCHMARK)
			add_form(session, page, a, (enum launch_form)form);
	page_show(session, _("Launch"));
	session->views->page.cut = true;
}

static enum launch_form form_of(const struct session *session, const char *name)
{
	return strcmp(name, session->scenario.engine->id) == 0 ? LAUNCH_FORM_COMMAND : launch_form_named(name);
}

bool launching_write(struct session *session, const char *argument)
{
	const struct row *a = row_that_serves(session);
	const char *path = argument + strcspn(argument, " ");
	struct text out __attribute__((cleanup(text_release)));
	enum launch_form form;
	TEXT(name);

	text_init_for(&out, TEXT_KEPT);
	if (!a)
		return false;
	if (!*argument) {
		act_launch(session);
		return true;
	}
	text_add_n(&name, argument, (size_t)(path - argument));
	path += strspn(path, " ");
	form = form_of(session, name.data);
	if (form == LAUNCH_FORM_COUNT || !*path)
		return refuse(session, _("launch takes a form and a file, such as: launch compose compose.yaml"));
	if (access(path, F_OK) == 0)
		return refuse(session, _("that file is there already"));
	if (launch_answer(&out, &session->scenario, a, form, &session->message) != STATUS_OK ||
		file_write_atomic(path, out.data, out.length, &session->message) != STATUS_OK)
		return false;
	error_set(&session->message, STATUS_OK, _("written to %s"), path);
	return true;
}
