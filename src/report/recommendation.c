/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the end of the interview. */
#include "report/recommendation.h"

#include <math.h>

#include "base/i18n.h"
#include "study/percentile_rows.h"
#include "report/aim.h"
#include "report/command.h"
#include "report/figure.h"
#include "report/interview.h"
#include "report/labels.h"
#include "report/phrases.h"

/* What is said at the end: before its sentences, and in a gutter. */
enum said {
	SAID_BEST,
	SAID_REASON,
	SAID_SPEED,
	SAID_MEMORY,
	SAID_FIGURES,
	SAID_COST,
	SAID_SECOND,
	SAID_NEAREST,
	SAID_STEP,
	SAID_NOTE,
	SAID_COMMAND
};

static void say(struct text *out, enum said said, bool labels)
{
	static const struct {
		const char *title, *label;
	} rows[] = {
		[SAID_BEST] = { N_("Recommendation: "), N_("Rent") },
		[SAID_REASON] = { N_("Reason: "), N_("Reason") },
		[SAID_SPEED] = { N_("Speed: "), N_("Speed") },
		[SAID_MEMORY] = { N_("Memory: "), N_("Memory") },
		[SAID_FIGURES] = { N_("Figures: "), N_("Figures") },
		[SAID_COST] = { N_("Cost: "), N_("Cost") },
		[SAID_SECOND] = { N_("Runner-up: "), N_("Runner-up") },
		[SAID_NEAREST] = { N_("Nearest: "), N_("Nearest") },
		[SAID_STEP] = { N_("Next step: "), N_("Next") },
		[SAID_NOTE] = { N_("Note: "), N_("Note") },
		[SAID_COMMAND] = { N_("The same as a command: "), N_("Command") },
	};
	text_add(out, _(labels ? rows[said].label : rows[said].title));
	if (labels)
		text_add_char(out, '\t');
}

/* The age stands behind the cost, what fits behind the memory. */
static const enum reason_id told[] = { REASON_STALE_PRICE, REASON_HELD, REASON_COUNT };

/* Everything about the choice but its runner-up: what, why, how fast, what it costs, what is free. */
static void add_best(struct text *out, const struct interview *iv, bool labels)
{
	const struct row *a = interview_best(iv);
	const struct aim *aim = aim_of(iv->outlook.study->part);

	say(out, SAID_BEST, labels);
	label_layout_of(out, "", a);
	if (a->offer)
		text_addf(out, _(", %s at %s"), label_purchase(a->offer->purchase), a->offer->provider->name);
	text_add(out, ".\n");
	say(out, SAID_REASON, labels);
	text_add(out, _(iv->scenario.sort_metric < 0 ? aim->cheapest : aim->first));
	for (int i = 0; i < a->reasons.count && i < 4; i++) {
		if (reason_listed(told, a->reasons.items[i].id))
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

static void add_figures(struct text *out, const struct interview *iv, bool labels)
{
	const struct row *a = &iv->outlook.best.row;
	const struct replica *replica = replica_of(a);
	struct goals goals = scenario_goals(&iv->scenario);

	say(out, SAID_SPEED, labels);
	if (!study_reads(iv->outlook.study, PARAMETER_TTFT)) {
		label_speed(out, iv);
		text_addf(out, _("; evidence: %s, 80 %% band"), label_provenance(a->provenance));
		text_add(out, _("; sure to "));
		label_sure_share(out, a->p_meets);
		text_add(out, ".\n");
		return;
	}
	text_add(out, _("time to first token "));
	add_latency(out, &replica->ttft_s, &replica->goal_ttft_s, goals.ttft_s, goals.at);
	text_add(out, _("; time per token "));
	add_latency(out, &replica->tpot_s, &replica->goal_tpot_s, goals.tpot_s, goals.at);
	text_addf(out, _("; evidence: %s, 80 %% band"), label_provenance(a->provenance));
	if (isfinite(goals.ttft_s) || isfinite(goals.tpot_s)) {
		text_add(out, _("; sure to "));
		label_sure_share(out, a->p_meets);
	}
	text_add_char(out, '.');
	text_add_char(out, '\n');
}

/* Of all replicas: what fits of the lengths given, and what is guaranteed. */
static void add_memory(struct text *out, const struct interview *iv, bool labels)
{
	const struct row *a = &iv->outlook.best.row;
	const struct memory_budget *m = &replica_of(a)->memory;
	double replicas = deployment_replicas(&a->deployment), fit = m->max_concurrency * replicas;
	TEXT(longest);

	say(out, SAID_MEMORY, labels);
	text_add(out, _("on each GPU weights take "));
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

/* Of an answer that is no replica. */
static void add_own_figures(struct text *out, const struct interview *iv, bool labels)
{
	const struct row *a = interview_best(iv);

	say(out, SAID_FIGURES, labels);
	label_figures(out, iv->outlook.study->brief, a);
	text_add(out, ".\n");
}

static void add_money(struct text *out, const struct interview *iv, bool labels)
{
	const struct study *study = iv->outlook.study;
	const struct row *a = interview_best(iv);

	if (!a->offer)
		return;
	say(out, SAID_COST, labels);
	label_cost(out, study, a);
	if (study_reads(study, PARAMETER_BUSY) && replica_of(a)->busy > 0.0 && !replica_of(a)->open_loop) {
		text_addf(out, _(" at %.0f %% use"), replica_of(a)->busy * 100.0);
		text_add(out, ", ");
		label_value(out, a->cost.output.mid * replica_of(a)->busy, UNIT_USD);
		text_add(out, _(" at full use"));
	}
	text_add(out, "; ");
	label_value(out, a->usd_per_hour, UNIT_USD);
	text_add(out, _(" an hour"));
	if (!isnan(a->usd_per_month)) {
		text_add(out, ", ");
		label_value(out, a->usd_per_month, UNIT_USD);
		text_add(out, _(" a month of 730 hours"));
	}
	text_add(out, _(". Price of "));
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

/* For how long it is paid: a month, or until all is done. */
static void add_price_of(struct text *out, const struct study *study, const struct row *a)
{
	text_add(out, ", ");
	if (isnan(a->usd_per_month)) {
		label_cost(out, study, a);
		return;
	}
	label_value(out, a->usd_per_month, UNIT_USD);
	text_add(out, _(" a month"));
}

static void add_runner_up(struct text *out, const struct interview *iv, bool labels)
{
	const struct row *a = interview_runner_up(iv), *best = interview_best(iv);
	double percent;

	if (!a)
		return;
	say(out, SAID_SECOND, labels);
	label_bought_layout(out, iv->outlook.study, "", a);
	if (a->cost.output.mid > 0.0 && best->cost.output.mid > 0.0) {
		percent = (a->cost.output.mid / best->cost.output.mid - 1.0) * 100.0;
		text_addf(out, percent < 0.0 ? _(", %.0f %% cheaper") : _(", %.0f %% dearer"), fabs(percent));
		add_price_of(out, iv->outlook.study, a);
	}
	if (a->equal_to_best && best->equal_to_best)
		text_add(out, _("; the costs of both cannot be told apart"));
	add_break_even(out, a, best);
	text_add(out, ".\n");
}

/* What to relax where nothing meets the goals: the reasons of the nearest say so. */
static void add_nearest(struct text *out, const struct interview *iv, bool labels)
{
	const struct row *a = interview_best(iv);
	const struct aim *aim = aim_of(iv->outlook.study->part);

	say(out, SAID_BEST, labels);
	text_addf(out, "%s\n", _(aim->none));
	if (!a)
		return;
	say(out, SAID_NEAREST, labels);
	label_bought_layout(out, iv->outlook.study, "", a);
	text_add_char(out, '.');
	for (int i = 0; i < a->reasons.count; i++) {
		text_add_char(out, ' ');
		label_reason(out, &a->reasons.items[i]);
	}
	text_add_char(out, '\n');
	say(out, SAID_STEP, labels);
	text_addf(out, "%s\n", _(aim->relax));
}

static void add_next_step(struct text *out, const struct interview *iv, bool labels)
{
	const struct scenario *s = &iv->scenario;
	TEXT(prompt);
	TEXT(output);

	quantity_format(&prompt, s->number[PARAMETER_PROMPT], QUANTITY_TOKENS, 6);
	quantity_format(&output, s->number[PARAMETER_OUTPUT], QUANTITY_TOKENS, 6);
	say(out, SAID_STEP, labels);
	text_addf(out,
		ngettext("rent it for an hour, measure with prompts of %s and answers of %s token,"
			 " and tell gpuplan with gpuplan catalog add-measurement.",
			"rent it for an hour, measure with prompts of %s and answers of %s tokens,"
			" and tell gpuplan with gpuplan catalog add-measurement.",
			label_count(s->number[PARAMETER_OUTPUT])),
		prompt.data, output.data);
	text_add_char(out, '\n');
}

void report_recommendation(struct text *out, const struct interview *iv, const char *options, bool labels)
{
	bool replica = part_has_replica(iv->outlook.study->part);
	struct scenario s;
	TEXT(command);

	if (iv->outlook.known && iv->outlook.meets > 0) {
		add_best(out, iv, labels);
		if (replica)
			add_figures(out, iv, labels);
		if (replica)
			add_memory(out, iv, labels);
		else
			add_own_figures(out, iv, labels);
		add_money(out, iv, labels);
		add_runner_up(out, iv, labels);
		/* What somebody measures are replicas. */
		if (replica)
			add_next_step(out, iv, labels);
	} else {
		add_nearest(out, iv, labels);
	}
	for (int i = 0; i < iv->notes.count; i++) {
		say(out, SAID_NOTE, labels);
		label_note(out, &iv->notes.items[i]);
		text_add_char(out, '\n');
	}
	say(out, SAID_COMMAND, labels);
	text_addf(&command, "%s%s", interview_study(iv)->command, options);
	s = report_read(interview_study(iv), &iv->scenario);
	report_command(out, interview_study(iv), command.data, &s);
	text_add_char(out, '\n');
}
