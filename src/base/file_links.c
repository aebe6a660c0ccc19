/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where links lead to, as far as the kernel goes along. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

enum { LINKS_MAX = 40, LINK_CAP = 4096 };

static enum status failed(struct error *error, const char *path, const char *what)
{
	return error_set(error, STATUS_IO, "%s: %s: %s", path, what, strerror(errno));
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
	struct text directory, next;
	ssize_t n = readlink(path->data, link, sizeof(link) - 1);

	if (n < 0)
		return failed(error, path->data, _("cannot follow"));
	link[n] = '\0';
	text_init(&directory);
	text_init(&next);
	path_directory(&directory, path->data);
	path_join(&next, directory.data, link);
	text_clear(path);
	text_add(path, next.data);
	text_release(&next);
	text_release(&directory);
	return STATUS_OK;
}

/* Whether the kernel finds nothing behind the name, or the same file as behind the other one. */
static bool leads_to(const char *path, const char *real)
{
	struct file_stamp a = file_stamp_of(path), b;
	bool missing = !a.known && errno == ENOENT;

	b = file_stamp_of(real);
	return a.known ? a.device == b.device && a.inode == b.inode
		       : missing && !b.known && errno == ENOENT;
}

enum status file_follow_links(struct text *path, struct error *error)
{
	struct text given;
	struct stat about;
	enum status status = STATUS_OK;

	if (!is_link(path->data))
		return STATUS_OK;
	/* In a folder of everybody the kernel follows no links of others: what it refuses is refused
	 * here, where links are only read. */
	if (stat(path->data, &about) != 0 && errno != ENOENT)
		return failed(error, path->data, _("cannot follow"));
	text_init(&given);
	text_add(&given, path->data);
	for (int i = 0; status == STATUS_OK && i < LINKS_MAX && is_link(path->data); i++)
		status = follow(path, error);
	if (status == STATUS_OK && !leads_to(given.data, path->data))
		status = error_set(error, STATUS_IO, _("%s: changes while it is opened"), given.data);
	text_release(&given);
	return status;
}
