/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enumerations of the data files, and their words there and in machine output. */
#pragma once

#include "core/model.h"

enum purchase { PURCHASE_ON_DEMAND, PURCHASE_SPOT, PURCHASE_RESERVED_1Y, PURCHASE_RESERVED_3Y, PURCHASE_MIXED };

enum provider_kind { PROVIDER_HYPERSCALER, PROVIDER_SPECIALIST, PROVIDER_MANAGED, PROVIDER_MARKETPLACE };

/* How reliable a price is.  Plans use PRICE_LIST only. */
enum price_trust { PRICE_LIST, PRICE_DOUBTFUL, PRICE_ARTICLE, PRICE_MIXED, PRICE_OLD, PRICE_PART };

/* How the provider's name of the GPU was mapped to the catalog.  Plans use MATCH_EXACT only. */
enum price_match { MATCH_EXACT, MATCH_ASSUMED, MATCH_AMBIGUOUS, MATCH_UNKNOWN };

/* How strong the evidence of a figure is.  Facts come first; the others are called estimates. */
enum grade {
	GRADE_NOT_STATED,
	GRADE_LIST,
	GRADE_QUOTE,
	GRADE_FILING,
	GRADE_STATISTIC,
	GRADE_MEASURED,
	GRADE_DERIVED,
	GRADE_ARTICLE,
	GRADE_ESTIMATE
};

/* What the part of a layer is that keeps a fixed state instead of a cache. */
enum state_kind {
	STATE_NONE,
	STATE_DELTANET,
	STATE_MAMBA,
	STATE_MAMBA2,
	STATE_LIGHTNING,
	STATE_KDA,
	STATE_CONV,
	STATE_KIND_COUNT
};

/* Kinds of items, in the order in which they are read.  An item refers to items of earlier kinds only. */
enum catalog_kind {
	CATALOG_SOURCES,
	CATALOG_FAMILIES,
	CATALOG_PARAMETERS,
	CATALOG_LINKS,
	CATALOG_GPUS,
	CATALOG_KV_FORMATS,
	CATALOG_FORMATS,
	CATALOG_ENGINES,
	CATALOG_BANDS,
	CATALOG_MODELS,
	CATALOG_PROVIDERS,
	CATALOG_PRICES,
	CATALOG_MIG,
	CATALOG_OWNERSHIP,
	CATALOG_KIND_COUNT
};

const char *catalog_kind_id(enum catalog_kind kind); /* "gpus": also the file's base name */
bool purchase_from_id(const char *id, enum purchase *purchase);
bool provider_kind_from_id(const char *id, enum provider_kind *kind);

/* Words in the order of an enumeration; NULL at the end. */
extern const char *const TENSOR_WORDS[], *const EXPERT_WORDS[], *const LINK_WORDS[];
extern const char *const PURCHASE_WORDS[], *const PROVIDER_WORDS[], *const TRUST_WORDS[];
extern const char *const MATCH_WORDS[], *const COLLECTIVES_WORDS[], *const ATTENTION_WORDS[];
extern const char *const GRADE_WORDS[];
extern const char *const STATE_WORDS[]; /* by state_kind; "" for STATE_NONE */
extern const char *const KEPT_WORDS[];  /* by bit of kept_part, without those of formats */

int word_index(const char *const *words, const char *word); /* -1: none */
