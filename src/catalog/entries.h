/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of one kind, read and merged by id before anything is decoded. */
#pragma once

#include "base/json_split.h"
#include "base/text.h"
#include "catalog/fields.h"

/* One merged object, and the file of its last change. */
struct entry {
	int first, last; /* indices of its parts */
	int document;    /* 0 base, then the overlays */
	int index;
	const char *id;
	const char *file;
};

/* The members that one file gives an object.  A large file is kept as text and parsed object by object. */
struct entry_part {
	cJSON *item;           /* owned by its document; NULL: `span` has the text */
	struct json_span span; /* of the document's text */
	int next;              /* index of the next part, which overrides this one; -1: none */
};

struct document {
	const char *file;
	cJSON *root;      /* without the items in a large document; NULL: missing or invalid */
	struct text text; /* of a large document; else empty */
	struct json_span items;
	size_t count;
};

/* All files of one kind, merged. */
struct entries {
	struct entry *rows;
	size_t count;
	struct entry_part *parts;
	int part_count;
	struct document *documents;
	int document_count;
	struct arena store; /* memory of opened parts */
};

/* Replaces `path` by the path of the file of a kind in a folder. */
void kind_path(struct text *path, const char *folder, enum catalog_kind kind);

/* Reads and merges the objects of one kind.  Every problem is reported. */
void entries_read(struct entries *entries, struct load *load, enum catalog_kind kind);
void entries_release(struct entries *entries);

/* The merged object of an entry.  It is valid until entries_close().  NULL: `error` has a message. */
cJSON *entries_open(struct entries *entries, const struct entry *entry, struct error *error);
void entries_close(struct entries *entries);

/* The number of elements in all arrays of that name.  It counts arrays that a later file replaces, too. */
size_t entries_count_members(const struct entries *entries, const char *name);

/* Reads a file into a zeroed document whose `file` and text are set up; `root` is NULL on failure. */
enum status document_read(struct document *document, struct error *error);
void document_release(struct document *document);

/* Parses everything but the items, and finds the items in the text.  json_check() must have accepted the text. */
enum status document_header(struct document *document, struct json_span whole, struct error *error);
