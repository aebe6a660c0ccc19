/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the shipped catalog files in a folder of its own, with or without their image. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "catalog/image.h"

/* Replaces `path` by that of a file of the catalog, or of the image for CATALOG_KIND_COUNT. */
static inline const char *imaged_path(struct text *path, const char *folder, int kind)
{
	struct text name;

	text_init(&name);
	if (kind < CATALOG_KIND_COUNT)
		text_addf(&name, "%s.json", catalog_kind_id((enum catalog_kind)kind));
	path_join(path, folder, kind < CATALOG_KIND_COUNT ? name.data : IMAGE_NAME);
	text_release(&name);
	return path->data;
}

static inline bool imaged_put(const char *path, const char *content, size_t n)
{
	FILE *file = fopen(path, "w");
	bool good = file && fwrite(content, 1, n, file) == n;

	return file && fclose(file) == 0 && good;
}

/* Copies the files of `base` into a new folder, whose name is put into the template. */
static inline bool imaged_copy(const char *base, char *folder)
{
	struct text path, content;
	bool good = mkdtemp(folder);

	text_init(&path);
	text_init(&content);
	for (int kind = 0; good && kind < CATALOG_KIND_COUNT; kind++)
		good = file_read(imaged_path(&path, base, kind), FILE_CAP, &content, NULL) == STATUS_OK &&
			imaged_put(imaged_path(&path, folder, kind), content.data, content.length);
	text_release(&content);
	text_release(&path);
	return good;
}

static inline enum status imaged_write(const char *folder, struct error *error)
{
	struct text path;
	enum status status;

	text_init(&path);
	status = image_write(folder, imaged_path(&path, folder, CATALOG_KIND_COUNT), error);
	text_release(&path);
	return status;
}

static inline void imaged_remove(const char *folder)
{
	struct text path;

	text_init(&path);
	for (int kind = 0; kind <= CATALOG_KIND_COUNT; kind++)
		unlink(imaged_path(&path, folder, kind));
	rmdir(folder);
	text_release(&path);
}
