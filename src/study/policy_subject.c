/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of parameters, metrics and facts, and their values. */
#include "study/policy_subject.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"

static bool find_parameter(const char *name, struct policy_subject *subject, struct text *why)
{
	enum parameter p;
	enum parameter_form form;

	if (!parameter_from_name(name, &p)) {
		text_addf(why, _("'%.60s' is no parameter"), name);
		return false;
	}
	form = parameter_row(p)->form;
	if (form != PARAMETER_NUMBER_FORM && form != PARAMETER_CHOICE_FORM && form != PARAMETER_METRIC_FORM) {
		text_addf(why, _("'%.60s' is neither a number nor a choice of words"), name);
		return false;
	}
	*subject = (struct policy_subject){ SUBJECT_SCENARIO, (int)p, form == PARAMETER_NUMBER_FORM };
	return true;
}

static bool find_metric(const char *key, struct policy_subject *subject, struct text *why)
{
	enum metric metric;
	enum metric_form form;

	if (!metric_from_key(key, &metric)) {
		text_addf(why, _("'%.60s' is no metric"), key);
		return false;
	}
	form = metric_row(metric)->form;
	*subject = (struct policy_subject){ SUBJECT_METRIC, (int)metric, form != METRIC_WORD && form != METRIC_FLAG };
	return true;
}

static bool find_fact(const char *name, struct policy_subject *subject, struct text *why)
{
	int count;
	const struct policy_fact *facts = policy_facts(&count);

	for (int i = 0; i < count; i++)
		if (strcmp(facts[i].name, name) == 0) {
			*subject = (struct policy_subject){ SUBJECT_FACT, i, facts[i].number };
			return true;
		}
	text_addf(why, _("'%.60s' is no fact; one of "), name);
	for (int i = 0; i < count; i++)
		text_addf(why, "%s%s", i > 0 ? ", " : "", facts[i].name);
	return false;
}

bool policy_subject_find(const char *name, struct policy_subject *subject, struct text *why)
{
	static const struct {
		const char *prefix;
		bool (*find)(const char *name, struct policy_subject *subject, struct text *why);
	} kinds[] = { { "scenario.", find_parameter }, { "metric.", find_metric }, { "fact.", find_fact } };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t n = strlen(kinds[i].prefix);

		if (strncmp(name, kinds[i].prefix, n) == 0)
			return kinds[i].find(name + n, subject, why);
	}
	text_addf(why, _("'%.60s' must be scenario.PARAMETER, metric.KEY or fact.NAME"), name);
	return false;
}

/* Whether it is one of the words; else they are in `why`. */
static bool word_listed(const char *const *words, const char *word, struct text *why)
{
	if (word_index(words, word) >= 0)
		return true;
	text_addf(why, _("'%.60s' must be one of "), word);
	for (int i = 0; words[i]; i++)
		text_addf(why, "%s%s", i > 0 ? ", " : "", words[i]);
	return false;
}

static bool fact_takes(const struct policy_fact *fact, const struct catalog *c, const char *word, struct text *why)
{
	if (fact->words)
		return word_listed(fact->words, word, why);
	if (!fact->known || fact->known(c, word))
		return true;
	text_addf(why, _("there is no %s '%.60s'"), fact->name, word);
	return false;
}

static bool metric_takes(enum metric metric, const char *word, struct text *why)
{
	static const char *const flags[] = { "no", "yes", NULL };

	return metric_row(metric)->form != METRIC_FLAG || word_listed(flags, word, why);
}

static bool scenario_takes(enum parameter p, const char *word, struct text *why)
{
	const char *const *words = parameter_choices(p);
	enum metric metric;

	if (words)
		return word_listed(words, word, why);
	if (metric_from_key(word, &metric))
		return true;
	text_addf(why, _("'%.60s' is no metric"), word);
	return false;
}

bool policy_subject_takes(
	const struct policy_subject *subject, const struct catalog *c, const char *word, struct text *why)
{
	int count;

	if (subject->number) {
		text_addf(why, _("'%.60s' must be a number"), word);
		return false;
	}
	switch (subject->kind) {
	case SUBJECT_SCENARIO: return scenario_takes((enum parameter)subject->id, word, why);
	case SUBJECT_METRIC: return metric_takes((enum metric)subject->id, word, why);
	case SUBJECT_FACT: break;
	}
	return fact_takes(&policy_facts(&count)[subject->id], c, word, why);
}

bool policy_subject_reaches(const struct policy_subject *subject, double number, struct text *why)
{
	const struct parameter_row *row;

	if (!subject->number) {
		text_add(why, _("must be a word or a list of words"));
		return false;
	}
	if (subject->kind != SUBJECT_SCENARIO)
		return true;
	row = parameter_row((enum parameter)subject->id);
	if (number >= row->low && number <= row->high)
		return true;
	text_addf(why, _("%g must be "), number);
	parameter_span((enum parameter)subject->id, row->high, why);
	return false;
}

static struct policy_value scenario_value(const struct scenario *s, enum parameter p)
{
	const char *const *words = parameter_choices(p);

	if (parameter_row(p)->form == PARAMETER_NUMBER_FORM)
		return (struct policy_value){ s->number[p], NULL };
	if (words)
		return (struct policy_value){ NAN, words[(int)s->number[p]] };
	return (struct policy_value){ NAN, s->sort_metric < 0 ? NULL : metric_row((enum metric)s->sort_metric)->key };
}

static struct policy_value value_of_metric(const struct row *row, enum metric metric)
{
	struct metric_value value = metric_value(metric, row);
	const struct metric_row *m = metric_row(metric);

	if (m->form == METRIC_FLAG)
		return (struct policy_value){ NAN, value.flag ? "yes" : "no" };
	return (struct policy_value){ value.band.mid / metric_unit_scale(m->unit), value.word };
}

struct policy_value policy_subject_value(const struct policy_subject *subject, const struct policy_context *x)
{
	int count;

	switch (subject->kind) {
	case SUBJECT_SCENARIO:
		if (study_reads(x->study, (enum parameter)subject->id))
			return scenario_value(x->s, (enum parameter)subject->id);
		break;
	case SUBJECT_METRIC:
		if (study_gives(x->study, (enum metric)subject->id))
			return value_of_metric(x->row, (enum metric)subject->id);
		break;
	case SUBJECT_FACT: return policy_facts(&count)[subject->id].get(x);
	}
	return (struct policy_value){ NAN, NULL };
}
