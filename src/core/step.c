/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step model: soft rooflines per weight group, expert coverage, attention, links, fixed times. */
#include "config.h"

#include "core/step.h"

/* The ids of a part's figures. */
static const struct part_ids {
	const char *stream, *idle, *multiply, *whole;
} part_ids[] = {
	[STEP_ATTENTION] = { "attention_stream_s", "attention_idle", "attention_multiply_s", "attention_s" },
	[STEP_DENSE] = { "dense_stream_s", "dense_idle", "dense_multiply_s", "dense_s" },
	[STEP_HEAD] = { "head_stream_s", "head_idle", "head_multiply_s", "head_s" },
	[STEP_EXPERTS] = { "expert_stream_s", NULL, "expert_multiply_s", "expert_s" },
};

double soft_max(double a, double b, double p)
{
	double high = fmax(a, b), low = fmin(a, b);

	if (!(low > 0.0))
		return high;
	return high * pow(1.0 + pow(low / high, p), 1.0 / p);
}

/* Whether the trace is of the step that comes first: what others share with it stands there. */
static bool is_first(const struct trace *t)
{
	return !*t->prefix;
}

/* gpuplan-model(7), 2.2 Experts: routing reaches this share of the experts with N tokens. */
TRACE_TEMPLATE double miss_of(struct trace *t, const struct deployment *d)
{
	const struct model_counts *c = &d->model->counts;

	TRACE_INPUT(t, top_k, c->top_k, d->model->source);
	TRACE_INPUT(t, experts, c->experts_per_layer, d->model->source);
	TRACE_PART(t, miss, 1 - top_k / experts);
	return fmax(0.0, miss);
}

/* Under expert parallelism the fullest rank counts. */
TRACE_TEMPLATE double imbalance_of(struct trace *t, const struct deployment *d)
{
	TRACE_CONSTANT(t, imb, d->constants->imb, "imb", NULL);
	TRACE_INPUT(t, ep, d->layout.expert, NULL);
	if (!(ep > 1.0))
		return 0.0;
	TRACE_PART(t, imbalance, imb * sqrt(2 * log(ep)));
	return imbalance;
}

/* What a step of so many tokens meets of the experts: their share, and the fullest rank. */
struct reach {
	double coverage, more_bytes, more_work;
	bool uneven; /* the latter two are not just 1 */
};

TRACE_TEMPLATE struct reach reach_of(struct trace *t, const struct step_model *m, double tokens)
{
	const struct deployment *d = m->d;
	const double miss = m->miss, gamma = m->gamma, imbalance = m->imbalance;
	const bool few = d->model->counts.experts_per_layer <= 32.0;

	if (t) {
		miss_of(t, d);
		imbalance_of(t, d);
		trace_constant(t, "gamma", gamma, "gamma", few ? "few" : "many");
	}
	TRACE_FORMULA(t, coverage, 1 - pow(miss, pow(tokens, gamma)));
	if (!(imbalance > 0.0))
		return (struct reach) { coverage, 1.0, 1.0, false };
	TRACE_INPUT(t, top_k, d->model->counts.top_k, NULL);
	TRACE_INPUT(t, experts, d->model->counts.experts_per_layer, NULL);
	TRACE_INPUT(t, ep, d->layout.expert, NULL);
	TRACE_FORMULA(t, more_bytes, min(1 / coverage, 1 + imbalance / sqrt(experts / ep * coverage)));
	TRACE_FORMULA(t, more_work, 1 + imbalance / sqrt(tokens * top_k / ep));
	return (struct reach) { coverage, more_bytes, more_work, true };
}

/* Seconds to stream the weights of a part, or what a step reaches of them. */
TRACE_TEMPLATE double stream_seconds(struct trace *t, const struct deployment *d, enum step_part_id id,
				     const struct step_part *part, const struct reach *reach)
{
	const double stream_rate = part->stream_rate, coverage = reach->coverage, more_bytes = reach->more_bytes;
	bool stored = t && model_is_stored_by_part(d->model, d->format);

	TRACE_INPUT(t, params, part->params, d->model->source);
	TRACE_INPUT(t, bytes, part->bytes_per_weight, stored ? d->model->stored.source : d->format->source);
	TRACE_MEAN(t, id == STEP_ATTENTION && !stored && model_keeps_latents(d->model, d->format, PART_ATTENTION)
			      ? "bytes with latents" : NULL);
	TRACE_INPUT(t, shards, part->shards, NULL);
	TRACE_PART(t, streamed, params * bytes);
	if (id == STEP_EXPERTS)
		TRACE_JOIN(t, streamed, *, coverage);
	if (reach->uneven)
		TRACE_JOIN(t, streamed, *, more_bytes);
	TRACE_PART(t, stream_s, streamed / (shards * stream_rate));
	if (id == STEP_EXPERTS)
		TRACE_WHOLE(t, stream_s, part_ids[id].stream);
	else
		TRACE_WHOLE_ONCE(t, stream_s, part_ids[id].stream);
	return stream_s;
}

/* Tokens that would still fit under one round of the processors: narrow shards leave some idle. */
TRACE_TEMPLATE double idle_tokens(struct trace *t, const struct deployment *d, enum step_part_id id,
				  const struct step_part *part)
{
	TRACE_CONSTANT(t, a_gemm, d->constants->a_gemm, "a_gemm", NULL);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	TRACE_INPUT(t, width, part->width, d->model->source);
	if (!(width > 0.0))
		return 0.0;
	TRACE_ONCE(t, idle, part_ids[id].idle, a_gemm * tp / width);
	return idle;
}

/* Seconds to multiply them with so many tokens of a rank, those of idle processors included. */
TRACE_TEMPLATE double multiply_seconds(struct trace *t, const struct deployment *d, const struct step_part *part,
				       double load)
{
	const double multiply_rate = part->multiply_rate;

	TRACE_INPUT(t, params, part->active, d->model->source);
	TRACE_MEAN(t, part->active != part->params ? "active experts" : NULL);
	TRACE_INPUT(t, shards, part->shards, NULL);
	TRACE_PART(t, multiply_s, 2 * params * load / (shards * multiply_rate));
	return multiply_s;
}

static struct roofline roofline_of(const struct deployment *d, enum step_part_id id)
{
	static const struct reach all = { 1.0, 1.0, 1.0, false };
	struct step_part part = step_part(d, id);

	return (struct roofline) { stream_seconds(NULL, d, id, &part, &all), multiply_seconds(NULL, d, &part, 1.0),
				   idle_tokens(NULL, d, id, &part) };
}

/* What the steps of a deployment prepare, once more and told: at these tokens of a step. */
static void trace_part(struct trace *t, const struct step_model *m, enum step_part_id id, double tokens)
{
	const struct deployment *d = m->d;
	struct step_part part = step_part_trace(t, d, id);
	struct reach reach = { 1.0, 1.0, 1.0, false };
	double idle;

	if (id == STEP_EXPERTS)
		reach = reach_of(t, m, tokens);
	stream_seconds(t, d, id, &part, &reach);
	idle = idle_tokens(t, d, id, &part);
	/* Those that get an answer, of the LM head. */
	trace_formula(t, TRACE_PIECE, "met", NULL, id == STEP_HEAD ? "rows" : "tokens", tokens);
	const double met = tokens;

	TRACE_PART(t, load, met);
	if (id == STEP_ATTENTION && d->layout.data > 1.0) {
		TRACE_INPUT(t, dp, d->layout.data, NULL);
		TRACE_JOIN(t, load, /, dp);
	}
	if (idle > 0.0)
		TRACE_JOIN(t, load, +, idle);
	if (reach.uneven) {
		const double more_work = reach.more_work;

		TRACE_JOIN(t, load, *, more_work);
	}
	const double multiply_s = multiply_seconds(t, d, &part, load);

	TRACE_WHOLE(t, multiply_s, part_ids[id].multiply);
}

static struct roofline at_tokens(const struct roofline *r, double tokens)
{
	return (struct roofline) { r->stream_s, r->token_s * (tokens + r->fill_tokens), 0.0 };
}

static struct roofline part_seconds(const struct step_model *m, enum step_part_id id, double tokens)
{
	struct reach reach;

	switch (id) {
	case STEP_ATTENTION:
		return at_tokens(&m->attention, tokens / m->d->layout.data);
	case STEP_DENSE:
		return at_tokens(&m->dense, tokens);
	case STEP_HEAD:
		return at_tokens(&m->head, tokens);
	default:
		reach = reach_of(NULL, m, tokens);
		return (struct roofline) { m->experts.stream_s * reach.coverage * reach.more_bytes,
					   m->experts.token_s * tokens * reach.more_work, 0.0 };
	}
}

/* A figure that others add to before it is told. */
TRACE_TEMPLATE void open_sum(struct trace *t, const char *name)
{
	if (t)
		trace_formula(t, TRACE_PIECE, name, NULL, "0", 0.0);
}

/* What the parts of the weights come to; `weights_s` is the share of it that streaming takes. */
struct products {
	double weights_s, whole_s;
};

TRACE_TEMPLATE void add_part(struct trace *t, struct products *sum, const struct step_model *m,
			     enum step_part_id id, double tokens)
{
	struct roofline r = part_seconds(m, id, tokens);
	const double stream_s = r.stream_s, multiply_s = r.token_s;
	double compute_s = sum->whole_s, weights_s = sum->weights_s;

	/* Some models have no dense MLP. */
	if (!(stream_s + multiply_s > 0.0))
		return;
	if (t)
		trace_part(t, m, id, tokens);
	/* Grouped kernels load and multiply one after the other: p_moe is near the plain sum. */
	TRACE_CONSTANT(t, p, id == STEP_EXPERTS ? m->d->constants->p_moe : m->p,
		       id == STEP_EXPERTS ? "p_moe" : m->d->engine->splits_layers ? "lc_p" : "p", NULL);
	TRACE_FORMULA_AS(t, whole, part_ids[id].whole, soft_max(stream_s, multiply_s, p));
	TRACE_JOIN(t, weights_s, +, whole * stream_s / (stream_s + multiply_s));
	TRACE_JOIN(t, compute_s, +, whole);
	*sum = (struct products) { weights_s, compute_s };
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

static void trace_decode_attention(struct trace *t, const struct deployment *d, double context)
{
	if (is_first(t)) {
		TRACE_WHOLE_ONCE(t, context, "context");
		model_kv_read_trace(t, d->model, context, d->kv->bytes, d->layout.tensor);
	}
	kv_rate_of(t, d);
	flash_rate_of(t, d);
}

TRACE_TEMPLATE double latent_seconds(struct trace *t, const struct step_model *m, double batch, double dp,
				     double tp, double context)
{
	const double latent_flop = model_decode_attention_flops(m->d->model, context);
	const double flash_rate = m->flash_rate;

	if (t && is_first(t))
		model_decode_attention_trace(t, m->d->model, context);
	TRACE_ONCE(t, latent_s, "latent_s", batch / dp * latent_flop / tp / flash_rate);
	return latent_s;
}

TRACE_TEMPLATE struct decode_attention attend_decoded(struct trace *t, const struct step_model *m, double batch,
						      double context)
{
	const struct deployment *d = m->d;
	const double read = model_kv_read_bytes(d->model, context, d->kv->bytes, d->layout.tensor);
	const double kv_rate = m->kv_rate;

	if (t)
		trace_decode_attention(t, d, context);
	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, tp, d->layout.tensor, NULL);
	TRACE_ONCE(t, cache_read_s, "cache_read_s", batch / dp * read / kv_rate);
	if (!(d->model->counts.mla_layers > 0.0)) {
		TRACE_ONCE(t, kv_s, "kv_s", cache_read_s);
		return (struct decode_attention) { kv_s, 0.0 };
	}
	const double latent_s = latent_seconds(t, m, batch, dp, tp, context);

	TRACE_CONSTANT(t, p, m->p, d->engine->splits_layers ? "lc_p" : "p", NULL);
	TRACE_PART(t, attended_s, soft_max(cache_read_s, latent_s, p));
	TRACE_ONCE(t, kv_s, "kv_s", attended_s * cache_read_s / (cache_read_s + latent_s));
	TRACE_PART(t, latents_s, attended_s - kv_s);
	return (struct decode_attention) { kv_s, latents_s };
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
		const double scores = model_prefill_scores(d->model, seen);

		TRACE_CONSTANT(t, bytes, d->constants->lc_score_bytes, "lc_score_bytes", NULL);
		TRACE_INPUT(t, bandwidth, d->gpu->bandwidth_bytes_per_s, d->gpu->source);
		TRACE_FORMULA(t, prompt_attention_s, prompt * scores * bytes / (dp * tp * bandwidth));
		return prompt_attention_s;
	}
	const double flop = model_prefill_attention_flops(d->model, seen);

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
#define LAYERS(t, d, kind, seconds, value, variant)                                    \
	do {                                                                           \
		TRACE_INPUT(t, kind, (d)->model->counts.kind, (d)->model->source);     \
		if (kind > 0.0) {                                                      \
			TRACE_CONSTANT(t, seconds, value, #seconds, variant);          \
			TRACE_JOIN(t, fixed, +, kind * seconds);                       \
		}                                                                      \
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
	if (step_widens(d)) {
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
	const double hidden_s = m->token_act_s * (tokens / dp);

	TRACE_ARGUMENT(t, dp, NULL);
	if (t)
		hidden_seconds(t, m->d, tokens, dp);
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
TRACE_TEMPLATE double compute_seconds(struct trace *t, const struct products *sum, double latents, double prompt,
				      double prompt_attention_s)
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

TRACE_TEMPLATE struct step_time evaluate(struct trace *t, const struct step_model *m, double running,
					 double context, double prompt, double seen)
{
	struct products sum = { 0 };
	struct decode_attention decoded = { 0 };
	struct step_time step = { 0 };
	const double batch = batch_of(running > 0.0 ? t : NULL, m, running);
	const double tokens = step_tokens(t, batch, prompt);
	const double rows = head_rows(t, m, batch, prompt);
	double attention_s = 0.0;

	open_sum(t, "weights_s");
	open_sum(t, "compute_s");
	add_part(t, &sum, m, STEP_ATTENTION, tokens);
	add_part(t, &sum, m, STEP_DENSE, tokens);
	add_part(t, &sum, m, STEP_HEAD, rows);
	if (m->d->model->counts.moe_layers > 0.0)
		add_part(t, &sum, m, STEP_EXPERTS, tokens);
	if (batch > 0.0)
		decoded = attend_decoded(t, m, batch, context);
	if (prompt > 0.0)
		attention_s = attend_prompt(t, m, prompt, seen);
	step.kv_s = decoded.kv_s;
	step.weights_s = sum.weights_s;
	step.compute_s = compute_seconds(t, &sum, decoded.compute_s, prompt, attention_s);
	step.communication_s = t ? step_exchange_trace(t, m, tokens) : step_exchange_s(m, tokens);
	step.overhead_s = overhead_seconds(t, m, batch, tokens);
	add_up(t, &step, batch > 0.0);
	return step;
}

static void prepare_experts(struct step_model *m)
{
	const struct deployment *d = m->d;
	const struct constants *k = d->constants;

	m->experts = roofline_of(d, STEP_EXPERTS);
	m->miss = miss_of(NULL, d);
	m->gamma = d->model->counts.experts_per_layer <= 32.0 ? k->gamma_few : k->gamma_many;
	m->imbalance = imbalance_of(NULL, d);
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

	*m = (struct step_model) { .d = d };
	m->p = d->engine->splits_layers ? d->constants->lc_p : d->constants->p;
	m->stages = stages_of(NULL, d);
	m->attention = roofline_of(d, STEP_ATTENTION);
	m->dense = roofline_of(d, STEP_DENSE);
	m->head = roofline_of(d, STEP_HEAD);
	if (d->model->counts.moe_layers > 0.0)
		prepare_experts(m);
	m->kv_rate = kv_rate_of(NULL, d);
	m->flash = !d->engine->splits_layers;
	m->flash_rate = flash_rate_of(NULL, d);
	m->prompt_half = isnan(f->s0_fa) ? 0.0 : f->s0_fa;
	m->token_act_s = hidden_seconds(NULL, d, 1.0, 1.0);
	m->tensor_link = gpu_link_for(d->gpu, d->layout.tensor);
	m->group_link = gpu_link_for(d->gpu, layout_gpus(&d->layout));
	m->layer_fixed_s = fixed_seconds(NULL, d);
	m->host_factor = host_factor(d, gpu_link_for(d->gpu, 2.0));
}

struct step_time step_evaluate(const struct step_model *m, double sequences, double context, double prompt,
			       double seen)
{
	return evaluate(NULL, m, sequences, context, prompt, seen);
}

void step_trace(struct trace *t, const struct step_model *m, double sequences, double context, double prompt,
		double seen)
{
	evaluate(t, m, sequences, context, prompt, seen);
}

/* Prompt tokens of a step when so many are processed in chunks as equal as can be. */
TRACE_TEMPLATE double equal_chunk(struct trace *t, double tokens, double chunk)
{
	TRACE_PART(t, chunks, ceil(tokens / chunk));
	TRACE_FORMULA_AS(t, prompt, "batch", tokens / chunks);
	return prompt;
}

/* All chunks, which pipeline stages work on side by side. */
TRACE_TEMPLATE double chunk_by_chunk(struct trace *t, const struct step_model *m, double tokens, double chunk,
				     double chunk_s)
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

	return chunk_by_chunk(NULL, m, tokens, chunk, evaluate(NULL, m, 0.0, 0.0, prompt, seen).total_s);
}

void step_chunk_trace(struct trace *t, const struct step_model *m, double tokens, double seen, double chunk)
{
	evaluate(t, m, 0.0, 0.0, equal_chunk(t, tokens, chunk), seen);
}

void step_prompts_trace(struct trace *t, const struct step_model *m, double tokens, double seen, double chunk,
			const char *chunk_id, const char *id)
{
	double prompt = equal_chunk(NULL, tokens, chunk);
	double chunk_s = evaluate(NULL, m, 0.0, 0.0, prompt, seen).total_s;
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
