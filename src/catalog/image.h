/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The image of a catalog: one file with the memory of a loaded catalog.  The build writes it with the loader.
 * Reading it takes a twentieth of the time of reading the files.  An image is valid for one build of the
 * loader and one content of the files; otherwise the files are read. */
#pragma once

#include <stdint.h>

#include "catalog/catalog.h"

#define IMAGE_NAME "catalog.image"

/* A file that the catalog was read from; hash_bytes() of its content. */
struct image_source {
	int64_t size, seconds, nanoseconds; /* time of its last change */
	uint64_t hash;
};

/* The file consists of this header, the pointers, and the store, which begins at image_start().  The store
 * begins with struct catalog, then comes the data that it points to.  A pointer in the store is an offset from
 * the beginning of the store. */
struct image_header {
	char magic[8];
	uint64_t hash;     /* of all bytes behind this member */
	uint64_t build;    /* differs between builds of the loader that cannot use each other's images */
	uint64_t bytes;    /* of the store */
	uint64_t pointers; /* number of pointers; each is the uint32_t index of a word of the store */
	struct image_source sources[CATALOG_KIND_COUNT];
};

/* Offset of the store in a file with `pointers` pointers, in bytes. */
size_t image_start(uint64_t pointers);

/* Fills an empty catalog from the image of the files in `base`.  The image is in `base` or beside the program.
 * False: no intact image matches program and files; the catalog stays empty. */
bool image_read(struct catalog *catalog, const char *base);

/* Writes the image of the files in `base` to `path`.  STATUS_DATA: the files have errors or warnings; only reading
 * the files reports them. */
enum status image_write(const char *base, const char *path, struct error *error);
