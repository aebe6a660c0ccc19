/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that a parameter can be set to, one line each. */
#pragma once

#include "study/scenario.h"

/* The effect of accepting an item: it sets the value, or asks for one first. */
enum picker_asks { ASKS_NOTHING, ASKS_PATH, ASKS_DENSE_SIZE, ASKS_EXPERTS_SIZE };

/* The texts are owned by it. */
struct picker_item {
	char *value; /* what scenario_set() gets */
	char *label;
	char *detail; /* "" nothing */
	char *names;  /* that typed words are looked for in, one a line */
	enum picker_asks asks;
	int score; /* of the words that were typed last; -1: no match */
};

/* Zero-initialised it is empty. */
struct picker_items {
	struct picker_item *at;
	int count;
};

/* Adds everything that the parameter can be set to; questions stand last. */
void picker_items_fill(struct picker_items *items, const struct scenario *s, enum parameter parameter);
void picker_items_release(struct picker_items *items);
