/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line on standard error that tells how far a long run is. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct progress {
	bool shown;               /* something stands there */
	int columns;              /* room for it; 0: standard error is no terminal */
	double started_s, next_s; /* of a clock that only runs forward */
};

/* From now on.  Nothing is ever written where standard error is no terminal, nor in the first second. */
void progress_start(struct progress *progress);

/* So many rows are done, `share` (0 to 1) of the work.  Cheap: for every row. */
void progress_tell(struct progress *progress, size_t rows, double share);

/* Clears the line: whatever is written next stands alone. */
void progress_end(struct progress *progress);

/* The line, "12000 rows, 40000 a second, 0:02 left". */
void progress_line(struct text *line, size_t rows, double share, double elapsed_s);
