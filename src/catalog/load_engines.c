/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats of weights and KV cache, inference engines, and the error bands of estimates. */
#include <string.h>

#include "base/i18n.h"
#include "base/quantity.h"
#include "catalog/load.h"
#include "catalog/load_launch.h"

static const char *const KV_FORMAT_KEYS[] = { "id", "name", "bytes", "aliases", "source", "as_of", "notes", NULL };

static void load_kv_format(struct load *load, const cJSON *item, void *thing)
{
	struct kv_format *format = thing;

	format->name = need_text(load, item, "name");
	format->bytes = need_real(load, item, "bytes", 0.1, 8);
	add_names(load, item, CATALOG_KV_FORMATS, format);
}

const struct kind_row KV_FORMAT_KIND = { KIND_ARRAY(kv_format, kv_formats, kv_format_count), .item = load_kv_format,
	.keys = KV_FORMAT_KEYS };

static const char *const FORMAT_KEYS[] = { "id", "name", "bits", "tensor", "class", "efficiency", "weight_only",
	"native_families", "keeps_16bit", "keeps_latents", "fallback", "widening_costs", "engines", "four_bit",
	"generic", "whole_file", "k_quant", "aliases", "source", "as_of", "notes", NULL };
static const char *const FALLBACK_KEYS[] = { "kind", "tensor", "families", "engines", "notes", NULL };
static const char *const CLASS_WORDS[] = { "float", "int", "gguf", NULL };
static const char *const FALLBACK_WORDS[] = { "none", "weight_only", "dequantised", NULL };
/* Head and embedding are kept together; norms are in 16 bits always. */
static const char *const KEEPS_WORDS[] = { "embedding", "attention", "shared", "head", "norms", NULL };

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
	fallback = enter_object(load, item, "fallback", false, FALLBACK_KEYS);
	if (fallback) {
		if (get_word(load, fallback, "kind", FALLBACK_WORDS, -1) != 0)
			format->fallback_families = get_family_set(load, fallback, "families");
		format->fallback_engines = get_engine_set(load, fallback, "engines");
		json_reader_pop(&load->reader);
	}
	add_names(load, item, CATALOG_FORMATS, format);
}

const struct kind_row FORMAT_KIND = { KIND_ARRAY(weight_format, formats, format_count), .item = load_format,
	.keys = FORMAT_KEYS };

static const double MIB = 1048576.0, GIB = 1073741824.0;

static const char *const ENGINE_KEYS[] = { "id", "name", "aliases", "profiles", "older_tuned", "server", "collectives",
	"splits_layers", "auto_formats", "four_bit_formats", "memory", "limits", "windows", "releases", "launch",
	"source", "as_of", "notes", NULL };
static const char *const PROFILES_KEYS[] = { "default", "tuned", NULL };
static const char *const OLDER_KEYS[] = { "before", "profile", NULL };
static const char *const MEMORY_KEYS[] = { "utilisation", "free_fraction", "activations_in_reserve", "admission",
	"ahead_share", "preemption_loss", "runtime_gib", "communication_gib", "reserve_mib", "reserve_step_token_mib",
	"reserve_gpu_mib", "reserve_graph_mib", "reserve_floor_gib", "reserve_floor_from_gib", NULL };
static const char *const ADMISSION_WORDS[] = { "in_use", "ahead", "answer", "context", NULL };
static const char *const LIMIT_KEYS[] = { "memory_from_gib", "except_families", "step_tokens", "sequences",
	"graph_sequences", NULL };

static const char *const WINDOWS_KEYS[] = { "families", "block_tokens", "extra_tokens", "step", "pool_share",
	"equal_groups", "source", NULL };
static const char *const STEP_WORDS[] = { "none", "once", "each", NULL };

/* The profile that a member names; NULL with a message, or when absent and not needed. */
static const struct engine_profile *get_profile(struct load *load, const cJSON *object, const char *key, bool needed)
{
	const char *id = json_string(object, key, needed, &load->reader);

	if (!id)
		return NULL;
	for (int i = 0; i < load->catalog->profile_count; i++)
		if (strcmp(load->profiles[i].id, id) == 0)
			return &load->profiles[i];
	item_error(load, key, _("\"%.40s\" must be an engine profile that parameters.json has"), id);
	return NULL;
}

static void load_profiles(struct load *load, const cJSON *item, struct engine *engine)
{
	const cJSON *profiles = enter_object(load, item, "profiles", true, PROFILES_KEYS), *older;
	const char *before;
	struct error error;

	if (profiles) {
		engine->default_profile = get_profile(load, profiles, "default", true);
		engine->tuned_profile = get_profile(load, profiles, "tuned", true);
		json_reader_pop(&load->reader);
	}
	engine->older_before = NAN;
	older = enter_object(load, item, "older_tuned", false, OLDER_KEYS);
	if (!older)
		return;
	engine->older_tuned_profile = get_profile(load, older, "profile", true);
	before = json_need_string(older, "before", &load->reader);
	if (before && quantity_parse(before, QUANTITY_COUNT, &engine->older_before, &error) != STATUS_OK)
		item_error(load, "before", "%s", error.text);
	json_reader_pop(&load->reader);
}

static double mib(struct load *load, const cJSON *memory, const char *key)
{
	return get_real_or(load, memory, key, 0, 1e6, 0.0) * MIB;
}

static double gib(struct load *load, const cJSON *memory, const char *key)
{
	return get_real_or(load, memory, key, 0, 1e5, 0.0) * GIB;
}

static void load_engine_memory(struct load *load, const cJSON *item, struct engine_memory *m)
{
	const cJSON *memory = enter_object(load, item, "memory", true, MEMORY_KEYS);

	if (!memory)
		return;
	m->utilisation = get_real_or(load, memory, "utilisation", 0.01, 1, 1.0);
	m->free_fraction = get_real_or(load, memory, "free_fraction", 0.01, 1, 1.0);
	m->activations_in_reserve = get_flag(load, memory, "activations_in_reserve", false);
	m->admission = (enum engine_admission)get_word(load, memory, "admission", ADMISSION_WORDS, ADMISSION_IN_USE);
	m->ahead_share = get_real_or(load, memory, "ahead_share", 0, 1, 0.0);
	m->preemption_loss = get_real_or(load, memory, "preemption_loss", 0, 0.5, 0.0);
	m->runtime_bytes = gib(load, memory, "runtime_gib");
	m->communication_bytes = gib(load, memory, "communication_gib");
	m->reserve_base_bytes = mib(load, memory, "reserve_mib");
	m->reserve_step_token_bytes = mib(load, memory, "reserve_step_token_mib");
	m->reserve_gpu_bytes = mib(load, memory, "reserve_gpu_mib");
	m->reserve_graph_bytes = mib(load, memory, "reserve_graph_mib");
	m->reserve_floor_bytes = gib(load, memory, "reserve_floor_gib");
	m->reserve_floor_from_bytes = gib(load, memory, "reserve_floor_from_gib");
	json_reader_pop(&load->reader);
}

struct format_list {
	const struct weight_format **formats;
	int count;
};

static void add_format(struct load *load, const char *id, void *context)
{
	struct format_list *list = context;
	const struct weight_format *format = resolve(load, NULL, CATALOG_FORMATS, id);

	if (format && has_room(load, list->count, ENGINE_FORMATS_MAX, _("there can be at most %d formats")))
		list->formats[list->count++] = format;
}

static void load_formats(struct load *load, const cJSON *item, const char *key, const struct weight_format **formats)
{
	struct format_list list = { formats, 0 };

	for_strings(load, item, key, add_format, &list);
}

static void load_limit(struct load *load, const cJSON *item, void *context)
{
	struct engine *engine = context;
	struct engine_limits *limit = &engine->limits[engine->limit_count];

	if (!has_room(load, engine->limit_count, ENGINE_LIMITS_MAX, _("there can be at most %d rows")))
		return;
	check_keys(load, item, LIMIT_KEYS);
	limit->memory_from_bytes = gib(load, item, "memory_from_gib");
	limit->except_families = get_family_set(load, item, "except_families");
	limit->step_tokens = need_whole(load, item, "step_tokens", 1, 1e9);
	limit->sequences = get_whole_or(load, item, "sequences", 1, 1e9, INFINITY);
	limit->graph_sequences = get_real_or(load, item, "graph_sequences", 0, 1e9, 0.0);
	engine->limit_count++;
}

static void load_limits(struct load *load, const cJSON *item, struct engine *engine)
{
	const cJSON *limits = json_need_array(item, "limits", &load->reader);
	const struct engine_limits *last;

	for_items(load, limits, "limits", load_limit, engine);
	last = engine->limit_count > 0 ? &engine->limits[engine->limit_count - 1] : NULL;
	if (!limits || (last && !(last->memory_from_bytes > 0.0) && last->except_families == 0))
		return;
	json_reader_push(&load->reader, "limits");
	item_error(load, NULL, _("the last row must be for every card: no memory_from_gib, no except_families"));
	json_reader_pop(&load->reader);
}

static void add_model_family(struct load *load, const char *family, void *context)
{
	struct engine_windows *row = context;
	int count = 0;

	while (row->families[count])
		count++;
	if (has_room(load, count, WINDOW_FAMILIES_MAX, _("there can be at most %d families")))
		row->families[count] = arena_strdup(load->arena, family);
}

static void load_window(struct load *load, const cJSON *item, void *context)
{
	struct engine *engine = context;
	struct engine_windows *row = &engine->windows[engine->window_count];

	if (!has_room(load, engine->window_count, ENGINE_WINDOWS_MAX, _("there can be at most %d rows")))
		return;
	check_keys(load, item, WINDOWS_KEYS);
	for_strings(load, item, "families", add_model_family, row);
	row->step = (enum window_step)get_word(load, item, "step", STEP_WORDS, WINDOW_STEP_NONE);
	row->keep.block_tokens = get_real_or(load, item, "block_tokens", 1, 1e6, 1.0);
	row->keep.extra_tokens = get_real_or(load, item, "extra_tokens", 0, 1e9, 0.0);
	row->keep.pool_share = get_real_or(load, item, "pool_share", 0, 1, 0.0);
	row->keep.equal_groups = get_flag(load, item, "equal_groups", false);
	row->source = need_text(load, item, "source");
	engine->window_count++;
}

static void load_engine(struct load *load, const cJSON *item, void *thing)
{
	struct engine *engine = thing;

	engine->name = need_text(load, item, "name");
	engine->source = need_text(load, item, "source");
	engine->as_of = get_date(load, item, "as_of");
	engine->bit = engine_bit(load, engine->id);
	engine->splits_layers = get_flag(load, item, "splits_layers", false);
	engine->collectives =
		(enum collectives)get_word(load, item, "collectives", COLLECTIVES_WORDS, COLLECTIVES_VLLM);
	engine->server = get_flag(load, item, "server", true);
	load_profiles(load, item, engine);
	load_engine_memory(load, item, &engine->memory);
	load_formats(load, item, "auto_formats", engine->auto_formats);
	load_formats(load, item, "four_bit_formats", engine->four_bit_formats);
	load_limits(load, item, engine);
	for_items(load, json_get_array(item, "windows", &load->reader), "windows", load_window, engine);
	load_releases(load, item, engine);
	load_launch(load, item, engine);
	add_names(load, item, CATALOG_ENGINES, engine);
	add_name(load, CATALOG_ENGINES, engine->name, engine);
}

/* Formats may only name engines that there are; one that was left out has said why. */
static void engines_finish(struct load *load)
{
	for (int i = 0; i < load->engine_name_count; i++) {
		const struct engine_name *name = &load->engine_names[i];

		if (id_table_find(&load->ids[CATALOG_ENGINES], name->id) == -1)
			error_list_add(load->problems, STATUS_DATA,
				_("%s: %s: \"%.80s\" must be an id of engines.json"), name->file, name->path, name->id);
	}
}

const struct kind_row ENGINE_KIND = { KIND_ARRAY(engine, engines, engine_count), .item = load_engine,
	.finish = engines_finish, .keys = ENGINE_KEYS };

static const char *const BAND_KEYS[] = { "id", "base", "families", "moe", "open_loop", "calibrated", "pcie", "profile",
	"tpot", "tok_s", "ttft", "source", "as_of", "notes", NULL };

/* 1, 0, or -1 when the rule does not ask. */
static int condition(struct load *load, const cJSON *item, const char *key)
{
	const cJSON *member = json_member(item, key);

	if (!member || cJSON_IsNull(member))
		return -1;
	return get_flag(load, item, key, false) ? 1 : 0;
}

/* [low, high] around 1; absent: no error at all. */
static struct band_factor factor(struct load *load, const cJSON *item, const char *key)
{
	const cJSON *pair = json_get_array(item, key, &load->reader);
	const cJSON *low = cJSON_GetArrayItem(pair, 0), *high = cJSON_GetArrayItem(pair, 1);
	struct band_factor f = { 1.0, 1.0 };

	if (!pair)
		return f;
	if (cJSON_GetArraySize(pair) == 2 && cJSON_IsNumber(low) && cJSON_IsNumber(high) && low->valuedouble >= 0.01 &&
		low->valuedouble <= 1.0 && high->valuedouble >= 1.0 && high->valuedouble <= 100.0)
		f = (struct band_factor){ low->valuedouble, high->valuedouble };
	else
		item_error(load, key, _("must be two numbers, 0.01 to 1 and 1 to 100"));
	return f;
}

static void load_band(struct load *load, const cJSON *item, void *thing)
{
	struct band_rule *rule = thing;

	rule->base = get_flag(load, item, "base", false);
	rule->moe = condition(load, item, "moe");
	rule->open_loop = condition(load, item, "open_loop");
	rule->calibrated = condition(load, item, "calibrated");
	rule->pcie = condition(load, item, "pcie");
	rule->families = get_family_set(load, item, "families");
	rule->profile = get_profile(load, item, "profile", false);
	rule->factor.tpot = factor(load, item, "tpot");
	rule->factor.tok_s = factor(load, item, "tok_s");
	rule->factor.ttft = factor(load, item, "ttft");
}

const struct kind_row BAND_KIND = { KIND_ARRAY(band_rule, bands, band_count), .item = load_band, .keys = BAND_KEYS };
