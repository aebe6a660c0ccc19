/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model from its layers: small weights, groups of equal layers, totals and their limits. */
#include "catalog/import/shape.h"

#include <string.h>

#include "base/i18n.h"
#include "catalog/import/feed.h"
#include "catalog/import/mixer.h"
#include "catalog/import/pattern.h"

static const double TOTAL_MAX = 1e15;

/* Weights of one norm as wide as the hidden size. */
static double norm_params(const struct config *c)
{
	return c->hidden * (config_quirk(c, QUIRK_NORM_BIAS) ? 2.0 : 1.0);
}

static double layer_norms(struct config *c, const struct layer *layer)
{
	bool mixer = layer->mixer != MIXER_NONE, feed = layer->group.mlp.matrices > 0.0;
	double norms = (double)mixer + (double)feed;

	/* Falcon's newer decoders have one norm for each part again. */
	if (config_quirk(c, QUIRK_NORM_SHARED) && !config_flag(c, FIELD_NEW_DECODER, false))
		norms = fmin(norms, 1.0);
	if (config_quirk(c, QUIRK_NORM_PAIRS))
		norms *= 2.0;
	/* Gemma 4: three more around the experts, a scale for the router and a scalar. */
	if (config_quirk(c, QUIRK_PARALLEL_MOE) && layer->group.mlp.experts > 0.0)
		norms += 4.0;
	return norms * norm_params(c);
}

/* Norms on queries and keys: of one head, or over all of them. */
static double qk_norms(struct config *c, const struct attention *a)
{
	bool per_layer = config_is(c->found[FIELD_QK_NORM_KIND], "per_layer");
	bool wanted = config_flag(c, FIELD_QK_NORM, config_quirk(c, QUIRK_QK_NORM));

	/* Llama 4 normalises without weights. */
	if (config_quirk(c, QUIRK_CHUNKED) || !wanted)
		return 0.0;
	if (per_layer || config_quirk(c, QUIRK_QK_NORM_FULL))
		return (a->heads + a->kv_heads) * a->k_dim;
	return 2.0 * a->k_dim;
}

static double gqa_small(struct config *c, const struct layer *layer, const struct attention *a)
{
	double small = qk_norms(c, a);

	if (config_flag(c, FIELD_ATTENTION_BIAS, config_quirk(c, QUIRK_BIASED))) {
		small += a->heads * a->k_dim + a->kv_heads * (a->k_dim + a->v_dim);
		if (!config_quirk(c, QUIRK_BIAS_QKV))
			small += c->hidden;
	}
	if (config_quirk(c, QUIRK_SINKS) && (config_quirk(c, QUIRK_EXPERT_BIAS) || layer->mixer == MIXER_WINDOW))
		small += a->heads;
	if (config_quirk(c, QUIRK_HEAD_GATE))
		small += c->hidden * a->heads;
	return small;
}

static double attention_small(struct config *c, const struct layer *layer)
{
	const struct attention *a = &layer->group.attention;
	double small = 0.0;

	if (a->kind == ATTENTION_GQA)
		small = gqa_small(c, layer, a);
	if (a->kind == ATTENTION_MLA)
		small = (isnan(a->q_rank) ? 0.0 : a->q_rank) + a->kv_rank;
	if (a->kind == ATTENTION_LATENT)
		small = a->k_dim + a->heads;
	if (a->indexer_bytes > 0.0 && a->kind != ATTENTION_LATENT)
		small += 2.0 * config_number(c, FIELD_INDEX_DIM);
	return small;
}

static double feed_small(struct config *c, const struct mlp *mlp)
{
	double small = 0.0;

	if (config_quirk(c, QUIRK_MLP_BIAS) && mlp->matrices > 0.0)
		small += mlp->width + c->hidden;
	if (!(mlp->experts > 0.0))
		return small;
	if (config_flag(c, FIELD_ROUTER_BIAS, config_quirk(c, QUIRK_ROUTER_BIAS)))
		small += mlp->experts + config_or(c, FIELD_ZERO_EXPERTS, 0.0);
	if (config_quirk(c, QUIRK_SHARED_GATE) && mlp->shared_width > 0.0)
		small += c->hidden;
	if (config_quirk(c, QUIRK_EXPERT_BIAS))
		small += mlp->experts * (2.0 * mlp->width + c->hidden);
	if (config_quirk(c, QUIRK_PARALLEL_MOE))
		small += mlp->experts;
	return small;
}

static void count_small(struct config *c, struct layer *layer)
{
	const struct mlp *mlp = &layer->group.mlp;

	layer->other += layer_norms(c, layer) + attention_small(c, layer) + feed_small(c, mlp);
	if (config_quirk(c, QUIRK_PARALLEL_MOE))
		layer->other += 1.0;
	/* The norm behind the input that the layer has of its own. */
	if (config_or(c, FIELD_LAYER_INPUT, 0.0) > 0.0)
		layer->other += c->hidden;
	if (config_quirk(c, QUIRK_EXPERT_BIAS))
		layer->idle += (mlp->experts - mlp->top_k) * (2.0 * mlp->width + c->hidden);
}

/* NaN is equal to NaN here: both are absent. */
static bool same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

static bool same_attention(const struct attention *a, const struct attention *b)
{
	return a->kind == b->kind && a->cached == b->cached && same(a->heads, b->heads) &&
		same(a->kv_heads, b->kv_heads) && same(a->k_dim, b->k_dim) && same(a->v_dim, b->v_dim) &&
		same(a->window, b->window) && same(a->q_rank, b->q_rank) && same(a->kv_rank, b->kv_rank) &&
		same(a->rope_dim, b->rope_dim) && same(a->ratio, b->ratio) &&
		same(a->indexer_bytes, b->indexer_bytes) && same(a->indexer_topk, b->indexer_topk) &&
		same(a->params, b->params);
}

static bool same_layer(const struct layer_group *a, const struct layer_group *b)
{
	return same_attention(&a->attention, &b->attention) && a->state.bytes == b->state.bytes &&
		a->state.params == b->state.params && a->mlp.matrices == b->mlp.matrices &&
		a->mlp.width == b->mlp.width && a->mlp.experts == b->mlp.experts && a->mlp.top_k == b->mlp.top_k &&
		a->mlp.shared_width == b->mlp.shared_width && a->mlp.input == b->mlp.input;
}

/* Groups in the order in which they first occur. */
static void group_layers(struct config *c, struct imported *out)
{
	struct layer_group *groups = arena_array(c->arena, (size_t)c->layer_count, sizeof(*groups));
	enum state_kind *states = arena_array(c->arena, (size_t)c->layer_count, sizeof(*states));
	int count = 0;

	for (int l = 0; l < c->layer_count; l++) {
		int g = 0;

		while (g < count && !(same_layer(&groups[g], &c->layers[l].group) && states[g] == c->layers[l].state))
			g++;
		if (g == count) {
			groups[count] = c->layers[l].group;
			groups[count].count = 0.0;
			states[count++] = c->layers[l].state;
		}
		groups[g].count += 1.0;
	}
	out->model.groups = groups;
	out->model.group_count = count;
	out->states = states;
}

static bool read_tied(struct config *c)
{
	const cJSON *outer = config_find(c->root, "tie_word_embeddings");

	if (cJSON_IsBool(outer))
		return cJSON_IsTrue(outer);
	if (c->type->name[0] == '\0' && !config_has(c, FIELD_TIED))
		config_refuse(
			c, "tie_word_embeddings", _("missing, and model type \"%.40s\" is not known"), c->model_type);
	return config_flag(c, FIELD_TIED, config_quirk(c, QUIRK_TIED));
}

/* What no layer holds: last norm, position and per-layer embeddings, bias of the head. */
static double model_small(struct config *c, const struct model *model, double *idle)
{
	double small = norm_params(c), input = config_or(c, FIELD_LAYER_INPUT, 0.0);
	double table = 0.0;

	if (config_quirk(c, QUIRK_POSITIONS))
		small += model->max_context * c->hidden;
	if (config_quirk(c, QUIRK_HEAD_BIAS))
		small += model->vocab;
	if (input > 0.0)
		table = input * config_or(c, FIELD_LAYER_VOCAB, model->vocab) * c->layer_count;
	*idle = table;
	return small + input + table;
}

static void count_all(struct config *c, struct imported *out)
{
	struct model *model = &out->model;
	const struct model_counts *counts = &model->counts;
	double idle;

	model->other_params = model_small(c, model, &idle);
	for (int l = 0; l < c->layer_count; l++) {
		count_small(c, &c->layers[l]);
		model->other_params += c->layers[l].other;
		idle += c->layers[l].idle;
	}
	group_layers(c, out);
	model_count(model);
	out->params_active = counts->active - idle;
	/* A dense model passes all but the input embedding. */
	if (c->status == STATUS_OK && !(counts->total <= TOTAL_MAX && out->params_active > 0.0))
		config_refuse(
			c, "", _("its weights add up to %.3g, at most %.0e are allowed"), counts->total, TOTAL_MAX);
}

static void read_context(struct config *c)
{
	double longer = config_quirk(c, QUIRK_MODEL_MAX_LENGTH) ? config_number(c, FIELD_MODEL_MAX_LENGTH) : NAN;

	if (config_quirk(c, QUIRK_STATE_ONLY))
		c->context = config_number(c, FIELD_CONTEXT);
	else
		c->context = config_need(c, FIELD_CONTEXT);
	if (longer > c->context)
		c->context = longer;
}

static void read_layers(struct config *c)
{
	const cJSON *blocks = config_find(c->text, "layers_block_type");
	const cJSON *configs = config_find(c->text, "block_configs");
	double layers;

	if (config_has(c, FIELD_LAYERS) || (!blocks && !configs))
		layers = config_need(c, FIELD_LAYERS);
	else
		layers = cJSON_GetArraySize(blocks ? blocks : configs);
	if (config_quirk(c, QUIRK_DOUBLED))
		layers *= 2.0;
	if (c->status == STATUS_OK && !(layers >= 1.0 && layers <= 4000.0))
		config_refuse(c, c->name[FIELD_LAYERS], _("must be from 1 to %d"), 2000);
	c->layer_count = c->status == STATUS_OK ? (int)layers : 0;
	c->layers = arena_array(c->arena, (size_t)c->layer_count + 1, sizeof(*c->layers));
	for (int l = 0; l < c->layer_count; l++) {
		c->layers[l].width = c->layers[l].kv_heads = NAN;
		c->layers[l].group.count = 1.0;
		/* LongCat: the second block of a pair has the experts. */
		if (config_quirk(c, QUIRK_DOUBLED))
			c->layers[l].feed = l % 2 == 0 ? FEED_DENSE : FEED_MOE;
	}
}

/* What the file itself calls heads and head size, whatever the kind of attention. */
static void read_heads(struct config *c, struct imported *out)
{
	bool mla = config_or(c, FIELD_KV_RANK, 0.0) > 0.0;

	c->heads = config_quirk(c, QUIRK_STATE_ONLY) ? NAN : config_at(c, FIELD_HEADS, 0);
	/* With latent attention head_dim means different things in different files. */
	c->head_dim = mla ? NAN : config_number(c, FIELD_HEAD_DIM);
	if (isnan(c->head_dim) && c->heads >= 1.0 && fmod(c->hidden, c->heads) == 0.0)
		c->head_dim = c->hidden / c->heads;
	if (!config_quirk(c, QUIRK_STATE_ONLY) && !(c->heads >= 1.0))
		config_refuse(c, c->name[FIELD_HEADS], _("missing"));
	out->layers = c->layer_count;
	out->heads = c->heads;
	out->head_dim = config_quirk(c, QUIRK_STATE_ONLY) ? NAN : c->head_dim;
}

enum status shape_build(struct config *c, struct imported *out)
{
	struct model *model = &out->model;
	static void (*const parts[])(struct config * c) = { pattern_read, state_read, feed_read, attention_read };
	double multiple = config_or(c, FIELD_VOCAB_MULTIPLE, 1.0);

	model->published_params = NAN;
	model->hidden = c->hidden = config_need(c, FIELD_HIDDEN);
	model->vocab = multiple * ceil(config_need(c, FIELD_VOCAB) / multiple);
	read_context(c);
	model->max_context = c->context;
	model->tied_embeddings = read_tied(c);
	read_layers(c);
	if (c->status == STATUS_OK)
		read_heads(c, out);
	for (size_t i = 0; c->status == STATUS_OK && i < COUNT(parts); i++)
		parts[i](c);
	if (c->status != STATUS_OK)
		return c->status;
	count_all(c, out);
	for (int l = 0; l < c->layer_count; l++) {
		const struct attention *a = &c->layers[l].group.attention;

		out->kv_heads = fmax(out->kv_heads, a->kind == ATTENTION_MLA ? a->heads : a->kv_heads);
	}
	return c->status;
}
