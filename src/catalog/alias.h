/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of things: one index for all kinds, sorted when all names are in it. */
#pragma once

#include "base/error.h"
#include "base/memory.h"
#include "catalog/words.h"

enum { NAME_MAX_BYTES = 128 };

/* A name of an item. */
struct alias_row {
	const char *key; /* text_key() of name */
	const char *name;
	const void *thing; /* begins with its id */
	enum catalog_kind kind;
};

struct suggestions;

struct alias_index {
	struct alias_row *rows; /* by kind, then key */
	int count;
	struct suggestions *suggestions[CATALOG_KIND_COUNT]; /* made at the first unknown name of a kind */
};

/* Adds a name, which is borrowed.  Its key is kept in the arena.  False: the name has no ASCII letter or digit. */
bool alias_add(
	struct alias_index *index, struct arena *arena, enum catalog_kind kind, const char *name, const void *thing);

/* Sorts the index into the arena and empties it.  A name of two things stays with the first and is reported. */
struct alias_index *alias_finish(struct alias_index *index, struct arena *arena, struct error_list *problems);

const void *alias_find(const struct alias_index *index, enum catalog_kind kind, const char *key); /* NULL: none */
int alias_first(
	const struct alias_index *index, enum catalog_kind kind); /* the first row of that kind or a later one */
const char *thing_id(const void *thing);
