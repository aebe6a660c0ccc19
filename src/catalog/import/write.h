/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An imported model as an entry of an overlay. */
#pragma once

#include "catalog/import/import.h"

/* Adds the model as one object of an overlay's models.json. */
void import_write_json(const struct imported *imported, struct text *out);

/* Adds a whole overlay file: the n bytes of an existing one (n = 0: none) with the model put in, in place of
 * one with the same id.  STATUS_DATA when those bytes are no such file. */
enum status import_merge_json(const struct imported *imported, const char *existing, size_t n, const char *file_name,
	struct text *out, struct error *error);
