/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacing a file so that a crash, a full disk or a signal leaves the old or the new one. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_stream.h"
#include "base/file_temporary.h"
#include "base/i18n.h"

static enum status failed(struct error *error, const char *path, const char *what)
{
	return error_set(error, STATUS_IO, "%s: %s: %s", path, what, strerror(errno));
}

static bool write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, data, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
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

/* On Linux the descriptor is gone after EINTR, and fsync has spoken before. */
static bool close_file(int fd)
{
	return close(fd) == 0 || errno == EINTR;
}

/* Mode of the old file, or that of any new file; the owner is kept where that is allowed. */
static bool copy_mode(int fd, const struct stat *old)
{
	if (old == NULL) {
		mode_t mask = umask(0);

		umask(mask);
		return fchmod(fd, 0666 & ~mask) == 0;
	}
	if ((old->st_uid != geteuid() || old->st_gid != getegid()) &&
	    fchown(fd, old->st_uid, old->st_gid) != 0)
		return fchmod(fd, old->st_mode & 0777) == 0; /* not ours: no set-id bits */
	return fchmod(fd, old->st_mode & 07777) == 0;
}

static enum status fill(int fd, const char *path, const char *data, size_t n,
	const struct stat *old, struct file_stamp *stamp, struct error *error)
{
	enum status status = STATUS_OK;

	if (!write_all(fd, data, n))
		status = failed(error, path, _("cannot write"));
	else if (!copy_mode(fd, old))
		status = failed(error, path, _("cannot set the mode"));
	else if (!sync_file(fd))
		status = failed(error, path, _("cannot be put on disk"));
	/* Of the file that was written: behind its name may be another one before long. */
	if (status == STATUS_OK)
		*stamp = file_stamp_of_descriptor(fd);
	if (!close_file(fd) && status == STATUS_OK)
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
	struct text directory;
	enum status status;

	text_init(&directory);
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
	text_release(&directory);
	return status;
}

static enum status write_regular(const char *path, const char *data, size_t n,
	struct file_stamp *stamp, struct error *error)
{
	struct stat about;
	bool exists = stat(path, &about) == 0;
	enum status status;

	if (!exists && errno != ENOENT)
		return failed(error, path, _("cannot write"));
	/* rename would replace a file that may not be written. */
	if (exists && access(path, W_OK) != 0)
		return failed(error, path, _("cannot write"));
	status = replace(path, data, n, exists ? &about : NULL, stamp, error);
	if (status == STATUS_OK && exists && about.st_nlink > 1)
		error_set(error, STATUS_OK, _("%s: its other hard links keep the old content"),
			path);
	return status;
}

enum status file_write_stamped(const char *path, const char *data, size_t n,
	struct file_stamp *stamp, struct error *error)
{
	int descriptor = file_stream_descriptor(path);
	struct stat about;
	struct text real;
	enum status status;

	*stamp = (struct file_stamp) { .known = false };
	if (error != NULL)
		*error = (struct error){.status = STATUS_OK};
	if (descriptor >= 0)
		return file_stream_write(descriptor, path, data, n, error);
	if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
		if (S_ISDIR(about.st_mode)) {
			errno = EISDIR;
			return failed(error, path, _("cannot write"));
		}
		return file_stream_put(path, data, n, error);
	}
	text_init(&real);
	text_add(&real, path);
	status = file_follow_links(&real, error);
	if (status == STATUS_OK)
		status = write_regular(real.data, data, n, stamp, error);
	text_release(&real);
	return status;
}

enum status file_write_atomic(const char *path, const char *data, size_t n, struct error *error)
{
	struct file_stamp ignored;

	return file_write_stamped(path, data, n, &ignored, error);
}

enum status file_make_folder(const char *path, struct error *error)
{
	struct text part;
	const char *end = path;
	enum status status = STATUS_OK;

	text_init(&part);
	while (*end && status == STATUS_OK) {
		end += strspn(end, "/");
		end += strcspn(end, "/");
		text_clear(&part);
		text_add_n(&part, path, (size_t)(end - path));
		if (mkdir(part.data, 0777) != 0 && errno != EEXIST)
			status = error_set(error, STATUS_IO, _("%s: %s"), part.data, strerror(errno));
	}
	if (status == STATUS_OK && !file_is_directory(path))
		status = error_set(error, STATUS_IO, _("%s: not a folder"), path);
	text_release(&part);
	return status;
}
