/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checkpoints whose parts differ: formats by module, and lists of what stays in 16 bits. */
#include "config.h"

#include "catalog/import/architecture.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void votes_init(struct votes *votes)
{
	memset(votes, 0, sizeof(*votes));
}

void votes_add(struct votes *votes, const char *module, const char *format)
{
	enum tensor_use use = tensor_use(module, NAN);
	int i = 0;

	while (i < votes->count && strcmp(votes->formats[i], format) != 0)
		i++;
	if (i == VOTES_FORMATS)
		return;
	if (i == votes->count)
		votes->formats[votes->count++] = format;
	votes->modules[use][i]++;
}

/* The format that most modules of a use have; `otherwise` where none is named. */
static const char *winner(const struct votes *votes, enum tensor_use use, const char *otherwise)
{
	int best = 0;

	for (int i = 1; i < votes->count; i++)
		if (votes->modules[use][i] > votes->modules[use][best])
			best = i;
	return votes->modules[use][best] > 0 ? votes->formats[best] : otherwise;
}

/* A part's own format, or 16 bits where nothing says that it is quantised. */
static void settle_part(struct imported *out, enum weight_part part, unsigned kept,
	const char *format)
{
	if (format == NULL)
		out->model.kept_16bit |= kept;
	else if (strcmp(format, out->weights) != 0)
		out->parts[part] = format;
}

bool votes_settle(const struct votes *votes, struct imported *out)
{
	const struct model_counts *c = &out->model.counts;
	const char *attention = winner(votes, USE_ATTENTION, votes->general);
	const char *shared = winner(votes, USE_SHARED, votes->general);
	/* A module "mlp" without more may hold the experts. */
	const char *experts = winner(votes, USE_EXPERTS, shared);
	const char *head = winner(votes, USE_HEAD, NULL);
	const char *main = c->experts > 0.0 ? experts : c->dense > 0.0 ? shared : attention;

	if (main == NULL)
		main = attention;
	if (main == NULL)
		return false;
	out->weights = main;
	settle_part(out, PART_ATTENTION, KEPT_ATTENTION, attention);
	settle_part(out, PART_SHARED, KEPT_SHARED, shared);
	if (head != NULL && !out->model.tied_embeddings)
		out->parts[PART_HEAD] = head;
	return true;
}

enum { LAYER_BITS = 64 };

/* Parts that lists keep, with words for the block and for its large matrices: biases,
 * convolutions and gates are often kept where the rest is not. */
static const struct {
	unsigned kept;
	const char *blocks[3], *matrices[8];
} kept_parts[] = {
	{KEPT_ATTENTION, {"attn", "attention", NULL},
		{"q_proj", "qkv", "o_proj", "out_proj", "q_a_proj", "q_b_proj", NULL}},
	{KEPT_SHARED, {"mlp", "feed_forward", "ffn"},
		/* Two thirds of a gated MLP; the third matrix alone is kept more often. */
		{"up_proj", "fc1", NULL}},
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

	for (size_t i = 0; at == NULL && i < COUNT(kept_parts[0].blocks); i++)
		if (kept_parts[part].blocks[i] != NULL)
			at = strstr(name, kept_parts[part].blocks[i]);
	if (at == NULL)
		return false;
	at += strspn(at, "abcdefghijklmnopqrstuvwxyz_");
	if (at[strspn(at, ".*$\\()")] == '\0')
		return true;
	for (size_t i = 0; kept_parts[part].matrices[i] != NULL; i++)
		if (strstr(at, kept_parts[part].matrices[i]) != NULL)
			return true;
	return false;
}

/* A module that stays in 16 bits: whole parts count, a few layers of one do not. */
static void keep_module(struct kept *k, const char *name)
{
	int layer = layer_of(name);
	bool experts = strstr(name, "expert") != NULL;

	/* Part of an expression for every layer of several, or for whole modules. */
	if (strstr(name, "visual") != NULL || strstr(name, "vision") != NULL ||
		strncmp(name, "mtp", 3) == 0)
		return;
	if (strstr(name, "shared_expert") != NULL && strstr(name, "gate") == NULL)
		k->out->model.kept_16bit |= KEPT_SHARED;
	for (size_t i = 0; i < COUNT(kept_parts); i++) {
		/* Beside experts the MLP of a few dense layers is the small part of it. */
		if (!names_part(name, i) || (kept_parts[i].kept == KEPT_SHARED &&
			(experts || k->out->model.counts.experts > 0.0)))
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

/* Lists of what is not quantised: strings, or GPTQ's rules "-:expression": {}. */
void kept_read(struct config *c, const cJSON *block, struct imported *out)
{
	static const char *const keys[] = {"modules_to_not_convert", "ignore", "ignored_layers",
		"exclude_modules", "llm_int8_skip_modules", "dynamic"};
	struct kept k = {.c = c, .out = out};

	for (size_t i = 0; i < COUNT(kept_parts); i++)
		k.layers[i] = arena_array(c->arena, (size_t)c->layer_count / LAYER_BITS + 1,
			sizeof(*k.layers[i]));
	for (size_t i = 0; i < COUNT(keys); i++) {
		const cJSON *list = config_find(block, keys[i]), *item;

		cJSON_ArrayForEach(item, list) {
			if (cJSON_IsString(item))
				keep_module(&k, item->valuestring);
			else if (item->string != NULL && strncmp(item->string, "-:", 2) == 0)
				keep_module(&k, item->string + 2);
		}
	}
	settle_layers(&k);
}
