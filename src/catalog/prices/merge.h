/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imported prices as files of an overlay. */
#pragma once

#include "catalog/prices/prices.h"

/* Adds a whole prices.json: the n bytes of an existing one (n = 0: none) with the offers put in, in place of
 * all that the same providers had from the same source; their number goes to *replaced.  STATUS_DATA when
 * those bytes are no such file, or the new ones are too many to be read again. */
enum status prices_merge_offers(const struct price_import *import, const char *existing, size_t n,
	const char *file_name, int *replaced, struct text *out, struct error *error);

/* The same with a providers.json and the providers that the catalog does not know; those of the
 * file stay as they are. */
enum status prices_merge_providers(const struct price_import *import, const char *existing, size_t n,
	const char *file_name, struct text *out, struct error *error);
