/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON files, read strictly, with getters that collect every error with its path. */
#pragma once

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/error.h"

enum { JSON_MAX_DEPTH = 64 };

/* Parses the n bytes as one RFC 8259 value: UTF-8 (a byte order mark is skipped), no NUL, depth at most 64, nothing
 * but white space behind, no duplicate keys, every number finite. With `allow_infinity` the bare words Infinity,
 * -Infinity and NaN become null. `file_name` is for messages: "file:line:column: what" (from 1, in characters) or
 * "file: /path: what". STATUS_DATA on failure and *root is NULL; else the caller frees *root with json_free. */
enum status json_parse(
	const char *text, size_t n, const char *file_name, bool allow_infinity, cJSON **root, struct error *error);

/* Whether json_parse() would find the grammar good: the same messages without a tree. */
enum status json_check(const char *text, size_t n, const char *file_name, struct error *error);

struct arena;
struct json_at;

/* Parses a value of a text that json_check() called good; `at` is its place for messages. The tree is
 * in `store`: free that, not the tree. */
enum status json_parse_part(
	const char *text, size_t n, const struct json_at *at, struct arena *store, cJSON **root, struct error *error);

/* Frees a tree of json_parse; NULL is allowed. The nodes of all trees share one store, which
 * is given back when the last tree is freed: parsing is half as dear as with malloc. */
void json_free(cJSON *root);
void json_free_local(cJSON **root);

/* Declares a local tree that is NULL at first, and freed where its block ends. */
#define JSON(name) cJSON *name __attribute__((cleanup(json_free_local))) = NULL

/* A place in a document, as a chain that ends at the root (parent NULL, key NULL). */
struct json_at {
	const char *file;
	const struct json_at *parent;
	const char *key; /* NULL: an array item, `index` counts from 0 */
	int index;
};

/* Writes "/gpus/3/memory/usable_gib" (RFC 6901), "/" for the root; cut at size - 1. */
void json_path(const struct json_at *at, char *out, size_t size);

/* Where a reader is in a file and where it puts what is wrong. Borrows file and errors. */
struct json_reader {
	const char *file;
	char path[256]; /* "" at the root */
	struct error_list *errors;
};

void json_reader_init(struct json_reader *reader, const char *file, struct error_list *errors);

/* Step into a member or an array item, and back out; parts that do not fit are cut. */
void json_reader_push(struct json_reader *reader, const char *key);
void json_reader_push_index(struct json_reader *reader, int index);
void json_reader_pop(struct json_reader *reader);

/* Adds "file: /path/key: message" (key may be NULL); STATUS_OK makes it a warning. */
enum status json_reader_error(struct json_reader *reader, enum status status, const char *key, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Getters of a member of `object`. A wrong type or a value out of range is an error of STATUS_DATA in the reader.
 * Absent and null give NaN, NULL or `fallback`; where the member is needed that is an error too. Strings and items are
 * borrowed from the tree. Ranges are inclusive; strings must not be empty. */
double json_number(
	const cJSON *object, const char *key, double low, double high, bool needed, struct json_reader *reader);
const char *json_string(const cJSON *object, const char *key, bool needed, struct json_reader *reader);
const cJSON *json_array(const cJSON *object, const char *key, bool needed, struct json_reader *reader);
const cJSON *json_object(const cJSON *object, const char *key, bool needed, struct json_reader *reader);
#define json_get_number(object, key, low, high, reader) json_number(object, key, low, high, false, reader)
#define json_need_number(object, key, low, high, reader) json_number(object, key, low, high, true, reader)
#define json_get_string(object, key, reader) json_string(object, key, false, reader)
#define json_need_string(object, key, reader) json_string(object, key, true, reader)
#define json_get_array(object, key, reader) json_array(object, key, false, reader)
#define json_need_array(object, key, reader) json_array(object, key, true, reader)
#define json_get_object(object, key, reader) json_object(object, key, false, reader)
#define json_need_object(object, key, reader) json_object(object, key, true, reader)
/* As json_get_number with `fallback` where the member is absent, null or wrong. */
double json_get_number_or(
	const cJSON *object, const char *key, double low, double high, double fallback, struct json_reader *reader);
bool json_get_bool(const cJSON *object, const char *key, bool fallback, struct json_reader *reader);

/* The member itself, NULL when absent (never an error): tells null from absent. */
const cJSON *json_member(const cJSON *object, const char *key);

/* Warns (STATUS_OK in the errors) about every key that is not in `known`, a list that ends
 * with NULL, and names the nearest known one. */
void json_check_keys(struct json_reader *reader, const cJSON *object, const char *const *known);
