/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planner above its session: the tables of views, actions and commands, and what the views keep. */
#include "tui/workbench.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "tui/action.h"
#include "tui/actions.h"
#include "tui/command_complete.h"
#include "tui/command_line.h"
#include "tui/export.h"
#include "tui/plan_file.h"
#include "tui/views/topic.h"
#include "tui/views/views.h"

static void entry_key(struct session *session, struct key key)
{
	field_key(&session->entry, key);
}

static void entry_paste(struct session *session, const char *text)
{
	field_insert(&session->entry, text);
}

/* A digit on a parameter begins its value. */
static void workbench_key(struct session *session, struct key key)
{
	char digit[2] = { (char)key.code };

	if (session->panel == PANEL_PARAMETERS && !key.alt && key.code >= '0' && key.code <= '9')
		act_type(session, digit);
}

static void workbench_paste(struct session *session, const char *text)
{
	if (session->panel == PANEL_PARAMETERS)
		act_type(session, text);
}

static enum action_context workbench_context(const struct session *session)
{
	return session->panel == PANEL_TABLE ? IN_TABLE : IN_PARAMETERS;
}

static enum action_context wizard_context(const struct session *session)
{
	return wizard_at_end(session->views->wizard) ? IN_SUMMARY : IN_QUESTION;
}

#define OWN(member) .own = offsetof(struct views, member)

static const struct view_row view_rows[VIEW_COUNT] = {
	[VIEW_WORKBENCH] = { .key = workbench_key, .paste = workbench_paste, .context = workbench_context },
	[VIEW_TEXT] = { .draw = page_draw, OWN(page), .in = IN_TEXT },
	[VIEW_PICKER] = { NULL, picker_draw, OWN(picker), picker_key, picker_paste, IN_PICKER, .types = true },
	[VIEW_ENTRY] = { .key = entry_key, .paste = entry_paste, .in = IN_ENTRY, .types = true },
	[VIEW_EXPLAIN] = { .draw = explain_draw, OWN(explain), .in = IN_EXPLAIN, .export = export_explained },
	[VIEW_COMPARE] = { .draw = compare_draw, OWN(compare), .in = IN_COMPARE, .export = export_comparison },
	[VIEW_CURVES] = { .draw = curves_draw, OWN(curves), .in = IN_CURVES, .export = export_curves },
	[VIEW_WIZARD] = { .paste = wizard_paste, .context = wizard_context },
	[VIEW_SETTINGS] = { .draw = settings_draw, OWN(settings), .in = IN_SETTINGS },
	[VIEW_SETTING_ENTRY] = { settings_draw, NULL, OWN(settings), entry_key, entry_paste, IN_ENTRY, .types = true },
	[VIEW_PROMPT] = { .key = prompt_key, .paste = prompt_paste, .in = IN_PROMPT },
};

/* A function goes to the member that has its type. */
#define RUN(function) _Generic((function), void (*)(struct session *) : (function), default : NULL)
#define MOVE(function) _Generic((function), void (*)(struct session *, int) : (function), default : NULL)

static const struct action actions[] = {
#define ACTION(id, name, keys, contexts, function, argument, label, help) \
	{ name, keys, contexts, RUN(function), MOVE(function), argument, label, help },
#include "tui/action-table.h"
#undef ACTION
	{ .name = NULL },
};

const struct tables *workbench_tables(void)
{
	static struct tables tables = { view_rows, actions, NULL, command_line_run, command_complete };

	tables.commands = command_rows();
	return &tables;
}

void workbench_init(struct session *session, const struct scenario *scenario, long today, bool ascii)
{
	struct views *views = xcalloc(1, sizeof(*views));

	text_init(&views->page.text);
	session_init(session, scenario, today, ascii, workbench_tables(), views);
	plan_file_start(session);
}

void workbench_release(struct session *session)
{
	struct views *views = session->views;

	prompt_release(&views->prompt, session->view == VIEW_PROMPT);
	wizard_close(session);
	picker_release(&views->picker);
	outline_release(&views->explain.figures);
	text_release(&views->page.text);
	plan_file_release(session);
	session_release(session);
	free(views);
}
