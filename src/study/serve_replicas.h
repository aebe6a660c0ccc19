/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many identical replicas share the load. */
#pragma once

#include "study/replica.h"
#include "study/serve.h"

/* Replicas that a scenario asks for: the given number; 1 where as many users as fit are asked for; 0: as few as do. */
double serve_replicas_given(const struct scenario *s);

/* Most replicas of a deployment that the scenario admits, at least 1. */
double serve_most_replicas(const struct scenario *s, const struct deployment *d);

/* Whether a deployment keeps the goals with the replicas that are given, else with as few as do, as serve_meets() asks
 * it of one.  True: `judged` is filled. */
bool serve_replicas_meet(
	const struct scenario *s, const struct deployment *d, double cost_limit, struct replica_row *judged);

/* The smallest number of replicas above 1 and below `most` that keep the goals, however dear; 0: none does.  Fills
 * `judged` as serve_judge_load() does for that number. */
double serve_fewer_replicas(
	const struct scenario *s, const struct deployment *d, double most, struct replica_row *judged);
