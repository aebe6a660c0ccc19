/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest value of one input at which another answer leads. */
#pragma once

/* Who leads when one input has a value; 0: who leads now. */
typedef int switch_point_leader(const void *context, double value);

/* The value nearest to the present one at which another leads. */
struct switch_point {
	double value; /* NaN: none */
	int leader;   /* 0: none */
};

/* Searches `count` rising values, of which values[now] is the present one, by their distance in steps, above before
 * below, and then halves the way from the last value that keeps the leader to the first that does not, `halvings`
 * times: in the logarithm if both are above 0. */
struct switch_point switch_point_find(
	switch_point_leader *leader, const void *context, const double *values, int count, int now, int halvings);
