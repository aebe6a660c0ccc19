/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of thumb: bandwidth over bytes, and the bare roofline. */
#include "fit/naive.h"

#include <math.h>

static const double BANDWIDTH_SHARE = 0.55, ROOFLINE_SHARE = 0.6;

const char *naive_name(enum naive naive)
{
	return naive == NAIVE_BANDWIDTH ? "bandwidth x 0.55 / active bytes" : "roofline x 0.6";
}

/* What one step of `batch` sequences takes by the rule; by tokens when it is a prompt. */
static double step_s(const struct run *run, enum naive naive, double batch, double tokens)
{
	const struct deployment *d = &run->deployment;
	const struct gpu *g = d->gpu;
	const double gpus = d->layout.tensor * d->layout.data;
	double share = naive == NAIVE_BANDWIDTH ? BANDWIDTH_SHARE : ROOFLINE_SHARE;
	double active = d->model->counts.active;
	double peak = g->peak_flops[d->format->tensor];
	double bytes_s = active * d->format->bytes_per_weight / (share * gpus * g->bandwidth_bytes_per_s);
	double work_s = 2.0 * active * tokens / (share * gpus * (isnan(peak) ? g->peak_flops[TENSOR_16BIT] : peak));
	double cache_s = batch *
		model_kv_bytes(d->model, run->request.prompt + run->request.output / 2.0, d->kv->bytes) /
		(share * gpus * g->bandwidth_bytes_per_s);

	if (naive == NAIVE_BANDWIDTH)
		return tokens > batch ? work_s : bytes_s;
	return fmax(bytes_s + cache_s, work_s);
}

double naive_residual(const struct dataset *data, const struct row *row, enum naive naive)
{
	const struct run *run = &data->runs[row->run];
	double batch = run->amount;
	double prompt_s = step_s(run, naive, 0.0, run->request.prompt), token_s, value = NAN;

	if (run->load == LOAD_OPEN)
		return NAN;
	if (run->load == LOAD_SATURATED)
		batch = fmax(1.0,
			memory_running_limit(
				&run->deployment, &run->memory, run->request.prompt + run->request.output / 2.0));
	token_s = step_s(run, naive, batch, batch);
	switch (row->metric) {
	case FIGURE_TPOT: value = token_s; break;
	case FIGURE_TOK_S:
		value = batch * run->request.output / (batch * prompt_s + run->request.output * token_s);
		break;
	case FIGURE_TTFT: value = prompt_s; break;
	case FIGURE_PROMPT: value = run->request.prompt / prompt_s; break;
	case FIGURE_COUNT: break;
	}
	return log(value / row->measured);
}
