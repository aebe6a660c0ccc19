/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one grammar for numbers that people type, and the form in which they are shown. */
#pragma once

#include "base/error.h"
#include "base/text.h"

/* What a number measures; it decides which units may follow. Stored in SI units. */
enum quantity_kind {
	QUANTITY_COUNT,      /* k = 1e3, M = 1e6 */
	QUANTITY_TOKENS,     /* k = 1024, M = 1048576 */
	QUANTITY_PARAMETERS, /* k, M, B, T = 1e3, 1e6, 1e9, 1e12 */
	QUANTITY_SECONDS,    /* ms, s, min; a bare number is milliseconds */
	QUANTITY_DURATION,   /* s, min, h; a bare number is seconds */
	QUANTITY_FRACTION,   /* 50% or 0.5; 0-1 */
	QUANTITY_RATE,       /* per second; k, M, /s, k/s, M/s, /min */
	QUANTITY_VOLUME, /* kept per second, shown by the day; /s, /min, /h, /day, /month; a bare number is a day's */
	QUANTITY_NUMBER, /* a ratio or anything else without a unit; not only whole */
	QUANTITY_USD     /* US dollars; $ before or USD behind may be written; k, M */
};

enum { QUANTITY_MAX_CHARACTERS = 40 };

/* Reads the whole of `text`: blanks, digits with at most one '.' or ',' as decimal mark, blanks, a unit of the kind,
 * blanks. k and K are kilo, M and m mega, B and b 1e9, T and t 1e12; ms, s and min are lower case. Refused: signs,
 * hexadecimal, exponents, nan, inf, a leading or trailing mark, "1,500" and "1.500,5" (ambiguous), digits that are
 * not ASCII, more than 40 bytes, values above 2^53. STATUS_USAGE with a message that names the column (from 1) and
 * the allowed form; *value is then left as it was. Whole numbers and ranges are the caller's business. */
enum status quantity_parse(const char *text, enum quantity_kind kind, double *value, struct error *error);

/* Adds the value in people's form with so many significant digits ("8k", "70.6B", "500 ms", "1.5 s", "50%", "2.50");
 * NaN and infinities are "n/a". Tokens use k and M only for exact multiples of 1024; whole tokens are never rounded. */
void quantity_format(struct text *text, double value, enum quantity_kind kind, int significant);

/* Adds a finite number for machines: the shortest digits that read back to the same double. */
void quantity_add_exact(struct text *text, double value);

/* Reads a finite number of a file written by a machine, the whole of `text`, in any form that C
 * has; false leaves *value alone. */
bool quantity_read_exact(const char *text, double *value);

/* The units of a kind for messages and help, translated ("ms, s or min; a bare number is ms"). */
const char *quantity_form(enum quantity_kind kind);
