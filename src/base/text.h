/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growing strings, UTF-8, and the rules that make foreign text safe to show or to write. */
#ifndef GPUPLAN_BASE_TEXT_H
#define GPUPLAN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A growing string; after text_init `data` is always NUL-terminated and never NULL. */
struct text {
	char *data;
	size_t length, capacity; /* capacity 0: data is not allocated */
};

void text_init(struct text *text); /* empty, allocates nothing */
void text_release(struct text *text); /* frees; empty and usable afterwards */
void text_clear(struct text *text); /* empty, keeps the memory */
void text_reserve(struct text *text, size_t more); /* room for `more` bytes beyond the length */
void text_add(struct text *text, const char *more);
void text_add_n(struct text *text, const char *more, size_t n);
void text_add_char(struct text *text, char c);
void text_add_whole(struct text *text, long long number); /* in decimal */
void text_add_code(struct text *text, uint32_t code); /* one code point as UTF-8 */
void text_addf(struct text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Hands the string to the caller, who frees it; `text` is empty afterwards. */
char *text_take(struct text *text);

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

/* Adds UTF-8 in lines of at most `width` columns, cut at blanks (a word wider than a line is
 * kept whole), and ends the last one. The first line begins at column `column`, where `text` is
 * already; the others begin with `indent` blanks. */
void text_add_wrapped(struct text *text, const char *utf8, int column, int indent, int width);

/* Adds foreign bytes so that they are safe on a terminal: bad UTF-8 as U+FFFD, controls as ^X
 * or \xNN, line feed and tab as one blank, invisible and direction-changing characters as
 * <U+XXXX>, at most two combining marks on a base. Cleaning twice changes nothing. */
void text_add_clean(struct text *text, const char *untrusted, size_t n);

/* Adds a quoted JSON string; controls and U+007F-U+009F as \u00XX, bad UTF-8 as U+FFFD. */
void text_add_json_string(struct text *text, const char *utf8);

/* Adds one RFC 4180 cell, quoted when it must be. A cell that a spreadsheet would run
 * (= + - @ TAB CR first) gets a leading ' unless it is a plain number; controls other than
 * TAB, CR and LF are written \u00XX, bad UTF-8 as U+FFFD. */
void text_add_csv(struct text *text, const char *utf8);

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

#endif
