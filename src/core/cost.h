/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tokens cost on rented GPUs. */
#ifndef GPUPLAN_CORE_COST_H
#define GPUPLAN_CORE_COST_H

#include "core/band.h"
#include "core/trace.h"

/* US dollars per million tokens. */
struct token_cost {
	struct band output; /* the whole bill charged to output tokens: the usual published figure */
	struct band input;  /* the prefill share of the bill over the prompt tokens */
	struct band blended; /* the bill over prompt and output tokens */
};

/*
 * usd = usd_per_hour / (tok_s x 3600 x busy) x 1e6 (performance-model 8).  `output_tok_s` is the
 * band of the operating point, prompt/output tokens of a request, prefill_share the part of
 * GPU time that prompts take, busy the share of paid time that does such work (0 < busy <= 1).
 */
struct token_cost token_cost(double usd_per_hour, const struct band *output_tok_s, double prompt,
			     double output, double prefill_share, double busy);

/*
 * The same of a bill for so many output tokens, e.g. of a month: US dollars with their band.
 * low <= mid <= high follow those of the bill.
 */
struct token_cost token_cost_of_bill(const struct band *usd, double output_tokens, double prompt,
				     double output, double prefill_share);

/* GPUs that are paid for when `gpus` are needed and they are rented `instance` at a time. */
double cost_rented_gpus(double gpus, double instance);

/* What they cost in an hour, US dollars; price: of one GPU for an hour. */
double cost_usd_per_hour(double price, double gpus, double instance);

double cost_usd_per_month(double usd_per_hour, double hours_per_month);

/* Leaves the hour and the month of a rental; source: of the price. */
void cost_rent_trace(struct trace *t, double price, double gpus, double instance, const char *source,
		     double hours_per_month);

/* Leaves what token_cost() computes of usd_per_hour, output_tok_s and busy, which are there already. */
void token_cost_trace(struct trace *t, double usd_per_hour, const struct band *output_tok_s, double prompt,
		      double output, double prefill_share, double busy);

#endif
