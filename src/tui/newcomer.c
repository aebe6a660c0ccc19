/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembering that a plan was made. */
#include "tui/newcomer.h"

#include "base/file.h"
#include "tui/history.h"
#include "tui/session.h"

void newcomer_begin(struct session *session, const char *path)
{
	session->newcomer_file = path;
	session->newcomer = path[0] && !file_exists(path);
}

void newcomer_end(struct session *session)
{
	const char *path = session->newcomer_file;
	struct error ignored = { 0 };

	session->newcomer = false;
	if (path && path[0] && !file_exists(path) && state_folder_make(path, &ignored) == STATUS_OK)
		file_write_atomic(path, "", 0, &ignored);
}
