/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latency of one request in so many: lognormal around the mean, of which only the deviation is modelled. */
#include "core/percentile.h"

#include <math.h>

/* Quantiles of the standard normal distribution. */
static const double QUANTILES[] = {
	[GOAL_AT_P50] = 0.0,
	[GOAL_AT_P90] = 1.2815515655446004,
	[GOAL_AT_P95] = 1.6448536269514722,
	[GOAL_AT_P99] = 2.3263478740408408,
};

const char *const GOAL_AT_WORDS[] = { "mean", "p50", "p90", "p95", "p99", NULL };

static const struct percentile MEAN = { 1.0, 0.0 };

#define SPREAD_MOST 100.0
#define TOKENS_MOST 1e12

static double bounded(double x, double most)
{
	return fmax(0.0, fmin(most, x));
}

struct percentile percentile_ttft(struct trace *t, const struct constants *constants, enum goal_at at,
	double given_load, double share, double given_spread)
{
	const double load = bounded(given_load, 1.0), prefill_share = bounded(share, 1.0);
	const double spread = bounded(given_spread, SPREAD_MOST);

	if (at == GOAL_AT_MEAN)
		return MEAN;
	TRACE_ARGUMENT(t, load, NULL);
	TRACE_ARGUMENT(t, prefill_share, NULL);
	TRACE_ARGUMENT(t, spread, NULL);
	TRACE_INPUT(t, z, QUANTILES[at], NULL);
	TRACE_CONSTANT(t, ttft_spread, constants->ttft_spread, "ttft_spread", NULL);
	TRACE_CONSTANT(t, ttft_spread_load, constants->ttft_spread_load, "ttft_spread_load", NULL);
	TRACE_CONSTANT(t, ttft_spread_onset, constants->ttft_spread_onset, "ttft_spread_onset", NULL);
	TRACE_FORMULA(t, load_deviation, ttft_spread + ttft_spread_load * max(0, load - ttft_spread_onset));
	TRACE_FORMULA(t, ttft_deviation,
		      sqrt(pow(load_deviation, 2) + pow(prefill_share, 2) * log(1 + pow(spread, 2))));
	TRACE_FORMULA(t, ttft_ratio, exp(z * ttft_deviation - pow(ttft_deviation, 2) / 2));
	TRACE_CONSTANT(t, ttft_ratio_error, constants->ttft_ratio_error[at], "ttft_ratio_error", GOAL_AT_WORDS[at]);
	return (struct percentile){ ttft_ratio, ttft_ratio_error };
}

/* Tails of the mean over an answer, ln(p99 / mean): of requests that are all alike, and of mixed ones. */
TRACE_TEMPLATE double tpot_tail_of(struct trace *t, const struct constants *constants, double prompt_work, double mixed)
{
	TRACE_CONSTANT(t, tail_even, constants->tpot_tail_even, "tpot_tail", "even");
	TRACE_CONSTANT(t, tail_mixed, constants->tpot_tail_mixed, "tpot_tail", "mixed");
	TRACE_CONSTANT(t, work_even, constants->tpot_tail_work_even, "tpot_tail_work", "even");
	TRACE_CONSTANT(t, work_mixed, constants->tpot_tail_work_mixed, "tpot_tail_work", "mixed");
	TRACE_CONSTANT(t, tpot_tail_tokens, constants->tpot_tail_tokens, "tpot_tail_tokens", NULL);
	TRACE_PART(t, work, log(1 + prompt_work / tpot_tail_tokens));
	TRACE_FORMULA(t, tpot_tail,
		      (1 - mixed) * (tail_even + work_even * work) + mixed * (tail_mixed + work_mixed * work));
	return tpot_tail;
}

TRACE_TEMPLATE double tpot_error_of(struct trace *t, const struct constants *constants, enum goal_at at, double mixed)
{
	TRACE_CONSTANT(t, error_even, constants->tpot_ratio_error_even[at], "tpot_ratio_error_even", GOAL_AT_WORDS[at]);
	TRACE_CONSTANT(t, error_mixed, constants->tpot_ratio_error_mixed[at], "tpot_ratio_error_mixed", GOAL_AT_WORDS[at]);
	TRACE_FORMULA(t, tpot_ratio_error, (1 - mixed) * error_even + mixed * error_mixed);
	return tpot_ratio_error;
}

struct percentile percentile_tpot(struct trace *t, const struct constants *constants, enum goal_at at,
	double given_users, double given_prompt, double given_output, double given_spread)
{
	const double users = bounded(given_users, TOKENS_MOST), prompt = bounded(given_prompt, TOKENS_MOST);
	const double output = fmax(1.0, given_output), spread = bounded(given_spread, SPREAD_MOST);

	if (at == GOAL_AT_MEAN)
		return MEAN;
	TRACE_ARGUMENT(t, users, NULL);
	TRACE_ARGUMENT(t, prompt, NULL);
	TRACE_ARGUMENT(t, output, NULL);
	TRACE_ARGUMENT(t, spread, NULL);
	TRACE_CONSTANT(t, tpot_mixed_spread, constants->tpot_mixed_spread, "tpot_mixed_spread", NULL);
	TRACE_FORMULA(t, mixed, min(1, spread / tpot_mixed_spread));
	TRACE_FORMULA(t, prompt_work, users * prompt / output);
	const double tpot_tail = tpot_tail_of(t, constants, prompt_work, mixed);

	TRACE_INPUT(t, z, QUANTILES[at], NULL);
	TRACE_INPUT(t, z_99, QUANTILES[GOAL_AT_P99], NULL);
	TRACE_FORMULA(t, tpot_deviation, z_99 - sqrt(max(0, pow(z_99, 2) - 2 * tpot_tail)));
	TRACE_FORMULA(t, tpot_ratio, exp(z * tpot_deviation - pow(tpot_deviation, 2) / 2));
	return (struct percentile){ tpot_ratio, tpot_error_of(t, constants, at, mixed) };
}

struct band_factor percentile_band(const struct percentile *percentile)
{
	const double high = exp(QUANTILES[GOAL_AT_P90] * percentile->error);

	return (struct band_factor){ 1.0 / high, high };
}
