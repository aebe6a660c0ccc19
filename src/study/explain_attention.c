/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining what attention reads and multiplies, one kind of layer after the other. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

void explain_read(struct explaining *x, double context)
{
	const struct deployment *d = x->d;

	explain_line(x, "context", N_("tokens of a request of mean length: half of its answer is there"),
		     "prompt + output / 2", context, UNIT_NUMBER);
	explain_number(x, "prompt", x->s->number[PARAMETER_PROMPT], N_("mean prompt length in tokens"));
	explain_number(x, "output", x->s->number[PARAMETER_OUTPUT], N_("mean answer length in tokens"));
	trace_again(&x->trace, "context", "context", context);
	model_kv_read_trace(&x->trace, d->model, context, d->kv->bytes, d->layout.tensor);
	explain_trace(x);
}

void explain_latent_flop(struct explaining *x, double context)
{
	model_decode_attention_trace(&x->trace, x->d->model, context);
	explain_trace(x);
}

void explain_prompt_work(struct explaining *x, bool flash, double seen)
{
	trace_again(&x->trace, "seen", "seen", seen);
	model_prefill_attention_trace(&x->trace, x->d->model, flash, seen);
	explain_trace(x);
}
