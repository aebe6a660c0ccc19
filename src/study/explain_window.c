/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining what an engine reserves for layers with a window, and what the others would. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

double explain_window(const struct model *model)
{
	double window = NAN;

	for (int i = 0; i < model->group_count; i++)
		if (attention_windowed(&model->groups[i].attention))
			window = model->groups[i].attention.window;
	return window;
}

static void share_term(struct explaining *x, const struct kv_reserve *r, const char *source)
{
	explain_term(x, "share", r->pool_share, UNIT_NUMBER,
		     N_("tokens of the window layers' pool for each one of the full layers'"), source);
}

/* The terms of ceil(min(tokens, window + extra) / block) * block. */
static void held_terms(struct explaining *x, const struct kv_reserve *r, const char *source,
		       double tokens)
{
	explain_term(x, "tokens", tokens, UNIT_NONE, N_("context in whole blocks of 16 tokens"), NULL);
	explain_term(x, "window", explain_window(x->d->model), UNIT_NONE, N_("tokens that attention sees"),
		     x->d->model->source);
	explain_term(x, "extra", r->extra_tokens, UNIT_NONE,
		     N_("kept besides: a block that a window straddles, or a step of the prompt"), source);
	explain_term(x, "block", r->block_tokens, UNIT_NONE, N_("tokens are given out in blocks of so many"),
		     source);
}

static const char *source_of(const struct explaining *x, const struct engine *engine)
{
	const struct engine_windows *row = engine_windows_for(engine, x->d->model);

	return row ? row->source : engine->source;
}

void explain_held(struct explaining *x, double tokens)
{
	const struct deployment *d = x->d;
	struct kv_reserve r = engine_kv_reserve(d->engine, d->gpu, d->model);
	const char *source = source_of(x, d->engine);

	explain_line(x, "window_tokens",
		     N_("tokens of one request that the engine keeps in a layer with a window"),
		     "max(share * tokens, ceil(min(tokens, window + extra) / block) * block)",
		     model_kv_window_tokens(explain_window(d->model), tokens, &r), UNIT_NONE);
	share_term(x, &r, source);
	held_terms(x, &r, source, tokens);
	if (r.pool_share == 0.0 || r.pool_share == 1.0)
		return;
	explain_line(x, "full_tokens",
		     N_("tokens of its place in a layer without a window: the pools go together"),
		     "window_tokens / share", model_kv_full_tokens(d->model, tokens, &r), UNIT_NONE);
	explain_earlier(x, "window_tokens");
	share_term(x, &r, source);
}

/* Bytes that a token leaves in all layers with a window, or in all others. */
static double layers_bytes(const struct explaining *x, struct kv_reserve r, bool windowed)
{
	double full, all;

	r.pool_share = 0.0;
	full = model_kv_reserved_per_token(x->d->model, x->d->kv->bytes, &r);
	r.pool_share = 1.0;
	all = model_kv_reserved_per_token(x->d->model, x->d->kv->bytes, &r);
	return windowed ? all - full : full;
}

void explain_prefill(struct explaining *x, double tokens)
{
	const struct deployment *d = x->d;
	struct kv_reserve r = engine_kv_reserve(d->engine, d->gpu, d->model);

	if (!(x->a->memory.kv_prefill > 0.0))
		return;
	explain_line(x, "kv_prefill", N_("held on top in the layers with a window while a prompt is read"),
		     "window_bytes"
		     " * (ceil(min(tokens, window + extra + step) / block) * block - window_tokens)",
		     x->a->memory.kv_prefill, UNIT_BYTES);
	explain_term(x, "window_bytes", layers_bytes(x, r, true), UNIT_BYTES,
		     N_("KV bytes of one token in all layers with a window"), d->model->source);
	explain_term(x, "step", r.prefill_tokens, UNIT_NONE, N_("most tokens of one step"), d->engine->source);
	held_terms(x, &r, source_of(x, d->engine), tokens);
	explain_earlier(x, "window_tokens");
}

static void other_engine(struct explaining *x, const struct engine *engine, double tokens)
{
	const struct deployment *d = x->d;
	struct kv_reserve r = engine_kv_reserve(engine, d->gpu, d->model);
	const char *source = source_of(x, engine);

	explain_line(x, engine->id, N_("KV cache that this engine would reserve for the same request"),
		     "state + full_bytes * full + window_bytes"
		     " * max(share * tokens, ceil(min(tokens, window + extra) / block) * block)",
		     model_kv_reserved_bytes(d->model, tokens, d->kv->bytes, 1.0, &r), UNIT_BYTES);
	explain_term(x, "state", model_state_bytes(d->model), UNIT_BYTES,
		     N_("recurrent state of one request"), d->model->source);
	explain_term(x, "full_bytes", layers_bytes(x, r, false), UNIT_BYTES,
		     N_("KV bytes of one token in all layers without a window"), d->model->source);
	explain_term(x, "full", model_kv_full_tokens(d->model, tokens, &r), UNIT_NONE,
		     N_("tokens of its place in such a layer"), source);
	explain_term(x, "window_bytes", layers_bytes(x, r, true), UNIT_BYTES,
		     N_("KV bytes of one token in all layers with a window"), d->model->source);
	share_term(x, &r, source);
	held_terms(x, &r, source, tokens);
}

void explain_other_engines(struct explaining *x, double tokens)
{
	const struct catalog *c = x->s->catalog;
	const char *section = x->section;

	x->section = N_("KV cache of one request under other engines");
	for (int i = 0; i < c->engine_count; i++)
		if (&c->engines[i] != x->d->engine)
			other_engine(x, &c->engines[i], tokens);
	x->section = section;
}
