/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time, medians, and the lines of the table that "make bench" prints. */
#pragma once

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double bench_now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static inline int bench_compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sorts the values. */
static inline double bench_median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof(values[0]), bench_compare);
	return count % 2 != 0 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static inline double bench_largest(const double *values, int count)
{
	double largest = values[0];

	for (int i = 1; i < count; i++)
		largest = fmax(largest, values[i]);
	return largest;
}

/* One line; a bar of NaN is none. */
static inline void bench_row(const char *what, double measured, double bar, const char *unit)
{
	printf("%-46s %10.4g %-6s", what, measured, unit);
	if (isnan(bar))
		printf("\n");
	else
		printf(" bar %6.4g  %s\n", bar, measured <= bar ? "ok" : "OVER");
	fflush(stdout);
}
