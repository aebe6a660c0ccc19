/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step model: soft rooflines per weight group, expert coverage, attention, links, fixed times. */
#include "core/step.h"

#include "core/attention.h"

/* Shards and ranks exchange data at every layer; llama.cpp hands layers over through the host. */
static bool needs_link(const struct deployment *d)
{
	return layout_group(&d->layout) > 1.0 || (layout_gpus(&d->layout) > 1.0 && !d->engine->splits_layers);
}

/* The format itself and, in a checkpoint of several, those of its parts. */
static bool runs_formats(const struct deployment *d)
{
	if (deployment_support(d) == FORMAT_UNSUPPORTED)
		return false;
	for (int i = 0; i < PART_COUNT; i++) {
		const struct weight_format *own = model_part_format(d->model, d->format, (enum weight_part)i);

		if (own && format_support(own, d->gpu, d->engine->bit) == FORMAT_UNSUPPORTED)
			return false;
	}
	return true;
}

enum step_gap step_check(const struct deployment *d)
{
	const struct gpu *g = d->gpu;

	if (!g->family)
		return STEP_NO_FAMILY;
	if (isnan(g->bandwidth_bytes_per_s))
		return STEP_NO_BANDWIDTH;
	if (isnan(g->peak_flops[TENSOR_16BIT]))
		return STEP_NO_RATE;
	if (!runs_formats(d))
		return STEP_NO_FORMAT;
	if (needs_link(d) && !gpu_link_for(g, layout_gpus(&d->layout)))
		return STEP_NO_LINK;

	for (int i = STEP_ATTENTION; i <= STEP_HEAD; i++) {
		struct step_part part = step_part(d, (enum step_part_id)i);

		if (isnan(part.multiply_rate) || isnan(part.stream_rate))
			return STEP_NO_RATE;
	}
	return isnan(g->family->e_att) || isnan(g->family->e_fa) ? STEP_NO_RATE : STEP_READY;
}

/* Whether the trace is of the step that comes first. */
static bool is_first(const struct trace *t)
{
	return !*t->prefix;
}

TRACE_TEMPLATE double kv_rate_of(struct trace *t, const struct deployment *d)
{
	TRACE_INPUT(t, bandwidth, d->gpu->bandwidth_bytes_per_s, d->gpu->source);
	TRACE_CONSTANT(t, e_att, d->gpu->family->e_att, "e_att", d->gpu->family->id);
	TRACE_PART(t, kv_rate, bandwidth * e_att);
	return kv_rate;
}

/* Of attention's products: absorbed latents, and prompts with flash attention. */
TRACE_TEMPLATE double flash_rate_of(struct trace *t, const struct deployment *d)
{
	TRACE_INPUT(t, peak, d->gpu->peak_flops[TENSOR_16BIT], d->gpu->source);
	TRACE_CONSTANT(t, e_fa, d->gpu->family->e_fa, "e_fa", d->gpu->family->id);
	TRACE_PART(t, flash_rate, peak * e_fa);
	return flash_rate;
}

/* Reading the cache, and what absorbed latent attention multiplies beyond that. */
struct decode_attention {
	double kv_s, compute_s;
};

/* The trace if it is of the step that comes first: what others share with it stands there. */
TRACE_TEMPLATE struct trace *first_of(struct trace *t)
{
	return t && is_first(t) ? t : NULL;
}

TRACE_TEMPLATE double latent_seconds(
	struct trace *t, const struct step_model *m, double batch, double dp, double tp, double context)
{
	const double latent_flop = model_attention_work(first_of(t), m->d->model, ATTENTION_LATENT_FLOP, context);
	const double flash_rate = m->flash_rate;

	TRACE_ONCE(t, latent_s, "latent_s", batch / dp * latent_flop / tp / flash_rate);
	return latent_s;
}

TRACE_TEMPLATE struct decode_attention attend_decoded(
	struct trace *t, const struct step_model *m, double batch, double context)
{
	const struct deployment *d = m->d;
	const double kv_rate = m->kv_rate;

	TRACE_WHOLE_ONCE(first_of(t), context, "context");
	const double read = model_kv_read_bytes(first_of(t), d->model, context, d->kv->bytes, d->layout.tensor);

	TRACE_DO(t, kv_rate_of(t, d));
	TRACE_DO(t, flash_rate_of(t, d));
	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	TRACE_ONCE(t, cache_read_s, "cache_read_s", batch / dp * read / kv_rate);
	if (!(d->model->counts.mla_layers > 0.0)) {
		TRACE_ONCE(t, kv_s, "kv_s", cache_read_s);
		return (struct decode_attention){ kv_s, 0.0 };
	}
	const double latent_s = latent_seconds(t, m, batch, dp, tp, context);

	TRACE_CONSTANT(t, p, m->parts.p, d->engine->splits_layers ? "lc_p" : "p", NULL);
	TRACE_PART(t, attended_s, soft_max(cache_read_s, latent_s, p));
	TRACE_ONCE(t, kv_s, "kv_s", attended_s * cache_read_s / (cache_read_s + latent_s));
	TRACE_PART(t, latents_s, attended_s - kv_s);
	return (struct decode_attention){ kv_s, latents_s };
}

/* Prompt tokens attend to those before them. */
TRACE_TEMPLATE double attend_prompt(struct trace *t, const struct step_model *m, double prompt, double seen)
{
	const struct deployment *d = m->d;
	const double flash_rate = m->flash_rate;

	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	/* Without flash attention the score matrix goes through memory. */
	if (!m->flash) {
		const double scores = model_attention_work(NULL, d->model, ATTENTION_SCORES, seen);

		TRACE_CONSTANT(t, bytes, d->constants->lc_score_bytes, "lc_score_bytes", NULL);
		TRACE_INPUT(t, bandwidth, d->gpu->bandwidth_bytes_per_s, d->gpu->source);
		TRACE_FORMULA(t, prompt_attention_s, prompt * scores * bytes / (dp * tp * bandwidth));
		return prompt_attention_s;
	}
	const double flop = model_attention_work(NULL, d->model, ATTENTION_FLOP, seen);

	if (t)
		flash_rate_of(t, d);
	TRACE_PART(t, work, prompt * flop);
	/* A prompt of S tokens sees S/2: tiles on the diagonal and the start cost S0/S. */
	if (m->prompt_half > 0.0) {
		TRACE_CONSTANT(t, s0_fa, m->prompt_half, "s0_fa", d->gpu->family->id);
		TRACE_JOIN(t, work, *, 1 + s0_fa / max(1, 2 * seen));
	}
	TRACE_FORMULA(t, prompt_attention_s, work / (dp * tp * flash_rate));
	return prompt_attention_s;
}

/* Hidden states through memory between kernels. */
TRACE_TEMPLATE double hidden_seconds(struct trace *t, const struct deployment *d, double tokens, double dp)
{
	TRACE_CONSTANT(t, c_act, d->constants->c_act, "c_act", NULL);
	TRACE_INPUT(t, hidden, d->model->hidden, d->model->source);
	TRACE_INPUT(t, layers, d->model->counts.layers, d->model->source);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	TRACE_INPUT(t, bandwidth, d->gpu->bandwidth_bytes_per_s, d->gpu->source);
	TRACE_FORMULA(t, hidden_s, c_act * 2 * hidden * layers * tokens / dp / (tp * bandwidth));
	return hidden_s;
}

/* One kind of layer and its fixed time, where the model has it. */
#define LAYERS(t, d, kind, seconds, value, variant) \
	do { \
		TRACE_INPUT(t, kind, (d)->model->counts.kind, (d)->model->source); \
		if (kind > 0.0) { \
			TRACE_CONSTANT(t, seconds, value, #seconds, variant); \
			TRACE_JOIN(t, fixed, +, kind * seconds); \
		} \
	} while (0)

TRACE_TEMPLATE double fixed_seconds(struct trace *t, const struct deployment *d)
{
	const struct engine_profile *e = d->profile;
	const struct constants *k = d->constants;

	TRACE_PART(t, fixed, 0);
	LAYERS(t, d, layers, t_layer, e->t_layer, e->id);
	LAYERS(t, d, moe_layers, t_moe, e->t_moe, e->id);
	LAYERS(t, d, mla_layers, t_mla, k->t_mla, NULL);
	LAYERS(t, d, sparse_layers, t_dsa, k->t_dsa, NULL);
	LAYERS(t, d, state_layers, t_lin, k->t_lin, NULL);
	if (step_part_widens(d)) {
		TRACE_INPUT(t, widening_layers, d->model->counts.layers, d->model->source);
		TRACE_CONSTANT(t, t_wo, k->t_wo, "t_wo", NULL);
		TRACE_JOIN(t, fixed, +, widening_layers * t_wo);
	}
	TRACE_WHOLE_ONCE(t, fixed, "layer_fixed_s");
	return fixed;
}

/* Without requests that decode only the step itself costs the host time. */
TRACE_TEMPLATE double host_seconds(struct trace *t, const struct step_model *m, double batch)
{
	const struct engine_profile *e = m->d->profile;
	double seconds;

	TRACE_CONSTANT(t, t_host, e->t_host, "t_host", e->id);
	if (batch > 0.0) {
		TRACE_CONSTANT(t, t_seq, e->t_seq, "t_seq", e->id);
		TRACE_INPUT(t, dp, m->d->layout.data, NULL);
		TRACE_PART(t, host, (t_host + batch / dp * t_seq));
		seconds = host;
	} else {
		TRACE_PART(t, host, t_host);
		seconds = host;
	}
	double host = seconds;

	if (m->host_factor != 1.0) {
		TRACE_CONSTANT(t, host_factor, m->host_factor, m->d->gpu->grace_host ? "h_grace" : "h_pcie", NULL);
		TRACE_JOIN(t, host, *, host_factor);
	}
	if (batch > 0.0)
		TRACE_WHOLE_ONCE(t, host, "host_s");
	else
		TRACE_WHOLE(t, host, "host_s");
	return host;
}

TRACE_TEMPLATE double overhead_seconds(struct trace *t, const struct step_model *m, double batch, double tokens)
{
	const double layer_fixed_s = m->layer_fixed_s, dp = m->d->layout.data;
	const double fixed = layer_fixed_s;

	if (t)
		fixed_seconds(t, m->d);
	const double host = host_seconds(t, m, batch);

	TRACE_ARGUMENT(t, dp, NULL);
	const double hidden_s = hidden_seconds(t, m->d, tokens, dp);

	TRACE_FORMULA(t, overhead_s, fixed + host + hidden_s);
	return overhead_s;
}

TRACE_TEMPLATE double stages_of(struct trace *t, const struct deployment *d)
{
	TRACE_INPUT(t, pp, d->layout.pipeline, NULL);
	TRACE_CONSTANT(t, pp_gain, d->constants->pp_gain, "pp_gain", NULL);
	TRACE_PART(t, stages, pow(pp, pp_gain));
	return stages;
}

/* Pipeline stages work on different parts of the batch at the same time. */
TRACE_TEMPLATE double batch_of(struct trace *t, const struct step_model *m, double running)
{
	const double stages = m->stages;

	if (t)
		stages_of(t, m->d);
	TRACE_ONCE(t, batch, "batch", max(min(running, 1), running / stages));
	return batch;
}

/* The LM head answers decoded requests, and some of the prompts whose tokens pass. */
TRACE_TEMPLATE double head_rows(struct trace *t, const struct step_model *m, double batch, double prompt)
{
	TRACE_PART(t, rows, 0);
	if (batch > 0.0)
		TRACE_JOIN(t, rows, +, batch);
	if (prompt > 0.0) {
		TRACE_CONSTANT(t, head_chunk, m->d->constants->head_chunk_tokens, "moe_head_chunk", NULL);
		TRACE_JOIN(t, rows, +, max(1, prompt / head_chunk));
		TRACE_WHOLE(t, rows, "rows");
	}
	return rows;
}

TRACE_TEMPLATE double step_tokens(struct trace *t, double batch, double prompt)
{
	TRACE_PART(t, tokens, 0);
	if (batch > 0.0)
		TRACE_JOIN(t, tokens, +, batch);
	if (prompt > 0.0)
		TRACE_JOIN(t, tokens, +, prompt);
	if (batch > 0.0 && prompt > 0.0)
		TRACE_WHOLE(t, tokens, "batch");
	return tokens;
}

/* Parts overlap: what is not streaming is computing. */
TRACE_TEMPLATE double compute_seconds(
	struct trace *t, const struct step_products *sum, double latents, double prompt, double prompt_attention_s)
{
	const double weights_s = sum->weights_s;
	double compute_s = sum->whole_s;

	TRACE_WHOLE(t, weights_s, "weights_s");
	TRACE_JOIN(t, compute_s, -, weights_s);
	if (latents > 0.0) {
		const double latents_s = latents;

		TRACE_JOIN(t, compute_s, +, latents_s);
	}
	if (prompt > 0.0)
		TRACE_JOIN(t, compute_s, +, prompt_attention_s);
	TRACE_WHOLE(t, compute_s, "compute_s");
	return compute_s;
}

TRACE_TEMPLATE void add_up(struct trace *t, struct step_time *step, bool decodes)
{
	const double weights_s = step->weights_s, kv_s = step->kv_s, compute_s = step->compute_s;
	const double communication_s = step->communication_s, overhead_s = step->overhead_s;

	TRACE_PART(t, total_s, weights_s);
	if (decodes)
		TRACE_JOIN(t, total_s, +, kv_s);
	TRACE_JOIN(t, total_s, +, compute_s);
	TRACE_JOIN(t, total_s, +, communication_s);
	TRACE_JOIN(t, total_s, +, overhead_s);
	TRACE_WHOLE(t, total_s, is_first(t) ? "step_s" : "s");
	step->total_s = total_s;
}

TRACE_TEMPLATE struct step_time evaluate(
	struct trace *t, const struct step_model *m, double running, double context, double prompt, double seen)
{
	struct decode_attention decoded = { 0 };
	struct step_time step = { 0 };
	const double batch = batch_of(running > 0.0 ? t : NULL, m, running);
	const double tokens = step_tokens(t, batch, prompt);
	const double rows = head_rows(t, m, batch, prompt);
	const struct step_products sum = step_products(t, &m->parts, tokens, rows);
	double attention_s = 0.0;

	if (batch > 0.0)
		decoded = attend_decoded(t, m, batch, context);
	if (prompt > 0.0)
		attention_s = attend_prompt(t, m, prompt, seen);
	step.kv_s = decoded.kv_s;
	step.weights_s = sum.weights_s;
	step.compute_s = compute_seconds(t, &sum, decoded.compute_s, prompt, attention_s);
	step.communication_s = step_exchange_s(t, m->d, &m->links, tokens);
	step.overhead_s = overhead_seconds(t, m, batch, tokens);
	add_up(t, &step, batch > 0.0);
	return step;
}

static double host_factor(const struct deployment *d, const struct gpu_link *link)
{
	if (d->engine->splits_layers)
		return 1.0;
	if (d->gpu->grace_host)
		return d->constants->h_grace;
	return link && link->kind == LINK_PCIE ? d->constants->h_pcie : 1.0;
}

void step_prepare(struct step_model *m, const struct deployment *d)
{
	const struct gpu_family *f = d->gpu->family;

	*m = (struct step_model){ .d = d };
	m->stages = stages_of(NULL, d);
	step_parts_prepare(&m->parts, d);
	m->kv_rate = kv_rate_of(NULL, d);
	m->flash = !d->engine->splits_layers;
	m->flash_rate = flash_rate_of(NULL, d);
	m->prompt_half = isnan(f->s0_fa) ? 0.0 : f->s0_fa;
	m->links.tensor = gpu_link_for(d->gpu, d->layout.tensor);
	m->links.group = gpu_link_for(d->gpu, layout_gpus(&d->layout));
	m->layer_fixed_s = fixed_seconds(NULL, d);
	m->host_factor = host_factor(d, gpu_link_for(d->gpu, 2.0));
}

struct step_time step_evaluate(
	struct trace *t, const struct step_model *m, double sequences, double context, double prompt, double seen)
{
	return t ? evaluate(t, m, sequences, context, prompt, seen)
		 : evaluate(NULL, m, sequences, context, prompt, seen);
}

/* Prompt tokens of a step when so many are processed in chunks as equal as can be. */
TRACE_TEMPLATE double equal_chunk(struct trace *t, double tokens, double chunk)
{
	TRACE_PART(t, chunks, ceil(tokens / chunk));
	TRACE_FORMULA_AS(t, prompt, "batch", tokens / chunks);
	return prompt;
}

/* All chunks, which pipeline stages work on side by side. */
TRACE_TEMPLATE double chunk_by_chunk(
	struct trace *t, const struct step_model *m, double tokens, double chunk, double chunk_s)
{
	const bool by_layers = m->d->engine->splits_layers;

	TRACE_PART(t, chunks, ceil(tokens / chunk));
	TRACE_PART(t, all_s, chunks * chunk_s);
	TRACE_INPUT(t, pp, m->d->layout.pipeline, NULL);
	if (pp > 1.0) {
		TRACE_PART(t, waves, max(1, tokens / chunk));
		TRACE_CONSTANT(t, lc_pp, by_layers ? m->d->constants->lc_pp : 1.0, "lc_pp", NULL);
		const double exponent = lc_pp;

		TRACE_AGAIN(t, exponent, by_layers ? "lc_pp" : "1");
		TRACE_JOIN(t, all_s, *, pow((waves + pp - 1) / (waves * pp), exponent));
	}
	return all_s;
}

double step_prompts_s(const struct step_model *m, double tokens, double seen, double chunk)
{
	double prompt = equal_chunk(NULL, tokens, chunk);

	return chunk_by_chunk(NULL, m, tokens, chunk, step_evaluate(NULL, m, 0.0, 0.0, prompt, seen).total_s);
}

void step_chunk_trace(struct trace *t, const struct step_model *m, double tokens, double seen, double chunk)
{
	step_evaluate(t, m, 0.0, 0.0, equal_chunk(t, tokens, chunk), seen);
}

void step_prompts_trace(struct trace *t, const struct step_model *m, double tokens, double seen, double chunk,
	const char *chunk_id, const char *id)
{
	double prompt = equal_chunk(NULL, tokens, chunk);
	double chunk_s = step_evaluate(NULL, m, 0.0, 0.0, prompt, seen).total_s;
	double all_s;

	TRACE_AGAIN(t, chunk_s, chunk_id);
	all_s = chunk_by_chunk(t, m, tokens, chunk, chunk_s);
	TRACE_WHOLE(t, all_s, id);
}

double step_prompt_s(const struct step_model *m, double tokens, double cached, double chunk)
{
	/* Equal chunks see half the new tokens on average; their number is what matters. */
	return step_prompts_s(m, tokens, cached + tokens / 2.0, chunk);
}
