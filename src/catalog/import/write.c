/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An imported model as an entry of an overlay. */
#include "catalog/import/write.h"

#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/quantity.h"
#include "catalog/import/architecture.h"

/* People read these files too: counts of weights in all their digits. */
static void add_plain(struct text *out, double value)
{
	if (value == floor(value) && value < 1e16)
		text_addf(out, "%.0f", value);
	else
		quantity_add_exact(out, value);
}

static void add_number(struct text *out, const char *key, double value)
{
	if (isnan(value))
		return;
	text_addf(out, ", \"%s\": ", key);
	add_plain(out, value);
}

static void add_attention(struct text *out, const struct attention *a, double hidden)
{
	text_addf(out, ", \"attention\": {\"kind\": \"%s\"", ATTENTION_WORDS[a->kind]);
	add_number(out, "heads", a->heads);
	if (a->kind == ATTENTION_GQA)
		add_number(out, "kv_heads", a->kv_heads);
	if (a->kind == ATTENTION_MLA) {
		add_number(out, "q_rank", a->q_rank);
		add_number(out, "kv_rank", a->kv_rank);
		add_number(out, "rope_dim", a->rope_dim);
		add_number(out, "nope_dim", a->k_dim - a->rope_dim);
		add_number(out, "v_dim", a->v_dim);
	} else {
		add_number(out, "head_dim", a->k_dim);
	}
	if (a->kind == ATTENTION_GQA && a->v_dim != a->k_dim)
		add_number(out, "v_head_dim", a->v_dim);
	add_number(out, "window", a->window);
	add_number(out, "ratio", a->ratio);
	if (a->indexer_bytes > 0.0) {
		text_add(out, ", \"indexer\": {\"bytes_per_token\": ");
		add_plain(out, a->indexer_bytes);
		add_number(out, "topk", a->indexer_topk);
		text_add_char(out, '}');
	}
	if (!a->cached)
		text_add(out, ", \"kv_cached\": false");
	if (a->params != attention_params(a, hidden))
		add_number(out, "params", a->params);
	text_add_char(out, '}');
}

static void add_mlp(struct text *out, const struct mlp *mlp, double hidden)
{
	text_addf(out, ", \"mlp\": {\"kind\": \"%s\"", mlp->experts > 0.0 ? "moe" : "dense");
	if (mlp->experts > 0.0) {
		add_number(out, "experts", mlp->experts);
		add_number(out, "top_k", mlp->top_k);
	}
	add_number(out, "width", mlp->width);
	text_addf(out, ", \"gated\": %s", mlp->matrices == 3.0 ? "true" : "false");
	if (mlp->shared_width > 0.0)
		add_number(out, "shared_width", mlp->shared_width);
	if (mlp->experts > 0.0 && mlp->input != hidden)
		add_number(out, "latent", mlp->input);
	text_add_char(out, '}');
}

static void add_layers(struct text *out, const struct imported *imported)
{
	const struct model *model = &imported->model;

	text_add(out, ",\n \"layers\": [");
	for (int g = 0; g < model->group_count; g++) {
		const struct layer_group *group = &model->groups[g];

		text_addf(out, "%s\n  {\"count\": %.0f", g > 0 ? "," : "", group->count);
		if (group->attention.kind != ATTENTION_NONE)
			add_attention(out, &group->attention, model->hidden);
		if (imported->states[g] != STATE_NONE) {
			text_addf(out, ", \"state\": {\"kind\": \"%s\"", STATE_WORDS[imported->states[g]]);
			add_number(out, "bytes", group->state.bytes);
			add_number(out, "params", group->state.params);
			text_add_char(out, '}');
		}
		if (group->mlp.matrices > 0.0)
			add_mlp(out, &group->mlp, model->hidden);
		text_add_char(out, '}');
	}
	text_add(out, "]");
}

static void add_kept(struct text *out, unsigned kept)
{
	bool begun = false;

	for (int i = 0; KEPT_WORDS[i]; i++) {
		if (!(kept & 1u << i))
			continue;
		text_addf(out, "%s\"%s\"", begun ? ", " : ", \"native_keeps_16bit\": [", KEPT_WORDS[i]);
		begun = true;
	}
	text_add(out, begun ? "]" : "");
}

static void add_parts(struct text *out, const struct imported *imported)
{
	static const char *const keys[PART_COUNT] = {
		[PART_ATTENTION] = "attention", [PART_SHARED] = "shared", [PART_HEAD] = "head"
	};
	bool begun = false;

	for (int i = 0; i < PART_COUNT; i++) {
		if (!keys[i] || !imported->parts[i])
			continue;
		text_addf(out, "%s\"%s\": \"%s\"", begun ? ", " : ", \"native_parts\": {", keys[i], imported->parts[i]);
		begun = true;
	}
	text_add(out, begun ? "}" : "");
}

static void add_stored(struct text *out, const struct stored_weights *stored)
{
	const struct weight_bytes *b = &stored->bytes;

	if (!(b->total > 0.0))
		return;
	text_add(out, ",\n \"stored\": {\"total\": ");
	add_plain(out, b->total);
	if (stored->by_part) {
		add_number(out, "attention", b->attention);
		add_number(out, "dense", b->dense);
		add_number(out, "experts", b->experts);
		add_number(out, "embedding", b->embedding);
		add_number(out, "head", b->head);
		add_number(out, "other", b->other);
	}
	text_add_json_member(out, "source", stored->source);
	text_add_char(out, '}');
}

void import_write_json(const struct imported *imported, struct text *out)
{
	const struct model *model = &imported->model;

	text_add(out, "{\"id\": ");
	text_add_json_string(out, model->id);
	/* Not the short name: it may be that of another model. */
	text_add_json_member(out, "name", model->name);
	text_add_json_member(out, "model_type", imported->model_type);
	text_add(out, ",\n \"hidden\": ");
	add_plain(out, model->hidden);
	add_number(out, "vocab", model->vocab);
	text_addf(out, ", \"tied_embeddings\": %s", model->tied_embeddings ? "true" : "false");
	add_number(out, "max_context", model->max_context);
	text_add_json_member(out, "native_weights", imported->weights);
	text_add_json_member(out, "native_kv", imported->kv);
	if (model->fp8_blocks)
		text_add(out, ", \"fp8_blocks\": true");
	add_kept(out, model->kept_16bit);
	add_parts(out, imported);
	add_stored(out, &model->stored);
	text_add(out, ",\n \"params\": {\"total\": ");
	add_plain(out, model->counts.total);
	add_number(out, "active", imported->params_active);
	text_add_char(out, '}');
	add_layers(out, imported);
	text_add(out, ",\n \"other_params\": ");
	add_plain(out, model->other_params);
	text_add_json_member(out, "source", model->source);
	text_add_json_member(out, "notes", model->notes);
	text_add_char(out, '}');
}

static const char opening[] = "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"models\", \"items\": [\n";

/* Copies the other models of a file as they are, less their layout. */
static void add_others(const struct imported *imported, const cJSON *items, struct text *out)
{
	const cJSON *item;

	cJSON_ArrayForEach (item, items) {
		char *printed;

		if (config_is(config_find(item, "id"), imported->model.id))
			continue;
		/* The parser's store owns the string. */
		printed = cJSON_PrintUnformatted(item);
		text_add(out, printed ? printed : "{}");
		text_add(out, ",\n");
	}
}

enum status import_merge_json(const struct imported *imported, const char *existing, size_t n, const char *file_name,
	struct text *out, struct error *error)
{
	enum status status = STATUS_OK;
	JSON(root);

	if (n > 0)
		status = json_parse(existing, n, file_name, false, &root, error);
	if (status != STATUS_OK)
		return status;
	if (root &&
		(!config_is(config_find(root, "schema"), "gpuplan-catalog/1") ||
			!config_is(config_find(root, "kind"), "models") || !cJSON_IsArray(config_find(root, "items"))))
		return error_set(error, STATUS_DATA,
			_("%s: /: not an overlay file of kind models; it is left as it is"), file_name);
	text_add(out, opening);
	add_others(imported, config_find(root, "items"), out);
	import_write_json(imported, out);
	text_add(out, "\n]}\n");
	return STATUS_OK;
}
