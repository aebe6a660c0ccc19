/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding GPUs in the table by name. */
#ifndef GPUPLAN_TUI_SEARCH_H
#define GPUPLAN_TUI_SEARCH_H

#include <stdbool.h>

#include "tui/session.h"

/* Selects the first row from `from` on whose GPU matches.  `step` is 1 for downwards, -1 for upwards; the
 * search wraps around the ends.  Every word must occur in the id or in a name of the GPU; case and
 * punctuation are ignored.  False: no match or no words, and nothing has changed. */
bool search_rows(struct session *session, const char *words, int from, int step);

#endif
