/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One config.json while it is read: its fields by meaning, what its class implies, its layers. */
#pragma once

#include <cjson/cJSON.h>

#include "catalog/import/import.h"

enum field {
#define FIELD(id, ...) FIELD_##id,
#include "catalog/import/field-table.h"
#undef FIELD
	FIELD_COUNT
};

/* What a model class does without saying so in its config.json. */
enum quirk {
	QUIRK_TIED = 1 << 0,         /* head shares the embedding when the key is absent */
	QUIRK_PLAIN_MLP = 1 << 1,    /* two matrices, no gate */
	QUIRK_FFN_4X = 1 << 2,       /* width 4 x hidden when absent */
	QUIRK_FFN_ADJUST = 1 << 3,   /* two thirds of the width, rounded up (LFM2) */
	QUIRK_NORM_PAIRS = 1 << 4,   /* norms before and behind each part */
	QUIRK_NORM_SHARED = 1 << 5,  /* one norm for both parts, which run in parallel */
	QUIRK_NORM_BIAS = 1 << 6,    /* LayerNorm: weight and bias */
	QUIRK_QK_NORM = 1 << 7,      /* norm on queries and keys when the key is absent */
	QUIRK_QK_NORM_FULL = 1 << 8, /* ... over all heads, where there is one */
	QUIRK_BIASED = 1 << 9,       /* attention biases when the key is absent */
	QUIRK_BIAS_QKV = 1 << 10,    /* ... not on the output projection */
	QUIRK_MLP_BIAS = 1 << 11,
	QUIRK_EXPERT_BIAS = 1 << 12,
	QUIRK_HEAD_BIAS = 1 << 13,       /* on the LM head */
	QUIRK_ROUTER_BIAS = 1 << 14,     /* one correction an expert */
	QUIRK_SHARED_GATE = 1 << 15,     /* the shared expert has a gate */
	QUIRK_SHARED_IMPLICIT = 1 << 16, /* one shared expert that no key names (Llama 4) */
	QUIRK_SINKS = 1 << 17,           /* attention sinks */
	QUIRK_HEAD_GATE = 1 << 18,       /* output gate with one value a head */
	QUIRK_OUTPUT_GATE = 1 << 19,     /* output gate as wide as the heads */
	QUIRK_WINDOW_OPT_IN = 1 << 20,   /* sliding_window counts only with use_sliding_window */
	QUIRK_ALTERNATE = 1 << 21,       /* even layers slide (Gemma 2) */
	QUIRK_CHUNKED = 1 << 22,         /* windows are chunks (Llama 4) */
	QUIRK_PARALLEL_MOE = 1 << 23,    /* the dense MLP stays beside the experts (Gemma 4) */
	QUIRK_BOTH = 1 << 24,            /* attention and state in every layer (Falcon-H1) */
	QUIRK_STATE_ONLY = 1 << 25,      /* no attention, no MLP (Mamba) */
	QUIRK_STATE_NORMS = 1 << 26,     /* norms inside the state layer (Jamba) */
	QUIRK_COMPRESSED = 1 << 27,      /* compressed attention (DeepSeek-V4) */
	QUIRK_DOUBLED = 1 << 28,         /* a layer is two attention and MLP blocks (LongCat) */
	QUIRK_POSITIONS = 1 << 29,       /* learned position embeddings */
	QUIRK_MODEL_MAX_LENGTH = 1 << 30 /* model_max_length is the context (Cohere) */
};

struct model_type {
	const char *name;
	enum state_kind state;
	unsigned quirks;
};

/* What mixes tokens in a layer. */
enum mixer { MIXER_FULL, MIXER_WINDOW, MIXER_STATE, MIXER_BOTH, MIXER_NONE };
enum feed { FEED_BY_RULES, FEED_DENSE, FEED_MOE, FEED_NONE };

struct layer {
	enum mixer mixer;
	enum feed feed;
	double width;       /* dense MLP of this layer; NaN: the model's */
	double kv_heads;    /* of this layer; NaN: the model's */
	double other, idle; /* small weights, and those of them that a token skips */
	enum state_kind state;
	struct layer_group group; /* count 1 */
};

/* The first problem stays in `error`; getters then give NaN, so that readers run through. */
struct config {
	const char *file;         /* for messages */
	const cJSON *root, *text; /* outer level, level of the text decoder (may be the same) */
	char prefix[64];          /* path of `text`: "" or "/text_config" */
	const struct model_type *type;
	const char *model_type;
	struct arena *arena;
	struct error *error;
	enum status status;
	const cJSON *found[FIELD_COUNT]; /* NULL: absent or null */
	const char *name[FIELD_COUNT];   /* the name it was found by, else the first */
	int layer_count;
	struct layer *layers;
	double hidden, heads, head_dim, context, window;
	bool window_rate; /* windowed layers are limited, not full */
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The member at "a/b" of an object; NULL when it is absent or null. */
const cJSON *config_find(const cJSON *object, const char *path);
const char *config_string(const cJSON *object, const char *path); /* NULL: it is no string */
double config_double(const cJSON *object, const char *path);      /* NaN: it is no number */
/* Whether an item is that string; false for NULL and anything else. */
bool config_is(const cJSON *item, const char *word);

/* Finds the text decoder, its type and all fields. */
enum status config_open(struct config *c, const cJSON *root);

bool config_has(const struct config *c, enum field field);
/* NaN: absent.  Arrays are refused here; config_at() takes a value for each layer from them. */
double config_number(struct config *c, enum field field);
double config_or(struct config *c, enum field field, double fallback);
double config_need(struct config *c, enum field field);
double config_at(struct config *c, enum field field, int layer);
bool config_flag(struct config *c, enum field field, bool fallback);
/* Refuses the file because of a member of the text level ("a/b"), in words. */
void config_refuse(struct config *c, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The list of exactly one entry a layer, or NULL after refusing it. */
bool config_check_list(struct config *c, const char *key, const cJSON *list);
/* Which layers a list of numbers has, counted from `first`; NULL after refusing it. */
const bool *config_layers(struct config *c, const char *key, const cJSON *list, int first);

static inline bool config_quirk(const struct config *c, enum quirk quirk)
{
	return c->type->quirks & (unsigned)quirk;
}

/* Adds a sentence to the model's notes. */
void imported_note(struct imported *imported, const char *format, ...) __attribute__((format(printf, 2, 3)));
