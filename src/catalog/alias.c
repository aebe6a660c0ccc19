/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of things: one sorted index for all kinds. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "catalog/load.h"

const char *thing_id(const void *thing)
{
	return *(const char *const *)thing;
}

void alias_add(struct load *load, enum catalog_kind kind, const char *name, const void *thing)
{
	struct alias_index *index = &load->aliases;
	char key[NAME_MAX_BYTES];

	if (text_key(name, key, sizeof(key)) == 0) {
		json_reader_error(&load->reader, STATUS_DATA, NULL,
			_("the name \"%.40s\" must have an ASCII letter or digit"), name);
		return;
	}
	if (index->count == load->alias_capacity) {
		load->alias_capacity = load->alias_capacity * 2 + 512;
		index->rows = xreallocarray(index->rows, (size_t)load->alias_capacity,
			sizeof(*index->rows));
		/* The gaps too: what goes into an image is the same each time. */
		memset(index->rows + index->count, 0,
			(size_t)(load->alias_capacity - index->count) * sizeof(*index->rows));
	}
	index->rows[index->count++] =
		(struct alias_row){arena_strdup(load->arena, key), name, thing, kind};
}

static int compare_keys(const struct alias_row *a, enum catalog_kind kind, const char *key)
{
	if (a->kind != kind)
		return a->kind < kind ? -1 : 1;
	return strcmp(a->key, key);
}

/* Things of a kind lie in one array (checkpoints too): their order is the catalog's. */
static int compare_rows(const void *left, const void *right)
{
	const struct alias_row *a = left, *b = right;
	int order = compare_keys(a, b->kind, b->key);

	if (order != 0 || a->thing == b->thing)
		return order;
	return (const char *)a->thing < (const char *)b->thing ? -1 : 1;
}

/* Drops repeated rows; a name of two things stays with the first and is reported. */
static void drop_repeated(struct load *load)
{
	struct alias_index *index = &load->aliases;
	int kept = 0;

	for (int i = 0; i < index->count; i++) {
		const struct alias_row *row = &index->rows[i], *last;

		last = kept > 0 ? &index->rows[kept - 1] : NULL;
		if (last == NULL || compare_keys(last, row->kind, row->key) != 0)
			index->rows[kept++] = *row;
		else if (last->thing != row->thing)
			error_list_add(load->problems, STATUS_DATA,
				_("%s.json: \"%.80s\" is a name of both %.80s and %.80s"),
				catalog_kind_id(row->kind), row->name, thing_id(last->thing),
				thing_id(row->thing));
	}
	index->count = kept;
}

void alias_finish(struct load *load)
{
	struct alias_index *stored = arena_alloc(load->arena, sizeof(*stored));

	if (load->aliases.count > 0)
		qsort(load->aliases.rows, (size_t)load->aliases.count,
			sizeof(*load->aliases.rows), compare_rows);
	drop_repeated(load);
	stored->count = load->aliases.count;
	stored->rows = arena_array(load->arena, (size_t)stored->count + 1, sizeof(*stored->rows));
	if (stored->count > 0)
		memcpy(stored->rows, load->aliases.rows,
			(size_t)stored->count * sizeof(*stored->rows));
	free(load->aliases.rows);
	load->aliases = (struct alias_index){0};
	load->catalog->aliases = stored;
}

void alias_release(struct alias_index *index)
{
	for (int kind = 0; index != NULL && kind < CATALOG_KIND_COUNT; kind++)
		suggestions_free(index->suggestions[kind]);
}

const void *alias_find(const struct alias_index *index, enum catalog_kind kind,
	const char *key)
{
	int low = 0, high = index->count;

	while (low < high) {
		int middle = low + (high - low) / 2;
		int order = compare_keys(&index->rows[middle], kind, key);

		if (order == 0)
			return index->rows[middle].thing;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const void *look_up(const struct catalog *c, enum catalog_kind kind, const char *name,
	struct error *error)
{
	const void *thing;
	char key[NAME_MAX_BYTES];

	text_key(name, key, sizeof(key));
	thing = alias_find(c->aliases, kind, key);
	if (thing == NULL && kind == CATALOG_MODELS)
		thing = alias_find(c->quantised, kind, key);
	if (thing == NULL && error != NULL)
		alias_explain(c->aliases, kind, name, key, error);
	return thing;
}

const struct gpu *catalog_gpu(const struct catalog *c, const char *name, struct error *error)
{
	return look_up(c, CATALOG_GPUS, name, error);
}

const struct provider *catalog_provider(const struct catalog *c, const char *name,
	struct error *error)
{
	return look_up(c, CATALOG_PROVIDERS, name, error);
}

const struct engine *catalog_engine(const struct catalog *c, const char *name,
	struct error *error)
{
	return look_up(c, CATALOG_ENGINES, name, error);
}

const struct weight_format *catalog_format(const struct catalog *c, const char *name,
	struct error *error)
{
	return look_up(c, CATALOG_FORMATS, name, error);
}

const struct kv_format *catalog_kv_format(const struct catalog *c, const char *name,
	struct error *error)
{
	return look_up(c, CATALOG_KV_FORMATS, name, error);
}

const struct checkpoint *catalog_checkpoint(const struct catalog *c, const char *name,
	struct error *error)
{
	return look_up(c, CATALOG_MODELS, name, error);
}

const struct model *catalog_model(const struct catalog *c, const char *name, struct error *error)
{
	const struct checkpoint *checkpoint = catalog_checkpoint(c, name, error);

	return checkpoint != NULL ? checkpoint->model : NULL;
}

const char *catalog_model_name(const struct catalog *c, int index,
	const struct checkpoint **checkpoint)
{
	const struct alias_index *names = c->aliases;
	int low = 0, high = names->count;

	/* The rows of a kind stand together. */
	while (low < high) {
		int middle = low + (high - low) / 2;

		if (names->rows[middle].kind < CATALOG_MODELS)
			low = middle + 1;
		else
			high = middle;
	}
	if (index >= names->count - low || names->rows[low + index].kind != CATALOG_MODELS)
		return NULL;
	*checkpoint = names->rows[low + index].thing;
	return names->rows[low + index].name;
}
