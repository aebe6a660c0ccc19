/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latency of one request in so many, from that of the mean one (gpuplan-model(7), 3.6 Percentiles). */
#pragma once

#include "core/band.h"
#include "core/constants.h"
#include "core/trace.h"

/* "mean", "p50", ... of enum goal_at, ended by NULL: in tables and constants. */
extern const char *const GOAL_AT_WORDS[];

struct percentile {
	double ratio; /* the figure of that request over the mean one, > 0; mean: 1 */
	double error; /* root mean square of ln(measured / predicted) of the ratio, >= 0; mean: 0 */
};

/* Time to first token.
 * `load`: rate of answers over the most that the replica sustains when it is saturated, whatever the goals.  Beyond 1,
 * and where it is unknown (NaN), it counts as 1.
 * `prefill_share`: the time that the request's own prompt takes alone over the mean time to first token, 0..1; NaN: 1.
 * `spread`: standard deviation of prompt lengths over their mean, 0..100.
 * `t`: NULL, or where to record how it is computed. */
struct percentile percentile_ttft(struct trace *t, const struct constants *constants, enum goal_at at, double load,
	double prefill_share, double spread);

/* Time per output token, as the mean over an answer: an answer of many tokens has seen both fast and slow steps.
 * `users`: requests in flight; `prompt`: mean tokens that are computed; `output`: mean tokens of an answer, >= 1;
 * `spread`: as above, of prompts and answers. */
struct percentile percentile_tpot(struct trace *t, const struct constants *constants, enum goal_at at, double users,
	double prompt, double output, double spread);

/* Ratios of measured to predicted at the 10th and 90th percentile of runs, by the error alone. */
struct band_factor percentile_band(const struct percentile *percentile);
