/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining cost: from the price of a GPU to dollars per million tokens. */
#include "config.h"

#include <math.h>

#include "base/date.h"
#include "base/i18n.h"
#include "study/explain_lines.h"

static void explain_hour(struct explaining *x)
{
	const struct answer *a = x->a;
	double gpus = layout_gpus(&x->d->layout);
	double instance = isnan(a->offer->gpus) ? 1.0 : a->offer->gpus;

	explain_line(x, "usd_per_hour", metric_row(METRIC_HOUR)->help,
		     "price * ceil(gpus / instance) * instance", a->usd_per_hour, UNIT_USD);
	explain_term(x, "price", a->offer->usd_per_gpu_hour, UNIT_USD, metric_row(METRIC_GPU_HOUR)->help,
		     a->offer->source);
	date_format(a->offer->as_of, x->line->terms[0].as_of);
	explain_term(x, "gpus", gpus, UNIT_NONE, metric_row(METRIC_GPUS)->help, NULL);
	explain_term(x, "instance", instance, UNIT_NONE, N_("GPUs that are rented at a time"),
		     a->offer->source);
	date_format(a->offer->as_of, x->line->terms[2].as_of);
	explain_line(x, "usd_per_month", metric_row(METRIC_MONTH)->help, "usd_per_hour * hours",
		     a->usd_per_month, UNIT_USD);
	explain_earlier(x, "usd_per_hour");
	explain_constant(x, "hours", x->d->constants->hours_per_month, "hours_per_month");
}

static void explain_tokens(struct explaining *x)
{
	const struct answer *a = x->a;
	double busy = a->open_loop ? 1.0 : x->s->number[PARAMETER_BUSY];
	const char *rate = a->lean.shift[MEASURED_TOK_S] != 0.0 ? "leaned_output_tok_s" : "output_tok_s";

	explain_line(x, "usd_per_m_output", metric_row(METRIC_MTOK_OUTPUT)->help,
		     "", a->cost.output.mid, UNIT_USD);
	explain_add_formula(x, "usd_per_hour / (%s * 3600 * busy) * 1000000", rate);
	explain_band(x, &a->cost.output);
	explain_earlier(x, "usd_per_hour");
	explain_earlier(x, rate);
	explain_term(x, "busy", busy, UNIT_FRACTION,
		     a->open_loop ? N_("a rate is billed as it is") : metric_row(METRIC_BUSY)->help, NULL);
	explain_line(x, "usd_per_m_tokens", metric_row(METRIC_MTOK)->help,
		     "usd_per_m_output * output / (prompt + output)", a->cost.blended.mid, UNIT_USD);
	explain_band(x, &a->cost.blended);
	explain_earlier(x, "usd_per_m_output");
	explain_term(x, "prompt", x->s->number[PARAMETER_PROMPT], UNIT_NUMBER, N_("mean prompt length in tokens"), NULL);
	explain_term(x, "output", x->s->number[PARAMETER_OUTPUT], UNIT_NUMBER, N_("mean answer length in tokens"), NULL);
}

void explain_cost(struct explaining *x)
{
	x->section = N_("Cost");
	if (!x->a->offer)
		return;
	explain_hour(x);
	if (band_known(&x->a->cost.output))
		explain_tokens(x);
}
