/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsing of JSON files, paths into them, and typed getters that collect errors with their paths. */
#include "base/json.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json_scan.h"
#include "base/memory.h"

/* Adds one part of an RFC 6901 path. */
static void add_part(struct text *path, const char *key, int index)
{
	text_add_char(path, '/');
	if (!key)
		text_addf(path, "%d", index);
	for (; key && *key != '\0'; key++) {
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
	if (!at || !at->parent)
		return;
	add_path(path, at->parent);
	add_part(path, at->key, at->index);
}

void json_path(const struct json_at *at, char *out, size_t size)
{
	TEXT(path);

	if (size == 0)
		return;
	add_path(&path, at);
	if (path.length == 0)
		text_add_char(&path, '/');
	snprintf(out, size, "%s", path.data);
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

	for (const cJSON *b = object->child; b; b = b->next) {
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

	cJSON_ArrayForEach (member, object)
		members[i++] = member;
	qsort(members, count, sizeof(*members), compare_keys);
	for (i = 1; i < count && !found; i++)
		if (strcmp(members[i - 1]->string, members[i]->string) == 0)
			found = members[i];
	free(members);
	return found;
}

static enum status check_duplicates(const struct json_at *at, const cJSON *object, struct error *error)
{
	const cJSON *member, *twice;
	size_t count = 0;

	cJSON_ArrayForEach (member, object)
		count++;
	twice = count <= FEW_MEMBERS ? duplicate_of_few(object) : duplicate_of_many(object, count);
	if (twice) {
		struct json_at here = { at->file, at, twice->string, 0 };

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
	if (!item->child)
		return STATUS_OK;
	if ((item->type & 0xff) == cJSON_Object)
		status = check_duplicates(at, item, error);
	cJSON_ArrayForEach (part, item) {
		struct json_at here = { at->file, at, part->string, index++ };

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
	if (root && --trees == 0)
		arena_release(&nodes);
}

void json_free_local(cJSON **root)
{
	json_free(*root);
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
	TEXT(clean);

	skip_mark(&text, &n);
	return json_scan(text, n, file_name, false, &clean, error);
}

enum status json_parse_part(
	const char *text, size_t n, const struct json_at *at, struct arena *parts, cJSON **root, struct error *error)
{
	cJSON_Hooks hooks = { node_alloc, node_free };
	enum status status = STATUS_OK;

	cJSON_InitHooks(&hooks);
	store = parts;
	*root = cJSON_ParseWithLength(text, n);
	store = &nodes;
	if (!*root)
		return error_set(error, STATUS_DATA, _("%s: not JSON"), at->file);
	status = check_tree(at, *root, error);
	if (status != STATUS_OK)
		*root = NULL;
	return status;
}

enum status json_parse(
	const char *text, size_t n, const char *file_name, bool allow_infinity, cJSON **root, struct error *error)
{
	cJSON_Hooks hooks = { node_alloc, node_free };
	struct json_at at = { .file = file_name };
	TEXT(clean);
	enum status status;

	*root = NULL;
	skip_mark(&text, &n);
	status = json_scan(text, n, file_name, allow_infinity, &clean, error);
	if (status != STATUS_OK)
		return status;
	cJSON_InitHooks(&hooks);
	*root = clean.length > 0 ? cJSON_ParseWithLength(clean.data, clean.length) : cJSON_ParseWithLength(text, n);
	if (!*root)
		return error_set(error, STATUS_DATA, _("%s: not JSON"), file_name);
	trees++;
	status = check_tree(&at, *root, error);
	if (status != STATUS_OK) {
		json_free(*root);
		*root = NULL;
	}
	return status;
}

void json_reader_init(struct json_reader *reader, const char *file, struct error_list *errors)
{
	*reader = (struct json_reader){ .file = file, .errors = errors };
}

/* Slashes are kept free for parts that do not fit, so that pop always finds its own. */
enum { PATH_RESERVE = JSON_MAX_DEPTH + 2 };

void json_reader_push(struct json_reader *reader, const char *part)
{
	size_t length = strlen(reader->path), slash = length;
	size_t room = sizeof(reader->path) - PATH_RESERVE;

	if (length + 2 > sizeof(reader->path))
		return;
	reader->path[length++] = '/';
	for (; *part != '\0' && length + 2 < room; part++) {
		if (*part == '/' || *part == '~')
			reader->path[length++] = '~';
		reader->path[length++] = *part == '/' ? '1' : *part == '~' ? '0' : *part;
	}
	if (*part != '\0')
		length = slash + 1;
	reader->path[length] = '\0';
}

void json_reader_push_index(struct json_reader *reader, int index)
{
	char part[16], *digit = part + sizeof(part) - 1;

	*digit = '\0';
	do {
		*--digit = (char)('0' + index % 10);
		index /= 10;
	} while (index > 0);
	json_reader_push(reader, digit);
}

void json_reader_pop(struct json_reader *reader)
{
	char *slash = strrchr(reader->path, '/');

	if (slash)
		*slash = '\0';
}

enum status json_reader_error(struct json_reader *reader, enum status status, const char *key, const char *format, ...)
{
	va_list arguments;
	char what[512];

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	return error_list_add(reader->errors, status, "%s: %s%s%s: %s", reader->file, reader->path,
		key || reader->path[0] == '\0' ? "/" : "", key ? key : "", what);
}

const cJSON *json_member(const cJSON *object, const char *key)
{
	const cJSON *item;

	/* As cJSON_GetObjectItemCaseSensitive, but most keys are told apart by their first byte. */
	if (!object || (object->type & 0xff) != cJSON_Object)
		return NULL;
	for (item = object->child; item; item = item->next)
		if (item->string[0] == key[0] && strcmp(item->string, key) == 0)
			return item;
	return NULL;
}

/* The member when it is there, not null and of the type; else NULL, with an error where one is due. */
static const cJSON *typed(const cJSON *object, const char *key, cJSON_bool (*is)(const cJSON *const item),
	const char *type, bool needed, struct json_reader *reader)
{
	const cJSON *item = json_member(object, key);

	if (!item || cJSON_IsNull(item)) {
		if (needed)
			json_reader_error(reader, STATUS_DATA, key, _("missing; must be %s"), _(type));
		return NULL;
	}
	if (is(item))
		return item;
	json_reader_error(reader, STATUS_DATA, key, _("must be %s"), _(type));
	return NULL;
}

double json_number(
	const cJSON *object, const char *key, double low, double high, bool needed, struct json_reader *reader)
{
	const cJSON *item = typed(object, key, cJSON_IsNumber, N_("a number"), needed, reader);

	if (!item)
		return NAN;
	if (item->valuedouble >= low && item->valuedouble <= high)
		return item->valuedouble;
	if (isinf(high) && isinf(low))
		json_reader_error(reader, STATUS_DATA, key, _("must be a finite number"));
	else if (isinf(high))
		json_reader_error(
			reader, STATUS_DATA, key, _("%.15g is out of range, at least %.15g"), item->valuedouble, low);
	else
		json_reader_error(reader, STATUS_DATA, key, _("%.15g is out of range %.15g to %.15g"),
			item->valuedouble, low, high);
	return NAN;
}

double json_get_number_or(
	const cJSON *object, const char *key, double low, double high, double fallback, struct json_reader *reader)
{
	double value = json_number(object, key, low, high, false, reader);

	return isnan(value) ? fallback : value;
}

bool json_get_bool(const cJSON *object, const char *key, bool fallback, struct json_reader *reader)
{
	const cJSON *item = typed(object, key, cJSON_IsBool, N_("true or false"), false, reader);

	return !item ? fallback : cJSON_IsTrue(item);
}

const char *json_string(const cJSON *object, const char *key, bool needed, struct json_reader *reader)
{
	const cJSON *item = typed(object, key, cJSON_IsString, N_("a string"), needed, reader);

	if (!item)
		return NULL;
	if (item->valuestring[0] != '\0')
		return item->valuestring;
	json_reader_error(reader, STATUS_DATA, key, _("must not be empty"));
	return NULL;
}

const cJSON *json_array(const cJSON *object, const char *key, bool needed, struct json_reader *reader)
{
	return typed(object, key, cJSON_IsArray, N_("an array"), needed, reader);
}

const cJSON *json_object(const cJSON *object, const char *key, bool needed, struct json_reader *reader)
{
	return typed(object, key, cJSON_IsObject, N_("an object"), needed, reader);
}

/* The known key within two typing mistakes, or NULL. */
static const char *nearest(const char *key, const char *const *known)
{
	const char *best = NULL;
	int best_distance = 3;

	for (; *known; known++) {
		int distance = text_distance(key, *known);

		if (distance < best_distance) {
			best_distance = distance;
			best = *known;
		}
	}
	return best;
}

void json_check_keys(struct json_reader *reader, const cJSON *object, const char *const *known)
{
	const cJSON *item;

	cJSON_ArrayForEach (item, object) {
		const char *const *name = known;
		const char *near;

		while (*name && (!item->string || strcmp(*name, item->string) != 0))
			name++;
		if (*name || !item->string)
			continue;
		near = nearest(item->string, known);
		if (near)
			json_reader_error(
				reader, STATUS_OK, item->string, _("unknown key; did you mean \"%s\"?"), near);
		else
			json_reader_error(reader, STATUS_OK, item->string, _("unknown key"));
	}
}
