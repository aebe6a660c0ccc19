/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Robust least squares: iteratively reweighted, damped Gauss-Newton with numerical derivatives. */
#pragma once

#include <stdbool.h>

/* Loss of one residual r: rounded below `core`, |r| up to `knee`, beyond it with slope `tail`: a figure that is off
 * by a factor hardly matters more than one that is far off. */
struct robust_loss {
	double core, knee, tail;
};

double robust_loss(const struct robust_loss *loss, double r);

/* The factor w that makes w r the derivative of the loss. */
double robust_weight(const struct robust_loss *loss, double r);

/* Minimises sum(weight_i loss(r_i(x)))/sum(weight_i) + sum(((x_j - pull_j)/spread_j)^2). Arrays belong to
 * the caller. A residual of weight 0, or NaN, does not count. */
struct least_squares {
	int parameters, residuals;
	double *x;            /* start, then the result */
	const double *pull;   /* what a parameter is drawn to */
	const double *spread; /* how far it goes for a unit of loss; 0: it is held at x */
	const double *low, *high;
	const double *weights; /* of residuals */
	struct robust_loss loss;
	/* Fills the residuals at x. `changed` < 0: all of them; else only x[changed] differs from the last
	 * call with all, and those that do not depend on it may be left as they are. */
	void (*evaluate)(void *context, const double *x, int changed, double *residuals);
	void *context;
	int max_steps;
	double tolerance; /* ends when a step lowers the objective by less (relative) */
	int *sensitive;   /* out, may be NULL: residuals that depend on each parameter */
};

/* Returns the objective at the end. Deterministic. */
double gauss_newton(struct least_squares *problem);

/* Solves a x = b for a symmetric positive definite n x n matrix in place (a is destroyed, b becomes x).
 * False when it is not positive definite. */
bool cholesky_solve(double *a, double *b, int n);
