/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where on a slider the recommendation changes: for every position of a parameter's scale
 * (study/scale.h) which GPU, and how many of it, result_best() would name if nothing but this
 * parameter moved there.  The work is done in small portions between other things.
 */
#ifndef GPUPLAN_STUDY_BREAKPOINTS_H
#define GPUPLAN_STUDY_BREAKPOINTS_H

#include "study/answer.h"
#include "study/scale.h"

/* Positions next to each other with the same recommendation. */
struct stretch {
	double first, last;    /* the positions at its ends */
	const struct gpu *gpu; /* of the catalog; NULL: nothing meets the goals */
	double gpus;           /* of one replica */
};

struct stretches {
	bool known;            /* false: these are of a former scenario, or there are none */
	int count;
	struct stretch items[SCALE_POSITIONS_MAX]; /* rising; each differs from the one before */
};

/* What meets the goals at one position, as far as was looked. */
struct contender {
	const struct gpu *gpu; /* NULL: none */
	double gpus, cost;     /* cost of a million output tokens, NaN without a price */
};

/* Must not be moved while it works. */
struct breakpoints {
	struct scenario scenario;
	const enum parameter *panel; /* the parameters, ended by PARAMETER_COUNT; borrowed */
	struct stretches of[PARAMETER_MAX];
	bool started, done;
	enum parameter kept;         /* alone changed last, and known; PARAMETER_COUNT: none */
	/* What is in work. */
	enum parameter parameter;    /* PARAMETER_COUNT: nothing */
	bool once;                   /* one look at a configuration tells about all positions */
	double positions[SCALE_POSITIONS_MAX];
	int position_count, position, gpu;
	struct scenario moved;       /* with the parameter at the position in work */
	struct contender best[SCALE_POSITIONS_MAX];
	struct result generic;       /* holds a generic model */
	const struct model *model;
};

/*
 * Takes a scenario, which must pass scenario_check(); what is known stays when only the one
 * parameter that it is about has changed.  `first` is computed first (PARAMETER_COUNT: none).
 * Does nothing when the scenario is the one that it has.
 */
void breakpoints_start(struct breakpoints *b, const struct scenario *s, const enum parameter *panel,
		       enum parameter first);

/* Does a portion of the work, some 10 microseconds; false when there was nothing left to do. */
bool breakpoints_advance(struct breakpoints *b);

/* Of a parameter with a scale whose value is given; else never known. */
const struct stretches *breakpoints_of(const struct breakpoints *b, enum parameter parameter);

/* The stretch that a value lies in: the last that begins at or below it.  Needs known ones. */
int stretches_find(const struct stretches *stretches, double value);

#endif
