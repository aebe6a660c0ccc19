/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How configurations behave when one thing changes: load, utilisation or context. */
#ifndef GPUPLAN_STUDY_CURVES_H
#define GPUPLAN_STUDY_CURVES_H

#include "study/answer.h"

enum curve_plot {
	CURVE_SPEED,   /* x: output tokens a second of one user (1 / TPOT), y: of one GPU */
	CURVE_BUSY,    /* x: utilisation, 0..1, y: US dollars per million output tokens */
	CURVE_LOAD,    /* x: users, or requests a second with a rate; y: the same dollars */
	CURVE_CONTEXT, /* x: context in tokens, y: bytes of the replica's KV pool that are left */
	CURVE_PLOTS
};

/* Why a configuration has no curve in a plot. */
enum curve_gap {
	CURVE_DRAWN,
	CURVE_NO_ESTIMATE, /* its first reason says what is missing */
	CURVE_NO_PRICE,
	CURVE_NO_RATE      /* no arrival rate is within the goals */
};

enum { CURVE_SERIES_MAX = 4, CURVE_POINTS_MAX = 96, CURVE_CHANGES_MAX = 6 };

/* y is NaN where there is nothing to draw. */
struct curve_point {
	double x, y;
	double load; /* users or requests a second behind the point; NaN not by load */
	bool meets;  /* all goals; CURVE_CONTEXT: all users' requests fit */
};

struct curve {
	const struct answer *answer; /* borrowed from the result */
	enum curve_gap gap;
	struct curve_point points[CURVE_POINTS_MAX]; /* by rising load, utilisation or context */
	int count;
	struct curve_point now;   /* as the workload is; y NaN: not on this curve */
	struct curve_point limit; /* the last one that meets; y NaN: none does */
};

/* The cheapest of the curves changes behind x. */
struct curve_change {
	double x, y;
	int from, to; /* indices of curves; to is -1 when no other one meets the goals */
	bool ends;    /* `from` misses the goals behind x; else `to` is cheaper there */
};

struct curves {
	enum curve_plot plot;
	bool open_loop;
	struct curve curves[CURVE_SERIES_MAX]; /* the selected one first, rivals by rank */
	int count;
	struct curve_change changes[CURVE_CHANGES_MAX];
	int change_count;
	double users;         /* behind CURVE_CONTEXT */
	double tpot_x;        /* CURVE_SPEED: x of the goal; NaN none */
	double ttft_x;        /* the same of the selected one's TTFT goal; NaN none or never met */
};

/*
 * One plot of `selected` and of the best of the others in `r` that can be estimated (at most
 * three).  Every point is judged as serve_judge() does with its deployment as it is; CURVE_BUSY
 * follows from token_cost(): dollars are inverse to utilisation.  In CURVE_BUSY the changes are
 * the utilisations at which a rival costs as much as the selected one does now (x may be above 1).
 */
void curves_calculate(struct curves *c, enum curve_plot plot, const struct scenario *s,
		      const struct result *r, const struct answer *selected);

/*
 * Where the cheapest curve changes along x.  The curves have the same x at the same index;
 * between two points they are taken as straight.  Only points that meet count.
 */
void curves_find_changes(struct curves *c);

/*
 * The configuration of `a` with 1 to as many users as it holds: at most `most` answers with
 * rising concurrency, the workload's own (without a rate) and the largest within the goals
 * among them.  Reasons are left empty.  Returns how many.
 */
int curves_answers(const struct scenario *s, const struct answer *a, struct answer *out, int most);

/* So many configurations of a result have points: all GPUs that were named, or the best ones. */
int curves_configurations(const struct scenario *s, const struct result *r);

/*
 * The points of all of them one after another, at most `most` of each, with their reasons; a
 * configuration that cannot be estimated is a point itself.  Release with result_release().
 */
void curves_points(const struct scenario *s, long today, const struct result *r, int most,
		   struct result *points);

#endif
