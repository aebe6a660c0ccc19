/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program describes itself from its tables. */
#include "config.h"

#include "cli/help.h"

#include <math.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "report/grid.h"

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
static void add_term(struct text *out, const char *prefix, const char *name, const char *argument,
		     const char *help)
{
	struct text term;

	text_init(&term);
	text_addf(&term, "%s%s%s%s", prefix, name, argument ? " " : "", argument ? argument : "");
	add_entry(out, &term, help);
	text_release(&term);
}

static void add_options(struct text *out)
{
	static const struct {
		const char *name, *value, *help;
	} rows[] = {
#define OPTION(id, name_, short_, value_, help_) { name_, value_, help_ },
#include "cli/option-table.h"
#undef OPTION
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		add_term(out, "--", rows[i].name, rows[i].value, _(rows[i].help));
}

static void write_help(struct text *out)
{
	text_add(out, _("Usage: gpuplan [COMMAND] [OPTION...]\n"
			"Which GPUs to rent to serve a model, and what a million tokens will cost.\n"
			"Without a command the full-screen planner starts; without a terminal the\n"
			"ranking of the default workload is printed.\n"));
	text_addf(out, "\n%s\n", _("Commands:"));
	for (const struct command *c = command_table(); c->name; c++)
		add_term(out, "", c->name, _(c->arguments), _(c->help));
	text_addf(out, "\n%s\n", _("Options:"));
	add_options(out);
	text_addf(out, "\n%s\n", _("WORKLOAD options:"));
	for (int i = 0; i < parameter_count(); i++)
		add_term(out, "--", parameter_row(parameter_at(i))->name, NULL,
			 _(parameter_row(parameter_at(i))->help));
	text_addf(out, "\n%s\n", _("See gpuplan(1), gpuplan-batch(1), gpuplan.conf(5) and gpuplan-catalog(5)."));
}

/* "1 to 1M or max", "never, tolerant", or "" where names are wanted. */
static void add_range(struct text *out, enum parameter parameter)
{
	const struct parameter_row *row = parameter_row(parameter);
	const char *const *words = parameter_words(parameter);

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
	struct grid grid;

	grid_init(&grid, 3, 0);
	for (int i = 0; i < parameter_count(); i++) {
		struct text range;

		text_init(&range);
		add_range(&range, parameter_at(i));
		grid_add(&grid, parameter_row(parameter_at(i))->name);
		grid_add(&grid, range.data);
		grid_add(&grid, _(parameter_row(parameter_at(i))->help));
		text_release(&range);
	}
	grid_end(&grid, out);
}

bool help_answer(const struct invocation *call, struct text *out)
{
	if (call->flags[OPTION_HELP])
		write_help(out);
	else if (call->flags[OPTION_VERSION])
		text_addf(out, "%s\n", PACKAGE_STRING);
	else if (call->flags[OPTION_LIST_PARAMETERS])
		write_parameters(out);
	else
		return false;
	return true;
}
