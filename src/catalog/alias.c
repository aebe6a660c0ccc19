/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of things: one sorted index for all kinds, and help where a name is not in it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "catalog/load.h"

enum { LIST_MAX = 8, NEAREST_MAX = 3 };

static const char *thing_id(const void *thing)
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

static const void *find_key(const struct alias_index *index, enum catalog_kind kind,
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

/* A search for what a name that is not in the index may mean. */
struct search {
	enum catalog_kind kind;
	const char *key;
	size_t length;
	const void *found[LIST_MAX]; /* in catalog order */
	int count;                   /* may be more than `found` holds */
};

static bool letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Half edits between the key and the name from `start` on: whole, or the start of it. */
static int half_edits(const struct search *s, const char *start)
{
	char key[NAME_MAX_BYTES];
	int whole, part;

	text_key(start, key, sizeof(key));
	if (strncmp(key, s->key, s->length) == 0)
		return 0;
	whole = 2 * text_distance(key, s->key);
	if (strlen(key) > s->length)
		key[s->length] = '\0';
	part = 2 * text_distance(key, s->key) + 1;
	return part < whole ? part : whole;
}

/* The least half edits over all starts of a word in the name. */
static int name_distance(const struct search *s, const char *name)
{
	int best = 2 * TEXT_DISTANCE_BYTES;

	for (const char *c = name; *c != '\0'; c++) {
		int distance;

		if (!letter_or_digit(*c) || (c > name && letter_or_digit(c[-1])))
			continue;
		distance = half_edits(s, c);
		best = distance < best ? distance : best;
	}
	return best;
}

/* Checkpoints stand for their model, so that a list does not repeat it. */
static const void *shown_thing(enum catalog_kind kind, const void *thing)
{
	return kind == CATALOG_MODELS ? (const void *)((const struct checkpoint *)thing)->model
				      : thing;
}

static void keep(struct search *s, const void *thing)
{
	int stored = s->count < LIST_MAX ? s->count : LIST_MAX, at = stored;

	for (int i = 0; i < stored; i++)
		if (s->found[i] == thing)
			return;
	while (at > 0 && (const char *)s->found[at - 1] > (const char *)thing)
		at--;
	if (at < LIST_MAX) {
		int last = stored < LIST_MAX ? stored : LIST_MAX - 1;

		memmove(&s->found[at + 1], &s->found[at],
			(size_t)(last - at) * sizeof(s->found[0]));
		s->found[at] = thing;
	}
	s->count++;
}

/* Everything at the smallest distance, which is returned in half edits. */
static int search_index(struct search *s, const struct alias_index *index)
{
	int best = 2 * TEXT_DISTANCE_BYTES;

	for (int i = 0; i < index->count; i++) {
		const struct alias_row *row = &index->rows[i];
		int distance;

		if (row->kind != s->kind)
			continue;
		distance = name_distance(s, row->name);
		if (distance > best)
			continue;
		if (distance < best)
			s->count = 0;
		best = distance;
		keep(s, shown_thing(s->kind, row->thing));
	}
	return best;
}

static const char *noun(enum catalog_kind kind)
{
	switch (kind) {
	case CATALOG_GPUS:
		return _("GPU");
	case CATALOG_MODELS:
		return _("model");
	case CATALOG_PROVIDERS:
		return _("provider");
	case CATALOG_ENGINES:
		return _("engine");
	case CATALOG_FORMATS:
		return _("weight format");
	case CATALOG_KV_FORMATS:
		return _("KV cache format");
	default:
		return _("thing");
	}
}

static void add_list(struct text *list, const struct search *s, int most)
{
	for (int i = 0; i < s->count && i < most; i++)
		text_addf(list, "%s%s", i > 0 ? ", " : "", thing_id(s->found[i]));
	if (s->count > most)
		text_addf(list, ngettext(" and %d more", " and %d more", (unsigned long)(s->count - most)),
			  s->count - most);
}

/* Every id of a kind that has no list of its own on the command line. */
static void add_all(struct text *list, const struct alias_index *index, enum catalog_kind kind)
{
	const char *separator = "";

	for (int i = 0; i < index->count; i++) {
		const struct alias_row *row = &index->rows[i];

		if (row->kind != kind || row->name != thing_id(row->thing))
			continue;
		text_addf(list, "%s%s", separator, row->name);
		separator = ", ";
	}
}

static void explain(const struct alias_index *index, enum catalog_kind kind, const char *name,
	const char *key, struct error *error)
{
	struct search s = {.kind = kind, .key = key, .length = strlen(key)};
	int distance = s.length > 0 ? search_index(&s, index) : 2 * TEXT_DISTANCE_BYTES;
	int allowed = s.length < 3 ? 0 : s.length < 6 ? 3 : (int)(2 * s.length / 3);
	struct text list;

	text_init(&list);
	if (distance == 0 && s.count > 1) {
		add_list(&list, &s, LIST_MAX);
		error_set(error, STATUS_USAGE, _("ambiguous %s '%.80s': one of %s"), noun(kind),
			name, list.data);
	} else if (distance <= allowed && s.count <= NEAREST_MAX) {
		add_list(&list, &s, NEAREST_MAX);
		error_set(error, STATUS_USAGE, _("unknown %s '%.80s': did you mean %s?"),
			noun(kind), name, list.data);
	} else if (kind == CATALOG_GPUS || kind == CATALOG_MODELS) {
		error_set(error, STATUS_USAGE,
			_("unknown %s '%.80s': see \"gpuplan catalog list %s\""), noun(kind), name,
			catalog_kind_id(kind));
	} else {
		add_all(&list, index, kind);
		error_set(error, STATUS_USAGE, _("unknown %s '%.80s': one of %s"), noun(kind), name,
			list.data);
	}
	text_release(&list);
}

static const void *look_up(const struct catalog *c, enum catalog_kind kind, const char *name,
	struct error *error)
{
	const void *thing;
	char key[NAME_MAX_BYTES];

	text_key(name, key, sizeof(key));
	thing = find_key(c->aliases, kind, key);
	if (thing == NULL && error != NULL)
		explain(c->aliases, kind, name, key, error);
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

const char *catalog_model_name(const struct catalog *c, int index, const struct model **model)
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
	*model = ((const struct checkpoint *)names->rows[low + index].thing)->model;
	return names->rows[low + index].name;
}
