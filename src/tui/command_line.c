/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and running commands. */
#include "tui/command_line.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/parameter_name.h"
#include "study/scenario_text.h"
#include "study/study_word.h"
#include "tui/actions.h"
#include "tui/command_name.h"
#include "tui/input.h"
#include "tui/launching.h"
#include "tui/measuring.h"
#include "tui/views/parameters.h"
#include "tui/views/topic.h"
#include "tui/views/filter.h"
#include "tui/views/views.h"

enum { NAME_SIZE = COMMAND_NAME_SIZE, NEAR = 3 };

/* A message for the session; its value is false. */
#define REFUSE(session, ...) (error_set(&(session)->message, STATUS_USAGE, __VA_ARGS__) == STATUS_OK)

/* Remembers the nearest of all names that are tried. */
struct nearest {
	const char *typed, *name;
	int distance;
};

static void try_name(struct nearest *nearest, const char *name)
{
	int distance = text_distance(name, nearest->typed);

	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->name = name;
	}
}

/* No parameter, or not even a command or an action. */
static bool unknown(struct session *session, const char *name, bool command)
{
	struct nearest nearest = { name, NULL, NEAR };
	const char *parameter;

	for (const struct command_row *row = session->tables->commands; command && row->name; row++)
		try_name(&nearest, row->name);
	for (const struct action *a = session->tables->actions; command && a->name; a++)
		try_name(&nearest, a->name);
	parameter = parameter_near(session->study, name, &nearest.distance);
	if (parameter)
		nearest.name = parameter;
	if (nearest.name)
		return REFUSE(session,
			command ? _("unknown command '%s': did you mean %s?")
				: _("unknown parameter '%s': did you mean %s?"),
			name, nearest.name);
	return REFUSE(session,
		command ? _("unknown command '%s'; Tab lists all") : _("unknown parameter '%s'; Tab lists all"), name);
}

/* A metric by its key, by its key without the unit of times ("ttft"), or by its column title. */
static int find_metric(const char *name)
{
	char seconds[NAME_SIZE + 2];
	enum metric metric;

	snprintf(seconds, sizeof(seconds), "%.*s_s", NAME_SIZE - 1, name);
	if (metric_from_key(name, &metric) || metric_from_key(seconds, &metric))
		return (int)metric;
	for (int i = 0; i < metric_count(); i++) {
		const char *title = metric_row(metric_at(i))->title;

		if (text_compare_nocase(title, name) == 0 || text_compare_nocase(_(title), name) == 0)
			return (int)metric_at(i);
	}
	return -1;
}

static bool run_sort(struct session *session, const char *name)
{
	int metric = find_metric(name);

	if (metric < 0 && text_compare_nocase(name, "auto") != 0)
		return REFUSE(session, _("unknown metric '%s'; Tab lists all"), name);
	if (metric >= 0 && !study_gives(session->study, (enum metric)metric))
		return REFUSE(session, _("%s: no figure of this tab"), name);
	session->sort_metric = metric;
	session->sort_reversed = false;
	session_recalculate(session);
	return true;
}

/* The value and what else may be typed, as a message. */
static bool show_parameter(struct session *session, enum parameter parameter)
{
	const struct parameter_row *row = parameter_row(parameter);
	const char *const *words = parameter_choices(parameter);
	struct scenario s = session->scenario;
	TEXT(value);
	TEXT(range);

	/* The order of the table is the session's own. */
	s.sort_metric = session->sort_metric;
	scenario_text(&s, parameter, &value);
	if (row->form == PARAMETER_NUMBER_FORM) {
		parameters_range(session, parameter, &range);
	} else {
		text_addf(&range, "%s: ", _(row->label));
		for (int i = 0; words && words[i]; i++)
			text_addf(&range, i ? ", %s" : "%s", words[i]);
		if (!words)
			text_add(&range, _(row->help));
	}
	error_set(&session->message, STATUS_OK, "%s=%s   %s", study_parameter_name(session->study, parameter),
		value.length ? value.data : "auto", range.data);
	return true;
}

static bool set_parameter(struct session *session, enum parameter parameter, const char *value)
{
	if (value[0] == '\0')
		return show_parameter(session, parameter);
	if (parameter == PARAMETER_SORT)
		return run_sort(session, value);
	return session_set(session, parameter, value);
}

static bool run_set(struct session *session, const char *argument)
{
	enum parameter parameter;
	char name[NAME_SIZE];
	const char *value = command_name_cut(session->study, NULL, argument, name);

	if (!study_parameter_from_name(session->study, name, &parameter))
		return unknown(session, name, false);
	return set_parameter(session, parameter, value);
}

static bool run_default(struct session *session, const char *argument)
{
	enum parameter parameter;
	char name[NAME_SIZE];

	if (*command_name_cut(session->study, NULL, argument, name) ||
		!study_parameter_from_name(session->study, name, &parameter))
		return unknown(session, argument, false);
	session_set_default(session, parameter);
	return session->message.status == STATUS_OK;
}

/* As by hand: an interview that is left is over. */
static void to_workbench(struct session *session)
{
	wizard_close(session);
	session->view = VIEW_WORKBENCH;
}

static bool run_view(struct session *session, const char *argument)
{
	const struct study *study = study_from_id(argument);
	TEXT(names);

	if (study) {
		to_workbench(session);
		session_open_study(session, study);
		return true;
	}
	for (int i = 0; i < study_count(); i++)
		text_addf(&names, "%s%s", i ? ", " : "", study_at(i)->id);
	return REFUSE(session, _("no tab '%s': there are %s"), argument, names.data);
}

static bool run_theme(struct session *session, const char *argument)
{
	TEXT(names);
	enum theme_id id;

	theme_names(&names);
	if (!theme_from_name(argument, &id))
		return REFUSE(session, _("no theme '%s': there are %s"), argument, names.data);
	theme_init(&session->theme, id);
	session->look_changed = true;
	return true;
}

static bool run_topic(struct session *session, const char *argument)
{
	enum parameter parameter;
	int metric = find_metric(argument);
	char name[NAME_SIZE];

	command_name_cut(session->study, NULL, argument, name);
	if (study_parameter_from_name(session->study, metric < 0 ? name : argument, &parameter))
		topic_open_parameter(session, parameter);
	else if (metric >= 0)
		topic_open_metric(session, (enum metric)metric);
	else
		return REFUSE(session, _("no parameter or figure '%s'; Tab lists all"), argument);
	return true;
}

static bool run_filter(struct session *session, const char *argument)
{
	filter_rows(session, argument);
	return true;
}

static bool run_key(struct session *session, const char *argument)
{
	char name[NAME_SIZE];
	struct key key;

	/* Keys that enter the line with these keys again would never end. */
	if (session->typing)
		return REFUSE(session, "%s", _("keys that are typed by a command do not type keys"));
	while (*argument) {
		size_t n = strcspn(argument, " \t");

		snprintf(name, sizeof(name), "%.*s", (int)n, argument);
		if (!key_parse(name, &key))
			return REFUSE(session, _("unknown key '%s'"), name);
		session->typing = true;
		input_key(session, key);
		session->typing = false;
		argument += n;
		argument += strspn(argument, " \t");
	}
	return session->message.status == STATUS_OK;
}

/* A file that is there is replaced by the command with "!" only. */
static bool run_file(
	struct session *session, const char *command, enum file_purpose purpose, const char *name, bool sure)
{
	struct error why;

	if (plan_file_take(session, purpose, name, sure))
		return true;
	why = session->message;
	if (session->plan.refused)
		return REFUSE(session, _("%s: %s! replaces it"), why.text, command);
	return false;
}

static bool run_save(struct session *session, const char *argument)
{
	return run_file(session, "save", FILE_SAVE, argument, false);
}

static bool run_save_over(struct session *session, const char *argument)
{
	return run_file(session, "save", FILE_SAVE, argument, true);
}

static bool run_open(struct session *session, const char *argument)
{
	return run_file(session, "open", FILE_OPEN, argument, false);
}

/* "html" alone stands for gpuplan.html. */
static bool export_to(struct session *session, const char *argument, bool sure)
{
	enum output_format format;
	struct error ignored;
	TEXT(name);

	if (output_format_from_name(argument, &format, &ignored))
		text_addf(&name, "gpuplan%s", output_format_end(format));
	else
		text_add(&name, argument);
	return run_file(session, "export", FILE_EXPORT, name.data, sure);
}

static bool run_export(struct session *session, const char *argument)
{
	return export_to(session, argument, false);
}

static bool run_export_over(struct session *session, const char *argument)
{
	return export_to(session, argument, true);
}

static bool run_launch(struct session *session, const char *argument)
{
	return launching_write(session, argument);
}

static bool run_measure(struct session *session, const char *argument)
{
	return measuring_add(session, argument, false);
}

static bool run_measure_anyway(struct session *session, const char *argument)
{
	return measuring_add(session, argument, true);
}

static bool run_unmeasure(struct session *session, const char *argument)
{
	return measuring_remove(session, argument);
}

static bool run_messages(struct session *session, const char *argument)
{
	(void)argument;
	act_messages(session);
	return true;
}

static bool run_quit(struct session *session, const char *argument)
{
	(void)argument;
	act_quit(session, 0);
	return session->quit;
}

static bool run_quit_anyway(struct session *session, const char *argument)
{
	(void)argument;
	session->quit = true;
	return true;
}

const struct command_row *command_rows(void)
{
	static const struct command_row rows[] = {
#define LINE_COMMAND(name_, argument_, completes_, run_, help_) \
	{ .name = name_, .argument = argument_, .completes = completes_, .run = run_, .help = help_ },
#include "tui/command-line-table.h"
#undef LINE_COMMAND
		{ .name = NULL },
	};

	return rows;
}

/* An action of another panel moves the focus there, as a hand would. */
static bool run_action(struct session *session, const struct action *action)
{
	if (!(action->contexts & view_context(session, session->view))) {
		const char *title = action_place_of(action)->title;

		if (!(action->contexts & IN_WORKBENCH))
			return REFUSE(session, _("%s: only in: %s"), action->name, title ? _(title) : action->name);
		to_workbench(session);
		if (!(action->contexts & view_context(session, session->view)))
			act_panel(session);
	}
	action_run(action, session);
	return session->message.status == STATUS_OK;
}

static bool run_named(struct session *session, const char *name, const char *value)
{
	const struct command_row *row = command_row(session->tables->commands, name);
	const struct action *action = session->tables->actions;
	enum parameter parameter;

	while (action->name && strcmp(action->name, name) != 0)
		action++;
	if (!action->name)
		action = NULL;
	if (row && !row->argument[0] && value[0])
		return REFUSE(session, _("%s: takes no value, but there is '%s'"), name, value);
	if (row && row->argument[0] && !value[0] && study_parameter_from_name(session->study, name, &parameter))
		return show_parameter(session, parameter);
	/* Without a name it is asked for. */
	if (row && row->argument[0] == '[' && !value[0] && action)
		return run_action(session, action);
	if (row && row->argument[0] && row->argument[0] != '[' && !value[0])
		return REFUSE(session, _("%s: %s is wanted"), name, row->argument);
	if (row)
		return row->run(session, value);
	/* "model" chooses from a list, "model NAME" sets it. */
	if (action && !value[0])
		return run_action(session, action);
	if (study_parameter_from_name(session->study, name, &parameter))
		return set_parameter(session, parameter, value);
	if (action)
		return REFUSE(session, _("%s: takes no value, but there is '%s'"), name, value);
	return unknown(session, name, true);
}

bool command_line_run(struct session *session, const char *line)
{
	char name[NAME_SIZE];
	TEXT(copy);
	const char *value;

	session->message = (struct error){ 0 };
	line += strspn(line, " \t\r:");
	if (*line == '\0')
		return true;
	text_add(&copy, line);
	while (strchr(" \t\r", copy.data[copy.length - 1]))
		copy.data[--copy.length] = '\0';
	value = command_name_cut(session->study, session->tables, copy.data, name);
	return run_named(session, name, value);
}

enum status command_line_run_file(struct session *session, const char *path, struct error *error)
{
	TEXT(text);
	enum status status;
	size_t number = 0;

	status = file_read(path, FILE_CAP, &text, error);
	for (char *line = text.data; status == STATUS_OK && *line && !session->quit;) {
		size_t n = strcspn(line, "\n");
		char *next = line[n] ? line + n + 1 : line + n;

		number++;
		line[n] = '\0';
		if (line[strspn(line, " \t")] != '#' && !command_line_run(session, line))
			status = error_set(error, STATUS_USAGE, "%s:%zu: %s", path, number, session->message.text);
		line = next;
	}
	return status;
}
