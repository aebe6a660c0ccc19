/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hash tables of strings. */
#pragma once

#include "base/memory.h"

/* A hash table from strings to numbers.  Keys are borrowed. */
struct id_table {
	const char **keys;
	int *values;
	size_t size; /* a power of two, at least twice the entries; 0 empty */
};

/* Makes an empty table for at most `count` ids.  A released table finds nothing. */
void id_table_init(struct id_table *table, size_t count);
void id_table_release(struct id_table *table);
int id_table_find(const struct id_table *table, const char *id); /* -1: not there */
void id_table_add(struct id_table *table, const char *id, int value);

/* Strings by number: the same string is kept once. */
struct string_set {
	struct id_table table;
	const char **items;
	int count;
};

/* Numbers a string from 0 in the order of the first call; the arena keeps a copy. */
int string_set_add(struct string_set *set, struct arena *arena, const char *string);
void string_set_release(struct string_set *set);
