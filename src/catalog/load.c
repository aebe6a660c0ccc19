/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of kinds and the one loop that reads them all. */
#include "config.h"

#include "catalog/load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/datadir.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "catalog/image.h"

#define STORED(type, array, count) \
	sizeof(struct type), offsetof(struct catalog, array), offsetof(struct catalog, count)

static const struct kind_row KINDS[CATALOG_KIND_COUNT] = {
	[CATALOG_SOURCES] = {"sources", STORED(source, sources, source_count), NULL, load_source,
			     NULL, SOURCE_KEYS, 0},
	[CATALOG_FAMILIES] = {"families", STORED(gpu_family, families, family_count),
			      families_start, load_family, NULL, FAMILY_KEYS, 0},
	[CATALOG_PARAMETERS] = {"parameters",
				STORED(parameter_value, parameters, parameter_count),
				parameters_start, load_parameter, parameters_finish,
				PARAMETER_KEYS, 0},
	[CATALOG_LINKS] = {"links", STORED(gpu_link, links, link_count), NULL, load_link, NULL,
			   LINK_KEYS, 0},
	[CATALOG_GPUS] = {"gpus", STORED(gpu, gpus, gpu_count), NULL, load_gpu, NULL, GPU_KEYS,
			  CATALOG_GPUS_MAX},
	[CATALOG_KV_FORMATS] = {"kv_formats", STORED(kv_format, kv_formats, kv_format_count), NULL,
				load_kv_format, NULL, KV_FORMAT_KEYS, 0},
	[CATALOG_FORMATS] = {"formats", STORED(weight_format, formats, format_count), NULL,
			     load_format, NULL, FORMAT_KEYS, 0},
	[CATALOG_ENGINES] = {"engines", STORED(engine, engines, engine_count), NULL, load_engine,
			     engines_finish, ENGINE_KEYS, 0},
	[CATALOG_BANDS] = {"bands", STORED(band_rule, bands, band_count), NULL, load_band, NULL,
			   BAND_KEYS, 0},
	[CATALOG_MODELS] = {"models", STORED(model, models, model_count), models_start, load_model,
			    NULL, MODEL_KEYS, 0},
	[CATALOG_PROVIDERS] = {"providers", STORED(provider, providers, provider_count), NULL,
			       load_provider, NULL, PROVIDER_KEYS, CATALOG_PROVIDERS_MAX},
	[CATALOG_PRICES] = {"prices", STORED(offer, offers, offer_count), offers_start, load_offer,
			    offers_finish, OFFER_KEYS, 0},
	[CATALOG_MIG] = {"mig", STORED(mig_profile, mig, mig_count), NULL, load_mig, NULL,
			 MIG_KEYS, 0},
	[CATALOG_OWNERSHIP] = {"ownership", STORED(ownership_default, ownership, ownership_count), NULL,
			       load_ownership, NULL, OWNERSHIP_KEYS, 0},
};

const char *catalog_kind_id(enum catalog_kind kind)
{
	return KINDS[kind].id;
}

size_t catalog_kind_size(enum catalog_kind kind)
{
	return KINDS[kind].size;
}

const void *load_find(const struct load *load, enum catalog_kind kind, const char *id)
{
	int at = id_table_find(&load->ids[kind], id);

	if (at < 0) /* not there, or LEFT_OUT */
		return NULL;
	return *(const char *const *)((const char *)load->catalog + KINDS[kind].array) +
	       (size_t)at * KINDS[kind].size;
}

/* Whether an error came after the first `mark` messages; names the object in all of them. */
static bool broken_since(struct load *load, size_t mark, size_t dropped, const char *id)
{
	struct error_list *problems = load->problems;
	bool broken = problems->dropped > dropped;

	for (size_t i = mark; i < problems->count; i++) {
		struct error *e = &problems->items[i];
		char *text = xstrdup(e->text);

		broken = broken || e->status != STATUS_OK;
		error_set(e, e->status, "%s (%.80s)", text, id);
		free(text);
	}
	return broken;
}

static void decode_item(struct load *load, const struct kind_row *row, struct entries *entries,
	const struct entry *entry, void *thing)
{
	struct error error;
	cJSON *item = entries_open(entries, entry, &error);

	if (item != NULL) {
		check_keys(load, item, row->keys);
		row->item(load, item, thing);
	} else {
		error_list_add(load->problems, error.status, "%s", error.text);
	}
	entries_close(entries);
}

static bool read_item(struct load *load, const struct kind_row *row, struct entries *entries,
	const struct entry *entry, void *thing)
{
	size_t mark = load->problems->count, dropped = load->problems->dropped;
	int aliases = load->aliases.count, checkpoints = load->catalog->checkpoint_count;

	load->check_keys = entry->document > 0;
	load->needs_left_out = false;
	json_reader_init(&load->reader, entry->file, load->problems);
	json_reader_push(&load->reader, "items");
	json_reader_push_index(&load->reader, entry->index);
	*(const char **)thing = arena_strdup(load->arena, entry->id);
	decode_item(load, row, entries, entry, thing);
	if (!broken_since(load, mark, dropped, entry->id) && !load->needs_left_out)
		return true;
	load->aliases.count = aliases;
	load->catalog->checkpoint_count = checkpoints;
	memset(thing, 0, row->size);
	return false;
}

/* Those beyond the most that there may be are left out, with one message for all. */
static void limit(struct load *load, const struct kind_row *row, struct entries *entries)
{
	const struct entry *first = &entries->rows[row->most];

	if (row->most == 0 || entries->count <= row->most)
		return;
	json_reader_init(&load->reader, first->file, load->problems);
	json_reader_push(&load->reader, "items");
	json_reader_push_index(&load->reader, first->index);
	json_reader_error(&load->reader, STATUS_DATA, NULL,
		_("%s is one too many: there may be at most %zu %s"), first->id, row->most, row->id);
	entries->count = row->most;
}

static void read_kind(struct load *load, enum catalog_kind kind)
{
	const struct kind_row *row = &KINDS[kind];
	char *catalog = (char *)load->catalog;
	int *count = (int *)(void *)(catalog + row->count);
	struct entries entries;
	char *things;

	entries_read(&entries, load, kind);
	limit(load, row, &entries);
	things = arena_array(load->arena, entries.count + 1, row->size);
	*(char **)(void *)(catalog + row->array) = things;
	id_table_init(&load->ids[kind], entries.count);
	if (row->start != NULL)
		row->start(load, &entries, things);
	for (size_t i = 0; i < entries.count; i++) {
		const struct entry *entry = &entries.rows[i];
		char *thing = things + (size_t)*count * row->size;

		if (read_item(load, row, &entries, entry, thing))
			id_table_add(&load->ids[kind], *(const char **)(void *)thing, (*count)++);
		else
			id_table_add(&load->ids[kind], arena_strdup(load->arena, entry->id),
				LEFT_OUT);
	}
	if (row->finish != NULL)
		row->finish(load);
	entries_release(&entries);
}

static enum status read_files(struct catalog *catalog, const struct load_input *input,
	struct error_list *problems)
{
	struct load load = {.input = input, .catalog = catalog, .problems = problems};
	size_t before = problems->count, dropped = problems->dropped;
	enum status status = STATUS_OK;

	arena_init(&catalog->arena);
	if (input->room > 0)
		arena_reserve(&catalog->arena, input->room);
	load.arena = &catalog->arena;
	arena_init(&load.paths);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		if (!(input->skipped & 1u << kind))
			read_kind(&load, (enum catalog_kind)kind);
	alias_finish(&load);
	quantised_finish(&load);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		id_table_release(&load.ids[kind]);
	arena_release(&load.paths);
	for (size_t i = before; i < problems->count; i++)
		if (problems->items[i].status != STATUS_OK)
			status = STATUS_DATA;
	return problems->dropped > dropped ? STATUS_DATA : status;
}

/* Whether there is a file that the image does not know. */
static bool overlays_change(const struct load_input *input)
{
	struct text path;
	bool change = false;

	text_init(&path);
	for (size_t i = 0; i < input->overlay_count; i++)
		for (int kind = 0; kind < CATALOG_KIND_COUNT && !change; kind++) {
			kind_path(&path, input->overlays[i], (enum catalog_kind)kind);
			change = !file_missing(path.data);
		}
	text_release(&path);
	return change;
}

/* What the image has and the reader of files would have skipped. */
static void leave_out(struct catalog *catalog, unsigned skipped)
{
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		if (skipped & 1u << kind) {
			memset((char *)catalog + KINDS[kind].array, 0, sizeof(void *));
			memset((char *)catalog + KINDS[kind].count, 0, sizeof(int));
		}
}

enum status load_all(struct catalog *catalog, const struct load_input *input,
	struct error_list *problems)
{
	*catalog = (struct catalog){0};
	if (!input->image_will_do || overlays_change(input) || !image_read(catalog, input->base))
		return read_files(catalog, input, problems);
	leave_out(catalog, input->skipped);
	return STATUS_OK;
}

enum status catalog_load(struct catalog *catalog, const char *base, const char *const *overlays,
	size_t overlay_count, struct error_list *problems)
{
	struct load_input input = {
		.base = base, .overlays = overlays, .overlay_count = overlay_count};

	return load_all(catalog, &input, problems);
}

enum status catalog_load_for_studies(struct catalog *catalog, const char *base,
	const char *const *overlays, size_t overlay_count, struct error_list *problems)
{
	struct load_input input = {.base = base, .overlays = overlays,
		.overlay_count = overlay_count, .skipped = 1u << CATALOG_MIG, .forgiving = true,
		.image_will_do = true};

	return load_all(catalog, &input, problems);
}

enum status catalog_load_for_lists(struct catalog *catalog, const char *base,
	const char *const *overlays, size_t overlay_count, struct error_list *problems)
{
	struct load_input input = {.base = base, .overlays = overlays,
		.overlay_count = overlay_count, .forgiving = true, .image_will_do = true};

	return load_all(catalog, &input, problems);
}

enum status catalog_load_names(struct catalog *catalog, const char *base,
	const char *const *overlays, size_t overlay_count, struct error_list *problems)
{
	struct load_input input = {.base = base, .overlays = overlays,
		.overlay_count = overlay_count, .base_only = 1u << CATALOG_PRICES,
		.skipped = 1u << CATALOG_MIG | 1u << CATALOG_MODELS | 1u << CATALOG_BANDS};

	return load_all(catalog, &input, problems);
}

void catalog_release(struct catalog *catalog)
{
	alias_release(catalog->aliases);
	arena_release(&catalog->arena);
	*catalog = (struct catalog){0};
}

/* The kind that a file says it is; -1 with the reason in `problems`. */
static int file_kind(const char *path, struct error_list *problems)
{
	struct json_reader reader;
	struct error error;
	struct text words;
	struct document document = {.file = path};
	const char *kind = NULL;
	int found = -1;

	text_init(&document.text);
	text_init(&words);
	json_reader_init(&reader, path, problems);
	if (document_read(&document, &error) != STATUS_OK)
		error_list_add(problems, error.status, "%s", error.text);
	else if (!cJSON_IsObject(document.root))
		json_reader_error(&reader, STATUS_DATA, NULL, _("must be an object"));
	else
		kind = json_need_string(document.root, "kind", &reader);
	for (int i = 0; i < CATALOG_KIND_COUNT; i++) {
		text_addf(&words, "%s%s", i > 0 ? ", " : "", KINDS[i].id);
		if (kind != NULL && strcmp(kind, KINDS[i].id) == 0)
			found = i;
	}
	if (kind != NULL && found < 0)
		json_reader_error(&reader, STATUS_DATA, "kind", _("\"%.40s\" must be one of %s"),
			kind, words.data);
	document_release(&document);
	text_release(&words);
	return found;
}

enum status catalog_check_file(const char *path, struct error_list *problems)
{
	struct load_input input = {.file = path};
	struct catalog catalog;
	struct text base, folder;
	struct error error;
	enum status status;
	int kind = file_kind(path, problems);

	if (kind < 0)
		return error_list_status(problems);
	text_init(&base);
	text_init(&folder);
	path_directory(&folder, path);
	status = datadir_find(&base, &error);
	if (status != STATUS_OK) {
		error_list_add(problems, status, "%s", error.text);
	} else {
		input.base = base.data;
		input.file_kind = (enum catalog_kind)kind;
		/* Prices may be of providers that the same folder adds. */
		input.beside = kind == CATALOG_PRICES ? folder.data : NULL;
		status = load_all(&catalog, &input, problems);
		catalog_release(&catalog);
	}
	text_release(&folder);
	text_release(&base);
	return status;
}
