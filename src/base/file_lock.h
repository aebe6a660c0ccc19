/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping other programs out between the reading of a file and the writing of what became of it. */
#pragma once

#include <stdbool.h>

#include "base/error.h"

enum { FILE_LOCK_FOLDERS = 2 };

/* How long to wait for somebody else: in front of a user, and where nobody watches and many may want their turn. */
enum { FILE_LOCK_PLANNER_MS = 2000, FILE_LOCK_BATCH_MS = 10000 };

/* Folders that are held; zero-initialised none. */
struct file_lock {
	int fd[FILE_LOCK_FOLDERS];
	int count;
	bool busy; /* the last one wanted is held by somebody else */
};

/* Holds the folder in which `path` is written, which is where its links lead to; a folder that this lock holds
 * already is fine.  The kernel lets go of it when the program ends, however that happens, and nothing is left on the
 * disk.  Readers need no lock: a file is replaced in one step.  Where nothing can be locked (a device, a folder that
 * cannot be read, a file system without locks) it holds nothing, and that is no error.  STATUS_IO after `wait_ms`
 * with a message that tells who holds the folder, as far as the system says; what was held before stays so. */
enum status file_lock_take(struct file_lock *lock, const char *path, int wait_ms, struct error *error);

/* Lets go of everything. */
void file_lock_release(struct file_lock *lock);
