/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure a goal is, and what an estimate is with a given certainty (gpuplan-model(7), 7.1 Certainty). */
#pragma once

#include "core/band.h"
#include "core/trace.h"

/* The logarithm of an estimate's error has Student's distribution with 4 degrees of freedom, scaled on each side so
 * that the 80 % band is what it is.  Probabilities are 0..1; an unknown band gives NaN. */

/* That the value is at most `limit`; INFINITY: 1. */
double certainty_at_most(const struct band *band, double limit);

/* The value that is not exceeded with probability `certainty`, 0.5..0.99. */
double certainty_value(const struct band *band, double certainty);

/* That both goals hold, from the probability of each: errors of different figures are alike in part. */
double certainty_both(struct trace *t, double sure_ttft, double sure_tpot);

/* A band whose figure is `ratio` times as much, and whose error has `error` (rms of its logarithm) on top. */
struct band certainty_scaled(const struct band *band, double ratio, double error);

/* Standard deviation of the logarithm of an estimate's error, below and above it; 0: none. */
struct log_error {
	double low, high;
};

/* Of a band; `more` is a further error, rms of a logarithm. */
struct log_error log_error_of(struct band_factor factor, double more);

/* Goals in seconds, INFINITY: none; and how sure they must be kept, by the error of the estimates of those requests.
 *  A certainty of at most 0.5: each estimate is within its goal. */
struct goals {
	double ttft_s;
	double tpot_s;
	enum goal_at at; /* which requests they are about */
	double certainty;
	struct log_error ttft_error, tpot_error;
};

/* Whether they hold as surely as wanted. */
bool goals_hold(const struct goals *goals, double ttft_s, double tpot_s);

/* The probability that both goals hold at these estimates, 1 without goals; NaN where an estimate is. */
double goals_certainty(const struct goals *goals, double ttft_s, double tpot_s);

/* By what factor the goals would have to be longer to be kept as surely as wanted; <= 1: they are.  At a certainty of
 * 0.5 it is the largest ratio of an estimate to its goal. */
double goals_excess(const struct goals *goals, double ttft_s, double tpot_s);
