/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading files, and replacing one so that a crash, a full disk or a signal leaves the old or the new one. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_stream.h"
#include "base/file_temporary.h"
#include "base/i18n.h"

enum { LINKS_MAX = 40, LINK_CAP = 4096 };

static enum status failed(struct error *error, const char *path, const char *what)
{
	return error_set(error, STATUS_IO, "%s: %s: %s", path, what, strerror(errno));
}

/* What a thing that is no regular file is. */
static const char *sort_of(mode_t mode)
{
	if (S_ISDIR(mode))
		return _("is a directory");
	if (S_ISFIFO(mode))
		return _("is a pipe");
	if (S_ISSOCK(mode))
		return _("is a socket");
	return _("is a device");
}

/* Everything up to the end of the file or just beyond `cap` bytes. */
static enum status read_all(int fd, const char *name, size_t cap, struct text *out, struct error *error)
{
	while (out->length <= cap) {
		ssize_t n;

		if (out->capacity - out->length < 2)
			text_reserve(out, out->length + 4096);
		n = read(fd, out->data + out->length, out->capacity - out->length - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(error, STATUS_IO, "%s: %s", name, strerror(errno));
		if (n == 0)
			break;
		out->length += (size_t)n;
		out->data[out->length] = '\0';
	}
	if (out->length > cap)
		return error_set(error, STATUS_DATA, _("%s: too large, at most %zu bytes"), name, cap);
	if (out->length > 0 && memchr(out->data, '\0', out->length))
		return error_set(error, STATUS_DATA, _("%s: holds NUL bytes; not a text file in UTF-8"), name);
	return STATUS_OK;
}

static enum status read_open(int fd, const char *path, size_t cap, struct text *out, struct error *error)
{
	struct stat about;

	if (fstat(fd, &about) != 0)
		return error_set(error, STATUS_IO, "%s: %s", path, strerror(errno));
	if (!S_ISREG(about.st_mode))
		return error_set(error, STATUS_IO, _("%s: %s, not a regular file"), path, sort_of(about.st_mode));
	if (about.st_size > 0 && (unsigned long long)about.st_size > cap)
		return error_set(error, STATUS_DATA, _("%s: too large, at most %zu bytes"), path, cap);
	/* The size of /proc files is 0, so the loop counts as well. */
	if (about.st_size > 0)
		text_reserve(out, (size_t)about.st_size + 2);
	return read_all(fd, path, cap, out, error);
}

enum status file_read_input(size_t cap, struct text *out, struct error *error)
{
	enum status status;

	text_clear(out);
	status = read_all(STDIN_FILENO, _("standard input"), cap, out, error);
	if (status != STATUS_OK)
		text_clear(out);
	return status;
}

enum status file_read(const char *path, size_t cap, struct text *out, struct error *error)
{
	enum status status;
	int fd;

	text_clear(out);
	do
		fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return error_set(error, STATUS_IO, "%s: %s", path, strerror(errno));
	status = read_open(fd, path, cap, out, error);
	close(fd);
	if (status != STATUS_OK)
		text_clear(out);
	return status;
}

bool file_is_input(const char *path)
{
	return strcmp(path, "-") == 0;
}

enum status file_read_argument(const char *path, size_t cap, struct text *out, struct error *error)
{
	return file_is_input(path) ? file_read_input(cap, out, error) : file_read(path, cap, out, error);
}

bool file_exists(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0;
}

bool file_is_directory(const char *path)
{
	struct stat about;

	if (stat(path, &about) != 0)
		return false;
	errno = ENOTDIR;
	return S_ISDIR(about.st_mode);
}

bool file_missing(const char *path)
{
	struct stat about;

	return stat(path, &about) != 0 && errno == ENOENT;
}

static struct file_stamp stamp_of(const struct stat *about)
{
	return (struct file_stamp){ S_ISREG(about->st_mode), about->st_dev, about->st_ino, about->st_size,
		about->st_mtim.tv_sec, about->st_mtim.tv_nsec };
}

struct file_stamp file_stamp_of(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 ? stamp_of(&about) : (struct file_stamp){ .known = false };
}

bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->known == b->known && a->device == b->device && a->inode == b->inode && a->size == b->size &&
		a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

static enum status read_at(int fd, const char *path, double offset, size_t n, struct text *out, struct error *error)
{
	text_reserve(out, n + 1);
	while (out->length < n) {
		ssize_t got = pread(fd, out->data + out->length, n - out->length, (off_t)offset + (off_t)out->length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set(error, STATUS_IO, "%s: %s", path, strerror(errno));
		if (got == 0)
			break;
		out->length += (size_t)got;
	}
	out->data[out->length] = '\0';
	return STATUS_OK;
}

enum status file_read_part(
	const char *path, double offset, size_t n, struct text *out, double *size, struct error *error)
{
	struct stat about;
	enum status status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	text_clear(out);
	if (fd < 0)
		return error_set(error, STATUS_IO, "%s: %s", path, strerror(errno));
	if (fstat(fd, &about) != 0)
		status = error_set(error, STATUS_IO, "%s: %s", path, strerror(errno));
	else if (!S_ISREG(about.st_mode))
		status = error_set(error, STATUS_IO, _("%s: not a regular file"), path);
	else if (!(offset >= 0.0 && offset <= (double)about.st_size))
		status = error_set(error, STATUS_DATA, _("%s: ends too early"), path);
	else
		status = read_at(fd, path, offset, n, out, error);
	if (status == STATUS_OK)
		*size = (double)about.st_size;
	close(fd);
	return status;
}

static bool is_link(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

/* Replaces `path` by what the link there says. */
static enum status follow(struct text *path, struct error *error)
{
	char link[LINK_CAP];
	TEXT(next);
	TEXT(directory);
	ssize_t n = readlink(path->data, link, sizeof(link) - 1);

	if (n < 0)
		return failed(error, path->data, _("cannot follow"));
	link[n] = '\0';
	path_directory(&directory, path->data);
	path_join(&next, directory.data, link);
	text_clear(path);
	text_add(path, next.data);
	return STATUS_OK;
}

/* Whether the kernel finds nothing behind the name, or the same file as behind the other one. */
static bool leads_to(const char *path, const char *real)
{
	struct file_stamp a = file_stamp_of(path), b;
	bool missing = !a.known && errno == ENOENT;

	b = file_stamp_of(real);
	return a.known ? a.device == b.device && a.inode == b.inode : missing && !b.known && errno == ENOENT;
}

enum status file_follow_links(struct text *path, struct error *error)
{
	TEXT(given);
	struct stat about;
	enum status status = STATUS_OK;

	if (!is_link(path->data))
		return STATUS_OK;
	/* In a folder of everybody the kernel follows no links of others: what it refuses is refused
	 * here, where links are only read. */
	if (stat(path->data, &about) != 0 && errno != ENOENT)
		return failed(error, path->data, _("cannot follow"));
	text_add(&given, path->data);
	for (int i = 0; status == STATUS_OK && i < LINKS_MAX && is_link(path->data); i++)
		status = follow(path, error);
	if (status != STATUS_OK || leads_to(given.data, path->data))
		return status;
	return error_set(error, STATUS_IO, _("%s: changes while it is opened"), given.data);
}

bool file_write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, data, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		data += written;
		n -= (size_t)written;
	}
	return true;
}

static bool sync_file(int fd)
{
	int result;

	do
		result = fsync(fd);
	while (result != 0 && errno == EINTR);
	return result == 0;
}

/* Mode of the old file, or that of any new file; the owner is kept where that is allowed. */
static bool copy_mode(int fd, const struct stat *old)
{
	if (!old) {
		mode_t mask = umask(0);

		umask(mask);
		return fchmod(fd, 0666 & ~mask) == 0;
	}
	if ((old->st_uid != geteuid() || old->st_gid != getegid()) && fchown(fd, old->st_uid, old->st_gid) != 0)
		return fchmod(fd, old->st_mode & 0777) == 0; /* not ours: no set-id bits */
	return fchmod(fd, old->st_mode & 07777) == 0;
}

static enum status fill(int fd, const char *path, const char *data, size_t n, const struct stat *old,
	struct file_stamp *stamp, struct error *error)
{
	enum status status = STATUS_OK;
	struct stat about;

	if (!file_write_all(fd, data, n))
		status = failed(error, path, _("cannot write"));
	else if (!copy_mode(fd, old))
		status = failed(error, path, _("cannot set the mode"));
	else if (!sync_file(fd))
		status = failed(error, path, _("cannot be put on disk"));
	/* Of the file that was written: behind its name may be another one before long. */
	if (status == STATUS_OK && fstat(fd, &about) == 0)
		*stamp = stamp_of(&about);
	/* On Linux the descriptor is gone after EINTR, and fsync has spoken before. */
	if (close(fd) != 0 && errno != EINTR && status == STATUS_OK)
		status = failed(error, path, _("cannot be put on disk"));
	return status;
}

/* Some file systems cannot sync a directory; only that is forgiven. */
static enum status sync_directory(const char *directory, const char *path, struct error *error)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum status status = STATUS_OK;

	if (fd < 0)
		return STATUS_OK; /* a folder that may be written but not read */
	if (!sync_file(fd) && errno != EINVAL && errno != ENOTSUP)
		status = failed(error, path, _("written, but may not be on disk"));
	close(fd);
	return status;
}

static enum status replace(const char *path, const char *data, size_t n, const struct stat *old,
	struct file_stamp *stamp, struct error *error)
{
	struct file_temporary temporary;
	TEXT(directory);
	enum status status;

	path_directory(&directory, path);
	if (!file_temporary_make(&temporary, directory.data)) {
		status = failed(error, path, _("cannot create a file in its folder"));
	} else {
		status = fill(temporary.fd, path, data, n, old, stamp, error);
		if (status == STATUS_OK && rename(temporary.path.data, path) != 0)
			status = failed(error, path, _("cannot replace"));
		if (status != STATUS_OK)
			unlink(temporary.path.data);
		else
			status = sync_directory(directory.data, path, error);
		file_temporary_release(&temporary);
	}
	text_release(&temporary.path);
	return status;
}

static enum status write_regular(
	const char *path, const char *data, size_t n, struct file_stamp *stamp, struct error *error)
{
	struct stat about;
	bool exists = stat(path, &about) == 0;
	enum status status;

	/* rename would replace a file that may not be written. */
	if (exists ? access(path, W_OK) != 0 : errno != ENOENT)
		return failed(error, path, _("cannot write"));
	status = replace(path, data, n, exists ? &about : NULL, stamp, error);
	if (status == STATUS_OK && exists && about.st_nlink > 1)
		error_set(error, STATUS_OK, _("%s: its other hard links keep the old content"), path);
	return status;
}

enum status file_write_stamped(
	const char *path, const char *data, size_t n, struct file_stamp *stamp, struct error *error)
{
	int descriptor = file_stream_descriptor(path);
	struct stat about;
	TEXT(real);
	enum status status;

	*stamp = (struct file_stamp){ .known = false };
	if (error)
		*error = (struct error){ .status = STATUS_OK };
	if (descriptor >= 0)
		return file_stream_write(descriptor, path, data, n, error);
	if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
		if (S_ISDIR(about.st_mode)) {
			errno = EISDIR;
			return failed(error, path, _("cannot write"));
		}
		return file_stream_put(path, data, n, error);
	}
	text_add(&real, path);
	status = file_follow_links(&real, error);
	return status == STATUS_OK ? write_regular(real.data, data, n, stamp, error) : status;
}

enum status file_write_atomic(const char *path, const char *data, size_t n, struct error *error)
{
	struct file_stamp ignored;

	return file_write_stamped(path, data, n, &ignored, error);
}

enum status file_make_folder(const char *path, struct error *error)
{
	TEXT(part);
	const char *end = path;

	while (*end) {
		end += strspn(end, "/");
		end += strcspn(end, "/");
		text_clear(&part);
		text_add_n(&part, path, (size_t)(end - path));
		if (mkdir(part.data, 0777) != 0 && errno != EEXIST)
			return error_set(error, STATUS_IO, _("%s: %s"), part.data, strerror(errno));
	}
	return file_is_directory(path) ? STATUS_OK : error_set(error, STATUS_IO, _("%s: not a folder"), path);
}

void path_join(struct text *out, const char *dir, const char *name)
{
	text_clear(out);
	if (*name != '/' && *dir != '\0') {
		text_add(out, dir);
		if (out->data[out->length - 1] != '/')
			text_add_char(out, '/');
	}
	text_add(out, name);
}

void path_expand(struct text *out, const char *path)
{
	const char *home = getenv("HOME");

	if (path[0] == '~' && (path[1] == '\0' || path[1] == '/') && home && home[0] == '/') {
		text_add(out, home);
		path++;
	}
	text_add(out, path);
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return !slash ? path : slash + 1;
}

void path_directory(struct text *out, const char *path)
{
	size_t n = (size_t)(path_name(path) - path);

	text_clear(out);
	while (n > 1 && path[n - 1] == '/')
		n--;
	if (n == 0)
		text_add_char(out, '.');
	text_add_n(out, path, n);
}
