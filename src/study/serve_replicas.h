/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many identical replicas share the load. */
#pragma once

#include "study/replica.h"
#include "study/serve.h"

/* Replicas that a scenario asks for: the given number; 1 where as many users as fit are asked for; 0: as few as do. */
double serve_replicas_given(const struct scenario *s);

/* Most replicas of a deployment that the scenario admits, at least 1. */
double serve_most_replicas(const struct scenario *s, const struct deployment *d);

/* Visits, as serve_meets() fills them, the numbers of replicas of a deployment that keep the goals and may be its best:
 * what is given, or one; else the most that the scenario admits, and the fewest that do.  Fewer are not always cheaper:
 * users are shared out whole.  One alone is judged no further than it takes to know that it costs more than the limit. */
typedef void serve_replicas_visitor(const struct row *a, void *data);
void serve_replicas_that_meet(const struct scenario *s, const struct deployment *d, double cost_limit,
	serve_replicas_visitor *visit, void *data);

/* The smallest number of replicas above 1 and below `most` that keep the goals, however dear; 0: none does.  Fills
 * `judged` as serve_judge_load() does for that number. */
double serve_fewer_replicas(
	const struct scenario *s, const struct deployment *d, double most, struct replica_row *judged);
