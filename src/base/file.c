/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading whole files, and paths. */
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

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
static enum status read_all(int fd, const char *name, size_t cap, struct text *out,
	struct error *error)
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
		return error_set(error, STATUS_DATA, _("%s: too large, at most %zu bytes"), name,
			cap);
	if (out->length > 0 && memchr(out->data, '\0', out->length) != NULL)
		return error_set(error, STATUS_DATA,
			_("%s: holds NUL bytes; not a text file in UTF-8"), name);
	return STATUS_OK;
}

static enum status read_open(int fd, const char *path, size_t cap, struct text *out,
	struct error *error)
{
	struct stat about;

	if (fstat(fd, &about) != 0)
		return error_set(error, STATUS_IO, "%s: %s", path, strerror(errno));
	if (!S_ISREG(about.st_mode))
		return error_set(error, STATUS_IO, _("%s: %s, not a regular file"), path,
			sort_of(about.st_mode));
	if (about.st_size > 0 && (unsigned long long)about.st_size > cap)
		return error_set(error, STATUS_DATA, _("%s: too large, at most %zu bytes"), path,
			cap);
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

	return slash == NULL ? path : slash + 1;
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

static struct file_stamp stamp_of(const struct stat *about)
{
	return (struct file_stamp) {
		S_ISREG(about->st_mode), about->st_dev, about->st_ino, about->st_size,
		about->st_mtim.tv_sec, about->st_mtim.tv_nsec,
	};
}

struct file_stamp file_stamp_of_descriptor(int fd)
{
	struct stat about;

	return fstat(fd, &about) == 0 ? stamp_of(&about) : (struct file_stamp) { .known = false };
}

struct file_stamp file_stamp_of(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 ? stamp_of(&about) : (struct file_stamp) { .known = false };
}

bool file_stamp_same(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->known == b->known && a->device == b->device && a->inode == b->inode &&
	       a->size == b->size && a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}
