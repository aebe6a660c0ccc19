/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons: facts that decided an answer, as ids with numbers.  report/ turns them into sentences. */
#pragma once

#include <stdbool.h>

enum reason_id {
#define REASON(id, ...) REASON_##id,
#include "study/reason-table.h"
#undef REASON
	REASON_COUNT
};

enum severity { SEVERITY_FACT, SEVERITY_ADVICE, SEVERITY_WARNING, SEVERITY_BLOCKER };

enum { REASON_VALUES = 3 };

struct reason {
	enum reason_id id;
	double value[REASON_VALUES];
	const char *name;  /* borrowed from the catalog; NULL none */
	const char *place; /* the same, of a provider beside it; NULL none */
};

struct reason_row {
	const char *id;                  /* in JSON */
	const char *keys[REASON_VALUES]; /* of the values; "" unused */
	const char *text;                /* untranslated; the singular if `many` is set */
	const char *many;                /* the plural, untranslated; NULL: there is none */
	int counted;                     /* index of the value that selects singular or plural */
	enum severity severity;
};

const struct reason_row *reason_row(enum reason_id id);

/* Adds a reason of a study's own, before the first scenario is made.  What the row points to is borrowed.
 * REASON_COUNT: there is no room. */
enum { REASON_ADDED_MAX = 16 };
enum reason_id reason_row_add(const struct reason_row *row);

/* Rules of advice (study/policy.h) have ids from REASON_POLICY on. */
enum { REASON_POLICY = REASON_COUNT + 1 + REASON_ADDED_MAX };

/* The rows of the rules; borrowed. */
void reason_set_policy(const struct reason_row *rows, int count);
bool reason_is_policy(enum reason_id id);

/* Forgets the rows that were added. */
void reason_remove_added(void);

enum { REASONS_MAX = 24 };

struct reasons {
	struct reason items[REASONS_MAX];
	int count;
};

/* Appends; further reasons beyond REASONS_MAX are dropped (the list is ordered by weight). */
void reason_add(struct reasons *reasons, enum reason_id id, double a, double b, double c, const char *name);

const struct reason *reasons_find(
	const struct reasons *reasons, enum reason_id id); /* the first; NULL: there is none */
bool reasons_have(const struct reasons *reasons, enum reason_id id);

/* Whether it stands in a list that REASON_COUNT ends. */
bool reason_listed(const enum reason_id *list, enum reason_id id);

/* Sets the provider of the last reason.  `place` is borrowed. */
void reason_place(struct reasons *reasons, const char *place);
