/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row costs beside the row that leads. */
#pragma once

#include "study/result.h"

/* Adds why a row that costs less than the leader by -percent stands behind it: nobody measured its GPU, or its memory is
 * tight.  False, and nothing is added: it does not. */
bool rival_explain_cheaper(struct row *row, double percent);

/* Adds the reason that says how much more or less than the leader the row costs, by their sure costs in any one unit. */
void rival_explain(struct row *row, double usd, double leader_usd);
