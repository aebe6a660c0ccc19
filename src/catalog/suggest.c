/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help where a name is not in the index.  A sweep may ask for a hundred thousand: names are kept as a sorted list of
 * the words that they can begin with, and one pass over the list looks at every shared beginning once. */
#include "catalog/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "catalog/catalog.h"

enum { LIST_MAX = 8, NEAREST_MAX = 3, FAR = 2 * TEXT_DISTANCE_BYTES };

/* Which letters a key has: bits of those that are there once, twice, three times at least. */
enum { TIMES = 3 };
struct letters {
	uint64_t times[TIMES];
};

/* A name from one of its words on, as a key: "Llama 3.3" begins with llama33, 33 and 3. */
struct beginning {
	const char *key;
	struct letters letters;
	int row;      /* of the alias */
	short length; /* what is compared of it: at most TEXT_DISTANCE_BYTES */
	short shared; /* of that with the one before */
};

/* Those of a kind by key. */
struct suggestions {
	struct arena keys;
	struct beginning *items;
	int count;
	int first_row, row_count;
	int *nearest; /* by row: half edits of the search that runs; FAR: too many */
};

/* 0 to 35 for what keys are made of. */
static int letter_index(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static struct letters letters_of(const char *key, int length)
{
	struct letters letters = { { 0 } };

	for (int i = 0; i < length; i++) {
		uint64_t bit = (uint64_t)1 << letter_index(key[i]);

		for (int t = TIMES - 1; t > 0; t--)
			letters.times[t] |= letters.times[t - 1] & bit;
		letters.times[0] |= bit;
	}
	return letters;
}

static int compared_length(const char *key)
{
	return (int)strnlen(key, TEXT_DISTANCE_BYTES);
}

static void add_beginnings(struct suggestions *s, const char *name, int row)
{
	for (const char *c = name; *c != '\0'; c++) {
		char key[NAME_MAX_BYTES];

		if (!ascii_is_alphanumeric(*c) || (c > name && ascii_is_alphanumeric(c[-1])))
			continue;
		s->items = xgrow(s->items, (size_t)s->count, sizeof(*s->items));
		text_key(c, key, sizeof(key));
		s->items[s->count++] = (struct beginning){ .key = arena_strdup(&s->keys, key),
			.letters = letters_of(key, compared_length(key)),
			.row = row,
			.length = (short)compared_length(key) };
	}
}

static int compare_beginnings(const void *left, const void *right)
{
	return strcmp(((const struct beginning *)left)->key, ((const struct beginning *)right)->key);
}

static int shared_length(const struct beginning *a, const struct beginning *b)
{
	int i = 0;

	while (i < a->length && i < b->length && a->key[i] == b->key[i])
		i++;
	return i;
}

static struct suggestions *suggestions_make(const struct alias_index *index, enum catalog_kind kind)
{
	struct suggestions *s = xcalloc(1, sizeof(*s));
	int row = alias_first(index, kind);

	arena_init(&s->keys);
	s->first_row = row;
	for (; row < index->count && index->rows[row].kind == kind; row++)
		add_beginnings(s, index->rows[row].name, row);
	s->row_count = row - s->first_row;
	s->nearest = xcalloc((size_t)s->row_count + 1, sizeof(*s->nearest));
	if (s->count > 0)
		qsort(s->items, (size_t)s->count, sizeof(*s->items), compare_beginnings);
	for (int i = 1; i < s->count; i++)
		s->items[i].shared = (short)shared_length(&s->items[i - 1], &s->items[i]);
	return s;
}

void suggest_release(struct alias_index *index)
{
	for (int kind = 0; index && kind < CATALOG_KIND_COUNT; kind++) {
		struct suggestions *s = index->suggestions[kind];

		if (!s)
			continue;
		arena_release(&s->keys);
		free(s->items);
		free(s->nearest);
		free(s);
	}
}

/* A search for what a name that is not in the index may mean. */
struct search {
	enum catalog_kind kind;
	const char *key;
	size_t length;
	int allowed;                 /* half edits */
	const void *found[LIST_MAX]; /* in catalog order */
	int count;                   /* may be more than `found` holds */
};

/* One column of the table of text_distance() between the searched key and what a beginning starts with, as
 * bits: Hyyro's form of Myers' algorithm for edits with swaps of neighbours. */
struct column {
	uint64_t up, down; /* where a cell is one more or one less than the cell above it */
	uint64_t diagonal; /* where a cell is as the one before and above it */
	uint64_t match;    /* where the key has the column's letter */
	int last;          /* the last cell: edits to the whole key */
};

struct walk {
	uint64_t match[36]; /* by letter: where the key has it */
	struct letters letters;
	int length, edits; /* of the key; most edits that are allowed */
	struct column columns[TEXT_DISTANCE_BYTES + 1];
	int depth; /* columns[0..depth] are of the beginning that was looked at last */
};

static void next_column(const struct walk *walk, const struct column *before, char letter, struct column *c)
{
	uint64_t match = walk->match[letter_index(letter)], end = (uint64_t)1 << (walk->length - 1);
	uint64_t swap = ((~before->diagonal & match) << 1) & before->match;
	uint64_t diagonal = (((match & before->up) + before->up) ^ before->up) | match | before->down | swap;
	uint64_t right = before->down | ~(diagonal | before->up), left = diagonal & before->up;

	c->last = before->last + ((right & end) != 0) - ((left & end) != 0);
	right = right << 1 | 1;
	left <<= 1;
	c->up = left | ~(diagonal | right);
	c->down = right & diagonal;
	c->diagonal = diagonal;
	c->match = match;
}

static void walk_init(struct walk *walk, const struct search *s)
{
	*walk = (struct walk){ .length = compared_length(s->key), .edits = s->allowed / 2 };
	walk->letters = letters_of(s->key, walk->length);
	for (int i = 0; i < walk->length; i++)
		walk->match[letter_index(s->key[i])] |= (uint64_t)1 << i;
	walk->columns[0] = (struct column){ .up = UINT64_MAX, .last = walk->length };
}

/* Every letter that the beginning lacks takes an edit. */
static bool lacks_letters(const struct walk *walk, const struct beginning *b)
{
	int edits = 0;

	for (int t = 0; t < TIMES; t++) {
		uint64_t lacking = walk->letters.times[t] & ~b->letters.times[t];

		for (; lacking != 0 && edits <= walk->edits; edits++)
			lacking &= lacking - 1;
	}
	return edits > walk->edits;
}

/* Half edits between the key and the beginning: all of it, or one more for the start of it. */
static int walk_along(struct walk *walk, const struct search *s, const struct beginning *b)
{
	int best = FAR, whole;

	if (b->length + walk->edits < walk->length || lacks_letters(walk, b))
		return FAR;
	for (; walk->depth < b->length; walk->depth++) {
		const struct column *c = &walk->columns[walk->depth];

		/* A column changes the last cell by one at most. */
		if (c->last - (b->length - walk->depth) > walk->edits)
			break;
		next_column(walk, c, b->key[walk->depth], &walk->columns[walk->depth + 1]);
	}
	if ((size_t)b->length > s->length && walk->depth >= walk->length)
		best = 2 * walk->columns[walk->length].last + 1;
	whole = walk->depth == b->length ? 2 * walk->columns[b->length].last : FAR;
	return whole < best ? whole : best;
}

static void note(struct suggestions *all, int row, int distance)
{
	int *nearest = &all->nearest[row - all->first_row];

	*nearest = distance < *nearest ? distance : *nearest;
}

/* Those that start with the key stand together. */
static bool find_prefix(struct suggestions *all, const struct search *s)
{
	int low = 0, high = all->count, i;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (strcmp(all->items[middle].key, s->key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (i = low; i < all->count && strncmp(all->items[i].key, s->key, s->length) == 0; i++)
		note(all, all->items[i].row, 0);
	return i > low;
}

static void find_near(struct suggestions *all, const struct search *s)
{
	struct walk walk;

	walk_init(&walk, s);
	for (int i = 0; i < all->count; i++) {
		const struct beginning *b = &all->items[i];
		int distance;

		walk.depth = b->shared < walk.depth ? b->shared : walk.depth;
		distance = walk_along(&walk, s, b);
		if (distance <= s->allowed)
			note(all, b->row, distance);
	}
}

/* Checkpoints stand for their model, so that a list does not repeat it. */
static const void *shown_thing(enum catalog_kind kind, const void *thing)
{
	return kind == CATALOG_MODELS ? (const void *)((const struct checkpoint *)thing)->model : thing;
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

		memmove(&s->found[at + 1], &s->found[at], (size_t)(last - at) * sizeof(s->found[0]));
		s->found[at] = thing;
	}
	s->count++;
}

/* Everything at the smallest distance, which is returned in half edits; FAR: nothing is near. */
static int search_index(struct search *s, struct alias_index *index)
{
	struct suggestions *all = index->suggestions[s->kind];
	int best = FAR;

	if (!all)
		all = index->suggestions[s->kind] = suggestions_make(index, s->kind);
	for (int i = 0; i < all->row_count; i++)
		all->nearest[i] = FAR;
	if (!find_prefix(all, s))
		find_near(all, s);
	for (int i = 0; i < all->row_count; i++)
		best = all->nearest[i] < best ? all->nearest[i] : best;
	for (int i = 0; best < FAR && i < all->row_count; i++)
		if (all->nearest[i] == best)
			keep(s, shown_thing(s->kind, index->rows[all->first_row + i].thing));
	return best;
}

static const char *const nouns[CATALOG_KIND_COUNT] = {
	[CATALOG_GPUS] = N_("GPU"),
	[CATALOG_MODELS] = N_("model"),
	[CATALOG_PROVIDERS] = N_("provider"),
	[CATALOG_ENGINES] = N_("engine"),
	[CATALOG_FORMATS] = N_("weight format"),
	[CATALOG_KV_FORMATS] = N_("KV cache format"),
	[CATALOG_MEDIA] = N_("media model"),
};

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

/* How many half edits from a name something else may be meant by it: one in three letters, eight at most. */
static int allowed_edits(size_t length)
{
	enum { MOST = 16 };

	return length < 3 ? 0 : length < 6 ? 3 : 2 * length / 3 > MOST ? MOST : (int)(2 * length / 3);
}

void suggest_explain(
	struct alias_index *index, enum catalog_kind kind, const char *name, const char *key, struct error *error)
{
	struct search s = { .kind = kind, .key = key, .length = strlen(key), .allowed = allowed_edits(strlen(key)) };
	const char *noun = _(nouns[kind]);
	int distance = s.length > 0 ? search_index(&s, index) : FAR;
	TEXT(list);

	if (distance == 0 && s.count > 1) {
		add_list(&list, &s, LIST_MAX);
		error_set(error, STATUS_USAGE, _("ambiguous %s '%.80s': one of %s"), noun, name, list.data);
	} else if (distance <= s.allowed && s.count <= NEAREST_MAX) {
		add_list(&list, &s, NEAREST_MAX);
		error_set(error, STATUS_USAGE, _("unknown %s '%.80s': did you mean %s?"), noun, name, list.data);
	} else if (kind == CATALOG_GPUS || kind == CATALOG_MODELS || kind == CATALOG_MEDIA) {
		error_set(error, STATUS_USAGE, _("unknown %s '%.80s': see \"gpuplan catalog list %s\""), noun, name,
			catalog_kind_id(kind));
	} else {
		add_all(&list, index, kind);
		error_set(error, STATUS_USAGE, _("unknown %s '%.80s': one of %s"), noun, name, list.data);
	}
}
