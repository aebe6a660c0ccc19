/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the image: nothing of it is believed before its checksum and its sources are. */
#include "catalog/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/datadir.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "catalog/image-id.h"
#include "catalog/load.h"

static const char MAGIC[8] = "gpuplan";

static size_t round_up(size_t n)
{
	return (n + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

size_t image_start(uint64_t pointers)
{
	return round_up(sizeof(struct image_header) + (size_t)pointers * sizeof(uint32_t));
}

/* Where the data of the arena begins in the store. */
static size_t arena_start(void)
{
	return round_up(sizeof(struct catalog));
}

/* The sources of the loader decide, and how this compiler lays out what they declare. */
static uint64_t this_build(void)
{
	struct {
		char id[64];
		uint64_t sizes[CATALOG_KIND_COUNT + 3];
	} build = { .id = IMAGE_ID };

	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		build.sizes[kind] = load_kind_size((enum catalog_kind)kind);
	build.sizes[CATALOG_KIND_COUNT] = sizeof(struct catalog);
	build.sizes[CATALOG_KIND_COUNT + 1] = sizeof(struct alias_row);
	build.sizes[CATALOG_KIND_COUNT + 2] = sizeof(struct layer_group);
	return hash_bytes(&build, sizeof(build));
}

static bool hash_file(const char *path, uint64_t *hash)
{
	TEXT(content);

	if (file_read(path, LARGE_FILE_CAP, &content, NULL) != STATUS_OK)
		return false;
	*hash = hash_bytes(content.data, content.length);
	return true;
}

/* Fills `source` from a file of the catalog in folder `base`; false when it cannot be read. */
static bool source_read(struct image_source *source, const char *base, enum catalog_kind kind)
{
	TEXT(path);
	struct stat about;

	kind_path(&path, base, kind);
	/* The state before its content: whoever changes it meanwhile leaves another. */
	if (stat(path.data, &about) != 0 || !hash_file(path.data, &source->hash))
		return false;
	source->size = about.st_size;
	source->seconds = about.st_mtim.tv_sec;
	source->nanoseconds = about.st_mtim.tv_nsec;
	return true;
}

/* The time of a file can be set to what it was; that this was done is then later than the image. */
static bool is_untouched(const struct image_source *source, const struct stat *file, const struct stat *image)
{
	return source->seconds == file->st_mtim.tv_sec && source->nanoseconds == file->st_mtim.tv_nsec &&
		(file->st_ctim.tv_sec < image->st_mtim.tv_sec ||
			(file->st_ctim.tv_sec == image->st_mtim.tv_sec &&
				file->st_ctim.tv_nsec < image->st_mtim.tv_nsec));
}

static bool source_fits(const struct image_source *source, const char *path, const struct stat *image)
{
	struct stat about;
	uint64_t hash;

	if (stat(path, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size != source->size)
		return false;
	return is_untouched(source, &about, image) || (hash_file(path, &hash) && hash == source->hash);
}

static bool sources_fit(const struct image_header *header, const char *base, const struct stat *image)
{
	TEXT(path);

	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++) {
		kind_path(&path, base, (enum catalog_kind)kind);
		if (!source_fits(&header->sources[kind], path.data, image))
			return false;
	}
	return true;
}

/* Reads exactly n bytes: what grows or shrinks meanwhile is not whole. */
static bool read_bytes(int fd, char *out, size_t n)
{
	size_t at = 0;

	while (at < n) {
		ssize_t got = read(fd, out + at, n - at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += (size_t)got;
	}
	return true;
}

static bool is_whole(const struct image_header *header, size_t size)
{
	const size_t hashed = offsetof(struct image_header, build);

	return memcmp(header->magic, MAGIC, sizeof(MAGIC)) == 0 && header->build == this_build() &&
		header->pointers < size / sizeof(uint32_t) && header->bytes >= arena_start() && header->bytes < size &&
		header->bytes % sizeof(uintptr_t) == 0 && image_start(header->pointers) + header->bytes == size &&
		hash_bytes((const char *)header + hashed, size - hashed) == header->hash;
}

/* Offsets become pointers; those into struct catalog lead to the caller's. */
static bool restore_pointers(const struct image_header *header, char *store, struct catalog *catalog)
{
	const uint32_t *at = (const uint32_t *)(const void *)(header + 1);

	for (uint64_t i = 0; i < header->pointers; i++) {
		char *word = store + (size_t)at[i] * sizeof(uintptr_t), *target;
		uintptr_t offset;

		if (at[i] >= header->bytes / sizeof(uintptr_t))
			return false;
		memcpy(&offset, word, sizeof(offset));
		if (offset >= header->bytes)
			return false;
		target = offset < sizeof(*catalog) ? (char *)catalog + offset : store + offset;
		memcpy(word, &target, sizeof(target));
	}
	return true;
}

/* From an open file, all of which lives in the arena. */
static bool read_image(int fd, const char *base, struct catalog *catalog)
{
	struct arena arena;
	struct stat about;
	struct image_header *header;
	size_t size;
	char *store;

	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size > LARGE_FILE_CAP ||
		about.st_size < (off_t)sizeof(*header))
		return false;
	size = (size_t)about.st_size;
	arena_init(&arena);
	header = arena_alloc_raw(&arena, size);
	store = (char *)header;
	if (read_bytes(fd, store, size) && is_whole(header, size) && sources_fit(header, base, &about) &&
		restore_pointers(header, store += image_start(header->pointers), catalog)) {
		memcpy(catalog, store, sizeof(*catalog));
		catalog->arena = arena;
		return true;
	}
	arena_release(&arena);
	return false;
}

static bool read_path(const char *path, const char *base, struct catalog *catalog)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	bool read = fd >= 0 && read_image(fd, base, catalog);

	if (fd >= 0)
		close(fd);
	return read;
}

bool image_read(struct catalog *catalog, const char *base)
{
	TEXT(path);

	path_join(&path, base, IMAGE_NAME);
	return read_path(path.data, base, catalog) ||
		(datadir_beside_program(&path, IMAGE_NAME) && read_path(path.data, base, catalog));
}

/* Making the image.  The files are read twice, to two places: the loader does the same both times, so a word
 * that differs is a pointer.  No list of members has to be kept for that. */

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
	struct error_list problems = { 0 };
	struct load_input input = { .base = base, .room = ROOM_BYTES };
	enum status status = STATUS_OK;

	load_files(&r->catalog, &input, &problems);
	while (!(r->arena = arena_piece(&r->catalog.arena, &r->used))) {
		input.room *= 2;
		arena_release(&r->catalog.arena);
		error_list_release(&problems);
		load_files(&r->catalog, &input, &problems);
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

	*offset = in_catalog < sizeof(r->catalog) ? in_catalog : arena_start() + in_arena;
	return in_catalog < sizeof(r->catalog) || in_arena < r->used;
}

/* The store as it is in memory; what else the arena has is not part of it. */
static uintptr_t *copy_store(const struct reading *r, size_t bytes)
{
	char *store = xcalloc(1, bytes);

	memcpy(store, &r->catalog, sizeof(r->catalog));
	memset(store + offsetof(struct catalog, arena), 0, sizeof(r->catalog.arena));
	memcpy(store + arena_start(), r->arena, r->used);
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

static enum status write_file(
	struct image_header *header, const uint32_t *at, const uintptr_t *store, const char *path, struct error *error)
{
	const size_t hashed = offsetof(struct image_header, build);
	size_t start = image_start(header->pointers), size = start + header->bytes;
	FREED char *file = xcalloc(1, size);
	enum status status;

	memcpy(file, header, sizeof(*header));
	memcpy(file + sizeof(*header), at, header->pointers * sizeof(*at));
	memcpy(file + start, store, header->bytes);
	header->hash = hash_bytes(file + hashed, size - hashed);
	memcpy(file, header, sizeof(*header));
	status = file_write_atomic(path, file, size, error);
	return status;
}

static enum status write_readings(
	const struct reading *readings, struct image_header *header, const char *path, struct error *error)
{
	size_t bytes = arena_start() + readings[0].used, words = bytes / sizeof(uintptr_t);
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
	struct image_header header = { .build = this_build() };
	enum status status = STATUS_OK;

	memcpy(header.magic, MAGIC, sizeof(MAGIC));
	memset(readings, 0, sizeof(readings));
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++)
		if (!source_read(&header.sources[kind], base, (enum catalog_kind)kind))
			return error_set(error, STATUS_IO, _("%s: no %s.json that can be read"), base,
				catalog_kind_id((enum catalog_kind)kind));
	for (int i = 0; i < 2 && status == STATUS_OK; i++)
		status = read_whole(&readings[i], base, error);
	if (status == STATUS_OK)
		status = write_readings(readings, &header, path, error);
	for (int i = 0; i < 2; i++)
		arena_release(&readings[i].catalog.arena);
	return status;
}
