/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locks on folders: unlike a file in it, a folder is not replaced by a save. */
#include "base/file_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

enum { PAUSE_MS = 10 };

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The process that holds the folder, by the kernel's table of locks; 0 where that does not tell. */
static long find_holder(const struct stat *folder)
{
	TEXT(table);
	long holder = 0;

	if (file_read("/proc/locks", FILE_CAP, &table, NULL) != STATUS_OK)
		text_clear(&table);
	for (const char *line = table.data; *line != '\0' && holder == 0;) {
		unsigned major_number, minor_number;
		unsigned long long inode;
		long process;

		/* Those that wait have an arrow before the word. */
		if (sscanf(line, "%*d: FLOCK %*s %*s %ld %x:%x:%llu", &process, &major_number, &minor_number, &inode) ==
				4 &&
			inode == folder->st_ino && major_number == major(folder->st_dev) &&
			minor_number == minor(folder->st_dev) && process > 0)
			holder = process;
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	return holder;
}

static enum status held_by(int fd, const char *path, struct error *error)
{
	struct stat folder;
	TEXT(name);
	char place[48];
	long process = fstat(fd, &folder) == 0 ? find_holder(&folder) : 0;

	if (process == 0)
		return error_set(
			error, STATUS_IO, _("%s: another program holds its folder; nothing was written"), path);
	snprintf(place, sizeof(place), "/proc/%ld/comm", process);
	if (file_read(place, FILE_CAP, &name, NULL) != STATUS_OK)
		text_clear(&name);
	name.data[strcspn(name.data, "\n")] = '\0';
	return error_set(error, STATUS_IO, _("%s: process %ld (%s) holds its folder; nothing was written"), path,
		process, name.data[0] != '\0' ? name.data : "?");
}

/* 1: held, 0: cannot be locked at all, -1: somebody else had it all the time. */
static int lock_folder(int fd, int wait_ms)
{
	const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };
	long end = now_ms() + wait_ms;

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return 0;
		if (now_ms() >= end)
			return -1;
		nanosleep(&pause, NULL);
	}
	return 1;
}

static bool holds(const struct file_lock *lock, int fd)
{
	struct stat folder, held;

	for (int i = 0; i < lock->count; i++)
		if (fstat(fd, &folder) == 0 && fstat(lock->fd[i], &held) == 0 && folder.st_dev == held.st_dev &&
			folder.st_ino == held.st_ino)
			return true;
	return false;
}

static enum status take(struct file_lock *lock, int fd, const char *path, int wait_ms, struct error *error)
{
	int got = lock->count < FILE_LOCK_FOLDERS && !holds(lock, fd) ? lock_folder(fd, wait_ms) : 0;
	enum status status = got < 0 ? held_by(fd, path, error) : STATUS_OK;

	lock->busy = got < 0;
	if (got > 0)
		lock->fd[lock->count++] = fd;
	else
		close(fd);
	return status;
}

enum status file_lock_take(struct file_lock *lock, const char *path, int wait_ms, struct error *error)
{
	TEXT(real);
	TEXT(folder);
	struct stat about;
	enum status status;
	int fd;

	lock->busy = false;
	if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
		return STATUS_OK;
	text_add(&real, path);
	status = file_follow_links(&real, error);
	if (status != STATUS_OK)
		return status;
	path_directory(&folder, real.data);
	fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		return take(lock, fd, path, wait_ms, error);
	if (errno == EACCES) /* one that may be written but not read */
		return STATUS_OK;
	return error_set(error, STATUS_IO, _("%s: cannot open its folder: %s"), path, strerror(errno));
}

void file_lock_release(struct file_lock *lock)
{
	while (lock->count > 0)
		close(lock->fd[--lock->count]);
}
