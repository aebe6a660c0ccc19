/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters as logarithms, pulled to their start, over the rows that are not left out. */
#include "fit/calibration.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "fit/gauss_newton.h"
#include "fit/jackknife.h"
#include "fit/media_fit.h"
#include "fit/training_fit.h"

/* gpuplan-model(7), 9 CONSTANTS. */
static const struct robust_loss LOSS = { .core = 0.06, .knee = 0.7, .tail = 0.3 };

/* Mean loss that one standard deviation from the start costs. */
static const double PULL = 0.001;

static void store(const struct calibration *c, int j, double x)
{
	*c->parameters[j]->place = exp(x) * c->parameters[j]->factor;
}

static bool inside(const void *place, const void *object, size_t size)
{
	return (uintptr_t)place >= (uintptr_t)object && (uintptr_t)place < (uintptr_t)object + size;
}

/* Whether a parameter could matter to a run: constants of another family or engine cannot. */
static bool concerns(const struct calibration *c, const struct catalog *catalog, int j, const struct run *run)
{
	const void *place = c->parameters[j]->place;

	return inside(place, &catalog->constants, sizeof(catalog->constants)) ||
		inside(place, run->deployment.gpu->family, sizeof(struct gpu_family)) ||
		inside(place, run->deployment.profile, sizeof(struct engine_profile));
}

static bool same_values(const double *a, const double *b)
{
	for (int i = 0; i < FIGURE_COUNT; i++)
		if (a[i] != b[i] && !(isnan(a[i]) && isnan(b[i])))
			return false;
	return true;
}

/* Finds out which runs notice a change of a parameter. */
static void probe(struct calibration *c, const struct catalog *catalog, int j)
{
	unsigned char *touched = c->touched + (size_t)j * (size_t)c->data->run_count;
	const double factors[] = { 0.7, 1.4 };

	for (int i = 0; i < c->data->run_count; i++) {
		struct run *run = &c->data->runs[i];

		for (int k = 0; k < 2 && !touched[i] && concerns(c, catalog, j, run); k++) {
			struct run changed = *run;
			double x = fmax(c->low[j], fmin(c->high[j], c->start[j] + log(factors[k])));

			store(c, j, x);
			run_evaluate(&changed);
			touched[i] = !same_values(changed.values, run->values);
		}
	}
	store(c, j, c->start[j]);
}

static void add_parameter(struct calibration *c, const struct parameter_value *p)
{
	int j = c->count++;

	c->parameters[j] = p;
	c->start[j] = log(p->start);
	c->spread[j] = p->spread / sqrt(PULL);
	c->low[j] = p->low > 0.0 ? log(p->low) : -INFINITY;
	c->high[j] = log(p->high);
	store(c, j, c->start[j]);
}

void calibration_init(struct calibration *c, const struct catalog *catalog, struct dataset *data)
{
	double **const rows[] = { &c->x, &c->start, &c->spread, &c->low, &c->high };
	const size_t n = (size_t)catalog->parameter_count + 1;

	*c = (struct calibration){ .data = data, .pull_scale = 1.0 };
	arena_init(&c->arena);
	c->parameters = arena_array(&c->arena, n, sizeof(struct parameter_value *));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		*rows[i] = arena_array(&c->arena, n, sizeof(double));
	c->held = arena_array(&c->arena, n, sizeof(bool));
	c->sensitive = arena_array(&c->arena, n, sizeof(int));
	c->weights = arena_array(&c->arena, (size_t)data->row_count + 1, sizeof(double));
	for (int i = 0; i < catalog->parameter_count; i++)
		if (catalog->parameters[i].place && catalog->parameters[i].start > 0.0 &&
			!is_training_parameter(&catalog->parameters[i]) && !is_media_parameter(&catalog->parameters[i]))
			add_parameter(c, &catalog->parameters[i]);
	c->touched = arena_array(&c->arena, (size_t)c->count + 1, (size_t)data->run_count + 1);
	for (int i = 0; i < data->run_count; i++)
		run_evaluate(&data->runs[i]);
	for (int j = 0; j < c->count; j++)
		probe(c, catalog, j);
}

void calibration_release(struct calibration *c)
{
	arena_release(&c->arena);
	*c = (struct calibration){ 0 };
}

int calibration_find(const struct calibration *c, const char *id)
{
	for (int j = 0; j < c->count; j++)
		if (strcmp(c->parameters[j]->id, id) == 0)
			return j;
	return -1;
}

void calibration_hold(struct calibration *c, int parameter, double value)
{
	c->held[parameter] = !isnan(value);
	if (c->held[parameter])
		c->x[parameter] = log(value);
}

void calibration_residuals(struct calibration *c, double *residuals)
{
	for (int i = 0; i < c->data->run_count; i++)
		run_evaluate(&c->data->runs[i]);
	for (int i = 0; i < c->data->row_count; i++)
		residuals[i] = row_residual(c->data, &c->data->rows[i]);
}

/* Callback of the minimiser; see struct least_squares. */
static void evaluate(void *context, const double *x, int changed, double *residuals)
{
	struct calibration *c = context;
	struct dataset *data = c->data;
	const unsigned char *touched = c->touched + (size_t)(changed > 0 ? changed : 0) * (size_t)data->run_count;

	double kept = changed >= 0 ? *c->parameters[changed]->place : 0.0;

	for (int j = 0; j < c->count; j++)
		if (changed < 0 || j == changed)
			store(c, j, x[j]);
	for (int i = 0; i < data->row_count;) {
		int r = data->rows[i].run;
		bool wanted = changed < 0 || touched[r];

		/* A run is only asked when one of its figures counts. */
		if (wanted)
			run_evaluate(&data->runs[r]);
		for (; i < data->row_count && data->rows[i].run == r; i++)
			if (wanted)
				residuals[i] = row_residual(data, &data->rows[i]);
	}
	if (changed >= 0)
		*c->parameters[changed]->place = kept;
}

void calibration_fit(struct calibration *c, enum label label, int fold, int folds)
{
	FREED double *spread = xcalloc((size_t)c->count + 1, sizeof(double));
	struct least_squares problem = {
		.parameters = c->count,
		.residuals = c->data->row_count,
		.x = c->x,
		.pull = c->start,
		.spread = spread,
		.low = c->low,
		.high = c->high,
		.weights = c->weights,
		.loss = LOSS,
		.evaluate = evaluate,
		.context = c,
		.max_steps = 12,
		.tolerance = 1e-4,
		.sensitive = c->sensitive,
	};

	for (int j = 0; j < c->count; j++) {
		spread[j] = c->held[j] ? 0.0 : c->spread[j] * c->pull_scale;
		if (!c->held[j])
			c->x[j] = c->start[j];
	}
	for (int i = 0; i < c->data->row_count; i++) {
		const struct row *row = &c->data->rows[i];
		bool out = fold >= 0 && row->labels[label] % folds == fold;

		c->weights[i] = out ? 0.0 : row->weight;
	}
	gauss_newton(&problem);
}

void calibration_cross(struct calibration *c, enum label label, int folds, double *residuals)
{
	int names = c->data->names[label].count;
	int count = folds > 0 && folds < names ? folds : names;

	for (int fold = 0; fold < count; fold++) {
		calibration_fit(c, label, fold, count);
		for (int i = 0; i < c->data->row_count; i++)
			if (c->data->rows[i].labels[label] % count == fold)
				residuals[i] = row_residual(c->data, &c->data->rows[i]);
	}
}

static void fit_without_source(void *context, int source)
{
	struct calibration *c = context;

	calibration_fit(c, LABEL_SOURCE, source, c->data->names[LABEL_SOURCE].count);
}

void calibration_errors(struct calibration *c, double *errors)
{
	jackknife_errors(c->data->names[LABEL_SOURCE].count, c->count, fit_without_source, c, c->x, c->start, errors);
}

enum { GROUP_FOLDS = 20 };

static const struct {
	const char *name;
	enum label label;
	int count; /* 0: one a name */
} WAYS[FOLDS_COUNT] = {
	[FOLDS_NONE] = { "none", LABEL_COUNT, 0 },
	[FOLDS_GROUP] = { "group", LABEL_GROUP, GROUP_FOLDS },
	[FOLDS_MODEL] = { "model", LABEL_MODEL, 0 },
	[FOLDS_GPU] = { "gpu", LABEL_GPU, 0 },
	[FOLDS_SOURCE] = { "source", LABEL_SOURCE, 0 },
};

const char *folds_name(enum folds folds)
{
	return WAYS[folds].name;
}

enum folds folds_from_name(const char *name)
{
	int i = 0;

	while (i < FOLDS_COUNT && strcmp(WAYS[i].name, name) != 0)
		i++;
	return (enum folds)i;
}

void folds_predict(struct calibration *c, enum folds folds, double *residuals)
{
	if (folds == FOLDS_NONE) {
		calibration_fit(c, LABEL_SOURCE, -1, 1);
		calibration_residuals(c, residuals);
	} else {
		calibration_cross(c, WAYS[folds].label, WAYS[folds].count, residuals);
	}
}

void folds_add_summary(struct text *out, const struct dataset *data, const char *name, const double *residuals)
{
	for (int m = 0; m < FIGURE_COUNT; m++)
		for (int k = 0; k < KIND_COUNT; k++)
			for (int balanced = 0; balanced < 2; balanced++) {
				struct row_filter filter = { (enum figure)m, (enum kind)k, -1 };
				struct error_figure f = error_figure(data, residuals, &filter, balanced != 0);

				if (f.rows > 0)
					text_addf(out, "%s,%s,%s,%d,%d,%.1f,%.1f\n", name, figure_names[m],
						kind_names[k], balanced, f.rows, f.median, f.p90);
			}
}
