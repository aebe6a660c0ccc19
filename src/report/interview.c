/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the interview reads. */
#include "report/interview.h"

#include <math.h>

#include "base/i18n.h"
#include "study/interview_answer.h"
#include "study/percentile_rows.h"
#include "report/command.h"
#include "report/labels.h"

/* "Best: H100 SXM x2, fp8" */
static void add_deployment(struct text *out, const char *before, const struct row *a)
{
	text_addf(out, "%s%s %s, %s", before, a->deployment.gpu->name, label_size(&a->deployment).text,
		a->deployment.format->id);
}

static void add_cost(struct text *out, const struct row *a)
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
		add_deployment(out, _("Nothing meets the goals. Nearest: "), a);
		text_add_char(out, '.');
		/* What keeps it from meeting the goals, or the first fact about it. */
		if (a->reasons.count) {
			text_add_char(out, ' ');
			label_reason(out, &a->reasons.items[0]);
		}
		return;
	}
	add_deployment(out, _("Best: "), a);
	text_add(out, ", ");
	add_cost(out, a);
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
		add_deployment(out, _("Before: "), a);
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

	text_add(out, choice ? _(choice->label) : iv->answers[question].typed);
}

/* Everything about the choice but its runner-up: what, why, how fast, what it costs, what is free. */
static void add_best(struct text *out, const struct interview *iv)
{
	const struct row *a = &iv->outlook.best.row;
	const struct scenario *s = &iv->scenario;

	add_deployment(out, _("Recommendation: "), a);
	if (a->offer)
		text_addf(out, _(", %s at %s"), label_purchase(a->offer->purchase), a->offer->provider->name);
	text_add(out, ".\n");
	text_add(out,
		s->sort_metric < 0 ? _("Reason: it meets the goals at the lowest cost.")
				   : _("Reason: it meets the goals and is first in what matters most."));
	for (int i = 0; i < a->reasons.count && i < 4; i++) {
		/* The age stands behind the cost, what fits behind the memory. */
		if (a->reasons.items[i].id == REASON_STALE_PRICE || a->reasons.items[i].id == REASON_HELD)
			continue;
		text_add_char(out, ' ');
		label_reason(out, &a->reasons.items[i]);
	}
	text_add_char(out, '\n');
}

/* A latency of the mean request, and of those that the goal is about. */
static void add_latency(
	struct text *out, const struct band *mean, const struct band *of_goal, double goal, enum goal_at at)
{
	label_band(out, mean, UNIT_SECONDS);
	if (!isfinite(goal))
		return;
	if (at != GOAL_AT_MEAN) {
		text_addf(out, _(", %s "), percentile_word(at));
		label_band(out, of_goal, UNIT_SECONDS);
	}
	text_add(out, _(", goal "));
	label_value(out, goal, UNIT_SECONDS);
}

static void add_figures(struct text *out, const struct interview *iv)
{
	const struct row *a = &iv->outlook.best.row;
	const struct replica *replica = replica_of(a);
	struct goals goals = scenario_goals(&iv->scenario);

	text_add(out, _("Speed: time to first token "));
	add_latency(out, &replica->ttft_s, &replica->goal_ttft_s, goals.ttft_s, goals.at);
	text_add(out, _("; time per token "));
	add_latency(out, &replica->tpot_s, &replica->goal_tpot_s, goals.tpot_s, goals.at);
	text_addf(out, _("; evidence: %s, 80 %% band"), label_provenance(a->provenance));
	if (isfinite(goals.ttft_s) || isfinite(goals.tpot_s))
		text_addf(out, _("; sure to %.0f %%"), floor(a->p_meets * 100.0));
	text_add_char(out, '.');
	text_add_char(out, '\n');
}

/* Of all replicas: what fits of the lengths given, and what is guaranteed. */
static void add_memory(struct text *out, const struct interview *iv)
{
	const struct row *a = &iv->outlook.best.row;
	const struct memory_budget *m = &replica_of(a)->memory;
	double replicas = deployment_replicas(&a->deployment), fit = m->max_concurrency * replicas;
	TEXT(longest);

	text_add(out, _("Memory: on each GPU weights take "));
	label_value(out, m->weights, UNIT_GIB);
	text_add(out, _(" of "));
	label_value(out, m->usable, UNIT_GIB);
	text_addf(out,
		ngettext(" usable; %.0f request of these lengths fits at once, or",
			" usable; %.0f requests of these lengths fit at once, or", label_count(fit)),
		fit);
	quantity_format(&longest, scenario_context(&iv->scenario), QUANTITY_TOKENS, 6);
	text_addf(out, _(" %.0f of the whole context, %s.\n"), m->max_concurrency_full * replicas, longest.data);
}

static void add_money(struct text *out, const struct interview *iv)
{
	const struct row *a = &iv->outlook.best.row;

	if (!a->offer)
		return;
	text_add(out, _("Cost: "));
	add_cost(out, a);
	if (!replica_of(a)->open_loop) {
		text_addf(out, _(" at %.0f %% use"), replica_of(a)->busy * 100.0);
		text_add(out, ", ");
		label_value(out, a->cost.output.mid * replica_of(a)->busy, UNIT_USD);
		text_add(out, _(" at full use"));
	}
	text_add(out, "; ");
	label_value(out, a->usd_per_hour, UNIT_USD);
	text_add(out, _(" an hour, "));
	label_value(out, a->usd_per_month, UNIT_USD);
	text_add(out, _(" a month of 730 hours. Price of "));
	label_price_date(out, a->offer->as_of, iv->today);
	text_add(out, ".\n");
}

/* Cost is proportional to the price: below which one the runner-up is the cheaper. */
static void add_break_even(struct text *out, const struct row *a, const struct row *best)
{
	if (!(a->cost.output.mid > best->cost.output.mid))
		return;
	text_add(out, _("; it would win below "));
	label_value(out, a->offer->usd_per_gpu_hour * best->cost.output.mid / a->cost.output.mid, UNIT_USD);
	text_add(out, _(" a GPU-hour"));
}

static void add_runner_up(struct text *out, const struct interview *iv)
{
	const struct row *a = interview_runner_up(iv), *best = &iv->outlook.best.row;
	double percent;

	if (!a)
		return;
	add_deployment(out, _("Runner-up: "), a);
	if (a->cost.output.mid > 0.0 && best->cost.output.mid > 0.0) {
		percent = (a->cost.output.mid / best->cost.output.mid - 1.0) * 100.0;
		text_addf(out, percent < 0.0 ? _(", %.0f %% cheaper") : _(", %.0f %% dearer"), fabs(percent));
		text_add(out, ", ");
		label_value(out, a->usd_per_month, UNIT_USD);
		text_add(out, _(" a month"));
	}
	if (a->equal_to_best && best->equal_to_best)
		text_add(out, _("; the costs of both cannot be told apart"));
	add_break_even(out, a, best);
	text_add(out, ".\n");
}

/* What to relax where nothing meets the goals: the reasons of the nearest say so. */
static void add_nearest(struct text *out, const struct interview *iv)
{
	const struct row *a = &iv->outlook.best.row;

	text_addf(out, "%s\n", _("Recommendation: none; nothing meets the goals."));
	if (!iv->outlook.known)
		return;
	add_deployment(out, _("Nearest: "), a);
	text_add_char(out, '.');
	for (int i = 0; i < a->reasons.count; i++) {
		text_add_char(out, ' ');
		label_reason(out, &a->reasons.items[i]);
	}
	text_add_char(out, '\n');
	text_addf(out, "%s\n",
		_("Next step: relax a goal, ask for fewer requests at once or shorter ones, allow fewer bits or more GPUs."));
}

static void add_next_step(struct text *out, const struct interview *iv)
{
	const struct scenario *s = &iv->scenario;
	TEXT(prompt);
	TEXT(output);

	quantity_format(&prompt, s->number[PARAMETER_PROMPT], QUANTITY_TOKENS, 6);
	quantity_format(&output, s->number[PARAMETER_OUTPUT], QUANTITY_TOKENS, 6);
	text_addf(out,
		ngettext("Next step: rent it for an hour, measure with prompts of %s and answers of %s token,"
			 " and tell gpuplan with gpuplan catalog add-measurement.",
			"Next step: rent it for an hour, measure with prompts of %s and answers of %s tokens,"
			" and tell gpuplan with gpuplan catalog add-measurement.",
			label_count(s->number[PARAMETER_OUTPUT])),
		prompt.data, output.data);
	text_add_char(out, '\n');
}

void report_recommendation(struct text *out, const struct interview *iv, const char *options)
{
	TEXT(command);

	if (iv->outlook.known && iv->outlook.meets > 0) {
		add_best(out, iv);
		add_figures(out, iv);
		add_memory(out, iv);
		add_money(out, iv);
		add_runner_up(out, iv);
		add_next_step(out, iv);
	} else {
		add_nearest(out, iv);
	}
	for (int i = 0; i < iv->notes.count; i++) {
		text_add(out, _("Note: "));
		label_note(out, &iv->notes.items[i]);
		text_add_char(out, '\n');
	}
	text_add(out, _("The same as a command: "));
	text_addf(&command, "rank%s", options);
	report_command(out, command.data, &iv->scenario);
	text_add_char(out, '\n');
}
