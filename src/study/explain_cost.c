/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining cost: from the price of a GPU to dollars per million tokens. */
#include "base/i18n.h"
#include "core/cost.h"
#include "study/explain_lines.h"
#include "study/measured.h"
#include "study/replica.h"

void explain_cost(struct explaining *x)
{
	const struct row *a = x->a;
	const struct offer *offer = a->offer;
	const double *n = x->s->number;
	double busy = replica_of(a)->open_loop ? 1.0 : n[PARAMETER_BUSY];
	bool moved = replica_of(a)->recalibration.shift[MEASURED_TOK_S] != 0.0;

	x->section = N_("Cost");
	if (!offer)
		return;
	cost_usd_per_month(&x->trace,
		cost_usd_per_hour(
			&x->trace, offer->usd_per_gpu_hour, layout_gpus(&x->d->layout), offer->gpus, offer->source),
		x->d->constants->hours_per_month);
	if (band_known(&a->cost.output)) {
		if (moved)
			trace_again(&x->trace, "output_tok_s", "leaned_output_tok_s", replica_of(a)->output_tok_s.mid);
		trace_value(&x->trace, "busy", busy, NULL);
		trace_mean(&x->trace, replica_of(a)->open_loop ? "as it is" : NULL);
		token_cost(&x->trace, a->usd_per_hour, &replica_of(a)->output_tok_s, n[PARAMETER_PROMPT],
			n[PARAMETER_OUTPUT], replica_of(a)->prefill_share, busy);
	}
	explain_trace(x);
}
