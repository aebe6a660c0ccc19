/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: the planner on a terminal, the batch commands otherwise. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file_lock.h"
#include "base/i18n.h"
#include "base/print.h"
#include "cli/commands.h"
#include "cli/measurement_book.h"
#include "cli/options.h"
#include "tui/planner.h"
#include "tui/terminal/prompt.h"
#include "tui/terminal/signals.h"

/* What the planner gets besides its workload. */
struct preferences {
	struct settings settings;
	struct theme theme;
	struct error_list problems; /* of gpuplan.conf and of a theme file */
};

static void apply_presets(struct invocation *call)
{
	struct preferences *p = call->presets;

	settings_apply(&p->settings, &call->scenario, &p->problems);
}

/* A theme that an option names must be there; one of the settings may be missing. */
static enum status load_theme(struct preferences *p, const struct invocation *call, struct error *error)
{
	struct error refused = { 0 };

	theme_init(&p->theme, THEME_AUTO);
	if (call->option[OPTION_THEME])
		return theme_load(&p->theme, call->option[OPTION_THEME], &p->problems, error);
	if (settings_load_theme(&p->settings, p->settings.value[SETTING_THEME], &p->theme, &p->problems, &refused) !=
		STATUS_OK)
		error_list_add(&p->problems, STATUS_DATA, "%s: theme: %s", p->settings.path, refused.text);
	return STATUS_OK;
}

/* Option before environment before file before default. */
static enum status load_preferences(struct preferences *p, struct invocation *call, struct error *error)
{
	const char *no_color = getenv("NO_COLOR");
	bool fit = invocation_check_user_folder(call, &p->problems);
	struct error_list ignored = { 0 };
	TEXT(folder);

	invocation_user_folder(&folder);
	settings_init(&p->settings);
	/* What is wrong with the folder was said. */
	settings_load(&p->settings, folder.data, fit ? &p->problems : &ignored);
	error_list_release(&ignored);
	if (no_color && *no_color)
		settings_override(&p->settings, SETTING_COLOR, "no", FROM_ENVIRONMENT);
	if (call->option[OPTION_NO_COLOR])
		settings_override(&p->settings, SETTING_COLOR, "no", FROM_OPTION);
	if (call->option[OPTION_ASCII])
		settings_override(&p->settings, SETTING_ASCII, "yes", FROM_OPTION);
	if (call->option[OPTION_MOUSE])
		settings_override(&p->settings, SETTING_MOUSE, "yes", FROM_OPTION);
	if (call->option[OPTION_THEME])
		settings_override(&p->settings, SETTING_THEME, call->option[OPTION_THEME], FROM_OPTION);
	call->preset = apply_presets;
	call->presets = p;
	return load_theme(p, call, error);
}

/* The first problem for the one line that there is: files without their folder. */
static const char *notice(const struct preferences *p)
{
	const char *text = p->problems.count ? p->problems.items[0].text : NULL;
	size_t folder = (size_t)(path_name(p->settings.path) - p->settings.path);

	return text && strncmp(text, p->settings.path, folder) == 0 ? text + folder : text;
}

static enum status show_planner(
	struct invocation *call, const struct preferences *p, bool wizard, bool *no_terminal, struct error *hint)
{
	struct measurement_book book;
	struct planner_options options = {
		.color = settings_yes(&p->settings, SETTING_COLOR),
		.ascii = settings_yes(&p->settings, SETTING_ASCII),
		.settings = &p->settings,
		.theme = &p->theme,
		.notice = notice(p),
		.commands = call->option[OPTION_COMMANDS],
		.wizard = wizard,
		.settled = call->settled,
		.plan = call->option[OPTION_PLAN],
		.planned = &call->planned,
		.plan_has_results = call->plan_has_results,
		.study = call->plan_study,
		.stamp = call->plan_stamp,
		.loads = call->plan_loads,
		.book = &book.book,
	};

	measurement_book_init(&book, call);
	book.book.force = ":measure!";
	book.book.brief = true;
	book.book.lists = ":measurements";
	book.book.wait_ms = FILE_LOCK_PLANNER_MS;
	return planner_run(&call->scenario, call->today, options, no_terminal, hint);
}

/* On the whole screen where that is possible; what goes into a file is asked line by line. */
static enum status run_wizard(
	struct invocation *call, const struct preferences *p, struct text *out, struct error *error)
{
	struct error hint = { 0 };
	enum status status;
	bool no_terminal;

	if (call->option[OPTION_PLAIN] || call->option[OPTION_OUTPUT_FILE])
		return call->command->run(call, out, error);
	status = show_planner(call, p, true, &no_terminal, &hint);
	if (!no_terminal)
		return status == STATUS_OK ? status : error_set(error, status, "%s", hint.text);
	error_set(&hint, STATUS_OK, _("%s; here are the questions line by line"), hint.text);
	print_complaint(hint.text);
	return call->command->run(call, out, error);
}

/* Without a command: the planner, or its text answer where no planner can be shown. */
static enum status run_planner(
	struct invocation *call, const struct preferences *p, struct text *out, struct error *error)
{
	struct error hint = { 0 };
	bool no_terminal;
	enum status status = show_planner(call, p, false, &no_terminal, &hint);

	if (!no_terminal)
		return status == STATUS_OK ? status : error_set(error, status, "%s", hint.text);
	error_set(&hint, STATUS_OK, _("%s; here is the ranking as text"), hint.text);
	print_complaint(hint.text);
	/* Nothing but plain text where there may be no terminal to understand more. */
	call->style.color = false;
	status = command_study(call, out, error);
	if (status == STATUS_UNMET && call->given_count == 0 && !call->option[OPTION_PLAN] &&
		!call->option[OPTION_COMMANDS])
		return STATUS_OK;
	return status;
}

static enum status run(struct invocation *call, struct text *out, struct error *error)
{
	struct error_list problems = { 0 };
	struct preferences preferences = { 0 };
	bool wizard = call->command && call->command->screen;
	enum status status = STATUS_OK;

	call->today = date_today();
	call->read_line = prompt_read;
	call->style.color =
		!call->option[OPTION_NO_COLOR] && !call->option[OPTION_OUTPUT_FILE] && planner_color_output();
	call->style.columns = call->option[OPTION_OUTPUT_FILE] ? 0 : planner_output_columns();
	call->style.ascii = call->option[OPTION_ASCII] || !i18n_is_utf8();
	text_init_for(out, output_use(call->format, call->style.ascii));
	if (call->command && !invocation_study(call))
		return call->command->run(call, out, error);
	if (!call->command || wizard)
		status = load_preferences(&preferences, call, error);
	if (status == STATUS_OK)
		status = invocation_load(call, &problems, error);
	invocation_complain_all(&preferences.problems);
	invocation_complain_all(&problems);
	error_list_release(&problems);
	if (status == STATUS_OK && !call->command)
		status = run_planner(call, &preferences, out, error);
	else if (status == STATUS_OK && wizard)
		status = run_wizard(call, &preferences, out, error);
	else if (status == STATUS_OK)
		status = call->command->run(call, out, error);
	error_list_release(&preferences.problems);
	return status;
}

int main(int argc, char **argv)
{
	struct invocation call;
	struct error error = { 0 }, write_error = { 0 };
	struct text out;
	bool done = false;
	enum status status;

	if (geteuid() != getuid() || getegid() != getgid()) {
		print_complaint("must not be installed set-user-id or set-group-id");
		return status_exit_code(STATUS_USAGE);
	}
	signals_guard();
	/* Both come back as errors of write. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	i18n_start();
	study_prepare();
	text_init_for(&out, TEXT_SHOWN);
	status = options_read(&call, command_table(), argc, argv, &out, &done, &error);
	if (call.option[OPTION_LIST_ACTIONS] && !done) {
		planner_list_actions(&out);
		done = true;
		status = STATUS_OK;
	}
	if (!done && status == STATUS_OK)
		status = run(&call, &out, &error);
	if (error.text[0])
		print_complaint(error.text);
	if (out.length && invocation_write(&call, &out, &write_error) != STATUS_OK) {
		print_complaint(write_error.text);
		status = write_error.status;
	}
	text_release(&out);
	invocation_release(&call);
	signals_unguard();
	return status_exit_code(status);
}
