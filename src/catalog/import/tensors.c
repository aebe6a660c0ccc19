/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a checkpoint's tensors are for, by their names, and the bytes that an engine loads. */
#include "catalog/import/tensors.h"

#include <string.h>

/* Parts of names of the Hugging Face classes and of GGUF; the first hit wins.  Norms stand before the blocks
 * that hold them, gates before experts, towers before everything they repeat. */
static const struct {
	const char *word;
	enum tensor_use use;
} uses[] = { { "mtp", USE_PREDICTION }, { "nextn", USE_PREDICTION }, { "visual", USE_TOWER }, { "vision", USE_TOWER },
	{ "audio", USE_TOWER }, { "multi_modal_projector", USE_TOWER }, { "mm_projector", USE_TOWER },
	{ "patch_merger", USE_TOWER }, { "image", USE_TOWER }, { "norm", USE_OTHER }, { "per_layer", USE_OTHER },
	{ "rope", USE_OTHER }, { "rotary", USE_OTHER }, { "position", USE_OTHER }, { "wpe", USE_OTHER },
	{ "router", USE_OTHER }, { "ffn_gate_inp", USE_OTHER }, { ".gate.", USE_OTHER },
	{ "shared_expert_gate", USE_OTHER }, { "shared_expert", USE_SHARED }, { "share_expert", USE_SHARED },
	{ "shared_mlp", USE_SHARED }, { "shexp", USE_SHARED }, { "experts", USE_EXPERTS }, { "_exps", USE_EXPERTS },
	{ "block_sparse_moe", USE_EXPERTS }, { "mlp", USE_SHARED }, { "ffn", USE_SHARED },
	{ "feed_forward", USE_SHARED }, { "up_proj", USE_SHARED }, { "down_proj", USE_SHARED },
	{ "gate_proj", USE_SHARED }, { "attn", USE_ATTENTION }, { "attention", USE_ATTENTION },
	{ "mixer", USE_ATTENTION }, { "mamba", USE_ATTENTION }, { "ssm", USE_ATTENTION }, { "conv", USE_ATTENTION },
	{ "q_proj", USE_ATTENTION }, { "k_proj", USE_ATTENTION }, { "v_proj", USE_ATTENTION },
	{ "o_proj", USE_ATTENTION }, { "qkv", USE_ATTENTION }, { "indexer", USE_ATTENTION }, { "lm_head", USE_HEAD },
	{ "embed_out", USE_HEAD }, { "output.weight", USE_HEAD }, { "output_layer", USE_HEAD },
	{ "embed", USE_EMBEDDING }, { "embd", USE_EMBEDDING }, { "wte", USE_EMBEDDING }, { "head.weight", USE_HEAD } };

/* The layer that a name speaks of; -1: none, or all of them. */
static int layer_of(const char *name)
{
	static const char *const words[] = { "layers", "blk" };
	const char *at = NULL;
	int layer = 0, digits = 0;

	for (size_t i = 0; !at && i < COUNT(words); i++) {
		at = strstr(name, words[i]);
		at = at ? at + strlen(words[i]) : NULL;
	}
	if (!at)
		return -1;
	at += strspn(at, "\\.");
	for (; *at >= '0' && *at <= '9' && layer < 100000; at++, digits++)
		layer = layer * 10 + (*at - '0');
	return digits > 0 ? layer : -1;
}

enum tensor_use tensor_use(const char *name, double layers)
{
	size_t i = 0;

	while (i < COUNT(uses) && !strstr(name, uses[i].word))
		i++;
	/* DeepSeek and GLM count the modules on behind the last layer. */
	if ((i == COUNT(uses) || uses[i].use != USE_TOWER) && layer_of(name) >= layers)
		return USE_PREDICTION;
	return i < COUNT(uses) ? uses[i].use : USE_OTHER;
}

/* What is counted can be so many bytes: 0.8 bits a weight to 32 bits with some that are not. */
static bool plausible(double bytes, double weights)
{
	return weights > 0.0 ? bytes >= 0.1 * weights && bytes <= 4.5 * weights : bytes == 0.0;
}

static void note_uses(const double bytes[USE_COUNT], bool tied, struct imported *out)
{
	if (bytes[USE_TOWER] > 0.0)
		imported_note(
			out, "towers for images and sound of %.0f bytes are counted in the memory", bytes[USE_TOWER]);
	if (bytes[USE_PREDICTION] > 0.0)
		imported_note(out, "%.0f bytes for multi-token prediction are not counted in the memory",
			bytes[USE_PREDICTION]);
	if (tied && bytes[USE_HEAD] > 0.0)
		imported_note(
			out, "the tied head's second copy of %.0f bytes is not counted in the memory", bytes[USE_HEAD]);
}

void tensors_settle(const double bytes[USE_COUNT], const char *source, struct imported *out)
{
	const struct model_counts *c = &out->model.counts;
	struct stored_weights stored = { .by_part = true, .source = source };
	struct weight_bytes *b = &stored.bytes;

	b->attention = bytes[USE_ATTENTION];
	b->dense = bytes[USE_SHARED];
	b->experts = bytes[USE_EXPERTS];
	b->embedding = bytes[USE_EMBEDDING];
	b->head = out->model.tied_embeddings ? 0.0 : bytes[USE_HEAD];
	b->other = bytes[USE_OTHER] + bytes[USE_TOWER];
	b->total = b->attention + b->dense + b->experts + b->embedding + b->head + b->other;
	/* Names that are not known leave the sum right, not the parts. */
	stored.by_part = plausible(b->attention, c->attention) && plausible(b->dense, c->dense) &&
		plausible(b->experts, c->experts) && plausible(b->embedding, c->embedding) &&
		plausible(b->head, c->head);
	if (!stored.by_part)
		*b = (struct weight_bytes){ .total = b->total };
	if (!plausible(b->total, c->total)) {
		imported_note(out, "%s: %.0f bytes cannot be those of %.0f weights; the memory is calculated", source,
			b->total, c->total);
		return;
	}
	out->model.stored = stored;
	note_uses(bytes, out->model.tied_embeddings, out);
}

double tensors_module_weights(const struct imported *out, bool own_embedding, bool own_head)
{
	const struct model *model = &out->model;
	struct layer_group layer = model->groups[model->group_count - 1];
	struct model module = *model;
	double ends = (own_embedding ? 1.0 : 0.0) + (own_head ? 1.0 : 0.0);

	layer.count = fmax(out->modules, 1.0);
	module.groups = &layer;
	module.group_count = 1;
	module.other_params = 0.0;
	model_count(&module);
	/* A layer, what joins two hidden states before it, and ends of its own. */
	return module.counts.total - module.counts.embedding - module.counts.head +
		layer.count * (2.0 * model->hidden * model->hidden + ends * model->vocab * model->hidden);
}

enum { LAYER_BITS = 64 };

/* Parts that lists keep, with words for the block and for its large matrices: biases,
 * convolutions and gates are often kept where the rest is not. */
static const struct {
	unsigned kept;
	const char *blocks[3], *matrices[8];
} kept_parts[] = {
	{ KEPT_ATTENTION, { "attn", "attention", NULL },
		{ "q_proj", "qkv", "o_proj", "out_proj", "q_a_proj", "q_b_proj", NULL } },
	{ KEPT_SHARED, { "mlp", "feed_forward", "ffn" },
		/* Two thirds of a gated MLP; the third matrix alone is kept more often. */
		{ "up_proj", "fc1", NULL } },
};

/* What has been understood of the lists. */
struct kept {
	const struct config *c;
	struct imported *out;
	unsigned long long *layers[COUNT(kept_parts)]; /* bits of layers that keep a part */
};

/* Whether a name stands for a whole block of that part, or for one of its large matrices. */
static bool names_part(const char *name, size_t part)
{
	const char *at = NULL;

	for (size_t i = 0; !at && i < COUNT(kept_parts[0].blocks); i++)
		if (kept_parts[part].blocks[i])
			at = strstr(name, kept_parts[part].blocks[i]);
	if (!at)
		return false;
	at += strspn(at, "abcdefghijklmnopqrstuvwxyz_");
	if (at[strspn(at, ".*$\\()")] == '\0')
		return true;
	for (size_t i = 0; kept_parts[part].matrices[i]; i++)
		if (strstr(at, kept_parts[part].matrices[i]))
			return true;
	return false;
}

/* A module that stays in 16 bits: whole parts count, a few layers of one do not. */
static void keep_module(struct kept *k, const char *name)
{
	int layer = layer_of(name);
	bool experts = strstr(name, "expert");

	/* Part of an expression for every layer of several, or for whole modules. */
	if (strstr(name, "visual") || strstr(name, "vision") || strncmp(name, "mtp", 3) == 0)
		return;
	if (strstr(name, "shared_expert") && !strstr(name, "gate"))
		k->out->model.kept_16bit |= KEPT_SHARED;
	for (size_t i = 0; i < COUNT(kept_parts); i++) {
		/* Beside experts the MLP of a few dense layers is the small part of it. */
		if (!names_part(name, i) ||
			(kept_parts[i].kept == KEPT_SHARED && (experts || k->out->model.counts.experts > 0.0)))
			continue;
		if (layer < 0)
			k->out->model.kept_16bit |= kept_parts[i].kept;
		else if (layer < k->c->layer_count)
			k->layers[i][layer / LAYER_BITS] |= 1ull << (layer % LAYER_BITS);
	}
}

/* Most layers of a part make it one that is kept. */
static void settle_layers(struct kept *k)
{
	for (size_t i = 0; i < COUNT(kept_parts); i++) {
		int kept = 0;

		for (int l = 0; l < k->c->layer_count; l++)
			kept += (int)(k->layers[i][l / LAYER_BITS] >> (l % LAYER_BITS) & 1u);
		if (2 * kept > k->c->layer_count)
			k->out->model.kept_16bit |= kept_parts[i].kept;
	}
}

void kept_read(struct config *c, const cJSON *block, struct imported *out)
{
	static const char *const keys[] = { "modules_to_not_convert", "ignore", "ignored_layers", "exclude_modules",
		"llm_int8_skip_modules", "dynamic" };
	struct kept k = { .c = c, .out = out };

	for (size_t i = 0; i < COUNT(kept_parts); i++)
		k.layers[i] = arena_array(c->arena, (size_t)c->layer_count / LAYER_BITS + 1, sizeof(*k.layers[i]));
	for (size_t i = 0; i < COUNT(keys); i++) {
		const cJSON *list = config_find(block, keys[i]), *item;

		cJSON_ArrayForEach (item, list) {
			if (cJSON_IsString(item))
				keep_module(&k, item->valuestring);
			else if (item->string && strncmp(item->string, "-:", 2) == 0)
				keep_module(&k, item->string + 2);
		}
	}
	settle_layers(&k);
}
