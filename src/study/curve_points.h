/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configurations with one user after another, as a result of its own. */
#pragma once

#include "study/curves.h"

/* Fills `points` with the points of these configurations, in order, at most `most` of each, with reasons.  A
 * configuration that cannot be estimated gives one point.  Release with result_release(). */
void curves_points(const struct scenario *s, long today, const struct result *r, int most, struct result *points);
