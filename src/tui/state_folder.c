/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are the user's own business. */
#include "config.h"

#include "tui/state_folder.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"

void state_folder_path(struct text *out, const char *name)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	struct text folder;

	text_clear(out);
	text_init(&folder);
	if (state && state[0] == '/')
		path_join(&folder, state, "gpuplan");
	else if (home && home[0] == '/')
		path_join(&folder, home, ".local/state/gpuplan");
	if (folder.length)
		path_join(out, folder.data, name);
	text_release(&folder);
}

enum status state_folder_write(const char *path, const struct text *content, struct error *error)
{
	/* What somebody typed is nobody else's business. */
	mode_t mask = umask(077);
	enum status status;
	struct text folder;

	text_init(&folder);
	path_directory(&folder, path);
	status = file_make_folder(folder.data, error);
	if (status == STATUS_OK)
		status = file_write_atomic(path, content->data, content->length, error);
	umask(mask);
	text_release(&folder);
	return status;
}
