/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean and variance of the tokens that requests hold, and how many requests fit together. */
#include "core/held.h"

double request_new_prompt(struct trace *t, const struct request *request)
{
	TRACE_INPUT(t, prompt, request->prompt, NULL);
	TRACE_INPUT(t, prefix_hit, request->prefix_hit, NULL);
	TRACE_ONCE(t, new_prompt, "new_prompt", max(1, prompt * (1 - prefix_hit)));
	return new_prompt;
}

struct held held_tokens(
	struct trace *t, const struct constants *k, const struct request *request, double context, double block_tokens)
{
	const double new_prompt = request_new_prompt(t, request);

	TRACE_INPUT(t, prompt, request->prompt, NULL);
	TRACE_INPUT(t, output, request->output, NULL);
	TRACE_INPUT(t, spread, request->spread, NULL);
	TRACE_ARGUMENT(t, context, NULL);
	TRACE_MEAN(t, "longest request");
	TRACE_INPUT_AS(t, block, "kv_block", block_tokens, NULL);
	TRACE_CONSTANT(t, q, k->held_output_power, "held_output_power", NULL);
	/* Answers seen at a random moment are longer than those that arrive. */
	TRACE_PART(t, longer, 1 + spread * spread);
	TRACE_FORMULA(t, shared, prompt - new_prompt);
	TRACE_FORMULA(t, held, min(new_prompt + output * longer / 2 + (block - 1) / 2, context - shared));
	TRACE_PART(t, lengths,
		   prompt * prompt * spread * spread + output * output * (pow(longer, q) / 3 - longer * longer / 4));
	TRACE_FORMULA(t, held_variance, min(lengths, held * (context - shared - held)));
	return (struct held){ shared, held, held_variance };
}

double held_requests(struct trace *t, const struct constants *k, double pool, double bytes, double deviation)
{
	if (!(bytes > 0.0))
		return INFINITY;
	TRACE_CONSTANT(t, z, k->held_deviations, "held_deviations", NULL);
	/* bytes N + z deviation sqrt(N) = pool, solved for the root of N. */
	TRACE_FORMULA(t, root, (sqrt(z * z * deviation * deviation + 4 * bytes * pool) - z * deviation) / (2 * bytes));
	TRACE_PART(t, together, floor(root * root + 0.000000001));
	return together;
}
