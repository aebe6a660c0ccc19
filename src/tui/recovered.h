/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recovery of unsaved plans.  A session that ends with its connection or by a fault writes its plan to a file.
 * The next start reports the file, once.  It is removed when its contents are in another file, or when it is old. */
#pragma once

#include <stdbool.h>

#include "base/file.h"

/* The buffer for what recovered_write() writes; it is empty.  NULL: there is no folder for it.  What was prepared before
 * stays until recovered_end(), which gets the filled buffer, or NULL when nothing is to be written. */
struct text *recovered_begin(void);
void recovered_end(const struct text *plan);

/* Writes the prepared plan to recovered.json, or to the next free name, if it has unsaved changes.  A second
 * call without recovered_end() does nothing.  Errors are not reported.  Async-signal-safe. */
void recovered_write(void);

/* Forgets what was prepared. */
void recovered_release(void);

/* Sets the message for the start of a session: the path of the latest recovered plan that no session was told of.
 * Unchanged if there is none.  Every plan is told of once; of those that were, the ones that are older than 30 days or
 * not among the ten latest are removed, unless a session has them open. */
void recovered_tell(struct error *message);

/* Keeps the file `path` from that while this session has it open, if it is a recovered plan, and leaves the one before.
 * NULL: none is open any more. */
void recovered_hold(const char *path);

/* Removes the file `path` if it is a recovered plan, has not changed since `found`, and `copy` is a
 * different file with the same contents.  True: it was removed. */
bool recovered_drop(const char *path, const struct file_stamp *found, const struct file_stamp *copy);
