/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the files of the catalog. */
#pragma once

#include "catalog/entries.h"

/* Reads the files, without looking for an image.  See catalog_load() for the result. */
enum status load_files(struct catalog *catalog, const struct load_input *input, struct error_list *problems);

/* The size of one item of a kind, in bytes. */
size_t load_kind_size(enum catalog_kind kind);

/* The kinds, each in the file that reads it. */
#define KIND_ARRAY(type, array_, count_) \
	.size = sizeof(struct type), .array = offsetof(struct catalog, array_), \
	.count = offsetof(struct catalog, count_)
extern const struct kind_row SOURCE_KIND, FAMILY_KIND, PARAMETER_KIND, LINK_KIND, GPU_KIND, KV_FORMAT_KIND;
extern const struct kind_row FORMAT_KIND, ENGINE_KIND, BAND_KIND, MODEL_KIND, PROVIDER_KIND, OFFER_KIND;
extern const struct kind_row MIG_KIND, OWNERSHIP_KIND, COUNTRY_KIND, REGION_KIND, MEDIA_KIND, POLICY_KIND;
