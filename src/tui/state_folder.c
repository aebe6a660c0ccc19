/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are the user's own business. */
#include "tui/state_folder.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"

void state_folder_path(struct text *out, const char *name)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	TEXT(folder);

	text_clear(out);
	if (state && state[0] == '/')
		path_join(&folder, state, "gpuplan");
	else if (home && home[0] == '/')
		path_join(&folder, home, ".local/state/gpuplan");
	if (folder.length)
		path_join(out, folder.data, name);
}

/* What somebody typed is nobody else's business. */
static enum status make_folder_of(const char *path, struct error *error)
{
	mode_t mask = umask(077);
	enum status status;
	TEXT(folder);

	path_directory(&folder, path);
	status = file_make_folder(folder.data, error);
	umask(mask);
	return status;
}

enum status state_folder_lock(const char *path, struct file_lock *lock, struct error *error)
{
	enum status status = make_folder_of(path, error);

	return status == STATUS_OK ? file_lock_take(lock, path, FILE_LOCK_PLANNER_MS, error) : status;
}

enum status state_folder_write(const char *path, const struct text *content, struct error *error)
{
	enum status status = make_folder_of(path, error);
	mode_t mask = umask(077);

	if (status == STATUS_OK)
		status = file_write_atomic(path, content->data, content->length, error);
	umask(mask);
	return status;
}
