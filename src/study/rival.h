/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row costs beside others. */
#pragma once

#include "study/result.h"

/* Adds why a row that costs less than the leader by -percent stands behind it: nobody measured its GPU, or its memory is
 * tight.  False, and nothing is added: it does not. */
bool rival_explain_cheaper(struct row *row, double percent);

/* Adds the reason that says how much more or less than the leader the row costs, by their sure costs in any one unit. */
void rival_explain(struct row *row, double usd, double leader_usd);

/* The first of the ranking with another GPU whose pile is done in clearly less time, nine tenths or less; NULL: none. */
const struct row *rival_sooner(const struct result *r, const struct row *row);
