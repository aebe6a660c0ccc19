/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a deployment's step costs independently of the batch: rates, widths, fixed times. */
#include "config.h"

#include "core/step.h"

#include <math.h>
#include <stddef.h>

static const double FLOPS_PER_MAC = 2.0;

static void scale(struct step_rate *rate, enum step_chooser chooser, const char *name, double factor)
{
	rate->factors[rate->count++] = (struct step_factor) { chooser, name, factor };
	rate->value *= factor;
}

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

/* gpuplan-model(7), 3.5 llama.cpp: narrow matrices cannot fill fast memory. */
static void scale_llama_cpp(struct step_part *part, const struct deployment *d)
{
	const struct constants *k = d->constants;
	const struct gpu *g = d->gpu;
	double loss = 1.0 + k->lc_width * 1e-3 * g->bandwidth_bytes_per_s * 1e-12 * 4096.0 / d->model->hidden;

	scale(&part->stream, STEP_BY_NAME, g->memory_gddr ? "lc_bw/gddr" : "lc_bw/hbm",
	      g->memory_gddr ? k->lc_bw_gddr : k->lc_bw_hbm);
	scale(&part->stream, STEP_LOSS, "narrow_matrices", 1.0 / loss);
	scale(&part->multiply, STEP_BY_FAMILY, "lc_e", g->family->lc_e);
	if (d->format->k_quant) {
		scale(&part->stream, STEP_BY_NAME, "lc_q", k->lc_q);
		scale(&part->multiply, STEP_BY_NAME, "lc_kq", k->lc_kq);
	}
}

static void scale_server(struct step_part *part, const struct deployment *d,
			 const struct weight_format *format)
{
	const struct constants *k = d->constants;

	scale(&part->stream, STEP_BY_FAMILY, "e_bw", d->gpu->family->e_bw);
	scale(&part->multiply, STEP_BY_TENSOR, "e_fl", d->gpu->family->e_fl[part->tensor]);
	scale(&part->multiply, STEP_BY_PROFILE, "m_fl", d->profile->m_fl);
	if (block_scaled(d, format)) {
		scale(&part->stream, STEP_BY_NAME, "blk_b", k->blk_b);
		scale(&part->multiply, STEP_BY_NAME, "blk_f", k->blk_f);
	}
	if (part->tensor == TENSOR_FP4)
		scale(&part->stream, STEP_BY_NAME, "fp4_b", k->fp4_b);
	if (widened(d, format) && format->widening_costs)
		scale(&part->stream, STEP_BY_NAME, "e_wo", k->e_wo);
}

static struct step_part make_part(const struct deployment *d, enum weight_part id, double params,
				  double shards)
{
	struct step_part part = { params, model_bytes_per_weight(d->model, d->format, id), shards,
				  part_tensor(d, model_part_format(d->model, d->format, id)),
				  d->format->expert_class, 0.0,
				  { .peak = d->gpu->bandwidth_bytes_per_s }, { .count = 0 } };

	part.multiply.peak = d->engine->splits_layers ? d->gpu->fp16_accumulate_flops
						      : d->gpu->peak_flops[part.tensor];
	part.stream.value = part.stream.peak;
	part.multiply.value = part.multiply.peak;
	return part;
}

/* One matrix product a layer; `width` is its wider side, 0 where the model has none. */
static struct step_part product_part(const struct deployment *d, enum weight_part id, double params,
				     double width)
{
	const double tp = d->layout.tensor;
	struct step_part part = make_part(d, id, params, tp);

	if (d->engine->splits_layers) {
		scale_llama_cpp(&part, d);
		return part;
	}
	scale_server(&part, d, model_part_format(d->model, d->format, id));
	/* Operator tables: below so many output elements multiprocessors stay idle. */
	part.fill_tokens = d->constants->a_gemm * tp / (width > 0.0 ? width : d->model->hidden);
	return part;
}

/* gpuplan-model(7), 2.2 Experts: narrow slices stream and multiply more slowly. */
static struct step_part expert_part(const struct deployment *d)
{
	const struct constants *k = d->constants;
	const struct model_counts *c = &d->model->counts;
	double group = layout_group(&d->layout);
	double slice = c->expert_width * d->layout.expert / group;
	struct step_part part = make_part(d, PART_EXPERTS, c->experts, group);

	if (d->engine->splits_layers) {
		scale_llama_cpp(&part, d);
		return part;
	}
	/* Grouped kernels have efficiencies of their own, not those of one large product. */
	if (block_scaled(d, d->format))
		part.experts = EXPERT_FP8_BLOCK;
	scale(&part.multiply, STEP_BY_PROFILE, "m_fl", d->profile->m_fl);
	scale(&part.stream, STEP_BY_EXPERTS, "e_moe_bw", k->e_moe_bw[part.experts]);
	scale(&part.stream, STEP_LOSS, "narrow_slices", 1.0 / (1.0 + k->wb_moe / slice));
	scale(&part.multiply, STEP_BY_EXPERTS, "e_moe_fl", k->e_moe_fl[part.experts]);
	scale(&part.multiply, STEP_LOSS, "narrow_slices", 1.0 / (1.0 + k->w_moe[part.experts] / slice));
	return part;
}

struct step_part step_part(const struct deployment *d, enum step_part_id id)
{
	const struct model *m = d->model;

	switch (id) {
	case STEP_ATTENTION:
		return product_part(d, PART_ATTENTION, m->counts.attention, m->counts.head_span);
	case STEP_DENSE:
		return product_part(d, PART_SHARED, m->counts.dense + m->counts.router,
				    fmax(m->counts.mlp_width, m->counts.expert_width));
	case STEP_HEAD:
		/* A tied head is the embedding matrix, read once more. */
		return product_part(d, PART_HEAD, m->vocab * m->hidden, m->vocab);
	default:
		return expert_part(d);
	}
}

static struct roofline part_roofline(const struct step_part *p, double active)
{
	return (struct roofline) { p->params * p->bytes_per_weight / (p->shards * p->stream.value),
				   FLOPS_PER_MAC * active / (p->shards * p->multiply.value),
				   p->fill_tokens };
}

static void prepare_experts(struct step_model *m)
{
	const struct deployment *d = m->d;
	const struct constants *k = d->constants;
	const struct model_counts *c = &d->model->counts;
	const struct layout *l = &d->layout;
	struct step_part part = step_part(d, STEP_EXPERTS);

	m->experts = part_roofline(&part, c->experts_active);
	m->miss = 1.0 - fmin(1.0, c->top_k / c->experts_per_layer);
	m->gamma = c->experts_per_layer <= 32.0 ? k->gamma_few : k->gamma_many;
	m->experts_per_rank = c->experts_per_layer / l->expert;
	m->imbalance = l->expert > 1.0 ? k->imb * sqrt(2.0 * log(l->expert)) : 0.0;
}

static double host_factor(const struct deployment *d, const struct gpu_link *link)
{
	if (d->engine->splits_layers)
		return 1.0;
	if (d->gpu->grace_host)
		return d->constants->h_grace;
	return link && link->kind == LINK_PCIE ? d->constants->h_pcie : 1.0;
}

bool step_widens(const struct deployment *d)
{
	return d->format->widening_costs && widened(d, d->format);
}

static void prepare_fixed(struct step_model *m)
{
	const struct deployment *d = m->d;
	const struct constants *k = d->constants;
	const struct model_counts *c = &d->model->counts;

	m->layer_fixed_s = c->layers * d->profile->t_layer + c->mla_layers * k->t_mla +
			   c->sparse_layers * k->t_dsa + c->state_layers * k->t_lin +
			   c->moe_layers * d->profile->t_moe + (step_widens(d) ? c->layers * k->t_wo : 0.0);
	double host = host_factor(d, gpu_link_for(d->gpu, 2.0));

	m->host_s = d->profile->t_host * host;
	m->sequence_s = d->profile->t_seq * host;
}

void step_prepare(struct step_model *m, const struct deployment *d)
{
	const struct model *model = d->model;
	const struct gpu_family *f = d->gpu->family;
	const double tp = d->layout.tensor;
	double bf16 = d->gpu->peak_flops[TENSOR_16BIT];
	struct step_part attention = step_part(d, STEP_ATTENTION), dense = step_part(d, STEP_DENSE);
	struct step_part head = step_part(d, STEP_HEAD);

	*m = (struct step_model) { .d = d };
	m->p = d->engine->splits_layers ? d->constants->lc_p : d->constants->p;
	m->stages = pow(d->layout.pipeline, d->constants->pp_gain);
	m->attention = part_roofline(&attention, attention.params);
	m->dense = part_roofline(&dense, dense.params);
	m->head = part_roofline(&head, head.params);
	if (model->counts.moe_layers > 0.0)
		prepare_experts(m);
	m->kv_rate = d->gpu->bandwidth_bytes_per_s * f->e_att;
	m->latent_flops = bf16 * f->e_fa;
	m->prompt_flops = d->engine->splits_layers ? NAN : bf16 * f->e_fa;
	m->prompt_half = isnan(f->s0_fa) ? 0.0 : f->s0_fa;
	m->token_act_s = d->constants->c_act * 2.0 * model->hidden * model->counts.layers /
			 (tp * d->gpu->bandwidth_bytes_per_s);
	m->tensor_link = gpu_link_for(d->gpu, tp);
	m->group_link = gpu_link_for(d->gpu, layout_gpus(&d->layout));
	prepare_fixed(m);
}

/* Shards and ranks exchange data at every layer; llama.cpp hands layers over through the host. */
static bool needs_link(const struct deployment *d)
{
	return layout_group(&d->layout) > 1.0 ||
	       (layout_gpus(&d->layout) > 1.0 && !d->engine->splits_layers);
}

/* The format itself and, in a checkpoint of several, those of its parts. */
static bool runs_formats(const struct deployment *d)
{
	if (deployment_support(d) == FORMAT_UNSUPPORTED)
		return false;
	for (int i = 0; i < PART_COUNT; i++) {
		const struct weight_format *own =
			model_part_format(d->model, d->format, (enum weight_part)i);

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

		if (isnan(part.multiply.value) || isnan(part.stream.value))
			return STEP_NO_RATE;
	}
	return isnan(g->family->e_att) || isnan(g->family->e_fa) ? STEP_NO_RATE : STEP_READY;
}
