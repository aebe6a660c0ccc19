/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the enumerations as they stand in data files and machine output. */
#include "catalog/words.h"

#include <string.h>

const char *const TENSOR_WORDS[] = {
	[TENSOR_16BIT] = "bf16",
	[TENSOR_FP8] = "fp8",
	[TENSOR_INT8] = "int8",
	[TENSOR_FP4] = "fp4",
	[TENSOR_COUNT] = NULL,
};

const char *const EXPERT_WORDS[] = {
	[EXPERT_BF16] = "bf16",
	[EXPERT_FP8] = "fp8",
	[EXPERT_FP8_BLOCK] = "fp8_block",
	[EXPERT_FP4] = "fp4",
	[EXPERT_MXFP4] = "mxfp4",
	[EXPERT_INT4] = "int4",
	[EXPERT_CLASS_COUNT] = NULL,
};

const char *const COLLECTIVES_WORDS[] = {
	[COLLECTIVES_VLLM] = "vllm",
	[COLLECTIVES_TRTLLM] = "trtllm",
	[COLLECTIVES_TABLE] = "table",
	[COLLECTIVES_TABLE + 1] = NULL,
};

const char *const LINK_WORDS[] = {
	[LINK_NVLINK] = "nvlink",
	[LINK_PCIE] = "pcie",
	[LINK_XGMI] = "xgmi",
	[LINK_XGMI + 1] = NULL,
};

const char *const PURCHASE_WORDS[] = {
	[PURCHASE_ON_DEMAND] = "on_demand",
	[PURCHASE_SPOT] = "spot",
	[PURCHASE_RESERVED_1Y] = "reserved_1y",
	[PURCHASE_RESERVED_3Y] = "reserved_3y",
	[PURCHASE_MIXED] = "mixed",
	[PURCHASE_MIXED + 1] = NULL,
};

const char *const PROVIDER_WORDS[] = {
	[PROVIDER_HYPERSCALER] = "hyperscaler",
	[PROVIDER_SPECIALIST] = "specialist",
	[PROVIDER_MANAGED] = "managed_service",
	[PROVIDER_MARKETPLACE] = "marketplace",
	[PROVIDER_MARKETPLACE + 1] = NULL,
};

const char *const TRUST_WORDS[] = {
	[PRICE_LIST] = "list",
	[PRICE_DOUBTFUL] = "doubtful",
	[PRICE_ARTICLE] = "article",
	[PRICE_MIXED] = "mixed",
	[PRICE_OLD] = "old",
	[PRICE_PART] = "part",
	[PRICE_PART + 1] = NULL,
};

const char *const MATCH_WORDS[] = {
	[MATCH_EXACT] = "exact",
	[MATCH_ASSUMED] = "assumed",
	[MATCH_AMBIGUOUS] = "ambiguous",
	[MATCH_UNKNOWN] = "not_in_catalogue",
	[MATCH_UNKNOWN + 1] = NULL,
};

const char *const ATTENTION_WORDS[] = {
	[ATTENTION_NONE] = "none",
	[ATTENTION_GQA] = "gqa",
	[ATTENTION_MLA] = "mla",
	[ATTENTION_LATENT] = "latent",
	[ATTENTION_LATENT + 1] = NULL,
};

const char *const STATE_WORDS[] = {
	[STATE_NONE] = "",
	[STATE_DELTANET] = "deltanet",
	[STATE_MAMBA] = "mamba",
	[STATE_MAMBA2] = "mamba2",
	[STATE_LIGHTNING] = "lightning",
	[STATE_KDA] = "kda",
	[STATE_CONV] = "conv",
	[STATE_KIND_COUNT] = NULL,
};

const char *const KEPT_WORDS[] = { "embedding", "attention", "shared", NULL };

static const char *const KIND_WORDS[CATALOG_KIND_COUNT] = {
	[CATALOG_SOURCES] = "sources",
	[CATALOG_FAMILIES] = "families",
	[CATALOG_PARAMETERS] = "parameters",
	[CATALOG_LINKS] = "links",
	[CATALOG_GPUS] = "gpus",
	[CATALOG_KV_FORMATS] = "kv_formats",
	[CATALOG_FORMATS] = "formats",
	[CATALOG_ENGINES] = "engines",
	[CATALOG_BANDS] = "bands",
	[CATALOG_MODELS] = "models",
	[CATALOG_PROVIDERS] = "providers",
	[CATALOG_PRICES] = "prices",
	[CATALOG_MIG] = "mig",
	[CATALOG_OWNERSHIP] = "ownership",
};

int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

const char *tensor_type_id(enum tensor_type type)
{
	return TENSOR_WORDS[type];
}

const char *expert_class_id(enum expert_class class)
{
	return EXPERT_WORDS[class];
}

const char *purchase_id(enum purchase purchase)
{
	return PURCHASE_WORDS[purchase];
}

const char *provider_kind_id(enum provider_kind kind)
{
	return PROVIDER_WORDS[kind];
}

const char *price_trust_id(enum price_trust trust)
{
	return TRUST_WORDS[trust];
}

const char *price_match_id(enum price_match match)
{
	return MATCH_WORDS[match];
}

const char *catalog_kind_id(enum catalog_kind kind)
{
	return KIND_WORDS[kind];
}

bool purchase_from_id(const char *id, enum purchase *purchase)
{
	int i = word_index(PURCHASE_WORDS, id);

	if (i >= 0)
		*purchase = (enum purchase)i;
	return i >= 0;
}

bool provider_kind_from_id(const char *id, enum provider_kind *kind)
{
	int i = word_index(PROVIDER_WORDS, id);

	if (i >= 0)
		*kind = (enum provider_kind)i;
	return i >= 0;
}
