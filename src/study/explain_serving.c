/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining speed: from one step of the engine to TTFT, TPOT and throughput under a load. */
#include "base/i18n.h"
#include "core/closed_loop.h"
#include "core/open_loop.h"
#include "study/serve_judge.h"
#include "study/explain_trace.h"
#include "study/explain_serving.h"
#include "study/replica.h"
#include "study/serve.h"

static void explain_steps(struct explaining *x, const struct serving *s, const struct service *v, bool together)
{
	x->section = N_("One decode step");
	serving_trace_decode(&x->trace, s, v->decoding);
	explain_trace(x);
	x->section = N_("One step of prompt tokens");
	serving_trace_prompt(&x->trace, s);
	explain_trace(x);
	if (!together) {
		x->section = N_("One decode step with prompt tokens");
		serving_trace_mixed(&x->trace, s, v->decoding);
	} else if (v->running > 1.0) {
		x->section = N_("One step of the batch's prompts");
		serving_trace_packed(&x->trace, s, v->running);
	}
	explain_trace(x);
}

void explain_serving(struct explaining *x)
{
	bool together = !replica_of(x->a)->open_loop && x->s->number[PARAMETER_BATCHING] == BATCHING_STATIC;
	struct serving serving;
	struct service v = serve_load(x->s, x->a, &serving);

	explain_steps(x, &serving, &v, together);
	x->section = N_("Speed");
	serving_trace_isolated(&x->trace, &serving);
	if (together)
		serving_trace_static(&x->trace, &serving, &v);
	else if (replica_of(x->a)->open_loop)
		serving_trace_open(&x->trace, &serving, x->s->number[PARAMETER_RATE]);
	else
		serving_trace_closed(&x->trace, &serving, &replica_of(x->a)->memory, &v);
	explain_trace(x);
}
