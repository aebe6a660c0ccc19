/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Temporary files are locked as long as their writer lives: what is not locked is left over. */
#include "base/file_temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 16 };

static const char PREFIX[] = ".gpuplan-";
static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* As mkostemp makes them. */
static bool is_temporary(const char *name)
{
	size_t n = sizeof(PREFIX) - 1;

	return strncmp(name, PREFIX, n) == 0 && strlen(name + n) == 6 && strspn(name + n, LETTERS) == 6;
}

/* Of another user, or no file at all: not ours to touch. */
static bool is_own(const struct stat *about)
{
	return S_ISREG(about->st_mode) && about->st_uid == geteuid();
}

static void remove_left_over(int folder, const char *name)
{
	struct stat named, opened;
	int fd;

	if (fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) != 0 || !is_own(&named))
		return;
	fd = openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	/* Its writer may have given it its name while it was opened. */
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &opened) == 0 &&
		fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && named.st_dev == opened.st_dev &&
		named.st_ino == opened.st_ino)
		unlinkat(folder, name, 0);
	close(fd);
}

static void remove_all_left_over(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (is_temporary(entry->d_name))
			remove_left_over(dirfd(dir), entry->d_name);
	if (dir)
		closedir(dir);
}

/* Until it is locked, another save may take the new file for one that is left over. */
static bool is_ours(int fd)
{
	struct stat about;

	if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return false;
	return fstat(fd, &about) == 0 && about.st_nlink > 0;
}

bool file_temporary_make(struct file_temporary *temporary, const char *folder)
{
	struct text *path = &temporary->path;

	text_init(path);
	remove_all_left_over(folder);
	temporary->fd = -1;
	for (int i = 0; i < TRIES && temporary->fd < 0; i++) {
		text_clear(path);
		text_addf(path, "%s/%sXXXXXX", folder, PREFIX);
		temporary->fd = mkostemp(path->data, O_CLOEXEC);
		if (temporary->fd < 0)
			break;
		if (is_ours(temporary->fd))
			continue;
		close(temporary->fd);
		temporary->fd = -1;
		errno = EAGAIN;
	}
	if (temporary->fd < 0)
		return false;
	temporary->held = fcntl(temporary->fd, F_DUPFD_CLOEXEC, 0);
	if (temporary->held >= 0)
		return true;
	unlink(path->data);
	close(temporary->fd);
	errno = EMFILE;
	return false;
}

void file_temporary_release(struct file_temporary *temporary)
{
	close(temporary->held);
}
