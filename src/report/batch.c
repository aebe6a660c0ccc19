/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of piles of work: what to rent until when, then all ways as a table. */
#include <limits.h>
#include <math.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "report/aim.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "report/sections.h"
#include "study/batch_pile.h"
#include "study/scenario_text.h"

/* The planner shows it in a frame of 80 columns. */
enum { WIDTH = 78, ALTERNATIVES = 2 };

static void add_tokens(struct text *line, double tokens)
{
	quantity_format(line, tokens, QUANTITY_PARAMETERS, 3);
}

/* The model and its requests in a line, the pile and its deadline in another. */
static void write_load(struct text *out, const struct study *study, const struct scenario *s, const struct model *model)
{
	const double *n = s->number;
	double requests = batch_requests(s);
	bool all = n[PARAMETER_COUNTED] == COUNTED_ALL;
	TEXT(line);

	(void)study;
	text_addf(&line, "%s, ", model->name);
	label_params(&line, model->counts.total);
	text_add(&line, _(": prompt "));
	quantity_format(&line, n[PARAMETER_PROMPT], QUANTITY_TOKENS, 6);
	text_add(&line, _(", output "));
	quantity_format(&line, n[PARAMETER_OUTPUT], QUANTITY_TOKENS, 6);
	text_add_wrapped(out, line.data, 0, 0, WIDTH);
	text_clear(&line);
	add_tokens(&line, requests * (n[PARAMETER_OUTPUT] + (all ? n[PARAMETER_PROMPT] : 0.0)));
	text_add(&line, all ? _(" tokens with prompts, ") : _(" output tokens, "));
	add_tokens(&line, requests);
	text_add(&line, _(" requests, by "));
	clock_format_short(&line, floor((s->now + n[PARAMETER_DEADLINE]) / 60.0) * 60.0, s->now);
	text_add(&line, _(" (in "));
	label_hours(&line, n[PARAMETER_DEADLINE] / 3600.0);
	text_addf(&line, _("), %.0f %% sure"), n[PARAMETER_CERTAINTY] * 100.0);
	text_add_wrapped(out, line.data, 0, 0, WIDTH);
}

/* "16 x H100 SXM (8 replicas of 2), spot at Verda" */
static void add_way(struct text *line, const struct row *a)
{
	double replicas = deployment_replicas(&a->deployment), gpus = layout_gpus(&a->deployment.layout);

	text_addf(line, "%.0f x %s", pile_of(a)->rented_gpus, a->deployment.gpu->short_name);
	if (gpus > 1.0 || pile_of(a)->rented_gpus != replicas)
		text_addf(line, ngettext(" (%.0f replica of %.0f)", " (%.0f replicas of %.0f)", label_count(replicas)),
			replicas, gpus);
	if (a->offer)
		text_addf(line, _(", %s at %s"), label_purchase(a->offer->purchase), a->offer->provider->name);
}

/* "done 06:00, $235 (210 to 268), at most $289 with 80 % certainty" */
static void add_end(struct text *line, const struct row *a, double certainty)
{
	const struct batch_pile *p = pile_of(a);

	if (isnan(p->hours.mid))
		return;
	text_add(line, _("done about "));
	clock_format_cell(line, pile_done_at(a), p->now);
	text_add(line, _(" (in "));
	label_hours(line, p->hours.mid);
	text_add_char(line, ')');
	if (!a->offer)
		return;
	text_add(line, ", ");
	label_value(line, p->usd.mid, UNIT_BILL);
	text_addf(line, _(", %.0f %% sure at most "), certainty * 100.0);
	label_value(line, p->usd_sure, UNIT_BILL);
}

static void write_brief(struct text *out, const struct row *a)
{
	add_way(out, a);
	text_add_char(out, '\n');
}

/* What other commands tell. */
static const enum reason_id told[] = { REASON_STALE_PRICE, REASON_BOUND_BANDWIDTH, REASON_BOUND_COMPUTE,
	REASON_BOUND_COMMUNICATION, REASON_BOUND_OVERHEAD, REASON_COUNT };

static void write_lead(struct sheet *sheet, const struct row *a)
{
	double certainty = sheet->request->scenario->number[PARAMETER_CERTAINTY];
	struct text *line = &sheet->line;

	if (a->verdict != VERDICT_MEETS)
		text_addf(line, _("%s. First among the rest: "), _(aim_of(a->part_kind)->nothing));
	add_way(line, a);
	text_add(line, ": ");
	if (a->verdict <= VERDICT_MISSES)
		add_end(line, a, certainty);
	else
		text_add(line, label_row_verdict(a));
	sheet->form->lead(sheet, line->data, a->verdict == VERDICT_MEETS);
	text_clear(line);
	if (a->verdict <= VERDICT_MISSES && a->p_meets > 0.0) {
		text_add(line, _("In time with "));
		label_cell(line, a->p_meets, UNIT_FRACTION);
		text_add(line, _(" certainty."));
		sheet_say(sheet, sheet->form->item);
	}
	sheet_reasons(sheet, &a->reasons, INT_MAX, told);
}

static void write_alternatives(struct sheet *sheet)
{
	struct text *line = &sheet->line;

	if (!report_ranked(sheet->request->result, 2))
		return;
	sheet->form->lines(sheet, _("Next:"));
	for (int rank = 2; rank <= 1 + ALTERNATIVES; rank++) {
		const struct row *a = report_ranked(sheet->request->result, rank);

		if (!a)
			continue;
		text_addf(line, "%d. ", a->rank);
		add_way(line, a);
		text_add(line, ": ");
		add_end(line, a, sheet->request->scenario->number[PARAMETER_CERTAINTY]);
		text_add_wrapped(sheet->out, line->data, 0, 3, WIDTH);
		text_clear(line);
	}
}

static void section_pile(struct sheet *sheet)
{
	const struct row *a = report_leader(sheet->request->result);

	if (!a) {
		text_add(sheet->out, _("No GPU was considered.\n"));
		return;
	}
	write_lead(sheet, a);
	write_alternatives(sheet);
}

static void section_ways(struct sheet *sheet)
{
	if (sheet->request->top == 0)
		return;
	section_blank(sheet);
	section_answers(sheet);
}

static sheet_section *const text[] = { section_load, section_pile, section_warnings, section_ways, NULL };

const struct sheet_part batch_report = {
	.text = text, .one = estimate_sections, .width = WIDTH, .load = write_load, .brief = write_brief
};
