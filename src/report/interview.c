/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the interview reads. */
#include "report/interview.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/interview_answer.h"
#include "study/metric_value.h"
#include "study/scenario_text.h"
#include "report/labels.h"

void label_layout_of(struct text *out, const char *before, const struct row *a)
{
	text_addf(out, "%s%s %s, %s", before, a->deployment.gpu->name, label_size(&a->deployment).text,
		a->deployment.format->id);
}

void label_cost(struct text *out, const struct row *a)
{
	if (!band_known(&a->cost.output)) {
		text_add(out, _("no dated price"));
		return;
	}
	label_band(out, &a->cost.output, UNIT_USD);
	text_add(out, _(" a million output tokens"));
}

void label_outcome(struct text *out, const struct outcome *outcome)
{
	const struct row *a = &outcome->best.row;

	if (!outcome->known) {
		text_add(out, _("No GPU to speak of."));
		return;
	}
	if (outcome->meets == 0) {
		label_layout_of(out, _("Nothing meets the goals. Nearest: "), a);
		text_add_char(out, '.');
		/* What keeps it from meeting the goals, or the first fact about it. */
		if (a->reasons.count) {
			text_add_char(out, ' ');
			label_reason(out, &a->reasons.items[0]);
		}
		return;
	}
	label_layout_of(out, _("Best: "), a);
	text_add(out, ", ");
	label_cost(out, a);
	text_addf(out,
		ngettext("; %d GPU type meets the goals.", "; %d GPU types meet the goals.",
			(unsigned long)outcome->meets),
		outcome->meets);
}

static bool same_deployment(const struct row *a, const struct row *b)
{
	return a->deployment.gpu == b->deployment.gpu && a->deployment.format == b->deployment.format &&
		layout_gpus(&a->deployment.layout) == layout_gpus(&b->deployment.layout);
}

static void add_cost_change(struct text *out, double before, double now)
{
	double percent = (now / before - 1.0) * 100.0;

	if (now >= 2.0 * before)
		text_addf(out, _("a million tokens cost %.1f times as much"), now / before);
	else if (fabs(percent) < 0.5)
		text_add(out, _("a million tokens cost the same"));
	else
		text_addf(out,
			percent > 0.0 ? _("a million tokens cost %.0f %% more")
				      : _("a million tokens cost %.0f %% less"),
			fabs(percent));
}

void label_change(struct text *out, const struct outcome *before, const struct outcome *now)
{
	const struct row *a = &before->best.row, *b = &now->best.row;
	bool costs = before->meets && now->meets && a->cost.output.mid > 0.0 && b->cost.output.mid > 0.0;

	if (!before->known || !now->known)
		return;
	if (before->meets == 0 || now->meets == 0) {
		text_add(out,
			now->meets              ? _("Before, nothing met the goals.")
				: before->meets ? _("Before, the goals could be met.")
						: _("Nothing met the goals before, either."));
		return;
	}
	if (same_deployment(a, b)) {
		text_add(out, _("The same GPU as before"));
	} else {
		label_layout_of(out, _("Before: "), a);
	}
	if (costs) {
		text_add(out, "; ");
		add_cost_change(out, a->cost.output.mid, b->cost.output.mid);
	}
	text_add_char(out, '.');
}

void label_note(struct text *out, const struct interview_note *note)
{
	TEXT(value);

	switch (note->id) {
	case NOTE_NO_GOALS:
		text_add(out, _("No latency goal is set: the cheapest result may feel slow to people who wait."));
		break;
	case NOTE_SHORTENED:
		quantity_format(&value, note->value, QUANTITY_TOKENS, 6);
		text_addf(out,
			ngettext("The prompt was cut to %s token: the context takes no more.",
				"The prompt was cut to %s tokens: the context takes no more.",
				label_count(note->value)),
			value.data);
		break;
	case NOTE_SESSIONS:
		text_addf(out,
			ngettext("Agents: the cache holds the whole context of %.0f session, idle ones included.",
				"Agents: the cache holds the whole contexts of %.0f sessions, idle ones included.",
				label_count(note->value)),
			note->value);
		break;
	case NOTE_SESSIONS_LOST:
		text_addf(out,
			ngettext("Agents: the cache holds the whole context of only %.0f session, idle ones included;"
				 " with more, all is read anew at every step and this plan fails: take more GPUs.",
				"Agents: the cache holds the whole contexts of only %.0f sessions, idle ones included;"
				" with more, all is read anew at every step and this plan fails: take more GPUs.",
				label_count(note->value)),
			note->value);
		break;
	case NOTE_LOAD:
		text_addf(out,
			ngettext("At this rate about %.0f request is in progress; that replaces the number asked for.",
				"At this rate about %.0f requests are in progress at once; that replaces the number asked for.",
				label_count(ceil(note->value))),
			ceil(note->value));
		break;
	case NOTE_UNTESTED: text_add(out, _("FP4 was not tested on your task: the plan stays with 8 bits.")); break;
	case NOTE_ASKED_AGAIN:
		text_addf(out, _("One earlier answer no longer fits and is its default again: %s"),
			_(question_row(note->question)->text));
		break;
	}
}

void label_interview_answer(struct text *out, const struct interview *iv, enum question question)
{
	const struct choice_row *choice = interview_choice(iv, question);

	if (choice)
		label_choice(out, choice);
	else
		text_add(out, iv->answers[question].typed);
}

void label_choice(struct text *out, const struct choice_row *choice)
{
	text_add(out, _(choice->label));
	if (choice->detail[0])
		text_addf(out, ", %s", _(choice->detail));
}

void label_rent(struct text *out, const struct interview *iv)
{
	if (iv->outlook.known && iv->outlook.meets)
		label_lead(out, iv->outlook_study, &iv->outlook.best.row);
	else
		label_outcome(out, &iv->outlook);
}

void label_lead(struct text *out, const struct study *study, const struct row *a)
{
	const struct metric_row *metric = metric_row(study->brief[0]);
	double amount = metric_value(study->brief[0], a).band.mid, gpus = deployment_gpus(&a->deployment);

	/* Of a fleet those of all its replicas. */
	if (study_gives(study, METRIC_FLEET_GPUS))
		gpus = metric_value(METRIC_FLEET_GPUS, a).band.mid;
	text_addf(out, "%.0f %s", gpus, a->deployment.gpu->short_name);
	if (isnan(amount)) {
		text_addf(out, "; %s", _("no dated price"));
		return;
	}
	/* Where it is advised whether to rent at all, that takes the place of the provider. */
	if (study->choice && study->choice(a))
		text_addf(out, ", %s", _(study->choice(a)));
	else if (a->offer)
		text_addf(out, _(" from %s"), a->offer->provider->name);
	text_add(out, ": ");
	label_value(out, amount, metric->unit);
	text_addf(out, study->per ? " %s" : ", %s", _(study->per ? study->per : metric->help));
}

void label_sure(struct text *out, const struct interview *iv)
{
	if (iv->outlook.known && iv->outlook.meets)
		label_certainty(out, iv->outlook.best.row.p_meets, iv->outlook.meets);
}

void label_certainty(struct text *out, double sure, int meets)
{
	if (sure >= 0.995 && sure < 1.0)
		text_add(out, ">99 %; ");
	else if (!isnan(sure))
		text_addf(out, "%.0f %%; ", floor(sure * 100.0));
	text_addf(out,
		ngettext("%d kind of GPU meets the goals", "%d kinds of GPU meet the goals", (unsigned long)meets),
		meets);
}

/* The value of a parameter in words; false: it has none, or no limit. */
static bool brief_value(struct text *out, const struct scenario *s, enum parameter parameter)
{
	size_t before = out->length;

	if (parameter == PARAMETER_MODEL && s->model)
		text_add(out, s->model->short_name);
	else if (parameter == PARAMETER_MODEL)
		quantity_format(out, s->number[PARAMETER_PARAMS], QUANTITY_PARAMETERS, 3);
	else if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || isfinite(s->number[parameter]))
		scenario_text(s, parameter, out);
	return out->length > before;
}

/* "{prompt} in, {output} out" with the values in it; nothing where one of them has none. */
static void add_brief(struct text *out, const struct scenario *s, const char *brief)
{
	bool known = brief[0] != '\0';
	TEXT(words);

	while (*brief && known) {
		size_t n = strcspn(brief, "{"), end = n + strcspn(brief + n, "}");
		enum parameter parameter;
		char name[32];

		text_addf(&words, "%.*s", (int)n, brief);
		if (!brief[end])
			break;
		snprintf(name, sizeof(name), "%.*s", (int)(end - n - 1), brief + n + 1);
		known = parameter_from_name(name, &parameter) && brief_value(&words, s, parameter);
		brief += end + 1;
	}
	if (known)
		text_addf(out, "%s%s", out->length ? " \u00b7 " : "", words.data);
}

void label_assumed(struct text *out, const struct interview *iv)
{
	/* First what is asked yet, then what is not asked at all. */
	for (int asked = 1; asked >= 0; asked--)
		for (const enum question *q = iv->outlook_study->questions; *q != QUESTION_COUNT; q++)
			if (iv->outlook_asks[*q] == asked && *q != iv->current && (!asked || *q > iv->current))
				add_brief(out, &iv->outlook_scenario,
					question_row(*q)->brief[0] ? _(question_row(*q)->brief) : "");
}

void label_next(struct text *out, const struct interview *iv)
{
	int count = 0;

	for (int i = (int)iv->current + 1; i < QUESTION_COUNT; i++) {
		const struct question_row *row = question_row((enum question)i);

		if (!iv->outlook_asks[i])
			continue;
		if (count == 0)
			text_add(out, _(row->text));
		else
			text_addf(out, "%s%s", count == 1 ? _("   then: ") : ", ", _(row->topic));
		count++;
	}
	if (count == 0)
		text_add(out, _("the recommendation, with its reason"));
}
