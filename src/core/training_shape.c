/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What training needs to know of a model. */
#include "core/training_shape.h"

#include "core/trace.h"

/* Mean width of queries and values: what scores and weighted sums are about. */
static double attention_width(const struct attention *a)
{
	return a->heads * (a->k_dim + (a->kind == ATTENTION_LATENT ? a->k_dim : a->v_dim)) / 2.0;
}

static double query_width(const struct attention *a)
{
	return a->kind == ATTENTION_MLA ? attention_width(a) : a->heads * a->k_dim;
}

static double kv_width(const struct attention *a)
{
	return a->kind == ATTENTION_MLA ? a->kv_rank + a->rope_dim : a->kv_heads * a->k_dim;
}

/* Entries that one token looks at, twice: each sees half of what is before it, or a whole window, and what is beyond that
 * through entries for several tokens. */
static double reach(const struct attention *a, double sequence)
{
	double near = isnan(a->window) ? sequence : min(sequence, 2.0 * a->window), far;

	if (isnan(a->ratio))
		return near;
	far = sequence / a->ratio;
	return near + (isnan(a->indexer_topk) ? far : min(far, 2.0 * a->indexer_topk));
}

static double mlp_width(const struct mlp *mlp)
{
	return mlp->experts > 0.0 ? mlp->top_k * mlp->width + mlp->shared_width : mlp->width;
}

/* Inputs + outputs of the matrices of one layer that adapters stand beside: no routed experts. */
static double adapted(const struct layer_group *group, double hidden)
{
	const struct attention *a = &group->attention;
	const double width = group->mlp.experts > 0.0 ? group->mlp.shared_width : group->mlp.width;
	double sum = width > 0.0 ? group->mlp.matrices * (hidden + width) : 0.0;

	if (a->kind == ATTENTION_GQA || a->kind == ATTENTION_MLA)
		sum += 2.0 * (hidden + query_width(a)) + 2.0 * (hidden + kv_width(a));
	return sum;
}

/* Every expert has a token's input and output, and the widths between its matrices, which are too few tokens an expert
 * to stay in the caches. */
static double moved_by_experts(const struct mlp *mlp)
{
	return mlp->top_k * (2.0 * mlp->input + mlp->width * mlp->matrices) + mlp->shared_width * mlp->matrices;
}

/* A state layer has its two inputs of twice the hidden size, what it scans, and its output. */
static const double STATE_WIDTHS = 3.0;

static double moved(const struct layer_group *group, double hidden)
{
	return (group->mlp.experts > 0.0 ? moved_by_experts(&group->mlp) : 0.0) +
		(group->state.bytes > 0.0 ? STATE_WIDTHS * hidden : 0.0);
}

struct training_shape training_shape_of(const struct model *model, double sequence)
{
	const struct model_counts *c = &model->counts;
	struct training_shape shape = { .params = c->total,
		.active = c->active,
		.linear = c->attention + c->dense + c->experts,
		.experts = c->experts,
		.layers = c->layers,
		.hidden = model->hidden,
		.vocab = model->vocab,
		.gated = true,
		.moe = c->experts > 0.0 };
	double layers = 0.0;

	for (int i = 0; i < model->group_count; i++) {
		const struct layer_group *group = &model->groups[i];
		const struct attention *a = &group->attention;

		layers += group->count;
		shape.mlp += group->count * mlp_width(&group->mlp);
		shape.gated = shape.gated && group->mlp.matrices != 2.0;
		shape.adapted += group->count * adapted(group, model->hidden);
		shape.moved += group->count * moved(group, model->hidden);
		if (a->kind == ATTENTION_NONE)
			continue;
		shape.span += group->count * attention_width(a) * reach(a, sequence);
		if (a->kind == ATTENTION_LATENT)
			continue;
		shape.query += group->count * query_width(a);
		shape.kv += group->count * kv_width(a);
	}
	shape.query /= layers;
	shape.kv /= layers;
	shape.mlp /= layers;
	return shape;
}
