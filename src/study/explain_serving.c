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
	x->line->band = *band;
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

static void explain_decode_step(struct explaining *x, const struct service *v)
{
	explain_line(x, "step_s", N_("one step that decodes a token of every running request"),
		     "weights_s + kv_s + compute_s + communication_s + overhead_s", v->step.total_s,
		     UNIT_SECONDS);
	explain_earlier(x, "weights_s");
	explain_earlier(x, "kv_s");
	explain_earlier(x, "compute_s");
	explain_earlier(x, "communication_s");
	explain_earlier(x, "overhead_s");
}

static void fresh_term(struct explaining *x, const struct serving *s)
{
	explain_term(x, "new_prompt", serving_new_prompt(s), UNIT_NUMBER,
		     N_("prompt tokens that the prefix cache lacks"), NULL);
}

/*
 * Adds to a line what so many prompts take together, `tokens` in its formula: chunks as equal as
 * can be, which pipeline stages work on side by side.
 */
static void explain_chunks(struct explaining *x, const struct serving *s, double prompts, const char *tokens)
{
	double fresh = serving_new_prompt(s), stages = x->d->layout.pipeline;
	double chunks = ceil(prompts * fresh / s->chunk);
	struct step_time step = step_evaluate(&s->step, 0.0, 0.0, prompts * fresh / chunks,
					      s->request.prompt - fresh / 2.0);

	explain_add_formula(x, "ceil(%s / chunk) * chunk_step_s", tokens);
	fresh_term(x, s);
	explain_term(x, "chunk", s->chunk, UNIT_NUMBER, N_("tokens that the engine processes in a step"),
		     x->d->engine->source);
	explain_term(x, "chunk_step_s", step.total_s, UNIT_SECONDS,
		     N_("a step of prompt tokens only, with what they attend to"), NULL);
	if (stages > 1.0) {
		bool by_layers = x->d->engine->splits_layers;

		explain_add_formula(x, " * pow((max(1, %s / chunk) + pp - 1) / (max(1, %s / chunk) * pp), %s)",
				    tokens, tokens, by_layers ? "lc_pp" : "1");
		explain_term(x, "pp", stages, UNIT_NONE, N_("pipeline-parallel size"), NULL);
		if (by_layers)
			explain_constant(x, "lc_pp", x->d->constants->lc_pp, "lc_pp");
	}
}

static void explain_isolated(struct explaining *x, const struct serving_facts *f)
{
	const struct serving *s = &f->serving;

	explain_line(x, "isolated_s", N_("one prompt alone on the replica"), "", s->isolated_s, UNIT_SECONDS);
	explain_chunks(x, s, 1.0, "new_prompt");
	explain_line(x, "prefill_tok_s", N_("prompt tokens a second, one prompt after another"),
		     "new_prompt / isolated_s", x->a->prefill_tok_s, UNIT_PER_SECOND);
	fresh_term(x, s);
	explain_earlier(x, "isolated_s");
}

/* What a prompt costs those whose answers are being decoded. */
static void explain_prompt(struct explaining *x, const struct serving_facts *f)
{
	const struct serving *s = &f->serving;
	double stages = x->d->layout.pipeline;

	explain_line(x, "prompt_cost_s", N_("what one prompt adds to the steps that decode others"),
		     stages > 1.0 ? "(mixed_s - step_s) * new_prompt / chunk / pp"
				  : "(mixed_s - step_s) * new_prompt / chunk",
		     f->service.prompt_cost_s, UNIT_SECONDS);
	explain_term(x, "mixed_s", serving_mixed_step_s(s, x->a->open_loop ? fmax(1.0, f->service.running)
									    : f->service.running),
		     UNIT_SECONDS, N_("a step that also processes a chunk of a prompt"), NULL);
	explain_earlier(x, "step_s");
	fresh_term(x, s);
	explain_term(x, "chunk", s->chunk, UNIT_NUMBER, N_("tokens that the engine processes in a step"),
		     x->d->engine->source);
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
	explain_add_formula(x, ", in_flight * (1 - beta) * prompt_cost_s - max(0, output - 1) * tpot_s)");
	explain_profile(x, "t_req", e->t_req);
	explain_profile(x, "k_pre", e->k_pre);
	explain_earlier(x, "isolated_s");
	if (in_flight > 1.0) {
		explain_earlier(x, "step_s");
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

static void explain_closed_loop(struct explaining *x, const struct serving_facts *f)
{
	const struct service *v = &f->service;
	double in_flight = fmin(v->concurrency, fmax(1.0, f->serving.running_limit));

	explain_closed_tpot(x, f);
	explain_line(x, "in_flight", N_("requests that the replica has taken in"),
		     "min(concurrency, max(1, running_limit))", in_flight, UNIT_NUMBER);
	explain_term(x, "concurrency", v->concurrency, UNIT_NUMBER, metric_row(METRIC_CONCURRENCY)->help, NULL);
	explain_term(x, "running_limit", f->serving.running_limit, UNIT_NUMBER,
		     N_("requests that memory and the engine hold at once"), NULL);
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
	x->line->band = x->a->tpot_s;
	explain_earlier(x, "step_s");
	explain_earlier(x, "prompt_load");
	explain_line(x, "ttft_s", metric_row(METRIC_TTFT)->help,
		     "open_request + isolated_s + step_s / 2 * min(1, running)"
		     " + prompt_load * prompt_cost_s / (2 * (1 - prompt_load))", v->ttft_s, UNIT_SECONDS);
	x->line->band = x->a->ttft_s;
	explain_constant(x, "open_request", x->d->constants->open_request_s, "open_request_s");
	explain_earlier(x, "isolated_s");
	explain_earlier(x, "step_s");
	running_term(x, v->running);
	explain_earlier(x, "prompt_load");
	explain_earlier(x, "prompt_cost_s");
	explain_line(x, "output_tok_s", metric_row(METRIC_OUTPUT_TOK_S)->help, "rate * output", v->output_tok_s,
		     UNIT_PER_SECOND);
	x->line->band = x->a->output_tok_s;
	rate_term(x);
	output_term(x);
}

static void explain_batch(struct explaining *x, const struct serving_facts *f)
{
	const struct service *v = &f->service;
	double further = (x->s->number[PARAMETER_OUTPUT] - 1.0) * v->tpot_s;
	double waves = ceil(v->concurrency / v->running);

	explain_line(x, "tpot_s", metric_row(METRIC_TPOT)->help, "step_s", v->tpot_s, UNIT_SECONDS);
	x->line->band = x->a->tpot_s;
	explain_earlier(x, "step_s");
	explain_line(x, "prompts_s", N_("all prompts of the batch, in chunks"), "",
		     v->admitted_s - x->d->profile->t_req, UNIT_SECONDS);
	explain_chunks(x, &f->serving, v->running, "running * new_prompt");
	explain_term(x, "running", v->running, UNIT_NUMBER, N_("requests of one batch"), NULL);
	explain_line(x, "admitted_s", N_("time until the first tokens of a batch"), "t_req + prompts_s",
		     v->admitted_s, UNIT_SECONDS);
	explain_profile(x, "t_req", x->d->profile->t_req);
	explain_earlier(x, "prompts_s");
	explain_line(x, "batch_s", N_("one batch from its start to its end"),
		     "admitted_s + (output - 1) * tpot_s", v->admitted_s + further, UNIT_SECONDS);
	explain_earlier(x, "admitted_s");
	output_term(x);
	explain_earlier(x, "tpot_s");
	explain_line(x, "ttft_s", metric_row(METRIC_TTFT)->help, "admitted_s + (waves - 1) / 2 * batch_s",
		     v->ttft_s, UNIT_SECONDS);
	x->line->band = x->a->ttft_s;
	explain_earlier(x, "admitted_s");
	explain_term(x, "waves", waves, UNIT_NUMBER, N_("batches that memory makes of all requests"), NULL);
	explain_earlier(x, "batch_s");
	explain_line(x, "output_tok_s", metric_row(METRIC_OUTPUT_TOK_S)->help, "running / batch_s * output",
		     v->output_tok_s, UNIT_PER_SECOND);
	x->line->band = x->a->output_tok_s;
	explain_term(x, "running", v->running, UNIT_NUMBER, N_("requests of one batch"), NULL);
	explain_earlier(x, "batch_s");
	output_term(x);
}

void explain_serving(struct explaining *x)
{
	struct serving_facts f;

	f.service = serve_load(x->s, x->a, &f.serving);
	explain_step(x, &f.serving.step, &f.service.step,
		     x->a->open_loop ? fmax(1.0, f.service.running) : f.service.running,
		     serving_mean_context(&f.serving));
	x->section = N_("Speed");
	explain_decode_step(x, &f.service);
	explain_isolated(x, &f);
	if (!x->a->open_loop && x->s->number[PARAMETER_BATCHING] == BATCHING_STATIC) {
		explain_batch(x, &f);
		return;
	}
	explain_prompt(x, &f);
	if (x->a->open_loop)
		explain_open_loop(x, &f);
	else
		explain_closed_loop(x, &f);
}
