/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats of weights and KV cache. */
#include "config.h"

#include <string.h>

#include "catalog/load.h"

static const char *const KV_FORMAT_KEYS[] = {"id", "name", "bytes", "aliases", "source", "as_of", "notes",
	NULL};

static void load_kv_format(struct load *load, const cJSON *item, void *thing)
{
	struct kv_format *format = thing;

	format->name = need_text(load, item, "name");
	format->bytes = need_real(load, item, "bytes", 0.1, 8);
	add_names(load, item, CATALOG_KV_FORMATS, format);
}

const struct kind_row KV_FORMAT_KIND = {KIND_ARRAY(kv_format, kv_formats, kv_format_count),
	.item = load_kv_format, .keys = KV_FORMAT_KEYS};

static const char *const FORMAT_KEYS[] = {"id", "name", "bits", "tensor", "class", "efficiency",
	"weight_only", "native_families", "keeps_16bit", "keeps_latents", "fallback", "widening_costs", "engines",
	"four_bit", "generic", "whole_file", "k_quant", "aliases", "source", "as_of", "notes", NULL};
static const char *const FALLBACK_KEYS[] = {"kind", "tensor", "families", "engines", "notes", NULL};
static const char *const CLASS_WORDS[] = {"float", "int", "gguf", NULL};
static const char *const FALLBACK_WORDS[] = {"none", "weight_only", "dequantised", NULL};
/* Head and embedding are kept together; norms are in 16 bits always. */
static const char *const KEEPS_WORDS[] = {"embedding", "attention", "shared", "head", "norms", NULL};

static unsigned kept_parts(unsigned words)
{
	unsigned kept = words & (KEPT_EMBEDDING | KEPT_ATTENTION | KEPT_SHARED);

	return words & (1u << 3) ? kept | KEPT_EMBEDDING : kept;
}

static void load_format(struct load *load, const cJSON *item, void *thing)
{
	struct weight_format *format = thing;
	const cJSON *fallback;

	format->name = need_text(load, item, "name");
	format->source = need_text(load, item, "source");
	format->as_of = get_date(load, item, "as_of");
	format->bytes_per_weight = need_real(load, item, "bits", 1, 32) / 8.0;
	format->tensor = (enum tensor_type)get_word(load, item, "tensor", TENSOR_WORDS, -1);
	format->expert_class = (enum expert_class)get_word(load, item, "efficiency", EXPERT_WORDS, -1);
	get_word(load, item, "class", CLASS_WORDS, 0);
	format->weight_only = get_flag(load, item, "weight_only", false);
	format->native_families = get_family_set(load, item, "native_families");
	format->kept_16bit = kept_parts(get_word_set(load, item, "keeps_16bit", KEEPS_WORDS));
	format->keeps_latents = get_flag(load, item, "keeps_latents", false);
	format->widening_costs = get_flag(load, item, "widening_costs", false);
	format->four_bit = get_flag(load, item, "four_bit", false);
	format->generic = get_flag(load, item, "generic", false);
	format->whole_file = get_flag(load, item, "whole_file", false);
	format->k_quant = get_flag(load, item, "k_quant", false);
	format->engines = get_engine_set(load, item, "engines");
	fallback = enter_object(load, item, "fallback", false);
	if (fallback) {
		check_keys(load, fallback, FALLBACK_KEYS);
		if (get_word(load, fallback, "kind", FALLBACK_WORDS, -1) != 0)
			format->fallback_families = get_family_set(load, fallback, "families");
		format->fallback_engines = get_engine_set(load, fallback, "engines");
		json_reader_pop(&load->reader);
	}
	add_names(load, item, CATALOG_FORMATS, format);
}

const struct kind_row FORMAT_KIND = {KIND_ARRAY(weight_format, formats, format_count), .item = load_format,
	.keys = FORMAT_KEYS};
