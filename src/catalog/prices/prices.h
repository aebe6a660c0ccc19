/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices from the public lists of others, as offers of an overlay. */
#pragma once

#include "base/text.h"
#include "catalog/catalog.h"

enum price_format {
#define PRICE_FORMAT(id, ...) PRICE_FORMAT_##id,
#include "catalog/prices/price-format-table.h"
#undef PRICE_FORMAT
	PRICE_FORMAT_COUNT
};

enum price_problem_kind {
#define PRICE_PROBLEM(id, ...) PRICE_PROBLEM_##id,
#include "catalog/prices/price-problem-table.h"
#undef PRICE_PROBLEM
	PRICE_PROBLEM_COUNT
};

struct price_reading;

extern const struct price_format_row {
	const char *name;     /* "skypilot" */
	const char *provider; /* that the format itself speaks of; NULL: any, so that somebody must say which */
	const char *source;   /* of its offers */
	const char *help;     /* untranslated */
	enum status (*read)(struct price_reading *reading, const char *text, size_t n, struct error *error);
} PRICE_FORMATS[PRICE_FORMAT_COUNT];

extern const struct price_problem_row {
	const char *id;
	bool remark;
} PRICE_PROBLEMS[PRICE_PROBLEM_COUNT];

bool price_format_from_name(const char *name, enum price_format *format);
/* What is imported, and as whose.  Strings are borrowed. */
struct price_request {
	/* GPUs and providers are enough; its prices tell what is too little to be believed. */
	const struct catalog *catalog;
	enum price_format format;
	const char *file;        /* for messages */
	const char *provider;    /* where neither format nor row names one; NULL: nobody said */
	enum provider_kind kind; /* of providers that the catalog does not know */
	long as_of, today;       /* days since 1970-01-01; no price may be of a later day */
};

/* A provider of the offers, known or new. */
struct price_provider {
	const char *id, *name;
	enum provider_kind kind;
	bool known; /* the catalog has it */
};

/* One offer for an overlay: the cheapest of the rows that say the same but for the price. */
struct price_offer {
	int provider; /* index into providers */
	const struct gpu *gpu;
	enum purchase purchase;
	double gpus;                           /* of one instance, 1 to 1e5; NaN unknown */
	const char *label, *instance, *region; /* of the list; instance and region NULL: not said */
	const char *source;                    /* never with blanks */
	const char *notes;                     /* NULL: none */
	double usd_per_gpu_hour;               /* from PRICE_LEAST_USD to PRICE_MOST_USD */
	long as_of;
	enum provider_kind kind;
	enum price_trust trust;
};

/* What is wrong in the same way with one or more rows. */
struct price_problem {
	enum price_problem_kind kind;
	char *text; /* of the first: "column: what", translated */
	int count;
};

/* One place of a problem. */
struct price_place {
	int problem;      /* index into problems */
	size_t line;      /* of a CSV file; 0: see path */
	const char *path; /* of a JSON file; NULL: see line */
};

struct price_import {
	struct arena arena; /* owns all strings */
	const char *file;
	struct price_provider *providers;
	struct price_offer *offers; /* by provider, GPU, purchase, size, region, instance, source */
	struct price_problem *problems;
	struct price_place *places; /* in the order of the file, but those of spot remarks last */
	int provider_count, offer_count, problem_count, place_count;
	int rows;     /* of the file */
	int cpu_rows; /* without a GPU, which is no error */
	int prices;   /* that were good; offers are fewer where rows say the same */
};

/* Of a GPU and hour: what is below or above is a mistake, in its place or its unit. */
#define PRICE_LEAST_USD 0.01
#define PRICE_MOST_USD 1000.0

/* What is less than one of so many shares of what others take for the GPU is not the price of a
 * whole one: the smallest part that is sold (1g of MIG) has a seventh of its compute, and the
 * cheapest market of 2026-10 takes a fifth (A100 40 GB at Vast).  Others are the sellers of the
 * list and of the catalog, each with his lowest price; so many are needed. */
enum { PRICE_SHARES_OF_GPU = 6, PRICE_OTHERS_LEAST = 3 };

/* Reads the n bytes of a price list.  Rows that cannot be used are among the problems and the rest is used.
 * STATUS_DATA with a message when it is no such list, or nothing of it can be used; `out` then holds the
 * problems.  Always release it. */
enum status prices_read(
	const struct price_request *request, const char *text, size_t n, struct price_import *out, struct error *error);
void prices_release(struct price_import *import);

/* Adds "file:12" or "file: /path". */
void price_place_add(struct text *out, const struct price_import *import, const struct price_place *place);
