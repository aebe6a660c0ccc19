/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line and its help: both are made from the option, parameter and command tables. */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "base/i18n.h"

struct option_row {
	const char *name;
	int short_form;
	const char *value, *owner, *help; /* NULL as in the table */
};

static const struct option_row option_rows[OPTION_COUNT] = {
#define OPTION(id, name_, short_, value_, owner_, help_) \
	[OPTION_##id] = { .name = name_, .short_form = short_, .value = value_, .owner = owner_, .help = help_ },
#include "cli/option-table.h"
#undef OPTION
};

/* How near a name must be to what was typed to be what was meant: less than so many edits. */
enum { MEANT = 3 };

enum { PARAMETER_CODE = 0x1000, OPTION_CODE = 0x2000 };

/* Whether the option may stand without a value. */
static bool stands_alone(enum parameter parameter)
{
	return parameter_choices(parameter) && parameter_row(parameter)->endless;
}

/* Parameters first, then options, then getopt's terminator. */
static void fill_long_options(struct option *list)
{
	for (int i = 0; i < parameter_count(); i++)
		*list++ = (struct option){ parameter_row(parameter_at(i))->name,
			stands_alone(parameter_at(i)) ? optional_argument : required_argument, NULL,
			PARAMETER_CODE + (int)parameter_at(i) };
	for (int i = 0; i < OPTION_COUNT; i++)
		*list++ = (struct option){ option_rows[i].name, option_rows[i].value ? required_argument : no_argument,
			NULL, OPTION_CODE + i };
	*list = (struct option){ 0 };
}

/* The value of the option that getopt has just read.  One that may stand alone takes the next word when that is one of
 * its values. */
static const char *parameter_value(enum parameter parameter, int argc, char **argv)
{
	const char *const *words = parameter_choices(parameter);

	if (optarg || !stands_alone(parameter))
		return optarg;
	for (int i = 0; optind < argc && words[i]; i++)
		if (strcmp(words[i], argv[optind]) == 0)
			return argv[optind++];
	return parameter_row(parameter)->endless;
}

static enum status take_option(struct invocation *call, enum option_id id, struct error *error)
{
	call->option[id] = option_rows[id].value ? optarg : "";
	if (id == OPTION_CATALOG)
		call->overlays[call->overlay_count++] = optarg;
	if (id == OPTION_FORMAT && !output_format_from_name(optarg, &call->format, error))
		return STATUS_USAGE;
	return STATUS_OK;
}

static enum status refuse_option(const struct option *list, char **argv, int code, struct error *error)
{
	const char *word = argv[optind - 1], *near = NULL;
	int least = MEANT;
	char name[64];
	size_t n;

	if (code == ':')
		return error_set(error, STATUS_USAGE, _("%s: a value is wanted"), word);
	if (strncmp(word, "--", 2) != 0)
		return error_set(error, STATUS_USAGE, _("unknown option '-%c'; see gpuplan --help"), optopt);
	n = strcspn(word + 2, "=");
	n = n < sizeof(name) ? n : sizeof(name) - 1;
	memcpy(name, word + 2, n);
	name[n] = '\0';
	for (; list->name; list++)
		if (text_distance(list->name, name) < least) {
			least = text_distance(list->name, name);
			near = list->name;
		}
	if (near)
		return error_set(
			error, STATUS_USAGE, _("unknown or ambiguous option '--%s': did you mean --%s?"), name, near);
	return error_set(error, STATUS_USAGE, _("unknown or ambiguous option '--%s'; see gpuplan --help"), name);
}

static enum status find_command(
	struct invocation *call, const struct command *commands, const char *name, struct error *error)
{
	const struct command *best = NULL;
	int least = MEANT;

	for (; commands->name; commands++)
		if (text_distance(commands->name, name) < least) {
			least = text_distance(commands->name, name);
			best = commands;
		}
	if (best && least > 0)
		return error_set(error, STATUS_USAGE, _("unknown command '%s': did you mean %s?"), name, best->name);
	if (!best)
		return error_set(error, STATUS_USAGE, _("unknown command '%s'; see gpuplan --help"), name);
	call->command = best;
	return STATUS_OK;
}

/* "catalog" and "catalog import-prices" own what the verb import-prices takes. */
static bool is_owner(const struct invocation *call, const char *owner)
{
	size_t n = strcspn(owner, " ");

	if (!call->command)
		return strcmp(owner, "planner") == 0;
	if (strlen(call->command->name) != n || strncmp(call->command->name, owner, n) != 0)
		return false;
	return !owner[n] || (call->argument_count > 0 && strcmp(call->arguments[0], owner + n + 1) == 0);
}

/* Options that one command alone understands. */
static enum status check_owners(const struct invocation *call, struct error *error)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		const char *owner = option_rows[i].owner, *name = option_rows[i].name;

		if (!call->option[i] || !owner || is_owner(call, owner))
			continue;
		if (strcmp(owner, "planner") == 0)
			return error_set(error, STATUS_USAGE, _("--%s belongs to the planner, not to %s"), name,
				call->command->name);
		if (strchr(owner, ' '))
			return error_set(error, STATUS_USAGE, _("--%s belongs to %s"), name, owner);
		return error_set(error, STATUS_USAGE, _("--%s belongs to the %s command"), name, owner);
	}
	return STATUS_OK;
}

static enum status read_words(
	struct invocation *call, const struct command *commands, int argc, char **argv, struct error *error)
{
	enum status status = STATUS_OK;

	if (optind < argc)
		status = find_command(call, commands, argv[optind++], error);
	call->arguments = argv + optind;
	call->argument_count = argc - optind;
	if (status == STATUS_OK)
		status = check_owners(call, error);
	if (status != STATUS_OK || !call->command)
		return status;
	if (call->argument_count > call->command->most_arguments)
		return error_set(error, STATUS_USAGE, _("%s: unexpected argument '%s'"), call->command->name,
			call->arguments[call->command->most_arguments]);
	while (!call->option[OPTION_FORMAT] && !(call->command->formats & 1u << call->format))
		call->format = (enum output_format)(call->format + 1);
	if (!(call->command->formats & 1u << call->format))
		return error_set(error, STATUS_USAGE, _("%s: --format %s is not available"), call->command->name,
			output_format_name(call->format));
	return STATUS_OK;
}

enum { WIDTH = 80, TERM_COLUMN = 2, HELP_COLUMN = 24 };

/* "  TERM   help", the help on the next line where the term leaves no room. */
static void add_entry(struct text *out, const struct text *term, const char *help)
{
	int column = TERM_COLUMN + text_columns(term->data);

	text_addf(out, "%*s", TERM_COLUMN, "");
	if (column + 2 > HELP_COLUMN) {
		text_add_wrapped(out, term->data, TERM_COLUMN, 2 * TERM_COLUMN, WIDTH);
		column = 0;
	} else {
		text_add(out, term->data);
	}
	text_addf(out, "%*s", HELP_COLUMN - column, "");
	text_add_wrapped(out, help, HELP_COLUMN, HELP_COLUMN, WIDTH);
}

/* `argument` may be NULL. */
static void add_term(struct text *out, const char *prefix, const char *name, const char *argument, const char *help)
{
	TEXT(term);

	text_addf(&term, "%s%s%s%s", prefix, name, argument ? " " : "", argument ? argument : "");
	add_entry(out, &term, help);
}

static void write_help(struct text *out, const struct command *commands)
{
	text_add(out,
		_("Usage: gpuplan [COMMAND] [OPTION...]\n"
		  "Which GPUs to rent to serve a model, and what a million tokens will cost.\n"
		  "Without a command the full-screen planner starts; without a terminal the\n"
		  "ranking of the default workload is printed.\n"));
	text_addf(out, "\n%s\n", _("Commands:"));
	for (const struct command *c = commands; c->name; c++)
		add_term(out, "", c->name, _(c->arguments), _(c->help));
	text_addf(out, "\n%s\n", _("Options:"));
	for (int i = 0; i < OPTION_COUNT; i++)
		add_term(out, "--", option_rows[i].name, option_rows[i].value, _(option_rows[i].help));
	text_addf(out, "\n%s\n", _("WORKLOAD options:"));
	for (int i = 0; i < parameter_count(); i++)
		add_term(
			out, "--", parameter_row(parameter_at(i))->name, NULL, _(parameter_row(parameter_at(i))->help));
	text_addf(out, "\n%s\n", _("See gpuplan(1), gpuplan-batch(1), gpuplan.conf(5) and gpuplan-catalog(5)."));
}

/* "1 to 1M or max", "never, tolerant", or "" where names are wanted. */
static void add_range(struct text *out, enum parameter parameter)
{
	const struct parameter_row *row = parameter_row(parameter);
	const char *const *words = parameter_choices(parameter);

	if (row->form == PARAMETER_NUMBER_FORM) {
		quantity_format(out, row->low, row->quantity, 6);
		text_add(out, "..");
		quantity_format(out, row->high, row->quantity, 6);
		if (row->endless)
			text_addf(out, "|%s", row->endless);
	}
	for (int i = 0; words && words[i]; i++)
		text_addf(out, "%s%s", i ? "|" : "", words[i]);
}

static void write_parameters(struct text *out)
{
	GRID(grid, 3, 0);

	for (int i = 0; i < parameter_count(); i++) {
		TEXT(range);

		add_range(&range, parameter_at(i));
		grid_add(&grid, parameter_row(parameter_at(i))->name);
		grid_add(&grid, range.data);
		grid_add(&grid, _(parameter_row(parameter_at(i))->help));
	}
	grid_end(&grid, out);
}

/* Answers the options that ask about the program itself; false when none was given. */
static bool answer_help(const struct invocation *call, const struct command *commands, struct text *out)
{
	if (call->option[OPTION_HELP])
		write_help(out, commands);
	else if (call->option[OPTION_VERSION])
		text_addf(out, "%s\n", PACKAGE_STRING);
	else if (call->option[OPTION_LIST_PARAMETERS])
		write_parameters(out);
	else
		return false;
	return true;
}

enum status options_read(struct invocation *call, const struct command *commands, int argc, char **argv,
	struct text *out, bool *done, struct error *error)
{
	struct option list[PARAMETER_MAX + OPTION_COUNT + 1];
	enum status status = STATUS_OK;
	enum parameter parameter;
	int code;

	*call = (struct invocation){ 0 };
	*done = false;
	call->overlays = xcalloc((size_t)argc + 1, sizeof(call->overlays[0]));
	call->given = xcalloc((size_t)argc + 1, sizeof(call->given[0]));
	fill_long_options(list);
	opterr = 0;
	while (status == STATUS_OK && (code = getopt_long(argc, argv, ":o:hV", list, NULL)) != -1) {
		for (int i = 0; i < OPTION_COUNT; i++)
			if (code == option_rows[i].short_form)
				code = OPTION_CODE + i;
		if (code >= OPTION_CODE) {
			status = take_option(call, (enum option_id)(code - OPTION_CODE), error);
		} else if (code >= PARAMETER_CODE) {
			parameter = (enum parameter)(code - PARAMETER_CODE);
			call->given[call->given_count++] =
				(struct given_parameter){ parameter, parameter_value(parameter, argc, argv) };
			call->settled.has[parameter] = true;
		} else {
			status = refuse_option(list, argv, code, error);
		}
	}
	if (status != STATUS_OK)
		return status;
	*done = answer_help(call, commands, out);
	return *done ? STATUS_OK : read_words(call, commands, argc, argv, error);
}
