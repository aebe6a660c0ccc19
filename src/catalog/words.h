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

/* Continents; the Middle East is part of Asia. */
enum continent { CONTINENT_EU, CONTINENT_NA, CONTINENT_SA, CONTINENT_AS, CONTINENT_OC, CONTINENT_AF, CONTINENT_COUNT };

/* Whether a country is in the European Union, or in the European Economic Area without being in the Union. */
enum membership { MEMBERSHIP_NO, MEMBERSHIP_EEA, MEMBERSHIP_EU };

/* What is known of a promise or certificate of a provider.  Only PROMISE_YES passes a filter. */
enum promise {
	PROMISE_UNKNOWN,
	PROMISE_YES,
	PROMISE_NO,
	PROMISE_LISTED,      /* the word stands on a page of the provider; its scope was not read */
	PROMISE_IN_PROGRESS, /* as the provider says */
	PROMISE_PARTNERS     /* its partners have it, the provider itself does not */
};

enum certificate { CERTIFICATE_SOC2, CERTIFICATE_ISO27001, CERTIFICATE_HIPAA, CERTIFICATE_COUNT };

/* The network between machines. */
enum interconnect {
	INTERCONNECT_UNKNOWN,
	INTERCONNECT_INFINIBAND,
	INTERCONNECT_EFA,
	INTERCONNECT_ETHERNET,
	INTERCONNECT_NONE
};

/* What time is billed by, the finer the greater. */
enum billing { BILLING_UNKNOWN, BILLING_HOUR, BILLING_MINUTE, BILLING_SECOND };

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
	CATALOG_COUNTRIES,
	CATALOG_PROVIDERS,
	CATALOG_REGIONS,
	CATALOG_PRICES,
	CATALOG_MIG,
	CATALOG_OWNERSHIP,
	CATALOG_MEDIA,
	CATALOG_POLICY,
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
extern const char *const RULE_SEVERITY_WORDS[], *const COMPARISON_WORDS[];
extern const char *const CONTINENT_WORDS[], *const MEMBERSHIP_WORDS[], *const PROMISE_WORDS[];
extern const char *const CERTIFICATE_WORDS[], *const INTERCONNECT_WORDS[], *const BILLING_WORDS[];
extern const char *const STATE_WORDS[]; /* by state_kind; "" for STATE_NONE */
extern const char *const KEPT_WORDS[];  /* by bit of kept_part, without those of formats */

int word_index(const char *const *words, const char *word); /* -1: none */
