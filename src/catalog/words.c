/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the enumerations as they stand in data files and machine output. */
#include "catalog/words.h"

#include <string.h>

/* In the order of the enumerations. */
const char *const TENSOR_WORDS[] = { "bf16", "fp8", "int8", "fp4", NULL };
const char *const EXPERT_WORDS[] = { "bf16", "fp8", "fp8_block", "fp4", "mxfp4", "int4", NULL };
const char *const COLLECTIVES_WORDS[] = { "vllm", "trtllm", "table", NULL };
const char *const LINK_WORDS[] = { "nvlink", "pcie", "xgmi", NULL };
const char *const PURCHASE_WORDS[] = { "on_demand", "spot", "reserved_1y", "reserved_3y", "mixed", NULL };
const char *const PROVIDER_WORDS[] = { "hyperscaler", "specialist", "managed_service", "marketplace", NULL };
const char *const TRUST_WORDS[] = { "list", "doubtful", "article", "mixed", "old", "part", NULL };
const char *const MATCH_WORDS[] = { "exact", "assumed", "ambiguous", "not_in_catalogue", NULL };
const char *const ATTENTION_WORDS[] = { "none", "gqa", "mla", "latent", NULL };
const char *const GRADE_WORDS[] = { "not_stated", "list", "quote", "filing", "statistic", "measured", "derived",
	"article", "estimate", NULL };
const char *const STATE_WORDS[] = { "", "deltanet", "mamba", "mamba2", "lightning", "kda", "conv", NULL };
const char *const KEPT_WORDS[] = { "embedding", "attention", "shared", NULL };
const char *const CONTINENT_WORDS[] = { "EU", "NA", "SA", "AS", "OC", "AF", NULL };
const char *const MEMBERSHIP_WORDS[] = { "no", "eea", "yes", NULL };
const char *const PROMISE_WORDS[] = { "unknown", "yes", "no", "listed", "in_progress", "partners", NULL };
const char *const CERTIFICATE_WORDS[] = { "soc2", "iso27001", "hipaa", NULL };
const char *const INTERCONNECT_WORDS[] = { "unknown", "infiniband", "efa", "ethernet", "none", NULL };
const char *const BILLING_WORDS[] = { "unknown", "hour", "minute", "second", NULL };
const char *const RULE_SEVERITY_WORDS[] = { "fact", "advice", "warning", NULL };
const char *const COMPARISON_WORDS[] = { "is", "is_not", "at_least", "at_most", "above", "below", NULL };
static const char *const KIND_WORDS[CATALOG_KIND_COUNT] = { "sources", "families", "parameters", "links", "gpus",
	"kv_formats", "formats", "engines", "bands", "models", "countries", "providers", "regions", "prices", "mig",
	"ownership", "media", "policy" };

int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
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
