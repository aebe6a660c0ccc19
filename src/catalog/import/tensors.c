/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a checkpoint's tensors are for, by their names, and the bytes that an engine loads. */
#include "config.h"

#include "catalog/import/tensors.h"

#include <math.h>
#include <string.h>

#include "catalog/import/architecture.h"

/* Parts of names of the Hugging Face classes and of GGUF; the first hit wins.  Norms stand before the blocks
 * that hold them, gates before experts, towers before everything they repeat. */
static const struct {
	const char *word;
	enum tensor_use use;
} uses[] = {
	{"mtp", USE_PREDICTION}, {"nextn", USE_PREDICTION},
	{"visual", USE_TOWER}, {"vision", USE_TOWER}, {"audio", USE_TOWER},
	{"multi_modal_projector", USE_TOWER}, {"mm_projector", USE_TOWER},
	{"patch_merger", USE_TOWER}, {"image", USE_TOWER},
	{"norm", USE_OTHER}, {"per_layer", USE_OTHER}, {"rope", USE_OTHER}, {"rotary", USE_OTHER},
	{"position", USE_OTHER}, {"wpe", USE_OTHER}, {"router", USE_OTHER},
	{"ffn_gate_inp", USE_OTHER}, {".gate.", USE_OTHER}, {"shared_expert_gate", USE_OTHER},
	{"shared_expert", USE_SHARED}, {"share_expert", USE_SHARED}, {"shared_mlp", USE_SHARED},
	{"shexp", USE_SHARED},
	{"experts", USE_EXPERTS}, {"_exps", USE_EXPERTS}, {"block_sparse_moe", USE_EXPERTS},
	{"mlp", USE_SHARED}, {"ffn", USE_SHARED}, {"feed_forward", USE_SHARED},
	{"up_proj", USE_SHARED}, {"down_proj", USE_SHARED}, {"gate_proj", USE_SHARED},
	{"attn", USE_ATTENTION}, {"attention", USE_ATTENTION}, {"mixer", USE_ATTENTION},
	{"mamba", USE_ATTENTION}, {"ssm", USE_ATTENTION}, {"conv", USE_ATTENTION},
	{"q_proj", USE_ATTENTION}, {"k_proj", USE_ATTENTION}, {"v_proj", USE_ATTENTION},
	{"o_proj", USE_ATTENTION}, {"qkv", USE_ATTENTION}, {"indexer", USE_ATTENTION},
	{"lm_head", USE_HEAD}, {"embed_out", USE_HEAD}, {"output.weight", USE_HEAD},
	{"output_layer", USE_HEAD},
	{"embed", USE_EMBEDDING}, {"embd", USE_EMBEDDING}, {"wte", USE_EMBEDDING},
	{"head.weight", USE_HEAD},
};

int layer_of(const char *name)
{
	static const char *const words[] = {"layers", "blk"};
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
		imported_note(out, "towers for images and sound of %.0f bytes are counted in the "
				   "memory", bytes[USE_TOWER]);
	if (bytes[USE_PREDICTION] > 0.0)
		imported_note(out, "%.0f bytes for multi-token prediction are not counted in the "
				   "memory", bytes[USE_PREDICTION]);
	if (tied && bytes[USE_HEAD] > 0.0)
		imported_note(out, "the tied head's second copy of %.0f bytes is not counted in "
				   "the memory", bytes[USE_HEAD]);
}

void tensors_settle(const double bytes[USE_COUNT], const char *source, struct imported *out)
{
	const struct model_counts *c = &out->model.counts;
	struct stored_weights stored = {.by_part = true, .source = source};
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
			 plausible(b->experts, c->experts) &&
			 plausible(b->embedding, c->embedding) && plausible(b->head, c->head);
	if (!stored.by_part)
		*b = (struct weight_bytes){.total = b->total};
	if (!plausible(b->total, c->total)) {
		imported_note(out, "%s: %.0f bytes cannot be those of %.0f weights; the memory is "
				   "calculated", source, b->total, c->total);
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
