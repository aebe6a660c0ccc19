/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a load, and the functions that convert JSON members to C values. */
#pragma once

#include "base/json.h"
#include "catalog/alias.h"
#include "catalog/catalog.h"
#include "catalog/id_table.h"

/* What a load reads from. */
struct load_input {
	const char *base;
	const char *const *overlays;
	size_t overlay_count;
	const char *file; /* one more overlay file of `file_kind`; NULL none */
	enum catalog_kind file_kind;
	const char *beside; /* folder whose providers.json is read for that file; NULL: none */
	unsigned skipped;   /* kinds that are not read; bits */
	bool forgiving;     /* prices of overlays with an unknown provider are left out, without an error */
	unsigned base_only; /* kinds that are read from the base directory only; bits */
	bool image_will_do; /* a matching image may replace the files if there are no overlays */
	size_t room;        /* bytes of the first block of the arena; 0: the default */
};

enum { SET_BITS = 32 };

/* The value in an id table of an object that was left out because of errors. */
enum { LEFT_OUT = -2 };

/* An engine that a format names before engines are read, and where. */
struct engine_name {
	const char *id, *file, *path;
};

struct load {
	const struct load_input *input;
	const struct kind_row *const *kinds; /* by kind */
	struct catalog *catalog;
	struct arena *arena;
	struct arena paths; /* file names for messages; they live as long as the load, not as the catalog */
	struct error_list *problems;
	struct json_reader reader;
	bool check_keys;                         /* the object comes from an overlay: unknown keys are reported */
	bool needs_left_out;                     /* the object refers to one with an error: it is left out too */
	struct id_table ids[CATALOG_KIND_COUNT]; /* id to index of what has been read */
	struct alias_index aliases;              /* growing; moves into the arena at the end */
	/* Items of the catalog that later files still change. */
	struct gpu_family *families;
	struct engine_profile *profiles;
	struct compute_class *classes;
	struct card *cards;
	struct checkpoint *checkpoints;
	struct region *regions_read;
	struct offer *offers;
	struct string_set regions;                 /* of offers: the same place is kept once */
	struct string_set strange_providers;       /* unknown providers in prices of overlays */
	struct engine_name engine_names[SET_BITS]; /* an engine's bit is its place here */
	int engine_name_count;
};

struct entries;

/* How a kind is read: rows are in load.h. */
struct kind_row {
	size_t size;         /* of one thing; its first member is the id */
	size_t array, count; /* offsets of pointer and counter in struct catalog */
	/* start() is called before the first object and may be NULL.  item() converts one object
	 * into a zeroed item; it reports errors, and an object with errors is left out.  finish()
	 * is called after the last object and may be NULL. */
	void (*start)(struct load *load, struct entries *entries, void *things);
	void (*item)(struct load *load, const cJSON *item, void *thing);
	void (*finish)(struct load *load);
	/* Called when all kinds are read and their names are in the index; may be NULL. */
	void (*named)(struct load *load);
	const char *const *keys; /* known members, NULL at the end */
	size_t most;             /* objects; 0: any number */
};

/* The loaded item of an id.  NULL: there is none, or it was left out. */
const void *load_find(const struct load *load, enum catalog_kind kind, const char *id);

/* Reports an error of a member of the object at the reader's place, or of the object (key NULL); with printf's format. */
#define item_error(load, key, ...) json_reader_error(&(load)->reader, STATUS_DATA, key, __VA_ARGS__)

/* Every getter reports errors at the place of the reader.  Strings are copies in the arena.  Arrays of words
 * end with NULL and are indexed by their enumeration. */
const char *keep_text(struct load *load, const char *text); /* a copy on one line; NULL stays */
const char *get_text(struct load *load, const cJSON *object, const char *key);
const char *need_text(struct load *load, const cJSON *object, const char *key);
/* A date as text: a day, a month or a year. */
const char *get_date(struct load *load, const cJSON *object, const char *key);
double get_whole(struct load *load, const cJSON *object, const char *key, double low, double high);
double get_whole_or(struct load *load, const cJSON *object, const char *key, double low, double high, double fallback);
double need_whole(struct load *load, const cJSON *object, const char *key, double low, double high);
#define get_real(load, object, key, low, high) json_get_number(object, key, low, high, &(load)->reader)
#define get_real_or(load, object, key, low, high, fallback) \
	json_get_number_or(object, key, low, high, fallback, &(load)->reader)
#define need_real(load, object, key, low, high) json_need_number(object, key, low, high, &(load)->reader)
#define get_flag(load, object, key, fallback) json_get_bool(object, key, fallback, &(load)->reader)
/* An absent member gives `fallback`.  If `fallback` is negative, absence is an error and gives 0. */
int get_word(struct load *load, const cJSON *object, const char *key, const char *const *words, int fallback);
/* The item of an earlier kind whose id is in the member (or in `id`). */
const void *resolve(struct load *load, const char *key, enum catalog_kind kind, const char *id);
const void *get_reference(struct load *load, const cJSON *object, const char *key, enum catalog_kind kind);
const void *need_reference(struct load *load, const cJSON *object, const char *key, enum catalog_kind kind);
/* Calls `each` for every string of an array member, with the reader at the string. */
void for_strings(struct load *load, const cJSON *object, const char *key,
	void (*each)(struct load *load, const char *string, void *context), void *context);
/* Calls `each` for every item of an array, which may be NULL, with the reader at the item.  False: it has none. */
bool for_items(struct load *load, const cJSON *array, const char *key,
	void (*each)(struct load *load, const cJSON *item, void *context), void *context);
/* Whether `count` is below the most there can be; else an error, whose format has that number.  */
#define has_room(load, count, most, format) ((count) < (most) || (item_error(load, NULL, format, (int)(most)), false))
/* Sets as bits.  Words have the bit of their index; families and engines have their own bits. */
unsigned get_word_set(struct load *load, const cJSON *object, const char *key, const char *const *words);
unsigned get_family_set(struct load *load, const cJSON *object, const char *key);
/* Bits by engine_bit(): engines are read later. */
unsigned get_engine_set(struct load *load, const cJSON *object, const char *key);
/* The bit of that index.  An index beyond the last bit is an error and gives 0. */
unsigned next_bit(struct load *load, int index);
/* The bit of the engine with that id.  An id that was not seen before gets a new bit. */
unsigned engine_bit(struct load *load, const char *id);
/* Adds a name of the item; NULL adds none. */
void add_name(struct load *load, enum catalog_kind kind, const char *name, const void *thing);
/* Adds the id and the strings of "aliases", if present, as names of the item. */
void add_names(struct load *load, const cJSON *item, enum catalog_kind kind, const void *thing);
/* Reports unknown keys if the object comes from an overlay. */
void check_keys(struct load *load, const cJSON *object, const char *const *known);
/* Steps into a member object and checks its keys unless `known` is NULL; NULL (and no step) where it is absent.
 * Leave with json_reader_pop. */
const cJSON *enter_object(
	struct load *load, const cJSON *object, const char *key, bool needed, const char *const *known);
