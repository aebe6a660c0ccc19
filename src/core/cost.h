/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tokens cost on rented GPUs. */
#pragma once

#include "core/band.h"

/* US dollars per million tokens. */
struct token_cost {
	struct band output;  /* the whole bill charged to output tokens: the usual published figure */
	struct band input;   /* the prefill share of the bill over the prompt tokens */
	struct band blended; /* the bill over prompt and output tokens */
};

/* US dollars per million tokens: usd_per_hour / (tok_s x 3600 x busy) x 1e6 (gpuplan-model(7), 4 COST).
 * `output_tok_s` is the throughput with its band.  `prompt` and `output` are tokens of a request.  `prefill_share` is
 * the share of GPU time that prompts take, 0..1.  `busy` is the share of the paid time in which the replica works, 0
 * < busy <= 1.  A trace must contain usd_per_hour, output_tok_s and busy. */
struct token_cost token_cost(struct trace *t, double usd_per_hour, const struct band *output_tok_s, double prompt,
	double output, double prefill_share, double busy);

/* The cost of tokens from a bill and the tokens that it paid for, for instance those of a month.  `usd` is the bill
 * in US dollars with its band; the bands of the result follow from it.  `output_tokens` is the number of output
 * tokens.  The other arguments are those of token_cost(). */
struct token_cost token_cost_of_bill(
	const struct band *usd, double output_tokens, double prompt, double output, double prefill_share);

/* GPUs that are paid for: the smallest multiple of `instance` that is at least `gpus`.  NaN or 1: `gpus`. */
double cost_rented_gpus(double gpus, double instance);

/* What so many replicas of them cost in an hour, and an hour in a month, US dollars; price: of one GPU for an hour,
 * from `source`. */
double cost_usd_per_hour(
	struct trace *t, double price, double gpus, double replicas, double instance, const char *source);
double cost_usd_per_month(struct trace *t, double usd_per_hour, double hours_per_month);
