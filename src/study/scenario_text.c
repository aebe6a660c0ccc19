/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter values from text and back: options, typed values, plans and `:set` share it. */
#include "study/scenario_text.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/scenario_kind.h"

/* Two ways to state the same thing: who gives the one takes the other back. */
static const struct alternative {
	enum parameter given, withdrawn;
} alternatives[] = { { PARAMETER_RATE, PARAMETER_CONCURRENCY }, { PARAMETER_CONCURRENCY, PARAMETER_RATE },
	{ PARAMETER_RATE, PARAMETER_TRAFFIC }, { PARAMETER_RATE_LOW, PARAMETER_TRAFFIC },
	{ PARAMETER_LOW_HOURS, PARAMETER_TRAFFIC }, { PARAMETER_TRAFFIC, PARAMETER_RATE },
	{ PARAMETER_PARAMS, PARAMETER_MODEL }, { PARAMETER_MODEL, PARAMETER_PARAMS },
	{ PARAMETER_MODEL, PARAMETER_ACTIVE }, { PARAMETER_REQUESTS, PARAMETER_TOKENS },
	{ PARAMETER_TOKENS, PARAMETER_REQUESTS } };

/* Without a rate there is a concurrency again. */
static void keep_load(struct scenario *s)
{
	if (isnan(s->number[PARAMETER_RATE]) && isnan(s->number[PARAMETER_CONCURRENCY]))
		s->number[PARAMETER_CONCURRENCY] = parameter_row(PARAMETER_CONCURRENCY)->initial;
}

static void withdraw_others(struct scenario *s, enum parameter given)
{
	for (size_t i = 0; i < sizeof(alternatives) / sizeof(alternatives[0]); i++) {
		struct place place = scenario_place(alternatives[i].withdrawn);

		if (alternatives[i].given != given)
			continue;
		place.kind->withdraw(s, &place);
		if (place.parameter == PARAMETER_RATE)
			keep_load(s);
	}
}

bool scenario_withdraws(enum parameter given, enum parameter other)
{
	for (size_t i = 0; i < sizeof(alternatives) / sizeof(alternatives[0]); i++)
		if (alternatives[i].given == given && alternatives[i].withdrawn == other)
			return true;
	return false;
}

enum status scenario_set_number(struct scenario *s, enum parameter parameter, double value, struct error *error)
{
	struct place place = scenario_place(parameter);
	enum status status = number_set(s, &place, value, error);

	if (status == STATUS_OK)
		withdraw_others(s, parameter);
	return status;
}

enum status scenario_set(struct scenario *s, enum parameter parameter, const char *text, struct error *error)
{
	const struct parameter_row *row = parameter_row(parameter);
	struct place place = scenario_place(parameter);
	enum status status;

	if (!*text)
		return error_set(error, STATUS_USAGE, _("--%s: a value is wanted"), row->name);
	/* A number that is not given by default can be not given again. */
	if (row->form == PARAMETER_NUMBER_FORM && isnan(row->initial) && text_compare_nocase(text, "auto") == 0) {
		scenario_clear(s, parameter);
		return STATUS_OK;
	}
	status = place.kind->set(s, &place, text, error);
	if (status == STATUS_OK)
		withdraw_others(s, parameter);
	return status;
}

void scenario_clear(struct scenario *s, enum parameter parameter)
{
	struct place place = scenario_place(parameter);

	place.kind->clear(s, &place);
	if (parameter == PARAMETER_RATE)
		keep_load(s);
	if (parameter == PARAMETER_CONCURRENCY)
		withdraw_others(s, parameter);
}

enum status scenario_set_default(struct scenario *s, enum parameter parameter, struct error *error)
{
	struct place place = scenario_place(parameter);
	struct model_reader *reader = s->reader;
	enum status status;

	if (!place.initial) {
		scenario_clear(s, parameter);
		return STATUS_OK;
	}
	/* The default is a thing of the catalog, whatever files there are. */
	s->reader = NULL;
	status = scenario_set(s, parameter, place.initial, error);
	s->reader = reader;
	return status;
}

enum status scenario_init(struct scenario *s, const struct catalog *catalog, struct error *error)
{
	enum status status = STATUS_OK;

	*s = (struct scenario){ .catalog = catalog, .usual_max_gpus = SCENARIO_MAX_GPUS };
	for (int i = 0; i < PARAMETER_MAX; i++)
		s->number[i] = NAN;
	for (int i = 0; i < parameter_count(); i++) {
		struct place place = scenario_place(parameter_at(i));

		place.kind->clear(s, &place);
	}
	for (int i = 0; i < parameter_count() && status == STATUS_OK; i++)
		if (scenario_place(parameter_at(i)).initial)
			status = scenario_set_default(s, parameter_at(i), error);
	return status;
}

void scenario_text(const struct scenario *s, enum parameter parameter, struct text *out)
{
	struct place place = scenario_place(parameter);

	place.kind->write(s, &place, out);
}

void scenario_exact(const struct scenario *s, enum parameter parameter, struct text *out)
{
	struct place place = scenario_place(parameter);

	if (place.kind->exact)
		place.kind->exact(s, &place, out);
	else
		place.kind->write(s, &place, out);
}

double scenario_number(const struct scenario *s, enum parameter parameter)
{
	struct place place = scenario_place(parameter);

	return place.value ? place.value(s) : s->number[parameter];
}

double scenario_highest(const struct scenario *s, enum parameter parameter)
{
	struct place place = scenario_place(parameter);
	double high = parameter_row(parameter)->high;

	return place.most ? fmin(high, place.most(s)) : high;
}

bool scenario_choice(const struct scenario *s, enum parameter parameter, int i, struct choice *choice)
{
	const char *const *words = parameter_choices(parameter);
	struct place place = scenario_place(parameter);
	const struct choices *from = place.choices;

	*choice = (struct choice){ .index = i };
	if (place.automatic && i-- == 0) {
		*choice = (struct choice){ "auto", NULL, -1, true };
		return true;
	}
	if (!words && !from)
		return false;
	choice->index = i;
	choice->id = words ? words[i] : from->id(s->catalog, i);
	if (!choice->id)
		return false;
	choice->name = from && from->name ? from->name(s->catalog, i) : NULL;
	choice->offered = !from || !from->offered || from->offered(s, i);
	return true;
}

bool scenario_same(const struct scenario *a, const struct scenario *b, enum parameter parameter)
{
	struct place place = scenario_place(parameter);

	return place.kind->same(a, b, &place);
}

bool scenario_equal(const struct scenario *a, const struct scenario *b)
{
	for (int i = 0; i < parameter_count(); i++)
		if (!scenario_same(a, b, parameter_at(i)))
			return false;
	return true;
}

void scenario_reconcile(struct scenario *s, enum parameter changed)
{
	double needed = s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT];
	double context = s->number[PARAMETER_CONTEXT];

	if (changed == PARAMETER_MODEL && !isnan(context) && context > scenario_context_limit(s))
		scenario_clear(s, PARAMETER_CONTEXT);
	if ((changed == PARAMETER_PROMPT || changed == PARAMETER_OUTPUT) && !isnan(context) && context < needed)
		s->number[PARAMETER_CONTEXT] = fmin(needed, scenario_context_limit(s));
	if (changed == PARAMETER_ENGINE && s->weights && !(s->weights->engines & s->engine->bit))
		scenario_clear(s, PARAMETER_WEIGHTS);
	if (!isnan(s->number[PARAMETER_REPLICAS]) && (changed == PARAMETER_GPUS || changed == PARAMETER_MAX_GPUS))
		s->number[PARAMETER_REPLICAS] = fmin(s->number[PARAMETER_REPLICAS], scenario_most_replicas(s));
	if (s->media && s->number[PARAMETER_TASK] > 0.0 && s->number[PARAMETER_TASK] != 1.0 + (double)s->media->task)
		scenario_clear(s, changed == PARAMETER_TASK ? PARAMETER_MEDIA_MODEL : PARAMETER_TASK);
	if (changed == PARAMETER_SPOT && s->number[PARAMETER_SPOT] == SPOT_NEVER)
		s->purchases &= ~(1u << PURCHASE_SPOT);
}

enum status scenario_try(struct scenario *s, enum parameter parameter, const char *text, struct error *error)
{
	struct scenario tried = *s;
	bool set = parameter_row(parameter)->form == PARAMETER_SET_FORM;
	enum status status = STATUS_OK;

	if (set)
		scenario_clear(&tried, parameter);
	if (!set || strcmp(text, "auto") != 0)
		status = scenario_set(&tried, parameter, text, error);
	if (status != STATUS_OK)
		return status;
	scenario_reconcile(&tried, parameter);
	status = scenario_check(&tried, error);
	if (status == STATUS_OK)
		*s = tried;
	return status;
}
