/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predictions of rows by fits that have not seen them, and summaries of their errors. */
#pragma once

#include "base/text.h"
#include "fit/calibration.h"
#include "fit/statistics.h"

/* How rows are left out; FOLDS_NONE fits all of them. */
enum folds { FOLDS_NONE, FOLDS_GROUP, FOLDS_MODEL, FOLDS_GPU, FOLDS_SOURCE, FOLDS_COUNT };

/* "none", "group", ...; a name that is none of them gives FOLDS_COUNT. */
const char *folds_name(enum folds folds);
enum folds folds_from_name(const char *name);

/* Residuals of all rows predicted that way (groups: 20 folds of groups, else one a name). */
void folds_predict(struct calibration *c, enum folds folds, double *residuals);

/* Appends lines "folds,metric,kind,balanced,rows,median,p90" of one prediction. */
void folds_add_summary(struct text *out, const struct dataset *data, const char *name, const double *residuals);
