/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files in and out, so that the user's file is never worse than before. */
#pragma once

#include "base/error.h"
#include "base/text.h"

/* The usual `cap`: 16 MiB. */
enum { FILE_CAP = 16 * 1024 * 1024 };

/* Files of rows or objects that are read one by one: a million prices, and sweeps. */
enum { LARGE_FILE_CAP = 256 * 1024 * 1024 };

/* Replaces the content of `out` by the file's bytes. Only regular files of at most `cap` bytes
 * without NUL bytes; "-" is a name like any other. STATUS_IO when it cannot be read (missing,
 * directory, FIFO, device, ...), STATUS_DATA when too large or binary. Never blocks. */
enum status file_read(const char *path, size_t cap, struct text *out, struct error *error);

/* The same from standard input until its end; what it is read from may be anything. */
enum status file_read_input(size_t cap, struct text *out, struct error *error);

/* What a command's argument names: standard input where it is "-", else the file. */
enum status file_read_argument(const char *path, size_t cap, struct text *out, struct error *error);
bool file_is_input(const char *path);

/* Replaces the content of `out` by at most n bytes from `offset` on (fewer at the end of the
 * file), whatever they are, and *size by the size of the whole file. Only regular files;
 * STATUS_IO when it cannot be read, STATUS_DATA when it ends before `offset`. */
enum status file_read_part(
	const char *path, double offset, size_t n, struct text *out, double *size, struct error *error);

/* Writes the n bytes to a temporary file beside `path`, puts them on disk and renames, so that either the old or the
 * new file is there, whole. Symbolic links are followed where open(2) would do so, mode and (where allowed) owner
 * kept; a device, a FIFO that is read, or a descriptor by its name in /dev is written directly. What a killed save
 * has left in the folder is removed. STATUS_IO on failure: the old file is untouched unless the message says "may not
 * be on disk". On success `error` may carry a warning (status OK, text not empty), else its text is empty. */
enum status file_write_atomic(const char *path, const char *data, size_t n, struct error *error);

/* Writes all n bytes; async-signal-safe.  False: it failed, errno says how. */
bool file_write_all(int fd, const char *data, size_t n);

/* What tells one state of a regular file from another. */
struct file_stamp {
	bool known; /* false: there was no such file */
	unsigned long long device, inode;
	long long size, seconds, nanoseconds; /* of its last change */
};

/* Of what the path leads to; where that is nothing, errno says why. */
struct file_stamp file_stamp_of(const char *path);
bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b);

/* file_write_atomic() that also tells the state in which it left the file. */
enum status file_write_stamped(
	const char *path, const char *data, size_t n, struct file_stamp *stamp, struct error *error);

/* Replaces the path by the one that its symbolic links lead to; the file itself may be missing.
 * STATUS_IO where the kernel follows them no further. */
enum status file_follow_links(struct text *path, struct error *error);

/* Makes a folder and those above it that are missing; one that is there is fine. STATUS_IO. */
enum status file_make_folder(const char *path, struct error *error);

/* Whether the path leads to something (also a directory). */
bool file_exists(const char *path);

/* Whether there is surely nothing: what cannot be looked at is not missing. */
bool file_missing(const char *path);

/* Whether the path leads to a directory; if not, errno says why. */
bool file_is_directory(const char *path);

/* Replaces `out` by dir/name with one slash; an absolute name or empty dir gives the name. */
void path_join(struct text *out, const char *dir, const char *name);

/* Adds the path to `out`; a leading "~" or "~/" stands for $HOME, as in a shell. */
void path_expand(struct text *out, const char *path);

/* Replaces `out` by the folder part of the path: "a/b" gives "a", "b" gives ".", "/b" "/". */
void path_directory(struct text *out, const char *path);

/* The last part of the path, inside `path`. */
const char *path_name(const char *path);
