/* SPDX-License-Identifier: GPL-3.0-or-later */
/* KV cache that a request takes, as engines reserve it, for every kind of attention. */
#include "core/kv.h"

#include "core/kv_entry.h"

/* Just what attention sees. */
static const struct kv_reserve WINDOW_ONLY = { .block_tokens = 1.0 };

double model_kv_bytes(const struct model *model, double tokens, double kv_bytes)
{
	return model_kv_reserved_bytes(model, tokens, kv_bytes, 1.0, &WINDOW_ONLY);
}

bool attention_windowed(const struct attention *a)
{
	return (a->kind == ATTENTION_GQA || a->kind == ATTENTION_MLA) && a->cached && !isnan(a->window);
}

static bool has_cache(const struct attention *a)
{
	return a->kind != ATTENTION_NONE && a->cached;
}

double model_kv_window(const struct model *model)
{
	double window = NAN;

	for (int i = 0; i < model->group_count; i++)
		if (attention_windowed(&model->groups[i].attention))
			window = model->groups[i].attention.window;
	return window;
}

bool model_kv_is_plain(const struct model *model)
{
	double window = model_kv_window(model);

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if ((!isnan(a->ratio) && a->kind == ATTENTION_LATENT) || (attention_windowed(a) && a->window != window))
			return false;
	}
	return model->group_count <= 5;
}

/* What an engine keeps of a request in a layer with that window. */
TRACE_TEMPLATE double kept_tokens(struct trace *t, double window, double tokens, const struct kv_reserve *r)
{
	TRACE_INPUT(t, share, r->pool_share, r->source);
	TRACE_INPUT(t, extra, r->extra_tokens, r->source);
	TRACE_INPUT(t, block, r->block_tokens, r->source);
	TRACE_PART(t, kept, max(share * tokens, ceil(min(tokens, window + extra) / block) * block));
	return kept;
}

double model_kv_window_tokens(struct trace *t, double window, double tokens, const struct kv_reserve *r)
{
	const double kept = kept_tokens(t, window, tokens, r);

	TRACE_ONCE(t, window_tokens, "window_tokens", kept);
	return window_tokens;
}

/* Tokens of a place beside a layer with a window: their pools go together. */
TRACE_TEMPLATE double tokens_in_full(struct trace *t, double window_tokens, double share)
{
	TRACE_ONCE(t, full_tokens, "full_tokens", window_tokens / share);
	return full_tokens;
}

/* Tokens that one sequence occupies in a layer without a window.  With a pool_share both pools have a fixed
 * proportion, so that the larger need decides both. */
static double full_tokens_of(const struct model *model, double tokens, const struct kv_reserve *r)
{
	double full = tokens;

	for (int i = 0; i < model->group_count && r->pool_share > 0.0; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (attention_windowed(a))
			full = fmax(full,
				tokens_in_full(
					NULL, model_kv_window_tokens(NULL, a->window, tokens, r), r->pool_share));
	}
	return full;
}

/* Ratio of layers that the engine allocates to layers of the model, above 1 where groups are padded.
 * vLLM kv_cache_utils.py, _get_kv_cache_groups_uniform_page_size: groups are as large as the rarer kind,
 * or as the other one where that has less than half more. */
static double padding_of(const struct model *model, bool windowed, const struct kv_reserve *r)
{
	double count[2] = { 0.0, 0.0 }, few, many, group;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (a->cached && (a->kind == ATTENTION_GQA || a->kind == ATTENTION_MLA))
			count[attention_windowed(a)] += model->groups[i].count;
	}
	few = fmin(count[0], count[1]);
	many = fmax(count[0], count[1]);
	if (!r->equal_groups || few == 0.0)
		return 1.0;
	group = many < 1.5 * few ? many : few;
	return ceil(count[windowed] / group) * group / count[windowed];
}

static bool entry_a_token(const struct attention *a)
{
	return isnan(a->ratio) && (isnan(a->window) || (attention_windowed(a) && a->indexer_bytes == 0.0)) &&
		(a->kind != ATTENTION_LATENT || a->indexer_bytes == 0.0);
}

TRACE_TEMPLATE double reserved_bytes(struct trace *t, const struct model *model, double tokens, double kv_bytes,
	double tp, const struct kv_reserve *r)
{
	double full_tokens = full_tokens_of(model, tokens, r);

	TRACE_INPUT(t, state, model_state_bytes(model), model->source);
	TRACE_PART(t, bytes, state);
	if (tp > 1.0)
		bytes /= tp;
	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;
		bool windowed = attention_windowed(a);
		double padding;

		if (!has_cache(a))
			continue;
		if (t)
			t->number = i + 1;
		padding = padding_of(model, windowed, r);
		TRACE_INPUT(t, n_i, model->groups[i].count * padding * gpu_share(a, tp), model->source);
		TRACE_MEAN(t, padding > 1.0 ? "padded layers" : NULL);
		const double entry_i = entry_bytes(NULL, a, kv_bytes, NULL);

		if (!entry_a_token(a)) {
			bytes += n_i *
				layer_bytes(a, entry_i,
					windowed ? model_kv_window_tokens(NULL, a->window, tokens, r)
						 : entries(a, full_tokens),
					full_tokens);
		} else if (windowed) {
			const double window_tokens = model_kv_window_tokens(NULL, a->window, tokens, r);

			TRACE_JOIN(t, bytes, +, n_i * entry_i * window_tokens);
		} else {
			TRACE_JOIN(t, bytes, +, n_i * entry_i * full_tokens);
		}
	}
	TRACE_WHOLE(t, bytes, "kv_per_sequence");
	return bytes;
}

double model_kv_reserved_bytes(
	const struct model *model, double tokens, double kv_bytes, double tp, const struct kv_reserve *r)
{
	return reserved_bytes(NULL, model, tokens, kv_bytes, tp, r);
}

void model_kv_reserve_trace(
	struct trace *t, const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r)
{
	double window = model_kv_window(model);

	if (!model_kv_is_plain(model)) {
		trace_given(t, "kv_per_sequence", model_kv_reserved_bytes(model, tokens, kv_bytes, 1.0, r),
			"bytes layer by layer", model->source);
		return;
	}
	for (int i = 0; i < model->group_count; i++) {
		t->number = i + 1;
		entry_bytes(t, &model->groups[i].attention, kv_bytes, model->source);
	}
	TRACE_ARGUMENT(t, tokens, NULL);
	if (!isnan(window)) {
		TRACE_ARGUMENT(t, window, model->source);
		model_kv_window_tokens(t, window, tokens, r);
	}
	if (!isnan(window) && r->pool_share > 0.0 && r->pool_share < 1.0)
		tokens_in_full(t, model_kv_window_tokens(NULL, window, tokens, r), r->pool_share);
	else
		trace_value_as(t, "full_tokens", "tokens", full_tokens_of(model, tokens, r), NULL);
	reserved_bytes(t, model, tokens, kv_bytes, 1.0, r);
}

/* Bytes that a token leaves in all layers with that window (NaN: in those without), and what pads. */
static double growth_of(const struct model *model, double window, double kv_bytes, const struct kv_reserve *r)
{
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;
		bool windowed = attention_windowed(a);

		if (has_cache(a) && (windowed ? a->window == window : isnan(window)))
			bytes += model->groups[i].count * padding_of(model, windowed, r) *
				entry_bytes(NULL, a, kv_bytes, NULL);
	}
	return bytes;
}

void model_kv_engine_trace(struct trace *t, const char *id, const struct model *model, double tokens, double kv_bytes,
	const struct kv_reserve *r)
{
	double window = model_kv_window(model);

	TRACE_INPUT(t, state, model_state_bytes(model), model->source);
	TRACE_INPUT(t, full_bytes, growth_of(model, NAN, kv_bytes, r), model->source);
	TRACE_INPUT(t, full, full_tokens_of(model, tokens, r), r->source);
	TRACE_INPUT(t, window_bytes, growth_of(model, window, kv_bytes, r), model->source);
	TRACE_ARGUMENT(t, tokens, NULL);
	TRACE_ARGUMENT(t, window, model->source);
	const double kept = kept_tokens(t, window, tokens, r);

	TRACE_FORMULA_AS(t, reserved, id, state + full_bytes * full + window_bytes * kept);
	TRACE_MEAN(t, "reserve of another");
}

/* Tokens that one more token of a request of `tokens` adds to a layer with that window. */
static double window_growth(double window, double tokens, const struct kv_reserve *r)
{
	const double kept = fmin(tokens, window + r->extra_tokens);

	if (!(r->pool_share * tokens < kept))
		return r->pool_share;
	return tokens < window + r->extra_tokens ? 1.0 : 0.0;
}

/* The same for a layer without a window: full_tokens_of(). */
static double full_growth(const struct model *model, double tokens, const struct kv_reserve *r)
{
	double growth = 1.0;

	for (int i = 0; i < model->group_count && r->pool_share > 0.0; i++) {
		const struct attention *a = &model->groups[i].attention;

		if (attention_windowed(a) && r->pool_share * tokens < fmin(tokens, a->window + r->extra_tokens))
			growth = window_growth(a->window, tokens, r) / r->pool_share;
	}
	return growth;
}

double model_kv_growth(const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r)
{
	double full = full_growth(model, tokens, r), bytes = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct attention *a = &model->groups[i].attention;
		double per_ratio = isnan(a->ratio) ? 1.0 : 1.0 / a->ratio, grown = full * per_ratio, bare;
		bool windowed = attention_windowed(a);

		if (!has_cache(a))
			continue;
		bare = entry_bytes(NULL, a, kv_bytes, NULL) - (a->kind == ATTENTION_LATENT ? 0.0 : a->indexer_bytes);
		if (windowed)
			grown = window_growth(a->window, tokens, r);
		else if (!isnan(a->window))
			grown = (isnan(a->ratio) ? 0.0 : per_ratio) + (tokens < a->window ? 1.0 : 0.0);
		bytes += model->groups[i].count * padding_of(model, windowed, r) *
			(grown * bare + per_ratio * a->indexer_bytes);
	}
	return bytes;
}

/* What the layers with one window hold on top while a prompt is read. */
TRACE_TEMPLATE double prefill_bytes(struct trace *t, const struct model *model, double window, double tokens,
	double kv_bytes, const struct kv_reserve *r)
{
	const double window_tokens = model_kv_window_tokens(NULL, window, tokens, r);

	TRACE_INPUT(t, window_bytes, growth_of(model, window, kv_bytes, r), model->source);
	TRACE_INPUT(t, extra, r->extra_tokens, r->source);
	TRACE_INPUT(t, block, r->block_tokens, r->source);
	const double step = r->prefill_tokens;
	TRACE_PART(t, held, ceil(min(tokens, window + extra + step) / block) * block);
	if (!(held > window_tokens))
		return 0.0;
	TRACE_FORMULA(t, kv_prefill, window_bytes * (held - window_tokens));
	return kv_prefill;
}

static bool is_first_of_window(const struct model *model, int group)
{
	const struct attention *a = &model->groups[group].attention;

	for (int i = 0; i < group; i++)
		if (attention_windowed(&model->groups[i].attention) && model->groups[i].attention.window == a->window)
			return false;
	return attention_windowed(a);
}

double model_kv_prefill_bytes(const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r)
{
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		double window = model->groups[i].attention.window;

		if (is_first_of_window(model, i))
			bytes += prefill_bytes(NULL, model, window, tokens, kv_bytes, r);
	}
	return bytes;
}

void model_kv_prefill_trace(
	struct trace *t, const struct model *model, double tokens, double kv_bytes, const struct kv_reserve *r)
{
	prefill_bytes(t, model, model_kv_window(model), tokens, kv_bytes, r);
}

double model_kv_bytes_per_token(const struct model *model, double kv_bytes)
{
	return model_kv_growth(model, INFINITY, kv_bytes, &WINDOW_ONLY);
}

double model_state_bytes(const struct model *model)
{
	double bytes = 0.0;

	for (int i = 0; i < model->group_count; i++)
		bytes += model->groups[i].count * model->groups[i].state.bytes;
	return bytes;
}
