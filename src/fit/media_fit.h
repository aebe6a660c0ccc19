/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit of the constants of media models to published runs, whole or with rows left out, and their bands. */
#pragma once

#include "fit/media_rows.h"

/* Whether a row of parameters.json is a constant of media models, which this fit holds. */
bool is_media_parameter(const struct parameter_value *p);

/* Works on the catalog's constants in place: every parameter media_* that has a start. */
struct media_fit {
	struct arena arena; /* all that follows */
	struct media_rows *rows;
	const struct parameter_value **parameters;
	int count;
	double *x; /* ln of the values, without their factor */
	double *start, *spread, *low, *high;
	double *weights; /* of rows, 0 where left out */
	int *sensitive;  /* rows whose figure depends on each parameter */
};

void media_fit_init(struct media_fit *fit, const struct catalog *catalog, struct media_rows *rows);
void media_fit_release(struct media_fit *fit);

/* Fits from the starts without the rows whose label is `without`; -1: all rows.  The constants are those of the fit
 * then. */
void media_fit_without(struct media_fit *fit, enum media_label label, int without);

/* Predicts every row by a fit that has not seen its name: residuals ln(predicted/measured). */
void media_fit_cross(struct media_fit *fit, enum media_label label, double *residuals);

/* Residuals of all rows with the constants as they stand. */
void media_fit_residuals(const struct media_fit *fit, double *residuals);

/* Standard errors of ln of the parameters: the jackknife over sources. */
void media_fit_errors(struct media_fit *fit, double *errors);
