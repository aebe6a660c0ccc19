/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hash tables of strings. */
#include "catalog/id_table.h"

#include <stdlib.h>
#include <string.h>

void id_table_init(struct id_table *table, size_t count)
{
	size_t size = 8;

	while (size < 2 * count)
		size *= 2;
	table->keys = xcalloc(size, sizeof(*table->keys));
	table->values = xcalloc(size, sizeof(*table->values));
	table->size = size;
}

void id_table_release(struct id_table *table)
{
	free(table->keys);
	free(table->values);
	*table = (struct id_table){ 0 };
}

/* Where the id is or belongs (FNV-1a, open addressing). */
static size_t place(const struct id_table *table, const char *id)
{
	size_t hash = 2166136261u;

	for (const char *c = id; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	hash &= table->size - 1;
	while (table->keys[hash] && strcmp(table->keys[hash], id) != 0)
		hash = (hash + 1) & (table->size - 1);
	return hash;
}

int id_table_find(const struct id_table *table, const char *id)
{
	size_t i;

	if (table->size == 0)
		return -1;
	i = place(table, id);
	return table->keys[i] ? table->values[i] : -1;
}

void id_table_add(struct id_table *table, const char *id, int value)
{
	size_t i = place(table, id);

	table->keys[i] = id;
	table->values[i] = value;
}

static void make_room(struct string_set *set)
{
	set->items = xgrow(set->items, (size_t)set->count, sizeof(*set->items));
	if (2 * (size_t)set->count + 2 <= set->table.size)
		return;
	id_table_release(&set->table);
	id_table_init(&set->table, 2 * (size_t)set->count + 32);
	for (int i = 0; i < set->count; i++)
		id_table_add(&set->table, set->items[i], i);
}

int string_set_add(struct string_set *set, struct arena *arena, const char *string)
{
	int at = id_table_find(&set->table, string);

	if (at >= 0)
		return at;
	make_room(set);
	set->items[set->count] = arena_strdup(arena, string);
	id_table_add(&set->table, set->items[set->count], set->count);
	return set->count++;
}

void string_set_release(struct string_set *set)
{
	id_table_release(&set->table);
	free(set->items);
	*set = (struct string_set){ .count = 0 };
}
