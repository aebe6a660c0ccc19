/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of what the catalog holds, and the choice of things. */
#pragma once

#include "study/scenario.h"

enum listing_form { LISTING_WORD, LISTING_NUMBER, LISTING_FLAG, LISTING_DATE, LISTING_WORDS, LISTING_NUMBERS };

enum listing_unit {
	LISTING_NONE,
	LISTING_GIB,
	LISTING_GB,
	LISTING_GB_S,
	LISTING_TFLOPS,
	LISTING_TOPS,
	LISTING_WATT,
	LISTING_US, /* microseconds */
	LISTING_USD,
	LISTING_PARAMS,
	LISTING_TOKENS,
	LISTING_BYTES,
	LISTING_FRACTION, /* of a difference: shown with its sign */
	LISTING_UNIT_COUNT
};

enum { LISTING_VALUES_MAX = 64 };

/* One field of one thing; which member counts is the form's business. */
struct listing_value {
	const char *word; /* NULL unknown */
	double number;    /* NaN unknown; dates in days */
	int flag;         /* -1 not stated */
	const char *words[LISTING_VALUES_MAX];
	double numbers[LISTING_VALUES_MAX];
	int count;
};

/* A field of a kind: one row of listing-table.h. */
struct listing_row {
	enum catalog_kind kind;
	const char *key;
	enum listing_form form;
	enum listing_unit unit;
	const char *heading; /* of the text list, untranslated; "": not in it */
	const char *label;   /* untranslated */
	void (*get)(const struct catalog *c, const void *thing, struct listing_value *value);
};

/* Which things a list has; all of them when zero-initialised. */
struct listing_filter {
	const void *only;              /* this thing alone */
	const struct scenario *choice; /* its GPUs (gpus, prices, mig), providers and what is asked of them
					   (providers, prices), its purchases, kinds and places (prices) */
};

/* The fields of a kind; *count of them. */
const struct listing_row *listing_rows(enum catalog_kind kind, int *count);

/* Fills *value; what is not known stays NULL, NaN or -1. */
void listing_get(
	const struct listing_row *row, const struct catalog *c, const void *thing, struct listing_value *value);

/* The things of a kind: how many, the one at an index, the one of exactly that id (or NULL). */
int listing_count(const struct catalog *c, enum catalog_kind kind);

const void *listing_thing(const struct catalog *c, enum catalog_kind kind, int index);
const void *listing_find(const struct catalog *c, enum catalog_kind kind, const char *id);

/* Whether a choice's GPUs or providers say anything about a kind. */
bool listing_by_gpu(enum catalog_kind kind);
bool listing_by_provider(enum catalog_kind kind);
bool listing_admits(
	const struct listing_filter *filter, const struct catalog *c, enum catalog_kind kind, const void *thing);
