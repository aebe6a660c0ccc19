/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The serving study: which GPU x count x format x offer serves a workload, ranked by cost. */
#pragma once

#include "study/row.h"

/* Fills the result with one answer for each available GPU that the scenario admits: its best configuration, with
 * PARAMETER_ALL every one that was judged.  Answers that meet the goals come first, by the cost that is not exceeded with
 * the certainty of the scenario; then uncertain ones, the surest first; then those that miss, by the excess; then those
 * that do not fit, by the missing memory.  The first has no replica_stands_behind() and a price where another that meets
 * the goals is so.  Ties are ordered by id. */
void serve_solve(const struct scenario *s, long today, struct result *r);

/* Ranks answers that serve_judge() filled, adds their reasons, and adds the warnings of the result. */
void serve_rank(const struct scenario *s, long today, struct result *r);

/* Ranks the answers and sets equal_to_best.  Adds no reasons, so that answers may be of different workloads. */
void serve_order(struct result *r);

/* The two surest of the uncertain rows of other GPUs that cost less than the leader; NULL where there are none. */
void serve_rivals(const struct result *r, const struct row *rivals[2]);

/* Fills the reasons of the answer at `index` again, and its room. */
void serve_detail(const struct scenario *s, long today, struct result *r, int index);
