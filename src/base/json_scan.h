/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strict reading of JSON that happens before cJSON, which is lenient; for json.c only. */
#pragma once

#include "base/error.h"
#include "base/text.h"

/* Checks that the n bytes are one RFC 8259 value as json_parse wants it. Where words for infinity
 * and not-a-number are allowed and there, `out` becomes the text with null in their place; else it
 * is empty: the bytes can be taken as they are. */
enum status json_scan(
	const char *text, size_t n, const char *file_name, bool allow_infinity, struct text *out, struct error *error);
