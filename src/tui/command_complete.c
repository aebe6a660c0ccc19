/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand at the end of a command that is being typed. */
#include "tui/command_complete.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/parameter_name.h"
#include "study/scenario_text.h"
#include "study/study_word.h"
#include "report/topic.h"
#include "tui/action.h"

enum { NAME_SIZE = COMMAND_NAME_SIZE, KEY_SIZE = 256 };

/* Choices are sifted while they are offered. */
struct sieve {
	const struct session *session;
	struct line_choices *choices;
	const char *typed; /* the last word */
	bool inside;       /* it may occur anywhere */
};

static bool begins(const char *word, const char *typed)
{
	for (; *typed; word++, typed++) {
		char a[2] = { *word, '\0' }, b[2] = { *typed, '\0' };

		if (text_compare_nocase(a, b) != 0)
			return false;
	}
	return true;
}

static bool contains(const char *word, const char *typed)
{
	char hay[KEY_SIZE], needle[KEY_SIZE];

	text_key(word, hay, sizeof(hay));
	text_key(typed, needle, sizeof(needle));
	return needle[0] && strstr(hay, needle);
}

/* `also` is looked through as the help is; NULL: nothing. */
static void offer_called(struct sieve *sieve, const char *word, const char *also, const char *help, char end)
{
	struct line_choices *choices = sieve->choices;

	if (sieve->inside ? !contains(word, sieve->typed) && !contains(help, sieve->typed) &&
				!(also && contains(also, sieve->typed))
			  : !begins(word, sieve->typed))
		return;
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i].word, word) == 0)
			return;
	choices->end = end;
	choices->inside = sieve->inside;
	line_choices_add(choices, word, help);
}

static void offer(struct sieve *sieve, const char *word, const char *help, char end)
{
	offer_called(sieve, word, NULL, help, end);
}

/* Another name of the parameter that is offered under its first one, unless that is begun, too.  It may read as the
 * name of another parameter. */
static void offer_other(struct sieve *sieve, enum parameter parameter, const char *first, const char *name, char end)
{
	enum parameter meant;

	if (sieve->inside || !sieve->typed[0] || strpbrk(name, " =,") || begins(first, sieve->typed) ||
		!begins(name, sieve->typed))
		return;
	if (parameter_read_name(sieve->session->study, name, &meant) == strlen(name) && meant == parameter)
		offer(sieve, name, _(parameter_row(parameter)->help), end);
}

/* Labels are names, too, and so is the long name where the study has a word: offered where they are begun. */
static void offer_parameters(struct sieve *sieve, char end)
{
	for (int i = 0; i < parameter_count(); i++) {
		const struct parameter_row *row = parameter_row(parameter_at(i));
		const char *label = _(row->label);
		const char *name = study_parameter_name(sieve->session->study, parameter_at(i));

		if (!name)
			continue;
		offer_called(sieve, name, label, _(row->help), end);
		offer_other(sieve, parameter_at(i), name, row->name, end);
		offer_other(sieve, parameter_at(i), name, label, end);
	}
}

static void offer_commands(struct sieve *sieve)
{
	for (const struct command_row *row = sieve->session->tables->commands; row->name; row++)
		offer(sieve, row->name, _(row->help), row->argument[0] && row->argument[0] != '[' ? ' ' : '\0');
	for (const struct action *a = sieve->session->tables->actions; a->name; a++)
		if (a->contexts & IN_WORKBENCH)
			offer(sieve, a->name, _(a->help), '\0');
	offer_parameters(sieve, ' ');
}

static void offer_metrics(struct sieve *sieve)
{
	offer(sieve, "auto", _("the ranking"), '\0');
	for (int i = 0; i < metric_count(); i++) {
		const struct metric_row *row = metric_row(metric_at(i));

		offer(sieve, row->key, _(row->help), '\0');
	}
}

/* Any number in range can be typed; the stops of its slider are the usual ones. */
static void offer_numbers(struct sieve *sieve, enum parameter parameter)
{
	const struct parameter_row *row = parameter_row(parameter);

	for (int i = 0; row->stops && !isnan(row->stops[i]); i++) {
		double stop = row->stops[i];
		TEXT(number);

		if (isinf(stop))
			continue;
		quantity_format(&number, stop, row->quantity, 6);
		/* "500 ms" is one word too. */
		for (char *blank; (blank = strchr(number.data, ' '));)
			memmove(blank, blank + 1, strlen(blank));
		offer(sieve, number.data, stop == row->initial ? _("the default") : "", '\0');
	}
	if (isnan(row->initial))
		offer(sieve, "auto", _("the default"), '\0');
	if (row->endless)
		offer(sieve, row->endless, isinf(row->initial) ? _("the default") : "", '\0');
}

static void offer_values(struct sieve *sieve, enum parameter parameter)
{
	struct choice choice;

	/* Words of the parameter, or things of the catalog that go with the rest of the plan. */
	for (int i = 0; scenario_choice(&sieve->session->scenario, parameter, i, &choice); i++)
		if (choice.offered)
			offer(sieve, choice.id, topic_choice(parameter, &choice), '\0');
	if (parameter_row(parameter)->form == PARAMETER_NUMBER_FORM)
		offer_numbers(sieve, parameter);
	if (parameter_row(parameter)->form == PARAMETER_METRIC_FORM)
		offer_metrics(sieve);
	/* A model's own files stand in no catalog, traffic stands in none. */
	if ((parameter == PARAMETER_MODEL && sieve->typed[0] && strchr("./~", sieve->typed[0])) ||
		parameter == PARAMETER_TRAFFIC)
		sieve->choices->files = true;
}

/* Copies the name at `line` and returns what stands behind it; NULL when the line ends with it. */
static const char *behind_name(
	const struct study *study, const struct tables *tables, const char *line, char name[NAME_SIZE])
{
	const char *rest = command_name_cut(study, tables, line, name);

	return *rest || (*line && strchr(" \t=", line[strlen(line) - 1])) ? rest : NULL;
}

/* Names that an argument takes; false: it takes none of these. */
static bool offer_names(struct sieve *sieve, enum line_argument kind)
{
	switch (kind) {
	case LINE_METRIC: offer_metrics(sieve); return true;
	case LINE_STUDY:
		for (int i = 0; i < study_count(); i++)
			offer(sieve, study_at(i)->id, _(study_at(i)->help), '\0');
		return true;
	case LINE_THEME:
		for (int i = 0; i < THEME_COUNT; i++)
			offer(sieve, theme_name((enum theme_id)i), _(theme_help((enum theme_id)i)), '\0');
		return true;
	case LINE_TOPIC:
		offer_parameters(sieve, '\0');
		offer_metrics(sieve);
		return true;
	case LINE_FILE: sieve->choices->files = true; return true;
	default: return false;
	}
}

static void offer_all(struct sieve *sieve, const char *head)
{
	const struct command_row *row;
	enum parameter parameter;
	char name[NAME_SIZE];
	const char *rest = behind_name(sieve->session->study, sieve->session->tables, head, name);

	if (!rest) {
		offer_commands(sieve);
		return;
	}
	row = command_row(sieve->session->tables->commands, name);
	if (row && offer_names(sieve, row->completes))
		return;
	if (row && row->completes == LINE_PARAMETER) {
		offer_parameters(sieve, '\0');
		return;
	}
	if (row && row->completes == LINE_ASSIGNMENT && !behind_name(sieve->session->study, NULL, rest, name)) {
		offer_parameters(sieve, '=');
		return;
	}
	if ((!row || row->completes == LINE_ASSIGNMENT) &&
		study_parameter_from_name(sieve->session->study, name, &parameter))
		offer_values(sieve, parameter);
}

void command_complete(void *session, const char *head, struct line_choices *choices)
{
	struct sieve sieve = { .session = session, .choices = choices };

	head += strspn(head, " \t:");
	sieve.typed = head + strlen(head);
	while (sieve.typed > head && !strchr(" \t=,", sieve.typed[-1]))
		sieve.typed--;
	offer_all(&sieve, head);
	/* "llama" is nobody's beginning but somebody's name. */
	sieve.inside = choices->count == 0 && !choices->files;
	if (sieve.inside)
		offer_all(&sieve, head);
}
