/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of what the planner keeps from one session to the next. */
#ifndef GPUPLAN_TUI_STATE_FOLDER_H
#define GPUPLAN_TUI_STATE_FOLDER_H

#include "base/error.h"
#include "base/file_lock.h"
#include "base/text.h"

/* Replaces `out` by $XDG_STATE_HOME/gpuplan/NAME, or ~/.local/state/gpuplan/NAME; empty when there
 * is no home. */
void state_folder_path(struct text *out, const char *name);

/* Holds the folder of such a file, which is made for its owner only.  STATUS_IO. */
enum status state_folder_lock(const char *path, struct file_lock *lock, struct error *error);

/* Writes such a file in one step; folder and file are made for their owner only.  STATUS_IO. */
enum status state_folder_write(const char *path, const struct text *content, struct error *error);

#endif
