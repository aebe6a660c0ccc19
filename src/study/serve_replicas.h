/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many identical replicas share the load. */
#pragma once

#include "study/serve.h"

/* Replicas that a scenario asks for: the given number; 1 where as many users as fit are asked for; 0: as few as do. */
double serve_replicas_given(const struct scenario *s);

/* Most replicas of a deployment that the scenario admits, at least 1. */
double serve_most_replicas(const struct scenario *s, const struct deployment *d);

/* The smallest number of 2 to `most` replicas that keep the goals, however dear; 0: none does. */
double serve_least_replicas(const struct scenario *s, const struct deployment *d, double most);
