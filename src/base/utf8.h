/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 characters and the columns they take. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one character of at most `n` bytes strictly (no overlong forms, no surrogates, at
 * most U+10FFFF). Returns the bytes used; a bad byte gives U+FFFD and 1, n = 0 gives 0. */
size_t utf8_decode(const char *bytes, size_t n, uint32_t *code);

/* Whether the n bytes are well-formed UTF-8. */
bool utf8_valid(const char *bytes, size_t n);

/* Display columns of one character (wcwidth of the locale; unknown and control count 1). */
int text_code_columns(uint32_t code);

/* Display columns of a NUL-terminated UTF-8 string. */
int text_columns(const char *utf8);

/* Bytes of the longest start of `utf8` that fits into so many columns; no character is cut,
 * and marks that combine with the last one are kept. */
size_t text_fit(const char *utf8, int columns);

/* Writes a code point as UTF-8, returns how many of the 4 bytes. */
size_t utf8_encode(uint32_t code, char bytes[4]);
