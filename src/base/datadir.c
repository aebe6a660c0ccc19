/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search for the catalog folder. */
#include "base/datadir.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

enum { PATH_CAP = 4096 };

bool datadir_beside_program(struct text *out, const char *name)
{
	TEXT(directory);
	char path[PATH_CAP];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	text_clear(out);
	if (n <= 0)
		return false;
	path[n] = '\0';
	path_directory(&directory, path);
	path_join(out, directory.data, name);
	return true;
}

/* What the build wrote beside the binary: one line, the absolute path of the source data; nothing
 * where there is no such note.  STATUS_IO when there is one that cannot be read. */
static enum status uninstalled_directory(struct text *out, struct error *error)
{
	TEXT(note);
	TEXT(content);
	enum status status;

	if (!datadir_beside_program(&note, "uninstalled-datadir") || file_missing(note.data))
		return STATUS_OK;
	status = file_read(note.data, PATH_CAP, &content, error);
	text_add_n(out, content.data, strcspn(content.data, "\n"));
	if (!file_is_directory(out->data))
		text_clear(out);
	return status;
}

enum status datadir_find(struct text *out, struct error *error)
{
	const char *wish = getenv("GPUPLAN_DATADIR");
	enum status status = STATUS_OK;

	text_clear(out);
	if (wish && *wish != '\0')
		text_add(out, wish);
	else
		status = uninstalled_directory(out, error);
	if (status != STATUS_OK)
		return status;
	if (out->length == 0)
		text_add(out, PKGDATADIR);
	if (file_is_directory(out->data))
		return STATUS_OK;
	if (errno != ENOENT && errno != ENOTDIR)
		return error_set(error, STATUS_IO, "%s: %s", out->data, strerror(errno));
	return error_set(
		error, STATUS_IO, _("%s: no such folder; GPUPLAN_DATADIR can name the catalog's folder"), out->data);
}
