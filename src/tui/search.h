/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding GPUs in the table by name. */
#ifndef GPUPLAN_TUI_SEARCH_H
#define GPUPLAN_TUI_SEARCH_H

#include <stdbool.h>

#include "tui/session.h"

/*
 * Selects the first row whose GPU matches from `from` on, downwards (step 1) or upwards (-1),
 * around the ends.  Every word must occur in the id or a name; case and punctuation do not
 * count.  False, and nothing changes, when there is none or no words.
 */
bool search_rows(struct session *session, const char *words, int from, int step);

#endif
