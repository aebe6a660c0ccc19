/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether all is known that the step of a deployment takes. */
#include "config.h"

#include "core/step.h"

/* Shards and ranks exchange data at every layer; llama.cpp hands layers over through the host. */
static bool needs_link(const struct deployment *d)
{
	return layout_group(&d->layout) > 1.0 ||
	       (layout_gpus(&d->layout) > 1.0 && !d->engine->splits_layers);
}

/* The format itself and, in a checkpoint of several, those of its parts. */
static bool runs_formats(const struct deployment *d)
{
	if (deployment_support(d) == FORMAT_UNSUPPORTED)
		return false;
	for (int i = 0; i < PART_COUNT; i++) {
		const struct weight_format *own =
			model_part_format(d->model, d->format, (enum weight_part)i);

		if (own && format_support(own, d->gpu, d->engine->bit) == FORMAT_UNSUPPORTED)
			return false;
	}
	return true;
}

enum step_gap step_check(const struct deployment *d)
{
	const struct gpu *g = d->gpu;

	if (!g->family)
		return STEP_NO_FAMILY;
	if (isnan(g->bandwidth_bytes_per_s))
		return STEP_NO_BANDWIDTH;
	if (isnan(g->peak_flops[TENSOR_16BIT]))
		return STEP_NO_RATE;
	if (!runs_formats(d))
		return STEP_NO_FORMAT;
	if (needs_link(d) && !gpu_link_for(g, layout_gpus(&d->layout)))
		return STEP_NO_LINK;

	for (int i = STEP_ATTENTION; i <= STEP_HEAD; i++) {
		struct step_part part = step_part(d, (enum step_part_id)i);

		if (isnan(part.multiply_rate) || isnan(part.stream_rate))
			return STEP_NO_RATE;
	}
	return isnan(g->family->e_att) || isnan(g->family->e_fa) ? STEP_NO_RATE : STEP_READY;
}
