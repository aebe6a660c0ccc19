/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights that are streamed and multiplied alike: how many, and what the GPUs achieve with them. */
#include "core/step_part.h"

/* The ids of a part's figures. */
static const struct part_ids {
	const char *stream, *idle, *multiply, *whole;
} part_ids[] = {
	[STEP_ATTENTION] = { "attention_stream_s", "attention_idle", "attention_multiply_s", "attention_s" },
	[STEP_DENSE] = { "dense_stream_s", "dense_idle", "dense_multiply_s", "dense_s" },
	[STEP_HEAD] = { "head_stream_s", "head_idle", "head_multiply_s", "head_s" },
	[STEP_EXPERTS] = { "expert_stream_s", NULL, "expert_multiply_s", "expert_s" },
};

/* Sets a rate of a part, or takes a factor of it. */
#define RATE(t, part, rate, expression) \
	do { \
		(part)->rate = (expression); \
		TRACE_DO(t, trace_formula((t), TRACE_PIECE, #rate, NULL, #expression, (part)->rate)); \
	} while (0)
#define SCALE(t, part, rate, factor) \
	do { \
		(part)->rate *= (factor); \
		TRACE_DO(t, trace_more((t), '*', #rate, #factor, (part)->rate)); \
	} while (0)

/* A part's format, NULL where it stays in 16 bits. */
static bool is_16bit(const struct weight_format *format)
{
	return !format || format->bytes_per_weight == 2.0;
}

static bool widened(const struct deployment *d, const struct weight_format *format)
{
	return !is_16bit(format) && format_support(format, d->gpu, d->engine->bit) == FORMAT_WEIGHT_ONLY;
}

static enum tensor_type part_tensor(const struct deployment *d, const struct weight_format *format)
{
	return is_16bit(format) || widened(d, format) ? TENSOR_16BIT : format->tensor;
}

static bool block_scaled(const struct deployment *d, const struct weight_format *format)
{
	return d->model->fp8_blocks && !is_16bit(format) && format->tensor == TENSOR_FP8 &&
		format->expert_class == EXPERT_FP8 && !widened(d, format);
}

bool step_part_widens(const struct deployment *d)
{
	return d->format->widening_costs && widened(d, d->format);
}

/* gpuplan-model(7), 3.5 llama.cpp: narrow matrices cannot fill fast memory. */
TRACE_TEMPLATE void scale_llama_cpp(struct trace *t, struct step_part *part, const struct deployment *d)
{
	const struct constants *k = d->constants;
	const struct gpu *g = d->gpu;

	TRACE_CONSTANT(t, lc_bw, g->memory_gddr ? k->lc_bw_gddr : k->lc_bw_hbm, "lc_bw",
		       g->memory_gddr ? "gddr" : "hbm");
	SCALE(t, part, stream_rate, lc_bw);
	TRACE_CONSTANT(t, lc_width, k->lc_width, "lc_width", NULL);
	TRACE_INPUT(t, bandwidth, g->bandwidth_bytes_per_s, g->source);
	TRACE_INPUT(t, hidden, d->model->hidden, d->model->source);
	TRACE_ONCE(t, narrow_matrices, "narrow_matrices",
		   1 / (1 + lc_width * 0.001 * bandwidth / 1000000000000 * 4096 / hidden));
	SCALE(t, part, stream_rate, narrow_matrices);
	TRACE_CONSTANT(t, lc_e, g->family->lc_e, "lc_e", g->family->id);
	SCALE(t, part, multiply_rate, lc_e);
	if (d->format->k_quant) {
		TRACE_CONSTANT(t, lc_q, k->lc_q, "lc_q", NULL);
		SCALE(t, part, stream_rate, lc_q);
		TRACE_CONSTANT(t, lc_kq, k->lc_kq, "lc_kq", NULL);
		SCALE(t, part, multiply_rate, lc_kq);
	}
}

TRACE_TEMPLATE void scale_server(
	struct trace *t, struct step_part *part, const struct deployment *d, const struct weight_format *format)
{
	const struct constants *k = d->constants;
	const struct gpu_family *f = d->gpu->family;

	TRACE_CONSTANT(t, e_bw, f->e_bw, "e_bw", f->id);
	SCALE(t, part, stream_rate, e_bw);
	TRACE_CONSTANT(t, e_fl, f->e_fl[part->tensor], "e_fl", f->id);
	TRACE_CHOOSE(t, TRACE_BY_TENSOR, part->tensor);
	SCALE(t, part, multiply_rate, e_fl);
	TRACE_CONSTANT(t, m_fl, d->profile->m_fl, "m_fl", d->profile->id);
	SCALE(t, part, multiply_rate, m_fl);
	if (block_scaled(d, format)) {
		TRACE_CONSTANT(t, blk_b, k->blk_b, "blk_b", NULL);
		SCALE(t, part, stream_rate, blk_b);
		TRACE_CONSTANT(t, blk_f, k->blk_f, "blk_f", NULL);
		SCALE(t, part, multiply_rate, blk_f);
	}
	if (part->tensor == TENSOR_FP4) {
		TRACE_CONSTANT(t, fp4_b, k->fp4_b, "fp4_b", NULL);
		SCALE(t, part, stream_rate, fp4_b);
	}
	if (widened(d, format) && format->widening_costs) {
		TRACE_CONSTANT(t, e_wo, k->e_wo, "e_wo", NULL);
		SCALE(t, part, stream_rate, e_wo);
	}
}

TRACE_TEMPLATE struct step_part make_part(
	struct trace *t, const struct deployment *d, enum weight_part id, double params, double shards)
{
	const struct gpu *g = d->gpu;
	struct step_part part = {
		.params = params,
		.active = params,
		.shards = shards,
		.bytes_per_weight = model_bytes_per_weight(d->model, d->format, id),
		.tensor = part_tensor(d, model_part_format(d->model, d->format, id)),
		.experts = d->format->expert_class,
	};

	TRACE_INPUT(t, bandwidth, g->bandwidth_bytes_per_s, g->source);
	RATE(t, &part, stream_rate, bandwidth);
	TRACE_INPUT(t, peak, d->engine->splits_layers ? g->fp16_accumulate_flops : g->peak_flops[part.tensor],
		    g->source);
	RATE(t, &part, multiply_rate, peak);
	return part;
}

/* One matrix product a layer; `width` is its wider side, 0 where the model has none. */
TRACE_TEMPLATE struct step_part product_part(
	struct trace *t, const struct deployment *d, enum weight_part id, double params, double width)
{
	struct step_part part = make_part(t, d, id, params, d->layout.tensor);

	if (d->engine->splits_layers) {
		scale_llama_cpp(t, &part, d);
		return part;
	}
	scale_server(t, &part, d, model_part_format(d->model, d->format, id));
	part.width = width > 0.0 ? width : d->model->hidden;
	return part;
}

/* gpuplan-model(7), 2.2 Experts: narrow slices stream and multiply more slowly. */
TRACE_TEMPLATE void scale_slices(struct trace *t, struct step_part *part, const struct deployment *d)
{
	const struct constants *k = d->constants;

	TRACE_INPUT(t, group, layout_group(&d->layout), NULL);
	TRACE_INPUT(t, width, d->model->counts.expert_width, d->model->source);
	TRACE_MEAN(t, "width of an expert");
	TRACE_INPUT(t, ep, d->layout.expert, NULL);
	TRACE_CONSTANT(t, m_fl, d->profile->m_fl, "m_fl", d->profile->id);
	SCALE(t, part, multiply_rate, m_fl);
	TRACE_CONSTANT(t, e_moe_bw, k->e_moe_bw[part->experts], "e_moe_bw", NULL);
	TRACE_CHOOSE(t, TRACE_BY_EXPERTS, part->experts);
	SCALE(t, part, stream_rate, e_moe_bw);
	TRACE_CONSTANT(t, wb_moe, k->wb_moe, "wb_moe", NULL);
	TRACE_ONCE(t, narrow_stream, "narrow_stream", 1 / (1 + wb_moe * group / (width * ep)));
	SCALE(t, part, stream_rate, narrow_stream);
	TRACE_CONSTANT(t, e_moe_fl, k->e_moe_fl[part->experts], "e_moe_fl", NULL);
	TRACE_CHOOSE(t, TRACE_BY_EXPERTS, part->experts);
	SCALE(t, part, multiply_rate, e_moe_fl);
	TRACE_CONSTANT(t, w_moe, k->w_moe[part->experts], "w_moe", NULL);
	TRACE_CHOOSE(t, TRACE_BY_EXPERTS, part->experts);
	TRACE_ONCE(t, narrow_multiply, "narrow_multiply", 1 / (1 + w_moe * group / (width * ep)));
	SCALE(t, part, multiply_rate, narrow_multiply);
}

TRACE_TEMPLATE struct step_part expert_part(struct trace *t, const struct deployment *d)
{
	const struct model_counts *c = &d->model->counts;
	struct step_part part = make_part(t, d, PART_EXPERTS, c->experts, layout_group(&d->layout));

	part.active = c->experts_active;
	if (d->engine->splits_layers) {
		scale_llama_cpp(t, &part, d);
		return part;
	}
	/* Grouped kernels have efficiencies of their own, not those of one large product. */
	if (block_scaled(d, d->format))
		part.experts = EXPERT_FP8_BLOCK;
	scale_slices(t, &part, d);
	return part;
}

TRACE_TEMPLATE struct step_part part_of(struct trace *t, const struct deployment *d, enum step_part_id id)
{
	const struct model *m = d->model;

	switch (id) {
	case STEP_ATTENTION: return product_part(t, d, PART_ATTENTION, m->counts.attention, m->counts.head_span);
	case STEP_DENSE:
		return product_part(t, d, PART_SHARED, m->counts.dense + m->counts.router,
			fmax(m->counts.mlp_width, m->counts.expert_width));
	case STEP_HEAD:
		/* A tied head is the embedding matrix, read once more. */
		return product_part(t, d, PART_HEAD, m->vocab * m->hidden, m->vocab);
	default: return expert_part(t, d);
	}
}

struct step_part step_part(const struct deployment *d, enum step_part_id id)
{
	return part_of(NULL, d, id);
}

/* gpuplan-model(7), 2.2 Experts: routing reaches this share of the experts with N tokens. */
TRACE_TEMPLATE double miss_of(struct trace *t, const struct deployment *d)
{
	const struct model_counts *c = &d->model->counts;

	TRACE_INPUT(t, top_k, c->top_k, d->model->source);
	TRACE_INPUT(t, experts, c->experts_per_layer, d->model->source);
	/* A dense model has none. */
	if (!(experts > 0.0))
		return 0.0;
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

TRACE_TEMPLATE struct reach reach_of(struct trace *t, const struct step_parts *parts, double tokens)
{
	const struct deployment *d = parts->d;
	const double miss = parts->miss, gamma = parts->gamma, imbalance = parts->imbalance;
	const bool few = d->model->counts.experts_per_layer <= 32.0;

	if (t) {
		miss_of(t, d);
		imbalance_of(t, d);
		trace_constant(t, "gamma", gamma, "gamma", few ? "few" : "many");
	}
	TRACE_FORMULA(t, coverage, 1 - pow(miss, pow(tokens, gamma)));
	if (!(imbalance > 0.0))
		return (struct reach){ coverage, 1.0, 1.0, false };
	TRACE_INPUT(t, top_k, d->model->counts.top_k, NULL);
	TRACE_INPUT(t, experts, d->model->counts.experts_per_layer, NULL);
	TRACE_INPUT(t, ep, d->layout.expert, NULL);
	TRACE_FORMULA(t, more_bytes, min(1 / coverage, 1 + imbalance / sqrt(experts / ep * coverage)));
	TRACE_FORMULA(t, more_work, 1 + imbalance / sqrt(tokens * top_k / ep));
	return (struct reach){ coverage, more_bytes, more_work, true };
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
TRACE_TEMPLATE double idle_tokens(
	struct trace *t, const struct deployment *d, enum step_part_id id, const struct step_part *part)
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
TRACE_TEMPLATE double multiply_seconds(
	struct trace *t, const struct deployment *d, const struct step_part *part, double load)
{
	const double multiply_rate = part->multiply_rate;

	TRACE_INPUT(t, params, part->active, d->model->source);
	TRACE_MEAN(t, part->active != part->params ? "active experts" : NULL);
	TRACE_INPUT(t, shards, part->shards, NULL);
	TRACE_PART(t, multiply_s, 2 * params * load / (shards * multiply_rate));
	return multiply_s;
}

/* Tokens whose products a rank computes, those of idle processors included. */
TRACE_TEMPLATE double load_of(struct trace *t, const struct deployment *d, enum step_part_id id, double tokens,
	double idle, const struct reach *reach)
{
	const double met = tokens;

	/* Those that get an answer, of the LM head. */
	if (t)
		trace_formula(t, TRACE_PIECE, "met", NULL, id == STEP_HEAD ? "rows" : "tokens", met);
	TRACE_PART(t, load, met);
	if (id == STEP_ATTENTION && d->layout.data > 1.0) {
		TRACE_INPUT(t, dp, d->layout.data, NULL);
		TRACE_JOIN(t, load, /, dp);
	}
	if (idle > 0.0)
		TRACE_JOIN(t, load, +, idle);
	if (reach->uneven) {
		const double more_work = reach->more_work;

		TRACE_JOIN(t, load, *, more_work);
	}
	return load;
}

/* Seconds that streaming a part takes alone, and multiplying it. */
struct part_seconds {
	double stream_s, multiply_s;
};

static const struct reach ALL = { 1.0, 1.0, 1.0, false };

/* What the steps of a deployment prepare is computed once more where it is told. */
TRACE_TEMPLATE struct part_seconds part_seconds(
	struct trace *t, const struct step_parts *parts, enum step_part_id id, double tokens)
{
	const struct deployment *d = parts->d;
	const struct roofline *r = &parts->rooflines[id];
	const struct step_part *part = &r->part;

	if (t)
		part_of(t, d, id);
	const struct reach reach = id == STEP_EXPERTS ? reach_of(t, parts, tokens) : ALL;
	const double stream_s = t || id == STEP_EXPERTS ? stream_seconds(t, d, id, part, &reach) : r->stream_s;
	const double idle = t ? idle_tokens(t, d, id, part) : r->idle_tokens;
	const double load = load_of(t, d, id, tokens, idle, &reach);
	const double multiply_s = multiply_seconds(t, d, part, load);

	TRACE_WHOLE(t, multiply_s, part_ids[id].multiply);
	return (struct part_seconds){ stream_s, multiply_s };
}

TRACE_TEMPLATE void add_part(
	struct trace *t, struct step_products *sum, const struct step_parts *parts, enum step_part_id id, double tokens)
{
	const struct deployment *d = parts->d;
	double compute_s = sum->whole_s, weights_s = sum->weights_s;

	/* Some models have no dense MLP. */
	if (!(parts->rooflines[id].part.params > 0.0))
		return;
	const struct part_seconds r = part_seconds(t, parts, id, tokens);
	const double stream_s = r.stream_s, multiply_s = r.multiply_s;

	/* Grouped kernels load and multiply one after the other: p_moe is near the plain sum. */
	TRACE_CONSTANT(t, p, id == STEP_EXPERTS ? d->constants->p_moe : parts->p,
		       id == STEP_EXPERTS ? "p_moe" : d->engine->splits_layers ? "lc_p" : "p", NULL);
	TRACE_FORMULA_AS(t, whole, part_ids[id].whole, soft_max(stream_s, multiply_s, p));
	TRACE_JOIN(t, weights_s, +, whole * stream_s / (stream_s + multiply_s));
	TRACE_JOIN(t, compute_s, +, whole);
	*sum = (struct step_products){ weights_s, compute_s };
}

TRACE_TEMPLATE struct step_products products(
	struct trace *t, const struct step_parts *parts, double tokens, double rows)
{
	struct step_products sum = { 0 };

	/* What the parts add to before it is told. */
	if (t) {
		trace_formula(t, TRACE_PIECE, "weights_s", NULL, "0", 0.0);
		trace_formula(t, TRACE_PIECE, "compute_s", NULL, "0", 0.0);
	}
	add_part(t, &sum, parts, STEP_ATTENTION, tokens);
	add_part(t, &sum, parts, STEP_DENSE, tokens);
	add_part(t, &sum, parts, STEP_HEAD, rows);
	if (parts->d->model->counts.moe_layers > 0.0)
		add_part(t, &sum, parts, STEP_EXPERTS, tokens);
	return sum;
}

struct step_products step_products(struct trace *t, const struct step_parts *parts, double tokens, double rows)
{
	return t ? products(t, parts, tokens, rows) : products(NULL, parts, tokens, rows);
}

void step_parts_prepare(struct step_parts *parts, const struct deployment *d)
{
	const struct constants *k = d->constants;

	*parts = (struct step_parts){ .d = d };
	parts->p = d->engine->splits_layers ? k->lc_p : k->p;
	for (int i = STEP_ATTENTION; i < STEP_PART_COUNT; i++) {
		enum step_part_id id = (enum step_part_id)i;
		struct roofline *r = &parts->rooflines[i];

		if (id == STEP_EXPERTS && !(d->model->counts.moe_layers > 0.0))
			continue;
		r->part = step_part(d, id);
		r->stream_s = stream_seconds(NULL, d, id, &r->part, &ALL);
		r->idle_tokens = idle_tokens(NULL, d, id, &r->part);
	}
	parts->miss = miss_of(NULL, d);
	parts->gamma = d->model->counts.experts_per_layer <= 32.0 ? k->gamma_few : k->gamma_many;
	parts->imbalance = imbalance_of(NULL, d);
}
