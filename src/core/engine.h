/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inference engines: how they divide memory and how many tokens and sequences a step takes. */
#pragma once

#include "core/kv.h"

/* Defaults that an engine chooses by the memory of the card.  The first row that applies is used. */
struct engine_limits {
	double memory_from_bytes; /* the row applies to cards with at least this memory */
	unsigned except_families; /* families that the row does not apply to; bits */
	double step_tokens;       /* most tokens of one step (prefill chunk) */
	double sequences;         /* most running sequences; INFINITY: no limit of its own */
	double graph_sequences;   /* largest captured decode batch; 0 unless reserve uses it */
};

enum { ENGINE_LIMITS_MAX = 6, ENGINE_FORMATS_MAX = 4, ENGINE_WINDOWS_MAX = 4 };
enum { WINDOW_FAMILIES_MAX = 12 };

/* When a waiting request may start (gpuplan-model(7), 1.6 How many fit together). */
enum engine_admission {
	ADMISSION_IN_USE,  /* as long as blocks are free: most of the time they suffice for what all hold */
	ADMISSION_AHEAD,   /* the same, with room for a share of what all have still to write */
	ADMISSION_ANSWER,  /* its prompt and its whole answer have room */
	ADMISSION_CONTEXT, /* a slot of the whole context is free */
};

/*
 * usable = utilisation x memory - reserve;
 * pool   = free_fraction x (usable - weights - activations - runtime - communication).
 * reserve = max(floor on large cards, base + per_step_token x tokens + per_gpu x GPUs +
 * per_graph x graph_sequences); engines without such a reserve leave it 0.
 */
struct engine_memory {
	double utilisation;
	double free_fraction;
	bool activations_in_reserve; /* the reserve already holds them */
	enum engine_admission admission;
	double ahead_share;         /* of ADMISSION_AHEAD, 0..1 */
	double preemption_loss;     /* share of the throughput that requests beyond what fits cost at most, 0..1 */
	double runtime_bytes;       /* context, workspaces, graphs */
	double communication_bytes; /* buffers when several GPUs work together */
	double reserve_base_bytes;
	double reserve_step_token_bytes;
	double reserve_gpu_bytes;
	double reserve_graph_bytes;
	double reserve_floor_bytes;
	double reserve_floor_from_bytes; /* cards larger than this */
};

/* Whether the cache of a layer with a window also holds the tokens of one step (a prefill chunk). */
enum window_step {
	WINDOW_STEP_NONE,
	WINDOW_STEP_ONCE, /* once, while a prompt is processed; the room returns to the pool afterwards */
	WINDOW_STEP_EACH  /* in every sequence's own cache */
};

/* How layers with a window are cached.  The first row that applies to the model is used. */
struct engine_windows {
	const char *source;
	const char *families[WINDOW_FAMILIES_MAX + 1]; /* of models; none: every model */
	enum window_step step;
	struct kv_reserve keep; /* without the step's tokens */
};

/* What a command says of a configuration. */
enum launch_setting {
	LAUNCH_NONE = -1,
#define LAUNCH_SETTING(id, ...) LAUNCH_##id,
#include "core/launch-setting-table.h"
#undef LAUNCH_SETTING
	LAUNCH_SETTING_COUNT
};

/* How a setting is said.  With a value the flag is for that value and says it; without one the value stands behind it,
 * or alone where the flag is "". */
struct engine_flag {
	enum launch_setting setting;
	const char *value;                       /* NULL: any */
	const char *flag;                        /* words between blanks */
	const char *from;                        /* the first release that knows it; NULL: all in the table */
	const char *unsafe_from, *unsafe_before; /* releases in which it must not be used; NULL: none */
	const char *source;
};

/* How the engine is started and measured.  In image and install %s stands for the release.  NULL: there is none. */
struct engine_launch {
	const char *command; /* words between blanks; NULL: nothing is known */
	const char *entry;   /* that replaces the entry point of the image; NULL: `command` */
	const char *image, *image_amd;
	const char *install;
	const char *alive, *ready; /* paths that answer when it runs, and when the model is loaded */
	const char *source;
	double port;
	const struct engine_flag *flags;
	int flag_count;
	const char *benchmark; /* as `command` */
	const struct engine_flag *benchmark_flags;
	int benchmark_flag_count;
};

/* A release and what is known of it. */
struct engine_release {
	const char *version;
	const char *as_of;     /* NULL: not known */
	const char *facts;     /* what changed; NULL: its notes were not read */
	const char *image_tag; /* NULL: the version */
	const char *source;
	double memory_share; /* of the card that it takes by default; NaN: that of the engine */
	bool candidate;      /* not meant for use */
};

struct engine {
	const char *id;
	const char *name;
	const char *source;
	const char *as_of; /* date of the figures as the data writes it; NULL: that of the source */
	unsigned bit;
	const struct engine_profile *default_profile;
	const struct engine_profile *tuned_profile;
	const struct engine_profile *older_tuned_profile; /* tuned, releases before that version */
	double older_before;                              /* version number; NaN: no such split */
	/* What --weights auto takes: the first that the GPU runs natively; NULL ends the list. */
	const struct weight_format *auto_formats[ENGINE_FORMATS_MAX + 1];
	/* 4-bit formats tried besides, when the user allows them. */
	const struct weight_format *four_bit_formats[ENGINE_FORMATS_MAX + 1];
	struct engine_memory memory;
	struct engine_limits limits[ENGINE_LIMITS_MAX];
	int limit_count;
	struct engine_windows windows[ENGINE_WINDOWS_MAX]; /* none: just the window */
	int window_count;
	bool splits_layers; /* several GPUs hold different layers (llama.cpp), not shards */
	enum collectives collectives;
	bool server; /* serves requests: exchange between ranks overlaps with work */
	struct engine_launch launch;
	const struct engine_release *releases; /* from the oldest */
	int release_count;
	const struct engine_release *newest; /* engine_release_newest() of them, which is meant where none is named */
};

/* Compares releases: negative when a is older.  Figures count as numbers, and a candidate (1.3.0rc1) comes before its
 * release; missing figures are 0. */
int engine_compare_versions(const char *a, const char *b);

/* The release that a version names: the whole of it, or its first figures ("0.31" of 0.31.0), of which the newest is
 * meant.  NULL: there is none. */
const struct engine_release *engine_release_named(const struct engine *engine, const char *version);

/* The newest of which facts are known, no candidate; NULL: there is none. */
const struct engine_release *engine_release_newest(const struct engine *engine);

/* The format that a measured run of this engine used.  `word` is the name in the record of the run, `named` the
 * format that the catalog finds for it.  A generic name such as "int4" stands for the engine's first 4-bit format
 * when the engine does not read `named`.  Otherwise it is `named`. */
const struct weight_format *engine_format_meant(
	const struct engine *engine, const struct weight_format *named, const char *word);

/* The constants of a run with the release `version` of the engine ("1.2.0rc6"; NULL or empty: today's release).
 * Tuned runs use the older profile (gpuplan-catalog(5), engines.json) when the release is before older_before, and
 * when the version names the library below the engine ("TensorRT 10.2", as submissions to MLPerf do). */
const struct engine_profile *engine_profile_for(const struct engine *engine, bool tuned, const char *version);

const struct engine_limits *engine_limits_for(const struct engine *engine, const struct gpu *gpu);

/* The cache rule for that model.  Its token counts include a step of the size that the engine uses on this GPU. */
struct kv_reserve engine_kv_reserve(const struct engine *engine, const struct gpu *gpu, const struct model *model);
