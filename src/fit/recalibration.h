/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What recalibration by measured runs (study/measured.h) does to the errors of unseen rows. */
#pragma once

#include "fit/bands.h"
#include "fit/calibration.h"

/* Which runs are known where one is asked for: other publishers'; as the user's own, those of its source
 * at other points; of these just the nearest. */
enum known { KNOWN_OTHERS, KNOWN_OWN, KNOWN_NEAREST, KNOWN_COUNT };

/* Runs in the order of what is asked for, so that no pair of others is looked at. */
struct recalibration_trial {
	const struct catalog *catalog;
	const struct dataset *data;
	int *row_of; /* first row of each run; one more at the end */
	struct place {
		int model, gpu, engine; /* of the catalog; of one architecture the first model */
		int run;
	} * places; /* sorted; runs of a fixed number of users only */
	int place_count;
	double *residuals; /* sources x rows, ln(predicted/measured), see recalibration_predict */
};

/* A recalibrated row. */
struct recalibrated {
	double residual;  /* ln(predicted/measured), NaN: nothing is predicted */
	double narrowing; /* of the exponents of its band */
	bool near;        /* this figure was measured nearby, a run is within reach */
};

/* Indexes the runs; residuals are 0. Catalog and data are borrowed. */
void recalibration_init(struct recalibration_trial *l, const struct catalog *catalog, const struct dataset *data);
void recalibration_release(struct recalibration_trial *l);

/* Fits without each source in turn and keeps what each fit says about all rows: a prediction has not seen its own
 * source and is recalibrated, as in the program, by what the same constants miss of other runs. Changes the constants
 * of the catalog. */
void recalibration_predict(struct recalibration_trial *l, struct calibration *c);

/* Leans every row by each of `count` sets of constants (only measured_* matter); `out` has count x rows.
 * Rows of another load than a fixed number of users, and prompt rates, do not move. */
void recalibration_apply(const struct recalibration_trial *l, enum known known, const struct constants *constants,
	int count, struct recalibrated *out);

/* Errors of the rows of one metric that are marked; see error_figure. */
struct error_figure recalibration_error(const struct recalibration_trial *l, const struct recalibrated *recalibrated,
	const bool *marked, enum figure metric, bool balanced);

/* Share of them inside their narrowed bands; NaN without rows. */
double recalibration_coverage(const struct recalibration_trial *l, const struct bands *bands,
	const struct recalibrated *recalibrated, const bool *marked, enum figure metric);
