/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of a parameter at which the recommendation changes.  For every position of the scale
 * (study/scale.h) it finds the GPU, and the number of GPUs, that result_best() would name if only
 * this parameter changed.  breakpoints_advance() does the work in small portions.
 */
#ifndef GPUPLAN_STUDY_BREAKPOINTS_H
#define GPUPLAN_STUDY_BREAKPOINTS_H

#include "study/row.h"
#include "study/scale.h"

/* A range of adjacent positions with the same recommendation. */
struct stretch {
	double first, last;    /* the positions at its ends */
	const struct gpu *gpu; /* of the catalog; NULL: nothing meets the goals */
	double gpus;           /* of one replica */
};

struct stretches {
	bool known;            /* false: the items are of an earlier scenario, or there are none */
	int count;
	struct stretch items[SCALE_POSITIONS_MAX]; /* rising; each differs from the one before */
};

/* The best GPU at one position among those examined so far. */
struct contender {
	const struct gpu *gpu; /* NULL: none */
	double gpus, cost;     /* cost of a million output tokens, NaN without a price */
};

/* The search and its results.  Must not be moved in memory while a search is under way. */
struct breakpoints {
	struct scenario scenario;
	const enum parameter *panel; /* the parameters, ended by PARAMETER_COUNT; borrowed */
	struct stretches of[PARAMETER_MAX];
	bool started, done;
	enum parameter changed;      /* that alone changed last, if it has a scale; PARAMETER_COUNT: none */
	/* What is in work. */
	enum parameter parameter;    /* PARAMETER_COUNT: nothing */
	bool once;                   /* one evaluation of a configuration serves all positions */
	double positions[SCALE_POSITIONS_MAX];
	int position_count, position, gpu;
	struct scenario moved;       /* with the parameter at the position in work */
	struct contender best[SCALE_POSITIONS_MAX];
	struct result generic;       /* holds a generic model */
	const struct model *model;
};

/*
 * Starts the search for a scenario, which must pass scenario_check().  If only one parameter has
 * changed, the results for that parameter stay valid.  `first` is searched first
 * (PARAMETER_COUNT: none).  Does nothing if neither scenario nor panel has changed.
 */
void breakpoints_start(struct breakpoints *b, const struct scenario *s, const enum parameter *panel,
		       enum parameter first);

/* Does one portion of the search, about 10 microseconds.  False: nothing was left to do. */
bool breakpoints_advance(struct breakpoints *b);

/* The results for a parameter.  They are never known if it has no scale or no value. */
const struct stretches *breakpoints_of(const struct breakpoints *b, enum parameter parameter);

/* The index of the last range that begins at or below the value.  The ranges must be known. */
int stretches_find(const struct stretches *stretches, double value);

#endif
