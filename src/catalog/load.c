/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of kinds and the one loop that reads them all. */
#include "catalog/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static const struct kind_row *const KINDS[CATALOG_KIND_COUNT] = {
	[CATALOG_SOURCES] = &SOURCE_KIND,
	[CATALOG_FAMILIES] = &FAMILY_KIND,
	[CATALOG_PARAMETERS] = &PARAMETER_KIND,
	[CATALOG_LINKS] = &LINK_KIND,
	[CATALOG_GPUS] = &GPU_KIND,
	[CATALOG_KV_FORMATS] = &KV_FORMAT_KIND,
	[CATALOG_FORMATS] = &FORMAT_KIND,
	[CATALOG_ENGINES] = &ENGINE_KIND,
	[CATALOG_BANDS] = &BAND_KIND,
	[CATALOG_MODELS] = &MODEL_KIND,
	[CATALOG_COUNTRIES] = &COUNTRY_KIND,
	[CATALOG_PROVIDERS] = &PROVIDER_KIND,
	[CATALOG_REGIONS] = &REGION_KIND,
	[CATALOG_PRICES] = &OFFER_KIND,
	[CATALOG_MIG] = &MIG_KIND,
	[CATALOG_OWNERSHIP] = &OWNERSHIP_KIND,
	[CATALOG_MEDIA] = &MEDIA_KIND,
	[CATALOG_POLICY] = &POLICY_KIND,
};

size_t load_kind_size(enum catalog_kind kind)
{
	return KINDS[kind]->size;
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

static void decode_item(
	struct load *load, const struct kind_row *row, struct entries *entries, const struct entry *entry, void *thing)
{
	struct error error;
	cJSON *item = entries_open(entries, entry, &error);

	if (item) {
		check_keys(load, item, row->keys);
		row->item(load, item, thing);
	} else {
		error_list_add(load->problems, error.status, "%s", error.text);
	}
	entries_close(entries);
}

static bool read_item(
	struct load *load, const struct kind_row *row, struct entries *entries, const struct entry *entry, void *thing)
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
static void limit(struct load *load, enum catalog_kind kind, size_t most, struct entries *entries)
{
	const struct entry *first = &entries->rows[most];

	if (most == 0 || entries->count <= most)
		return;
	json_reader_init(&load->reader, first->file, load->problems);
	json_reader_push(&load->reader, "items");
	json_reader_push_index(&load->reader, first->index);
	item_error(load, NULL, _("%s is one too many: there may be at most %zu %s"), first->id, most,
		catalog_kind_id(kind));
	entries->count = most;
}

static void read_kind(struct load *load, enum catalog_kind kind)
{
	const struct kind_row *row = KINDS[kind];
	char *catalog = (char *)load->catalog;
	int *count = (int *)(void *)(catalog + row->count);
	struct entries entries;
	char *things;

	entries_read(&entries, load, kind);
	limit(load, kind, row->most, &entries);
	things = arena_array(load->arena, entries.count + 1, row->size);
	*(char **)(void *)(catalog + row->array) = things;
	id_table_init(&load->ids[kind], entries.count);
	if (row->start)
		row->start(load, &entries, things);
	for (size_t i = 0; i < entries.count; i++) {
		const struct entry *entry = &entries.rows[i];
		char *thing = things + (size_t)*count * row->size;

		if (read_item(load, row, &entries, entry, thing))
			id_table_add(&load->ids[kind], *(const char **)(void *)thing, (*count)++);
		else
			id_table_add(&load->ids[kind], arena_strdup(load->arena, entry->id), LEFT_OUT);
	}
	if (row->finish)
		row->finish(load);
	entries_release(&entries);
}

enum status load_files(struct catalog *catalog, const struct load_input *input, struct error_list *problems)
{
	struct load load = { .input = input, .kinds = KINDS, .catalog = catalog, .problems = problems };
	size_t before = problems->count, dropped = problems->dropped;
	enum status status = STATUS_OK;

	*catalog = (struct catalog){ 0 };
	arena_init(&catalog->arena);
	if (input->room > 0)
		arena_reserve(&catalog->arena, input->room);
	load.arena = &catalog->arena;
	arena_init(&load.paths);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		if (!(input->skipped & 1u << kind))
			read_kind(&load, (enum catalog_kind)kind);
	catalog->aliases = alias_finish(&load.aliases, load.arena, problems);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		if (KINDS[kind]->named)
			KINDS[kind]->named(&load);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		id_table_release(&load.ids[kind]);
	arena_release(&load.paths);
	for (size_t i = before; i < problems->count; i++)
		if (problems->items[i].status != STATUS_OK)
			status = STATUS_DATA;
	return problems->dropped > dropped ? STATUS_DATA : status;
}
