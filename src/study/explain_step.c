/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining one decode step: what is streamed, multiplied, read, exchanged and waited for. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

/* The parts of the weights, and the lines they make. */
static const struct part_row {
	enum step_part_id id;
	const char *stream, *multiply, *whole;
	const char *stream_help, *multiply_help, *whole_help;
} parts[] = {
	{ STEP_ATTENTION, "attention_stream_s", "attention_multiply_s", "attention_s",
	  N_("streaming the weights of attention"), N_("multiplying with them"), N_("attention's weights") },
	{ STEP_DENSE, "dense_stream_s", "dense_multiply_s", "dense_s",
	  N_("streaming dense MLP, shared experts and routers"), N_("multiplying with them"),
	  N_("dense MLP, shared experts and routers") },
	{ STEP_HEAD, "head_stream_s", "head_multiply_s", "head_s", N_("streaming the LM head"),
	  N_("multiplying with it"), N_("the LM head") },
	{ STEP_EXPERTS, "expert_stream_s", "expert_multiply_s", "expert_s",
	  N_("streaming the experts that a batch reaches"), N_("multiplying with them"), N_("routed experts") },
};

static int part_count(const struct explaining *x)
{
	return x->d->model->counts.moe_layers > 0.0 ? 4 : 3;
}

/* The id in parameters.json of the constant behind a factor. */
static void constant_id(const struct explaining *x, const struct step_part *part,
			const struct step_factor *factor, struct text *id)
{
	text_add(id, factor->name);
	if (factor->chooser == STEP_BY_FAMILY || factor->chooser == STEP_BY_TENSOR)
		text_addf(id, "/%s", x->d->gpu->family->id);
	if (factor->chooser == STEP_BY_TENSOR)
		text_addf(id, "/%s", tensor_type_id(part->tensor));
	if (factor->chooser == STEP_BY_PROFILE)
		text_addf(id, "/%s", x->d->profile->id);
	if (factor->chooser == STEP_BY_EXPERTS)
		text_addf(id, "/%s", expert_class_id(part->experts));
}

/* " * e_bw * blk_b" and the values: constants by their ids, losses by what they are. */
static void factors(struct explaining *x, const struct step_part *part, const struct step_rate *rate)
{
	for (int i = 0; i < rate->count; i++) {
		const struct step_factor *factor = &rate->factors[i];
		char symbol[EXPLAIN_SYMBOL];
		struct text id;

		snprintf(symbol, sizeof symbol, "%.*s", (int)strcspn(factor->name, "/"), factor->name);
		explain_add_formula(x, " * %s", symbol);
		text_init(&id);
		constant_id(x, part, factor, &id);
		if (factor->chooser == STEP_LOSS)
			explain_term(x, symbol, factor->value, UNIT_NUMBER,
				     N_("what is left of the rate with matrices that narrow"), NULL);
		else
			explain_constant(x, symbol, factor->value, id.data);
		text_release(&id);
	}
}

static void bandwidth_term(struct explaining *x)
{
	explain_term(x, "bandwidth", x->d->gpu->bandwidth_bytes_per_s, UNIT_NUMBER,
		     N_("memory bandwidth of one GPU, bytes a second"), x->d->gpu->source);
}

/* performance-model-2 2.2: how much of the experts a batch reaches, and the fullest rank. */
static void explain_coverage(struct explaining *x, const struct step_model *m, double batch)
{
	const struct model_counts *c = &x->d->model->counts;
	const struct constants *k = x->d->constants;
	double coverage = 1.0 - pow(m->miss, pow(batch, m->gamma));

	explain_line(x, "coverage", N_("share of the experts that the batch reaches"),
		     "1 - pow(1 - top_k / experts, pow(batch, gamma))", coverage, UNIT_NUMBER);
	explain_term(x, "top_k", c->top_k, UNIT_NUMBER, N_("experts of a token"), x->d->model->source);
	explain_term(x, "experts", c->experts_per_layer, UNIT_NUMBER, N_("experts of a layer"),
		     x->d->model->source);
	explain_earlier(x, "batch");
	explain_constant(x, "gamma", m->gamma, m->gamma == k->gamma_few && c->experts_per_layer <= 32.0
						       ? "gamma/few" : "gamma/many");
	if (!(m->imbalance > 0.0))
		return;
	explain_line(x, "more_bytes", N_("the fullest rank's share of them against the mean"),
		     "min(1 / coverage, 1 + imb * sqrt(2 * log(ep)) / sqrt(experts / ep * coverage))",
		     fmin(1.0 / coverage, 1.0 + m->imbalance / sqrt(m->experts_per_rank * coverage)), UNIT_NUMBER);
	explain_earlier(x, "coverage");
	explain_constant(x, "imb", k->imb, "imb");
	explain_number(x, "ep", x->d->layout.expert, N_("expert-parallel size"));
	explain_number(x, "experts", c->experts_per_layer, N_("experts of a layer"));
	explain_line(x, "more_work", N_("the same for its tokens"),
		     "1 + imb * sqrt(2 * log(ep)) / sqrt(batch * top_k / ep)",
		     1.0 + m->imbalance / sqrt(batch * c->top_k / x->d->layout.expert), UNIT_NUMBER);
	explain_constant(x, "imb", k->imb, "imb");
	explain_number(x, "ep", x->d->layout.expert, N_("expert-parallel size"));
	explain_earlier(x, "batch");
	explain_number(x, "top_k", c->top_k, N_("experts of a token"));
}

static void explain_stream(struct explaining *x, const struct part_row *row, const struct step_part *part,
			   const struct step_model *m, double seconds)
{
	explain_line(x, row->stream, row->stream_help, "params * bytes", seconds, UNIT_SECONDS);
	explain_term(x, "params", part->params, UNIT_NUMBER, N_("weights of this kind, all layers"),
		     x->d->model->source);
	explain_term(x, "bytes", part->bytes_per_weight, UNIT_NUMBER,
		     N_("bytes per weight, scales included; 2 where the checkpoint keeps 16 bits"),
		     model_is_stored_by_part(x->d->model, x->d->format) ? x->d->model->stored.source
									: x->d->format->source);
	if (row->id == STEP_EXPERTS) {
		explain_add_formula(x, " * coverage");
		explain_earlier(x, "coverage");
		if (m->imbalance > 0.0) {
			explain_add_formula(x, " * more_bytes");
			explain_earlier(x, "more_bytes");
		}
	}
	explain_add_formula(x, " / (shards * bandwidth");
	explain_number(x, "shards", part->shards, N_("GPUs that share these weights"));
	bandwidth_term(x);
	factors(x, part, &part->stream);
	explain_add_formula(x, ")");
}

static void explain_multiply(struct explaining *x, const struct part_row *row, const struct step_part *part,
			     const struct step_model *m, double seconds)
{
	bool ranked = row->id == STEP_ATTENTION && x->d->layout.data > 1.0, experts = row->id == STEP_EXPERTS;
	bool filled = part->fill_tokens > 0.0;

	explain_line(x, row->multiply, row->multiply_help, "2 * params * ", seconds, UNIT_SECONDS);
	explain_add_formula(x, filled ? "(%s + idle)" : "%s", ranked ? "batch / dp" : "batch");
	if (filled)
		explain_number(x, "idle", part->fill_tokens,
			    N_("tokens that are missing for full processors: a_gemm / width of a shard"));
	explain_term(x, "params", experts ? x->d->model->counts.experts_active : part->params, UNIT_NUMBER,
		     experts ? N_("weights of the experts that one token passes")
			     : N_("weights of this kind, all layers"), x->d->model->source);
	explain_earlier(x, "batch");
	if (ranked)
		explain_number(x, "dp", x->d->layout.data, N_("attention-data-parallel size"));
	if (experts && m->imbalance > 0.0) {
		explain_add_formula(x, " * more_work");
		explain_earlier(x, "more_work");
	}
	explain_add_formula(x, " / (shards * peak");
	explain_number(x, "shards", part->shards, N_("GPUs that share these weights"));
	explain_term(x, "peak", part->multiply.peak, UNIT_NUMBER,
		     N_("datasheet rate of one GPU in this number type, FLOP a second"), x->d->gpu->source);
	factors(x, part, &part->multiply);
	explain_add_formula(x, ")");
}

/* The parameter behind the exponent of everything but experts. */
static const char *exponent_id(const struct explaining *x)
{
	return x->d->engine->splits_layers ? "lc_p" : "p";
}

static void explain_part(struct explaining *x, const struct part_row *row, const struct step_model *m,
			 double batch)
{
	struct step_part part = step_part(x->d, row->id);
	struct roofline r = step_part_seconds(m, row->id, batch);

	if (row->id == STEP_EXPERTS)
		explain_coverage(x, m, batch);
	explain_stream(x, row, &part, m, r.stream_s);
	explain_multiply(x, row, &part, m, r.token_s);
	explain_line(x, row->whole, row->whole_help, "",
		     soft_max(r.stream_s, r.token_s, step_part_exponent(m, row->id)), UNIT_SECONDS);
	explain_add_formula(x, "soft_max(%s, %s, p)", row->stream, row->multiply);
	explain_earlier(x, row->stream);
	explain_earlier(x, row->multiply);
	explain_constant(x, "p", step_part_exponent(m, row->id), row->id == STEP_EXPERTS ? "p_moe" : exponent_id(x));
}

/* Every request's cache is read; absorbed latent attention multiplies as well. */
static void explain_cache(struct explaining *x, const struct step_model *m, const struct step_time *t,
			  double batch, double context)
{
	const struct deployment *d = x->d;
	double per_rank = batch / d->layout.data, tp = d->layout.tensor;
	double bytes = model_kv_read_bytes(d->model, context, d->kv->bytes, tp);
	double flops = model_decode_attention_flops(d->model, context);
	char id[64];

	explain_line(x, "cache_read_s", N_("reading the KV cache of the running requests"),
		     "batch / dp * read / (bandwidth * e_att)", per_rank * bytes / m->kv_rate, UNIT_SECONDS);
	explain_earlier(x, "batch");
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	explain_term(x, "read", bytes, UNIT_BYTES,
		     N_("cache of one request of mean length that one GPU reads"), d->model->source);
	bandwidth_term(x);
	snprintf(id, sizeof id, "e_att/%s", d->gpu->family->id);
	explain_constant(x, "e_att", d->gpu->family->e_att, id);
	if (!(d->model->counts.mla_layers > 0.0)) {
		explain_line(x, "kv_s", metric_row(METRIC_STEP_KV)->help, "cache_read_s", t->kv_s, UNIT_SECONDS);
		explain_earlier(x, "cache_read_s");
		return;
	}
	explain_line(x, "latent_s", N_("products of absorbed latent attention"),
		     "batch / dp * latent_flop / tp / (peak * e_fa)", per_rank * flops / tp / m->latent_flops,
		     UNIT_SECONDS);
	explain_earlier(x, "batch");
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	explain_term(x, "latent_flop", flops, UNIT_NUMBER, N_("FLOP of one request of mean length"),
		     d->model->source);
	explain_number(x, "tp", tp, N_("tensor-parallel size"));
	explain_term(x, "peak", d->gpu->peak_flops[TENSOR_16BIT], UNIT_NUMBER,
		     N_("datasheet rate of one GPU in this number type, FLOP a second"), d->gpu->source);
	snprintf(id, sizeof id, "e_fa/%s", d->gpu->family->id);
	explain_constant(x, "e_fa", d->gpu->family->e_fa, id);
	explain_line(x, "kv_s", metric_row(METRIC_STEP_KV)->help,
		     "soft_max(cache_read_s, latent_s, p) * cache_read_s / (cache_read_s + latent_s)", t->kv_s,
		     UNIT_SECONDS);
	explain_earlier(x, "cache_read_s");
	explain_earlier(x, "latent_s");
	explain_constant(x, "p", m->p, exponent_id(x));
}

/* Parts overlap: each is shared out between its two causes by their sizes. */
static void explain_causes(struct explaining *x, const struct step_model *m, const struct step_time *t)
{
	bool latent = x->d->model->counts.mla_layers > 0.0;

	for (int cause = 0; cause < 2; cause++) {
		explain_line(x, cause ? "compute_s" : "weights_s",
			     metric_row(cause ? METRIC_STEP_COMPUTE : METRIC_STEP_WEIGHTS)->help, "",
			     cause ? t->compute_s : t->weights_s, UNIT_SECONDS);
		for (int i = 0; i < part_count(x); i++) {
			explain_add_formula(x, "%s%s", i ? " + " : "", parts[i].whole);
			explain_earlier(x, parts[i].whole);
			if (cause)
				continue;
			explain_add_formula(x, " * %s / (%s + %s)", parts[i].stream, parts[i].stream,
					    parts[i].multiply);
			explain_earlier(x, parts[i].stream);
			explain_earlier(x, parts[i].multiply);
		}
	}
	explain_add_formula(x, " - weights_s");
	explain_earlier(x, "weights_s");
	if (!latent)
		return;
	explain_add_formula(x, " + soft_max(cache_read_s, latent_s, p) - kv_s");
	explain_earlier(x, "cache_read_s");
	explain_earlier(x, "latent_s");
	explain_constant(x, "p", m->p, exponent_id(x));
	explain_earlier(x, "kv_s");
}

void explain_step(struct explaining *x, const struct step_model *m, const struct step_time *t,
		  double running, double context)
{
	double batch = fmax(fmin(running, 1.0), running / m->stages);

	x->section = N_("One decode step");
	explain_line(x, "batch", N_("requests that one step decodes"), "max(min(running, 1), running / pow(pp, pp_gain))",
		     batch, UNIT_NUMBER);
	explain_number(x, "running", running, N_("requests being decoded on average: what the rates below lead to"));
	explain_number(x, "pp", x->d->layout.pipeline, N_("pipeline-parallel size"));
	explain_constant(x, "pp_gain", x->d->constants->pp_gain, "pp_gain");
	for (int i = 0; i < part_count(x); i++)
		explain_part(x, &parts[i], m, batch);
	explain_cache(x, m, t, batch, context);
	explain_causes(x, m, t);
	explain_exchange(x, m, t, batch);
	explain_fixed(x, m, t, batch);
}
