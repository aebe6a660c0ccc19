/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models: layer groups, published checkpoints, and the check of the sum of their weights. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "catalog/load.h"

static const double DIMENSION_MAX = 1e7, COUNT_MAX = 1e15, TOTAL_TOLERANCE = 1e-3;

static const char *const MODEL_KEYS[] = { "id", "name", "short_name", "family", "aliases", "checkpoints", "licence",
	"licence_basis", "model_type", "hidden", "vocab", "tied_embeddings", "max_context", "native_weights",
	"native_kv", "fp8_blocks", "native_keeps_16bit", "native_parts", "stored", "params", "layers", "other_params",
	"vision_params", "mtp_params", "source", "as_of", "notes", NULL };
static const char *const PARAMS_KEYS[] = { "total", "active", "published", "published_kind", "published_source",
	"published_includes", "mtp", NULL };
static const char *const LAYER_KEYS[] = { "count", "attention", "state", "mlp", NULL };
static const char *const ATTENTION_KEYS[] = { "kind", "heads", "kv_heads", "head_dim", "v_head_dim", "window",
	"kv_cached", "q_rank", "kv_rank", "rope_dim", "nope_dim", "v_dim", "ratio", "indexer", "params", NULL };
static const char *const INDEXER_KEYS[] = { "bytes_per_token", "topk", NULL };
static const char *const STATE_KEYS[] = { "kind", "bytes", "params", NULL };
static const char *const PART_KEYS[] = { "attention", "shared", "head", NULL };
static const char *const STORED_KEYS[] = { "total", "attention", "dense", "experts", "embedding", "head", "other",
	"source", NULL };
static const char *const MLP_KEYS[] = { "kind", "width", "gated", "experts", "top_k", "shared_width", "latent", NULL };
static const char *const CHECKPOINT_KEYS[] = { "id", "aliases", "weights", "kv", "max_context", "source", "notes",
	NULL };

static const char *const MLP_WORDS[] = { "dense", "moe", NULL };
static const char *const PUBLISHED_WORDS[] = { "exact", "rounded", NULL };

static double dimension(struct load *load, const cJSON *object, const char *key)
{
	return need_whole(load, object, key, 1, DIMENSION_MAX);
}

static void load_gqa(struct load *load, const cJSON *object, struct attention *a)
{
	a->kv_heads = need_whole(load, object, "kv_heads", 1, isnan(a->heads) ? DIMENSION_MAX : a->heads);
	a->k_dim = dimension(load, object, "head_dim");
	a->v_dim = get_whole_or(load, object, "v_head_dim", 1, DIMENSION_MAX, a->k_dim);
}

static void load_mla(struct load *load, const cJSON *object, struct attention *a)
{
	a->q_rank = get_whole(load, object, "q_rank", 1, DIMENSION_MAX);
	a->kv_rank = dimension(load, object, "kv_rank");
	a->rope_dim = need_whole(load, object, "rope_dim", 0, DIMENSION_MAX);
	a->k_dim = dimension(load, object, "nope_dim") + a->rope_dim;
	a->v_dim = dimension(load, object, "v_dim");
	a->kv_heads = 1.0;
}

static void load_latent(struct load *load, const cJSON *object, struct attention *a)
{
	a->k_dim = dimension(load, object, "head_dim");
	a->v_dim = a->k_dim;
	a->kv_heads = 1.0;
	a->ratio = get_whole(load, object, "ratio", 1, DIMENSION_MAX);
	need_whole(load, object, "params", 0, COUNT_MAX);
}

static void load_indexer(struct load *load, const cJSON *object, struct attention *a)
{
	const cJSON *indexer = enter_object(load, object, "indexer", false, INDEXER_KEYS);

	if (!indexer)
		return;
	a->indexer_bytes = need_real(load, indexer, "bytes_per_token", 0, 1e6);
	a->indexer_topk = get_whole(load, indexer, "topk", 1, 1e9);
	json_reader_pop(&load->reader);
}

static void load_attention(struct load *load, const cJSON *layer, double hidden, struct attention *a)
{
	const cJSON *object = enter_object(load, layer, "attention", false, ATTENTION_KEYS);

	*a = attention_absent;
	if (!object)
		return;
	a->kind = (enum attention_kind)get_word(load, object, "kind", ATTENTION_WORDS, -1);
	a->heads = dimension(load, object, "heads");
	a->window = get_whole(load, object, "window", 1, 1e9);
	a->cached = get_flag(load, object, "kv_cached", true);
	if (a->kind == ATTENTION_GQA)
		load_gqa(load, object, a);
	else if (a->kind == ATTENTION_MLA)
		load_mla(load, object, a);
	else if (a->kind == ATTENTION_LATENT)
		load_latent(load, object, a);
	load_indexer(load, object, a);
	a->params = get_whole(load, object, "params", 0, COUNT_MAX);
	if (isnan(a->params))
		a->params = attention_params(a, hidden);
	json_reader_pop(&load->reader);
}

static void load_state(struct load *load, const cJSON *layer, struct layer_state *state)
{
	const cJSON *object = enter_object(load, layer, "state", false, STATE_KEYS);

	if (!object)
		return;
	get_word(load, object, "kind", STATE_WORDS + 1, -1);
	state->bytes = need_real(load, object, "bytes", 0, 1e12);
	state->params = need_whole(load, object, "params", 0, COUNT_MAX);
	json_reader_pop(&load->reader);
}

static void load_mlp(struct load *load, const cJSON *layer, double hidden, struct mlp *mlp)
{
	const cJSON *object = enter_object(load, layer, "mlp", false, MLP_KEYS);
	bool moe;

	mlp->input = hidden;
	if (!object)
		return;
	moe = get_word(load, object, "kind", MLP_WORDS, -1) == 1;
	mlp->matrices = get_flag(load, object, "gated", true) ? 3.0 : 2.0;
	mlp->width = dimension(load, object, "width");
	if (moe) {
		mlp->experts = dimension(load, object, "experts");
		mlp->top_k = need_whole(load, object, "top_k", 1, isnan(mlp->experts) ? DIMENSION_MAX : mlp->experts);
		mlp->shared_width = get_whole_or(load, object, "shared_width", 0, DIMENSION_MAX, 0.0);
		mlp->input = get_whole_or(load, object, "latent", 1, DIMENSION_MAX, hidden);
	}
	json_reader_pop(&load->reader);
}

struct layers {
	struct model *model;
	struct layer_group *groups; /* of the model */
};

static void load_layer(struct load *load, const cJSON *layer, void *context)
{
	const struct layers *layers = context;
	struct model *model = layers->model;
	struct layer_group *group = &layers->groups[model->group_count++];

	check_keys(load, layer, LAYER_KEYS);
	group->count = need_whole(load, layer, "count", 1, 1e5);
	load_attention(load, layer, model->hidden, &group->attention);
	load_state(load, layer, &group->state);
	load_mlp(load, layer, model->hidden, &group->mlp);
}

static void load_layers(struct load *load, const cJSON *item, struct model *model)
{
	const cJSON *array = json_need_array(item, "layers", &load->reader);
	struct layers layers = { model,
		arena_array(load->arena, (size_t)cJSON_GetArraySize(array) + 1, sizeof(*layers.groups)) };

	model->groups = layers.groups;
	if (!for_items(load, array, "layers", load_layer, &layers) && array)
		item_error(load, "layers", _("must not be empty"));
}

static void models_start(struct load *load, struct entries *entries, void *things)
{
	/* One row for the model itself and one for every published checkpoint. */
	size_t count = entries->count + entries_count_members(entries, "checkpoints");

	(void)things;
	load->checkpoints = arena_array(load->arena, count + 1, sizeof(*load->checkpoints));
	load->catalog->checkpoints = load->checkpoints;
}

static struct checkpoint *add_checkpoint(struct load *load, const struct model *model, const char *id)
{
	struct checkpoint *checkpoint = &load->checkpoints[load->catalog->checkpoint_count++];

	*checkpoint = (struct checkpoint){ .id = id, .model = model };
	return checkpoint;
}

static void load_checkpoint(struct load *load, const cJSON *part, void *model)
{
	const char *id = need_text(load, part, "id");
	struct checkpoint *checkpoint;

	check_keys(load, part, CHECKPOINT_KEYS);
	if (!id)
		return;
	checkpoint = add_checkpoint(load, model, id);
	checkpoint->weights = get_reference(load, part, "weights", CATALOG_FORMATS);
	checkpoint->kv = get_reference(load, part, "kv", CATALOG_KV_FORMATS);
	checkpoint->max_context = get_whole_or(load, part, "max_context", 1, 1e12, 0.0);
	if (checkpoint->max_context > 0.0)
		checkpoint->source = need_text(load, part, "source");
	add_names(load, part, CATALOG_MODELS, checkpoint);
}

static void load_names(struct load *load, const cJSON *item, struct model *model)
{
	struct checkpoint *own = add_checkpoint(load, model, model->id);

	add_names(load, item, CATALOG_MODELS, own);
	add_name(load, CATALOG_MODELS, model->name, own);
	add_name(load, CATALOG_MODELS, model->short_name, own);
	for_items(load, json_get_array(item, "checkpoints", &load->reader), "checkpoints", load_checkpoint, model);
}

/* The architecture must add up to the count that the data states for the text decoder. */
static void check_total(struct load *load, const cJSON *item, struct model *model)
{
	const cJSON *params = enter_object(load, item, "params", false, PARAMS_KEYS);
	double total;

	model->published_params = NAN;
	if (!params)
		return;
	total = get_real(load, params, "total", 1, COUNT_MAX);
	model->published_params = get_real(load, params, "published", 1, COUNT_MAX);
	get_word(load, params, "published_kind", PUBLISHED_WORDS, 0);
	if (fabs(model->counts.total - total) > TOTAL_TOLERANCE * total)
		item_error(load, "total", _("%.0f differs by more than 0.1%% from the layers' sum %.0f"), total,
			model->counts.total);
	json_reader_pop(&load->reader);
}

/* Parts of the own checkpoint that are in another format than the rest. */
static void load_parts(struct load *load, const cJSON *item, struct model *model)
{
	static const enum weight_part parts[] = { PART_ATTENTION, PART_SHARED, PART_HEAD };
	const cJSON *object = enter_object(load, item, "native_parts", false, PART_KEYS);

	if (!object)
		return;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		model->part_formats[parts[i]] = get_reference(load, object, PART_KEYS[i], CATALOG_FORMATS);
	json_reader_pop(&load->reader);
}

/* Bytes of the files: their sum, and all parts or none. */
static void load_stored(struct load *load, const cJSON *item, struct model *model)
{
	const cJSON *object = enter_object(load, item, "stored", false, STORED_KEYS);
	struct weight_bytes *b = &model->stored.bytes;
	double *const parts[] = { &b->attention, &b->dense, &b->experts, &b->embedding, &b->head, &b->other };
	double sum = 0.0;

	if (!object)
		return;
	model->stored.source = need_text(load, object, "source");
	model->stored.by_part = cJSON_GetObjectItemCaseSensitive(object, STORED_KEYS[1]);
	for (size_t i = 0; model->stored.by_part && i < sizeof(parts) / sizeof(parts[0]); i++) {
		*parts[i] = need_real(load, object, STORED_KEYS[1 + i], 0, COUNT_MAX);
		sum += *parts[i];
	}
	b->total = need_real(load, object, STORED_KEYS[0], 1, COUNT_MAX);
	if (model->stored.by_part && fabs(sum - b->total) > TOTAL_TOLERANCE * b->total)
		item_error(load, STORED_KEYS[0], _("%.0f differs by more than 0.1%% from the parts' sum %.0f"),
			b->total, sum);
	json_reader_pop(&load->reader);
}

static void load_model(struct load *load, const cJSON *item, void *thing)
{
	struct model *model = thing;

	model->name = need_text(load, item, "name");
	model->short_name = get_text(load, item, "short_name");
	if (!model->short_name)
		model->short_name = model->name;
	model->family = get_text(load, item, "family");
	model->licence = get_text(load, item, "licence");
	model->source = need_text(load, item, "source");
	model->as_of = get_date(load, item, "as_of");
	model->notes = get_text(load, item, "notes");
	model->hidden = dimension(load, item, "hidden");
	model->vocab = dimension(load, item, "vocab");
	model->max_context = get_whole(load, item, "max_context", 1, 1e12);
	model->tied_embeddings = get_flag(load, item, "tied_embeddings", false);
	model->fp8_blocks = get_flag(load, item, "fp8_blocks", false);
	model->native_weights = need_reference(load, item, "native_weights", CATALOG_FORMATS);
	model->native_kv = get_reference(load, item, "native_kv", CATALOG_KV_FORMATS);
	model->kept_16bit = get_word_set(load, item, "native_keeps_16bit", KEPT_WORDS);
	load_parts(load, item, model);
	load_stored(load, item, model);
	model->other_params = get_real_or(load, item, "other_params", 0, COUNT_MAX, 0.0);
	load_layers(load, item, model);
	model_count(model);
	check_total(load, item, model);
	load_names(load, item, model);
}

/* Names of NVIDIA's quantised checkpoints: nvidia/NAME-FP8 of a model that is known as .../NAME.  They are made here
 * because NVIDIA publishes them faster than anybody writes them down; those that the data have go before them. */
static const struct {
	const char *suffix, *format;
} suffixes[] = { { "-FP8", "fp8" }, { "-NVFP4", "nvfp4" }, { "-FP4", "nvfp4" } };

static int compare_names(const void *left, const void *right)
{
	const struct alias_row *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	return order != 0 ? order : strcmp(a->name, b->name);
}

/* A checkpoint of a name with less bits than it has itself. */
static void add_quantised(struct load *load, struct alias_index *made, const struct alias_row *row,
	const struct weight_format *format, const char *suffix)
{
	const struct checkpoint *base = row->thing;
	const char *name = strchr(row->name, '/') + 1;
	size_t n = strlen(name);
	char key[NAME_MAX_BYTES];
	struct checkpoint *checkpoint;
	TEXT(id);

	if (format->bytes_per_weight >= base->model->native_weights->bytes_per_weight)
		return;
	if (n > 5 && strcmp(name + n - 5, "-BF16") == 0)
		n -= 5;
	text_add(&id, "nvidia/");
	text_add_n(&id, name, n);
	text_add(&id, suffix);
	text_key(id.data, key, sizeof(key));
	if (alias_find(load->catalog->aliases, CATALOG_MODELS, key))
		return;
	checkpoint = arena_alloc(load->arena, sizeof(*checkpoint));
	*checkpoint = *base;
	checkpoint->id = arena_strdup(load->arena, id.data);
	checkpoint->weights = format;
	made->rows[made->count++] =
		(struct alias_row){ arena_strdup(load->arena, key), checkpoint->id, checkpoint, CATALOG_MODELS };
}

/* Of rows with one key those stay that mean one model with one limit; others are not known. */
static void drop_ambiguous(struct alias_index *made)
{
	int kept = 0;

	qsort(made->rows, (size_t)made->count, sizeof(*made->rows), compare_names);
	for (int i = 0, n; i < made->count; i += n) {
		const struct checkpoint *first = made->rows[i].thing;
		bool same = true;

		for (n = 1; i + n < made->count && strcmp(made->rows[i].key, made->rows[i + n].key) == 0; n++) {
			const struct checkpoint *other = made->rows[i + n].thing;

			same = same && other->model == first->model && other->max_context == first->max_context;
		}
		if (same)
			made->rows[kept++] = made->rows[i];
	}
	made->count = kept;
}

static void quantised_add(struct load *load)
{
	enum { SUFFIXES = sizeof(suffixes) / sizeof(suffixes[0]) };
	const struct alias_index *names = load->catalog->aliases;
	int first = alias_first(names, CATALOG_MODELS), end = alias_first(names, CATALOG_MODELS + 1);
	struct alias_index *made = arena_alloc(load->arena, sizeof(*made));

	made->rows = arena_array(load->arena, (size_t)(end - first) * SUFFIXES + 1, sizeof(*made->rows));
	for (int k = 0; k < SUFFIXES; k++) {
		const struct weight_format *format = load_find(load, CATALOG_FORMATS, suffixes[k].format);

		for (int i = first; format && i < end; i++) {
			const struct checkpoint *base = names->rows[i].thing;

			if (!base->weights && strchr(names->rows[i].name, '/'))
				add_quantised(load, made, &names->rows[i], format, suffixes[k].suffix);
		}
	}
	if (made->count > 0)
		drop_ambiguous(made);
	load->catalog->quantised = made;
}

const struct kind_row MODEL_KIND = { KIND_ARRAY(model, models, model_count), .start = models_start, .item = load_model,
	.named = quantised_add, .keys = MODEL_KEYS };
