/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the interview, and answers as values of parameters. */
#include "study/interview_answer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "study/scenario_place.h"
#include "study/scenario_text.h"

enum { PATH_FURTHER, PATH_IMPORTANT };

static const struct question_row questions[QUESTION_COUNT] = {
#define QUESTION(id_, name, path, when_, typed_, sets_, text_, hint_, help_, topic_, brief_) \
	[QUESTION_##id_] = { .id = name, \
		.important = PATH_##path, \
		.when = WHEN_##when_, \
		.typed = TYPED_##typed_, \
		.sets = sets_, \
		.text = text_, \
		.hint = hint_, \
		.help = help_, \
		.topic = topic_, \
		.brief = brief_ },
#include "study/question-table.h"
#undef QUESTION
};

static const struct choice_row choices[] = {
#define CHOICE(question_, word_, when_, makes_, study_, settings_, label_, detail_, meaning_) \
	{ .question = QUESTION_##question_, \
		.word = word_, \
		.when = WHEN_##when_, \
		.makes = WHEN_##makes_, \
		.study = study_, \
		.settings = settings_, \
		.label = label_, \
		.detail = detail_, \
		.meaning = meaning_ },
#include "study/choice-table.h"
#undef CHOICE
};

const struct question_row *question_row(enum question question)
{
	return &questions[question];
}

const struct choice_row *choice_rows(int *count)
{
	*count = (int)(sizeof choices / sizeof choices[0]);
	return choices;
}

bool interview_next_word(const char **words, char *out, size_t size)
{
	size_t n;

	*words += strspn(*words, " ");
	n = strcspn(*words, " ");
	if (n == 0)
		return false;
	snprintf(out, size, "%.*s", (int)n, *words);
	*words += n;
	return true;
}

enum parameter interview_parameter(enum question question)
{
	const char *names = questions[question].sets;
	enum parameter parameter = PARAMETER_COUNT;
	char name[32];

	if (interview_next_word(&names, name, sizeof(name)))
		parameter_from_name(name, &parameter);
	return parameter;
}

void interview_range(enum question question, struct text *out)
{
	enum parameter parameter = interview_parameter(question);

	if (questions[question].typed == TYPED_NUMBER)
		parameter_span(parameter, parameter_row(parameter)->high, out);
}

static enum status apply_settings(
	const struct interview *iv, const char *settings, struct scenario *s, struct error *error)
{
	enum status status = STATUS_OK;
	char setting[96];

	while (status == STATUS_OK && interview_next_word(&settings, setting, sizeof(setting))) {
		enum parameter parameter;
		char *value = strchr(setting, '=');

		*value++ = '\0';
		if (!parameter_from_name(setting, &parameter))
			return error_set(error, STATUS_INTERNAL, "interview: no parameter '%s'", setting);
		if (iv->settled.has[parameter])
			continue;
		if (parameter_row(parameter)->form == PARAMETER_SET_FORM)
			scenario_clear(s, parameter);
		status = scenario_set(s, parameter, value, error);
	}
	return status;
}

/* Longer than the model takes, or a context that was given: as long as it takes, with the answer's share. */
static double shorten(struct scenario *s)
{
	double given = s->number[PARAMETER_CONTEXT], output = s->number[PARAMETER_OUTPUT];
	double limit = isnan(given) ? scenario_context_limit(s) : given;

	if (s->number[PARAMETER_PROMPT] + output <= limit || output >= limit)
		return NAN;
	s->number[PARAMETER_PROMPT] = limit - output;
	return s->number[PARAMETER_PROMPT];
}

/* What is wrong with a time of the clock is worth more than that it is no number. */
static bool is_time(enum question question, const char *typed)
{
	struct place place = scenario_place(interview_parameter(question));

	return place.kind->json == JSON_FORM_TIME && clock_is_time(typed);
}

static enum status apply_number(enum question question, const char *typed, struct scenario *s, struct error *error)
{
	struct error detail = { 0 };
	TEXT(range);

	if (scenario_set(s, interview_parameter(question), typed, &detail) == STATUS_OK)
		return STATUS_OK;
	interview_range(question, &range);
	if (is_time(question, typed) && !strstr(detail.text, range.data))
		error_set(error, STATUS_USAGE, _("%s; allowed is %s"), detail.text, range.data);
	else
		error_set(error, STATUS_USAGE, _("'%s' is no answer: allowed is %s"), typed, range.data);
	return STATUS_USAGE;
}

/* Two numbers, the second behind a slash; false when there is no second one. */
static bool split(const char *typed, char first[48], const char **second)
{
	const char *slash = strchr(typed, '/');

	if (!slash || slash - typed >= 48)
		return false;
	snprintf(first, 48, "%.*s", (int)(slash - typed), typed);
	*second = slash + 1;
	return true;
}

/* A size makes a generic model ("70B", "235B/22B"), everything else is a name. */
static enum status apply_model(const char *typed, struct scenario *s, struct error *error)
{
	const char *active = NULL;
	struct error detail = { 0 };
	char total[48];
	double size;
	bool two = split(typed, total, &active) && typed[0] >= '0' && typed[0] <= '9';

	if (quantity_parse(two ? total : typed, QUANTITY_PARAMETERS, &size, &detail) != STATUS_OK)
		return scenario_set(s, PARAMETER_MODEL, typed, error);
	if (scenario_set_number(s, PARAMETER_PARAMS, size, error) != STATUS_OK)
		return STATUS_USAGE;
	s->number[PARAMETER_ACTIVE] = NAN;
	return two ? scenario_set(s, PARAMETER_ACTIVE, active, error) : STATUS_OK;
}

static enum status apply_lengths(const char *typed, struct scenario *s, struct error *error)
{
	const struct parameter_row *row = parameter_row(PARAMETER_PROMPT);
	const char *output;
	TEXT(low);
	TEXT(high);
	char prompt[48];

	if (split(typed, prompt, &output) && prompt[0] && output[0] &&
		scenario_set(s, PARAMETER_PROMPT, prompt, error) == STATUS_OK &&
		scenario_set(s, PARAMETER_OUTPUT, output, error) == STATUS_OK)
		return STATUS_OK;
	quantity_format(&low, row->low, row->quantity, 6);
	quantity_format(&high, fmin(row->high, scenario_context_limit(s)), row->quantity, 6);
	error_set(error, STATUS_USAGE,
		_("'%s' is no answer: two numbers of tokens are wanted, as in 2k/300, each %s to %s"), typed, low.data,
		high.data);
	return STATUS_USAGE;
}

enum status interview_apply(const struct interview *iv, enum question question, const struct choice_row *choice,
	struct scenario *s, double *shortened, struct error *error)
{
	const char *typed = iv->answers[question].typed;
	enum status status = STATUS_OK;

	/* The longest request follows from the lengths. */
	if (question == QUESTION_LENGTH && !iv->settled.has[PARAMETER_CONTEXT])
		scenario_clear(s, PARAMETER_CONTEXT);
	if (choice) {
		status = apply_settings(iv, choice->settings, s, error);
		if (status == STATUS_OK && question == QUESTION_LENGTH)
			*shortened = shorten(s);
		return status;
	}
	switch (questions[question].typed) {
	case TYPED_NUMBER: status = apply_number(question, typed, s, error); break;
	case TYPED_MODEL: status = apply_model(typed, s, error); break;
	case TYPED_LENGTHS: status = apply_lengths(typed, s, error); break;
	case TYPED_NOTHING: break;
	}
	return status;
}
