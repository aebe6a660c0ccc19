/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of the clock, in seconds since 1970-01-01 00:00 UTC; people's are local, by TZ. */
#pragma once

#include "base/error.h"
#include "base/text.h"

/* Whether a text means a time of the clock and no duration: it has a colon, or the form of a date. */
bool clock_is_time(const char *text);

/* Reads "08:00", which is the next such moment after `now`, or "2026-12-01T08:00", both with seconds or without.
 * STATUS_USAGE with a message; *at is then left alone. */
enum status clock_parse(const char *text, double now, double *at, struct error *error);

/* Adds "2026-12-01T08:00", with seconds where they are not 0: clock_parse() reads it back.  Years outside 1900 to 9999
 * give "n/a". */
void clock_format(struct text *out, double at);

/* Adds "08:00" where that means the same at `now`, else as clock_format(). */
void clock_format_short(struct text *out, double at, double now);

/* Adds "08:00" of the next 24 hours, "12-05" (month and day) of others: 5 columns. */
void clock_format_cell(struct text *out, double at, double now);
