/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help as text. */
#include "cli/help.h"

#include "base/i18n.h"
#include "cli/option_row.h"
#include "study/study_word.h"

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

static void add_option(struct text *out, enum option_id id)
{
	add_term(out, "--", option_row(id)->name, option_row(id)->value, _(option_row(id)->help));
}

/* As the study calls it; NULL: by its own name. */
static void add_parameter(struct text *out, const struct study *study, enum parameter parameter)
{
	const char *name = study_parameter_name(study, parameter);

	add_term(out, "--", name ? name : parameter_row(parameter)->name, NULL, _(parameter_row(parameter)->help));
}

void help_overview(const struct command *commands, struct text *out)
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
		add_option(out, (enum option_id)i);
	text_addf(out, "\n%s\n", _("WORKLOAD options:"));
	for (int i = 0; i < parameter_count(); i++)
		add_parameter(out, NULL, parameter_at(i));
	text_addf(out, "\n%s\n", _("See gpuplan(1), gpuplan-batch(1), gpuplan.conf(5) and gpuplan-catalog(5)."));
}

/* A command knows its own formats. */
static void add_formats(struct text *out, unsigned formats)
{
	TEXT(names);

	for (int i = 0; i < FORMAT_COUNT; i++)
		if (formats & 1u << i)
			text_addf(&names, "%s%s", names.length ? ", " : "", output_format_name((enum output_format)i));
	add_term(out, "--", option_row(OPTION_FORMAT)->name, option_row(OPTION_FORMAT)->value, names.data);
}

/* Its own options first. */
static void add_options(struct text *out, const struct command *command)
{
	text_addf(out, "\n%s\n", _("Options:"));
	for (int i = 0; i < OPTION_COUNT; i++)
		if (option_is_of((enum option_id)i, command->name))
			add_option(out, (enum option_id)i);
	add_formats(out, command->formats);
	for (int i = 0; i < OPTION_COUNT; i++)
		if (!option_row((enum option_id)i)->owner && i != OPTION_FORMAT)
			add_option(out, (enum option_id)i);
}

static void add_parameters(struct text *out, const struct command *command)
{
	bool any = false;

	for (int i = 0; i < parameter_count(); i++) {
		if (!command_takes(command, parameter_at(i)))
			continue;
		if (!any)
			text_addf(out, "\n%s\n", _("WORKLOAD options:"));
		any = true;
		add_parameter(out, command_asks(command), parameter_at(i));
	}
}

static void add_exits(struct text *out)
{
	static const struct {
		int code;
		const char *meaning;
	} exits[] = {
#define STATUS(name, code_, meaning_) { code_, meaning_ },
#include "base/status-table.h"
#undef STATUS
	};

	text_addf(out, "\n%s\n", _("Exit status:"));
	for (size_t i = 0; i < sizeof(exits) / sizeof(exits[0]); i++) {
		TEXT(code);

		text_addf(&code, "%d", exits[i].code);
		add_entry(out, &code, _(exits[i].meaning));
	}
}

void help_command(const struct command *command, struct text *out)
{
	TEXT(usage);

	text_addf(&usage, _("Usage: gpuplan %s %s [OPTION...]"), command->name, _(command->arguments));
	text_add_wrapped(out, usage.data, 0, 2 * TERM_COLUMN, WIDTH);
	text_add_wrapped(out, _(command->help), 0, 0, WIDTH);
	add_options(out, command);
	add_parameters(out, command);
	add_exits(out);
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

void help_parameters(struct text *out)
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
