/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder for files that the planner keeps between sessions. */
#pragma once

#include "base/error.h"
#include "base/file_lock.h"
#include "base/text.h"

/* Replaces `out` by $XDG_STATE_HOME/gpuplan/NAME, or ~/.local/state/gpuplan/NAME; empty when there is no home. */
void state_folder_path(struct text *out, const char *name);

/* Locks the folder of such a file.  A missing folder is created for the owner only.  STATUS_IO on failure. */
enum status state_folder_lock(const char *path, struct file_lock *lock, struct error *error);

/* Writes such a file atomically.  Folder and file are created for the owner only.  STATUS_IO on failure. */
enum status state_folder_write(const char *path, const struct text *content, struct error *error);
