/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams: what is written is gone, so all that can be done is not to hang. */
#include "base/file_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

enum { FOR_EVER = -1, READER_MS = 2000 };

static enum status failed(struct error *error, const char *path, const char *what)
{
	return error_set(error, STATUS_IO, "%s: %s: %s", path, what, strerror(errno));
}

/* The number behind the name of a folder; -1: something else. */
static int number_in(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	int number = 0;

	if (strncmp(path, folder, n) != 0 || path[n] == '\0' || strlen(path + n) > 6 ||
		path[n + strspn(path + n, "0123456789")] != '\0')
		return -1;
	for (const char *c = path + n; *c != '\0'; c++)
		number = 10 * number + (*c - '0');
	return number;
}

/* Opening the name again would not do: a file would be written from its start, a socket is refused. */
int file_stream_descriptor(const char *path)
{
	int number;

	if (strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(path, "/dev/stderr") == 0)
		return STDERR_FILENO;
	number = number_in(path, "/dev/fd/");
	return number >= 0 ? number : number_in(path, "/proc/self/fd/");
}

/* False with errno, ETIMEDOUT when nothing could be written for so long. */
static bool write_waiting(int fd, const char *data, size_t n, int wait_ms)
{
	while (n > 0) {
		struct pollfd writable = { .fd = fd, .events = POLLOUT };
		int ready = poll(&writable, 1, wait_ms);
		ssize_t written;

		if (ready == 0)
			errno = ETIMEDOUT;
		if (ready == 0 || (ready < 0 && errno != EINTR))
			return false;
		written = ready > 0 ? write(fd, data, n) : 0;
		if (written < 0 && errno != EINTR && errno != EAGAIN)
			return false;
		if (written > 0) {
			data += written;
			n -= (size_t)written;
		}
	}
	return true;
}

enum status file_stream_write(int fd, const char *path, const char *data, size_t n, struct error *error)
{
	if (!write_waiting(fd, data, n, FOR_EVER))
		return failed(error, path, _("cannot write"));
	return STATUS_OK;
}

static enum status put(int fd, const char *path, const char *data, size_t n, struct error *error)
{
	struct stat about;

	/* Another file may have taken the name. */
	if (fstat(fd, &about) != 0 || S_ISREG(about.st_mode))
		return error_set(error, STATUS_IO, _("%s: changes while it is opened"), path);
	if (write_waiting(fd, data, n, READER_MS))
		return STATUS_OK;
	if (errno == ETIMEDOUT)
		return error_set(
			error, STATUS_IO, _("%s: its reader takes nothing; what was written is not whole"), path);
	return failed(error, path, _("cannot write"));
}

enum status file_stream_put(const char *path, const char *data, size_t n, struct error *error)
{
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat about;
	enum status status;

	if (fd < 0 && errno == ENXIO && stat(path, &about) == 0 && S_ISFIFO(about.st_mode))
		return error_set(error, STATUS_IO, _("%s: nobody reads this pipe"), path);
	if (fd < 0)
		return failed(error, path, _("cannot open"));
	status = put(fd, path, data, n, error);
	/* On Linux the descriptor is gone after EINTR. */
	if (close(fd) != 0 && errno != EINTR && status == STATUS_OK)
		status = failed(error, path, _("cannot write"));
	return status;
}
