/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of fleets: what to sign on one screen, then all offers as a table. */
#include <limits.h>

#include "base/i18n.h"
#include "study/scenario_text.h"
#include "study/fleet_bill.h"
#include "report/phrases.h"
#include "report/sections.h"
#include "report/labels.h"

/* The planner shows it in a frame of 80 columns. */
enum { WIDTH = 78, ALTERNATIVES = 2 };

/* The model and its requests in a line, the traffic of the day in another. */
static void write_load(struct text *out, const struct study *study, const struct scenario *s, const struct model *model)
{
	struct fleet_terms terms;
	TEXT(line);

	(void)study;
	fleet_terms_read(&terms, s);
	text_addf(&line, "%s, ", model->name);
	label_params(&line, model->counts.total);
	text_add(&line, _(": prompt "));
	quantity_format(&line, s->number[PARAMETER_PROMPT], QUANTITY_TOKENS, 6);
	text_add(&line, _(", output "));
	quantity_format(&line, s->number[PARAMETER_OUTPUT], QUANTITY_TOKENS, 6);
	text_add(&line, _(", TTFT "));
	scenario_text(s, PARAMETER_TTFT, &line);
	text_add(&line, _(", TPOT "));
	scenario_text(s, PARAMETER_TPOT, &line);
	text_add_wrapped(out, line.data, 0, 0, WIDTH);
	text_clear(&line);
	quantity_format(&line, terms.peak, QUANTITY_RATE, 3);
	text_add(&line, _(" at the peak, "));
	quantity_format(&line, terms.low, QUANTITY_RATE, 3);
	text_add(&line, _(" at the low, "));
	quantity_format(&line, terms.mean, QUANTITY_RATE, 3);
	text_addf(&line,
		ngettext(" on average; a month of %.0f hour", " on average; a month of %.0f hours",
			label_count(terms.month_hours)),
		terms.month_hours);
	text_add_wrapped(out, line.data, 0, 0, WIDTH);
}

static void write_brief(struct text *out, const struct row *a)
{
	if (!a->offer)
		return;
	label_fleet(out, a);
	text_add(out, ", ");
	label_bought(out, a);
	text_add_char(out, '\n');
}

static void add_offer(struct text *out, const struct offer *offer, long today)
{
	text_add(out, label_purchase(offer->purchase));
	text_add(out, _(" at "));
	label_value(out, offer->usd_per_gpu_hour, UNIT_USD);
	text_add(out, _(" a GPU-hour ("));
	label_price_date(out, offer->as_of, today);
	text_add_char(out, ')');
}

/* "10 GPUs reserved 1 year at $1.99 a GPU-hour (...), up to 17 more on demand at $2.49 ..." */
static void add_purchase(struct text *line, const struct row *a, long today)
{
	const struct fleet_bill *bill = bill_of(a);
	double base = bill->mix == FLEET_MIX_ONE
		? bill->gpus
		: fleet_rented_gpus(bill->base_replicas, layout_gpus(&a->deployment.layout), bill->base->gpus);

	text_addf(line, ngettext("%.0f GPU ", "%.0f GPUs ", (unsigned long)base), base);
	add_offer(line, bill->base, today);
	if (bill->mix != FLEET_MIX_ONE) {
		text_addf(line, _("; up to %.0f more "), bill->gpus - base);
		add_offer(line, bill->peak, today);
	}
}

static void add_size(struct text *line, const struct row *a)
{
	const struct deployment *d = &a->deployment;
	double gpus = layout_gpus(&d->layout);

	text_addf(line, ngettext("%.0f replica", "%.0f replicas", (unsigned long)bill_of(a)->replicas),
		bill_of(a)->replicas);
	text_addf(line, ngettext(" of %.0f GPU", " of %.0f GPUs", (unsigned long)gpus), gpus);
	text_addf(line, _(" (%s weights, %s), %.0f of them spare; %.0f at the low"), d->format->name, d->engine->name,
		bill_of(a)->replicas - bill_of(a)->needed, bill_of(a)->replicas_low);
}

/* What the lines above have said; the shares of a decode step are for other commands. */
static const enum reason_id told[] = { REASON_FLEET_HEADROOM, REASON_STALE_PRICE, REASON_COUNT_UNCONFIRMED,
	REASON_COUNT_UNKNOWN, REASON_BOUND_BANDWIDTH, REASON_BOUND_COMPUTE, REASON_BOUND_COMMUNICATION,
	REASON_BOUND_OVERHEAD, REASON_COUNT };

static void write_best(struct sheet *sheet, const struct row *a)
{
	label_fleet(&sheet->line, a);
	text_add(&sheet->line, _(": a month costs "));
	label_band(&sheet->line, &bill_of(a)->usd, UNIT_USD);
	sheet->form->lead(sheet, sheet->line.data, true);
	text_clear(&sheet->line);
	add_purchase(&sheet->line, a, sheet->request->today);
	sheet_say(sheet, sheet->form->item);
	add_size(&sheet->line, a);
	sheet_say(sheet, sheet->form->item);
	sheet_reasons(sheet, &a->reasons, INT_MAX, told);
}

static void write_alternative(struct sheet *sheet, const struct row *a)
{
	struct text *line = &sheet->line;

	text_addf(line, "%d. ", a->rank);
	label_fleet(line, a);
	text_add(line, ", ");
	label_bought(line, a);
	text_add(line, ": ");
	label_value(line, bill_of(a)->usd.mid, UNIT_USD);
	text_add(line, ". ");
	label_reason(line, &a->reasons.items[0]);
	text_add_wrapped(sheet->out, line->data, 0, 3, WIDTH);
	text_clear(line);
}

static void write_alternatives(struct sheet *sheet)
{
	const struct result *r = sheet->request->result;

	if (!report_ranked(r, 2))
		return;
	sheet->form->lines(sheet, _("Next:"));
	for (int rank = 2; rank <= 1 + ALTERNATIVES; rank++)
		if (report_ranked(r, rank))
			write_alternative(sheet, report_ranked(r, rank));
}

static void section_fleet(struct sheet *sheet)
{
	const struct result *r = sheet->request->result;
	const struct row *best = result_best(r);

	if (!best && r->count == 1) {
		/* One answer that is no fleet: why. */
		label_configuration(&sheet->line, &r->rows[0]);
		text_addf(&sheet->line, ": %s", label_verdict(r->rows[0].verdict));
		sheet->form->lead(sheet, sheet->line.data, false);
		text_clear(&sheet->line);
		sheet_reasons(sheet, &r->rows[0].reasons, INT_MAX, NULL);
	} else if (!best) {
		text_add(sheet->out, _("Nothing meets the goals: the reasons are in the table.\n"));
	} else if (!best->offer) {
		text_add(sheet->out, _("What meets the goals has no dated price of the chosen kinds.\n"));
	} else {
		write_best(sheet, best);
		write_alternatives(sheet);
	}
}

static void section_bills(struct sheet *sheet)
{
	if (sheet->request->top == 0)
		return;
	text_addf(
		sheet->out, "\n%s\n\n", _("US dollars a month, bought in one way each, and the cheapest allowed mix:"));
	section_answers(sheet);
}

static sheet_section *const text[] = { section_load, section_fleet, section_warnings, section_bills, NULL };

const struct sheet_part fleet_report = {
	.text = text, .one = estimate_sections, .width = WIDTH, .load = write_load, .brief = write_brief
};
