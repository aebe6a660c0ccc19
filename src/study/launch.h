/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an answer to what runs it: the settings of the engine that make the configuration that was judged. */
#pragma once

#include "study/replica.h"

/* What a command for one replica says.  A value is a figure or a word; NULL: it goes unsaid.  It has texts of its own and
 * must not be copied. */
struct launch {
	const struct scenario *scenario;
	const struct row *row;
	const struct engine *engine;
	const struct engine_release *release; /* named, or the newest that is known */
	const char *value[LAUNCH_SETTING_COUNT];
	const char *checkpoint; /* id of the model's checkpoint */
	const char *source;     /* file or folder that is on this machine alone; NULL: it is downloaded */
	double replicas, gpus;  /* gpus of one */
	double users;           /* at once of one replica; of a rate, as many as fit */
	char numbers[LAUNCH_SETTING_COUNT][40];
	struct text model, file;
	struct text target; /* where a container has `source` */
};

/* Fills an empty launch for an answer that was estimated; both must outlive it.  STATUS_UNMET: the answer is none that
 * runs, or the release lacks a flag that it needs.  The
 * scenario must have a model.  STATUS_USAGE: its name is one that no command can hold. */
enum status launch_prepare(struct launch *launch, const struct scenario *s, const struct row *row, struct error *error);
void launch_release(struct launch *launch);

/* Sets where the server runs: in a container or on another machine it listens to others, and has what is local under
 * `target`. */
void launch_set_place(struct launch *launch, bool contained);

/* Calls `word` for every word of a command: first those of `command`, then what the flags say.  A flag that the release
 * does not know yet calls `later` instead, which may be NULL. */
struct launch_writer {
	void (*word)(struct launch_writer *writer, const char *word, bool first_of_flag);
	void (*later)(struct launch_writer *writer, const struct engine_flag *flag);
	void *data;
};
void launch_write(const struct launch *launch, const char *command, const struct engine_flag *flags, int count,
	struct launch_writer *writer);
