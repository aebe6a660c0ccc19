/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaning on measured runs (study/measured.h) does to the errors of unseen rows. */
#ifndef GPUPLAN_FIT_LEANING_H
#define GPUPLAN_FIT_LEANING_H

#include "fit/bands.h"
#include "fit/calibration.h"

/* Which runs are known where one is asked for: other publishers'; as the user's own, those of its source
 * at other points; of these just the nearest. */
enum known { KNOWN_OTHERS, KNOWN_OWN, KNOWN_NEAREST, KNOWN_COUNT };

/* Runs in the order of what is asked for, so that no pair of others is looked at. */
struct leaning {
	const struct catalog *catalog;
	const struct dataset *data;
	int *row_of;                /* first row of each run; one more at the end */
	struct place {
		int model, gpu, engine; /* of the catalog; of one architecture the first model */
		int run;
	} *places;                  /* sorted; runs of a fixed number of users only */
	int place_count;
	double *residuals;          /* sources x rows, ln(predicted/measured), see leaning_predict */
};

/* A row after leaning. */
struct leaned {
	double residual;            /* ln(predicted/measured), NaN: nothing is predicted */
	double narrowing;           /* of the exponents of its band */
	bool near;                  /* this figure was measured nearby, a run is within reach */
};

/* Indexes the runs; residuals are 0. Catalog and data are borrowed. */
void leaning_init(struct leaning *l, const struct catalog *catalog, const struct dataset *data);
void leaning_release(struct leaning *l);

/*
 * Fits without each source in turn and keeps what each fit says about all rows: a prediction has
 * not seen its own source and leans, as in the program, on what the same constants miss of
 * other runs. Changes the constants of the catalog.
 */
void leaning_predict(struct leaning *l, struct calibration *c);

/* Leans every row by each of `count` sets of constants (only measured_* matter); `out` has count x rows.
 * Rows of another load than a fixed number of users, and prompt rates, do not move. */
void leaning_apply(const struct leaning *l, enum known known, const struct constants *constants,
	int count, struct leaned *out);

/* Errors of the rows of one metric that are marked; see error_figure. */
struct error_figure leaning_error(const struct leaning *l, const struct leaned *leaned,
	const bool *marked, enum figure metric, bool balanced);

/* Share of them inside their narrowed bands; NaN without rows. */
double leaning_coverage(const struct leaning *l, const struct bands *bands,
	const struct leaned *leaned, const bool *marked, enum figure metric);

#endif
