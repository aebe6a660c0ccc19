/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configurations with one user after another, as a result of its own. */
#pragma once

#include "study/curves.h"

/* The number of configurations of a result that have points: all if the scenario names GPUs, otherwise the
 * best CURVE_SERIES_MAX. */
int curves_configurations(const struct scenario *s, const struct result *r);

/* Fills `points` with the points of these configurations, in order, at most `most` of each, with reasons.  A
 * configuration that cannot be estimated gives one point.  Release with result_release(). */
void curves_points(const struct scenario *s, long today, const struct result *r, int most, struct result *points);
