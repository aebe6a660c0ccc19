/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining what a step sends between GPUs: latency and bandwidth of the link, bytes, times. */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

static const double BYTES_16BIT = 2.0;

/* How long messages must be for the second bandwidth of a link's table: see link_rate(). */
static const char LARGE_SHARE[] = "min(1, max(0, log(%s / 32000000) / log(128000000 / 32000000)))";

static void hidden_term(struct explaining *x)
{
	explain_term(x, "hidden", x->d->model->hidden, UNIT_NUMBER, N_("hidden size of the model"),
		     x->d->model->source);
}

static void link_term(struct explaining *x, const char *symbol, double value, enum metric_unit unit,
		      const char *meaning, const struct gpu_link *link)
{
	explain_term(x, symbol, value, unit, meaning, link->source);
	x->line->terms[x->line->term_count - 1].evidence = link->measured ? "measured" : "assumed";
}

/* "latency + moved / bandwidth" of the faster of two algorithms, as those kernels were measured. */
static void explain_lines_of(struct explaining *x, const struct gpu_link *link,
			     const struct link_line *lines)
{
	explain_add_formula(x, "min(latency + 2 * (tp - 1) / tp * @message / bandwidth,"
			       " long_latency + 2 * (tp - 1) / tp * @message / long_bandwidth)");
	link_term(x, "latency", lines[0].alpha_s, UNIT_SECONDS,
		  N_("latency of an all-reduce over this link, algorithm for short messages"), link);
	link_term(x, "bandwidth", lines[0].beta_bytes_per_s, UNIT_BYTES_PER_SECOND,
		  N_("bandwidth of the same"), link);
	link_term(x, "long_latency", lines[1].alpha_s, UNIT_SECONDS,
		  N_("latency of the algorithm for long messages"), link);
	link_term(x, "long_bandwidth", lines[1].beta_bytes_per_s, UNIT_BYTES_PER_SECOND,
		  N_("bandwidth of the same"), link);
}

static bool is_large_known(const struct link_point *point)
{
	return !isnan(point->beta_large_bytes_per_s);
}

/* "(bandwidth + (bandwidth_large - bandwidth) * LARGE)", or the first alone. */
static void add_bandwidth(struct explaining *x, const struct link_point *point, const char *name,
			  const char *large)
{
	if (is_large_known(point))
		explain_add_formula(x, "(%s + (%s_large - %s) * %s)", name, name, name, large);
	else
		explain_add_formula(x, "%s", name);
}

static void bandwidth_terms(struct explaining *x, const struct gpu_link *link,
			    const struct link_point *point,
			    const char *name)
{
	char symbol[EXPLAIN_SYMBOL];

	link_term(x, name, point->beta_bytes_per_s, UNIT_BYTES_PER_SECOND,
		  is_large_known(point) ? N_("bandwidth of this link, messages up to 32 MB")
					: N_("bandwidth of this link"), link);
	if (!is_large_known(point))
		return;
	snprintf(symbol, sizeof symbol, "%s_large", name);
	link_term(x, symbol, point->beta_large_bytes_per_s, UNIT_BYTES_PER_SECOND,
		  N_("bandwidth of this link, messages from 128 MB"), link);
}

static void explain_large(struct explaining *x, const char *id, const char *bytes_id, double bytes)
{
	explain_line(x, id, N_("how far the bandwidth of long messages counts"), "",
		     link_large_share(bytes),
		     UNIT_NUMBER);
	explain_add_formula(x, LARGE_SHARE, bytes_id);
	explain_earlier(x, bytes_id);
}

/* One all-reduce as a point of the link's table has it. */
static void explain_point(struct explaining *x, const char *id, const struct link_point *point,
			  double bytes,
			  const char *meaning)
{
	const struct gpu_link *link = x->step.model->tensor_link;
	enum collectives collectives = x->d->engine->collectives;
	struct gpu_link alone = { .points = { *point }, .point_count = 1 };

	explain_line(x, id, meaning, "",
		     link_all_reduce_s(&alone, collectives, x->d->layout.tensor, bytes),
		     UNIT_SECONDS);
	if (link_point_has_lines(point, collectives)) {
		explain_lines_of(x, link, point->lines[collectives]);
	} else {
		explain_add_formula(x, "latency + 2 * (tp - 1) / tp * @message / ");
		link_term(x, "latency", point->alpha_s, UNIT_SECONDS,
			  N_("latency of an all-reduce over this link"), link);
		add_bandwidth(x, point, "bandwidth", "@large");
		bandwidth_terms(x, link, point, "bandwidth");
		if (is_large_known(point))
			explain_earlier(x, "@large");
	}
	explain_number(x, "tp", x->d->layout.tensor, N_("tensor-parallel size"));
	explain_earlier(x, "@message");
}

static bool needs_large(struct link_span span)
{
	return is_large_known(span.low) || is_large_known(span.high);
}

/* " * log(gpus / fewer) / log(more / fewer)": tables are read between their points. */
static void share_terms(struct explaining *x, struct link_span span, const char *symbol)
{
	explain_add_formula(x, " * log(%s / fewer) / log(more / fewer)", symbol);
	explain_number(x, "fewer", span.low->gpus,
		       N_("next smaller number of GPUs in the link's table"));
	explain_number(x, "more", span.high->gpus,
		       N_("next larger number of GPUs in the link's table"));
}

static void explain_one_all_reduce(struct explaining *x, double bytes)
{
	static const char *const meaning = N_("one all-reduce of the step's hidden states over this link");
	struct link_span span = link_span(x->step.model->tensor_link, x->d->layout.tensor);

	if (needs_large(span) && !link_point_has_lines(span.low, x->d->engine->collectives))
		explain_large(x, "@large", "@message", bytes);
	if (span.low == span.high) {
		explain_point(x, "@one_all_reduce_s", span.low, bytes, meaning);
		return;
	}
	explain_point(x, "@fewer_gpus_s", span.low, bytes,
		      N_("the same bytes with the constants of fewer GPUs"));
	explain_point(x, "@more_gpus_s", span.high, bytes,
		      N_("the same bytes with the constants of more GPUs"));
	explain_line(x, "@one_all_reduce_s", meaning,
		     "@fewer_gpus_s + (@more_gpus_s - @fewer_gpus_s)",
		     step_all_reduce_s(x->step.model, bytes), UNIT_SECONDS);
	share_terms(x, span, "tp");
	explain_earlier(x, "@fewer_gpus_s");
	explain_earlier(x, "@more_gpus_s");
	explain_number(x, "tp", x->d->layout.tensor, N_("tensor-parallel size"));
}

static void explain_all_reduce(struct explaining *x, double seconds)
{
	const struct deployment *d = x->d;
	double bytes = x->step.tokens / d->layout.data * d->model->hidden * BYTES_16BIT;

	explain_line(x, "@message", N_("hidden states that one rank reduces at a time"),
		     "@batch / dp * hidden * 2", bytes, UNIT_BYTES);
	explain_earlier(x, "@batch");
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	hidden_term(x);
	explain_one_all_reduce(x, bytes);
	explain_line(x, "@all_reduce_s", N_("all-reduce of tensor parallelism, twice a layer"),
		     "2 * layers * ar_x * @one_all_reduce_s", seconds, UNIT_SECONDS);
	explain_term(x, "layers", d->model->counts.layers, UNIT_NUMBER, N_("layers of the model"),
		     d->model->source);
	explain_profile(x, "ar_x", d->profile->ar_x);
	explain_earlier(x, "@one_all_reduce_s");
}

/* The latency between so many GPUs as the line "@link_latency_s". */
static void explain_latency(struct explaining *x, double gpus)
{
	const struct gpu_link *link = x->step.model->group_link;
	struct link_span span = link_span(link, gpus);

	explain_line(x, "@link_latency_s", N_("latency over this link"), "latency",
		     link_rate(link, gpus, 0.0).alpha_s, UNIT_SECONDS);
	link_term(x, "latency", span.low->alpha_s, UNIT_SECONDS,
		  N_("latency of an all-reduce over this link"),
		  link);
	if (span.low == span.high)
		return;
	explain_add_formula(x, " + (more_latency - latency)");
	link_term(x, "more_latency", span.high->alpha_s, UNIT_SECONDS,
		  N_("the same between more GPUs"), link);
	share_terms(x, span, "group");
	explain_number(x, "group", gpus, N_("GPUs that share a layer"));
}

/* The bandwidth between `gpus` GPUs for the bytes of an earlier line, as the line `id`. */
static void explain_bandwidth_of(struct explaining *x, const char *id, const char *large_id,
				 const char *bytes_id, double gpus, double bytes)
{
	const struct gpu_link *link = x->step.model->group_link;
	struct link_span span = link_span(link, gpus);

	if (needs_large(span))
		explain_large(x, large_id, bytes_id, bytes);
	explain_line(x, id, N_("bandwidth over this link"), "",
		     link_rate(link, gpus, bytes).beta_bytes_per_s,
		     UNIT_BYTES_PER_SECOND);
	add_bandwidth(x, span.low, "bandwidth", large_id);
	bandwidth_terms(x, link, span.low, "bandwidth");
	if (span.low != span.high) {
		explain_add_formula(x, " + (");
		add_bandwidth(x, span.high, "more_bandwidth", large_id);
		explain_add_formula(x, " - ");
		add_bandwidth(x, span.low, "bandwidth", large_id);
		explain_add_formula(x, ")");
		bandwidth_terms(x, link, span.high, "more_bandwidth");
		share_terms(x, span, "group");
		explain_number(x, "group", gpus, N_("GPUs that share a layer"));
	}
	if (needs_large(span))
		explain_earlier(x, large_id);
}

/* What times the latency and the bytes are stretched: constants by kind of link and engine. */
static void stretch_terms(struct explaining *x)
{
	const struct constants *k = x->d->constants;

	if (x->step.model->group_link->kind == LINK_PCIE)
		explain_constant(x, "a2a", k->a2a_pcie, "a2a_pcie");
	else
		explain_constant(x, "a2a", k->a2a, "a2a");
	if (x->d->engine->server && x->d->profile == x->d->engine->default_profile) {
		explain_add_formula(x, " * a2a_server");
		explain_constant(x, "a2a_server", k->a2a_server, "a2a_server");
	}
}

static void explain_token_exchange(struct explaining *x, double seconds)
{
	const struct deployment *d = x->d;
	double group = layout_group(&d->layout), width = step_exchange_bytes(d);
	double bytes = x->step.tokens * (group - 1.0) / group * d->model->hidden * width;

	explain_line(x, "@exchange_bytes",
		     N_("hidden states that leave for experts on other GPUs and come back"),
		     "@batch * (group - 1) / group * hidden * width", bytes, UNIT_BYTES);
	explain_earlier(x, "@batch");
	explain_number(x, "group", group, N_("GPUs that share a layer"));
	hidden_term(x);
	explain_number(x, "width", width,
		       N_("bytes of a value there and back: the experts' and 16 bits"));
	explain_latency(x, group);
	explain_bandwidth_of(x, "@link_bandwidth", "@exchange_large", "@exchange_bytes", group,
			     bytes);
	explain_line(x, "@token_exchange_s",
		     N_("gathering and scattering the tokens of all attention-data-parallel ranks"),
		     "a2a", seconds, UNIT_SECONDS);
	stretch_terms(x);
	explain_add_formula(x,
			    " * moe_layers * (2 * @link_latency_s + @exchange_bytes / @link_bandwidth)");
	explain_term(x, "moe_layers", d->model->counts.moe_layers, UNIT_NUMBER,
		     N_("layers with experts"),
		     d->model->source);
	explain_earlier(x, "@link_latency_s");
	explain_earlier(x, "@exchange_bytes");
	explain_earlier(x, "@link_bandwidth");
}

static void explain_stages(struct explaining *x, double seconds)
{
	double bytes = x->step.tokens * x->d->model->hidden * BYTES_16BIT;

	explain_line(x, "@stage_bytes", N_("hidden states that one stage hands to the next"),
		     "@batch * hidden * 2",
		     bytes, UNIT_BYTES);
	explain_earlier(x, "@batch");
	hidden_term(x);
	explain_bandwidth_of(x, "@stage_bandwidth", "@stage_large", "@stage_bytes", 2.0, bytes);
	explain_line(x, "@stages_s", N_("handing over between pipeline stages"),
		     "(pp - 1) * (boundary + @stage_bytes / @stage_bandwidth)", seconds, UNIT_SECONDS);
	explain_number(x, "pp", x->d->layout.pipeline, N_("pipeline-parallel size"));
	explain_constant(x, "boundary", x->d->constants->pp_boundary_s, "pp_boundary_us");
	explain_earlier(x, "@stage_bytes");
	explain_earlier(x, "@stage_bandwidth");
}

/* "0 + all_reduce_s + ...": what the step spends between GPUs. */
static void add_exchange(struct explaining *x, double seconds, const char *id)
{
	if (!(seconds > 0.0))
		return;
	explain_add_formula(x, "%s%s", *x->line->formula ? " + " : "", id);
	explain_earlier(x, id);
}

void explain_exchange(struct explaining *x)
{
	struct step_exchange e = step_exchange(x->step.model, x->step.tokens);

	if (e.all_reduce_s > 0.0)
		explain_all_reduce(x, e.all_reduce_s);
	if (e.tokens_s > 0.0)
		explain_token_exchange(x, e.tokens_s);
	if (e.stages_s > 0.0)
		explain_stages(x, e.stages_s);
	explain_line(x, "@communication_s", *x->step.prefix ? N_("exchange between GPUs")
							    : metric_row(METRIC_STEP_COMMUNICATION)->help, "",
		     x->step.time.communication_s, UNIT_SECONDS);
	add_exchange(x, e.all_reduce_s, "@all_reduce_s");
	add_exchange(x, e.tokens_s, "@token_exchange_s");
	add_exchange(x, e.stages_s, "@stages_s");
	if (!*x->line->formula)
		explain_add_formula(x, "0");
}
