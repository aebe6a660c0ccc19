/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step sends between GPUs: shards, ranks that share experts, pipeline stages. */
#include "core/step_exchange.h"

static double exchange_width(const struct deployment *d)
{
	return (d->format->bytes_per_weight > 1.1 ? 2.0 : 1.0) + 2.0;
}

/* Tensor parallelism: twice a layer. */
TRACE_TEMPLATE double all_reduce_seconds(
	struct trace *t, const struct deployment *d, const struct step_links *links, double tokens)
{
	const struct gpu_link *link = links->tensor;

	TRACE_INPUT(t, dp, d->layout.data, NULL);
	TRACE_INPUT(t, hidden, d->model->hidden, d->model->source);
	TRACE_FORMULA(t, message, tokens / dp * hidden * 2);
	const double one_all_reduce_s = link_all_reduce_s(t, link, d->engine->collectives, d->layout.tensor, message);

	TRACE_INPUT(t, layers, d->model->counts.layers, d->model->source);
	TRACE_CONSTANT(t, ar_x, d->profile->ar_x, "ar_x", d->profile->id);
	TRACE_FORMULA(t, all_reduce_s, 2 * layers * ar_x * one_all_reduce_s);
	return all_reduce_s;
}

/* gpuplan-model(7), 2.4 Exchange: every expert layer gathers the tokens of all ranks and scatters them. */
TRACE_TEMPLATE double token_exchange_seconds(
	struct trace *t, const struct deployment *d, const struct step_links *links, double tokens)
{
	const struct constants *k = d->constants;
	const bool pcie = links->group->kind == LINK_PCIE;

	TRACE_INPUT(t, group, layout_group(&d->layout), NULL);
	TRACE_INPUT(t, hidden, d->model->hidden, d->model->source);
	TRACE_INPUT(t, width, exchange_width(d), NULL);
	TRACE_MEAN(t, "bytes there and back");
	TRACE_FORMULA_AS(t, message, "exchange_bytes", tokens * (group - 1) / group * hidden * width);
	struct link_rate r =
		link_rate(t, links->group, group, message, "link_latency_s", "link_bandwidth", "exchange_large");
	const double link_latency_s = r.alpha_s, link_bandwidth = r.beta_bytes_per_s;

	TRACE_CONSTANT(t, a2a, pcie ? k->a2a_pcie : k->a2a, pcie ? "a2a_pcie" : "a2a", NULL);
	TRACE_PART(t, stretch, a2a);
	if (d->engine->server && d->profile == d->engine->default_profile) {
		TRACE_CONSTANT(t, a2a_server, k->a2a_server, "a2a_server", NULL);
		TRACE_JOIN(t, stretch, *, a2a_server);
	}
	TRACE_INPUT(t, moe_layers, d->model->counts.moe_layers, d->model->source);
	TRACE_FORMULA(t, token_exchange_s, stretch * moe_layers * (2 * link_latency_s + message / link_bandwidth));
	return token_exchange_s;
}

TRACE_TEMPLATE double stages_seconds(
	struct trace *t, const struct deployment *d, const struct step_links *links, double tokens)
{
	TRACE_INPUT(t, hidden, d->model->hidden, d->model->source);
	TRACE_FORMULA_AS(t, message, "stage_bytes", tokens * hidden * 2);
	const double link_bandwidth =
		link_rate(t, links->group, 2.0, message, NULL, "stage_bandwidth", "stage_large").beta_bytes_per_s;

	TRACE_INPUT(t, pp, d->layout.pipeline, NULL);
	TRACE_CONSTANT(t, boundary, d->constants->pp_boundary_s, "pp_boundary_us", NULL);
	TRACE_FORMULA(t, stages_s, (pp - 1) * (boundary + message / link_bandwidth));
	return stages_s;
}

TRACE_TEMPLATE double exchange(
	struct trace *t, const struct deployment *d, const struct step_links *links, double tokens)
{
	const struct layout *l = &d->layout;

	TRACE_PART(t, communication_s, 0);
	if (l->tensor > 1.0) {
		const double all_reduce_s = all_reduce_seconds(t, d, links, tokens);

		TRACE_JOIN(t, communication_s, +, all_reduce_s);
	}
	if (l->data > 1.0 && d->model->counts.moe_layers > 0.0) {
		const double token_exchange_s = token_exchange_seconds(t, d, links, tokens);

		TRACE_JOIN(t, communication_s, +, token_exchange_s);
	}
	if (l->pipeline > 1.0 && !d->engine->splits_layers) {
		const double stages_s = stages_seconds(t, d, links, tokens);

		TRACE_JOIN(t, communication_s, +, stages_s);
	}
	TRACE_WHOLE(t, communication_s, "communication_s");
	return communication_s;
}

double step_exchange_s(struct trace *t, const struct deployment *d, const struct step_links *links, double tokens)
{
	return t ? exchange(t, d, links, tokens) : exchange(NULL, d, links, tokens);
}
