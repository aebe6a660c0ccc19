/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The minimiser: damped normal equations over the parameters that move. */
#include "fit/gauss_newton.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const double DIFFERENCE = 1e-4; /* of the numerical derivatives */
static const double LARGEST_STEP = 0.5;

/* One derivative that is not zero. */
struct slope {
	int residual, parameter;
	double value;
};

struct work {
	struct arena arena; /* of what keeps its size */
	struct least_squares *p;
	double *residuals, *shifted, *next, *step, *matrix, *damped;
	int *row_start; /* slopes of a residual, by rising parameter */
	int *row_column;
	double *row_value;
};

double robust_loss(const struct robust_loss *loss, double r)
{
	double a = fabs(r);

	if (a < loss->core)
		return a * a / (2.0 * loss->core) + loss->core / 2.0;
	return a <= loss->knee ? a : loss->knee + loss->tail * (a - loss->knee);
}

double robust_weight(const struct robust_loss *loss, double r)
{
	double a = fabs(r);

	return (a > loss->knee ? loss->tail : 1.0) / fmax(a, loss->core);
}

bool cholesky_solve(double *a, double *b, int n)
{
	for (int j = 0; j < n; j++) {
		double *row = a + (size_t)j * (size_t)n;

		for (int k = 0; k < j; k++) {
			const double *other = a + (size_t)k * (size_t)n;
			double sum = row[k];

			for (int i = 0; i < k; i++)
				sum -= row[i] * other[i];
			row[k] = sum / other[k];
		}
		for (int i = 0; i < j; i++)
			row[j] -= row[i] * row[i];
		if (!(row[j] > 0.0))
			return false;
		row[j] = sqrt(row[j]);
		for (int i = 0; i < j; i++)
			b[j] -= row[i] * b[i];
		b[j] /= row[j];
	}
	for (int j = n - 1; j >= 0; j--) {
		b[j] /= a[(size_t)j * (size_t)n + (size_t)j];
		for (int i = 0; i < j; i++)
			b[i] -= a[(size_t)j * (size_t)n + (size_t)i] * b[j];
	}
	return true;
}

static double objective(const struct least_squares *p, const double *x, const double *residuals)
{
	double sum = 0.0, weights = 0.0, pulls = 0.0;

	for (int i = 0; i < p->residuals; i++)
		if (p->weights[i] > 0.0 && isfinite(residuals[i])) {
			sum += p->weights[i] * robust_loss(&p->loss, residuals[i]);
			weights += p->weights[i];
		}
	for (int j = 0; j < p->parameters; j++)
		if (p->spread[j] > 0.0)
			pulls += pow((x[j] - p->pull[j]) / p->spread[j], 2.0);
	return (weights > 0.0 ? sum / weights : 0.0) + pulls;
}

static double total_weight(const struct work *w)
{
	double sum = 0.0;

	for (int i = 0; i < w->p->residuals; i++)
		if (w->p->weights[i] > 0.0 && isfinite(w->residuals[i]))
			sum += w->p->weights[i];
	return sum > 0.0 ? sum : 1.0;
}

/* Adds one parameter's derivatives to the normal matrix's columns, kept as a list by parameter. */
static int differentiate(struct work *w, int j, struct slope *slopes)
{
	struct least_squares *p = w->p;
	double x = p->x[j];
	/* Away from a bound. */
	double h = x + DIFFERENCE > p->high[j] ? -DIFFERENCE : DIFFERENCE;
	int n = 0, sensitive = 0;

	memcpy(w->shifted, w->residuals, (size_t)p->residuals * sizeof(double));
	p->x[j] = x + h;
	p->evaluate(p->context, p->x, j, w->shifted);
	p->x[j] = x;
	for (int i = 0; i < p->residuals; i++) {
		double d = (w->shifted[i] - w->residuals[i]) / h;

		if (!isfinite(d) || d == 0.0 || !(p->weights[i] > 0.0))
			continue;
		/* A figure that hardly notices the parameter is no evidence for it. */
		sensitive += fabs(d) > 0.01;
		slopes[n++] = (struct slope){ i, j, d };
	}
	if (p->sensitive)
		p->sensitive[j] = sensitive;
	return n;
}

/* The slopes, sorted by residual. */
static void collect(struct work *w)
{
	struct least_squares *p = w->p;
	const size_t residuals = (size_t)p->residuals;
	FREED int *fill = xcalloc(residuals + 1, sizeof(int));
	FREED struct slope *all = NULL;
	int count = 0;

	memset(w->row_start, 0, (residuals + 1) * sizeof(int));
	for (int j = 0; j < p->parameters; j++) {
		all = xreallocarray(all, (size_t)count + residuals + 1, sizeof(*all));
		count += p->spread[j] > 0.0 ? differentiate(w, j, all + count) : 0;
	}
	for (int i = 0; i < count; i++)
		w->row_start[all[i].residual + 1]++;
	for (int i = 0; i < p->residuals; i++)
		w->row_start[i + 1] += w->row_start[i];
	w->row_column = xreallocarray(w->row_column, (size_t)count + 1, sizeof(int));
	w->row_value = xreallocarray(w->row_value, (size_t)count + 1, sizeof(double));
	for (int i = 0; i < count; i++) {
		int at = w->row_start[all[i].residual] + fill[all[i].residual]++;

		w->row_column[at] = all[i].parameter;
		w->row_value[at] = all[i].value;
	}
}

/* Half the gradient into step (negative) and half the curvature into matrix. */
static void normal_equations(struct work *w)
{
	const struct least_squares *p = w->p;
	const int n = p->parameters;
	double total = total_weight(w);

	memset(w->matrix, 0, (size_t)n * (size_t)n * sizeof(double));
	memset(w->step, 0, (size_t)n * sizeof(double));
	for (int i = 0; i < p->residuals; i++) {
		double r = w->residuals[i];
		double weight = p->weights[i] / total * robust_weight(&p->loss, r) / 2.0;

		if (!(p->weights[i] > 0.0) || !isfinite(r))
			continue;
		for (int a = w->row_start[i]; a < w->row_start[i + 1]; a++) {
			double scaled = weight * w->row_value[a];
			double *row = w->matrix + (size_t)w->row_column[a] * (size_t)n;

			w->step[w->row_column[a]] -= scaled * r;
			for (int b = w->row_start[i]; b <= a; b++)
				row[w->row_column[b]] += scaled * w->row_value[b];
		}
	}
	for (int j = 0; j < n; j++) {
		double *diagonal = &w->matrix[(size_t)j * (size_t)n + (size_t)j];
		double pull = p->spread[j] > 0.0 ? 1.0 / (p->spread[j] * p->spread[j]) : 0.0;

		*diagonal += pull;
		if (pull > 0.0)
			w->step[j] -= pull * (p->x[j] - p->pull[j]);
		if (*diagonal == 0.0)
			*diagonal = 1.0;
	}
}

/* One damped step; true with w->next and its residuals in w->shifted when the objective falls. */
static bool try_step(struct work *w, double damping, double before, double *after)
{
	const struct least_squares *p = w->p;
	const int n = p->parameters;

	memcpy(w->damped, w->matrix, (size_t)n * (size_t)n * sizeof(double));
	for (int j = 0; j < n; j++) {
		w->damped[(size_t)j * (size_t)n + (size_t)j] *= 1.0 + damping;
		w->next[j] = w->step[j];
	}
	if (!cholesky_solve(w->damped, w->next, n))
		return false;
	for (int j = 0; j < n; j++) {
		double by = fmax(-LARGEST_STEP, fmin(LARGEST_STEP, w->next[j]));

		w->next[j] = p->spread[j] > 0.0 ? fmax(p->low[j], fmin(p->high[j], p->x[j] + by)) : p->x[j];
	}
	p->evaluate(p->context, w->next, -1, w->shifted);
	*after = objective(p, w->next, w->shifted);
	return *after < before;
}

static void work_init(struct work *w, struct least_squares *p)
{
	const size_t n = (size_t)p->parameters, m = (size_t)p->residuals;

	*w = (struct work){ .p = p };
	arena_init(&w->arena);
	w->residuals = arena_array(&w->arena, m, sizeof(double));
	w->shifted = arena_array(&w->arena, m, sizeof(double));
	w->next = arena_array(&w->arena, n, sizeof(double));
	w->step = arena_array(&w->arena, n, sizeof(double));
	w->matrix = arena_array(&w->arena, n * n, sizeof(double));
	w->damped = arena_array(&w->arena, n * n, sizeof(double));
	w->row_start = arena_array(&w->arena, m + 1, sizeof(int));
}

static void work_release(struct work *w)
{
	arena_release(&w->arena);
	free(w->row_column);
	free(w->row_value);
}

double gauss_newton(struct least_squares *p)
{
	struct work w;
	double now, after = 0.0, damping = 1e-3;
	bool improved = true;

	work_init(&w, p);
	p->evaluate(p->context, p->x, -1, w.residuals);
	now = objective(p, p->x, w.residuals);
	for (int i = 0; improved && i < p->max_steps; i++) {
		double before = now;

		collect(&w);
		/* Weights follow the residuals: steps on the same derivatives are cheap. */
		for (int j = 0; j < 4; j++) {
			normal_equations(&w);
			improved = false;
			for (int k = 0; k < 8 && !improved; k++, damping *= improved ? 0.2 : 5.0)
				improved = try_step(&w, damping, now, &after);
			if (!improved)
				break;
			memcpy(p->x, w.next, (size_t)p->parameters * sizeof(double));
			memcpy(w.residuals, w.shifted, (size_t)p->residuals * sizeof(double));
			if (now - after < p->tolerance * now)
				j = 4;
			now = after;
		}
		damping = fmax(1e-6, fmin(damping, 1.0));
		/* Leaves the caller's state at x, not at the last attempt. */
		p->evaluate(p->context, p->x, -1, w.residuals);
		improved = before - now > p->tolerance * before;
	}
	work_release(&w);
	return now;
}
