/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two or three answers side by side: who is best at what, and by how much they differ. */
#pragma once

#include "study/metric_value.h"

enum { COMPARISON_MAX = 3 };

/* How an answer stands in one row. */
enum standing {
	STANDING_PLAIN, /* worse, not known, or there is nothing to choose between */
	STANDING_BEST,  /* the best value by metric_row.better; several when they are the same */
	STANDING_EQUAL  /* its band and that of the best overlap by more than half of the narrower */
};

/* One metric of all answers. */
struct comparison_row {
	enum metric metric;
	struct metric_value value[COMPARISON_MAX];
	enum standing standing[COMPARISON_MAX];
	bool alike; /* all answers have the same value or word */
};

/* The figures whose difference is stated in a sentence. */
enum aspect {
	ASPECT_COST, /* dollars per million output tokens, else per hour */
	ASPECT_TTFT,
	ASPECT_TPOT,
	ASPECT_THROUGHPUT, /* output tokens per second */
	ASPECT_ROOM,       /* requests of the lengths given that fit */
	ASPECT_COUNT
};

/* The metric of an aspect.  `relative`: the difference is stated as a share, not as an amount. */
struct aspect_row {
	enum metric metric;
	bool relative;
};
const struct aspect_row *aspect_row(enum aspect aspect);

/* How the answer `left` stands against `right` in one aspect. */
struct difference {
	enum metric metric; /* that was compared */
	double amount;      /* left - right in SI units, or left / right - 1; NaN: not known */
	bool equal;         /* the bands overlap by more than half of the narrower (band_equal) */
};

/* The best ranked answer against another one. */
struct comparison_pair {
	int left, right;
	struct difference differences[ASPECT_COUNT];
};

struct comparison {
	const struct row *answers[COMPARISON_MAX]; /* borrowed, in the caller's order */
	int count;
	struct comparison_row rows[METRIC_MAX];
	int row_count;
	int leader; /* index of the best ranked */
	struct comparison_pair pairs[COMPARISON_MAX - 1];
	int pair_count;
};

/* Compares up to COMPARISON_MAX answers of one result.  There are no pairs with fewer than two answers,
 * and none of studies whose answers are no replicas. */
void comparison_make(struct comparison *c, const struct study *study, const struct row *const *answers, int count);
