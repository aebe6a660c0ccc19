/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: getopt's tables are made from the option, parameter and command tables. */
#include "config.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/help.h"
#include "cli/invocation.h"

struct option_row {
	const char *name;
	int short_form;
	const char *value;
};

static const struct option_row option_rows[OPTION_COUNT] = {
#define OPTION(id, name_, short_, value_, help_) \
	[OPTION_##id] = { .name = name_, .short_form = short_, .value = value_ },
#include "cli/option-table.h"
#undef OPTION
};

enum { PARAMETER_CODE = 0x1000, OPTION_CODE = 0x2000 };

/* Parameters first, then options, then getopt's terminator. */
static void fill_long_options(struct option *list)
{
	for (int i = 0; i < parameter_count(); i++)
		*list++ = (struct option) { parameter_row(parameter_at(i))->name, required_argument, NULL,
					    PARAMETER_CODE + (int)parameter_at(i) };
	for (int i = 0; i < OPTION_COUNT; i++)
		*list++ = (struct option) { option_rows[i].name,
					    option_rows[i].value ? required_argument : no_argument, NULL,
					    OPTION_CODE + i };
	*list = (struct option) { 0 };
}

static enum status take_option(struct invocation *call, enum option_id id, struct error *error)
{
	call->flags[id] = true;
	switch (id) {
	case OPTION_FORMAT:
		return output_format_from_name(optarg, &call->format, error) ? STATUS_OK : STATUS_USAGE;
	case OPTION_OUTPUT_FILE:
		call->output = optarg;
		break;
	case OPTION_BY:
		call->by = optarg;
		break;
	case OPTION_FROM:
		call->from = optarg;
		break;
	case OPTION_AS_OF:
		call->as_of = optarg;
		break;
	case OPTION_PLAN:
		call->plan = optarg;
		break;
	case OPTION_THEME:
		call->theme = optarg;
		break;
	case OPTION_COMMANDS:
		call->commands = optarg;
		break;
	case OPTION_CATALOG:
		call->overlays[call->overlay_count++] = optarg;
		break;
	default:
		break;
	}
	return STATUS_OK;
}

/* The option whose name is nearest to what was typed; NULL when none is near. */
static const char *nearest_option(const struct option *list, const char *typed)
{
	const char *best = NULL;
	int least = 3;

	for (; list->name; list++) {
		int distance = text_distance(list->name, typed);

		if (distance < least) {
			least = distance;
			best = list->name;
		}
	}
	return best;
}

static void take_parameter(struct invocation *call, enum parameter parameter)
{
	call->given[call->given_count++] = (struct given_parameter) { parameter, optarg };
	call->settled.has[parameter] = true;
}

static enum status refuse_option(const struct option *list, char **argv, int code, struct error *error)
{
	const char *word = argv[optind - 1];
	char name[64];
	size_t n;
	const char *near;

	if (code == ':')
		return error_set(error, STATUS_USAGE, _("%s: a value is wanted"), word);
	if (strncmp(word, "--", 2) != 0)
		return error_set(error, STATUS_USAGE, _("unknown option '-%c'; see gpuplan --help"), optopt);
	n = strcspn(word + 2, "=");
	n = n < sizeof name ? n : sizeof name - 1;
	memcpy(name, word + 2, n);
	name[n] = '\0';
	near = nearest_option(list, name);
	if (near)
		return error_set(error, STATUS_USAGE, _("unknown or ambiguous option '--%s': did you mean --%s?"),
				 name, near);
	return error_set(error, STATUS_USAGE, _("unknown or ambiguous option '--%s'; see gpuplan --help"), name);
}

static enum status find_command(struct invocation *call, const char *name, struct error *error)
{
	const struct command *best = NULL;
	int least = 3;

	for (const struct command *c = command_table(); c->name; c++) {
		int distance = text_distance(c->name, name);

		if (distance < least) {
			least = distance;
			best = c;
		}
	}
	if (best && least == 0) {
		call->command = best;
		return STATUS_OK;
	}
	if (best)
		return error_set(error, STATUS_USAGE, _("unknown command '%s': did you mean %s?"), name,
				 best->name);
	return error_set(error, STATUS_USAGE, _("unknown command '%s'; see gpuplan --help"), name);
}

/* Options that one command alone understands. */
static enum status check_owners(const struct invocation *call, struct error *error)
{
	bool import = call->command->run == command_catalog && call->argument_count > 0 &&
		strcmp(call->arguments[0], "import-prices") == 0;

	if (call->commands)
		return error_set(error, STATUS_USAGE, _("--commands belongs to the planner, not to %s"),
				 call->command->name);
	if (call->by && call->command->run != command_accuracy)
		return error_set(error, STATUS_USAGE, _("--by belongs to the accuracy command"));
	if ((call->from || call->as_of) && !import)
		return error_set(error, STATUS_USAGE, _("--%s belongs to catalog import-prices"),
				 call->from ? "from" : "as-of");
	return STATUS_OK;
}

static enum status read_words(struct invocation *call, int argc, char **argv, struct error *error)
{
	enum status status = STATUS_OK;

	if (optind < argc)
		status = find_command(call, argv[optind++], error);
	call->arguments = argv + optind;
	call->argument_count = argc - optind;
	if (status == STATUS_OK && call->flags[OPTION_PLAIN] &&
	    !(call->command && call->command->run == command_wizard))
		return error_set(error, STATUS_USAGE, _("--plain belongs to the wizard command"));
	if (status != STATUS_OK || !call->command)
		return status;
	if (call->argument_count > call->command->most_arguments)
		return error_set(error, STATUS_USAGE, _("%s: unexpected argument '%s'"), call->command->name,
				 call->arguments[call->command->most_arguments]);
	status = check_owners(call, error);
	if (status != STATUS_OK)
		return status;
	while (!call->flags[OPTION_FORMAT] && !(call->command->formats & 1u << call->format))
		call->format = (enum output_format)(call->format + 1);
	if (!(call->command->formats & 1u << call->format))
		return error_set(error, STATUS_USAGE, _("%s: --format %s is not available"),
				 call->command->name, output_format_name(call->format));
	return STATUS_OK;
}

enum status invocation_read(struct invocation *call, int argc, char **argv, struct text *out, bool *done,
			    struct error *error)
{
	struct option list[PARAMETER_MAX + OPTION_COUNT + 1];
	enum status status = STATUS_OK;
	int code;

	*call = (struct invocation) { 0 };
	*done = false;
	call->overlays = xcalloc((size_t)argc + 1, sizeof call->overlays[0]);
	call->given = xcalloc((size_t)argc + 1, sizeof call->given[0]);
	fill_long_options(list);
	opterr = 0;
	while (status == STATUS_OK && (code = getopt_long(argc, argv, ":o:hV", list, NULL)) != -1) {
		if (code == 'o')
			code = OPTION_CODE + OPTION_OUTPUT_FILE;
		else if (code == 'h')
			code = OPTION_CODE + OPTION_HELP;
		else if (code == 'V')
			code = OPTION_CODE + OPTION_VERSION;
		if (code >= OPTION_CODE)
			status = take_option(call, (enum option_id)(code - OPTION_CODE), error);
		else if (code >= PARAMETER_CODE)
			take_parameter(call, (enum parameter)(code - PARAMETER_CODE));
		else
			status = refuse_option(list, argv, code, error);
	}
	if (status != STATUS_OK)
		return status;
	*done = help_answer(call, out);
	return *done ? STATUS_OK : read_words(call, argc, argv, error);
}
