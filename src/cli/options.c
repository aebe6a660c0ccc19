/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line, read by the option, parameter and command tables. */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/help.h"
#include "cli/option_row.h"

/* How near a name must be to what was typed to be what was meant: less than so many edits. */
enum { MEANT = 3 };

enum { PARAMETER_CODE = 0x1000, OPTION_CODE = 0x2000 };

static const char SHORT_OPTIONS[] = ":o:hV";

/* Whether the option may stand without a value. */
static bool stands_alone(enum parameter parameter)
{
	return parameter_choices(parameter) && parameter_row(parameter)->endless;
}

/* Adds an option unless its name is taken; the list ends with an empty row. */
static void add_option(struct option *list, const char *name, int argument, int code)
{
	while (list->name && strcmp(list->name, name) != 0)
		list++;
	if (!list->name)
		*list = (struct option){ name, argument, NULL, code };
}

static void add_parameter(struct option *list, const char *name, enum parameter parameter)
{
	add_option(list, name, stands_alone(parameter) ? optional_argument : required_argument,
		PARAMETER_CODE + (int)parameter);
}

static int count_words(const struct study *study)
{
	int count = 0;

	while (study->words && study->words[count].name)
		count++;
	return count;
}

static void add_words(struct option *list, const struct study *study)
{
	for (int i = 0; i < count_words(study); i++)
		add_parameter(list, study->words[i].name, study->words[i].parameter);
}

/* What getopt reads: words of the study, or while it is not known of all, go before parameters of the same name; then
 * options.  For the caller to free. */
static struct option *make_list(const struct study *study, bool all)
{
	int count = parameter_count() + OPTION_COUNT + 1;
	struct option *list;

	for (int i = 0; i < study_count(); i++)
		count += count_words(study_at(i));
	list = xcalloc((size_t)count, sizeof(list[0]));
	for (int i = 0; i < study_count(); i++)
		if (all || study == study_at(i))
			add_words(list, study_at(i));
	for (int i = 0; i < parameter_count(); i++)
		add_parameter(list, parameter_row(parameter_at(i))->name, parameter_at(i));
	for (int i = 0; i < OPTION_COUNT; i++)
		add_option(list, option_row((enum option_id)i)->name,
			option_row((enum option_id)i)->value ? required_argument : no_argument, OPTION_CODE + i);
	return list;
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

/* The study whose words count, found in a reading of its own, since they decide what options mean.  What is wrong is told
 * in the next one.  NULL: none. */
static const struct study *find_study(const struct command *commands, int argc, char **argv)
{
	FREED struct option *list = make_list(NULL, true);
	FREED char **words = xcalloc((size_t)argc + 1, sizeof(words[0]));
	const struct study *study = NULL;
	int code;

	/* getopt sorts them. */
	memcpy(words, argv, (size_t)argc * sizeof(words[0]));
	optind = 0;
	while ((code = getopt_long(argc, words, SHORT_OPTIONS, list, NULL)) != -1) {
		if (code == OPTION_CODE + OPTION_STUDY)
			study = study_from_id(optarg);
		else if (code >= PARAMETER_CODE && code < OPTION_CODE)
			parameter_value((enum parameter)(code - PARAMETER_CODE), argc, words);
	}
	for (; !study && optind < argc && commands->name; commands++)
		if (strcmp(commands->name, words[optind]) == 0)
			study = command_asks(commands);
	return study;
}

static enum status take_option(struct invocation *call, enum option_id id, struct error *error)
{
	call->option[id] = option_row(id)->value ? optarg : "";
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

/* What getopt has just read. */
static enum status take_code(
	struct invocation *call, const struct option *list, int code, int argc, char **argv, struct error *error)
{
	enum parameter parameter = (enum parameter)(code - PARAMETER_CODE);

	for (int i = 0; i < OPTION_COUNT; i++)
		if (code == option_row((enum option_id)i)->short_form)
			code = OPTION_CODE + i;
	if (code >= OPTION_CODE)
		return take_option(call, (enum option_id)(code - OPTION_CODE), error);
	if (code < PARAMETER_CODE)
		return refuse_option(list, argv, code, error);
	call->given[call->given_count++] =
		(struct given_parameter){ parameter, parameter_value(parameter, argc, argv) };
	call->settled.has[parameter] = true;
	return STATUS_OK;
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

/* Whether a word is one of "import-prices|import-benchmark". */
static bool is_verb(const char *verbs, const char *word)
{
	size_t n = strlen(word);

	for (; *verbs; verbs += *verbs == '|') {
		size_t length = strcspn(verbs, "|");

		if (length == n && strncmp(verbs, word, n) == 0)
			return true;
		verbs += length;
	}
	return false;
}

/* "catalog" and "catalog import-prices" own what the verb import-prices takes. */
static bool is_owner(const struct invocation *call, enum option_id id)
{
	const char *owner = option_row(id)->owner, *verb = strchr(owner, ' ');

	if (!call->command)
		return strcmp(owner, "planner") == 0;
	if (!option_is_of(id, call->command->name))
		return false;
	return !verb || (call->argument_count > 0 && is_verb(verb + 1, call->arguments[0]));
}

/* Options that one command alone understands. */
static enum status check_owners(const struct invocation *call, struct error *error)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		const char *owner = option_row((enum option_id)i)->owner, *name = option_row((enum option_id)i)->name;

		if (!call->option[i] || !owner || is_owner(call, (enum option_id)i))
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

/* The study that is asked instead of the command's own. */
static enum status find_asked(struct invocation *call, const char *id, struct error *error)
{
	const char *near = NULL;
	int least = MEANT;
	TEXT(ids);

	call->asked = study_from_id(id);
	for (int i = 0; i < study_count(); i++) {
		const struct study *study = study_at(i);
		int distance = strcmp(study->command, id) == 0 ? 0 : text_distance(study->id, id);

		text_addf(&ids, "%s%s", i ? ", " : "", study->id);
		if (distance < least) {
			least = distance;
			near = study->id;
		}
	}
	if (call->asked)
		return STATUS_OK;
	if (near)
		return error_set(error, STATUS_USAGE, _("unknown study '%s': did you mean %s?"), id, near);
	return error_set(error, STATUS_USAGE, _("unknown study '%s': there are %s"), id, ids.data);
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
	if (status == STATUS_OK && call->option[OPTION_STUDY])
		status = find_asked(call, call->option[OPTION_STUDY], error);
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

/* "rank --help" and "help rank" ask about a command, the option or the word alone about all. */
static enum status write_help(struct invocation *call, const struct command *commands, const char *name,
	struct text *out, struct error *error)
{
	enum status status = name ? find_command(call, commands, name, error) : STATUS_OK;

	if (status != STATUS_OK)
		return status;
	if (call->command)
		help_command(call->command, out);
	else
		help_overview(commands, out);
	return STATUS_OK;
}

/* Answers what asks about the program itself; *done is false when nothing did. */
static enum status answer_help(struct invocation *call, const struct command *commands, int argc, char **argv,
	struct text *out, bool *done, struct error *error)
{
	int word = optind < argc && strcmp(argv[optind], "help") == 0 ? optind + 1 : optind;

	*done = true;
	if (call->option[OPTION_HELP] || word > optind)
		return write_help(call, commands, word < argc ? argv[word] : NULL, out, error);
	if (call->option[OPTION_VERSION])
		text_addf(out, "%s\n", PACKAGE_STRING);
	else if (call->option[OPTION_LIST_PARAMETERS])
		help_parameters(out);
	else
		*done = false;
	return STATUS_OK;
}

enum status options_read(struct invocation *call, const struct command *commands, int argc, char **argv,
	struct text *out, bool *done, struct error *error)
{
	FREED struct option *list = NULL;
	enum status status = STATUS_OK;
	int code;

	*call = (struct invocation){ 0 };
	*done = false;
	call->overlays = xcalloc((size_t)argc + 1, sizeof(call->overlays[0]));
	call->given = xcalloc((size_t)argc + 1, sizeof(call->given[0]));
	opterr = 0;
	list = make_list(find_study(commands, argc, argv), false);
	optind = 0;
	while (status == STATUS_OK && (code = getopt_long(argc, argv, SHORT_OPTIONS, list, NULL)) != -1)
		status = take_code(call, list, code, argc, argv, error);
	if (status != STATUS_OK)
		return status;
	status = answer_help(call, commands, argc, argv, out, done, error);
	return *done ? status : read_words(call, commands, argc, argv, error);
}
