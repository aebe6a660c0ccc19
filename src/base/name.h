/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing names, whatever the locale. */
#pragma once

#include <stddef.h>

/* Lower-cases A-Z in place, whatever the locale, and returns its argument. */
char *text_ascii_lower(char *text);

/* As strcmp with A-Z equal to a-z, whatever the locale. */
int text_compare_nocase(const char *a, const char *b);

/* The look-up key of a name: ASCII letters and digits only, lower case ("H100-SXM 80GB" gives
 * "h100sxm80gb"). Always NUL-terminated, cut at size - 1; returns the length. */
size_t text_key(const char *name, char *out, size_t size);

/* Edit distance (insert, delete, replace, swap of neighbours) of the first TEXT_DISTANCE_BYTES
 * bytes of each; at most TEXT_DISTANCE_BYTES. Allocates nothing. */
enum { TEXT_DISTANCE_BYTES = 64 };
int text_distance(const char *a, const char *b);
