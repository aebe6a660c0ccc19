/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the interview reads. */
#include "report/interview.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "study/interview_answer.h"
#include "study/metric_value.h"
#include "study/replica.h"
#include "study/scenario_text.h"
#include "report/aim.h"
#include "report/figure.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "report/placeholder.h"
#include "report/scope.h"

void label_layout_of(struct text *out, const char *before, const struct row *a)
{
	text_addf(out, "%s%s %s", before, a->deployment.gpu->name, label_size(&a->deployment).text);
	label_variant(out, ", ", a);
}

/* The middle of a metric of the row. */
static bool add_metric(struct text *out, const char *name, const void *row)
{
	enum metric metric;
	struct metric_value value;

	if (!metric_from_key(name, &metric))
		return false;
	value = metric_value(metric, row);
	label_metric(out, metric, row, &value, 0);
	return true;
}

/* "per 1M output tokens" */
static void add_per(struct text *out, const struct study *study, const struct row *a)
{
	if (study->per) {
		const char *words = _(study->per);

		text_add_char(out, ' ');
		placeholders_fill(out, words, strlen(words), add_metric, a);
	} else {
		text_addf(out, ", %s", _(metric_row(study->brief[0])->help));
	}
}

void label_cost(struct text *out, const struct study *study, const struct row *a)
{
	struct band amount = metric_value(study->brief[0], a).band;

	if (!band_known(&amount)) {
		text_add(out, _("no dated price"));
		return;
	}
	label_band(out, &amount, metric_row(study->brief[0])->unit);
	add_per(out, study, a);
}

void label_bought_layout(struct text *out, const struct study *study, const char *before, const struct row *a)
{
	label_layout_of(out, before, a);
	if (study->by_purchase && a->offer)
		text_addf(out, ", %s", label_purchase(a->offer->purchase));
}

/* What is nearest, and what keeps it from meeting the goals, or the first fact about it. */
static void add_nearest(struct text *out, const struct study *study, const struct row *a)
{
	text_addf(out, _("%s. Nearest: "), _(aim_of(study->part)->nothing));
	label_bought_layout(out, study, "", a);
	text_add_char(out, '.');
	if (a->reasons.count) {
		text_add_char(out, ' ');
		label_reason(out, &a->reasons.items[0]);
	}
}

void label_outcome(struct text *out, const struct interview *iv)
{
	const struct study *study = iv->outlook.study;
	const struct row *a = interview_best(iv);

	if (!a) {
		text_add(out, _("No GPU to speak of."));
		return;
	}
	if (iv->outlook.meets == 0) {
		add_nearest(out, study, a);
		return;
	}
	label_bought_layout(out, study, _("Best: "), a);
	text_add(out, ", ");
	label_cost(out, study, a);
	text_add(out, "; ");
	label_kinds_that_meet(out, study->part, iv->outlook.meets);
	text_add_char(out, '.');
}

static bool same_deployment(const struct row *a, const struct row *b)
{
	return a->deployment.gpu == b->deployment.gpu && a->deployment.format == b->deployment.format &&
		layout_gpus(&a->deployment.layout) == layout_gpus(&b->deployment.layout);
}

/* Of two studies only the cost of tokens can be compared. */
static void compare_costs(struct text *out, const struct outcome *before, const struct outcome *now)
{
	bool same = before->study == now->study;
	double a = same ? before->amount : before->best.row.cost.output.mid;
	double b = same ? now->amount : now->best.row.cost.output.mid;

	if (!(a > 0.0) || !(b > 0.0))
		return;
	if (!same && !(part_has_replica(before->study->part) && part_has_replica(now->study->part)))
		return;
	text_add(out, "; ");
	label_cost_change(out, same ? now->study->part : PART_REPLICA, a, b);
}

void label_change(struct text *out, const struct outcome *before, const struct outcome *now)
{
	const struct row *a = &before->best.row, *b = &now->best.row;
	const struct aim *aim;

	if (!before->known || !now->known)
		return;
	aim = aim_of(now->study->part);
	if (before->meets == 0 || now->meets == 0) {
		text_add(out, _(now->meets ? aim->before : before->meets ? aim->no_more : aim->neither));
		return;
	}
	if (same_deployment(a, b))
		text_add(out, _("The same GPU as before"));
	else
		label_bought_layout(out, before->study, _("Before: "), a);
	compare_costs(out, before, now);
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
		label_lead(out, iv->outlook.study, interview_best(iv));
	else
		label_outcome(out, iv);
}

/* Of a fleet those of all its replicas, of whole instances all that are paid for. */
static double rented_gpus(const struct study *study, const struct row *a)
{
	double rented = study->rented == METRIC_GPU ? NAN : metric_value(study->rented, a).band.mid;

	return isnan(rented) ? deployment_gpus(&a->deployment) : rented;
}

void label_lead(struct text *out, const struct study *study, const struct row *a)
{
	double amount = metric_value(study->brief[0], a).band.mid;

	text_addf(out, "%.0f %s", rented_gpus(study, a), a->deployment.gpu->short_name);
	if (isnan(amount)) {
		text_addf(out, "; %s", _("no dated price"));
		return;
	}
	if (study->by_purchase && a->offer)
		text_addf(out, " %s", label_purchase(a->offer->purchase));
	/* Where it is advised whether to rent at all, that takes the place of the provider. */
	if (study->choice && study->choice(a))
		text_addf(out, ", %s", _(study->choice(a)));
	else if (a->offer)
		text_addf(out, _(" from %s"), a->offer->provider->name);
	text_add(out, ": ");
	label_value(out, amount, metric_row(study->brief[0])->unit);
	add_per(out, study, a);
}

void label_sure(struct text *out, const struct interview *iv)
{
	if (iv->outlook.known && iv->outlook.meets)
		label_certainty(out, iv->outlook.study, iv->outlook.best.row.p_meets, iv->outlook.meets);
}

void label_certainty(struct text *out, const struct study *study, double sure, int meets)
{
	if (!isnan(sure)) {
		label_sure_share(out, sure);
		text_add(out, "; ");
	}
	label_kinds_that_meet(out, study->part, meets);
}

void label_speed(struct text *out, const struct interview *iv)
{
	const struct replica *replica = replica_of(&iv->outlook.best.row);

	if (!iv->outlook.known || !iv->outlook.meets)
		return;
	if (!study_reads(iv->outlook.study, PARAMETER_TTFT) && band_known(&replica->output_tok_s)) {
		label_band(out, &replica->output_tok_s, UNIT_NONE);
		text_add(out, _(" output tokens a second"));
		return;
	}
	if (isnan(replica->ttft_s.mid) || isnan(replica->tpot_s.mid))
		return;
	text_add(out, "TTFT ");
	label_band(out, &replica->ttft_s, UNIT_SECONDS);
	text_add(out, ", TPOT ");
	label_band(out, &replica->tpot_s, UNIT_SECONDS);
}

/* Of a parameter of the scenario; false: it has no value, or no limit. */
static bool add_parameter(struct text *out, const char *name, const void *scenario)
{
	const struct scenario *s = scenario;
	size_t before = out->length;
	enum parameter parameter;

	if (!parameter_from_name(name, &parameter))
		return false;
	if (parameter == PARAMETER_MODEL)
		scope_model(out, s);
	/* Of a duration, too, the time of the clock. */
	else if (parameter == PARAMETER_DEADLINE)
		clock_format_cell(out, s->now + s->number[parameter], s->now);
	else if (parameter_row(parameter)->form != PARAMETER_NUMBER_FORM || isfinite(s->number[parameter]))
		scenario_text(s, parameter, out);
	return out->length > before;
}

/* The first of what "|" parts that has all its values, behind what is there. */
static void add_brief(struct text *out, const struct scenario *s, const char *brief)
{
	bool done = false;

	while (*brief && !done) {
		size_t n = strcspn(brief, "|");
		TEXT(words);

		done = placeholders_fill(&words, brief, n, add_parameter, s) && words.length;
		if (done)
			text_addf(out, "%s%s", out->length ? " \u00b7 " : "", words.data);
		brief += n + (brief[n] == '|');
	}
}

void label_assumed(struct text *out, const struct interview *iv)
{
	/* First what is asked yet, then what is not asked at all. */
	for (int asked = 1; asked >= 0; asked--)
		for (const enum question *q = iv->outlook.study->questions; *q != QUESTION_COUNT; q++)
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
