/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The image: a catalog as it lies in memory once its files are read, in one file.  The build makes it
 * with the loader itself; reading it back takes a twentieth of the time.  It is good for one build of the
 * loader and one content of the files; where it does not fit, the files are read.
 */
#ifndef GPUPLAN_CATALOG_IMAGE_H
#define GPUPLAN_CATALOG_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "catalog/catalog.h"

#define IMAGE_NAME "catalog.image"

/* A file that the catalog was read from; hash_bytes() of its content. */
struct image_source {
	int64_t size, seconds, nanoseconds; /* time of its last change */
	uint64_t hash;
};

/* The file is this header, the pointers, and from image_start() on the store: struct catalog, and from
 * image_arena() on what it points to.  A pointer in the store is an offset from its beginning. */
struct image_header {
	char magic[8];
	uint64_t hash;  /* of all bytes behind this member */
	uint64_t build; /* image_build() */
	uint64_t bytes; /* of the store */
	uint64_t pointers; /* uint32_t each: where a pointer is, in words of the store */
	struct image_source sources[CATALOG_KIND_COUNT];
};

extern const char IMAGE_MAGIC[8];

/* Differs between builds of the loader that cannot use each other's images. */
uint64_t image_build(void);

/* Offset of the store in a file with so many pointers, of the arena in the store. */
size_t image_start(uint64_t pointers);
size_t image_arena(void);

/* Fills `source` from a file of the catalog in folder `base`; false when it cannot be read. */
bool image_source_read(struct image_source *source, const char *base, enum catalog_kind kind);

/* Fills an empty catalog from the image of the files in `base`, which is there or beside the program.
 * False, and the catalog stays empty, when there is none that is whole and fits program and files. */
bool image_read(struct catalog *catalog, const char *base);

/* Writes the image of the files in `base`. STATUS_DATA when they have errors or warnings, which are
 * told from the files only. */
enum status image_write(const char *base, const char *path, struct error *error);

#endif
