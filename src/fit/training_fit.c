/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constants of training as logarithms, pulled to their start, over the rows that are not left out. */
#include "fit/training_fit.h"

#include <math.h>
#include <string.h>

#include "fit/gauss_newton.h"
#include "fit/jackknife.h"

/* As that of serving: gpuplan-model(7), 9 CONSTANTS. */
static const struct robust_loss LOSS = { .core = 0.06, .knee = 0.7, .tail = 0.3 };
static const double PULL = 0.001;

/* GPUs without published rows are as those whose processors or software are nearest (training-model section 2). */
static const struct {
	const char *id, *leader;
	double factor;
} FOLLOWERS[] = {
	{ "train/hopper_h20", "train/hopper", 1.1 },
	{ "train/ada_dc", "train/ada_gf", 1.0 },
	{ "train/blackwell_pro", "train/blackwell_gf", 1.0 },
	{ "train/cdna3", "train/cdna4", 1.0 },
	{ "train/turing", "train/ampere_gfx", 1.0 },
	{ "train/volta", "train/ampere_dc", 1.0 },
	{ "train_moe/ampere_dc", "train_moe/hopper", 1.0 },
	{ "train_moe/ampere_gfx", "train_moe/hopper", 1.0 },
	{ "train_moe/ada_dc", "train_moe/hopper", 1.0 },
	{ "train_moe/ada_l40s", "train_moe/hopper", 1.0 },
	{ "train_moe/ada_gf", "train_moe/hopper", 1.0 },
	{ "train_moe/hopper_h20", "train_moe/hopper", 1.0 },
	{ "train_moe/blackwell_pro", "train_moe/hopper", 1.0 },
	{ "train_moe/blackwell_gf", "train_moe/hopper", 1.0 },
	{ "train_moe/cdna3", "train_moe/hopper", 1.0 },
	{ "train_moe/cdna4", "train_moe/hopper", 1.0 },
	{ "train_moe/turing", "train_moe/hopper", 1.0 },
	{ "train_moe/volta", "train_moe/hopper", 1.0 },
	{ "train_untuned/cdna4", "train_untuned/cdna3", 1.0 },
	{ "train_gain_fp8/hopper_h20", "train_gain_fp8/hopper", 1.0 },
	{ "train_gain_fp8/blackwell_pro", "train_gain_fp8/blackwell_gf", 1.0 },
	{ "train_gain_nvfp4/blackwell_pro", "train_gain_nvfp4/blackwell_gf", 1.0 },
	{ "train_gain_fp8/cdna3", "train_gain_fp8/hopper", 1.0 },
	{ "train_gain_fp8/cdna4", "train_gain_fp8/hopper", 1.0 },
	{ "train_gain_mxfp8/cdna4", "train_gain_mxfp8/blackwell_dc", 1.0 },
};

bool is_training_parameter(const struct parameter_value *p)
{
	return strncmp(p->id, "train", 5) == 0;
}

static void add(struct training_fit *fit, const struct training_parameter *p)
{
	fit->parameters[fit->count++] = *p;
}

static double *place_of(const struct catalog *catalog, const char *id)
{
	for (int i = 0; i < catalog->parameter_count; i++)
		if (strcmp(catalog->parameters[i].id, id) == 0)
			return catalog->parameters[i].place;
	return NULL;
}

static void add_followers(struct training_fit *fit)
{
	const size_t n = sizeof(FOLLOWERS) / sizeof(FOLLOWERS[0]);

	fit->followers = arena_array(&fit->arena, n, sizeof(*fit->followers));
	for (size_t i = 0; i < n; i++) {
		double *place = place_of(fit->catalog, FOLLOWERS[i].id);
		const double *leader = place_of(fit->catalog, FOLLOWERS[i].leader);

		if (place && leader)
			fit->followers[fit->follower_count++] =
				(struct training_follower){ FOLLOWERS[i].id, place, leader, FOLLOWERS[i].factor };
	}
}

void training_fit_init(struct training_fit *fit, const struct catalog *catalog, struct training_rows *rows)
{
	const size_t n = (size_t)catalog->parameter_count + 1;

	*fit = (struct training_fit){ .rows = rows, .catalog = catalog };
	arena_init(&fit->arena);
	fit->parameters = arena_array(&fit->arena, n, sizeof(*fit->parameters));
	fit->x = arena_array(&fit->arena, n, sizeof(double));
	fit->sensitive = arena_array(&fit->arena, n, sizeof(int));
	fit->weights = arena_array(&fit->arena, (size_t)rows->count + 1, sizeof(double));
	for (int i = 0; i < catalog->parameter_count; i++) {
		const struct parameter_value *p = &catalog->parameters[i];

		if (is_training_parameter(p) && p->place && p->start > 0.0)
			add(fit,
				&(struct training_parameter){
					p->id, p->place, p->factor, p->start, p->spread, p->low, p->high });
	}
	add_followers(fit);
}

void training_fit_release(struct training_fit *fit)
{
	arena_release(&fit->arena);
	*fit = (struct training_fit){ 0 };
}

static void store(const struct training_fit *fit, int j, double x)
{
	*fit->parameters[j].place = exp(x) * fit->parameters[j].factor;
}

static void follow(const struct training_fit *fit)
{
	for (int i = 0; i < fit->follower_count; i++)
		*fit->followers[i].place = *fit->followers[i].leader * fit->followers[i].factor;
}

/* Callback of the minimiser; rows are few, so all of them are asked whatever changed. */
static void evaluate(void *context, const double *x, int changed, double *residuals)
{
	const struct training_fit *fit = context;
	double kept = changed >= 0 ? *fit->parameters[changed].place : 0.0;

	for (int j = 0; j < fit->count; j++)
		if (changed < 0 || j == changed)
			store(fit, j, x[j]);
	follow(fit);
	for (int i = 0; i < fit->rows->count; i++)
		residuals[i] = fit->weights[i] > 0.0 ? training_row_residual(&fit->rows->rows[i]) : 0.0;
	if (changed >= 0) {
		*fit->parameters[changed].place = kept;
		follow(fit);
	}
}

void training_fit_without(struct training_fit *fit, enum training_label label, int name)
{
	const size_t n = (size_t)fit->count + 1;
	FREED double *start = xcalloc(n, sizeof(double)), *spread = xcalloc(n, sizeof(double));
	FREED double *low = xcalloc(n, sizeof(double)), *high = xcalloc(n, sizeof(double));
	struct least_squares problem = { .parameters = fit->count,
		.residuals = fit->rows->count,
		.x = fit->x,
		.pull = start,
		.spread = spread,
		.low = low,
		.high = high,
		.weights = fit->weights,
		.loss = LOSS,
		.evaluate = evaluate,
		.context = fit,
		.max_steps = 15,
		.tolerance = 1e-5,
		.sensitive = fit->sensitive };

	for (int j = 0; j < fit->count; j++) {
		const struct training_parameter *p = &fit->parameters[j];

		fit->x[j] = start[j] = log(p->start);
		spread[j] = p->spread / sqrt(PULL);
		low[j] = p->low > 0.0 ? log(p->low) : -INFINITY;
		high[j] = log(p->high);
	}
	for (int i = 0; i < fit->rows->count; i++) {
		const struct training_row *row = &fit->rows->rows[i];

		fit->weights[i] = row->labels[label] == name ? 0.0 : row->weight;
	}
	gauss_newton(&problem);
}

void training_fit_residuals(const struct training_fit *fit, double *residuals)
{
	for (int i = 0; i < fit->rows->count; i++)
		residuals[i] = training_row_residual(&fit->rows->rows[i]);
}

void training_fit_cross(struct training_fit *fit, enum training_label label, double *residuals)
{
	for (int name = 0; name < fit->rows->names[label].count; name++) {
		training_fit_without(fit, label, name);
		for (int i = 0; i < fit->rows->count; i++)
			if (fit->rows->rows[i].labels[label] == name)
				residuals[i] = training_row_residual(&fit->rows->rows[i]);
	}
}

static void fit_without_source(void *context, int source)
{
	training_fit_without(context, TRAINING_SOURCE, source);
}

void training_fit_errors(struct training_fit *fit, double *errors)
{
	FREED double *start = xcalloc((size_t)fit->count + 1, sizeof(double));

	for (int j = 0; j < fit->count; j++)
		start[j] = log(fit->parameters[j].start);
	jackknife_errors(
		fit->rows->names[TRAINING_SOURCE].count, fit->count, fit_without_source, fit, fit->x, start, errors);
}
