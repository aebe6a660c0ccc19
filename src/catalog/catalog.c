/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalog as the rest of the program uses it: loaded from its image or its files, searched by name. */
#include "catalog/catalog.h"

#include <string.h>

#include "base/datadir.h"
#include "base/file.h"
#include "base/i18n.h"
#include "catalog/image.h"
#include "catalog/load.h"
#include "catalog/place.h"
#include "catalog/suggest.h"

/* Whether there is a file that the image does not know. */
static bool overlays_change(const struct load_input *input)
{
	TEXT(path);

	for (size_t i = 0; i < input->overlay_count; i++)
		for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++) {
			kind_path(&path, input->overlays[i], (enum catalog_kind)kind);
			if (!file_missing(path.data))
				return true;
		}
	return false;
}

static enum status load(struct catalog *catalog, const struct load_input *input, struct error_list *problems)
{
	*catalog = (struct catalog){ 0 };
	if (!input->image_will_do || overlays_change(input) || !image_read(catalog, input->base))
		return load_files(catalog, input, problems);
	return STATUS_OK;
}

enum status catalog_load(struct catalog *catalog, const char *base, const char *const *overlays, size_t overlay_count,
	struct error_list *problems)
{
	return load(catalog, &(struct load_input){ base, overlays, overlay_count, .skipped = 0 }, problems);
}

enum status catalog_load_for_lists(struct catalog *catalog, const char *base, const char *const *overlays,
	size_t overlay_count, struct error_list *problems)
{
	struct load_input input = { base, overlays, overlay_count, .forgiving = true, .image_will_do = true };

	return load(catalog, &input, problems);
}

enum status catalog_load_names(struct catalog *catalog, const char *base, const char *const *overlays,
	size_t overlay_count, struct error_list *problems)
{
	struct load_input input = { base, overlays, overlay_count, .base_only = 1u << CATALOG_PRICES };

	input.skipped = 1u << CATALOG_MIG | 1u << CATALOG_MODELS | 1u << CATALOG_BANDS | 1u << CATALOG_REGIONS |
		1u << CATALOG_POLICY;
	return load(catalog, &input, problems);
}

void catalog_release(struct catalog *catalog)
{
	suggest_release(catalog->aliases);
	arena_release(&catalog->arena);
	*catalog = (struct catalog){ 0 };
}

/* The kind that a file says it is; -1 with the reason in `problems`. */
static int file_kind(const char *path, struct error_list *problems)
{
	struct json_reader reader;
	struct error error;
	TEXT(words);
	struct document document = { .file = path };
	const char *kind = NULL;
	int found = -1;

	text_init(&document.text);
	json_reader_init(&reader, path, problems);
	if (document_read(&document, &error) != STATUS_OK)
		error_list_add(problems, error.status, "%s", error.text);
	else if (!cJSON_IsObject(document.root))
		json_reader_error(&reader, STATUS_DATA, NULL, _("must be an object"));
	else
		kind = json_need_string(document.root, "kind", &reader);
	for (int i = 0; i < CATALOG_KIND_COUNT; i++) {
		text_addf(&words, "%s%s", i > 0 ? ", " : "", catalog_kind_id((enum catalog_kind)i));
		if (kind && strcmp(kind, catalog_kind_id((enum catalog_kind)i)) == 0)
			found = i;
	}
	if (kind && found < 0)
		json_reader_error(&reader, STATUS_DATA, "kind", _("\"%.40s\" must be one of %s"), kind, words.data);
	document_release(&document);
	return found;
}

enum status catalog_check_file(const char *path, catalog_checker *policy, struct error_list *problems)
{
	struct load_input input = { .file = path };
	struct catalog catalog;
	TEXT(folder);
	TEXT(base);
	struct error error;
	enum status status;
	int kind = file_kind(path, problems);

	if (kind < 0)
		return error_list_status(problems);
	path_directory(&folder, path);
	status = datadir_find(&base, &error);
	if (status != STATUS_OK)
		return error_list_add(problems, status, "%s", error.text);
	input.base = base.data;
	input.file_kind = (enum catalog_kind)kind;
	/* Prices may be of providers that the same folder adds. */
	input.beside = kind == CATALOG_PRICES ? folder.data : NULL;
	status = load(&catalog, &input, problems);
	if (kind == CATALOG_PRICES)
		place_check(&catalog, problems);
	if (kind == CATALOG_POLICY && policy)
		policy(&catalog, problems);
	catalog_release(&catalog);
	return status == STATUS_OK ? error_list_status(problems) : status;
}

static const void *look_up(const struct catalog *c, enum catalog_kind kind, const char *name, struct error *error)
{
	const void *thing;
	char key[NAME_MAX_BYTES];

	text_key(name, key, sizeof(key));
	thing = alias_find(c->aliases, kind, key);
	if (!thing && kind == CATALOG_MODELS)
		thing = alias_find(c->quantised, kind, key);
	if (!thing && error)
		suggest_explain(c->aliases, kind, name, key, error);
	return thing;
}

#define LOOK_UP(name, type, kind) \
	const struct type *catalog_##name(const struct catalog *c, const char *text, struct error *error) \
	{ \
		return look_up(c, CATALOG_##kind, text, error); \
	}

LOOK_UP(gpu, gpu, GPUS)
LOOK_UP(country, country, COUNTRIES)
LOOK_UP(provider, provider, PROVIDERS)
LOOK_UP(engine, engine, ENGINES)
LOOK_UP(format, weight_format, FORMATS)
LOOK_UP(kv_format, kv_format, KV_FORMATS)
LOOK_UP(checkpoint, checkpoint, MODELS)
LOOK_UP(media, media_model, MEDIA)

const struct model *catalog_model(const struct catalog *c, const char *name, struct error *error)
{
	const struct checkpoint *checkpoint = catalog_checkpoint(c, name, error);

	return checkpoint ? checkpoint->model : NULL;
}

const char *catalog_model_name(const struct catalog *c, int index, const struct checkpoint **checkpoint)
{
	int row = alias_first(c->aliases, CATALOG_MODELS) + index;

	/* The rows of a kind stand together. */
	if (row >= c->aliases->count || c->aliases->rows[row].kind != CATALOG_MODELS)
		return NULL;
	*checkpoint = c->aliases->rows[row].thing;
	return c->aliases->rows[row].name;
}

const struct source *catalog_source(const struct catalog *c, const char *reference)
{
	size_t n = reference ? strcspn(reference, " ") : 0;

	for (int i = 0; n > 0 && i < c->source_count; i++)
		if (strncmp(c->sources[i].id, reference, n) == 0 && c->sources[i].id[n] == '\0')
			return &c->sources[i];
	return NULL;
}

const struct ownership_default *catalog_ownership(
	const struct catalog *c, enum ownership_field field, const struct gpu *gpu)
{
	ptrdiff_t line = gpu ? gpu - c->gpus : c->gpu_count;

	return c->owned ? c->owned[line * OWNERSHIP_FIELD_COUNT + field] : NULL;
}

const struct offer *catalog_offers(const struct catalog *c, const struct gpu *gpu, int *count)
{
	ptrdiff_t at = gpu - c->gpus;

	*count = c->offer_start[at + 1] - c->offer_start[at];
	return &c->offers[c->offer_start[at]];
}
