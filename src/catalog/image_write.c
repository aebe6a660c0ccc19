/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making the image.  The files are read twice, to two places: the loader does the same both times, so a
 * word that differs is a pointer.  No list of members has to be kept for that.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "catalog/image.h"
#include "catalog/load.h"

/* Room that is tried first; doubled until it is enough. */
enum { ROOM_BYTES = 4 << 20 };

/* A catalog in two pieces. */
struct reading {
	struct catalog catalog;
	const char *arena;
	size_t used;
};

static enum status read_whole(struct reading *r, const char *base, struct error *error)
{
	struct error_list problems = {0};
	struct load_input input = {.base = base, .room = ROOM_BYTES};
	enum status status = STATUS_OK;

	load_all(&r->catalog, &input, &problems);
	while ((r->arena = arena_piece(&r->catalog.arena, &r->used)) == NULL) {
		input.room *= 2;
		catalog_release(&r->catalog);
		error_list_release(&problems);
		load_all(&r->catalog, &input, &problems);
	}
	if (problems.count > 0)
		status = error_set(error, STATUS_DATA, "%s", problems.items[0].text);
	error_list_release(&problems);
	return status;
}

/* Where in the store a pointer leads; false: not into the catalog. */
static bool offset_of(const struct reading *r, uintptr_t word, uintptr_t *offset)
{
	uintptr_t in_catalog = word - (uintptr_t)&r->catalog, in_arena = word - (uintptr_t)r->arena;

	*offset = in_catalog < sizeof(r->catalog) ? in_catalog : image_arena() + in_arena;
	return in_catalog < sizeof(r->catalog) || in_arena < r->used;
}

/* The store as it is in memory; what else the arena has is not part of it. */
static uintptr_t *copy_store(const struct reading *r, size_t bytes)
{
	char *store = xcalloc(1, bytes);

	memcpy(store, &r->catalog, sizeof(r->catalog));
	memset(store + offsetof(struct catalog, arena), 0, sizeof(r->catalog.arena));
	memcpy(store + image_arena(), r->arena, r->used);
	return (uintptr_t *)(void *)store;
}

/* Turns the pointers of `store` into offsets; their places go to `at`. False when something else
 * differs, a pointer out of the catalog or memory that nobody wrote. */
static bool find_pointers(const struct reading *readings, uintptr_t *store, const uintptr_t *other, size_t words,
	uint32_t *at, uint64_t *count)
{
	for (size_t i = 0; i < words; i++) {
		uintptr_t offset, same;

		if (store[i] == other[i])
			continue;
		if (!offset_of(&readings[0], store[i], &offset) || !offset_of(&readings[1], other[i], &same) ||
		    offset != same || i > UINT32_MAX)
			return false;
		store[i] = offset;
		at[(*count)++] = (uint32_t)i;
	}
	return true;
}

static enum status write_file(struct image_header *header, const uint32_t *at, const uintptr_t *store,
	const char *path, struct error *error)
{
	const size_t hashed = offsetof(struct image_header, build);
	size_t start = image_start(header->pointers), size = start + header->bytes;
	char *file = xcalloc(1, size);
	enum status status;

	memcpy(file, header, sizeof(*header));
	memcpy(file + sizeof(*header), at, header->pointers * sizeof(*at));
	memcpy(file + start, store, header->bytes);
	header->hash = hash_bytes(file + hashed, size - hashed);
	memcpy(file, header, sizeof(*header));
	status = file_write_atomic(path, file, size, error);
	free(file);
	return status;
}

static enum status write_readings(const struct reading *readings, struct image_header *header, const char *path,
	struct error *error)
{
	size_t bytes = image_arena() + readings[0].used, words = bytes / sizeof(uintptr_t);
	uintptr_t *store, *other;
	uint32_t *at;
	enum status status;

	if (readings[0].used != readings[1].used)
		return error_set(error, STATUS_INTERNAL, _("two readings of the catalog differ"));
	store = copy_store(&readings[0], bytes);
	other = copy_store(&readings[1], bytes);
	at = xcalloc(words, sizeof(*at));
	header->bytes = bytes;
	if (find_pointers(readings, store, other, words, at, &header->pointers))
		status = write_file(header, at, store, path, error);
	else
		status = error_set(error, STATUS_INTERNAL, _("two readings of the catalog differ"));
	free(at);
	free(other);
	free(store);
	return status;
}

enum status image_write(const char *base, const char *path, struct error *error)
{
	static struct reading readings[2];
	struct image_header header = {.build = image_build()};
	enum status status = STATUS_OK;

	memcpy(header.magic, IMAGE_MAGIC, sizeof(IMAGE_MAGIC));
	memset(readings, 0, sizeof(readings));
	for (int kind = 0; kind < CATALOG_KIND_COUNT && status == STATUS_OK; kind++)
		if (!image_source_read(&header.sources[kind], base, (enum catalog_kind)kind))
			status = error_set(error, STATUS_IO, _("%s: no %s.json that can be read"), base,
				catalog_kind_id((enum catalog_kind)kind));
	for (int i = 0; i < 2 && status == STATUS_OK; i++)
		status = read_whole(&readings[i], base, error);
	if (status == STATUS_OK)
		status = write_readings(readings, &header, path, error);
	for (int i = 0; i < 2; i++)
		catalog_release(&readings[i].catalog);
	return status;
}
