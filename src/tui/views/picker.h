/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists to choose a model, a format, an engine or a word from. */
#pragma once

#include "tui/session.h"

/* The effect of accepting an item: it sets the value, or asks for one first. */
enum picker_asks { ASKS_NOTHING, ASKS_PATH, ASKS_DENSE_SIZE, ASKS_EXPERTS_SIZE };

/* One line of a picker; the texts are owned by it. */
struct picker_item {
	char *value; /* what scenario_set() gets */
	char *label;
	char *detail;
	char *names; /* that typed words are looked for in, one a line */
	enum picker_asks asks;
	int score; /* of the words that were typed last; -1: no match */
};

typedef void picker_taker(struct session *session, const char *value);

struct picker {
	enum parameter parameter;
	struct picker_item *items;
	int item_count;
	int *shown;         /* indices of the items that match the words */
	struct list list;   /* over `shown` */
	bool nothing;       /* no item matches; `shown` has only the items that ask */
	struct field words; /* the filter, or the answer to what is asked */
	enum picker_asks asks;
	picker_taker *picked; /* NULL: the parameter is set */
};

/* `picked` gets what is picked, NULL for nothing; where it is NULL itself, the parameter is set. */
void picker_open(struct session *session, enum parameter parameter, picker_taker *picked);
void picker_draw(void *picker, struct canvas *canvas);

/* A key that is no action: it edits the words that filter the list. */
void picker_key(struct session *session, struct key key);
void picker_paste(struct session *session, const char *text);

/* The actions; the last one takes the selected entry and closes the list. */
void act_pick_end(struct session *session, int direction);
void act_pick_take(struct session *session);

/* Without opening the list: the entry before or behind the present one. */
void picker_step(struct session *session, enum parameter parameter, int direction);

void picker_release(struct picker *picker);
