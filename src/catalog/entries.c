/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of one kind, read and merged by id before anything is decoded. */
#include "catalog/entries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"

static const char SCHEMA[] = "gpuplan-catalog/1";
static const char *const FILE_KEYS[] = { "schema", "kind", "items", "notes", NULL };

static bool check_header(struct load *load, const cJSON *root, enum catalog_kind kind)
{
	struct json_reader *reader = &load->reader;
	const char *schema, *found;

	if (!cJSON_IsObject(root)) {
		json_reader_error(reader, STATUS_DATA, NULL, _("must be an object"));
		return false;
	}
	schema = json_need_string(root, "schema", reader);
	if (schema && strcmp(schema, SCHEMA) != 0)
		json_reader_error(reader, STATUS_DATA, "schema",
			_("\"%.40s\" must be \"%s\", the one form this version reads"), schema, SCHEMA);
	found = json_need_string(root, "kind", reader);
	if (found && strcmp(found, catalog_kind_id(kind)) != 0)
		json_reader_error(
			reader, STATUS_DATA, "kind", _("\"%.40s\" must be \"%s\""), found, catalog_kind_id(kind));
	return schema && found && strcmp(schema, SCHEMA) == 0 && strcmp(found, catalog_kind_id(kind)) == 0;
}

/* From so many bytes on a file is not held as a tree, nor may a part be as large. */
enum { LARGE_BYTES = 1 << 20 };

static enum status too_large(const char *file, const char *part, struct error *error)
{
	return error_set(
		error, STATUS_DATA, _("%s: %s: too large, at most %zu bytes"), file, part, (size_t)LARGE_BYTES);
}

enum status document_header(struct document *d, struct json_span whole, struct error *error)
{
	struct json_span items;
	TEXT(header);

	/* A byte order mark is none of the value. */
	for (; whole.n > 0 && (*whole.text & 0x80); whole.n--)
		whole.text++;
	if (!json_span_member(whole, "items", &items) || !json_span_open(items, &d->items))
		return error_set(error, STATUS_DATA, _("%s: /items: must be an array"), d->file);
	if (whole.n - items.n > LARGE_BYTES)
		return too_large(d->file, "/", error);
	text_add_n(&header, whole.text, (size_t)(items.text - whole.text));
	text_add(&header, "[]");
	text_add_n(&header, items.text + items.n, whole.n - (size_t)(items.text - whole.text) - items.n);
	return json_parse(header.data, header.length, d->file, false, &d->root, error);
}

static void count_items(struct document *d)
{
	struct json_span rest = d->items, item;

	if (!d->items.text)
		d->count = (size_t)cJSON_GetArraySize(json_member(d->root, "items"));
	else
		while (json_span_next(&rest, &item))
			d->count++;
}

static enum status parse_document(struct document *d, struct error *error)
{
	struct json_span whole = { d->text.data, d->text.length };
	enum status status;

	if (whole.n < LARGE_BYTES)
		return json_parse(whole.text, whole.n, d->file, false, &d->root, error);
	status = json_check(whole.text, whole.n, d->file, error);
	return status == STATUS_OK ? document_header(d, whole, error) : status;
}

enum status document_read(struct document *d, struct error *error)
{
	enum status status = file_read(d->file, LARGE_FILE_CAP, &d->text, error);

	if (status == STATUS_OK)
		status = parse_document(d, error);
	if (status != STATUS_OK)
		d->root = NULL;
	if (!d->items.text)
		text_release(&d->text);
	return status;
}

void document_release(struct document *d)
{
	json_free(d->root);
	text_release(&d->text);
	d->root = NULL;
}

/* Leaves the root of a file with a good header and an array of items, else none. */
static void read_document(struct load *load, struct document *d, enum catalog_kind kind)
{
	struct error error;

	if (document_read(d, &error) != STATUS_OK) {
		error_list_add(load->problems, STATUS_DATA, "%s", error.text);
		return;
	}
	json_reader_init(&load->reader, d->file, load->problems);
	if (check_header(load, d->root, kind) && json_need_array(d->root, "items", &load->reader)) {
		count_items(d);
		return;
	}
	json_free(d->root);
	d->root = NULL;
}

/* Members of `change` replace those of `item`, objects are merged, the rest is kept. */
static void merge(cJSON *item, cJSON *change)
{
	cJSON *member = change->child;

	while (member) {
		cJSON *next = member->next;
		cJSON *old = cJSON_GetObjectItemCaseSensitive(item, member->string);

		if (cJSON_IsObject(old) && cJSON_IsObject(member)) {
			merge(old, member);
		} else {
			cJSON_DetachItemViaPointer(change, member);
			if (old)
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

/* An item of a file as it stands there. */
struct found_item {
	cJSON *item;
	struct json_span span; /* where there is no tree */
};

/* The id of an item without a tree, which may have escapes; NULL: it has none. */
static const char *span_id(struct merging *m, const struct found_item *found, bool *object)
{
	struct json_at at = { .file = m->file };
	struct json_span span;
	struct error error;
	struct arena store;
	cJSON *value = NULL;
	const char *id = NULL;

	*object = *found->span.text == '{';
	if (!json_span_member(found->span, "id", &span) || *span.text != '"')
		return NULL;
	arena_init(&store);
	if (json_parse_part(span.text, span.n, &at, &store, &value, &error) == STATUS_OK &&
		value->valuestring[0] != '\0')
		id = arena_strdup(m->load->arena, value->valuestring);
	arena_release(&store);
	return id;
}

static const char *found_id(struct merging *m, const struct found_item *found, bool *object)
{
	const cJSON *member = json_member(found->item, "id");

	if (!found->item)
		return span_id(m, found, object);
	*object = cJSON_IsObject(found->item);
	return cJSON_IsString(member) && member->valuestring[0] != '\0' ? member->valuestring : NULL;
}

/* The same, NULL with a message, also when this file has the id already. */
static const char *item_id(struct merging *m, const struct found_item *found, int index, int *at)
{
	struct json_reader *reader = &m->load->reader;
	bool object;
	const char *id = found_id(m, found, &object);

	*at = id ? id_table_find(&m->places, id) : -1;
	if (id && (*at < 0 || m->entries->rows[*at].document != m->document))
		return id;
	json_reader_push_index(reader, index);
	if (!object)
		json_reader_error(reader, STATUS_DATA, NULL, _("must be an object"));
	else if (*at >= 0)
		json_reader_error(reader, STATUS_DATA, "id", _("\"%.80s\" is there twice"), id);
	else if (found->item)
		json_need_string(found->item, "id", reader);
	else
		json_reader_error(reader, STATUS_DATA, "id", _("must be a string that is not empty"));
	json_reader_pop(reader);
	return NULL;
}

static int add_part(struct entries *entries, const struct found_item *found)
{
	entries->parts[entries->part_count] = (struct entry_part){ found->item, found->span, -1 };
	return entries->part_count++;
}

/* Two trees become one at once. */
static void change(struct entries *entries, struct entry *row, const struct found_item *found)
{
	struct entry_part *last = &entries->parts[row->last];
	int part;

	if (found->item && last->item) {
		merge(last->item, found->item);
		return;
	}
	part = add_part(entries, found);
	last->next = part;
	row->last = part;
}

static void add_item(struct merging *m, const struct found_item *found, int index)
{
	struct entry *row;
	int at;
	const char *id = item_id(m, found, index, &at);

	if (!id)
		return;
	if (at < 0) {
		at = (int)m->entries->count++;
		id_table_add(&m->places, id, at);
		m->entries->rows[at].first = m->entries->rows[at].last = add_part(m->entries, found);
		m->entries->rows[at].id = id;
	} else {
		/* The id stays: the table borrows the string. */
		if (found->item)
			cJSON_DeleteItemFromObjectCaseSensitive(found->item, "id");
		change(m->entries, &m->entries->rows[at], found);
	}
	row = &m->entries->rows[at];
	row->file = m->file;
	row->index = index;
	row->document = m->document;
}

static void add_document(struct merging *m, const struct document *d)
{
	struct found_item found = { .item = NULL };
	struct json_span rest = d->items;
	cJSON *item = cJSON_GetObjectItemCaseSensitive(d->root, "items")->child;
	int index = 0;

	json_reader_init(&m->load->reader, m->file, m->load->problems);
	if (m->document > 0)
		json_check_keys(&m->load->reader, d->root, FILE_KEYS);
	json_reader_push(&m->load->reader, "items");
	while (rest.text && json_span_next(&rest, &found.span))
		add_item(m, &found, index++);
	while (item) {
		cJSON *next = item->next;

		found.item = item;
		add_item(m, &found, index++);
		item = next;
	}
}

void kind_path(struct text *path, const char *folder, enum catalog_kind kind)
{
	char name[64];

	snprintf(name, sizeof(name), "%s.json", catalog_kind_id(kind));
	path_join(path, folder, name);
}

/* The path of document `i` of a kind, kept for the load: base, overlay directories, single file. */
static const char *document_path(struct load *load, enum catalog_kind kind, size_t i)
{
	const struct load_input *input = load->input;
	TEXT(path);

	if (i > input->overlay_count && kind == input->file_kind)
		return input->file;
	kind_path(&path,
		i == 0                             ? input->base
			: i > input->overlay_count ? input->beside
						   : input->overlays[i - 1],
		kind);
	return arena_strdup(&load->paths, path.data);
}

void entries_read(struct entries *entries, struct load *load, enum catalog_kind kind)
{
	const struct load_input *input = load->input;
	bool single = input->file && input->file_kind == kind;
	bool beside = input->beside && kind == CATALOG_PROVIDERS && !single;
	size_t overlays = input->base_only & 1u << kind ? 0 : input->overlay_count;
	size_t documents = 1 + overlays + (single || beside ? 1 : 0), total = 0;
	struct merging m = { .entries = entries, .load = load };

	*entries = (struct entries){ .documents = xcalloc(documents, sizeof(struct document)) };
	arena_init(&entries->store);
	entries->document_count = (int)documents;
	for (size_t i = 0; i < documents; i++) {
		struct document *d = &entries->documents[i];

		text_init(&d->text);
		d->file = document_path(load, kind, i);
		if (i == 0 || (single && i > input->overlay_count) || !file_missing(d->file))
			read_document(load, d, kind);
		total += d->count;
	}
	entries->rows = xcalloc(total + 1, sizeof(*entries->rows));
	entries->parts = xcalloc(total + 1, sizeof(*entries->parts));
	id_table_init(&m.places, total);
	for (size_t i = 0; i < documents; i++) {
		m.file = entries->documents[i].file;
		m.document = (int)i;
		if (entries->documents[i].root)
			add_document(&m, &entries->documents[i]);
	}
	id_table_release(&m.places);
}

/* The tree of a part; one that is parsed lives in the store. */
static cJSON *part_tree(
	struct entries *entries, const struct entry *entry, const struct entry_part *part, struct error *error)
{
	struct json_at root = { .file = entry->file }, items = { entry->file, &root, "items", 0 };
	struct json_at at = { entry->file, &items, NULL, entry->index };
	cJSON *tree = NULL;
	char place[64];

	if (part->item)
		return part->item;
	if (part->span.n <= LARGE_BYTES) {
		json_parse_part(part->span.text, part->span.n, &at, &entries->store, &tree, error);
		return tree;
	}
	json_path(&at, place, sizeof(place));
	too_large(entry->file, place, error);
	return NULL;
}

cJSON *entries_open(struct entries *entries, const struct entry *entry, struct error *error)
{
	cJSON *whole = part_tree(entries, entry, &entries->parts[entry->first], error), *tree;

	for (int i = entries->parts[entry->first].next; whole && i >= 0; i = entries->parts[i].next) {
		tree = part_tree(entries, entry, &entries->parts[i], error);
		if (!tree)
			return NULL;
		merge(whole, tree);
	}
	return whole;
}

void entries_close(struct entries *entries)
{
	arena_release(&entries->store);
}

size_t entries_count_members(const struct entries *entries, const char *name)
{
	size_t count = 0;

	for (int i = 0; i < entries->part_count; i++) {
		const struct entry_part *part = &entries->parts[i];
		struct json_span rest, item;

		if (part->item)
			count += (size_t)cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(part->item, name));
		else if (json_span_member(part->span, name, &rest) && json_span_open(rest, &rest))
			while (json_span_next(&rest, &item))
				count++;
	}
	return count;
}

void entries_release(struct entries *entries)
{
	for (int i = 0; i < entries->document_count; i++)
		document_release(&entries->documents[i]);
	entries_close(entries);
	free(entries->documents);
	free(entries->parts);
	free(entries->rows);
	*entries = (struct entries){ 0 };
}
