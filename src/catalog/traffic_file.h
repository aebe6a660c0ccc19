/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the traffic of a day from a file: the highest rate of every hour. */
#pragma once

#include "base/error.h"
#include "base/text.h"

/* Whether the value of --traffic is a file name.  It is one if it is not a list of numbers. */
bool traffic_is_file(const char *value);

/* Replaces `out` by 24 rates separated by commas, as scenario_set() reads them.  The file is CSV with the columns
 * time and rate.  A time is an hour 0..23, HH:MM[:SS], or a date with such a time after a blank or T.  A rate is in
 * requests per second.  If an hour has several rates, the highest one is used.  STATUS_IO: the file cannot be read.
 * STATUS_DATA, with file, line and column: a line is invalid, a time occurs twice, or an hour has no rate. */
enum status traffic_read_file(const char *path, struct text *out, struct error *error);
