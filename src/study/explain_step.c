/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining one decode step: what is streamed, multiplied, read, exchanged and waited for. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/explain_lines.h"

/* The parts of the weights, and the lines they make; '@' as in explain_lines.h. */
static const struct part_row {
	enum step_part_id id;
	const char *stream, *idle, *multiply, *whole;
	const char *stream_help, *multiply_help, *whole_help;
} parts[] = {
	{ STEP_ATTENTION, "attention_stream_s", "attention_idle", "@attention_multiply_s", "@attention_s",
	  N_("streaming the weights of attention"), N_("multiplying with them"), N_("attention's weights") },
	{ STEP_DENSE, "dense_stream_s", "dense_idle", "@dense_multiply_s", "@dense_s",
	  N_("streaming dense MLP, shared experts and routers"), N_("multiplying with them"),
	  N_("dense MLP, shared experts and routers") },
	{ STEP_HEAD, "head_stream_s", "head_idle", "@head_multiply_s", "@head_s", N_("streaming the LM head"),
	  N_("multiplying with it"), N_("the LM head") },
	{ STEP_EXPERTS, "@expert_stream_s", NULL, "@expert_multiply_s", "@expert_s",
	  N_("streaming the experts that a batch reaches"), N_("multiplying with them"), N_("routed experts") },
};

static bool is_first(const struct explaining *x)
{
	return *x->step.prefix == '\0';
}

/* Some models have no dense MLP, most no experts. */
static bool has_part(const struct explaining *x, const struct part_row *row)
{
	if (row->id == STEP_EXPERTS)
		return x->d->model->counts.moe_layers > 0.0;
	return step_part(x->d, row->id).params > 0.0;
}

enum { PARTS = sizeof parts / sizeof parts[0] };

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

/* " * e_bw * blk_b" and the values: constants by their ids, losses by the lines before. */
static void factors(struct explaining *x, const struct step_part *part, const struct step_rate *rate)
{
	for (int i = 0; i < rate->count; i++) {
		const struct step_factor *factor = &rate->factors[i];
		char symbol[EXPLAIN_SYMBOL];
		struct text id;

		if (factor->chooser == STEP_LOSS) {
			explain_add_formula(x, " * %s", explain_loss_id(x, rate == &part->stream));
			explain_earlier(x, explain_loss_id(x, rate == &part->stream));
			continue;
		}
		snprintf(symbol, sizeof symbol, "%.*s", (int)strcspn(factor->name, "/"), factor->name);
		explain_add_formula(x, " * %s", symbol);
		text_init(&id);
		constant_id(x, part, factor, &id);
		explain_constant(x, symbol, factor->value, id.data);
		text_release(&id);
	}
}

void explain_bandwidth(struct explaining *x)
{
	explain_term(x, "bandwidth", x->d->gpu->bandwidth_bytes_per_s, UNIT_BYTES_PER_SECOND,
		     N_("memory bandwidth of one GPU"), x->d->gpu->source);
}

static void peak_term(struct explaining *x, double peak)
{
	explain_term(x, "peak", peak, UNIT_FLOPS,
		     N_("datasheet rate of one GPU in this number type"),
		     x->d->gpu->source);
}

/* gpuplan-model(7), 2.2 Experts: how much of the experts a batch reaches, and the fullest rank. */
static void explain_stream(struct explaining *x, const struct part_row *row, const struct step_part *part,
			   double seconds)
{
	explain_line(x, row->stream, row->stream_help, "params * bytes", seconds, UNIT_SECONDS);
	explain_term(x, "params", part->params, UNIT_NUMBER, N_("weights of this kind, all layers"),
		     x->d->model->source);
	explain_term(x, "bytes", part->bytes_per_weight, UNIT_NUMBER,
		     explain_bytes_meaning(x->d->model, x->d->format,
					   row->id == STEP_ATTENTION ? PART_ATTENTION : PART_OTHER),
		     model_is_stored_by_part(x->d->model, x->d->format) ? x->d->model->stored.source
									: x->d->format->source);
	if (row->id == STEP_EXPERTS) {
		explain_add_formula(x, " * @coverage");
		explain_earlier(x, "@coverage");
		if (x->step.model->imbalance > 0.0) {
			explain_add_formula(x, " * @more_bytes");
			explain_earlier(x, "@more_bytes");
		}
	}
	explain_add_formula(x, " / (shards * bandwidth");
	explain_number(x, "shards", part->shards, N_("GPUs that share these weights"));
	explain_bandwidth(x);
	factors(x, part, &part->stream);
	explain_add_formula(x, ")");
}

/* Tokens that would still fit under one round of the processors: narrow shards leave some idle. */
static void explain_idle(struct explaining *x, const struct part_row *row,
			 const struct step_part *part)
{
	double a_gemm = x->d->constants->a_gemm, tp = x->d->layout.tensor;

	explain_line(x, row->idle, N_("tokens that are missing for full processors"),
		     "a_gemm * tp / width",
		     part->fill_tokens, UNIT_NUMBER);
	explain_constant(x, "a_gemm", a_gemm, "a_gemm");
	explain_number(x, "tp", tp, N_("tensor-parallel size"));
	explain_term(x, "width", a_gemm * tp / part->fill_tokens, UNIT_NUMBER,
		     N_("wider side of these matrices"), x->d->model->source);
}

/* The LM head only sees the tokens that get an answer. */
static const char *token_id(const struct explaining *x, enum step_part_id part)
{
	return part == STEP_HEAD && x->step.prompt > 0.0 ? "@rows" : "@batch";
}

static void explain_multiply(struct explaining *x, const struct part_row *row, const struct step_part *part,
			     double seconds)
{
	bool ranked = row->id == STEP_ATTENTION && x->d->layout.data > 1.0, experts = row->id == STEP_EXPERTS;
	bool filled = part->fill_tokens > 0.0;
	const char *tokens = token_id(x, row->id);

	explain_line(x, row->multiply, row->multiply_help, "2 * params * ", seconds, UNIT_SECONDS);
	explain_term(x, "params", experts ? x->d->model->counts.experts_active : part->params, UNIT_NUMBER,
		     experts ? N_("weights of the experts that one token passes")
			     : N_("weights of this kind, all layers"), x->d->model->source);
	explain_add_formula(x, "%s%s%s", filled ? "(" : "", tokens, ranked ? " / dp" : "");
	explain_earlier(x, tokens);
	if (ranked)
		explain_number(x, "dp", x->d->layout.data, N_("attention-data-parallel size"));
	if (filled) {
		explain_add_formula(x, " + %s)", row->idle);
		explain_earlier(x, row->idle);
	}
	if (experts && x->step.model->imbalance > 0.0) {
		explain_add_formula(x, " * @more_work");
		explain_earlier(x, "@more_work");
	}
	explain_add_formula(x, " / (shards * peak");
	explain_number(x, "shards", part->shards, N_("GPUs that share these weights"));
	peak_term(x, part->multiply.peak);
	factors(x, part, &part->multiply);
	explain_add_formula(x, ")");
}

/* The parameter behind the exponent of everything but experts. */
static const char *exponent_id(const struct explaining *x)
{
	return x->d->engine->splits_layers ? "lc_p" : "p";
}

/* What does not depend on the number of tokens stands with the decode step. */
static void explain_part(struct explaining *x, const struct part_row *row)
{
	const struct step_model *m = x->step.model;
	struct step_part part = step_part(x->d, row->id);
	struct roofline r = step_part_seconds(m, row->id,
					      row->id == STEP_HEAD ? x->step.rows : x->step.tokens);

	if (is_first(x))
		explain_losses(x, row->id, &part);
	if (row->id == STEP_EXPERTS)
		explain_coverage(x);
	if (row->id == STEP_EXPERTS || is_first(x))
		explain_stream(x, row, &part, r.stream_s);
	if (is_first(x) && part.fill_tokens > 0.0)
		explain_idle(x, row, &part);
	explain_multiply(x, row, &part, r.token_s);
	explain_line(x, row->whole, row->whole_help, "",
		     soft_max(r.stream_s, r.token_s, step_part_exponent(m, row->id)), UNIT_SECONDS);
	explain_add_formula(x, "soft_max(%s, %s, p)", row->stream, row->multiply);
	explain_earlier(x, row->stream);
	explain_earlier(x, row->multiply);
	explain_constant(x, "p", step_part_exponent(m, row->id), row->id == STEP_EXPERTS ? "p_moe" : exponent_id(x));
}

static void explain_parts(struct explaining *x)
{
	for (int i = 0; i < PARTS; i++)
		if (has_part(x, &parts[i]))
			explain_part(x, &parts[i]);
}

static bool multiplies_latents(const struct explaining *x)
{
	return x->step.batch > 0.0 && x->d->model->counts.mla_layers > 0.0;
}

static void explain_latents(struct explaining *x, double context)
{
	const struct deployment *d = x->d;
	double flops = model_decode_attention_flops(d->model, context);
	double per_rank = x->step.batch / d->layout.data;

	explain_latent_flop(x, context);
	explain_line(x, "latent_s", N_("products of absorbed latent attention"),
		     "batch / dp * latent_flop / tp / (peak * e_fa)",
		     per_rank * flops / d->layout.tensor / x->step.model->latent_flops, UNIT_SECONDS);
	explain_earlier(x, "batch");
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	explain_earlier(x, "latent_flop");
	explain_number(x, "tp", d->layout.tensor, N_("tensor-parallel size"));
	peak_term(x, d->gpu->peak_flops[TENSOR_16BIT]);
	explain_family(x, "e_fa", d->gpu->family->e_fa);
}

/* Every request's cache is read; absorbed latent attention multiplies as well. */
static void explain_cache(struct explaining *x, double context)
{
	const struct deployment *d = x->d;
	double bytes = model_kv_read_bytes(d->model, context, d->kv->bytes, d->layout.tensor);

	explain_read(x, context);
	explain_line(x, "cache_read_s", N_("reading the KV cache of the running requests"),
		     "batch / dp * read / (bandwidth * e_att)",
		     x->step.batch / d->layout.data * bytes / x->step.model->kv_rate, UNIT_SECONDS);
	explain_earlier(x, "batch");
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	explain_earlier(x, "read");
	explain_bandwidth(x);
	explain_family(x, "e_att", d->gpu->family->e_att);
	if (multiplies_latents(x))
		explain_latents(x, context);
	explain_line(x, "kv_s", metric_row(METRIC_STEP_KV)->help, "cache_read_s", x->step.time.kv_s,
		     UNIT_SECONDS);
	explain_earlier(x, "cache_read_s");
	if (!multiplies_latents(x))
		return;
	snprintf(x->line->formula, sizeof x->line->formula,
		 "soft_max(cache_read_s, latent_s, p) * cache_read_s / (cache_read_s + latent_s)");
	explain_earlier(x, "latent_s");
	explain_constant(x, "p", x->step.model->p, exponent_id(x));
}

/* The prompt tokens of the step: what it carries beside decoded tokens, or all that there are. */
static const char *prompt_term(struct explaining *x)
{
	if (!(x->step.batch > 0.0)) {
		explain_earlier(x, "@batch");
		return "@batch";
	}
	explain_earlier(x, "carried");
	return "carried";
}

static void explain_rows(struct explaining *x)
{
	const struct constants *k = x->d->constants;

	explain_line(x, "@rows", N_("tokens that pass the LM head"),
		     x->step.batch > 0.0 ? "batch + max(1, " : "max(1, ",
		     x->step.rows, UNIT_NUMBER);
	if (x->step.batch > 0.0)
		explain_earlier(x, "batch");
	explain_add_formula(x, "%s / head_chunk)", prompt_term(x));
	explain_constant(x, "head_chunk", k->head_chunk_tokens, "moe_head_chunk");
}

/* Prompt tokens attend to those before them; without flash attention through memory (2.6). */
static void explain_prompt_attention(struct explaining *x, double seconds)
{
	const struct deployment *d = x->d;
	const struct step_model *m = x->step.model;
	bool flash = !isnan(m->prompt_flops);

	explain_line(x, "@prompt_attention_s",
		     N_("attention of prompt tokens to those before them"), "", seconds,
		     UNIT_SECONDS);
	explain_add_formula(x, "%s * ", prompt_term(x));
	if (!flash)
		explain_add_formula(x, "scores * bytes / (dp * tp * bandwidth)");
	else if (m->prompt_half > 0.0)
		explain_add_formula(x, "flop * (1 + s0_fa / max(1, 2 * seen)) / (dp * tp * peak * e_fa)");
	else
		explain_add_formula(x, "flop / (dp * tp * peak * e_fa)");
	if (flash && m->prompt_half > 0.0) {
		explain_family(x, "s0_fa", m->prompt_half);
		explain_earlier(x, "seen");
	}
	if (flash) {
		explain_earlier(x, "flop");
		peak_term(x, d->gpu->peak_flops[TENSOR_16BIT]);
		explain_family(x, "e_fa", d->gpu->family->e_fa);
	} else {
		explain_earlier(x, "scores");
		explain_constant(x, "bytes", d->constants->lc_score_bytes, "lc_score_bytes");
		explain_bandwidth(x);
	}
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	explain_number(x, "tp", d->layout.tensor, N_("tensor-parallel size"));
}

/* " + soft_max(...) - kv_s": what absorbed attention takes beyond reading the cache. */
static void add_latents(struct explaining *x)
{
	if (!multiplies_latents(x))
		return;
	explain_add_formula(x, " + soft_max(cache_read_s, latent_s, p) - kv_s");
	explain_earlier(x, "cache_read_s");
	explain_earlier(x, "latent_s");
	explain_constant(x, "p", x->step.model->p, exponent_id(x));
	explain_earlier(x, "kv_s");
}

/* Parts overlap: each is shared out between its two causes by their sizes. */
static void explain_causes(struct explaining *x)
{
	bool first = is_first(x);

	explain_line(x, "@weights_s",
		     first ? metric_row(METRIC_STEP_WEIGHTS)->help : N_("streaming weights"), "",
		     x->step.time.weights_s, UNIT_SECONDS);
	for (int i = 0; i < PARTS; i++) {
		const struct part_row *row = &parts[i];

		if (!has_part(x, row))
			continue;
		explain_add_formula(x, "%s%s * %s / (%s + %s)", *x->line->formula ? " + " : "",
				    row->whole, row->stream, row->stream, row->multiply);
		explain_earlier(x, row->whole);
		explain_earlier(x, row->stream);
		explain_earlier(x, row->multiply);
	}
	explain_line(x, "@compute_s", first ? metric_row(METRIC_STEP_COMPUTE)->help
					    : N_("matrix products, attention of prompts"), "",
		     x->step.time.compute_s, UNIT_SECONDS);
	for (int i = 0; i < PARTS; i++) {
		if (!has_part(x, &parts[i]))
			continue;
		explain_add_formula(x, "%s%s", *x->line->formula ? " + " : "", parts[i].whole);
		explain_earlier(x, parts[i].whole);
	}
	explain_add_formula(x, " - @weights_s");
	explain_earlier(x, "@weights_s");
	add_latents(x);
	if (x->step.prompt > 0.0) {
		explain_add_formula(x, " + @prompt_attention_s");
		explain_earlier(x, "@prompt_attention_s");
	}
}

/* The sum of the parts as the line `id`. */
static void explain_sum(struct explaining *x, const char *id, const char *meaning)
{
	bool decodes = x->step.batch > 0.0;

	explain_line(x, id, meaning,
		     decodes ? "@weights_s + kv_s + @compute_s + @communication_s + @overhead_s"
			     : "@weights_s + @compute_s + @communication_s + @overhead_s",
		     x->step.time.total_s, UNIT_SECONDS);
	explain_earlier(x, "@weights_s");
	if (decodes)
		explain_earlier(x, "kv_s");
	explain_earlier(x, "@compute_s");
	explain_earlier(x, "@communication_s");
	explain_earlier(x, "@overhead_s");
}

/* The LM head answers decoded requests, and some of the prompts whose tokens pass. */
static double head_rows(const struct explaining *x, double batch, double prompt)
{
	if (!(prompt > 0.0))
		return batch;
	return batch + fmax(1.0, prompt / x->d->constants->head_chunk_tokens);
}

void explain_begin_step(struct explaining *x, const struct step_model *m,
			const struct explained_load *load, const char *prefix)
{
	double running = load->running, prompt = load->prompt;
	double batch = fmax(fmin(running, 1.0), running / m->stages);

	x->step = (struct explained_step) {
		.prefix = prefix,
		.model = m,
		.batch = batch,
		.prompt = prompt,
		.tokens = batch + prompt,
		.rows = head_rows(x, batch, prompt),
		.time = step_evaluate(m, running, load->context, prompt, load->seen),
	};
}

void explain_decode_step(struct explaining *x, const struct step_model *m,
			 const struct explained_load *load)
{
	explain_begin_step(x, m, load, "");
	explain_line(x, "batch", N_("requests that one step decodes"), "max(min(running, 1), running / pow(pp, pp_gain))",
		     x->step.batch, UNIT_NUMBER);
	explain_number(x, "running", load->running,
		       N_("requests being decoded on average: what the rates below lead to"));
	explain_number(x, "pp", x->d->layout.pipeline, N_("pipeline-parallel size"));
	explain_constant(x, "pp_gain", x->d->constants->pp_gain, "pp_gain");
	explain_parts(x);
	explain_cache(x, load->context);
	explain_causes(x);
	explain_exchange(x);
	explain_fixed(x);
	explain_sum(x, "step_s", N_("one step that decodes a token of every running request"));
}

void explain_prompt_step(struct explaining *x, const struct explained_load *load,
			 const char *meaning)
{
	explain_rows(x);
	explain_parts(x);
	explain_prompt_attention(x, step_prompt_attention_s(x->step.model, load->prompt, load->seen));
	explain_causes(x);
	explain_exchange(x);
	explain_fixed(x);
	explain_sum(x, "@s", meaning);
}
