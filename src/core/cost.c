/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cost per million tokens and per month. */
#include "config.h"

#include "core/cost.h"

#include <math.h>

static const double TOKENS_PER_MILLION = 1e6;

/* Output tokens carry the whole bill, or share it with the prompt. */
static struct token_cost spread(const struct band *cost_of_output, double prompt, double output,
				double prefill_share)
{
	return (struct token_cost) {
		.output = *cost_of_output,
		.blended = band_scaled(cost_of_output, output / (prompt + output)),
		.input = band_scaled(cost_of_output, prefill_share * output / prompt),
	};
}

struct token_cost token_cost_of_bill(const struct band *usd, double output_tokens, double prompt,
				     double output, double prefill_share)
{
	struct band cost = band_scaled(usd, TOKENS_PER_MILLION / output_tokens);

	return spread(&cost, prompt, output, prefill_share);
}

struct token_cost token_cost(double usd_per_h, const struct band *output_tok_s, double prompt,
			     double output, double prefill_share, double busy)
{
	const double seconds_per_hour = 3600.0;
	struct band cost = band_inverse(usd_per_h / (seconds_per_hour * busy) * TOKENS_PER_MILLION,
					output_tok_s);

	return spread(&cost, prompt, output, prefill_share);
}

double cost_rented_gpus(double gpus, double instance)
{
	return instance > 1.0 ? ceil(gpus / instance) * instance : gpus;
}

double cost_usd_per_month(double usd_per_h, double hours_per_month)
{
	return usd_per_h * hours_per_month;
}
