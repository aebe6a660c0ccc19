/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day's traffic from a file: the highest rate of every hour. */
#ifndef GPUPLAN_CATALOG_TRAFFIC_FILE_H
#define GPUPLAN_CATALOG_TRAFFIC_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

/* Whether the value of --traffic names a file: it is no list of numbers. */
bool traffic_is_file(const char *value);

/*
 * Replaces `out` by 24 rates with commas between them, as scenario_set() takes them.  The file is
 * CSV with the columns time and rate: hours 0 to 23, HH:MM[:SS], or a date with such a time behind a
 * blank or T; requests a second.  Of finer times, and of several days, the highest rate of an hour
 * counts.  STATUS_IO when it cannot be read; STATUS_DATA with file, line and column when a line is
 * not that, a time comes twice, or an hour has none.
 */
enum status traffic_read_file(const char *path, struct text *out, struct error *error);

#endif
