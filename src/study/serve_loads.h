/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration of an answer under other loads. */
#pragma once

#include "study/replica.h"

/* The same deployment with other numbers of users: powers of four by rising number, which are the same whatever is
 * asked for, then the one asked for, the last one that keeps the goals, and as many as fit, where they are known.
 * Returns their number, at most `most`; 0: the load is a rate, or nothing is estimated.  Costs an estimate each. */
int serve_loads(const struct scenario *s, const struct row *row, struct replica_row *out, int most);
