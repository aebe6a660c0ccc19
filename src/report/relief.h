/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where nothing meets the goals: what would, with one input changed. */
#pragma once

#include "report/fact.h"

/* "TTFT 620ms: H200 SXM x1; Users 28: B200 x1", at most three, the fewest steps first; nothing while something meets the
 * goals or none is known. */
void relief_write(struct text *out, const struct fact_context *c);
