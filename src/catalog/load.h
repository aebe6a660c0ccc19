/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Internal to the catalog: the state of a load, and the functions that convert JSON members to C values. */
#ifndef GPUPLAN_CATALOG_LOAD_H
#define GPUPLAN_CATALOG_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json.h"
#include "base/json_split.h"
#include "base/text.h"
#include "catalog/catalog.h"

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

/* One merged object, and the file of its last change. */
struct entry {
	int first, last; /* indices of its parts */
	int document;    /* 0 base, then the overlays */
	int index;
	const char *id;
	const char *file;
};

/* The members that one file gives an object.  A large file is kept as text and parsed object by object. */
struct entry_part {
	cJSON *item;            /* owned by its document; NULL: `span` has the text */
	struct json_span span;  /* of the document's text */
	int next;               /* index of the next part, which overrides this one; -1: none */
};

struct document {
	const char *file;
	cJSON *root;            /* without the items in a large document; NULL: missing or invalid */
	struct text text;       /* of a large document; else empty */
	struct json_span items;
	size_t count;
};

/* All files of one kind, merged. */
struct entries {
	struct entry *rows;
	size_t count;
	struct entry_part *parts;
	int part_count;
	struct document *documents;
	int document_count;
	struct arena store; /* memory of opened parts */
};

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

/* What a load reads from. */
struct load_input {
	const char *base;
	const char *const *overlays;
	size_t overlay_count;
	const char *file; /* one more overlay file of `file_kind`; NULL none */
	enum catalog_kind file_kind;
	const char *beside; /* folder whose providers.json is read for that file; NULL: none */
	unsigned skipped; /* kinds that are not read; bits */
	bool forgiving; /* prices of overlays with an unknown provider are left out, without an error */
	unsigned base_only; /* kinds that are read from the base directory only; bits */
	bool image_will_do; /* a matching image may replace the files if there are no overlays */
	size_t room; /* bytes of the first block of the arena; 0: the default */
};

enum { PROFILES_MAX = 32, SET_BITS = 32, NAME_MAX_BYTES = 128 };

/* The value in an id table of an object that was left out because of errors. */
enum { LEFT_OUT = -2 };

/* An engine that a format names before engines are read, and where. */
struct engine_name {
	const char *id, *file, *path;
};

struct load {
	const struct load_input *input;
	struct catalog *catalog;
	struct arena *arena;
	struct arena paths; /* file names for messages; they live as long as the load, not as the catalog */
	struct error_list *problems;
	struct json_reader reader;
	bool check_keys; /* the object comes from an overlay: unknown keys are reported */
	bool needs_left_out; /* the object refers to one with an error: it is left out too */
	struct id_table ids[CATALOG_KIND_COUNT]; /* id to index of what has been read */
	struct alias_index aliases;              /* growing; moves into the arena at the end */
	int alias_capacity;
	/* Items of the catalog that later files still change. */
	struct gpu_family *families;
	struct engine_profile *profiles;
	struct checkpoint *checkpoints;
	struct offer *offers;
	struct id_table regions; /* of offers to region_names: the same place is kept once */
	const char **region_names;
	int region_count;
	struct id_table strange_providers; /* unknown providers in prices of overlays */
	struct engine_name engine_names[SET_BITS]; /* an engine's bit is its place here */
	int engine_name_count;
};

/* How a kind is read: one row of the table in load.c. */
struct kind_row {
	const char *id;
	size_t size;         /* of one thing; its first member is the id */
	size_t array, count; /* offsets of pointer and counter in struct catalog */
	/* start() is called before the first object and may be NULL.  item() converts one object
	 * into a zeroed item; it reports errors, and an object with errors is left out.  finish()
	 * is called after the last object and may be NULL. */
	void (*start)(struct load *load, struct entries *entries, void *things);
	void (*item)(struct load *load, const cJSON *item, void *thing);
	void (*finish)(struct load *load);
	const char *const *keys; /* known members, NULL at the end */
	size_t most; /* objects; 0: any number */
};

/* overlay.c: replaces `path` by the path of the file of a kind in a folder. */
void kind_path(struct text *path, const char *folder, enum catalog_kind kind);

/* Reads and merges the objects of one kind.  Every problem is reported. */
void entries_read(struct entries *entries, struct load *load, enum catalog_kind kind);
void entries_release(struct entries *entries);

/* The merged object of an entry.  It is valid until entries_close().  NULL: `error` has a message. */
cJSON *entries_open(struct entries *entries, const struct entry *entry, struct error *error);
void entries_close(struct entries *entries);

/* The number of elements in all arrays of that name.  It counts arrays that a later file replaces, too. */
size_t entries_count_members(const struct entries *entries, const char *name);

/* Reads a file into a zeroed document whose `file` and text are set up; `root` is NULL on failure. */
enum status document_read(struct document *document, struct error *error);
void document_release(struct document *document);

/* Parses everything but the items, and finds the items in the text.  json_check() must have accepted the
 * text. */
enum status document_header(struct document *document, struct json_span whole, struct error *error);

/* load.c: the size of one item of a kind, in bytes. */
size_t catalog_kind_size(enum catalog_kind kind);

/* Loads everything, for the catalog_load functions and catalog_check_file(). */
enum status load_all(struct catalog *catalog, const struct load_input *input,
	struct error_list *problems);

/* The loaded item of an id.  NULL: there is none, or it was left out. */
const void *load_find(const struct load *load, enum catalog_kind kind, const char *id);

/* alias.c */
void alias_add(struct load *load, enum catalog_kind kind, const char *name, const void *thing);
void alias_finish(struct load *load);
void alias_release(struct alias_index *index); /* frees the suggestions; NULL is allowed */
const char *thing_id(const void *thing);

/* suggest.c: sets the error for an unknown name, with similar names.  `key` is its text_key(). */
void alias_explain(struct alias_index *index, enum catalog_kind kind, const char *name,
	const char *key, struct error *error);
void suggestions_free(struct suggestions *suggestions);
const void *alias_find(const struct alias_index *index, enum catalog_kind kind, const char *key);

/* quantised.c: after alias_finish. */
void quantised_finish(struct load *load);

/*
 * fields.c.  Every getter reports errors at the place of the reader.  Strings are copies in the arena.
 * Arrays of words end with NULL and are indexed by their enumeration.
 */
const char *keep_text(struct load *load, const char *text); /* a copy on one line; NULL stays */
const char *get_text(struct load *load, const cJSON *object, const char *key);
const char *need_text(struct load *load, const cJSON *object, const char *key);
/* A date as text: a day, a month or a year. */
const char *get_date(struct load *load, const cJSON *object, const char *key);
double get_whole(struct load *load, const cJSON *object, const char *key, double low, double high);
double need_whole(struct load *load, const cJSON *object, const char *key, double low, double high);
double get_real(struct load *load, const cJSON *object, const char *key, double low, double high);
double get_real_or(struct load *load, const cJSON *object, const char *key, double low, double high,
	double fallback);
double need_real(struct load *load, const cJSON *object, const char *key, double low, double high);
bool get_flag(struct load *load, const cJSON *object, const char *key, bool fallback);
/* An absent member gives `fallback`.  If `fallback` is negative, absence is an error and gives 0. */
int get_word(struct load *load, const cJSON *object, const char *key, const char *const *words,
	int fallback);
int word_index(const char *const *words, const char *word); /* -1: none */
/* The item of an earlier kind whose id is in the member (or in `id`). */
const void *resolve(struct load *load, const char *key, enum catalog_kind kind, const char *id);
const void *get_reference(struct load *load, const cJSON *object, const char *key,
	enum catalog_kind kind);
const void *need_reference(struct load *load, const cJSON *object, const char *key,
	enum catalog_kind kind);
/* Calls `each` for every string of an array member, with the reader at the string. */
void for_strings(struct load *load, const cJSON *object, const char *key,
	void (*each)(struct load *load, const char *string, void *context), void *context);
/* Sets as bits.  Words have the bit of their index; families and engines have their own bits. */
unsigned get_word_set(struct load *load, const cJSON *object, const char *key,
	const char *const *words);
unsigned get_family_set(struct load *load, const cJSON *object, const char *key);
/* Bits by engine_bit(): engines are read later. */
unsigned get_engine_set(struct load *load, const cJSON *object, const char *key);
/* The bit of that index.  An index beyond the last bit is an error and gives 0. */
unsigned next_bit(struct load *load, int index);
/* The bit of the engine with that id.  An id that was not seen before gets a new bit. */
unsigned engine_bit(struct load *load, const char *id);
/* Adds the id and the strings of "aliases", if present, as names of the item. */
void add_names(struct load *load, const cJSON *item, enum catalog_kind kind, const void *thing);
/* Reports unknown keys if the object comes from an overlay. */
void check_keys(struct load *load, const cJSON *object, const char *const *known);
/* Steps into a member object; NULL (and no step) where it is absent. Leave with json_reader_pop. */
const cJSON *enter_object(struct load *load, const cJSON *object, const char *key, bool needed);

/* words.c */
extern const char *const TENSOR_WORDS[], *const EXPERT_WORDS[], *const LINK_WORDS[];
extern const char *const PURCHASE_WORDS[], *const PROVIDER_WORDS[], *const TRUST_WORDS[];
extern const char *const MATCH_WORDS[], *const COLLECTIVES_WORDS[];

/* The readers of each kind, in files of their own. */
void load_family(struct load *load, const cJSON *item, void *thing);
void load_link(struct load *load, const cJSON *item, void *thing);
void load_gpu(struct load *load, const cJSON *item, void *thing);
void load_ownership(struct load *load, const cJSON *item, void *thing);
void load_mig(struct load *load, const cJSON *item, void *thing);
void load_kv_format(struct load *load, const cJSON *item, void *thing);
void load_format(struct load *load, const cJSON *item, void *thing);
void load_parameter(struct load *load, const cJSON *item, void *thing);
void load_engine(struct load *load, const cJSON *item, void *thing);
void load_band(struct load *load, const cJSON *item, void *thing);
void load_model(struct load *load, const cJSON *item, void *thing);
void load_source(struct load *load, const cJSON *item, void *thing);
void load_provider(struct load *load, const cJSON *item, void *thing);
void load_offer(struct load *load, const cJSON *item, void *thing);

void families_start(struct load *load, struct entries *entries, void *things);
void parameters_start(struct load *load, struct entries *entries, void *things);
void parameters_finish(struct load *load);
void engines_finish(struct load *load);
void models_start(struct load *load, struct entries *entries, void *things);
void offers_start(struct load *load, struct entries *entries, void *things);
void offers_finish(struct load *load);

extern const char *const FAMILY_KEYS[], *const LINK_KEYS[], *const GPU_KEYS[], *const MIG_KEYS[];
extern const char *const KV_FORMAT_KEYS[], *const FORMAT_KEYS[], *const PARAMETER_KEYS[];
extern const char *const ENGINE_KEYS[], *const BAND_KEYS[], *const MODEL_KEYS[];
extern const char *const SOURCE_KEYS[], *const PROVIDER_KEYS[], *const OFFER_KEYS[];
extern const char *const OWNERSHIP_KEYS[];

#endif
