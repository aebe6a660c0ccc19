/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of one kind, read and merged by id before anything is decoded. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "catalog/load.h"

static const char SCHEMA[] = "gpuplan-catalog/1";
static const char *const FILE_KEYS[] = {"schema", "kind", "items", "notes", NULL};

void id_table_init(struct id_table *table, size_t count)
{
	size_t size = 8;

	while (size < 2 * count)
		size *= 2;
	table->keys = xcalloc(size, sizeof(*table->keys));
	table->values = xcalloc(size, sizeof(*table->values));
	table->size = size;
}

void id_table_release(struct id_table *table)
{
	free(table->keys);
	free(table->values);
	*table = (struct id_table){0};
}

/* Where the id is or belongs (FNV-1a, open addressing). */
static size_t place(const struct id_table *table, const char *id)
{
	size_t hash = 2166136261u;

	for (const char *c = id; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	hash &= table->size - 1;
	while (table->keys[hash] != NULL && strcmp(table->keys[hash], id) != 0)
		hash = (hash + 1) & (table->size - 1);
	return hash;
}

int id_table_find(const struct id_table *table, const char *id)
{
	size_t i;

	if (table->size == 0)
		return -1;
	i = place(table, id);
	return table->keys[i] != NULL ? table->values[i] : -1;
}

void id_table_add(struct id_table *table, const char *id, int value)
{
	size_t i = place(table, id);

	table->keys[i] = id;
	table->values[i] = value;
}

static bool check_header(struct load *load, const cJSON *root, enum catalog_kind kind)
{
	struct json_reader *reader = &load->reader;
	const char *schema, *found;

	if (!cJSON_IsObject(root)) {
		json_reader_error(reader, STATUS_DATA, NULL, _("must be an object"));
		return false;
	}
	schema = json_need_string(root, "schema", reader);
	if (schema != NULL && strcmp(schema, SCHEMA) != 0)
		json_reader_error(reader, STATUS_DATA, "schema",
			_("\"%.40s\" must be \"%s\", the one form this version reads"), schema,
			SCHEMA);
	found = json_need_string(root, "kind", reader);
	if (found != NULL && strcmp(found, catalog_kind_id(kind)) != 0)
		json_reader_error(reader, STATUS_DATA, "kind", _("\"%.40s\" must be \"%s\""), found,
			catalog_kind_id(kind));
	return schema != NULL && found != NULL && strcmp(schema, SCHEMA) == 0 &&
	       strcmp(found, catalog_kind_id(kind)) == 0;
}

/* The root of a file with a good header and an array of items, else NULL. */
static cJSON *read_root(struct load *load, const char *path, enum catalog_kind kind)
{
	struct error error;
	struct text content;
	cJSON *root = NULL;

	text_init(&content);
	if (file_read(path, FILE_CAP, &content, &error) != STATUS_OK ||
	    json_parse(content.data, content.length, path, false, &root, &error) != STATUS_OK) {
		error_list_add(load->problems, STATUS_DATA, "%s", error.text);
		root = NULL;
	}
	text_release(&content);
	if (root == NULL)
		return NULL;
	json_reader_init(&load->reader, path, load->problems);
	if (check_header(load, root, kind) && json_need_array(root, "items", &load->reader) != NULL)
		return root;
	json_free(root);
	return NULL;
}

/* Members of `change` replace those of `item`, objects are merged, the rest is kept. */
static void merge(cJSON *item, cJSON *change)
{
	cJSON *member = change->child;

	while (member != NULL) {
		cJSON *next = member->next;
		cJSON *old = cJSON_GetObjectItemCaseSensitive(item, member->string);

		if (cJSON_IsObject(old) && cJSON_IsObject(member)) {
			merge(old, member);
		} else {
			cJSON_DetachItemViaPointer(change, member);
			if (old != NULL)
				cJSON_ReplaceItemViaPointer(item, old, member);
			else
				cJSON_AddItemToArray(item, member);
		}
		member = next;
	}
}

struct merging {
	struct entries *entries;
	struct id_table places;
	struct load *load;
	const char *file;
	int document;
};

/* The id of an item; NULL with a message, also when this file has the id already. */
static const char *item_id(struct merging *m, const cJSON *item, int index, int *at)
{
	struct json_reader *reader = &m->load->reader;
	const cJSON *member = json_member(item, "id");
	const char *id = cJSON_IsString(member) ? member->valuestring : "";

	*at = id[0] != '\0' ? id_table_find(&m->places, id) : -1;
	if (id[0] != '\0' && (*at < 0 || m->entries->rows[*at].document != m->document))
		return id;
	json_reader_push_index(reader, index);
	if (!cJSON_IsObject(item))
		json_reader_error(reader, STATUS_DATA, NULL, _("must be an object"));
	else if (*at >= 0)
		json_reader_error(reader, STATUS_DATA, "id", _("\"%.80s\" is there twice"), id);
	else
		json_need_string(item, "id", reader);
	json_reader_pop(reader);
	return NULL;
}

static void add_item(struct merging *m, cJSON *item, int index)
{
	struct entry *row;
	const char *id;
	int at;

	id = item_id(m, item, index, &at);
	if (id == NULL)
		return;
	if (at < 0) {
		at = (int)m->entries->count++;
		id_table_add(&m->places, id, at);
		m->entries->rows[at].item = item;
		m->entries->rows[at].id = id;
	} else {
		/* The id stays: the table borrows the string. */
		cJSON_DeleteItemFromObjectCaseSensitive(item, "id");
		merge(m->entries->rows[at].item, item);
	}
	row = &m->entries->rows[at];
	row->file = m->file;
	row->index = index;
	row->document = m->document;
}

static void add_document(struct merging *m, cJSON *root)
{
	cJSON *items = cJSON_GetObjectItemCaseSensitive(root, "items");
	cJSON *item = items->child;
	int index = 0;

	json_reader_init(&m->load->reader, m->file, m->load->problems);
	if (m->document > 0)
		json_check_keys(&m->load->reader, root, FILE_KEYS);
	json_reader_push(&m->load->reader, "items");
	while (item != NULL) {
		cJSON *next = item->next;

		add_item(m, item, index++);
		item = next;
	}
}

/* The path of document `i` of a kind in the arena: base, overlay directories, single file. */
static const char *document_path(struct load *load, enum catalog_kind kind, size_t i)
{
	const struct load_input *input = load->input;
	struct text name, path;
	const char *copy;

	if (i > input->overlay_count && kind == input->file_kind)
		return input->file;
	text_init(&name);
	text_init(&path);
	text_addf(&name, "%s.json", catalog_kind_id(kind));
	path_join(&path, i == 0 ? input->base
		: i > input->overlay_count ? input->beside : input->overlays[i - 1], name.data);
	copy = arena_strdup(load->arena, path.data);
	text_release(&name);
	text_release(&path);
	return copy;
}

void entries_read(struct entries *entries, struct load *load, enum catalog_kind kind)
{
	const struct load_input *input = load->input;
	bool single = input->file != NULL && input->file_kind == kind;
	bool beside = input->beside != NULL && kind == CATALOG_PROVIDERS && !single;
	size_t documents = 1 + input->overlay_count + (single || beside ? 1 : 0), total = 0;
	const char **paths = xcalloc(documents, sizeof(*paths));
	struct merging m = {.entries = entries, .load = load};

	*entries = (struct entries){.roots = xcalloc(documents, sizeof(cJSON *))};
	entries->root_count = (int)documents;
	for (size_t i = 0; i < documents; i++) {
		paths[i] = document_path(load, kind, i);
		if (i == 0 || (single && i > input->overlay_count) || !file_missing(paths[i]))
			entries->roots[i] = read_root(load, paths[i], kind);
		if (entries->roots[i] != NULL)
			total += (size_t)cJSON_GetArraySize(
				cJSON_GetObjectItemCaseSensitive(entries->roots[i], "items"));
	}
	entries->rows = xcalloc(total + 1, sizeof(*entries->rows));
	id_table_init(&m.places, total);
	for (size_t i = 0; i < documents; i++) {
		m.file = paths[i];
		m.document = (int)i;
		if (entries->roots[i] != NULL)
			add_document(&m, entries->roots[i]);
	}
	id_table_release(&m.places);
	free(paths);
}

void entries_release(struct entries *entries)
{
	for (int i = 0; i < entries->root_count; i++)
		json_free(entries->roots[i]);
	free(entries->roots);
	free(entries->rows);
	*entries = (struct entries){0};
}
