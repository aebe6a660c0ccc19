/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining what a step spends beside weights, cache and links: fixed times, hidden states. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

static void hidden_term(struct explaining *x)
{
	explain_term(x, "hidden", x->d->model->hidden, UNIT_NUMBER, N_("hidden size of the model"),
		     x->d->model->source);
}

/* One kind of layer and its fixed time, where the model has it. */
static void layer_time(struct explaining *x, const char *symbol, double layers, const char *meaning,
		       const char *constant, double seconds, bool by_profile)
{
	if (!(layers > 0.0))
		return;
	explain_add_formula(x, "%s%s * %s", *x->line->formula ? " + " : "", symbol, constant);
	explain_term(x, symbol, layers, UNIT_NUMBER, meaning, x->d->model->source);
	if (by_profile)
		explain_profile(x, constant, seconds);
	else
		explain_constant(x, constant, seconds, constant);
}

static void explain_layers(struct explaining *x)
{
	const struct deployment *d = x->d;
	const struct model_counts *c = &d->model->counts;
	const struct constants *k = d->constants;
	const struct engine_profile *e = d->profile;

	explain_line(x, "layer_fixed_s", N_("kernels' fixed times, all layers"), "",
		     x->step.model->layer_fixed_s, UNIT_SECONDS);
	layer_time(x, "layers", c->layers, N_("layers of the model"), "t_layer", e->t_layer, true);
	layer_time(x, "moe_layers", c->moe_layers, N_("layers with experts"), "t_moe", e->t_moe, true);
	layer_time(x, "mla_layers", c->mla_layers, N_("layers with latent attention"), "t_mla", k->t_mla, false);
	layer_time(x, "sparse_layers", c->sparse_layers, N_("layers with an indexer"), "t_dsa", k->t_dsa, false);
	layer_time(x, "state_layers", c->state_layers, N_("layers with a recurrent state"), "t_lin", k->t_lin, false);
	if (step_widens(d))
		layer_time(x, "widening_layers", c->layers, N_("layers whose weights are widened in the kernel"),
			   "t_wo", k->t_wo, false);
}

/* Without requests that decode only the step itself costs the host time. */
static void explain_host(struct explaining *x)
{
	const struct step_model *m = x->step.model;
	const struct engine_profile *e = x->d->profile;
	bool decodes = x->step.batch > 0.0;
	double factor = e->t_host > 0.0 ? m->host_s / e->t_host : 1.0;

	explain_line(x, "@host_s", N_("the host's time in a step"),
		     decodes ? "(t_host + batch / dp * t_seq)" : "t_host",
		     m->host_s + m->sequence_s * x->step.batch / x->d->layout.data, UNIT_SECONDS);
	explain_profile(x, "t_host", e->t_host);
	if (decodes) {
		explain_profile(x, "t_seq", e->t_seq);
		explain_earlier(x, "batch");
		explain_number(x, "dp", x->d->layout.data, N_("attention-data-parallel size"));
	}
	if (factor != 1.0) {
		explain_add_formula(x, " * host_factor");
		explain_constant(x, "host_factor", factor,
				 x->d->gpu->grace_host ? "h_grace" : "h_pcie");
	}
}

/* Steps that decode the same requests share the line. */
static const char *host_id(const struct explaining *x)
{
	return x->step.batch > 0.0 ? "host_s" : "@host_s";
}

void explain_fixed(struct explaining *x)
{
	const struct deployment *d = x->d;
	const struct model_counts *c = &d->model->counts;
	bool first = *x->step.prefix == '\0';

	if (first)
		explain_layers(x);
	if (first || !(x->step.batch > 0.0))
		explain_host(x);
	explain_line(x, "@hidden_s", N_("hidden states through memory between kernels"),
		     "c_act * 2 * hidden * layers * @batch / dp / (tp * bandwidth)",
		     x->step.model->token_act_s * x->step.tokens / d->layout.data, UNIT_SECONDS);
	explain_constant(x, "c_act", d->constants->c_act, "c_act");
	hidden_term(x);
	explain_term(x, "layers", c->layers, UNIT_NUMBER, N_("layers of the model"), d->model->source);
	explain_earlier(x, "@batch");
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	explain_number(x, "tp", d->layout.tensor, N_("tensor-parallel size"));
	explain_bandwidth(x);
	explain_line(x, "@overhead_s", first ? metric_row(METRIC_STEP_OVERHEAD)->help
					     : N_("kernels' fixed times and host"), "",
		     x->step.time.overhead_s, UNIT_SECONDS);
	explain_add_formula(x, "layer_fixed_s + %s + @hidden_s", host_id(x));
	explain_earlier(x, "layer_fixed_s");
	explain_earlier(x, host_id(x));
	explain_earlier(x, "@hidden_s");
}
