/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question in words. */
#include "report/scope.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "study/scenario_text.h"

#define P_(which, one, more) .words = one, .many = more

/* How a value reads in a row of them; others stand behind their label. */
static const struct {
	enum parameter parameter;
	const char *words; /* with %s for the value; of one thing where things are counted */
	const char *many;  /* of several; NULL: nothing is counted */
} phrases[] = {
	{ PARAMETER_CONCURRENCY, P_(1, "%s user", "%s users") },
	{ PARAMETER_REQUESTS, P_(1, "%s request", "%s requests") },
	{ PARAMETER_RATE, .words = N_("%s") },
	{ PARAMETER_RATE_LOW, .words = N_("%s low") },
	{ PARAMETER_PROMPT, .words = N_("%s in") },
	{ PARAMETER_OUTPUT, .words = N_("%s out") },
	{ PARAMETER_BUSY, .words = N_("%s busy") },
	{ PARAMETER_TOKENS, P_(1, "%s output token", "%s output tokens") },
	{ PARAMETER_DEADLINE, .words = N_("by %s") },
	{ PARAMETER_TRAIN_DEADLINE, .words = N_("by %s") },
	{ PARAMETER_TRAIN_TOKENS, P_(1, "%s token", "%s tokens") },
	{ PARAMETER_METHOD, .words = N_("%s") },
	{ PARAMETER_MEDIA_MODEL, .words = N_("%s") },
	{ PARAMETER_TASK, .words = N_("%s") },
	{ PARAMETER_SIZE, .words = N_("%s") },
	{ PARAMETER_VOLUME, .words = N_("%s") },
	{ PARAMETER_SEQUENCE, .words = N_("in sequences of %s") },
};

static const enum parameter usual[] = { PARAMETER_MODEL, PARAMETER_CONCURRENCY, PARAMETER_RATE, PARAMETER_PROMPT,
	PARAMETER_OUTPUT, PARAMETER_COUNT };

const enum parameter *scope_of(const struct study *study)
{
	return study->scope ? study->scope : usual;
}

void scope_model(struct text *out, const struct scenario *s)
{
	if (s->model) {
		text_add(out, s->model->short_name);
		return;
	}
	quantity_format(out, s->number[PARAMETER_PARAMS], QUANTITY_PARAMETERS, 3);
	if (isnan(s->number[PARAMETER_ACTIVE]))
		return;
	text_add_char(out, '/');
	quantity_format(out, s->number[PARAMETER_ACTIVE], QUANTITY_PARAMETERS, 3);
}

static bool is_deadline(enum parameter parameter)
{
	return parameter == PARAMETER_DEADLINE || parameter == PARAMETER_TRAIN_DEADLINE;
}

static void add_value(struct text *out, const struct study *study, const struct scenario *s, enum parameter parameter)
{
	double preset;

	scenario_text(s, parameter, out);
	if (study->stands_named && strcmp(out->data, "auto") == 0) {
		text_clear(out);
		study->stands_named(s, parameter, out);
	}
	if (out->length || !study->stands_for)
		return;
	preset = study->stands_for(s, parameter, NULL);
	if (!isnan(preset))
		quantity_format(out, preset, parameter_row(parameter)->quantity, 3);
}

/* The value in the place of "%s". */
static void add_phrase(struct text *out, const char *words, const char *value)
{
	const char *place = strstr(words, "%s");

	text_add_n(out, words, place ? (size_t)(place - words) : strlen(words));
	if (place)
		text_addf(out, "%s%s", value, place + 2);
}

void scope_part(struct text *out, const struct study *study, const struct scenario *s, enum parameter parameter)
{
	TEXT(value);

	if (!parameter_listed(study->panel, parameter))
		return;
	if (parameter == PARAMETER_MODEL) {
		scope_model(out, s);
		return;
	}
	/* Whenever that is. */
	if (parameter == PARAMETER_TRAIN_DEADLINE && isinf(s->number[parameter]))
		return;
	add_value(&value, study, s, parameter);
	if (!value.length)
		return;
	if (is_deadline(parameter) && !s->timed[parameter]) {
		add_phrase(out, _("in %s"), value.data);
		return;
	}
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (phrases[i].parameter != parameter)
			continue;
		add_phrase(out,
			phrases[i].many ? ngettext(phrases[i].words, phrases[i].many, label_count(s->number[parameter]))
					: _(phrases[i].words),
			value.data);
		return;
	}
	text_addf(out, "%s %s", _(parameter_row(parameter)->label), value.data);
}

const char *scope_between(enum parameter before, enum parameter after)
{
	if (is_deadline(after))
		return " ";
	if (after == PARAMETER_SEQUENCE)
		return " ";
	return before == PARAMETER_PROMPT && after == PARAMETER_OUTPUT ? ", " : " · ";
}
