/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsing of JSON files and paths into them. */
#include "config.h"

#include "base/json.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json_scan.h"
#include "base/memory.h"
#include "base/text.h"

/* Adds one part of an RFC 6901 path. */
static void add_part(struct text *path, const char *key, int index)
{
	text_add_char(path, '/');
	if (key == NULL)
		text_addf(path, "%d", index);
	for (; key != NULL && *key != '\0'; key++) {
		if (*key == '~')
			text_add(path, "~0");
		else if (*key == '/')
			text_add(path, "~1");
		else
			text_add_char(path, *key);
	}
}

static void add_path(struct text *path, const struct json_at *at)
{
	if (at == NULL || at->parent == NULL)
		return;
	add_path(path, at->parent);
	add_part(path, at->key, at->index);
}

void json_path(const struct json_at *at, char *out, size_t size)
{
	struct text path;

	if (size == 0)
		return;
	text_init(&path);
	add_path(&path, at);
	if (path.length == 0)
		text_add_char(&path, '/');
	snprintf(out, size, "%s", path.data);
	text_release(&path);
}

static enum status refuse(const struct json_at *at, const char *what, struct error *error)
{
	char path[256];

	json_path(at, path, sizeof(path));
	return error_set(error, STATUS_DATA, "%s: %s: %s", at->file, path, what);
}

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

enum { FEW_MEMBERS = 24 };

static int compare_keys(const void *a, const void *b)
{
	const cJSON *const *left = a;
	const cJSON *const *right = b;

	return strcmp((*left)->string, (*right)->string);
}

/* One of 64 bits for the beginning of a key. */
static uint64_t key_bit(const char *key)
{
	unsigned first = (unsigned char)key[0], second = first != 0 ? (unsigned char)key[1] : 0;

	return (uint64_t)1 << ((first * 5 + second) & 63);
}

/* The second member of two with the same key, or NULL. Most keys begin like none before them,
 * so that they need not be compared. */
static const cJSON *duplicate_of_few(const cJSON *object)
{
	uint64_t seen = 0;

	for (const cJSON *b = object->child; b != NULL; b = b->next) {
		uint64_t bit = key_bit(b->string);

		for (const cJSON *a = object->child; (seen & bit) != 0 && a != b; a = a->next)
			if (a->string[0] == b->string[0] && strcmp(a->string, b->string) == 0)
				return b;
		seen |= bit;
	}
	return NULL;
}

/* Sorting keeps an object of many keys from taking quadratic time. */
static const cJSON *duplicate_of_many(const cJSON *object, size_t count)
{
	const cJSON **members = xreallocarray(NULL, count, sizeof(*members));
	const cJSON *member, *found = NULL;
	size_t i = 0;

	cJSON_ArrayForEach(member, object)
		members[i++] = member;
	qsort(members, count, sizeof(*members), compare_keys);
	for (i = 1; i < count && found == NULL; i++)
		if (strcmp(members[i - 1]->string, members[i]->string) == 0)
			found = members[i];
	free(members);
	return found;
}

static enum status check_duplicates(const struct json_at *at, const cJSON *object,
	struct error *error)
{
	const cJSON *member, *twice;
	size_t count = 0;

	cJSON_ArrayForEach(member, object)
		count++;
	twice = count <= FEW_MEMBERS ? duplicate_of_few(object) : duplicate_of_many(object, count);
	if (twice != NULL) {
		struct json_at here = {at->file, at, twice->string, 0};

		return refuse(&here, _("the key is there twice"), error);
	}
	return STATUS_OK;
}

/* Recursion is safe: the scan has limited the depth. */
static enum status check_tree(const struct json_at *at, const cJSON *item, struct error *error)
{
	enum status status = STATUS_OK;
	const cJSON *part;
	int index = 0;

	if ((item->type & 0xff) == cJSON_Number && !isfinite(item->valuedouble))
		return refuse(at, _("the number is too large"), error);
	if (item->child == NULL)
		return STATUS_OK;
	if ((item->type & 0xff) == cJSON_Object)
		status = check_duplicates(at, item, error);
	cJSON_ArrayForEach(part, item) {
		struct json_at here = {at->file, at, part->string, index++};

		if (status == STATUS_OK)
			status = check_tree(&here, part, error);
	}
	return status;
}

/* Nodes are never freed one by one: see json_free. One thread, so one store. */
static struct arena nodes, *store = &nodes;
static size_t trees;

static void *node_alloc(size_t size)
{
	return arena_alloc_raw(store, size);
}

static void node_free(void *node)
{
	(void)node;
}

void json_free(cJSON *root)
{
	if (root != NULL && --trees == 0)
		arena_release(&nodes);
}

static void skip_mark(const char **text, size_t *n)
{
	if (*n >= 3 && memcmp(*text, BYTE_ORDER_MARK, 3) == 0) {
		*text += 3;
		*n -= 3;
	}
}

enum status json_check(const char *text, size_t n, const char *file_name, struct error *error)
{
	struct text clean;
	enum status status;

	text_init(&clean);
	skip_mark(&text, &n);
	status = json_scan(text, n, file_name, false, &clean, error);
	text_release(&clean);
	return status;
}

enum status json_parse_part(const char *text, size_t n, const struct json_at *at, struct arena *parts,
	cJSON **root, struct error *error)
{
	cJSON_Hooks hooks = {node_alloc, node_free};
	enum status status = STATUS_OK;

	cJSON_InitHooks(&hooks);
	store = parts;
	*root = cJSON_ParseWithLength(text, n);
	store = &nodes;
	if (*root == NULL)
		return error_set(error, STATUS_DATA, _("%s: not JSON"), at->file);
	status = check_tree(at, *root, error);
	if (status != STATUS_OK)
		*root = NULL;
	return status;
}

enum status json_parse(const char *text, size_t n, const char *file_name, bool allow_infinity,
	cJSON **root, struct error *error)
{
	cJSON_Hooks hooks = {node_alloc, node_free};
	struct json_at at = {.file = file_name};
	struct text clean;
	enum status status;

	*root = NULL;
	text_init(&clean);
	skip_mark(&text, &n);
	status = json_scan(text, n, file_name, allow_infinity, &clean, error);
	if (status == STATUS_OK) {
		cJSON_InitHooks(&hooks);
		*root = clean.length > 0 ? cJSON_ParseWithLength(clean.data, clean.length)
					 : cJSON_ParseWithLength(text, n);
		trees += *root != NULL;
		if (*root == NULL)
			status = error_set(error, STATUS_DATA, _("%s: not JSON"), file_name);
		else
			status = check_tree(&at, *root, error);
	}
	if (status != STATUS_OK) {
		json_free(*root);
		*root = NULL;
	}
	text_release(&clean);
	return status;
}
