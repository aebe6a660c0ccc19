/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of what fleets and owning cost: what the planner draws is what it exports. */
#pragma once

#include "study/own_answer.h"
#include "study/study.h"

/* Plots of fleets in the order of their tabs, the one of owning, none, and those of a study's own. */
enum money_plot {
	MONEY_BY_RATE, /* x: requests a second at the busiest hour, y: US dollars a month */
	MONEY_DAY,     /* x: hour of the day, y: requests a second */
	MONEY_SPENT,   /* x: months, y: US dollars spent in all, in today's money */
	MONEY_NONE,    /* nothing is drawn: the words say so */
	MONEY_SWEEP,   /* a plot of the study's own: MONEY_SWEEP + its place in study->plots */
	MONEY_PLOTS
};

enum { MONEY_LINES_MAX = 1 + OWN_RENTALS, MONEY_POINTS_MAX = 61 };

/* One of the lines; all of a plot have the same x. */
struct money_line {
	struct text name;           /* for people, with the provider */
	struct text id;             /* the same for programs */
	const struct row *answer;   /* borrowed: whose line it is */
	double y[MONEY_POINTS_MAX]; /* NaN: a gap */
	double now;                 /* at the workload's own x; NaN: no such place */
	bool considered;            /* the workload allows it */
};

/* Where owning has cost no more than one of the lines; numbered from 1 in the words. */
struct money_mark {
	double x, y;
};

struct money_curves {
	enum money_plot plot;
	const struct study_plot *sweep; /* of MONEY_SWEEP; else NULL */
	const struct row *answer;       /* borrowed: the selected one */
	double x[MONEY_POINTS_MAX];
	int count;
	double now;  /* x of the workload as it is; NaN none */
	double step; /* every point holds for so much of x; 0: straight lines */
	struct money_line lines[MONEY_LINES_MAX];
	int line_count;
	struct money_mark marks[MONEY_LINES_MAX];
	int mark_count;
	double level; /* y of a line across the plot; NaN none */
	struct text level_name;
	struct text words; /* what the plot tells, or why there is none */
};

/* The plot of an answer and what it competes with; release it. */
void money_curves_calculate(struct money_curves *c, enum money_plot plot, const struct scenario *s,
	const struct result *r, const struct row *a);
void money_curves_release(struct money_curves *c);
