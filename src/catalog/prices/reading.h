/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the price import: one list while it is read. */
#pragma once

#include "catalog/id_table.h"
#include "catalog/prices/prices.h"

struct gpu_part;
struct gpu_label;
struct price_row;

struct price_reading {
	const struct price_request *request;
	struct price_import *out;
	const char *source;       /* of the format */
	size_t line;              /* where the reader is: in a table ... */
	const struct json_at *at; /* ... or in a reply */
	struct string_set providers, strings, problems, labels;
	struct gpu_part *parts;        /* one for each GPU of the catalog; gpu_name.c */
	struct gpu_label *label_parts; /* of labels; gpu_name.c */
	struct price_row *found;
	int found_count;
};

/* One price of the list as its reader understood it. Strings are borrowed; NULL: not said. */
struct price_row {
	const char *provider; /* any of its names */
	const char *label, *instance, *region, *source;
	double memory_gb; /* of one GPU; NaN: not said */
	double gpus;      /* of the instance; NaN: not said */
	double usd_per_gpu;
	enum purchase purchase;
	enum price_trust trust;
	int kind; /* of the provider in this offer; -1: as the provider's */
	long as_of;
	/* Set by price_row_add. */
	const struct gpu *gpu;
	int at_provider, at_region, at_instance, at_source, at_label; /* numbers of strings; -1 none */
	struct price_place place;                                     /* where it stands */
};

/* Reports a problem at the reader's place.  Problems of one kind, column, format and subject are the same;
 * subject (may be NULL) is the name that the message is about. */
void price_problem(struct price_reading *reading, enum price_problem_kind kind, const char *column, const char *subject,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A problem at a place that was read before. */
void price_problem_at(struct price_reading *reading, enum price_problem_kind kind, const char *subject,
	struct price_place place, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Where the reader is now. */
struct price_place price_place_now(struct price_reading *reading);

/* What a field holds. */
enum amount { AMOUNT_NONE, AMOUNT_GOOD, AMOUNT_BAD };

/* A price in USD for so many GPUs as USD for one; a $ or USD may stand before or behind it.  What is empty,
 * or null, is none.  What is bad was reported.  With `zero_is_none` 0 is none too. */
enum amount price_take(struct price_reading *reading, const char *column, const char *text, double gpus,
	bool zero_is_none, double *usd_per_gpu);

/* A number of GPUs: none for empty and 0, else 1 to 1e5 and whole. */
enum amount count_take(struct price_reading *reading, const char *column, const char *text, double *count);

/* Whether a row's currency is USD or not said; else it was reported. */
bool currency_check(struct price_reading *reading, const char *column, const char *currency);
