/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who leads at a position of a slider: the contest that a study's GPUs enter one after another. */
#pragma once

#include "study/scenario.h"

/* The best that is known of a GPU at one position. */
struct contender {
	const struct gpu *gpu; /* of the catalog; NULL: none meets the goals */
	double gpus;           /* of one replica */
	double replicas;       /* in all; with spares at the busiest hour */
	const char *choice;    /* what is chosen beside the GPU ("buy"), untranslated; NULL: nothing */
	bool behind;           /* replica_stands_behind() */
	double objective;      /* of the study; the lower leads; NaN: no price */
	double size;           /* GPUs that are paid for: the lower leads where nobody has a price */
};

struct contest {
	const struct scenario *base;     /* of the slider */
	const struct scenario *scenario; /* with the parameter at the position, or opened by the study's widen() */
	const struct model *model;
	enum parameter parameter;
	bool wide;               /* one evaluation serves all positions */
	const double *positions; /* that this evaluation serves */
	int count;
	struct contender *best; /* of each of the positions, so far */
	bool begun;             /* contend() has been called for these positions, and sets it, */
	void *kept;             /* and what it keeps from one GPU to the next: the study's contest_size bytes */
};

/* Enters a contender at one of the positions.  It leads if its objective is lower.  Of equals the one whose GPU has
 * the lower id leads, and of the same GPU the first. */
void contest_enter(struct contest *c, int position, const struct contender *contender);

/* An objective that a contender must beat to lead at a position; INFINITY: any does. */
double contest_limit(const struct contest *c, int position);

/* Sets `moved` to the base with the parameter at a value, as the panel does it: what depends on the parameter
 * follows.  False: the scenario cannot take the value. */
bool contest_move(const struct contest *c, double value, struct scenario *moved);
