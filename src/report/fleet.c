/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fleet in words: what to sign on one screen, then all offers as a table. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "study/fleet_bill.h"
#include "report/people.h"
#include "report/table.h"
#include "report/words.h"

/* The planner shows it in a frame of 80 columns. */
enum { WIDTH = 78, ALTERNATIVES = 2 };

/* A line of the list under the answer. */
static void add_item(struct text *out, const char *text)
{
	struct text line;

	text_init(&line);
	text_addf(&line, "- %s", text);
	text_add_wrapped(out, line.data, 0, 2, WIDTH);
	text_release(&line);
}

static void add_amount(struct text *out, double usd)
{
	words_value(out, usd, UNIT_USD);
}

static void add_rate(struct text *out, double rate)
{
	quantity_format(out, rate, QUANTITY_RATE, 3);
}

void report_fleet_load(struct text *out, const struct scenario *s, const struct result *r)
{
	struct fleet_terms terms;
	struct text line;

	fleet_terms_read(&terms, s);
	text_init(&line);
	text_addf(&line, "%s, ", r->model->name);
	words_params(&line, r->model->counts.total);
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
	add_rate(&line, terms.peak);
	text_add(&line, _(" at the peak, "));
	add_rate(&line, terms.low);
	text_add(&line, _(" at the low, "));
	add_rate(&line, terms.mean);
	text_addf(&line, ngettext(" on average; a month of %.0f hour", " on average; a month of %.0f hours",
				  words_count(terms.month_hours)), terms.month_hours);
	text_add_wrapped(out, line.data, 0, 0, WIDTH);
	text_release(&line);
}

static void add_offer(struct text *out, const struct offer *offer, long today)
{
	text_add(out, words_purchase(offer->purchase));
	text_add(out, _(" at "));
	add_amount(out, offer->usd_per_gpu_hour);
	text_add(out, _(" a GPU-hour ("));
	words_price_date(out, offer->as_of, today);
	text_add_char(out, ')');
}

/* "10 GPUs reserved 1 year at $1.99 a GPU-hour (...), up to 17 more on demand at $2.49 ..." */
static void write_purchase(struct text *out, const struct row *a, long today)
{
	const struct fleet_bill *bill = &*bill_of(a);
	double base = bill->mix == FLEET_MIX_ONE
			      ? bill->gpus
			      : fleet_rented_gpus(bill->base_replicas, layout_gpus(&a->deployment.layout),
						  bill->base->gpus);
	struct text line;

	text_init(&line);
	text_addf(&line, ngettext("%.0f GPU ", "%.0f GPUs ", (unsigned long)base), base);
	add_offer(&line, bill->base, today);
	if (bill->mix != FLEET_MIX_ONE) {
		text_addf(&line, _("; up to %.0f more "), bill->gpus - base);
		add_offer(&line, bill->peak, today);
	}
	add_item(out, line.data);
	text_release(&line);
}

static void write_size(struct text *out, const struct row *a)
{
	const struct deployment *d = &a->deployment;
	double gpus = layout_gpus(&d->layout);
	struct text line;

	text_init(&line);
	text_addf(&line, ngettext("%.0f replica", "%.0f replicas",
				  (unsigned long)bill_of(a)->replicas), bill_of(a)->replicas);
	text_addf(&line, ngettext(" of %.0f GPU", " of %.0f GPUs", (unsigned long)gpus), gpus);
	text_addf(&line, _(" (%s weights, %s), %.0f of them spare; %.0f at the low"), d->format->name,
		  d->engine->name, bill_of(a)->replicas - bill_of(a)->needed, bill_of(a)->replicas_low);
	add_item(out, line.data);
	text_release(&line);
}

/* What the lines above have not said; the shares of a decode step are for other commands. */
static bool is_told(enum reason_id id)
{
	switch (id) {
	case REASON_FLEET_HEADROOM:
	case REASON_STALE_PRICE:
	case REASON_BOUND_BANDWIDTH:
	case REASON_BOUND_COMPUTE:
	case REASON_BOUND_COMMUNICATION:
	case REASON_BOUND_OVERHEAD:
		return true;
	default:
		return false;
	}
}

static void write_best(struct text *out, const struct row *a, long today)
{
	struct text line;

	text_init(&line);
	words_fleet(&line, a);
	text_add(&line, _(": a month costs "));
	words_band(&line, &bill_of(a)->usd, UNIT_USD);
	text_add_wrapped(out, line.data, 0, 2, WIDTH);
	write_purchase(out, a, today);
	write_size(out, a);
	for (int i = 0; i < a->reasons.count; i++) {
		if (is_told(a->reasons.items[i].id))
			continue;
		text_clear(&line);
		words_reason(&line, &a->reasons.items[i]);
		add_item(out, line.data);
	}
	text_release(&line);
}

static const struct row *ranked(const struct result *r, int rank)
{
	for (int i = 0; i < r->count; i++)
		if (r->rows[i].rank == rank && r->rows[i].verdict == VERDICT_MEETS &&
		    r->rows[i].offer)
			return &r->rows[i];
	return NULL;
}

static void write_alternative(struct text *out, const struct row *a)
{
	struct text line;

	text_init(&line);
	text_addf(&line, "%d. ", a->rank);
	words_fleet(&line, a);
	text_add(&line, ", ");
	words_bought(&line, a);
	text_add(&line, ": ");
	add_amount(&line, bill_of(a)->usd.mid);
	text_add(&line, ". ");
	words_reason(&line, &a->reasons.items[0]);
	text_add_wrapped(out, line.data, 0, 3, WIDTH);
	text_release(&line);
}

static void write_alternatives(struct text *out, const struct result *r)
{
	if (!ranked(r, 2))
		return;
	text_addf(out, "%s\n", _("Next:"));
	for (int rank = 2; rank <= 1 + ALTERNATIVES; rank++)
		if (ranked(r, rank))
			write_alternative(out, ranked(r, rank));
}

static void write_warnings(struct text *out, const struct result *r)
{
	struct text line;

	text_init(&line);
	for (int i = 0; i < r->warnings.count; i++) {
		text_clear(&line);
		text_add(&line, _("Warning: "));
		words_reason(&line, &r->warnings.items[i]);
		text_add_wrapped(out, line.data, 0, 0, WIDTH);
	}
	text_release(&line);
}

/* One answer that is no fleet: why. */
static void write_misses(struct text *out, const struct row *a)
{
	struct text line;

	text_init(&line);
	words_configuration(&line, a);
	text_addf(&line, ": %s", words_verdict(a->verdict));
	text_add_wrapped(out, line.data, 0, 2, WIDTH);
	for (int i = 0; i < a->reasons.count; i++) {
		text_clear(&line);
		words_reason(&line, &a->reasons.items[i]);
		add_item(out, line.data);
	}
	text_release(&line);
}

void report_fleet(struct text *out, const struct scenario *s, const struct result *r, long today,
		  struct report_style style, int top)
{
	const struct row *best = result_best(r);

	report_fleet_load(out, s, r);
	text_add_char(out, '\n');
	if (!best && r->count == 1)
		write_misses(out, &r->rows[0]);
	else if (!best)
		text_add(out, _("Nothing meets the goals: the reasons are in the table.\n"));
	else if (!best->offer)
		text_add(out, _("What meets the goals has no dated price of the chosen kinds.\n"));
	else
		write_best(out, best, today);
	if (best && best->offer)
		write_alternatives(out, r);
	write_warnings(out, r);
	if (top == 0)
		return;
	text_addf(out, "\n%s\n\n",
		  _("US dollars a month, bought in one way each, and the cheapest allowed mix:"));
	report_table(out, r, r->count < top ? r->count : top, style);
}
