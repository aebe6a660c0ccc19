/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What training needs to know of a model. */
#include "core/training_shape.h"

#include "core/trace.h"

/* Mean width of queries and values: what scores and weighted sums are about. */
static double attention_width(const struct attention *a)
{
	return a->heads * (a->k_dim + a->v_dim) / 2.0;
}

static double query_width(const struct attention *a)
{
	return a->kind == ATTENTION_MLA ? attention_width(a) : a->heads * a->k_dim;
}

static double kv_width(const struct attention *a)
{
	return a->kind == ATTENTION_MLA ? a->kv_rank + a->rope_dim : a->kv_heads * a->k_dim;
}

/* Tokens that one token looks at, twice: each sees half of what is before it, or a whole window. */
static double reach(const struct attention *a, double sequence)
{
	return isnan(a->window) ? sequence : min(sequence, 2.0 * a->window);
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

struct training_shape training_shape_of(const struct model *model, double sequence)
{
	const struct model_counts *c = &model->counts;
	struct training_shape shape = { .params = c->total,
		.active = c->active,
		.linear = c->attention + c->dense + c->experts,
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
		if (a->kind == ATTENTION_NONE || a->kind == ATTENTION_LATENT)
			continue;
		shape.query += group->count * query_width(a);
		shape.kv += group->count * kv_width(a);
		shape.span += group->count * attention_width(a) * reach(a, sequence);
	}
	shape.query /= layers;
	shape.kv /= layers;
	shape.mlp /= layers;
	return shape;
}
