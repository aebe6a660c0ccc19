/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the price import: one list while it is read. */
#ifndef GPUPLAN_CATALOG_PRICES_READING_H
#define GPUPLAN_CATALOG_PRICES_READING_H

#include "base/csv.h"
#include "base/json.h"
#include "catalog/alias.h"
#include "catalog/id_table.h"
#include "catalog/prices/prices.h"

/* How a GPU is built in, as far as a name tells. */
enum form { FORM_UNKNOWN, FORM_SXM, FORM_PCIE, FORM_NVL };

/* A name in its parts. */
struct gpu_words {
	char base[NAME_MAX_BYTES]; /* letters and digits without memory, form and maker */
	double memory_gb;          /* NaN: not in it */
	enum form form;
};

/* A GPU of the catalog by the parts of its id. */
struct gpu_part {
	const struct gpu *gpu;
	struct gpu_words words;
};

/* A label of the list: what the alias table and its parts say, found once. */
struct gpu_label {
	const struct gpu *exact;
	struct gpu_words words;
};

struct price_row;

struct price_reading {
	const struct price_request *request;
	struct price_import *out;
	const char *source;          /* of the format */
	size_t line;                 /* where the reader is: in a table ... */
	const struct json_at *at;    /* ... or in a reply */
	const char *end;             /* of the text of a table */
	bool unended;                /* its last line has no line end */
	struct string_set providers, strings, problems, labels;
	struct gpu_part *parts;      /* one for each GPU of the catalog */
	struct gpu_label *label_parts; /* of labels */
	int label_capacity, problem_capacity, place_capacity, provider_capacity;
	struct price_row *found;
	int found_count, found_capacity;
};

/* One price of the list as its reader understood it. Strings are borrowed; NULL: not said. */
struct price_row {
	const char *provider;        /* any of its names */
	const char *label, *instance, *region, *source;
	double memory_gb;            /* of one GPU; NaN: not said */
	double gpus;                 /* of the instance; NaN: not said */
	double usd_per_gpu;
	enum purchase purchase;
	enum price_trust trust;
	int kind;                    /* of the provider in this offer; -1: as the provider's */
	long as_of;
	/* Set by price_row_add. */
	const struct gpu *gpu;
	int at_provider, at_region, at_instance, at_source, at_label; /* numbers of strings; -1 none */
	struct price_place place;    /* where it stands */
};

/* reading.c: an empty row of this list, and a price of it: names are looked up, what is wrong is
 * reported, the rest kept. */
struct price_row price_row_new(const struct price_reading *reading);
void price_row_add(struct price_reading *reading, const struct price_row *row);

/* Whether rows that name no provider are of the one with this id, whatever the user called it. */
bool price_list_is_of(const struct price_reading *reading, const char *id);

/*
 * Reports a problem at the reader's place.  Problems of one kind, column, format and subject are
 * the same; subject (may be NULL) is the name that the message is about.
 */
void price_problem(struct price_reading *reading, enum price_problem_kind kind, const char *column,
	const char *subject, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* amount.c: what a field holds. */
enum amount { AMOUNT_NONE, AMOUNT_GOOD, AMOUNT_BAD };

/*
 * A price in USD for so many GPUs as USD for one; a $ or USD may stand before or behind it.  What
 * is empty, or null, is none.  What is bad was reported.  With `zero_is_none` 0 is none too.
 */
enum amount price_take(struct price_reading *reading, const char *column, const char *text,
	double gpus, bool zero_is_none, double *usd_per_gpu);
enum amount price_take_json(struct price_reading *reading, const cJSON *object, const char *key,
	double gpus, bool zero_is_none, double *usd_per_gpu);

/* A number of GPUs: none for empty and 0, else 1 to 1e5 and whole. */
enum amount count_take(struct price_reading *reading, const char *column, const char *text,
	double *count);
enum amount count_take_json(struct price_reading *reading, const cJSON *object, const char *key,
	double *count);

/* Whether a row's currency is USD or not said; else it was reported. */
bool currency_check(struct price_reading *reading, const char *column, const char *currency);

/* gpu_name.c */
void gpu_names_init(struct price_reading *reading);
void gpu_names_release(struct price_reading *reading);
/* The GPU of a row, NULL after reporting why not; provider is its id. */
const struct gpu *gpu_name_find(struct price_reading *reading, const struct price_row *row,
	const char *provider);

/* tables.c and replies.c: the formats. STATUS_DATA: it is no such list. */
enum status read_skypilot(struct price_reading *reading, struct csv *csv, struct error *error);
enum status read_gpuhunt(struct price_reading *reading, struct csv *csv, struct error *error);
enum status read_plain(struct price_reading *reading, struct csv *csv, struct error *error);
enum status read_spheron(struct price_reading *reading, const cJSON *root, struct error *error);
enum status read_lambda(struct price_reading *reading, const cJSON *root, struct error *error);
enum status read_vast(struct price_reading *reading, const cJSON *root, struct error *error);
enum status read_runpod(struct price_reading *reading, const cJSON *root, struct error *error);

#endif
