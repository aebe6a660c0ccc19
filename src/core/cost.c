/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cost per million tokens and per month. */
#include "core/cost.h"

static const double TOKENS_PER_MILLION = 1e6;

TRACE_TEMPLATE double per_million_output(struct trace *t, double usd_per_hour, double output_tok_s, double busy)
{
	TRACE_FORMULA(t, usd_per_m_output, usd_per_hour / (output_tok_s * 3600 * busy) * 1000000);
	return usd_per_m_output;
}

/* Output tokens carry the whole bill, or share it with the prompt. */
TRACE_TEMPLATE struct token_cost spread(
	struct trace *t, const struct band *cost_of_output, double prompt, double output, double prefill_share)
{
	const double usd_per_m_output = cost_of_output->mid;
	struct token_cost cost = { .output = *cost_of_output };

	TRACE_ARGUMENT(t, prompt, NULL);
	TRACE_ARGUMENT(t, output, NULL);
	TRACE_PART(t, share, output / (prompt + output));
	TRACE_FORMULA(t, usd_per_m_tokens, usd_per_m_output * share);
	cost.blended = (struct band){ cost.output.low * share, usd_per_m_tokens, cost.output.high * share };
	cost.input = band_scaled(cost_of_output, prefill_share * output / prompt);
	return cost;
}

struct token_cost token_cost_of_bill(
	const struct band *usd, double output_tokens, double prompt, double output, double prefill_share)
{
	struct band cost = band_scaled(usd, TOKENS_PER_MILLION / output_tokens);

	return spread(NULL, &cost, prompt, output, prefill_share);
}

struct token_cost token_cost(struct trace *t, double usd_per_hour, const struct band *output_tok_s, double prompt,
	double output, double prefill_share, double busy)
{
	struct band cost;

	cost.low = per_million_output(NULL, usd_per_hour, output_tok_s->high, busy);
	cost.mid = per_million_output(t, usd_per_hour, output_tok_s->mid, busy);
	cost.high = per_million_output(NULL, usd_per_hour, output_tok_s->low, busy);
	return spread(t, &cost, prompt, output, prefill_share);
}

double cost_rented_gpus(double gpus, double instance)
{
	return instance > 1.0 ? ceil(gpus / instance) * instance : gpus;
}

double cost_usd_per_hour(struct trace *t, double price, double gpus, double replicas, double whole, const char *source)
{
	TRACE_ARGUMENT(t, price, source);
	TRACE_ARGUMENT(t, gpus, NULL);
	TRACE_INPUT(t, instance, whole > 1.0 ? whole : 1.0, source);
	TRACE_PART(t, all, gpus);
	if (replicas > 1.0) {
		TRACE_ARGUMENT(t, replicas, NULL);
		TRACE_JOIN(t, all, *, replicas);
	}
	TRACE_PART(t, rented, ceil(all / instance) * instance);
	TRACE_FORMULA(t, usd_per_hour, price * rented);
	return usd_per_hour;
}

double cost_usd_per_month(struct trace *t, double usd_per_hour, double hours_per_month)
{
	TRACE_CONSTANT(t, hours, hours_per_month, "hours_per_month", NULL);
	TRACE_FORMULA(t, usd_per_month, usd_per_hour * hours);
	return usd_per_month;
}
