/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else was judged of a GPU: other counts, formats, replicas and purchases. */
#pragma once

#include "study/replica.h"

/* Other configurations of the GPU of a row, and other ways to buy its own, from the best to the worst, with reasons
 * where it does not keep the goals.  Returns their number, at most `most`.  Costs some ten estimates. */
int serve_alternatives(
	const struct scenario *s, const struct model *model, const struct row *row, struct replica_row *out, int most);

/* The surest of them that costs less than the row and may keep the goals, but not as surely as wanted; NULL: none. */
const struct row *serve_near_miss(const struct replica_row *alternatives, int count, const struct row *row);
