/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Poisson arrivals at a replica.  Requests that run at once and time per token depend on each other; the loop
 * finds both by iteration (gpuplan-model(7), 3.3 An arrival rate). */
#pragma once

#include "core/serving.h"

/* The iteration ends when `running` changes by no more than this share. */
#define OPEN_LOOP_TOLERANCE 1e-3

/* The state at the end of the iteration. */
struct open_loop {
	struct step_time step; /* a step that decodes `decoded` requests */
	double decoded;        /* `running` at the start of the last pass, at least 1 */
	double prompt_cost_s;
	double relief;          /* decrease of rho / (1 - rho): a prompt costs less in a step with many requests */
	double rho;             /* share of time spent on prompts; at 1 and above the queue grows without end */
	double running;         /* requests being decoded */
	double gap, gap_before; /* relative error of `running` in the last pass and in the pass before */
	int passes;             /* passes that were made, from 1; one more than the maximum: no convergence */
	bool piles_up;          /* the iteration ended early, because more requests arrive than leave */
};

struct open_loop open_loop_run(const struct serving *s, double rate);

/* Whether the replica serves all arrivals.  The times below are valid only then. */
bool open_loop_stable(const struct serving *s, const struct open_loop *loop);
double open_loop_tpot_s(struct trace *t, const struct open_loop *loop);
double open_loop_ttft_s(struct trace *t, const struct serving *s, const struct open_loop *loop);

/* What the goals are about: those figures of the requests of goals->at. */
struct goal_figures {
	double ttft_s, tpot_s;
};
struct goal_figures open_loop_goal_figures(
	const struct serving *s, const struct open_loop *loop, const struct goals *goals);

/* The largest ratio of a figure to its limit.  <= 1: stable and within the goals. */
double open_loop_excess(const struct serving *s, const struct open_loop *loop, struct goals goals);

/* The equilibrium in which `share` x (output - 1) requests are decoded, and the arrival rate that keeps it. */
struct balance {
	double share;
	double rate;
	double excess; /* largest ratio of a figure to its limit; <= 1: within all limits */
};

/* Solves the equilibrium for the rate, without iteration.  `missing` is the share of requests by which
 * open_loop_run() stops short of the equilibrium; 0: the exact equilibrium. */
struct balance open_loop_balance(const struct serving *s, double share, double missing, struct goals goals);

/* The equilibrium with the largest rate within all limits, to the relative accuracy `tolerance`.  A rate of 0:
 * there is none. */
struct balance open_loop_largest(const struct serving *s, double missing, struct goals goals, double tolerance);

/* Open loop: Poisson arrivals of `rate` requests a second (gpuplan-model(7), 3.3 An arrival rate). */
struct service serving_open(const struct serving *s, double rate);

/* A faster serving_rate_limit() for hundreds of configurations.  It solves the balance of serving_open() for the
 * rate, where serving_rate_limit() searches.  The result is a little lower, because the iteration of serving_open()
 * ends when a pass changes less than OPEN_LOOP_TOLERANCE. */
double serving_capacity(const struct serving *s, struct goals goals);

/* Records how serving_open() computes its result.  It follows the sections of serving.h. */
void serving_trace_open(struct trace *t, const struct serving *s, double rate);
