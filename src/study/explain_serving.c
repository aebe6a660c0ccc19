/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explaining speed: from one step of the engine to TTFT, TPOT and throughput under a load. */
#include "config.h"

#include <math.h>

#include "base/i18n.h"
#include "study/explain_lines.h"
#include "study/serve.h"

/* The question that was put to the model of the engine, and what it said. */
struct serving_facts {
	struct serving serving;
	struct service service;
};

/*
 * The band of the figure that the last line gave; where measured runs moved it, on a line of
 * its own.
 */
static void finish_figure(struct explaining *x, enum measured_figure figure, const struct band *band)
{
	static const char *const moved[MEASURED_FIGURES] = { "leaned_tpot_s", "leaned_output_tok_s", "leaned_ttft_s" };
	const struct explain_line figured = *x->line;
	double shift = x->a->lean.shift[figure];

	if (shift != 0.0) {
		explain_line(x, moved[figure], N_("the same, moved towards measured runs nearby"), "",
			     figured.value * exp(shift), figured.unit);
		explain_add_formula(x, "%s * exp(shift)", figured.id);
		explain_earlier(x, figured.id);
		explain_term(x, "shift", shift, UNIT_NUMBER, N_("mean ln(measured / estimated) by distance"),
			     x->a->lean.source);
	}
	explain_band(x, band);
}

static void output_term(struct explaining *x)
{
	explain_term(x, "output", x->s->number[PARAMETER_OUTPUT], UNIT_NUMBER,
		     N_("mean answer length in tokens"), NULL);
}

static void running_term(struct explaining *x, double running)
{
	explain_term(x, "running", running, UNIT_NUMBER,
		     N_("requests being decoded on average: what the rates below lead to"), NULL);
}

static void chunk_term(struct explaining *x, const struct serving *s)
{
	explain_term(x, "chunk", s->chunk, UNIT_NUMBER,
		     N_("tokens that the engine processes in a step"),
		     x->d->engine->source);
}

/* Requests that the steps decode; an open loop is never quite empty. */
static struct explained_load decode_load(const struct explaining *x, const struct serving_facts *f)
{
	double running = f->service.running;

	return (struct explained_load) {
		.running = x->a->open_loop ? fmax(1.0, running) : running,
		.context = serving_mean_context(&f->serving),
	};
}

/* What is left of a prompt and what its tokens attend to. */
static void explain_new_prompt(struct explaining *x, const struct serving *s)
{
	explain_line(x, "new_prompt", N_("prompt tokens that the prefix cache lacks"),
		     "max(1, prompt * (1 - prefix_hit))", serving_new_prompt(s), UNIT_NUMBER);
	explain_number(x, "prompt", s->request.prompt, N_("mean prompt length in tokens"));
	explain_term(x, "prefix_hit", s->request.prefix_hit, UNIT_FRACTION,
		     N_("share of the prompt found in the prefix cache"), NULL);
	explain_line(x, "seen", N_("tokens that a new prompt token attends to on average"),
		     "prompt - new_prompt / 2", serving_mean_seen(s), UNIT_NUMBER);
	explain_number(x, "prompt", s->request.prompt, N_("mean prompt length in tokens"));
	explain_earlier(x, "new_prompt");
}

/* Prompt tokens of one request alone, in chunks as equal as can be. */
static void explain_chunk_step(struct explaining *x, const struct serving *s)
{
	double fresh = serving_new_prompt(s);
	struct explained_load load = { .prompt = fresh / ceil(fresh / s->chunk), .seen = serving_mean_seen(s) };

	x->section = N_("One step of prompt tokens");
	explain_new_prompt(x, s);
	explain_prompt_work(x, !isnan(s->step.prompt_flops), load.seen);
	explain_begin_step(x, &s->step, &load, "chunk_");
	explain_line(x, "@batch", N_("prompt tokens of one such step"),
		     "new_prompt / ceil(new_prompt / chunk)",
		     x->step.tokens, UNIT_NUMBER);
	explain_earlier(x, "new_prompt");
	chunk_term(x, s);
	explain_prompt_step(x, &load, N_("a step of prompt tokens only, with what they attend to"));
}

/* Somebody's prompt, or a chunk of it, beside the tokens that are decoded. */
static void explain_mixed_step(struct explaining *x, const struct serving_facts *f)
{
	struct explained_load load = decode_load(x, f);

	load.prompt = serving_carried_prompt(&f->serving, load.running);
	load.seen = serving_mean_seen(&f->serving);
	x->section = N_("One decode step with prompt tokens");
	explain_line(x, "carried", N_("prompt tokens of a step that also decodes"),
		     "min(chunk, new_prompt * max(1, running / max(output - 1, 0.000000001)))", load.prompt, UNIT_NUMBER);
	chunk_term(x, &f->serving);
	explain_earlier(x, "new_prompt");
	running_term(x, load.running);
	output_term(x);
	explain_begin_step(x, &f->serving.step, &load, "mixed_");
	explain_line(x, "@batch", N_("tokens that this step processes"), "batch + carried",
		     x->step.tokens, UNIT_NUMBER);
	explain_earlier(x, "batch");
	explain_earlier(x, "carried");
	explain_prompt_step(x, &load, N_("a step that also carries a prompt or a chunk of it"));
}

/* Pipeline stages work on chunks of so many tokens side by side. */
static void explain_stages(struct explaining *x, const char *tokens)
{
	const struct deployment *d = x->d;
	bool by_layers = d->engine->splits_layers;

	if (!(d->layout.pipeline > 1.0))
		return;
	explain_add_formula(x, " * pow((max(1, %s / chunk) + pp - 1) / (max(1, %s / chunk) * pp), %s)", tokens,
			    tokens, by_layers ? "lc_pp" : "1");
	explain_term(x, "pp", d->layout.pipeline, UNIT_NONE, N_("pipeline-parallel size"), NULL);
	if (by_layers)
		explain_constant(x, "lc_pp", d->constants->lc_pp, "lc_pp");
}

/* One prompt alone: chunks as equal as can be, which pipeline stages work on side by side. */
static void explain_isolated(struct explaining *x, const struct serving_facts *f)
{
	const struct serving *s = &f->serving;

	explain_line(x, "isolated_s", N_("one prompt alone on the replica"),
		     "ceil(new_prompt / chunk) * chunk_s", s->isolated_s, UNIT_SECONDS);
	explain_earlier(x, "new_prompt");
	chunk_term(x, s);
	explain_earlier(x, "chunk_s");
	explain_stages(x, "new_prompt");
	explain_line(x, "prefill_tok_s", N_("prompt tokens a second, one prompt after another"),
		     "new_prompt / isolated_s", x->a->prefill_tok_s, UNIT_PER_SECOND);
	explain_earlier(x, "new_prompt");
	explain_earlier(x, "isolated_s");
}

/* What a prompt costs those whose answers are being decoded. */
static void explain_prompt(struct explaining *x, const struct serving_facts *f)
{
	double stages = x->d->layout.pipeline;

	explain_line(x, "prompt_cost_s", N_("what one prompt adds to the steps that decode others"),
		     stages > 1.0 ? "(mixed_s - step_s) * new_prompt / carried / pp"
				  : "(mixed_s - step_s) * new_prompt / carried",
		     f->service.prompt_cost_s, UNIT_SECONDS);
	explain_earlier(x, "mixed_s");
	explain_earlier(x, "step_s");
	explain_earlier(x, "new_prompt");
	explain_earlier(x, "carried");
	if (stages > 1.0)
		explain_term(x, "pp", stages, UNIT_NONE, N_("pipeline-parallel size"), NULL);
}

static void explain_closed_tpot(struct explaining *x, const struct serving_facts *f)
{
	explain_line(x, "tpot_s", metric_row(METRIC_TPOT)->help,
		     "step_s + (1 - beta) * max(0, running - 1) / output * prompt_cost_s", f->service.tpot_s,
		     UNIT_SECONDS);
	explain_earlier(x, "step_s");
	explain_profile(x, "beta", x->d->profile->beta);
	running_term(x, f->service.running);
	output_term(x);
	explain_earlier(x, "prompt_cost_s");
	finish_figure(x, MEASURED_TPOT, &x->a->tpot_s);
}

/* Waiting behind the prompts of others; only with more than one request in flight. */
static void explain_queue(struct explaining *x, const struct serving_facts *f, double in_flight)
{
	const struct service *v = &f->service;
	double work = v->running / x->s->number[PARAMETER_OUTPUT] * v->prompt_cost_s;
	double load = work / (v->step.total_s + work);

	explain_line(x, "prompt_load", N_("share of the time that goes to prompts"),
		     "running * prompt_cost_s / (output * step_s + running * prompt_cost_s)", load, UNIT_NUMBER);
	running_term(x, v->running);
	explain_earlier(x, "prompt_cost_s");
	output_term(x);
	explain_earlier(x, "step_s");
	explain_line(x, "queue", N_("other prompts before a new one, twice the mean"),
		     "pow(2 * prompt_load, q_rho) * pow(in_flight - 1, q_pow)",
		     pow(2.0 * load, x->d->constants->q_rho) * pow(in_flight - 1.0, x->d->constants->q_pow),
		     UNIT_NUMBER);
	explain_earlier(x, "prompt_load");
	explain_constant(x, "q_rho", x->d->constants->q_rho, "q_rho");
	explain_earlier(x, "in_flight");
	explain_constant(x, "q_pow", x->d->constants->q_pow, "q_pow");
}

static void explain_admitted(struct explaining *x, const struct serving_facts *f, double in_flight)
{
	const struct engine_profile *e = x->d->profile;

	explain_line(x, "admitted_s", N_("time to first token of a request that memory does not keep waiting"),
		     "max(t_req + k_pre * isolated_s", f->service.admitted_s, UNIT_SECONDS);
	if (in_flight > 1.0)
		explain_add_formula(x, " + step_s / 2 + q_ttft * queue * prompt_cost_s / 2 + mix * step_s"
				       " + t_front * (in_flight - 1) / 2");
	explain_add_formula(x, ", output * step_s + in_flight * (1 - beta) * prompt_cost_s"
			       " - max(0, output - 1) * tpot_s)");
	explain_profile(x, "t_req", e->t_req);
	explain_profile(x, "k_pre", e->k_pre);
	explain_earlier(x, "isolated_s");
	explain_earlier(x, "step_s");
	if (in_flight > 1.0) {
		explain_profile(x, "q_ttft", e->q_ttft);
		explain_earlier(x, "queue");
		explain_profile(x, "mix", e->mix);
		explain_profile(x, "t_front", e->t_front);
	}
	explain_earlier(x, "prompt_cost_s");
	explain_earlier(x, "in_flight");
	explain_profile(x, "beta", e->beta);
	output_term(x);
	explain_earlier(x, "tpot_s");
}

/* Whole requests of the context, requests of mean length, and the engine's own limit if any. */
static void explain_running_limit(struct explaining *x, const struct serving_facts *f)
{
	const struct deployment *d = x->d;
	double block = d->constants->kv_block_tokens, context = serving_held_tokens(&f->serving);
	double sequences = engine_limits_for(d->engine, d->gpu)->sequences;
	struct kv_reserve reserve = engine_kv_reserve(d->engine, d->gpu, d->model);
	double prefill = model_kv_prefill_bytes(d->model, ceil(context / block) * block, d->kv->bytes, &reserve);

	explain_line(x, "running_limit", N_("requests that memory and the engine hold at once"),
		     prefill > 0.0
			     ? "min(max_concurrency, dp * floor(max(kv_pool / dp - mean_prefill, 0) / mean_request)"
			     : "min(max_concurrency, dp * floor(kv_pool / dp / mean_request)",
		     f->serving.running_limit, UNIT_NUMBER);
	explain_earlier(x, "max_concurrency");
	explain_earlier(x, "kv_pool");
	explain_term(x, "mean_request", memory_sequence_bytes(d, context), UNIT_BYTES,
		     d->engine->memory.reserves_output
			     ? N_("KV cache of a request with its whole answer: the engine starts "
				  "only what it can finish")
			     : N_("KV cache of a request of mean length, in whole blocks"),
		     d->model->source);
	if (prefill > 0.0)
		explain_term(x, "mean_prefill", prefill, UNIT_BYTES,
			     N_("held on top while its prompt is read"), d->engine->source);
	if (isfinite(sequences)) {
		explain_add_formula(x, ", sequences * dp");
		explain_term(x, "sequences", sequences, UNIT_NUMBER, N_("most running sequences"),
			     d->engine->source);
	}
	explain_number(x, "dp", d->layout.data, N_("attention-data-parallel size"));
	explain_add_formula(x, ")");
}

static void explain_closed_loop(struct explaining *x, const struct serving_facts *f)
{
	const struct service *v = &f->service;
	double in_flight = fmin(v->concurrency, fmax(1.0, f->serving.running_limit));

	explain_closed_tpot(x, f);
	explain_running_limit(x, f);
	explain_line(x, "in_flight", N_("requests that the replica has taken in"),
		     "min(concurrency, max(1, running_limit))", in_flight, UNIT_NUMBER);
	explain_term(x, "concurrency", v->concurrency, UNIT_NUMBER,
		     metric_row(METRIC_CONCURRENCY)->help, NULL);
	explain_earlier(x, "running_limit");
	if (in_flight > 1.0)
		explain_queue(x, f, in_flight);
	explain_admitted(x, f, in_flight);
	explain_line(x, "ttft_s", metric_row(METRIC_TTFT)->help,
		     v->concurrency > in_flight ? "admitted_s + (concurrency - in_flight) / in_flight"
						  " * (admitted_s + output * tpot_s)"
						: "admitted_s", v->ttft_s, UNIT_SECONDS);
	explain_earlier(x, "admitted_s");
	if (v->concurrency > in_flight) {
		explain_term(x, "concurrency", v->concurrency, UNIT_NUMBER,
			     metric_row(METRIC_CONCURRENCY)->help, NULL);
		explain_earlier(x, "in_flight");
		output_term(x);
		explain_earlier(x, "tpot_s");
	}
	finish_figure(x, MEASURED_TTFT, &x->a->ttft_s);
	explain_line(x, "output_tok_s", metric_row(METRIC_OUTPUT_TOK_S)->help,
		     "in_flight * output / (admitted_s + (output - 1) * tpot_s)", v->output_tok_s,
		     UNIT_PER_SECOND);
	explain_earlier(x, "in_flight");
	output_term(x);
	explain_earlier(x, "admitted_s");
	explain_earlier(x, "tpot_s");
	finish_figure(x, MEASURED_TOK_S, &x->a->output_tok_s);
}

static void rate_term(struct explaining *x)
{
	explain_term(x, "rate", x->s->number[PARAMETER_RATE], UNIT_PER_SECOND, N_("requests that arrive a second"),
		     NULL);
}

static void explain_open_loop(struct explaining *x, const struct serving_facts *f)
{
	const struct service *v = &f->service;

	explain_line(x, "prompt_load", N_("share of the time that goes to prompts"), "rate * prompt_cost_s",
		     x->s->number[PARAMETER_RATE] * v->prompt_cost_s, UNIT_NUMBER);
	rate_term(x);
	explain_earlier(x, "prompt_cost_s");
	if (!v->stable)
		return;
	explain_line(x, "tpot_s", metric_row(METRIC_TPOT)->help, "step_s / (1 - prompt_load)", v->tpot_s,
		     UNIT_SECONDS);
	explain_band(x, &x->a->tpot_s);
	explain_earlier(x, "step_s");
	explain_earlier(x, "prompt_load");
	explain_line(x, "ttft_s", metric_row(METRIC_TTFT)->help,
		     "open_request + isolated_s + step_s / 2 * min(1, running)"
		     " + prompt_load * prompt_cost_s / (2 * (1 - prompt_load))", v->ttft_s, UNIT_SECONDS);
	explain_band(x, &x->a->ttft_s);
	explain_constant(x, "open_request", x->d->constants->open_request_s, "open_request_s");
	explain_earlier(x, "isolated_s");
	explain_earlier(x, "step_s");
	running_term(x, v->running);
	explain_earlier(x, "prompt_load");
	explain_earlier(x, "prompt_cost_s");
	explain_line(x, "output_tok_s", metric_row(METRIC_OUTPUT_TOK_S)->help, "rate * output", v->output_tok_s,
		     UNIT_PER_SECOND);
	explain_band(x, &x->a->output_tok_s);
	rate_term(x);
	output_term(x);
}

/* The prompts of all requests of a static batch, packed into chunks. */
static void explain_packed_step(struct explaining *x, const struct serving_facts *f)
{
	const struct serving *s = &f->serving;
	double tokens = f->service.running * serving_new_prompt(s);
	struct explained_load load = { .prompt = tokens / ceil(tokens / s->chunk), .seen = serving_mean_seen(s) };

	x->section = N_("One step of the batch's prompts");
	explain_begin_step(x, &s->step, &load, "packed_");
	explain_line(x, "@batch", N_("prompt tokens of one such step"),
		     "running * new_prompt / ceil(running * new_prompt / chunk)", x->step.tokens, UNIT_NUMBER);
	explain_term(x, "running", f->service.running, UNIT_NUMBER, N_("requests of one batch"),
		     NULL);
	explain_earlier(x, "new_prompt");
	chunk_term(x, s);
	explain_prompt_step(x, &load, N_("a step of prompt tokens only, with what they attend to"));
}

static void explain_prompts(struct explaining *x, const struct serving_facts *f)
{
	bool packed = f->service.running > 1.0;

	explain_line(x, "prompts_s", N_("all prompts of the batch, in chunks"),
		     packed ? "ceil(running * new_prompt / chunk) * packed_s" : "isolated_s",
		     f->service.admitted_s - x->d->profile->t_req, UNIT_SECONDS);
	if (!packed) {
		explain_earlier(x, "isolated_s");
		return;
	}
	explain_term(x, "running", f->service.running, UNIT_NUMBER, N_("requests of one batch"),
		     NULL);
	explain_earlier(x, "new_prompt");
	chunk_term(x, &f->serving);
	explain_earlier(x, "packed_s");
	explain_stages(x, "(running * new_prompt)");
}

static void explain_batch(struct explaining *x, const struct serving_facts *f)
{
	const struct service *v = &f->service;
	double further = (x->s->number[PARAMETER_OUTPUT] - 1.0) * v->tpot_s;

	explain_line(x, "tpot_s", metric_row(METRIC_TPOT)->help, "step_s", v->tpot_s, UNIT_SECONDS);
	explain_band(x, &x->a->tpot_s);
	explain_earlier(x, "step_s");
	explain_prompts(x, f);
	explain_line(x, "admitted_s", N_("time until the first tokens of a batch"), "t_req + prompts_s",
		     v->admitted_s, UNIT_SECONDS);
	explain_profile(x, "t_req", x->d->profile->t_req);
	explain_earlier(x, "prompts_s");
	explain_line(x, "batch_s", N_("one batch from its start to its end"),
		     "admitted_s + (output - 1) * tpot_s", v->admitted_s + further, UNIT_SECONDS);
	explain_earlier(x, "admitted_s");
	output_term(x);
	explain_earlier(x, "tpot_s");
	explain_line(x, "ttft_s", metric_row(METRIC_TTFT)->help,
		     "admitted_s + (ceil(concurrency / running) - 1) / 2 * batch_s",
		     v->ttft_s, UNIT_SECONDS);
	explain_band(x, &x->a->ttft_s);
	explain_earlier(x, "admitted_s");
	explain_term(x, "concurrency", v->concurrency, UNIT_NUMBER,
		     metric_row(METRIC_CONCURRENCY)->help, NULL);
	explain_term(x, "running", v->running, UNIT_NUMBER, N_("requests of one batch"), NULL);
	explain_earlier(x, "batch_s");
	explain_line(x, "output_tok_s", metric_row(METRIC_OUTPUT_TOK_S)->help, "running / batch_s * output",
		     v->output_tok_s, UNIT_PER_SECOND);
	explain_band(x, &x->a->output_tok_s);
	explain_term(x, "running", v->running, UNIT_NUMBER, N_("requests of one batch"), NULL);
	explain_earlier(x, "batch_s");
	output_term(x);
}

void explain_serving(struct explaining *x)
{
	bool together = !x->a->open_loop && x->s->number[PARAMETER_BATCHING] == BATCHING_STATIC;
	struct explained_load load;
	struct serving_facts f;

	f.service = serve_load(x->s, x->a, &f.serving);
	load = decode_load(x, &f);
	x->section = N_("One decode step");
	explain_decode_step(x, &f.serving.step, &load);
	explain_chunk_step(x, &f.serving);
	if (!together)
		explain_mixed_step(x, &f);
	else if (f.service.running > 1.0)
		explain_packed_step(x, &f);
	x->section = N_("Speed");
	x->step = (struct explained_step) { .prefix = "" };
	explain_isolated(x, &f);
	if (together) {
		explain_batch(x, &f);
		return;
	}
	explain_prompt(x, &f);
	if (x->a->open_loop)
		explain_open_loop(x, &f);
	else
		explain_closed_loop(x, &f);
}
