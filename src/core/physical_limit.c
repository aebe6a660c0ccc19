/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds by bandwidth and peak rate. */
#include "core/physical_limit.h"

#include <math.h>

#include "core/attention.h"
#include "core/step_part.h"

/* The fastest that the GPU multiplies weights of this part: kernels may add up in 16 bits, and those of llama.cpp
 * may widen to 8 bits instead of 16.  fmax() leaves out what is not known. */
static double peak_of(const struct deployment *d, const struct step_part *part)
{
	const struct gpu *g = d->gpu;
	double peak = g->peak_flops[part->tensor];

	if (part->tensor == TENSOR_16BIT || d->engine->splits_layers)
		peak = fmax(peak, g->fp16_accumulate_flops);
	return d->engine->splits_layers ? fmax(peak, g->peak_flops[TENSOR_INT8]) : peak;
}

/* Prompt tokens, and those that are fed back: the last one is not. */
struct fed {
	double prompt, answer;
};

static void add_part(
	struct physical_limits *l, const struct deployment *d, enum step_part_id id, struct fed fed, double *prompt_s)
{
	struct step_part part = step_part(d, id);
	double peak = peak_of(d, &part), gpus = layout_gpus(&d->layout);
	/* Only tokens that are answered pass the LM head: of a prompt the last one. */
	double prompt = id == STEP_HEAD ? 1.0 : fed.prompt;

	if (!(part.params > 0.0))
		return;
	l->weight_bytes += part.active * part.bytes_per_weight / part.shards;
	l->prompt_flop += 2.0 * part.active * prompt;
	l->request_flop += 2.0 * part.active * (prompt + fed.answer);
	l->request_flop_s += 2.0 * part.active * (prompt + fed.answer) / (peak * gpus);
	*prompt_s += 2.0 * part.active * prompt / (peak * part.shards * d->layout.pipeline);
}

/* The least of what bounds the rate. */
static void bound_rate(struct physical_limits *l, double tok_s, enum physical_cause cause)
{
	if (!(tok_s < l->tok_s))
		return;
	l->tok_s = tok_s;
	l->tok_s_cause = cause;
}

struct physical_limits physical_limits_of(const struct deployment *d, struct request request, double users)
{
	struct fed fed = { request.prompt * (1.0 - request.prefix_hit), fmax(0.0, request.output - 1.0) };
	struct physical_limits l = { .bandwidth_bytes_per_s = d->gpu->bandwidth_bytes_per_s, .tok_s = INFINITY };
	double own = fed.prompt + request.output / 2.0, prompt_s = 0.0, reading_s;

	for (int i = STEP_ATTENTION; i < STEP_PART_COUNT; i++)
		if (i != STEP_EXPERTS || d->model->counts.moe_layers > 0.0)
			add_part(&l, d, (enum step_part_id)i, fed, &prompt_s);
	/* A prefix may be read once for all: only what a request has alone is sure. */
	l.cache_bytes = model_kv_read_bytes(NULL, d->model, own, d->kv->bytes, d->layout.tensor);
	reading_s = l.weight_bytes / l.bandwidth_bytes_per_s;
	l.tpot_s = reading_s + l.cache_bytes / l.bandwidth_bytes_per_s;
	l.ttft_cause = prompt_s > reading_s ? PHYSICAL_PRODUCTS : PHYSICAL_READING;
	l.ttft_s = fmax(prompt_s, reading_s);
	bound_rate(&l, users / l.tpot_s, PHYSICAL_READING);
	if (l.cache_bytes > 0.0)
		bound_rate(&l, d->layout.data * d->layout.pipeline * l.bandwidth_bytes_per_s / l.cache_bytes,
			PHYSICAL_CACHE);
	bound_rate(&l, request.output / l.request_flop_s, PHYSICAL_PRODUCTS);
	return l;
}
