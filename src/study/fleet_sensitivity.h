/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sensitivity of fleets: the contest of GPUs, and single inputs that make another answer the cheapest. */
#pragma once

#include "study/fleet.h"

/* The replicas at an hour of the day (0..23).  *rate is set to the requests per second of that hour. */
double fleet_replicas_at(const struct scenario *s, const struct row *a, int hour, double *rate);

/* Finds the factor nearest to 1, among powers of 2^(1/4) up to 16 and down to 1/16, at which one of the next
 * FLEET_RIVALS answers costs less than the best, and refines it.  All answers keep their configuration. */
enum { FLEET_RIVALS = 8 };
struct fleet_switch fleet_switch_at(
	const struct scenario *s, const struct fleet_terms *t, const struct result *r, enum fleet_input input);

/* Enters the cheapest fleet of a GPU into a contest (study/study.h).  It keeps the terms of every position. */
void fleet_contend(struct contest *c, const struct gpu *gpu);
bool fleet_widen(struct scenario *s, enum parameter parameter, double widest);
