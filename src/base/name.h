/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing names, whatever the locale. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_alphanumeric(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

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
