/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attention blocks: grouped-query, multi-head latent and compressed, with sparse indexers; layer parts with a fixed
 * state: linear attention, state spaces, short convolutions. */
#include "catalog/import/mixer.h"

#include <string.h>

#include "base/i18n.h"

/* A value of windowed or global layers, else the model's. */
static double own_or(struct config *c, enum field own, bool wanted, double common)
{
	return wanted && config_has(c, own) ? config_number(c, own) : common;
}

static double kv_heads_of(struct config *c, int l, double heads)
{
	const struct layer *layer = &c->layers[l];
	bool multi_query = config_flag(c, FIELD_MULTI_QUERY, false) && !config_flag(c, FIELD_NEW_DECODER, false) &&
		strcmp(c->name[FIELD_KV_HEADS], "multi_query_group_num") != 0;
	double kv = multi_query ? 1.0 : config_at(c, FIELD_KV_HEADS, l);

	if (!isnan(layer->kv_heads))
		return layer->kv_heads;
	return isnan(kv) ? heads : kv;
}

static double head_dim_of(struct config *c, double heads)
{
	double given = config_number(c, FIELD_HEAD_DIM);

	if (!isnan(given))
		return given;
	if (!(heads >= 1.0) || fmod(c->hidden, heads) != 0.0) {
		config_refuse(c, "head_dim", _("missing, and the heads do not divide hidden_size"));
		return NAN;
	}
	return c->hidden / heads;
}

static void read_gqa(struct config *c, int l, struct attention *a)
{
	bool window = c->layers[l].mixer == MIXER_WINDOW;
	bool global = !window && config_has(c, FIELD_GLOBAL_HEAD_DIM);
	bool shared = false;

	a->kind = ATTENTION_GQA;
	a->heads = own_or(c, FIELD_SWA_HEADS, window, config_at(c, FIELD_HEADS, l));
	a->kv_heads = own_or(c, FIELD_SWA_KV_HEADS, window, kv_heads_of(c, l, a->heads));
	a->k_dim = own_or(c, FIELD_SWA_HEAD_DIM, window, head_dim_of(c, c->heads));
	a->v_dim = own_or(c, FIELD_SWA_V_HEAD_DIM, window, config_or(c, FIELD_V_HEAD_DIM, a->k_dim));
	if (global) {
		shared = config_flag(c, FIELD_K_EQ_V, false);
		if (config_has(c, FIELD_GLOBAL_KV_HEADS))
			a->kv_heads = config_number(c, FIELD_GLOBAL_KV_HEADS);
		a->k_dim = a->v_dim = config_number(c, FIELD_GLOBAL_HEAD_DIM);
	}
	if (!(a->heads >= 1.0) || !(a->kv_heads >= 1.0 && a->kv_heads <= a->heads)) {
		config_refuse(c, c->name[FIELD_KV_HEADS], _("must be from 1 to the number of heads, layer %d"), l);
		return;
	}
	a->params = attention_params(a, c->hidden);
	/* One projection for both, but both are cached. */
	if (shared)
		a->params -= c->hidden * a->kv_heads * a->v_dim;
	if (config_flag(c, FIELD_OUTPUT_GATE, config_quirk(c, QUIRK_OUTPUT_GATE)))
		a->params += c->hidden * a->heads * a->v_dim;
}

static void read_mla(struct config *c, struct attention *a)
{
	double q_rank = config_number(c, FIELD_Q_RANK);

	a->kind = ATTENTION_MLA;
	a->heads = config_need(c, FIELD_HEADS);
	a->kv_heads = 1.0;
	a->kv_rank = config_number(c, FIELD_KV_RANK);
	a->rope_dim = config_need(c, FIELD_ROPE_DIM);
	a->k_dim = config_need(c, FIELD_NOPE_DIM) + a->rope_dim;
	a->v_dim = config_need(c, FIELD_V_HEAD_DIM);
	if (q_rank > 0.0)
		a->q_rank = q_rank;
	a->params = attention_params(a, c->hidden);
	if (config_flag(c, FIELD_OUTPUT_GATE, false))
		a->params += c->hidden * a->heads * a->v_dim;
}

/* Matrices and positions of a compressor of `ratio` tokens to one entry `width` wide. */
static double compressor(double hidden, double width, double ratio)
{
	double overlap = ratio == 4.0 ? 2.0 : 1.0;

	return 2.0 * overlap * width * hidden + ratio * overlap * width + width;
}

/* DeepSeek-V4: one vector per token; shapes reconstructed, totals agree within 0.006 %. */
static void read_compressed(struct config *c, int l, struct attention *a)
{
	const cJSON *ratios = c->found[FIELD_RATIOS];
	const cJSON *item = cJSON_GetArrayItem(ratios, l);
	double q = config_need(c, FIELD_Q_RANK), o = config_need(c, FIELD_O_RANK);
	double groups = config_need(c, FIELD_O_GROUPS), ratio;

	/* One more entry belongs to the module for multi-token prediction. */
	if (!cJSON_IsNumber(item) || cJSON_GetArraySize(ratios) > c->layer_count + 1) {
		config_refuse(c, "compress_ratios", _("must have one number for each layer"));
		return;
	}
	ratio = item->valuedouble;
	if (!(ratio >= 0.0 && ratio <= 65536.0) || ratio != floor(ratio)) {
		config_refuse(c, "compress_ratios", _("must be whole numbers from 0 to 65536"));
		return;
	}
	a->kind = ATTENTION_LATENT;
	a->heads = config_need(c, FIELD_HEADS);
	a->kv_heads = 1.0;
	a->k_dim = a->v_dim = config_need(c, FIELD_HEAD_DIM);
	a->window = config_need(c, FIELD_WINDOW);
	a->params = c->hidden * q + q * a->heads * a->k_dim + c->hidden * a->k_dim + a->heads * a->k_dim * o +
		groups * o * c->hidden;
	if (ratio == 0.0)
		return;
	a->ratio = ratio;
	a->params += compressor(c->hidden, a->k_dim, ratio);
	if (ratio == 4.0) {
		double dim = config_need(c, FIELD_INDEX_DIM);
		double heads = config_need(c, FIELD_INDEX_HEADS);

		a->params += q * heads * dim + c->hidden * heads + compressor(c->hidden, dim, ratio);
		a->indexer_bytes = dim / 2.0; /* FP4 */
		a->indexer_topk = config_need(c, FIELD_INDEX_TOPK);
	}
}

/* Whether a layer owns its index: GLM-5.2 shares it, MiniMax-M3 leaves dense layers out. */
static bool owns_index(struct config *c, int l)
{
	const cJSON *types = c->found[FIELD_INDEX_TYPES];
	const cJSON *item;

	if (!types)
		return config_at(c, FIELD_INDEX_LAYERS, l) != 0.0;
	if (!config_check_list(c, "indexer_types", types))
		return false;
	item = cJSON_GetArrayItem(types, l);
	if (!config_is(item, "full") && !config_is(item, "shared"))
		config_refuse(c, "indexer_types", _("must be \"full\" or \"shared\""));
	return config_is(item, "full");
}

/* Sparse attention: FP8 keys with a scale per 128 (DeepSeek), or 16-bit ones (MiniMax). */
static void read_indexer(struct config *c, int l, struct attention *a)
{
	bool blocks = config_has(c, FIELD_INDEX_BLOCKS);
	double dim, heads;

	if (!config_has(c, FIELD_INDEX_DIM) || a->kind == ATTENTION_LATENT || !owns_index(c, l))
		return;
	dim = config_number(c, FIELD_INDEX_DIM);
	heads = config_need(c, FIELD_INDEX_HEADS);
	if (blocks) {
		a->indexer_bytes = 2.0 * dim;
		a->indexer_topk = config_number(c, FIELD_INDEX_BLOCKS) * config_need(c, FIELD_INDEX_BLOCK);
		a->params += c->hidden * dim * (heads + 1.0);
		if (a->indexer_topk > 1e9)
			config_refuse(c, c->name[FIELD_INDEX_BLOCKS], _("too many tokens"));
		return;
	}
	a->indexer_bytes = dim + 4.0 * ceil(dim / 128.0);
	a->indexer_topk = config_need(c, FIELD_INDEX_TOPK);
	a->params += (isnan(a->q_rank) ? c->hidden : a->q_rank) * heads * dim + c->hidden * dim + c->hidden * heads;
}

/* Layers that read another layer's cache. */
static bool owns_cache(struct config *c, int l)
{
	double shared = config_or(c, FIELD_KV_SHARED_LAYERS, 0.0);
	double factor = config_or(c, FIELD_CLA_FACTOR, 1.0);

	if (config_flag(c, FIELD_USE_CLA, false) && factor >= 1.0)
		return fmod(l, factor) == 0.0;
	return l < c->layer_count - shared;
}

static void read_layer(struct config *c, int l)
{
	struct layer *layer = &c->layers[l];
	struct attention *a = &layer->group.attention;
	double input = config_or(c, FIELD_LAYER_INPUT, 0.0);

	*a = attention_absent;
	if (layer->mixer == MIXER_STATE || layer->mixer == MIXER_NONE)
		return;
	if (config_quirk(c, QUIRK_COMPRESSED))
		read_compressed(c, l, a);
	else if (config_or(c, FIELD_KV_RANK, 0.0) > 0.0)
		read_mla(c, a);
	else
		read_gqa(c, l, a);
	if (layer->mixer == MIXER_WINDOW && c->window_rate)
		a->window = c->window;
	read_indexer(c, l, a);
	a->cached = owns_cache(c, l);
	/* Gemma 3n and 4: matrices of the input that each layer has of its own. */
	a->params += 3.0 * c->hidden * input + 2.0 * c->hidden * config_or(c, FIELD_LAUREL, 0.0);
}

void attention_read(struct config *c)
{
	for (int l = 0; l < c->layer_count && c->status == STATUS_OK; l++)
		read_layer(c, l);
}

/* States are kept in FP32, convolution windows in 16 bits. */
static const double STATE_BYTES = 4.0, CONV_BYTES = 2.0;

/* The largest state of a layer that an overlay may have. */
static const double STATE_MAX = 1e12;

static void read_deltanet(struct config *c, struct layer_state *s)
{
	double v_heads = config_need(c, FIELD_DELTA_V_HEADS);
	double k_heads = config_need(c, FIELD_DELTA_K_HEADS);
	double k_dim = config_need(c, FIELD_DELTA_K_DIM), v_dim = config_need(c, FIELD_DELTA_V_DIM);
	double conv = config_need(c, FIELD_DELTA_CONV);
	double keys = k_heads * k_dim, values = v_heads * v_dim;

	s->bytes = v_heads * k_dim * v_dim * STATE_BYTES + (2.0 * keys + values) * (conv - 1.0) * CONV_BYTES;
	s->params = c->hidden * (2.0 * keys + 2.0 * values) + c->hidden * 2.0 * v_heads + (2.0 * keys + values) * conv +
		2.0 * v_heads + v_dim + values * c->hidden;
}

/* The key-wise gate is of low rank, in Kimi K3 of full rank. */
static void read_kda(struct config *c, struct layer_state *s)
{
	double heads = config_need(c, FIELD_KDA_HEADS), dim = config_need(c, FIELD_KDA_DIM);
	double conv = config_need(c, FIELD_KDA_CONV), inner = heads * dim;
	double low_rank = c->hidden * dim + dim * inner;
	double gate = config_flag(c, FIELD_KDA_FULL_GATE, false) ? c->hidden * inner : low_rank;

	s->bytes = heads * dim * dim * STATE_BYTES + 3.0 * inner * (conv - 1.0) * CONV_BYTES;
	s->params =
		3.0 * c->hidden * inner + gate + 3.0 * inner * conv + low_rank + c->hidden * heads + inner * c->hidden;
}

static void read_lightning(struct config *c, struct layer_state *s)
{
	double heads = config_need(c, FIELD_HEADS);
	double dim = config_or(c, FIELD_HEAD_DIM, c->head_dim), inner = heads * dim;

	s->bytes = heads * dim * dim * STATE_BYTES;
	s->params = 5.0 * c->hidden * inner + inner;
}

/* The inner width by name; falcon-mamba's expand contradicts its intermediate_size, which holds. */
static double inner_width(struct config *c)
{
	double inner = config_number(c, FIELD_SSM_INNER);

	if (isnan(inner) && config_quirk(c, QUIRK_STATE_ONLY))
		inner = config_number(c, FIELD_FFN);
	if (!(inner > 0.0))
		inner = config_need(c, FIELD_SSM_EXPAND) * c->hidden;
	return inner;
}

static void read_mamba(struct config *c, struct layer_state *s)
{
	const cJSON *rank = c->found[FIELD_SSM_DT_RANK];
	double inner = inner_width(c), state = config_need(c, FIELD_SSM_STATE);
	double conv = config_need(c, FIELD_SSM_CONV);
	/* "auto", or absent: a sixteenth of the hidden size. */
	double dt = !rank || cJSON_IsString(rank) ? ceil(c->hidden / 16.0) : config_number(c, FIELD_SSM_DT_RANK);

	s->bytes = inner * state * STATE_BYTES + inner * (conv - 1.0) * CONV_BYTES;
	s->params = c->hidden * 2.0 * inner + inner * conv + inner + inner * (dt + 2.0 * state) + dt * inner + inner +
		inner * state + inner + inner * c->hidden;
	if (config_quirk(c, QUIRK_STATE_NORMS))
		s->params += dt + 2.0 * state;
}

static void read_mamba2(struct config *c, struct layer_state *s)
{
	double dim = config_need(c, FIELD_SSM_HEAD_DIM), heads = config_number(c, FIELD_SSM_HEADS);
	double groups = config_need(c, FIELD_SSM_GROUPS), state = config_need(c, FIELD_SSM_STATE);
	double conv = config_need(c, FIELD_SSM_CONV), inner, channels;

	if (isnan(heads))
		heads = floor(inner_width(c) / dim);
	if (!(heads >= 1.0)) {
		config_refuse(c, c->name[FIELD_SSM_HEADS], _("missing"));
		return;
	}
	inner = heads * dim;
	channels = inner + 2.0 * groups * state;
	s->bytes = inner * state * STATE_BYTES + channels * (conv - 1.0) * CONV_BYTES;
	s->params = c->hidden * (2.0 * inner + 2.0 * groups * state + heads) + channels * conv + channels +
		3.0 * heads + inner + inner * c->hidden;
}

/* LFM2 keeps as many columns as the kernel is long. */
static void read_conv(struct config *c, struct layer_state *s)
{
	double columns = config_need(c, FIELD_CONV_CACHE);

	s->bytes = c->hidden * columns * CONV_BYTES;
	s->params = 4.0 * c->hidden * c->hidden + c->hidden * columns;
}

static void (*const readers[STATE_KIND_COUNT])(struct config *c, struct layer_state *s) = {
	[STATE_DELTANET] = read_deltanet,
	[STATE_MAMBA] = read_mamba,
	[STATE_MAMBA2] = read_mamba2,
	[STATE_LIGHTNING] = read_lightning,
	[STATE_KDA] = read_kda,
	[STATE_CONV] = read_conv,
};

/* A class that is not known is understood by the fields that only one kind has. */
static enum state_kind kind_of(const struct config *c)
{
	if (c->type->state != STATE_NONE)
		return c->type->state;
	if (config_has(c, FIELD_DELTA_V_HEADS))
		return STATE_DELTANET;
	if (config_has(c, FIELD_KDA_HEADS))
		return STATE_KDA;
	return STATE_NONE;
}

void state_read(struct config *c)
{
	enum state_kind kind = kind_of(c);
	struct layer_state state = { 0 };
	bool wanted = false;

	for (int l = 0; l < c->layer_count; l++)
		wanted |= c->layers[l].mixer == MIXER_STATE || c->layers[l].mixer == MIXER_BOTH;
	if (!wanted)
		return;
	if (kind == STATE_NONE)
		config_refuse(
			c, "model_type", _("\"%.40s\": its layers without attention are not known"), c->model_type);
	else
		readers[kind](c, &state);
	if (state.bytes > STATE_MAX)
		config_refuse(c, "", _("the state of a layer has %.3g bytes, at most %.0e are allowed"), state.bytes,
			STATE_MAX);
	for (int l = 0; l < c->layer_count; l++) {
		struct layer *layer = &c->layers[l];

		if (layer->mixer != MIXER_STATE && layer->mixer != MIXER_BOTH)
			continue;
		layer->group.state = state;
		layer->state = kind;
	}
}
