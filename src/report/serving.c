/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of single replicas: why one leads, one in full, and its curves. */
#include "base/i18n.h"
#include "report/phrases.h"
#include "report/sections.h"
#include "report/labels.h"
#include "study/serve_offer.h"

/* A configuration and what decided it. */
static void write_why(struct sheet *sheet, const char *before, const struct row *a)
{
	struct text *text = &sheet->line;

	text_addf(text, "%s%s %s:", before, a->deployment.gpu->name, label_size(&a->deployment).text);
	for (int i = 0; i < a->reasons.count; i++) {
		bool advice = reason_is_policy(a->reasons.items[i].id);

		if (advice ? !sheet_has_room(sheet, &a->reasons, i) : i >= 3)
			continue;
		text_add_char(text, ' ');
		label_reason(text, &a->reasons.items[i]);
	}
	sheet->form->lead(sheet, text->data, a->verdict == VERDICT_MEETS);
	text_clear(text);
}

static void section_why(struct sheet *sheet)
{
	const struct result *r = sheet->request->result;
	const struct row *best = result_best(r);

	if (best) {
		write_why(sheet, "", best);
		label_price(sheet->out, best, sheet->request->today);
		return;
	}
	text_add(sheet->out, _("Nothing meets the goals: the reasons are in the table.\n"));
	if (r->count > 0 && (r->rows[0].verdict == VERDICT_MISSES || r->rows[0].verdict == VERDICT_UNCERTAIN))
		write_why(sheet, _("Nearest: "), &r->rows[0]);
}

static const enum metric memory[] = { METRIC_CAPACITY, METRIC_USABLE, METRIC_WEIGHT_BYTES, METRIC_ACTIVATIONS,
	METRIC_RUNTIME, METRIC_COUNT };
static const enum metric cache[] = { METRIC_KV_POOL, METRIC_KV_IN_USE, METRIC_KV_HEADROOM, METRIC_KV_TOKEN,
	METRIC_KV_SEQUENCE, METRIC_MAX_CONCURRENCY, METRIC_MAX_CONCURRENCY_FULL, METRIC_COUNT };
static const enum metric speed[] = { METRIC_TTFT, METRIC_TPOT, METRIC_E2E, METRIC_OUTPUT_TOK_S, METRIC_TOTAL_TOK_S,
	METRIC_REQUESTS_S, METRIC_CONCURRENCY, METRIC_COUNT };
/* The first two say what speed says, where the goals are about the mean. */
static const enum metric goals[] = { METRIC_GOAL_TTFT, METRIC_GOAL_TPOT, METRIC_P_MEETS, METRIC_USERS_WITHIN,
	METRIC_COUNT };
static const enum metric step[] = { METRIC_STEP_WEIGHTS, METRIC_STEP_KV, METRIC_STEP_COMPUTE, METRIC_STEP_COMMUNICATION,
	METRIC_STEP_OVERHEAD, METRIC_COUNT };
static const enum metric cost[] = { METRIC_GPU_HOUR, METRIC_HOUR, METRIC_MONTH, METRIC_BUSY, METRIC_MTOK_OUTPUT,
	METRIC_MTOK_INPUT, METRIC_MTOK, METRIC_COUNT };

static void write_evidence(struct sheet *sheet)
{
	text_addf(sheet->out, _("  evidence: %s\n"), label_provenance(sheet->lead->provenance));
}

static void write_goals(struct sheet *sheet)
{
	bool of_mean = sheet->request->scenario->number[PARAMETER_GOAL_AT] == GOAL_AT_MEAN;

	sheet_figures(sheet, goals + (of_mean ? 2 : 0));
}

/* How many comparable offers there are and what they ask. */
static void write_other_offers(struct sheet *sheet)
{
	const struct scenario *s = sheet->request->scenario;
	struct reason reason = { .id = REASON_OTHER_OFFERS };
	struct admission admission;
	int count, admitted = 0;
	const struct offer *offers = catalog_offers(s->catalog, sheet->lead->deployment.gpu, &count);

	admission_init(&admission, s, scenario_purchases(s));
	for (int i = 0; i < count; i++) {
		if (!admission_admits(&admission, &offers[i]))
			continue;
		if (admitted++ == 0)
			reason.value[1] = offers[i].usd_per_gpu_hour;
		reason.value[2] = offers[i].usd_per_gpu_hour;
	}
	reason.value[0] = admitted;
	text_add(sheet->out, "  ");
	label_reason(sheet->out, &reason);
	text_add_char(sheet->out, '\n');
}

static void write_cost(struct sheet *sheet)
{
	const struct offer *offer = sheet->lead->offer;

	if (!offer) {
		text_addf(sheet->out, "  %s\n", _("no dated price of the chosen kind"));
		return;
	}
	sheet_figures(sheet, cost);
	text_addf(sheet->out, _("  offer: %s, %s, "), offer->provider->name, label_purchase(offer->purchase));
	label_price_date(sheet->out, offer->as_of, sheet->request->today);
	text_addf(sheet->out, _("\n  source: %s\n"), offer->source);
	write_other_offers(sheet);
	label_other_pay(&sheet->line, sheet->request->scenario, sheet->lead, sheet->request->today);
	if (sheet->line.length)
		text_addf(sheet->out, "  %s\n", sheet->line.data);
	text_clear(&sheet->line);
}

static void section_estimate(struct sheet *sheet)
{
	static const struct {
		const char *title;
		const enum metric *figures; /* NULL: none */
		sheet_section *more;        /* NULL: nothing */
	} groups[] = { { N_("Memory of one GPU"), memory, NULL }, { N_("KV cache of the replica"), cache, NULL },
		{ N_("Speed, with the 80 % band"), speed, write_evidence }, { N_("Goals"), NULL, write_goals },
		{ N_("One decode step"), step, NULL }, { N_("Cost"), NULL, write_cost } };
	const struct reasons *reasons = &sheet->lead->reasons;

	report_workload(
		sheet->out, sheet->request->result->study, sheet->request->scenario, sheet->lead->deployment.model);
	section_blank(sheet);
	label_deployment(sheet->out, sheet->lead);
	for (int i = 0; i < reasons->count; i++) {
		text_add(sheet->out, "  ");
		label_reason(sheet->out, &reasons->items[i]);
		text_add_char(sheet->out, '\n');
	}
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		sheet->form->heading(sheet, _(groups[i].title));
		if (groups[i].figures)
			sheet_figures(sheet, groups[i].figures);
		if (groups[i].more)
			groups[i].more(sheet);
	}
}

/* Costs as bars and the lead's speed; with the points of curves all of them. */
static void write_charts(struct sheet *sheet)
{
	int plots = sheet->request->points ? CURVE_PLOTS : CURVE_SPEED + 1;

	if (!sheet->form->costs)
		return;
	sheet->form->costs(sheet);
	for (int plot = 0; sheet->lead && plot < plots; plot++)
		sheet->form->plot(sheet, (enum curve_plot)plot);
}

sheet_section *const estimate_sections[] = { section_estimate, section_details, NULL };

static sheet_section *const text[] = { section_load, section_answers, section_blank, section_why, section_warnings,
	NULL };

static sheet_section *const plain_one[] = { section_load, section_answers, section_blank, section_why, section_details,
	NULL };

/* Of a study whose rows have no part that is known here. */
const struct sheet_part plain_report = { .text = text, .one = plain_one, .load = report_workload };

const struct sheet_part serving_report = {
	.text = text, .one = estimate_sections, .load = report_workload, .charts = write_charts
};
