/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters as logarithms, pulled to their start, over the rows that are not left out. */
#include "fit/media_fit.h"

#include <math.h>
#include <string.h>

#include "fit/gauss_newton.h"
#include "fit/jackknife.h"

/* As in calibration.c: gpuplan-model(7), 9 CONSTANTS. */
static const struct robust_loss LOSS = { .core = 0.06, .knee = 0.7, .tail = 0.3 };
static const double PULL = 0.001;

bool is_media_parameter(const struct parameter_value *p)
{
	return strncmp(p->id, "media_", 6) == 0;
}

static void store(const struct media_fit *fit, int j, double x)
{
	*fit->parameters[j]->place = exp(x) * fit->parameters[j]->factor;
}

static void add_parameter(struct media_fit *fit, const struct parameter_value *p)
{
	int j = fit->count++;

	fit->parameters[j] = p;
	fit->start[j] = log(p->start);
	fit->spread[j] = p->spread / sqrt(PULL);
	fit->low[j] = p->low > 0.0 ? log(p->low) : -INFINITY;
	fit->high[j] = log(p->high);
	store(fit, j, fit->start[j]);
}

void media_fit_init(struct media_fit *fit, const struct catalog *catalog, struct media_rows *rows)
{
	double **const arrays[] = { &fit->x, &fit->start, &fit->spread, &fit->low, &fit->high };
	const size_t n = (size_t)catalog->parameter_count + 1;

	*fit = (struct media_fit){ .rows = rows };
	arena_init(&fit->arena);
	fit->parameters = arena_array(&fit->arena, n, sizeof(struct parameter_value *));
	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		*arrays[i] = arena_array(&fit->arena, n, sizeof(double));
	fit->sensitive = arena_array(&fit->arena, n, sizeof(int));
	fit->weights = arena_array(&fit->arena, (size_t)rows->count + 1, sizeof(double));
	for (int i = 0; i < catalog->parameter_count; i++) {
		const struct parameter_value *p = &catalog->parameters[i];

		if (is_media_parameter(p) && p->place && p->start > 0.0)
			add_parameter(fit, p);
	}
}

void media_fit_release(struct media_fit *fit)
{
	arena_release(&fit->arena);
	*fit = (struct media_fit){ 0 };
}

void media_fit_residuals(const struct media_fit *fit, double *residuals)
{
	for (int i = 0; i < fit->rows->count; i++)
		residuals[i] = media_row_residual(&fit->rows->rows[i]);
}

/* Callback of the minimiser; see struct least_squares. */
static void evaluate(void *context, const double *x, int changed, double *residuals)
{
	struct media_fit *fit = context;
	double kept = changed >= 0 ? *fit->parameters[changed]->place : 0.0;

	for (int j = 0; j < fit->count; j++)
		if (changed < 0 || j == changed)
			store(fit, j, x[j]);
	media_fit_residuals(fit, residuals);
	if (changed >= 0)
		*fit->parameters[changed]->place = kept;
}

void media_fit_without(struct media_fit *fit, enum media_label label, int without)
{
	struct least_squares problem = {
		.parameters = fit->count,
		.residuals = fit->rows->count,
		.x = fit->x,
		.pull = fit->start,
		.spread = fit->spread,
		.low = fit->low,
		.high = fit->high,
		.weights = fit->weights,
		.loss = LOSS,
		.evaluate = evaluate,
		.context = fit,
		.max_steps = 15,
		.tolerance = 1e-5,
		.sensitive = fit->sensitive,
	};

	memcpy(fit->x, fit->start, (size_t)fit->count * sizeof(double));
	for (int i = 0; i < fit->rows->count; i++) {
		const struct media_row *row = &fit->rows->rows[i];

		fit->weights[i] = without >= 0 && row->labels[label] == without ? 0.0 : row->weight;
	}
	gauss_newton(&problem);
	for (int j = 0; j < fit->count; j++)
		store(fit, j, fit->x[j]);
}

void media_fit_cross(struct media_fit *fit, enum media_label label, double *residuals)
{
	for (int name = 0; name < fit->rows->names[label].count; name++) {
		media_fit_without(fit, label, name);
		for (int i = 0; i < fit->rows->count; i++)
			if (fit->rows->rows[i].labels[label] == name)
				residuals[i] = media_row_residual(&fit->rows->rows[i]);
	}
}

static void fit_without_source(void *context, int source)
{
	media_fit_without(context, MEDIA_SOURCE, source);
}

void media_fit_errors(struct media_fit *fit, double *errors)
{
	jackknife_errors(
		fit->rows->names[MEDIA_SOURCE].count, fit->count, fit_without_source, fit, fit->x, fit->start, errors);
}
