/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights that are streamed and multiplied alike: how many, and what the GPUs achieve with them. */
#include "config.h"

#include "core/step.h"

/* Sets a rate of a part, or takes a factor of it. */
#define RATE(t, part, rate, expression)                                                        \
	do {                                                                                   \
		(part)->rate = (expression);                                                   \
		if (t)                                                                         \
			trace_formula((t), TRACE_PIECE, #rate, NULL, #expression, (part)->rate); \
	} while (0)
#define SCALE(t, part, rate, factor)                                                 \
	do {                                                                         \
		(part)->rate *= (factor);                                            \
		if (t)                                                               \
			trace_more((t), '*', #rate, #factor, (part)->rate);          \
	} while (0)

/* A part's format, NULL where it stays in 16 bits. */
static bool is_16bit(const struct weight_format *format)
{
	return !format || format->bytes_per_weight == 2.0;
}

static bool widened(const struct deployment *d, const struct weight_format *format)
{
	return !is_16bit(format) &&
	       format_support(format, d->gpu, d->engine->bit) == FORMAT_WEIGHT_ONLY;
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

bool step_widens(const struct deployment *d)
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

TRACE_TEMPLATE void scale_server(struct trace *t, struct step_part *part, const struct deployment *d,
				 const struct weight_format *format)
{
	const struct constants *k = d->constants;
	const struct gpu_family *f = d->gpu->family;

	TRACE_CONSTANT(t, e_bw, f->e_bw, "e_bw", f->id);
	SCALE(t, part, stream_rate, e_bw);
	TRACE_CONSTANT(t, e_fl, f->e_fl[part->tensor], "e_fl", f->id);
	if (t)
		trace_choose(t, TRACE_BY_TENSOR, (int)part->tensor);
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

TRACE_TEMPLATE struct step_part make_part(struct trace *t, const struct deployment *d, enum weight_part id,
					  double params, double shards)
{
	const struct gpu *g = d->gpu;
	struct step_part part = {
		.params = params, .active = params, .shards = shards,
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
TRACE_TEMPLATE struct step_part product_part(struct trace *t, const struct deployment *d, enum weight_part id,
					     double params, double width)
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
	if (t)
		trace_choose(t, TRACE_BY_EXPERTS, (int)part->experts);
	SCALE(t, part, stream_rate, e_moe_bw);
	TRACE_CONSTANT(t, wb_moe, k->wb_moe, "wb_moe", NULL);
	TRACE_ONCE(t, narrow_stream, "narrow_stream", 1 / (1 + wb_moe * group / (width * ep)));
	SCALE(t, part, stream_rate, narrow_stream);
	TRACE_CONSTANT(t, e_moe_fl, k->e_moe_fl[part->experts], "e_moe_fl", NULL);
	if (t)
		trace_choose(t, TRACE_BY_EXPERTS, (int)part->experts);
	SCALE(t, part, multiply_rate, e_moe_fl);
	TRACE_CONSTANT(t, w_moe, k->w_moe[part->experts], "w_moe", NULL);
	if (t)
		trace_choose(t, TRACE_BY_EXPERTS, (int)part->experts);
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
	case STEP_ATTENTION:
		return product_part(t, d, PART_ATTENTION, m->counts.attention, m->counts.head_span);
	case STEP_DENSE:
		return product_part(t, d, PART_SHARED, m->counts.dense + m->counts.router,
				    fmax(m->counts.mlp_width, m->counts.expert_width));
	case STEP_HEAD:
		/* A tied head is the embedding matrix, read once more. */
		return product_part(t, d, PART_HEAD, m->vocab * m->hidden, m->vocab);
	default:
		return expert_part(t, d);
	}
}

struct step_part step_part(const struct deployment *d, enum step_part_id id)
{
	return part_of(NULL, d, id);
}

struct step_part step_part_trace(struct trace *t, const struct deployment *d, enum step_part_id id)
{
	return part_of(t, d, id);
}
