/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the answer changes.  For every position of a slider (study/scale.h) the search finds which GPU, and how many
 * of them, result_best() would name if only this parameter changed: the marks of the sliders. */
#pragma once

#include "study/contest.h"
#include "study/row.h"
#include "study/scale.h"

/* A range of adjacent positions with the same leader. */
struct leader_range {
	double first, last;    /* the positions at its ends */
	const struct gpu *gpu; /* of the catalog; NULL: nothing meets the goals */
	double gpus;           /* of one replica */
	double replicas[2];    /* at the first and at the last position: between them they may change */
	const char *choice;    /* as in struct contender */
};

struct leader_ranges {
	bool known; /* false: the items are of an earlier scenario, or there are none */
	int count;
	struct leader_range items[SCALE_POSITIONS_MAX]; /* rising; each differs from the one before */
};

/* The search and its results.  Must not be moved in memory while a search is under way. */
struct sensitivity {
	const struct study *study;
	struct scenario scenario;
	struct leader_ranges of[PARAMETER_MAX];
	bool started, done;
	/* What is in work. */
	enum parameter parameter; /* PARAMETER_COUNT: nothing */
	double positions[SCALE_POSITIONS_MAX];
	struct contender best[SCALE_POSITIONS_MAX];
	int position_count, position;
	int gpu, led, first;   /* the next one; the last leader that was found; it, looked at first, or -1 */
	struct scenario moved; /* with the parameter at the position in work */
	struct contest contest;
	struct result solved; /* by a study without contend(); holds a generic model too */
};

/* Starts the search for the sliders in the study's panel, for a scenario that passes scenario_check().  If only one
 * parameter has changed, the results for that parameter stay valid.  `first` is searched first (PARAMETER_COUNT:
 * none).  Does nothing if neither scenario nor study has changed. */
void sensitivity_start(
	struct sensitivity *v, const struct study *study, const struct scenario *s, enum parameter first);

/* Does one portion of the search: one GPU, about 10 to 50 microseconds, or one solve of a study without contend().
 *  False: nothing was left to do. */
bool sensitivity_advance(struct sensitivity *v);

void sensitivity_release(struct sensitivity *v);

/* The results for a parameter.  They are never known if it has no scale or no value. */
const struct leader_ranges *sensitivity_of(const struct sensitivity *v, enum parameter parameter);

/* The index of the last range that begins at or below the value.  The ranges must be known. */
int leader_ranges_find(const struct leader_ranges *ranges, double value);
