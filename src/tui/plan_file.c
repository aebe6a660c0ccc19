/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the planner: nothing is replaced without being asked, nothing in memory is lost. */
#include "tui/plan_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/file_lock.h"
#include "base/i18n.h"
#include "study/scenario_text.h"
#include "study/scenario_json.h"
#include "tui/export.h"
#include "tui/newcomer.h"
#include "tui/recovered.h"

/* The shown state as a scenario: the order of the table belongs to a plan. */
static struct scenario shown_scenario(const struct session *session)
{
	struct scenario s = session->scenario;

	s.sort_metric = session->sort_metric;
	return s;
}

static void keep(char **place, const char *path)
{
	char *copy = xstrdup(path);

	free(*place);
	*place = copy;
}

static void take_state(const struct session *session, const struct scenario *scenario, struct plan_state *state)
{
	state->study = session->study;
	state->scenario = *scenario;
	memcpy(state->loads, session->loads, sizeof(state->loads));
	state->fresh = scenario_load_of(&session->defaults);
}

void plan_file_start(struct session *session)
{
	struct scenario shown = shown_scenario(session);

	take_state(session, &shown, &session->plan.begun);
}

void plan_file_begin(struct session *session, const char *path, const struct scenario *scenario, bool more,
	const struct file_stamp *stamp)
{
	keep(&session->plan.path, path);
	recovered_hold(path);
	take_state(session, scenario, &session->plan.saved);
	session->plan.begun = session->plan.saved;
	session->plan.more = more;
	session->plan.stamp = *stamp;
}

void plan_file_release(struct session *session)
{
	recovered_hold(NULL);
	free(session->plan.path);
	free(session->plan.exported);
	session->plan = (struct plan_file){ .path = NULL };
}

/* A tab that nobody has looked at, now and then, has no load that could differ. */
static bool load_differs(const struct session *session, const struct plan_state *state, const struct study *study)
{
	bool here = study == session->study || session->loads[study_place(study)].known;
	bool there = study == state->study || state->loads[study_place(study)].known;
	struct scenario_load now = session_load(session, study);
	struct scenario_load then =
		state->loads[study_place(study)].known ? state->loads[study_place(study)] : state->fresh;

	if (study == state->study)
		then = scenario_load_of(&state->scenario);
	return (here || there) && !scenario_load_equal(&now, &then);
}

static bool differs(const struct session *session, const struct plan_state *state)
{
	struct scenario s = session_scenario_of(session, state->study);

	/* Every tab begins in its own order. */
	s.sort_metric = state->study == session->study ? session->sort_metric : state->scenario.sort_metric;
	for (int i = 0; i < study_count(); i++)
		if (load_differs(session, state, study_at(i)))
			return true;
	return !scenario_equal(&s, &state->scenario);
}

bool plan_file_changed(const struct session *session)
{
	return session->plan.path && differs(session, &session->plan.saved);
}

bool plan_file_unsaved(const struct session *session)
{
	return differs(session, &session->plan.begun);
}

/* What saving would write. */
static void plan_text(const struct session *session, struct text *out)
{
	struct scenario shown = shown_scenario(session);

	scenario_write_plan(&shown, session->study, session->loads, out);
}

void plan_file_prepare(const struct session *session)
{
	struct text *plan = plan_file_unsaved(session) ? recovered_begin() : NULL;

	if (plan)
		plan_text(session, plan);
	recovered_end(plan);
}

/* A warning of a write that worked stands as it is. */
static void tell_done(struct session *session, const char *what, const char *path)
{
	if (!session->message.text[0])
		error_set(&session->message, STATUS_OK, "%s %s", what, path);
}

static bool is_own(const struct session *session, const char *path)
{
	return session->plan.path && strcmp(session->plan.path, path) == 0;
}

/* Each tells how it went; false: it failed, and nothing has changed. */
static bool save_plan(struct session *session, const char *path)
{
	bool gone = is_own(session, path) && session->plan.stamp.known && !file_exists(path);
	struct scenario shown = shown_scenario(session);
	struct file_stamp stamp;
	TEXT(out);

	plan_text(session, &out);
	if (file_write_stamped(path, out.data, out.length, &stamp, &session->message) != STATUS_OK)
		return false;
	if (session->plan.path && !plan_file_changed(session) &&
		recovered_drop(session->plan.path, &session->plan.stamp, &stamp) && !session->message.text[0])
		error_set(&session->message, STATUS_OK, _("Saved: %s; %s was removed"), path,
			path_name(session->plan.path));
	plan_file_begin(session, path, &shown, false, &stamp);
	newcomer_end(session);
	if (gone && !session->message.text[0])
		error_set(&session->message, STATUS_OK, _("Saved: %s, which had been deleted"), path);
	tell_done(session, _("Saved:"), path);
	return true;
}

static bool open_plan(struct session *session, const char *path)
{
	/* Before the reading: what is changed while it is read counts as changed by someone else. */
	struct file_stamp stamp = file_stamp_of(path);
	struct scenario_load loads[STUDIES_MAX];
	struct scenario read;
	TEXT(text);

	/* What the file does not say has its default, not the value of the plan before it. */
	if (scenario_init(&read, session->scenario.catalog, &session->message) != STATUS_OK)
		return false;
	read.reader = session->scenario.reader;
	read.now = session->scenario.now;
	read.measured = session->scenario.measured;
	if (file_read(path, FILE_CAP, &text, &session->message) != STATUS_OK ||
		scenario_read_json(&read, text.data, text.length, path, &session->message) != STATUS_OK ||
		scenario_read_loads(&read, text.data, text.length, path, loads, &session->message) != STATUS_OK)
		return false;
	memcpy(session->loads, loads, sizeof(loads));
	session_show_study(session, scenario_json_study(text.data, text.length));
	plan_file_begin(session, path, &read, scenario_json_has_results(text.data), &stamp);
	session->scenario = read;
	session->sort_metric = read.sort_metric;
	session->sort_reversed = false;
	session_recalculate(session);
	session->message.text[0] = '\0';
	tell_done(session, _("Opened:"), path);
	return true;
}

static bool export_plan(struct session *session, const char *path)
{
	enum output_format format;
	TEXT(out);

	if (!output_format_of_file(path, &format, &session->message))
		return false;
	text_init_for(&out, output_use(format, false));
	export_view(session, session->view, format, &out);
	if (file_write_atomic(path, out.data, out.length, &session->message) != STATUS_OK)
		return false;
	keep(&session->plan.exported, path);
	/* An answer in JSON took the place of the plan. */
	if (is_own(session, path))
		session->plan.more = true;
	tell_done(session, _("Exported:"), path);
	return true;
}

static const struct {
	const char *question, *proposal;
	bool (*run)(struct session *session, const char *path);
} purposes[] = {
	[FILE_SAVE] = { N_("Save the plan as:"), "plan.json", save_plan },
	[FILE_OPEN] = { N_("Open the plan:"), "", open_plan },
	[FILE_EXPORT] = { N_("Export to (.md .html .csv .json .txt):"), "gpuplan.html", export_plan },
};

const char *plan_file_question(enum file_purpose purpose)
{
	return _(purposes[purpose].question);
}

const char *plan_file_proposal(const struct session *session, enum file_purpose purpose)
{
	const struct plan_file *plan = &session->plan;
	const char *last = purpose == FILE_EXPORT ? plan->exported : plan->path;

	return last ? last : purposes[purpose].proposal;
}

/* Whether writing would replace a file that is not the plan or export of this session. */
static bool replaces(const struct session *session, enum file_purpose purpose, const char *path)
{
	const struct plan_file *plan = &session->plan;
	const char *own = purpose == FILE_EXPORT ? plan->exported : plan->path;

	if (purpose == FILE_OPEN || !file_exists(path) || file_is_directory(path))
		return false;
	return !own || strcmp(own, path) != 0 || (purpose == FILE_SAVE && plan->more);
}

/* Whether writing would destroy what somebody else has made of the open plan's file. */
static bool changed_by_others(const struct session *session, enum file_purpose purpose, const char *path)
{
	struct file_stamp now = file_stamp_of(path);

	return purpose == FILE_SAVE && is_own(session, path) && session->plan.stamp.known && now.known &&
		!file_stamp_same(&session->plan.stamp, &now);
}

/* Whether the file may be written or read as it is now. */
static bool may_take(struct session *session, enum file_purpose purpose, const char *path, const char *name)
{
	session->plan.refused = true;
	if (replaces(session, purpose, path))
		error_set(&session->message, STATUS_USAGE, _("%s is there already"), name);
	else if (changed_by_others(session, purpose, path))
		error_set(&session->message, STATUS_USAGE, _("%s was changed by someone else"), name);
	else
		session->plan.refused = false;
	return !session->plan.refused;
}

bool plan_file_take(struct session *session, enum file_purpose purpose, const char *name, bool sure)
{
	struct file_lock lock = { .count = 0 };
	TEXT(path);
	bool done = false;

	path_expand(&path, name);
	session->plan.refused = false;
	if (!path.length)
		error_set(&session->message, STATUS_USAGE, "%s", _("the name of a file is wanted"));
	/* Nobody changes the file between the look at it and its replacement. */
	else if (purpose == FILE_OPEN ||
		file_lock_take(&lock, path.data, FILE_LOCK_PLANNER_MS, &session->message) == STATUS_OK)
		done = (sure || may_take(session, purpose, path.data, name)) &&
			purposes[purpose].run(session, path.data);
	file_lock_release(&lock);
	return done;
}

void plan_file_title(const struct session *session, struct text *out)
{
	const char *name;

	if (!session->plan.path)
		return;
	name = path_name(session->plan.path);
	text_add(out, plan_file_changed(session) ? "*" : "");
	text_add_clean(out, name, strlen(name));
}
