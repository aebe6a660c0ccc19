/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar days of prices and sources, without time zones. */
#pragma once

#include "base/error.h"

/* Reads "YYYY-MM-DD", or "YYYY-MM" as the first of the month, years 1900-9999, into days since
 * 1970-01-01 (proleptic Gregorian). STATUS_DATA with a message; *days is then left alone. */
enum status date_parse(const char *text, long *days, struct error *error);

/* Writes YYYY-MM-DD; years outside 0000-9999 give "n/a". */
void date_format(long days, char out[11]);

/* Now, in seconds since 1970-01-01 00:00 UTC; SOURCE_DATE_EPOCH in the environment decides instead of the clock. */
double date_now(void);

/* The day of date_now() in UTC. */
long date_today(void);
