/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Poisson arrivals at a replica: what runs at once follows from how long it takes, and the other way. */
#ifndef GPUPLAN_CORE_OPEN_LOOP_H
#define GPUPLAN_CORE_OPEN_LOOP_H

#include "core/serving.h"

/* The repetition ends where `running` changes by less than this share. */
#define OPEN_LOOP_TOLERANCE 1e-3

/* Where it ended. */
struct open_loop {
	struct step_time step; /* with as many as were running, at least one */
	double prompt_cost_s;
	double relief;         /* what rho / (1 - rho) is spared since prompts cost less beside many */
	double rho;            /* share of time spent on prompts; 1 and more: they pile up */
	double running;        /* requests being decoded */
	double gap, gap_before; /* how far `running` missed its balance in the last passes, as a share */
	int passes;            /* from 1; one more than are made: they were not enough */
	bool piles_up;         /* it ended early: more arrives than leaves */
};

struct open_loop open_loop_run(const struct serving *s, double rate);

/* Whether the replica keeps up; only then the times below mean anything. */
bool open_loop_stable(const struct serving *s, const struct open_loop *loop);
double open_loop_tpot_s(const struct open_loop *loop);
double open_loop_ttft_s(const struct serving *s, const struct open_loop *loop);

/* The largest ratio of a figure to what is allowed of it; <= 1: stable and within the goals. */
double open_loop_excess(const struct serving *s, const struct open_loop *loop, struct goals goals);

/* An open loop in which `share` x (output - 1) requests are decoded: the rate that keeps them there. */
struct balance {
	double share;
	double rate;
	double excess; /* largest ratio of a figure to what is allowed of it; <= 1 keeps all limits */
};

/*
 * Solved for the rate instead of repeated.  `missing` is the share of the requests by which the
 * repetition falls short of the balance where it ends; 0 for the balance itself.
 */
struct balance open_loop_balance(const struct serving *s, double share, double missing, struct goals goals);

/* The largest balance that keeps all limits, within `tolerance` (relative); a rate of 0: none does. */
struct balance open_loop_largest(const struct serving *s, double missing, struct goals goals,
				 double tolerance);

#endif
