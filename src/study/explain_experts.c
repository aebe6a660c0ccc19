/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining what only some steps of a layer know: experts that are reached, narrow matrices. */
#include "config.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

static void explain_imbalance(struct explaining *x, double coverage)
{
	const struct step_model *m = x->step.model;
	const struct model_counts *c = &x->d->model->counts;
	const struct constants *k = x->d->constants;

	explain_line(x, "@more_bytes", N_("the fullest rank's share of them against the mean"),
		     "min(1 / @coverage, 1 + imb * sqrt(2 * log(ep)) / sqrt(experts / ep * @coverage))",
		     fmin(1.0 / coverage,
			  1.0 + m->imbalance / sqrt(m->experts_per_rank * coverage)), UNIT_NUMBER);
	explain_earlier(x, "@coverage");
	explain_constant(x, "imb", k->imb, "imb");
	explain_number(x, "ep", x->d->layout.expert, N_("expert-parallel size"));
	explain_number(x, "experts", c->experts_per_layer, N_("experts of a layer"));
	explain_line(x, "@more_work", N_("the same for its tokens"),
		     "1 + imb * sqrt(2 * log(ep)) / sqrt(@batch * top_k / ep)",
		     1.0 + m->imbalance / sqrt(x->step.tokens * c->top_k / x->d->layout.expert), UNIT_NUMBER);
	explain_constant(x, "imb", k->imb, "imb");
	explain_number(x, "ep", x->d->layout.expert, N_("expert-parallel size"));
	explain_earlier(x, "@batch");
	explain_number(x, "top_k", c->top_k, N_("experts of a token"));
}

/* gpuplan-model(7), 2.2 Experts: how much of the experts a step reaches, and the fullest rank. */
void explain_coverage(struct explaining *x)
{
	const struct step_model *m = x->step.model;
	const struct model_counts *c = &x->d->model->counts;
	const struct constants *k = x->d->constants;
	double coverage = 1.0 - pow(m->miss, pow(x->step.tokens, m->gamma));

	explain_line(x, "@coverage", N_("share of the experts that the batch reaches"),
		     "1 - pow(1 - top_k / experts, pow(@batch, gamma))", coverage, UNIT_NUMBER);
	explain_term(x, "top_k", c->top_k, UNIT_NUMBER, N_("experts of a token"),
		     x->d->model->source);
	explain_term(x, "experts", c->experts_per_layer, UNIT_NUMBER, N_("experts of a layer"),
		     x->d->model->source);
	explain_earlier(x, "@batch");
	explain_constant(x, "gamma", m->gamma,
			 m->gamma == k->gamma_few && c->experts_per_layer <= 32.0
						       ? "gamma/few" : "gamma/many");
	if (m->imbalance > 0.0)
		explain_imbalance(x, coverage);
}

/* gpuplan-model(7), 3.5 llama.cpp: narrow matrices cannot fill fast memory. */
static void explain_narrow_matrices(struct explaining *x, double value)
{
	const struct gpu *g = x->d->gpu;

	explain_line(x, "narrow_matrices", N_("what is left of the rate with matrices that narrow"),
		     "1 / (1 + lc_width * 0.001 * bandwidth / 1000000000000 * 4096 / hidden)", value, UNIT_NUMBER);
	explain_constant(x, "lc_width", x->d->constants->lc_width, "lc_width");
	explain_term(x, "bandwidth", g->bandwidth_bytes_per_s, UNIT_BYTES_PER_SECOND,
		     N_("memory bandwidth of one GPU"), g->source);
	explain_term(x, "hidden", x->d->model->hidden, UNIT_NUMBER, N_("hidden size of the model"),
		     x->d->model->source);
}

/* gpuplan-model(7), 2.2 Experts: narrow slices of experts stream and multiply more slowly. */
static void explain_narrow_slices(struct explaining *x, double value, bool streams)
{
	const struct constants *k = x->d->constants;
	enum expert_class class = step_part(x->d, STEP_EXPERTS).experts;
	const char *constant = streams ? "wb_moe" : "w_moe";
	char id[64];

	explain_line(x, streams ? "narrow_stream" : "narrow_multiply",
		     N_("what is left of the rate with slices of experts that narrow"), "", value, UNIT_NUMBER);
	explain_add_formula(x, "1 / (1 + %s * group / (width * ep))", constant);
	snprintf(id, sizeof id, "w_moe/%s", expert_class_id(class));
	explain_constant(x, constant, streams ? k->wb_moe : k->w_moe[class], streams ? constant : id);
	explain_number(x, "group", layout_group(&x->d->layout), N_("GPUs that share a layer"));
	explain_term(x, "width", x->d->model->counts.expert_width, UNIT_NUMBER,
		     N_("width of one expert"),
		     x->d->model->source);
	explain_number(x, "ep", x->d->layout.expert, N_("expert-parallel size"));
}

const char *explain_loss_id(const struct explaining *x, bool streams)
{
	if (x->d->engine->splits_layers)
		return "narrow_matrices";
	return streams ? "narrow_stream" : "narrow_multiply";
}

void explain_losses(struct explaining *x, enum step_part_id id, const struct step_part *part)
{
	for (int pass = 0; pass < 2; pass++) {
		const struct step_rate *rate = pass ? &part->multiply : &part->stream;

		for (int i = 0; i < rate->count; i++) {
			if (rate->factors[i].chooser != STEP_LOSS)
				continue;
			if (!x->d->engine->splits_layers)
				explain_narrow_slices(x, rate->factors[i].value, pass == 0);
			else if (id == STEP_ATTENTION) /* the same for all parts */
				explain_narrow_matrices(x, rate->factors[i].value);
		}
	}
}
