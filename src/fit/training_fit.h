/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit of the constants of training: rows train* of parameters.json that have a start. */
#pragma once

#include "fit/training_rows.h"

/* Whether a row of parameters.json is a constant of training, which this fit holds. */
bool is_training_parameter(const struct parameter_value *p);

/* One number of the fit: ln of its value without its factor. */
struct training_parameter {
	const char *id;
	double *place;
	double factor, start, spread, low, high;
};

/* A value that is another's times a factor: of GPUs or number types without published rows. */
struct training_follower {
	const char *id;
	double *place;
	const double *leader;
	double factor;
};

/* Works on the catalog's constants in place. */
struct training_fit {
	struct arena arena;
	struct training_rows *rows;
	const struct catalog *catalog;
	struct training_parameter *parameters;
	int count;
	struct training_follower *followers;
	int follower_count;
	double *x;
	double *weights; /* of rows, 0 where left out */
	int *sensitive;  /* rows that depend on each parameter */
};

void training_fit_init(struct training_fit *fit, const struct catalog *catalog, struct training_rows *rows);
void training_fit_release(struct training_fit *fit);

/* Fits to the rows whose label is not `name`; < 0: to all.  The constants are those of the fit then;
 * those of classes and number types that have no rows follow their neighbours. */
void training_fit_without(struct training_fit *fit, enum training_label label, int name);

/* Predicts every row by a fit that has not seen its label: residuals in the order of the rows. */
void training_fit_cross(struct training_fit *fit, enum training_label label, double *residuals);

/* Residuals of all rows by the constants as they stand. */
void training_fit_residuals(const struct training_fit *fit, double *residuals);

/* Standard errors of ln of the parameters: the jackknife over sources. */
void training_fit_errors(struct training_fit *fit, double *errors);
