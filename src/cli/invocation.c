/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a command line to a loaded catalog and a filled scenario, and the answer on its way out. */
#include "cli/invocation.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/datadir.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/print.h"
#include "catalog/traffic_file.h"
#include "study/policy.h"
#include "study/batch_pile.h"
#include "study/scenario_rows.h"
#include "study/study_word.h"
#include "study/scenario_text.h"
#include "study/scenario_json.h"

const struct study *command_asks(const struct command *command)
{
	return command->replica ? study_of_replica() : command->study;
}

const struct study *invocation_study(const struct invocation *call)
{
	if (call->asked)
		return call->asked;
	return call->command ? command_asks(call->command) : NULL;
}

bool command_takes(const struct command *command, enum parameter parameter)
{
	const struct study *study = command_asks(command);

	if (command->takes || !study)
		return command->takes && command->takes(parameter);
	return study_reads(study, parameter) && !(command->without && parameter_listed(command->without, parameter));
}

void invocation_user_folder(struct text *out)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	if (config && config[0] == '/')
		path_join(out, config, "gpuplan");
	else if (home && home[0] == '/')
		path_join(out, home, ".config/gpuplan");
}

void invocation_written_folder(const struct invocation *call, struct text *out)
{
	if (call->overlay_count)
		text_add(out, call->overlays[call->overlay_count - 1]);
	else
		invocation_user_folder(out);
}

bool invocation_check_user_folder(struct invocation *call, struct error_list *problems)
{
	TEXT(folder);
	bool fit;

	invocation_user_folder(&folder);
	fit = !folder.length || file_missing(folder.data) ||
		(file_is_directory(folder.data) && access(folder.data, X_OK) == 0);
	if (!fit && !call->user_folder_told)
		error_list_add(problems, STATUS_OK, _("%s: %s; it is left out"), folder.data, strerror(errno));
	call->user_folder_told = !fit;
	return fit && folder.length;
}

/* A folder that was named must be there; the user's own may be missing. */
static enum status check_overlays(const struct invocation *call, struct error *error)
{
	for (size_t i = 0; i < call->overlay_count; i++) {
		if (file_is_directory(call->overlays[i]))
			continue;
		if (errno == ENOENT || errno == ENOTDIR)
			return error_set(error, STATUS_IO, _("--catalog: %s is not a folder"), call->overlays[i]);
		return error_set(error, STATUS_IO, "--catalog: %s: %s", call->overlays[i], strerror(errno));
	}
	return STATUS_OK;
}

/* Where the catalog is: found once, for the catalog itself and for measurements beside it. */
struct folders {
	struct text base, user;
	const char **overlays; /* that add to it, the user's own first; borrowed from `user` and the call */
	size_t count;
};

static enum status folders_find(
	struct folders *folders, struct invocation *call, struct error_list *problems, struct error *error)
{
	enum status status = check_overlays(call, error);

	text_init(&folders->base);
	text_init(&folders->user);
	folders->overlays = xcalloc(call->overlay_count + 1, sizeof(folders->overlays[0]));
	folders->count = 0;
	invocation_user_folder(&folders->user);
	if (invocation_check_user_folder(call, problems))
		folders->overlays[folders->count++] = folders->user.data;
	for (size_t i = 0; i < call->overlay_count; i++)
		folders->overlays[folders->count++] = call->overlays[i];
	return status == STATUS_OK ? datadir_find(&folders->base, error) : status;
}

static void folders_release(struct folders *folders)
{
	text_release(&folders->base);
	text_release(&folders->user);
	free(folders->overlays);
}

/* One of the functions that load a catalog: "catalog check" alone wants all that is wrong. */
typedef enum status load_function(struct catalog *catalog, const char *base, const char *const *overlays,
	size_t overlay_count, struct error_list *problems);

static enum status load_catalog(struct invocation *call, const struct folders *folders, load_function *load,
	struct error_list *problems, struct error *error)
{
	enum status status = load(&call->catalog, folders->base.data, folders->overlays, folders->count, problems);

	if (status == STATUS_OK && load != catalog_load)
		status = policy_adopt(&call->catalog, problems);
	if (status != STATUS_OK)
		error_set(error, status, _("the catalog has errors; gpuplan catalog check lists them"));
	return status;
}

static enum status find_and_load(
	struct invocation *call, load_function *load, struct error_list *problems, struct error *error)
{
	struct folders folders __attribute__((cleanup(folders_release)));
	enum status status = folders_find(&folders, call, problems, error);

	return status == STATUS_OK ? load_catalog(call, &folders, load, problems, error) : status;
}

enum status invocation_load_catalog(struct invocation *call, struct error_list *problems, struct error *error)
{
	return find_and_load(call, catalog_load, problems, error);
}

/* Prints the problems, which are released. */
static enum status tell(struct error_list *problems, enum status status)
{
	invocation_complain_all(problems);
	error_list_release(problems);
	return status;
}

enum status invocation_load_names(struct invocation *call, struct error *error)
{
	struct error_list problems = { 0 };

	return tell(&problems, find_and_load(call, catalog_load_names, &problems, error));
}

/* Own runs are read at once, so that their mistakes are told; published ones when they are needed. */
static void load_measurements(struct invocation *call, const struct folders *folders, struct error_list *problems)
{
	measurement_files_init(&call->measurements, &call->catalog, folders->base.data);
	for (size_t i = 0; i < folders->count; i++)
		measurement_files_add(&call->measurements, folders->overlays[i], &call->scenario, problems);
	call->scenario.measured = &call->measurements.reader;
}

static enum status read_plan(struct invocation *call, struct error *error)
{
	const char *path = call->option[OPTION_PLAN];
	TEXT(plan);
	enum status status;

	if (!path)
		return STATUS_OK;
	call->plan_stamp = file_stamp_of(path);
	status = file_read(path, FILE_CAP, &plan, error);
	if (status == STATUS_OK)
		status = scenario_read_json(&call->scenario, plan.data, plan.length, path, error);
	if (status == STATUS_OK && (!call->command || call->command->screen))
		status = scenario_read_loads(&call->scenario, plan.data, plan.length, path, call->plan_loads, error);
	call->planned = call->scenario;
	call->plan_has_results = scenario_json_has_results(plan.data);
	call->plan_study = scenario_json_study(plan.data, plan.length);
	/* The planner opens the study of the plan; a command asks its own of it. */
	if (!invocation_study(call))
		study_adopt(call->plan_study, &call->scenario);
	return status;
}

/* Rows of a file that asks any study are scenarios; all else is what the command takes. */
static bool takes(const struct invocation *call, enum parameter parameter)
{
	return call->asked ? scenario_rows_take(call->asked, parameter) : command_takes(call->command, parameter);
}

/* The text of an option as the scenario reads it: a file of traffic is read here. */
static enum status set_text(struct invocation *call, const struct given_parameter *given, struct error *error)
{
	TEXT(rates);
	enum status status;

	if (invocation_study(call) && !takes(call, given->parameter))
		return error_set(error, STATUS_USAGE, _("--%s: gpuplan %s does not use it"),
			parameter_row(given->parameter)->name, call->command->name);
	if (given->parameter == PARAMETER_GPU && call->command && call->command->set_gpu)
		return call->command->set_gpu(call, given->text, error);
	if (given->parameter != PARAMETER_TRAFFIC || !traffic_is_file(given->text))
		return scenario_set(&call->scenario, given->parameter, given->text, error);
	status = traffic_read_file(given->text, &rates, error);
	return status == STATUS_OK ? scenario_set(&call->scenario, given->parameter, rates.data, error) : status;
}

/* The same; what is wrong is told of the option as it is called here. */
static enum status set_given(struct invocation *call, const struct given_parameter *given, struct error *error)
{
	enum status status = set_text(call, given, error);

	if (status != STATUS_OK)
		study_name_parameter(invocation_study(call), given->parameter, error);
	return status;
}

/* A pile that was given in two ways is the same pile in both. */
static enum status check_pile(const struct invocation *call, struct error *error)
{
	double requests[2];
	const char *texts[2] = { NULL, NULL };

	for (size_t i = 0; i < call->given_count; i++) {
		const struct given_parameter *given = &call->given[i];
		struct scenario alone = call->scenario;
		int which = given->parameter == PARAMETER_TOKENS;

		if ((!which && given->parameter != PARAMETER_REQUESTS) ||
			scenario_set(&alone, given->parameter, given->text, error) != STATUS_OK)
			continue;
		texts[which] = given->text;
		requests[which] = batch_requests(&alone);
	}
	if (!texts[0] || !texts[1] || fabs(requests[0] - requests[1]) < 1.0)
		return STATUS_OK;
	return error_set(error, STATUS_USAGE, _("--requests %s and --tokens %s are different piles: give one of them"),
		texts[0], texts[1]);
}

/* Options that say the same twice, for the commands: the planner takes the last. */
static enum status check_given(const struct invocation *call, struct error *error)
{
	const bool *given = call->settled.has;

	if (call->command && given[PARAMETER_TRAFFIC] && (given[PARAMETER_RATE] || given[PARAMETER_RATE_LOW]))
		return error_set(error, STATUS_USAGE,
			_("%s: --traffic has the rate of every hour: leave out --rate and --rate-low"),
			call->command->name);
	return check_pile(call, error);
}

/* Plan and options over the defaults. */
static enum status fill_scenario(struct invocation *call, struct error *error)
{
	struct parameter_set cleared = { { false } };
	enum status status = read_plan(call, error);

	for (size_t i = 0; status == STATUS_OK && i < call->given_count; i++) {
		enum parameter p = call->given[i].parameter;

		/* Options replace what a plan says; repeating one adds to it. */
		if (!cleared.has[p] && parameter_row(p)->form == PARAMETER_SET_FORM)
			scenario_clear(&call->scenario, p);
		cleared.has[p] = true;
		status = set_given(call, &call->given[i], error);
	}
	if (status == STATUS_OK)
		status = check_given(call, error);
	/* Lists only take a choice of GPUs and prices from it: that need not be a workload.  Rows of a file say the rest. */
	if (status == STATUS_OK && !call->asked && (!call->command || invocation_study(call)))
		status = scenario_check(&call->scenario, error);
	return status;
}

/* The same over the user's own defaults, which give way where they do not go together. */
static enum status fill_preset(struct invocation *call, struct error_list *problems, struct error *error)
{
	struct scenario fresh = call->scenario;
	struct error refused = { 0 };
	enum status status;

	if (!call->preset)
		return fill_scenario(call, error);
	call->preset(call);
	status = fill_scenario(call, &refused);
	if (status == STATUS_OK)
		return status;
	call->scenario = fresh;
	status = fill_scenario(call, error);
	if (status == STATUS_OK)
		error_list_add(problems, STATUS_OK, _("the parameters of gpuplan.conf are left out: %s"), refused.text);
	return status;
}

enum status invocation_load(struct invocation *call, struct error_list *problems, struct error *error)
{
	struct folders folders __attribute__((cleanup(folders_release)));
	enum status status = folders_find(&folders, call, problems, error);

	if (status == STATUS_OK)
		status = load_catalog(call, &folders, catalog_load_for_lists, problems, error);
	if (status == STATUS_OK)
		status = scenario_init(&call->scenario, &call->catalog, error);
	scenario_set_now(&call->scenario, date_now());
	study_adopt(invocation_study(call) ? invocation_study(call) : study_first(), &call->scenario);
	model_files_init(&call->models, &call->catalog);
	call->scenario.reader = &call->models.reader;
	if (status == STATUS_OK && !call->option[OPTION_NO_MEASURED])
		load_measurements(call, &folders, problems);
	return status == STATUS_OK ? fill_preset(call, problems, error) : status;
}

enum status invocation_load_aloud(struct invocation *call, struct error *error)
{
	struct error_list problems = { 0 };

	return tell(&problems, invocation_load(call, &problems, error));
}

void invocation_complain_all(const struct error_list *problems)
{
	enum { MOST = 20 };
	struct error rest = { 0 };

	for (size_t i = 0; i < problems->count && i < MOST; i++)
		print_complaint(problems->items[i].text);
	if (problems->count <= MOST)
		return;
	error_set(&rest, STATUS_OK, _("and %zu more"), problems->count - MOST);
	print_complaint(rest.text);
}

void invocation_release(struct invocation *call)
{
	measurement_files_release(&call->measurements);
	model_files_release(&call->models);
	catalog_release(&call->catalog);
	free(call->overlays);
	free(call->given);
	*call = (struct invocation){ 0 };
}

/* Sentences are broken between words; tables were cut already, and coloured lines are of tables. */
static void wrap_lines(struct text *wrapped, const struct text *text, int columns)
{
	size_t n;

	for (size_t at = 0; at < text->length; at += n + 1) {
		const char *start = text->data + at;
		char *line;

		n = strcspn(start, "\n");
		line = xstrndup(start, n);
		if (text_has_sgr(line))
			text_add_part(wrapped, text, at, n);
		else if (n)
			text_add_wrapped(wrapped, line, 0, (int)strspn(line, " "), columns);
		if (n == 0 || text_has_sgr(line))
			text_add_char(wrapped, '\n');
		free(line);
	}
}

/* Nobody reads on: to end as other programs in a pipe do says so without a word. */
static void end_by_pipe(void)
{
	sigset_t pipe;

	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	sigprocmask(SIG_UNBLOCK, &pipe, NULL);
	raise(SIGPIPE);
}

enum status invocation_write(const struct invocation *call, struct text *out, struct error *error)
{
	const char *path = call->option[OPTION_OUTPUT_FILE];
	struct text wrapped;

	if (path)
		return file_write_atomic(path, out->data, out->length, error);
	if (call->style.columns > 0 && call->format == FORMAT_TEXT) {
		text_init_for(&wrapped, out->use);
		wrap_lines(&wrapped, out, call->style.columns);
		text_release(out);
		*out = wrapped;
	}
	if (print_text(stdout, out))
		return STATUS_OK;
	if (errno == EPIPE)
		end_by_pipe();
	return error_set(error, STATUS_IO, _("standard output: %s"), strerror(errno));
}

struct output_request invocation_request(const struct invocation *call, const struct result *r)
{
	double top = call->scenario.number[PARAMETER_TOP];
	bool given = !isnan(top) || call->scenario.number[PARAMETER_ALL] == LIST_ALL;

	return (struct output_request){ .command = call->command ? call->command->name : "rank",
		.scenario = &call->scenario,
		.result = r,
		.today = call->today,
		.style = call->style,
		.top = isnan(top) || isinf(top) ? INT_MAX : (int)top,
		.unasked = given ? 0 : r->study->rows_unasked };
}
