/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of things: one sorted index for all kinds. */
#include "catalog/alias.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

const char *thing_id(const void *thing)
{
	return *(const char *const *)thing;
}

bool alias_add(
	struct alias_index *index, struct arena *arena, enum catalog_kind kind, const char *name, const void *thing)
{
	char key[NAME_MAX_BYTES];
	struct alias_row *row;

	if (text_key(name, key, sizeof(key)) == 0)
		return false;
	index->rows = xgrow(index->rows, (size_t)index->count, sizeof(*index->rows));
	row = &index->rows[index->count++];
	/* The gaps too: what goes into an image is the same each time. */
	memset(row, 0, sizeof(*row));
	row->key = arena_strdup(arena, key);
	row->name = name;
	row->thing = thing;
	row->kind = kind;
	return true;
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
static void drop_repeated(struct alias_index *index, struct error_list *problems)
{
	int kept = 0;

	for (int i = 0; i < index->count; i++) {
		const struct alias_row *row = &index->rows[i], *last = kept > 0 ? &index->rows[kept - 1] : NULL;

		if (!last || compare_keys(last, row->kind, row->key) != 0)
			index->rows[kept++] = *row;
		else if (last->thing != row->thing)
			error_list_add(problems, STATUS_DATA, _("%s.json: \"%.80s\" is a name of both %.80s and %.80s"),
				catalog_kind_id(row->kind), row->name, thing_id(last->thing), thing_id(row->thing));
	}
	index->count = kept;
}

struct alias_index *alias_finish(struct alias_index *index, struct arena *arena, struct error_list *problems)
{
	struct alias_index *stored = arena_alloc(arena, sizeof(*stored));

	if (index->count > 0)
		qsort(index->rows, (size_t)index->count, sizeof(*index->rows), compare_rows);
	drop_repeated(index, problems);
	stored->count = index->count;
	stored->rows = arena_array(arena, (size_t)stored->count + 1, sizeof(*stored->rows));
	if (stored->count > 0)
		memcpy(stored->rows, index->rows, (size_t)stored->count * sizeof(*stored->rows));
	free(index->rows);
	*index = (struct alias_index){ 0 };
	return stored;
}

/* The first row that is not before that key of the kind. */
static int lower_bound(const struct alias_index *index, enum catalog_kind kind, const char *key)
{
	int low = 0, high = index->count;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (compare_keys(&index->rows[middle], kind, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const void *alias_find(const struct alias_index *index, enum catalog_kind kind, const char *key)
{
	int at = lower_bound(index, kind, key);

	return at < index->count && compare_keys(&index->rows[at], kind, key) == 0 ? index->rows[at].thing : NULL;
}

int alias_first(const struct alias_index *index, enum catalog_kind kind)
{
	return lower_bound(index, kind, "");
}
