/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of the interview: what to rent, why, and the command that repeats it. */
#pragma once

#include "study/interview.h"

/* The end in sentences, one a paragraph: recommendation, reason, cost, runner-up, notes, next
 * step, and the command line.  `options` are options of this run that belong to it, or "".  With
 * `labels` a short label and a tab stand before each, instead of "Recommendation: ". */
void report_recommendation(struct text *out, const struct interview *iv, const char *options, bool labels);
