/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario as the command line that makes it. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "report/interview.h"

/* Characters that no shell changes. */
static bool is_plain(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "%+-./:=@_,";

	return *word && word[strspn(word, plain)] == '\0';
}

void report_shell_word(struct text *out, const char *word)
{
	if (is_plain(word)) {
		text_add(out, word);
		return;
	}
	text_add_char(out, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			text_add(out, "'\\''");
		else
			text_add_char(out, *word);
	}
	text_add_char(out, '\'');
}

static void add_option(struct text *out, enum parameter parameter, const char *value)
{
	text_addf(out, " --%s ", parameter_row(parameter)->name);
	report_shell_word(out, value);
}

/* A number exactly as it is read back: no blank before its unit. */
static void add_number(struct text *out, enum parameter parameter, const struct text *value)
{
	struct text word;

	text_init(&word);
	for (const char *p = value->data; *p; p++)
		if (*p != ' ')
			text_add_char(&word, *p);
	add_option(out, parameter, word.data);
	text_release(&word);
}

/* Members of a set are options of their own. */
static void add_set(struct text *out, enum parameter parameter, const char *members)
{
	while (*members) {
		size_t n = strcspn(members, ",");
		struct text member;

		text_init(&member);
		text_add_n(&member, members, n);
		add_option(out, parameter, member.data);
		text_release(&member);
		members += n + (members[n] == ',');
	}
}

static void add_parameter(struct text *out, const struct scenario *s, const struct scenario *usual,
			  enum parameter parameter)
{
	const struct parameter_row *row = parameter_row(parameter);
	double number = s->number[parameter];
	struct text value, other;

	text_init(&value);
	text_init(&other);
	scenario_text(s, parameter, &value);
	scenario_text(usual, parameter, &other);
	if (row->form == PARAMETER_NUMBER_FORM) {
		/* A context that follows from the lengths is not given; nor is the other load. */
		if (!isnan(number) && number != usual->number[parameter])
			add_number(out, parameter, &value);
	} else if (strcmp(value.data, other.data) != 0 && row->form == PARAMETER_SET_FORM) {
		add_set(out, parameter, value.data);
	} else if (strcmp(value.data, other.data) != 0 && value.length) {
		add_option(out, parameter, value.data);
	}
	text_release(&value);
	text_release(&other);
}

void report_command_line(struct text *out, const struct scenario *s, const char *options)
{
	struct scenario usual;
	struct error ignored = { 0 };

	text_addf(out, "gpuplan rank%s", options);
	if (scenario_init(&usual, s->catalog, &ignored) != STATUS_OK)
		return;
	for (int i = 0; i < PARAMETER_COUNT; i++)
		add_parameter(out, s, &usual, (enum parameter)i);
}
