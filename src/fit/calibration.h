/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit of the catalog's parameters to the measurements, whole or with lines left out. */
#pragma once

#include "base/text.h"
#include "fit/statistics.h"

/* A fit of every parameter that has a start; works on the catalog's constants in place. */
struct calibration {
	struct arena arena; /* all that follows */
	struct dataset *data;
	const struct parameter_value **parameters;
	int count;
	double *x; /* ln of the values, without their factor */
	double *start, *spread, *low, *high;
	bool *held;             /* stays at x, see calibration_hold */
	unsigned char *touched; /* count x runs: whether the run's answer depends on it */
	double *weights;        /* of rows, 0 where left out */
	int *sensitive;         /* rows whose figure depends on each parameter */
	double pull_scale;      /* multiplies all spreads: 1, an ablation loosens */
};

void calibration_init(struct calibration *c, const struct catalog *catalog, struct dataset *data);
void calibration_release(struct calibration *c);

/* The parameter of that id, -1 when it is not fitted. */
int calibration_find(const struct calibration *c, const char *id);

/* Holds a parameter at a value in all further fits (an ablation); NaN: sets it free again. */
void calibration_hold(struct calibration *c, int parameter, double value);

/* Fits from the start values with the rows whose label is not in fold `fold` of `folds` (a name belongs to fold index %
 * folds); fold < 0: all rows. The constants are those of the fit then, and every run is evaluated with them. */
void calibration_fit(struct calibration *c, enum label label, int fold, int folds);

/* Standard errors of ln of the parameters: the jackknife over sources, how far the values move when whole
 * publishers are missing. `errors` has one number a parameter. */
void calibration_errors(struct calibration *c, double *errors);

/* Predicts every row by a fit that has not seen its fold: residuals ln(predicted/measured) in the order of
 * the rows. `folds` <= 0: one a name. */
void calibration_cross(struct calibration *c, enum label label, int folds, double *residuals);

/* Residuals of all rows with the constants as they stand. */
void calibration_residuals(struct calibration *c, double *residuals);

/* How rows are left out; FOLDS_NONE fits all of them. */
enum folds { FOLDS_NONE, FOLDS_GROUP, FOLDS_MODEL, FOLDS_GPU, FOLDS_SOURCE, FOLDS_COUNT };

/* "none", "group", ...; a name that is none of them gives FOLDS_COUNT. */
const char *folds_name(enum folds folds);
enum folds folds_from_name(const char *name);

/* Residuals of all rows predicted that way (groups: 20 folds of groups, else one a name). */
void folds_predict(struct calibration *c, enum folds folds, double *residuals);

/* Appends lines "folds,metric,kind,balanced,rows,median,p90" of one prediction. */
void folds_add_summary(struct text *out, const struct dataset *data, const char *name, const double *residuals);
