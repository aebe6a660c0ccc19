/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feed-forward parts: dense MLPs, experts, and which layer has which. */
#include "catalog/import/feed.h"

#include <string.h>

#include "base/i18n.h"

/* The widest part that an overlay may have. */
static const double WIDTH_MAX = 1e7;

/* Rules of the form "layer l is dense when ..."; `v` is the field's value. */
static bool before(struct config *c, int l, double v)
{
	(void)c;
	return l < v;
}

static bool after(struct config *c, int l, double v)
{
	(void)c;
	return v >= 0.0 && l > v;
}

/* 0 and 1 for each layer, or every Nth from the first. */
static bool off_frequency(struct config *c, int l, double v)
{
	return cJSON_IsArray(c->found[FIELD_MOE_FREQ]) ? v == 0.0 : v >= 1.0 && fmod(l, v) != 0.0;
}

static bool off_step(struct config *c, int l, double v)
{
	(void)c;
	return v >= 1.0 && fmod(l + 1, v) != 0.0;
}

static bool off_period(struct config *c, int l, double v)
{
	return v >= 1.0 && fmod(l, v) != config_or(c, FIELD_EXPERT_OFFSET, 0.0);
}

static const struct {
	enum field field;
	bool (*dense)(struct config *c, int l, double v);
} rules[] = { { FIELD_FIRST_DENSE, before }, { FIELD_DENSE_LAYERS, before }, { FIELD_MOE_FREQ, off_frequency },
	{ FIELD_SPARSE_STEP, off_step }, { FIELD_INTERLEAVE, off_step }, { FIELD_EXPERT_PERIOD, off_period },
	{ FIELD_MOE_START, before }, { FIELD_MOE_END, after }, { FIELD_MOE_INTERVAL, off_step } };

static void mark_dense(struct config *c, const char *key, const cJSON *list, enum feed inside, enum feed outside)
{
	const bool *listed = config_layers(c, key, list, 0);

	for (int l = 0; listed && l < c->layer_count; l++)
		if (listed[l] || outside != FEED_BY_RULES)
			c->layers[l].feed = listed[l] ? inside : outside;
}

/* "3,4,5": layers with experts, in a string. */
static void mark_enumerated(struct config *c, const char *key, const cJSON *value)
{
	const char *at = cJSON_IsString(value) ? value->valuestring : "";

	if (strspn(at, "0123456789,") != strlen(at)) {
		config_refuse(c, key, _("must be a list of layers"));
		return;
	}
	for (int l = 0; l < c->layer_count; l++)
		c->layers[l].feed = FEED_DENSE;
	while (*at != '\0') {
		int l = 0;

		for (; *at >= '0' && *at <= '9'; at++)
			l = l < c->layer_count ? l * 10 + (*at - '0') : l;
		if (l < c->layer_count)
			c->layers[l].feed = FEED_MOE;
		at += *at == ',';
	}
}

static void mark_types(struct config *c, const char *key, const cJSON *list)
{
	const cJSON *item;
	int l = 0;

	if (!config_check_list(c, key, list))
		return;
	cJSON_ArrayForEach (item, list) {
		bool dense = config_is(item, "dense");

		if (!dense && !config_is(item, "sparse") && !config_is(item, "moe"))
			config_refuse(c, key, _("\"%.40s\" must be dense or sparse"),
				cJSON_IsString(item) ? item->valuestring : "");
		c->layers[l++].feed = dense ? FEED_DENSE : FEED_MOE;
	}
}

/* Whole lists; then the rules for the layers that no list decides. */
static void mark_layers(struct config *c)
{
	static const char types[] = "mlp_layer_types", dense[] = "mlp_only_layers";
	static const char moe[] = "moe_layers", enumerated[] = "moe_layers_enum";

	if (config_find(c->text, types))
		mark_types(c, types, config_find(c->text, types));
	else if (config_find(c->text, enumerated))
		mark_enumerated(c, enumerated, config_find(c->text, enumerated));
	else if (cJSON_IsArray(config_find(c->text, moe)))
		mark_dense(c, moe, config_find(c->text, moe), FEED_MOE, FEED_DENSE);
	else if (config_find(c->text, dense))
		mark_dense(c, dense, config_find(c->text, dense), FEED_DENSE, FEED_BY_RULES);
	for (int l = 0; l < c->layer_count && c->status == STATUS_OK; l++) {
		struct layer *layer = &c->layers[l];
		bool is_dense = false;

		for (size_t i = 0; layer->feed == FEED_BY_RULES && i < COUNT(rules); i++)
			if (config_has(c, rules[i].field))
				is_dense |= rules[i].dense(c, l, config_at(c, rules[i].field, l));
		if (layer->feed == FEED_BY_RULES)
			layer->feed = is_dense ? FEED_DENSE : FEED_MOE;
	}
}

/* LFM2 states the width before two thirds of it are taken and rounded up. */
static double adjusted(struct config *c, double width)
{
	const cJSON *factor = c->found[FIELD_FFN_FACTOR];
	double multiple = config_or(c, FIELD_FFN_MULTIPLE, 256.0);
	double times = cJSON_IsNumber(factor) ? factor->valuedouble : 1.0;

	if (!config_flag(c, FIELD_FFN_ADJUST, config_quirk(c, QUIRK_FFN_ADJUST)))
		return width;
	if (!(times >= 0.01 && times <= 100.0)) {
		config_refuse(c, "block_ffn_dim_multiplier", _("must be from 0.01 to 100"));
		return NAN;
	}
	return multiple * ceil(floor(times * floor(2.0 * width / 3.0)) / multiple);
}

static double dense_width(struct config *c, int l)
{
	const struct layer *layer = &c->layers[l];
	double width = config_at(c, FIELD_FFN, l);

	if (!isnan(layer->width))
		return layer->width;
	if (isnan(width) && config_quirk(c, QUIRK_FFN_4X))
		return 4.0 * c->hidden;
	if (!(width >= 1.0)) {
		config_refuse(c, c->name[FIELD_FFN], _("missing"));
		return NAN;
	}
	if (config_flag(c, FIELD_DOUBLE_WIDE, false) && l >= c->layer_count - config_or(c, FIELD_KV_SHARED_LAYERS, 0.0))
		width *= 2.0;
	return adjusted(c, width);
}

/* Width of everything that each token passes beside the routed experts. */
static double shared_width(struct config *c, int l, double expert)
{
	double count = config_has(c, FIELD_SHARED_COUNT) ? config_at(c, FIELD_SHARED_COUNT, l) : NAN;
	double width = config_number(c, FIELD_SHARED_WIDTH);

	if (config_quirk(c, QUIRK_SHARED_IMPLICIT))
		return expert;
	if (config_quirk(c, QUIRK_PARALLEL_MOE) || config_quirk(c, QUIRK_DOUBLED))
		return dense_width(c, l);
	if (count == 0.0)
		return 0.0;
	if (!isnan(width))
		return width;
	return isnan(count) ? 0.0 : count * expert;
}

/* LongCat: some experts are identities, so that a token passes fewer real ones on average. */
static double active_experts(struct config *c, int l, double experts)
{
	double top_k = config_has(c, FIELD_TOP_K) ? config_at(c, FIELD_TOP_K, l) : config_need(c, FIELD_TOP_K);
	double zero = config_or(c, FIELD_ZERO_EXPERTS, 0.0);

	if (zero > 0.0)
		top_k = fmax(1.0, round(top_k * experts / (experts + zero)));
	if (!(top_k >= 1.0 && top_k <= experts))
		config_refuse(c, c->name[FIELD_TOP_K], _("must be from 1 to %.0f, the experts"), experts);
	return top_k;
}

static void read_experts(struct config *c, int l, double experts, struct layer *layer)
{
	struct mlp *mlp = &layer->group.mlp;
	double latent = config_or(c, FIELD_LATENT, 0.0), columns;

	mlp->width = config_has(c, FIELD_EXPERT_WIDTH) ? config_at(c, FIELD_EXPERT_WIDTH, l)
						       : config_need(c, FIELD_EXPERT_WIDTH);
	mlp->experts = experts;
	mlp->top_k = active_experts(c, l, experts);
	mlp->shared_width = shared_width(c, l, mlp->width);
	layer->other += c->hidden * config_or(c, FIELD_ZERO_EXPERTS, 0.0);
	if (latent > 0.0) {
		/* Every token passes the projections down and up: columns of the shared part. */
		columns = floor(2.0 * latent / mlp->matrices);
		mlp->input = latent;
		mlp->shared_width += columns;
		layer->other += (2.0 * latent - columns * mlp->matrices) * c->hidden;
	}
	if (mlp->shared_width > WIDTH_MAX)
		config_refuse(c, c->name[FIELD_SHARED_COUNT], _("too many shared experts"));
}

static double matrices_of(const struct config *c)
{
	const cJSON *act = config_find(c->text, "mlp_hidden_act");

	if (!act)
		act = config_find(c->text, "hidden_act");
	/* Of classes that are not known: these activations are never gated. */
	if (c->type->name[0] == '\0' && (config_is(act, "relu2") || config_is(act, "xielu")))
		return 2.0;
	return config_quirk(c, QUIRK_PLAIN_MLP) ? 2.0 : 3.0;
}

void feed_read(struct config *c)
{
	double matrices = matrices_of(c);
	bool moe = config_flag(c, FIELD_MOE_BLOCK, true);

	mark_layers(c);
	for (int l = 0; l < c->layer_count && c->status == STATUS_OK; l++) {
		struct layer *layer = &c->layers[l];
		struct mlp *mlp = &layer->group.mlp;
		double experts = moe && config_has(c, FIELD_EXPERTS) ? config_at(c, FIELD_EXPERTS, l) : 0.0;
		bool sparse = layer->feed == FEED_MOE && experts > 1.0;

		mlp->input = c->hidden;
		/* A Mamba layer is its own feed-forward part. */
		if (layer->feed == FEED_NONE || config_quirk(c, QUIRK_STATE_ONLY))
			continue;
		mlp->matrices = matrices;
		if (sparse)
			read_experts(c, l, experts, layer);
		else
			mlp->width = dense_width(c, l);
	}
}
