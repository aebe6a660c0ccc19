/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fits that leave one source out, and what their parameters spread. */
#include "fit/jackknife.h"

#include <math.h>

#include "base/memory.h"

void jackknife_errors(int folds, int count, void (*without)(void *context, int fold), void *context, const double *x,
	const double *from, double *errors)
{
	FREED double *sums = xcalloc((size_t)count + 1, sizeof(double));
	FREED double *squares = xcalloc((size_t)count + 1, sizeof(double));

	for (int fold = 0; fold < folds; fold++) {
		without(context, fold);
		for (int j = 0; j < count; j++) {
			const double moved = x[j] - from[j];

			sums[j] += moved;
			squares[j] += moved * moved;
		}
	}
	for (int j = 0; j < count; j++)
		errors[j] = sqrt(fmax(0.0, squares[j] - sums[j] * sums[j] / folds) * (folds - 1) / folds);
}
