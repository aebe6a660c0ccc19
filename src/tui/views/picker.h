/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists to choose a model, a format, an engine or a word from. */
#pragma once

#include "tui/session.h"
#include "tui/views/picker_items.h"
#include "tui/views/picker_preview.h"

typedef void picker_taker(struct session *session, const char *value);

struct picker {
	enum parameter parameter;
	struct picker_items all;
	int *shown;         /* indices of the items that match the words */
	struct list list;   /* over `shown` */
	bool nothing;       /* no item matches; `shown` has only the items that ask */
	struct field words; /* the filter, or the answer to what is asked */
	enum picker_asks asks;
	picker_taker *picked; /* NULL: the parameter is set */
	/* What the preview answers, for the scenario with the selected item. */
	const struct study *study;
	const struct scenario *base;
	struct picker_preview preview;
};

/* `picked` gets what is picked, NULL for nothing; where it is NULL itself, the parameter is set. */
void picker_open(struct session *session, enum parameter parameter, picker_taker *picked);
/* What the preview is about, instead of the session's own; both must outlive the list. */
void picker_ask(struct session *session, const struct study *study, const struct scenario *s);

/* Whether there are words that filter, or something is asked in place of the list. */
bool picker_filtered(const struct picker *picker);
/* Whether the words are a path by how they begin, which no model's name does. */
bool picker_is_path(const struct picker *picker);
/* The selected item; NULL: nothing matches. */
const struct picker_item *picker_selected(const struct picker *picker);

/* A key that is no action: it edits the words that filter the list. */
void picker_key(struct session *session, struct key key);
void picker_paste(struct session *session, const char *text);

/* The actions: to the ends, all without words again, and the selected entry, which closes the list. */
void act_pick_end(struct session *session, int direction);
void act_pick_all(struct session *session);
void act_pick_take(struct session *session);

/* Without opening the list: the entry before or behind the present one. */
void picker_step(struct session *session, enum parameter parameter, int direction);

void picker_release(struct picker *picker);
