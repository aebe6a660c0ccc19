/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which layer attends to what: the many ways in which a config.json says so. */
#include "catalog/import/pattern.h"

#include <string.h>

#include "base/i18n.h"

/* A key that says which layer attends to what. */
struct pattern_key {
	const char *key;
	void (*read)(struct config *c, const struct pattern_key *from, const cJSON *value);
	enum mixer zero, one; /* what 0 and 1 of a list stand for */
	int first;            /* number of the first layer in a list of layers */
	bool blocks;          /* words of layers_block_type */
};

static void set_all(struct config *c, enum mixer mixer)
{
	for (int l = 0; l < c->layer_count; l++)
		c->layers[l].mixer = mixer;
}

/* Words of layer_types and layers_block_type; blocks of Nemotron-H hold one part each. */
static const struct {
	const char *word;
	enum mixer mixer;
	enum feed block; /* in layers_block_type */
} words[] = { { "full_attention", MIXER_FULL, FEED_NONE }, { "attention", MIXER_FULL, FEED_NONE },
	{ "global_attention", MIXER_FULL, FEED_NONE }, { "global", MIXER_FULL, FEED_NONE },
	{ "deepseek_sparse_attention", MIXER_FULL, FEED_NONE },
	{ "compressed_sparse_attention", MIXER_FULL, FEED_NONE },
	{ "heavily_compressed_attention", MIXER_FULL, FEED_NONE }, { "minimax_m3_sparse", MIXER_FULL, FEED_NONE },
	{ "sliding_attention", MIXER_WINDOW, FEED_NONE }, { "sliding_window", MIXER_WINDOW, FEED_NONE },
	{ "local_attention", MIXER_WINDOW, FEED_NONE }, { "local", MIXER_WINDOW, FEED_NONE },
	{ "chunked_attention", MIXER_WINDOW, FEED_NONE }, { "linear_attention", MIXER_STATE, FEED_NONE },
	{ "mamba", MIXER_STATE, FEED_NONE }, { "mamba2", MIXER_STATE, FEED_NONE }, { "conv", MIXER_STATE, FEED_NONE },
	{ "mlp", MIXER_NONE, FEED_DENSE }, { "moe", MIXER_NONE, FEED_MOE } };

static bool read_word(struct config *c, const struct pattern_key *from, const cJSON *item, struct layer *layer)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		if (!config_is(item, words[i].word) || (!from->blocks && words[i].mixer == MIXER_NONE))
			continue;
		layer->mixer = words[i].mixer;
		if (from->blocks)
			layer->feed = words[i].block;
		return true;
	}
	config_refuse(c, from->key, _("\"%.40s\" is no kind of layer that is known"),
		cJSON_IsString(item) ? item->valuestring : "");
	return false;
}

static void read_words(struct config *c, const struct pattern_key *from, const cJSON *list)
{
	const cJSON *item;
	int l = 0;

	if (!config_check_list(c, from->key, list))
		return;
	cJSON_ArrayForEach (item, list)
		if (!read_word(c, from, item, &c->layers[l++]))
			return;
}

/* Nemotron-H: "MEM*-", one letter a block. */
static void read_letters(struct config *c, const struct pattern_key *from, const cJSON *value)
{
	static const char letters[] = "M*E-";
	static const enum mixer mixers[] = { MIXER_STATE, MIXER_FULL, MIXER_NONE, MIXER_NONE };
	static const enum feed feeds[] = { FEED_NONE, FEED_NONE, FEED_MOE, FEED_DENSE };
	const char *pattern = cJSON_IsString(value) ? value->valuestring : "";

	if (strlen(pattern) != (size_t)c->layer_count || strspn(pattern, letters) != strlen(pattern)) {
		config_refuse(c, from->key, _("must have one letter of \"%s\" for each layer, %d in all"), letters,
			c->layer_count);
		return;
	}
	for (int l = 0; l < c->layer_count; l++) {
		size_t i = (size_t)(strchr(letters, pattern[l]) - letters);

		c->layers[l].mixer = mixers[i];
		c->layers[l].feed = feeds[i];
	}
}

static void read_bits(struct config *c, const struct pattern_key *from, const cJSON *list)
{
	const cJSON *item;
	int l = 0;

	if (!config_check_list(c, from->key, list))
		return;
	cJSON_ArrayForEach (item, list) {
		double bit = cJSON_IsNumber(item) ? item->valuedouble : NAN;

		if (bit != 0.0 && bit != 1.0)
			config_refuse(c, from->key, _("must be a list of 0 and 1"));
		c->layers[l++].mixer = bit == 1.0 ? from->one : from->zero;
	}
}

/* Llama 4: a layer without rotary embedding sees everything. */
static void read_no_rope(struct config *c, const struct pattern_key *from, const cJSON *list)
{
	if (config_quirk(c, QUIRK_CHUNKED))
		read_bits(c, from, list);
	else
		set_all(c, MIXER_FULL);
}

/* Indices of the attending layers; the others keep a state. */
static void read_indices(struct config *c, const struct pattern_key *from, const cJSON *list)
{
	const bool *listed = config_layers(c, from->key, list, from->first);

	for (int l = 0; l < c->layer_count; l++)
		c->layers[l].mixer = listed && listed[l] ? MIXER_FULL : MIXER_STATE;
}

static void read_interval(struct config *c, const struct pattern_key *from, const cJSON *value)
{
	double every = config_need(c, FIELD_FULL_INTERVAL);

	(void)from;
	(void)value;
	for (int l = 0; every >= 1.0 && l < c->layer_count; l++)
		c->layers[l].mixer = fmod(l + 1, every) == 0.0 ? MIXER_FULL : MIXER_STATE;
}

static void read_period(struct config *c, const struct pattern_key *from, const cJSON *value)
{
	double period = config_need(c, FIELD_ATTENTION_PERIOD);
	double offset = config_need(c, FIELD_ATTENTION_OFFSET);

	(void)from;
	(void)value;
	for (int l = 0; period >= 1.0 && l < c->layer_count; l++)
		c->layers[l].mixer = fmod(l, period) == offset ? MIXER_FULL : MIXER_STATE;
}

/* Every Nth layer is full; or letters that repeat, "LLLG". */
static void read_window_pattern(struct config *c, const struct pattern_key *from, const cJSON *value)
{
	const char *letters = cJSON_IsString(value) ? value->valuestring : NULL;
	double every = letters ? NAN : config_number(c, FIELD_WINDOW_PATTERN);

	if (letters && (*letters == '\0' || strspn(letters, "LG") != strlen(letters)))
		config_refuse(c, from->key, _("must be made of the letters L and G"));
	for (int l = 0; c->status == STATUS_OK && l < c->layer_count; l++) {
		bool full = letters ? letters[(size_t)l % strlen(letters)] == 'G' : fmod(l + 1, every) == 0.0;

		c->layers[l].mixer = full ? MIXER_FULL : MIXER_WINDOW;
	}
}

/* NAS models: what a block replaced or left out. */
static void read_nas(struct config *c, const struct pattern_key *from, const cJSON *list)
{
	const cJSON *block;
	int l = 0;

	if (!config_check_list(c, from->key, list))
		return;
	cJSON_ArrayForEach (block, list) {
		struct layer *layer = &c->layers[l++];
		const cJSON *group = config_find(block, "attention/n_heads_in_group");
		const cJSON *factor = config_find(block, "ffn/ffn_mult");
		const cJSON *width = config_find(block, "ffn/intermediate_size");
		double wide = cJSON_IsNumber(factor) ? factor->valuedouble * 2.0 * c->hidden / 3.0 : NAN;

		layer->mixer = MIXER_NONE;
		layer->feed = FEED_NONE;
		if (cJSON_IsTrue(config_find(block, "attention/replace_with_linear")))
			layer->other = c->hidden * c->hidden;
		else if (!cJSON_IsTrue(config_find(block, "attention/no_op"))) {
			layer->mixer = MIXER_FULL;
			layer->kv_heads = cJSON_IsNumber(group) ? c->heads / group->valuedouble : NAN;
			if (!(layer->kv_heads >= 1.0) || layer->kv_heads != floor(layer->kv_heads))
				config_refuse(c, from->key,
					_("layer %d: attention/n_heads_in_group must divide the heads"), l - 1);
		}
		if (cJSON_IsTrue(config_find(block, "ffn/replace_with_linear")))
			layer->other += c->hidden * c->hidden;
		else if (!cJSON_IsTrue(config_find(block, "ffn/no_op"))) {
			layer->feed = FEED_DENSE;
			layer->width = cJSON_IsNumber(width) ? width->valuedouble : 256.0 * ceil(floor(wide) / 256.0);
			if (!(layer->width >= 1.0 && layer->width <= 1048576.0 && layer->width == floor(layer->width)))
				config_refuse(
					c, from->key, _("layer %d: ffn/ffn_mult: missing or out of range"), l - 1);
		}
	}
}

/* The first key that is there says it all. */
static const struct pattern_key sources[] = {
	{ .key = "hybrid_override_pattern", .read = read_letters },
	{ .key = "layers_block_type", .read = read_words, .blocks = true },
	{ .key = "layer_types", .read = read_words },
	{ .key = "block_configs", .read = read_nas },
	{ .key = "hybrid_layer_pattern", .read = read_bits, .zero = MIXER_FULL, .one = MIXER_WINDOW },
	{ .key = "attn_type_list", .read = read_bits, .zero = MIXER_STATE, .one = MIXER_FULL },
	{ .key = "linear_attn_config/full_attn_layers", .read = read_indices, .first = 1 },
	{ .key = "full_attn_idxs", .read = read_indices },
	{ .key = "attn_layer_indices", .read = read_indices },
	{ .key = "attn_layer_period", .read = read_period },
	{ .key = "full_attention_interval", .read = read_interval },
	{ .key = "sliding_window_pattern", .read = read_window_pattern },
	{ .key = "layer_switch", .read = read_window_pattern },
	{ .key = "global_attn_every_n_layers", .read = read_window_pattern },
	{ .key = "no_rope_layers", .read = read_no_rope, .zero = MIXER_FULL, .one = MIXER_WINDOW },
};

/* Without a pattern: what the class does. */
static void imply(struct config *c)
{
	double every = config_quirk(c, QUIRK_CHUNKED) ? config_number(c, FIELD_ROPE_INTERVAL)
						      : config_number(c, FIELD_WINDOW_PATTERN);

	if (config_quirk(c, QUIRK_ALTERNATE))
		every = 2.0;
	if (config_quirk(c, QUIRK_STATE_ONLY) || config_quirk(c, QUIRK_BOTH)) {
		set_all(c, config_quirk(c, QUIRK_BOTH) ? MIXER_BOTH : MIXER_STATE);
		return;
	}
	/* A hybrid without its pattern would be taken for a transformer. */
	if (c->type->state != STATE_NONE)
		config_refuse(c, "layer_types", _("missing"));
	set_all(c, c->window_rate ? MIXER_WINDOW : MIXER_FULL);
	for (int l = 0; every >= 1.0 && l < c->layer_count; l++)
		c->layers[l].mixer = fmod(l + 1, every) == 0.0 ? MIXER_FULL : MIXER_WINDOW;
}

/* Whether windowed layers are limited: a window as long as the context limits nothing. */
static void read_window(struct config *c)
{
	bool opt_in = config_quirk(c, QUIRK_WINDOW_OPT_IN);
	enum field field = config_has(c, FIELD_CHUNK) ? FIELD_CHUNK : FIELD_WINDOW;

	c->window = config_number(c, field);
	c->window_rate = c->window > 0.0 && config_flag(c, FIELD_USE_WINDOW, !opt_in) && !(c->window >= c->context);
}

/* Windows of the Qwen kind begin at a layer. */
static void read_window_start(struct config *c)
{
	double start = config_number(c, FIELD_MAX_WINDOW_LAYERS);

	if (!config_quirk(c, QUIRK_WINDOW_OPT_IN) || !c->window_rate || isnan(start))
		return;
	for (int l = 0; l < c->layer_count; l++)
		if (c->layers[l].mixer == MIXER_FULL || c->layers[l].mixer == MIXER_WINDOW)
			c->layers[l].mixer = l < start ? MIXER_FULL : MIXER_WINDOW;
}

void pattern_read(struct config *c)
{
	bool wants_window = false;
	const cJSON *value = NULL;
	size_t i = 0;

	read_window(c);
	/* An empty list stands for what the class does. */
	while (i < COUNT(sources) &&
		(!(value = config_find(c->text, sources[i].key)) ||
			(cJSON_IsArray(value) && cJSON_GetArraySize(value) == 0)))
		i++;
	if (i < COUNT(sources)) {
		sources[i].read(c, &sources[i], value);
	} else {
		imply(c);
		read_window_start(c);
	}
	for (int l = 0; l < c->layer_count; l++)
		wants_window |= c->layers[l].mixer == MIXER_WINDOW;
	if (wants_window && isnan(c->window) && config_flag(c, FIELD_USE_WINDOW, true))
		config_refuse(c, "sliding_window", _("missing"));
}
