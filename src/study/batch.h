/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of piles of work: which GPUs, how many, for how long, so that all is done by a time. */
#pragma once

#include "study/batch_way.h"

/* Fills the result with one answer for each GPU and kind of purchase that somebody sells it by.  Those that are in time
 * as surely as wanted are ranked by what they cost at most with that certainty, the others by how sure they are.  A GPU
 * that nobody sells, or that cannot run the model, has one answer behind them. */
void batch_solve(const struct scenario *s, long today, struct result *r);

/* Adds what an hour more and an hour less would cost, and what a row that is late would need. */
void batch_detail(const struct scenario *s, long today, struct result *r, int index);
