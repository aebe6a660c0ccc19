/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing to what cannot be replaced: pipes, devices, and descriptors by their names. */
#pragma once

#include "base/error.h"

/* The descriptor of /dev/stdout, /dev/stderr, /dev/fd/N or /proc/self/fd/N; -1: no such name. */
int file_stream_descriptor(const char *path);

/* Writes to an open descriptor, and waits as long as it takes. STATUS_IO. */
enum status file_stream_write(int fd, const char *path, const char *data, size_t n, struct error *error);

/* Opens a pipe or device and writes to it.  Never waits for a reader: STATUS_IO at once where nobody
 * reads, and after two seconds in which a reader takes nothing. */
enum status file_stream_put(const char *path, const char *data, size_t n, struct error *error);
