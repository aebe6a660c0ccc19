/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting: parameters and weight bytes of a model from its layer groups. */
#include "core/model.h"

#include <string.h>

#include "core/kv.h"

static const double BYTES_16BIT = 2.0;

const struct attention attention_absent = {
	.window = NAN, .q_rank = NAN, .kv_rank = NAN, .rope_dim = NAN, .ratio = NAN, .indexer_topk = NAN, .cached = true
};

enum format_support format_support(const struct weight_format *format, const struct gpu *gpu, unsigned engine)
{
	unsigned family = gpu->family ? gpu->family->bit : 0;
	bool native = format->native_families ? (format->native_families & family) != 0
					      : !isnan(gpu->peak_flops[format->tensor]);

	bool widens = (format->fallback_families & family) &&
		(format->fallback_engines == 0 || (format->fallback_engines & engine));

	if (!(format->engines & engine))
		return FORMAT_UNSUPPORTED;
	if (native)
		return format->weight_only ? FORMAT_WEIGHT_ONLY : FORMAT_NATIVE;
	return widens ? FORMAT_WEIGHT_ONLY : FORMAT_UNSUPPORTED;
}

double attention_params(const struct attention *a, double hidden)
{
	double query_input;

	switch (a->kind) {
	case ATTENTION_GQA:
		return hidden * a->heads * a->k_dim + hidden * a->kv_heads * (a->k_dim + a->v_dim) +
			a->heads * a->v_dim * hidden;
	case ATTENTION_MLA:
		/* k_dim is the whole query/key head: no-rope plus rope part. */
		query_input = isnan(a->q_rank) ? hidden : a->q_rank;
		return (isnan(a->q_rank) ? 0.0 : hidden * a->q_rank) + query_input * a->heads * a->k_dim +
			hidden * (a->kv_rank + a->rope_dim) +
			a->kv_rank * a->heads * (a->k_dim - a->rope_dim + a->v_dim) + a->heads * a->v_dim * hidden;
	case ATTENTION_LATENT:
	case ATTENTION_NONE: break;
	}
	return 0.0;
}

static void count_mlp(struct model_counts *counts, const struct mlp *mlp, double hidden, double layers)
{
	if (mlp->experts > 0.0) {
		double expert = mlp->matrices * mlp->input * mlp->width;

		counts->experts += layers * expert * mlp->experts;
		counts->experts_active += layers * expert * mlp->top_k;
		counts->dense += layers * mlp->matrices * hidden * mlp->shared_width;
		counts->router += layers * hidden * mlp->experts;
		counts->moe_layers += layers;
		counts->experts_per_layer = mlp->experts;
		counts->top_k = mlp->top_k;
		counts->expert_width = mlp->width;
		counts->mlp_width = fmax(counts->mlp_width, mlp->shared_width);
	} else {
		counts->dense += layers * mlp->matrices * hidden * mlp->width;
		counts->mlp_width = fmax(counts->mlp_width, mlp->width);
	}
}

void model_count(struct model *model)
{
	struct model_counts c = { 0 };

	for (int i = 0; i < model->group_count; i++) {
		const struct layer_group *g = &model->groups[i];
		bool mixer = g->attention.kind != ATTENTION_NONE || g->state.params > 0.0;

		c.attention += g->count * (g->attention.params + g->state.params);
		count_mlp(&c, &g->mlp, model->hidden, g->count);
		c.layers += g->count * ((mixer ? 0.5 : 0.0) + (g->mlp.matrices > 0.0 ? 0.5 : 0.0));
		if (g->attention.kind == ATTENTION_MLA) {
			const struct attention *a = &g->attention;

			c.mla_layers += g->count;
			c.latent += g->count * fmax(0.0, a->params - a->heads * a->v_dim * model->hidden);
		}
		if (g->attention.indexer_bytes > 0.0)
			c.sparse_layers += g->count;
		if (g->state.bytes > 0.0)
			c.state_layers += g->count;
		c.head_span = fmax(c.head_span, g->attention.heads * g->attention.k_dim);
	}
	c.embedding = model->vocab * model->hidden;
	c.head = model->tied_embeddings ? 0.0 : c.embedding;
	c.other = model->other_params;
	c.total = c.attention + c.dense + c.router + c.experts + c.embedding + c.head + c.other;
	c.active = c.attention + c.dense + c.router + c.experts_active + c.embedding + c.other;
	model->counts = c;
}

/* What of a part a format or a checkpoint can keep in 16 bits; the rest it always does. */
static const unsigned kept_by[PART_COUNT] = { [PART_ATTENTION] = KEPT_ATTENTION,
	[PART_SHARED] = KEPT_SHARED,
	[PART_EXPERTS] = 0,
	[PART_EMBEDDING] = KEPT_EMBEDDING,
	[PART_HEAD] = KEPT_EMBEDDING };

const struct weight_format *model_part_format(
	const struct model *model, const struct weight_format *format, enum weight_part part)
{
	unsigned kept = format->kept_16bit;

	if (format->whole_file)
		return format;
	/* What a checkpoint keeps in 16 bits is said of its own format only. */
	if (format == model->native_weights) {
		if (model->part_formats[part])
			return model->part_formats[part];
		kept |= model->kept_16bit;
	}
	return part == PART_OTHER || kept & kept_by[part] ? NULL : format;
}

bool model_keeps_latents(const struct model *model, const struct weight_format *format, enum weight_part part)
{
	/* A model's own checkpoint says itself what it keeps. */
	return part == PART_ATTENTION && format->keeps_latents && format != model->native_weights &&
		model->counts.latent > 0.0;
}

/* Bytes per weight of one part in that format, scales included.  A part in two formats has the mean. */
static double format_bytes(const struct model *model, const struct weight_format *format, enum weight_part part)
{
	const struct weight_format *own = model_part_format(model, format, part);

	if (model_keeps_latents(model, format, part)) {
		double share = model->counts.latent / model->counts.attention;

		return share * BYTES_16BIT + (1.0 - share) * own->bytes_per_weight;
	}
	return own ? own->bytes_per_weight : BYTES_16BIT;
}

static bool is_stored(const struct model *model, const struct weight_format *format)
{
	return format == model->native_weights && model->stored.bytes.total > 0.0;
}

bool model_is_stored_by_part(const struct model *model, const struct weight_format *format)
{
	return is_stored(model, format) && model->stored.by_part;
}

/* One kind of weights; of files whose sum alone is known every kind is scaled to it. */
TRACE_TEMPLATE double part_bytes(struct trace *t, const char *id, const struct model *model,
	const struct weight_format *format, enum weight_part part, double count, double scale)
{
	const struct weight_format *own = t ? model_part_format(model, format, part) : NULL;

	TRACE_INPUT(t, params, count, model->source);
	TRACE_INPUT(t, bytes, format_bytes(model, format, part),
		    own && bytes != BYTES_16BIT ? own->source : NULL);
	TRACE_MEAN(t, model_keeps_latents(model, format, part) ? "bytes with latents" : NULL);
	TRACE_PART(t, whole, params * bytes);
	if (scale != 1.0) {
		TRACE_INPUT(t, files, scale, model->stored.source);
		TRACE_MEAN(t, "files over formats");
		TRACE_JOIN(t, whole, *, files);
	}
	TRACE_WHOLE(t, whole, id);
	return whole;
}

static struct weight_bytes bytes_by_formula(const struct model *model, const struct weight_format *format, double scale)
{
	const struct model_counts *c = &model->counts;
	struct weight_bytes w;

	w.attention = part_bytes(NULL, NULL, model, format, PART_ATTENTION, c->attention, scale);
	w.dense = part_bytes(NULL, NULL, model, format, PART_SHARED, c->dense, scale);
	w.experts = part_bytes(NULL, NULL, model, format, PART_EXPERTS, c->experts, scale);
	w.embedding = part_bytes(NULL, NULL, model, format, PART_EMBEDDING, c->embedding, scale);
	w.head = part_bytes(NULL, NULL, model, format, PART_HEAD, c->head, scale);
	w.other = part_bytes(NULL, NULL, model, format, PART_OTHER, c->other + c->router, scale);
	w.total = w.attention + w.dense + w.experts + w.embedding + w.head + w.other;
	return w;
}

/* Ratio of the size of the files to the size by formula when only their sum is known; otherwise 1. */
static double stored_scale(const struct model *model, const struct weight_format *format)
{
	if (!is_stored(model, format) || model->stored.by_part)
		return 1.0;
	return model->stored.bytes.total / bytes_by_formula(model, format, 1.0).total;
}

struct weight_bytes model_weight_bytes(const struct model *model, const struct weight_format *format)
{
	if (model_is_stored_by_part(model, format))
		return model->stored.bytes;
	return bytes_by_formula(model, format, stored_scale(model, format));
}

/* Exact bytes of the files, one figure a part. */
static void trace_stored(struct trace *t, const char *id, double bytes, const struct model *model)
{
	TRACE_INPUT(t, stored, bytes, model->stored.source);
	TRACE_FORMULA_AS(t, part, id, stored);
}

static void trace_stored_parts(struct trace *t, const struct model *model)
{
	const struct weight_bytes *w = &model->stored.bytes;

	trace_stored(t, "attention_bytes", w->attention, model);
	trace_stored(t, "dense_bytes", w->dense, model);
	trace_stored(t, "expert_bytes", w->experts, model);
	trace_stored(t, "end_bytes", w->embedding + w->head, model);
	trace_stored(t, "other_bytes", w->other, model);
}

/* Embedding and head in one figure, unless the checkpoint has the head in a format of its own. */
static void trace_ends(struct trace *t, const struct model *model, const struct weight_format *format, double scale)
{
	const struct model_counts *c = &model->counts;

	if (format_bytes(model, format, PART_EMBEDDING) == format_bytes(model, format, PART_HEAD)) {
		part_bytes(t, "end_bytes", model, format, PART_EMBEDDING, c->embedding + c->head, scale);
		return;
	}
	const double embedding_bytes =
		part_bytes(t, "embedding_bytes", model, format, PART_EMBEDDING, c->embedding, scale);
	const double head_bytes = part_bytes(t, "head_bytes", model, format, PART_HEAD, c->head, scale);

	TRACE_FORMULA(t, end_bytes, embedding_bytes + head_bytes);
}

void model_weight_trace(struct trace *t, const struct model *model, const struct weight_format *format)
{
	const struct model_counts *c = &model->counts;
	double scale = stored_scale(model, format);

	if (is_stored(model, format)) {
		TRACE_INPUT(t, files, model->stored.bytes.total, model->stored.source);
		TRACE_FORMULA(t, stored_bytes, files);
	}
	if (model_is_stored_by_part(model, format)) {
		trace_stored_parts(t, model);
		return;
	}
	part_bytes(t, "attention_bytes", model, format, PART_ATTENTION, c->attention, scale);
	part_bytes(t, "dense_bytes", model, format, PART_SHARED, c->dense, scale);
	part_bytes(t, "expert_bytes", model, format, PART_EXPERTS, c->experts, scale);
	trace_ends(t, model, format, scale);
	part_bytes(t, "other_bytes", model, format, PART_OTHER, c->other + c->router, scale);
}

double model_bytes_per_weight(const struct model *model, const struct weight_format *format, enum weight_part part)
{
	const struct model_counts *c = &model->counts;
	const struct weight_bytes *b = &model->stored.bytes;
	const double bytes[PART_COUNT] = { b->attention, b->dense, b->experts, b->embedding, b->head };
	const double counts[PART_COUNT] = { c->attention, c->dense, c->experts, c->embedding, c->head };

	if (part == PART_HEAD && model->tied_embeddings)
		part = PART_EMBEDDING;
	/* Of the small rest, and of nothing, there is no figure to divide. */
	if (model_is_stored_by_part(model, format) && bytes[part] > 0.0 && counts[part] > 0.0)
		return bytes[part] / counts[part];
	return format_bytes(model, format, part);
}

/* Llama 2 and 3 keep hidden^2 x layers close to params/12 with layers about hidden/102 at 70B (80 of 8192) and
 * hidden/128 at 8B (32 of 4096): hidden = (params * 9.2)^(1/3), on a grid of 1024 (eight heads, so that it can be
 * sharded), gives 4096 and 8192. */
void model_generic(struct model *model, struct layer_group *group, double params, double active,
	const struct weight_format *native)
{
	const double head_dim = 128.0, vocab = 128256.0, grid = 1024.0;
	double backbone = active > 0.0 && active < params ? active : params;
	double hidden = fmax(grid, grid * round(cbrt(backbone * 9.2) / grid));
	double heads = hidden / head_dim;
	double layers, body;

	*model = (struct model){ .hidden = hidden,
		.vocab = vocab,
		.max_context = NAN,
		.native_weights = native,
		.groups = group,
		.group_count = 1,
		.published_params = NAN };
	model->tied_embeddings = backbone < 4e9;
	*group = (struct layer_group){ .count = 1.0 };
	group->attention = attention_absent;
	group->attention.kind = ATTENTION_GQA;
	group->attention.heads = heads;
	group->attention.kv_heads = fmin(8.0, heads);
	group->attention.k_dim = group->attention.v_dim = head_dim;
	group->attention.params = attention_params(&group->attention, hidden);
	body = backbone - vocab * hidden * (model->tied_embeddings ? 1.0 : 2.0);
	body = fmax(body, backbone * 0.5);
	layers = fmax(1.0, round(hidden / (backbone > 4e10 ? 102.4 : 128.0)));
	group->count = layers;
	group->mlp.matrices = 3.0;
	group->mlp.input = hidden;
	group->mlp.width = fmax(1.0, (body / layers - group->attention.params) / (3.0 * hidden));
	if (backbone < params) {
		/* 8 of E experts of an eighth of the dense width: the mean of published MoEs. */
		double width = fmax(1.0, group->mlp.width / 8.0);

		group->mlp.top_k = 8.0;
		group->mlp.experts = fmax(8.0, floor(8.0 + (params - backbone) / (layers * 3.0 * hidden * width)));
		group->mlp.width = width;
	}
	model_count(model);
	/* The remainder keeps the total at what was asked for. */
	model->other_params = fmax(0.0, params - model->counts.total);
	model_count(model);
}

bool model_same_architecture(const struct model *a, const struct model *b)
{
	/* Counts are plain numbers; 16-bit caches of some length tell attention layouts apart. */
	return a->hidden == b->hidden && a->vocab == b->vocab && a->tied_embeddings == b->tied_embeddings &&
		a->fp8_blocks == b->fp8_blocks && a->native_weights == b->native_weights &&
		memcmp(&a->counts, &b->counts, sizeof(a->counts)) == 0 &&
		memcmp(a->part_formats, b->part_formats, sizeof(a->part_formats)) == 0 &&
		a->stored.bytes.total == b->stored.bytes.total &&
		model_kv_bytes(a, 1e5, 2.0) == model_kv_bytes(b, 1e5, 2.0);
}
