/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading CSV (RFC 4180) with columns by header name. */
#pragma once

#include "base/error.h"
#include "base/text.h"

enum { CSV_COLUMNS_MAX = 256 };

/* One row: its fields are valid until the next one is read. */
struct csv_row {
	const char *raw; /* the row as it stands in the file, without the line end */
	size_t raw_length;
	int field_count;
	const char *fields[CSV_COLUMNS_MAX]; /* unquoted, NUL-terminated */
	size_t line;                         /* of its first character, from 1 */
};

/* Borrows the file's text and name. */
struct csv {
	const char *file, *at, *end;
	size_t line;
	struct text cells; /* the unquoted fields of the current row */
	struct text names; /* the header's, each ended by NUL */
	struct csv_row row;
	int column_count;
	const char *columns[CSV_COLUMNS_MAX];
};

/* Starts reading and takes the header row; a byte order mark is skipped.  STATUS_DATA with file and line
 * when there is none, or a quote is never closed, or it has too many columns; nothing is held then. */
enum status csv_open(struct csv *csv, const char *text, size_t n, const char *file, struct error *error);
void csv_release(struct csv *csv);

/* Index of a column, -1 when there is none. */
int csv_column(const struct csv *csv, const char *name);

/* Reads the next row that is not blank into csv->row: 1, 0 at the end, -1 for a broken row (more fields
 * than the header, text behind a closing quote, an open quote); reading goes on with the row behind it. */
int csv_next(struct csv *csv, struct error *error);

/* The field of a column in the current row; "" when the column or the field is missing. */
const char *csv_field(const struct csv *csv, int column);
