/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining memory: weights, activations, the KV cache and how many requests it holds. */
#include <math.h>

#include "base/i18n.h"
#include "core/memory.h"
#include "study/explain_trace.h"
#include "study/explain_memory.h"

static void explain_other_engines(struct explaining *x)
{
	const struct catalog *c = x->s->catalog;
	const struct deployment *d = x->d;
	double block = d->constants->kv_block_tokens;
	double tokens = ceil(scenario_context(x->s) / block) * block;

	x->section = N_("KV cache of one request under other engines");
	for (int i = 0; i < c->engine_count; i++) {
		struct kv_reserve r = engine_kv_reserve(&c->engines[i], d->gpu, d->model);

		if (&c->engines[i] != d->engine)
			model_kv_engine_trace(&x->trace, c->engines[i].id, d->model, tokens, d->kv->bytes, &r);
	}
	explain_trace(x);
}

void explain_memory(struct explaining *x)
{
	const struct model *model = x->d->model;

	x->section = N_("Memory");
	memory_trace(&x->trace, x->d, scenario_context(x->s), x->s->number[PARAMETER_CONCURRENCY]);
	explain_trace(x);
	if (model_kv_is_plain(model) && !isnan(model_kv_window(model)))
		explain_other_engines(x);
}
