/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of a session that ended with its connection or by a fault: kept, told at the next start, and removed
 * when it is somewhere else. */
#ifndef GPUPLAN_TUI_RECOVERED_H
#define GPUPLAN_TUI_RECOVERED_H

#include <stdbool.h>

#include "base/error.h"
#include "base/file.h"

struct session;

/* Makes what recovered_write() needs of the session as it is now.  Allocates nothing once its buffers are
 * as large as the plan. */
void recovered_prepare(const struct session *session);

/* Writes recovered.json, or the next name that is free, where something was not saved; once.  Says
 * nothing: nobody is there to read it.  Async-signal-safe: also for the end by a fault. */
void recovered_write(void);

/* Forgets what was prepared. */
void recovered_release(void);

/* The message for the start of a session: where such a plan is; unchanged when there is none. */
void recovered_tell(struct error *message);

/*
 * Removes the file if it is such a plan, still as it was found, and `copy` is another file that
 * now says the same.  True when it was removed.
 */
bool recovered_drop(const char *path, const struct file_stamp *found, const struct file_stamp *copy);

#endif
