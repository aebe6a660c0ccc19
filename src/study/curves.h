/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of configurations as a function of load, utilisation or context. */
#pragma once

#include "study/row.h"

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
	CURVE_NO_RATE /* no arrival rate is within the goals */
};

enum { CURVE_SERIES_MAX = 4, CURVE_POINTS_MAX = 96, CURVE_CHANGES_MAX = 6 };

/* y is NaN where there is nothing to draw. */
struct curve_point {
	double x, y;
	double load; /* users or requests a second behind the point; NaN not by load */
	bool meets;  /* all goals; CURVE_CONTEXT: all users' requests fit */
};

struct curve {
	const struct row *answer; /* borrowed from the result */
	enum curve_gap gap;
	struct curve_point points[CURVE_POINTS_MAX]; /* by rising load, utilisation or context */
	int count;
	struct curve_point now;   /* at the present workload; y NaN: not on this curve */
	struct curve_point limit; /* the last point that meets the goals; y NaN: none does */
};

/* A change of the cheapest curve: another one is the cheapest above x. */
struct curve_change {
	double x, y;
	int from, to; /* indices of curves; to is -1 when no other one meets the goals */
	bool ends;    /* true: `from` misses the goals above x; false: `to` is cheaper there */
};

struct curves {
	enum curve_plot plot;
	bool open_loop;
	struct curve curves[CURVE_SERIES_MAX]; /* the selected one first, rivals by rank */
	int count;
	struct curve_change changes[CURVE_CHANGES_MAX];
	int change_count;
	double users;  /* behind CURVE_CONTEXT */
	double tpot_x; /* CURVE_SPEED: x of the goal; NaN none */
	double ttft_x; /* the same of the selected one's TTFT goal; NaN none or never met */
};

/* Computes one plot: the curve of `selected`, and those of the up to three best other answers in `r` that can be
 * estimated.  serve_judge() evaluates every point with the deployment unchanged.  CURVE_BUSY uses token_cost(): cost
 * is inversely proportional to utilisation.  Its changes are the utilisations at which a rival costs as much as
 * `selected` does now; x may be above 1. */
void curves_calculate(struct curves *c, enum curve_plot plot, const struct scenario *s, const struct result *r,
	const struct row *selected);

/* Finds the changes of the cheapest curve.  All curves must have the same x at the same index.  Between two points a
 * curve is a straight line.  Points that miss the goals are ignored. */
void curves_find_changes(struct curves *c);

/* Fills `out` with answers for the configuration of `a` at rising concurrency, from 1 to the largest number of users
 * that it holds.  Returns their number, at most `most`.  The concurrency of the workload (unless it has a rate) and
 * the largest one within the goals are among them.  Reasons are left empty. */
int curves_answers(const struct scenario *s, const struct row *a, struct row *out, int most);
