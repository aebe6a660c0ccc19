/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard errors of fitted parameters, from fits that each leave one source out. */
#pragma once

/* Calls `without` for every fold; each call fits anew and leaves its `count` parameters in `x`.  Sets the errors of
 * sqrt((folds - 1)/folds sum (x - mean)^2).  `from` is near the parameters, so that little precision is lost. */
void jackknife_errors(int folds, int count, void (*without)(void *context, int fold), void *context, const double *x,
	const double *from, double *errors);
