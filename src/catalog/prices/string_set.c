/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strings by number, in a table that grows. */
#include "config.h"

#include "catalog/prices/reading.h"

#include <stdlib.h>

static void grow(struct string_set *set)
{
	set->capacity = 2 * set->capacity + 64;
	set->items = xreallocarray(set->items, (size_t)set->capacity, sizeof(*set->items));
	id_table_release(&set->table);
	id_table_init(&set->table, (size_t)set->capacity);
	for (int i = 0; i < set->count; i++)
		id_table_add(&set->table, set->items[i], i);
}

int string_set_add(struct string_set *set, struct arena *arena, const char *string)
{
	int at = id_table_find(&set->table, string);

	if (at >= 0)
		return at;
	if (set->count == set->capacity)
		grow(set);
	set->items[set->count] = arena_strdup(arena, string);
	id_table_add(&set->table, set->items[set->count], set->count);
	return set->count++;
}

void string_set_release(struct string_set *set)
{
	id_table_release(&set->table);
	free(set->items);
	*set = (struct string_set){.count = 0};
}
