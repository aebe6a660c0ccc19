/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latency and throughput of a deployment under a load. */
#include "config.h"

#include "core/serving.h"

#include <math.h>

#include "core/attention.h"
#include "core/open_loop.h"

TRACE_TEMPLATE double new_prompt_of(struct trace *t, const struct serving *s)
{
	TRACE_INPUT(t, prompt, s->request.prompt, NULL);
	TRACE_INPUT(t, prefix_hit, s->request.prefix_hit, NULL);
	/* At least one token is always computed: the engine needs its logits. */
	TRACE_FORMULA(t, new_prompt, max(1, prompt * (1 - prefix_hit)));
	return new_prompt;
}

double serving_new_prompt(const struct serving *s)
{
	return new_prompt_of(NULL, s);
}

TRACE_TEMPLATE double mean_seen(struct trace *t, const struct serving *s)
{
	const double new_prompt = new_prompt_of(NULL, s);

	TRACE_INPUT(t, prompt, s->request.prompt, NULL);
	TRACE_FORMULA(t, seen, prompt - new_prompt / 2);
	return seen;
}

double serving_mean_seen(const struct serving *s)
{
	return mean_seen(NULL, s);
}

TRACE_TEMPLATE double mean_context(struct trace *t, const struct serving *s)
{
	TRACE_INPUT(t, prompt, s->request.prompt, NULL);
	TRACE_INPUT(t, output, s->request.output, NULL);
	TRACE_PART(t, context, prompt + output / 2);
	return context;
}

double serving_mean_context(const struct serving *s)
{
	return mean_context(NULL, s);
}

double serving_held_tokens(const struct serving *s)
{
	return s->d->engine->memory.reserves_output ? s->request.prompt + s->request.output
						    : serving_mean_context(s);
}

TRACE_TEMPLATE double carried_of(struct trace *t, const struct serving *s, double running)
{
	const double new_prompt = new_prompt_of(NULL, s);

	TRACE_INPUT(t, chunk, s->chunk, s->d->engine->source);
	TRACE_INPUT(t, output, s->request.output, NULL);
	/* Without a decode step prompts fill whole chunks. */
	TRACE_FORMULA(t, carried, min(chunk, new_prompt * max(1, running / max(output - 1, 0.000000001))));
	return carried;
}

double serving_carried_prompt(const struct serving *s, double running)
{
	return carried_of(NULL, s, running);
}

void serving_prepare(struct serving *s, const struct deployment *d, const struct memory_budget *m,
		     struct request request)
{
	const double limit = engine_limits_for(d->engine, d->gpu)->step_tokens;

	s->d = d;
	s->request = request;
	step_prepare(&s->step, d);
	s->running_limit = memory_running_limit(d, m, serving_held_tokens(s));
	s->chunk = limit;
	s->isolated_s = step_prompt_s(&s->step, serving_new_prompt(s),
				      request.prompt - serving_new_prompt(s), s->chunk);
}

double serving_mixed_step_s(const struct serving *s, double running)
{
	return step_evaluate(&s->step, running, serving_mean_context(s), serving_carried_prompt(s, running),
			     serving_mean_seen(s)).total_s;
}

TRACE_TEMPLATE double prompt_cost(struct trace *t, const struct serving *s, double running, double step_s)
{
	const double mixed_s = serving_mixed_step_s(s, running), new_prompt = new_prompt_of(NULL, s);
	const double carried = carried_of(NULL, s, running);

	TRACE_PART(t, cost, (mixed_s - step_s) * new_prompt / carried);
	TRACE_INPUT(t, pp, s->d->layout.pipeline, NULL);
	if (pp > 1.0)
		TRACE_JOIN(t, cost, /, pp);
	TRACE_WHOLE(t, cost, "prompt_cost_s");
	return cost;
}

double serving_prompt_cost_s(const struct serving *s, double running, double plain_s)
{
	return prompt_cost(NULL, s, running, plain_s);
}

/* Waiting behind the prompts of others, in halves of one. */
TRACE_TEMPLATE double queue_of(struct trace *t, const struct serving *s, double in_flight, double prompt_cost_s,
			       double step_s, double running)
{
	const double output = s->request.output;

	TRACE_FORMULA(t, prompt_load, running * prompt_cost_s / (output * step_s + running * prompt_cost_s));
	TRACE_CONSTANT(t, q_rho, s->d->constants->q_rho, "q_rho", NULL);
	TRACE_CONSTANT(t, q_pow, s->d->constants->q_pow, "q_pow", NULL);
	TRACE_FORMULA(t, queue, pow(2 * prompt_load, q_rho) * pow(in_flight - 1, q_pow));
	return queue;
}

/*
 * Time to first token of the closed loop without waiting for memory.  No engine finishes
 * requests faster than it works off their prompts and steps.  By Little's law what a request
 * spends beyond decoding is waiting, so the first token cannot come earlier than that.
 */
TRACE_TEMPLATE double admitted_of(struct trace *t, const struct serving *s, double in_flight,
				  const struct service *v)
{
	const struct engine_profile *e = s->d->profile;
	const double isolated_s = s->isolated_s, step_s = v->step.total_s, prompt_cost_s = v->prompt_cost_s;
	const double output = s->request.output, tpot_s = v->tpot_s;

	TRACE_CONSTANT(t, t_req, e->t_req, "t_req", e->id);
	TRACE_CONSTANT(t, k_pre, e->k_pre, "k_pre", e->id);
	TRACE_CONSTANT(t, beta, e->beta, "beta", e->id);
	TRACE_PART(t, first_s, t_req + k_pre * isolated_s);
	if (in_flight > 1.0) {
		const double queue = queue_of(t, s, in_flight, prompt_cost_s, step_s, v->running);

		TRACE_CONSTANT(t, q_ttft, e->q_ttft, "q_ttft", e->id);
		TRACE_CONSTANT(t, mix, e->mix, "mix", e->id);
		TRACE_CONSTANT(t, t_front, e->t_front, "t_front", e->id);
		TRACE_JOIN(t, first_s, +, step_s / 2 + q_ttft * queue * prompt_cost_s / 2 + mix * step_s +
						  t_front * (in_flight - 1) / 2);
	}
	TRACE_PART(t, least_s, output * step_s + in_flight * (1 - beta) * prompt_cost_s - max(0, output - 1) * tpot_s);
	TRACE_FORMULA(t, admitted_s, max(first_s, least_s));
	return admitted_s;
}

TRACE_TEMPLATE double closed_tpot(struct trace *t, const struct serving *s, double step_s, double running,
				  double prompt_cost_s)
{
	const double output = s->request.output;

	TRACE_CONSTANT(t, beta, s->d->profile->beta, "beta", s->d->profile->id);
	TRACE_FORMULA(t, tpot_s, step_s + (1 - beta) * max(0, running - 1) / output * prompt_cost_s);
	return tpot_s;
}

/* The excess waits for memory: each wave of in_flight requests passes first. */
TRACE_TEMPLATE double closed_ttft(struct trace *t, const struct serving *s, const struct service *v,
				  double in_flight)
{
	const double concurrency = v->concurrency, output = s->request.output, tpot_s = v->tpot_s;
	const double admitted_s = v->admitted_s;

	TRACE_PART(t, ttft_s, admitted_s);
	if (concurrency > in_flight)
		TRACE_JOIN(t, ttft_s, +,
			   (concurrency - in_flight) / in_flight * (admitted_s + output * tpot_s));
	TRACE_WHOLE(t, ttft_s, "ttft_s");
	return ttft_s;
}

TRACE_TEMPLATE double closed_output(struct trace *t, const struct serving *s, const struct service *v,
				    double in_flight)
{
	const double output = s->request.output, tpot_s = v->tpot_s, admitted_s = v->admitted_s;

	TRACE_FORMULA(t, output_tok_s, in_flight * output / (admitted_s + (output - 1) * tpot_s));
	return output_tok_s;
}

TRACE_TEMPLATE double in_flight_of(struct trace *t, const struct serving *s, double concurrency)
{
	const double running_limit = s->running_limit;

	TRACE_FORMULA(t, in_flight, min(concurrency, max(1, running_limit)));
	return in_flight;
}

static void fill_rates(struct service *v, const struct request *request, double requests_s)
{
	v->requests_s = requests_s;
	v->output_tok_s = requests_s * request->output;
	v->total_tok_s = requests_s * (request->output + request->prompt);
}

struct service serving_closed(const struct serving *s, double concurrency)
{
	const double output = s->request.output;
	const double in_flight = in_flight_of(NULL, s, concurrency);
	double running = in_flight, work;
	struct service v = { .concurrency = concurrency, .stable = true };

	for (int pass = 0; pass < s->d->constants->closed_loop_passes; pass++) {
		v.running = v.decoding = running;
		v.step = step_evaluate(&s->step, running, serving_mean_context(s), 0.0, 0.0);
		v.prompt_cost_s = serving_prompt_cost_s(s, running, v.step.total_s);
		v.tpot_s = closed_tpot(NULL, s, v.step.total_s, running, v.prompt_cost_s);
		v.admitted_s = admitted_of(NULL, s, in_flight, &v);
		running = in_flight * output * v.tpot_s / (output * v.tpot_s + v.admitted_s);
	}
	work = v.running / output * v.prompt_cost_s;
	v.prefill_share = work / (v.step.total_s + work);
	v.saturated = concurrency > in_flight;
	v.ttft_s = closed_ttft(NULL, s, &v, in_flight);
	v.output_tok_s = closed_output(NULL, s, &v, in_flight);
	fill_rates(&v, &s->request, v.output_tok_s / output);
	return v;
}

struct service serving_open(const struct serving *s, double rate)
{
	struct open_loop loop = open_loop_run(s, rate);
	struct service v = { .step = loop.step, .decoding = loop.decoded, .prompt_cost_s = loop.prompt_cost_s };

	v.stable = open_loop_stable(s, &loop);
	v.saturated = !v.stable;
	v.running = v.concurrency = loop.running;
	v.prefill_share = fmin(loop.rho, 1.0);
	v.ttft_s = v.tpot_s = v.admitted_s = NAN;
	fill_rates(&v, &s->request, rate);
	if (v.stable) {
		v.tpot_s = open_loop_tpot_s(&loop);
		v.ttft_s = open_loop_ttft_s(s, &loop);
		v.admitted_s = v.ttft_s;
		v.concurrency = loop.running + rate * v.ttft_s;
	}
	return v;
}

/* A batch from its prompts to its end; further ones wait for it. */
TRACE_TEMPLATE void fill_batch(struct trace *t, const struct serving *s, struct service *v, double prompts_s)
{
	const double output = s->request.output, tpot_s = v->tpot_s, concurrency = v->concurrency;
	const double running = v->running;

	TRACE_CONSTANT(t, t_req, s->d->profile->t_req, "t_req", s->d->profile->id);
	TRACE_FORMULA(t, admitted_s, t_req + prompts_s);
	TRACE_MEAN(t, "batch admitted");
	TRACE_FORMULA(t, batch_s, admitted_s + (output - 1) * tpot_s);
	TRACE_PART(t, waves, ceil(concurrency / running));
	TRACE_FORMULA(t, ttft_s, admitted_s + (waves - 1) / 2 * batch_s);
	TRACE_PART(t, requests_s, running / batch_s);
	TRACE_FORMULA(t, output_tok_s, requests_s * output);
	v->admitted_s = admitted_s;
	v->ttft_s = ttft_s;
	v->saturated = waves > 1.0;
	v->prefill_share = prompts_s / batch_s;
	fill_rates(v, &s->request, requests_s);
	v->output_tok_s = output_tok_s;
}

struct service serving_static(const struct serving *s, double batch)
{
	double in_flight = in_flight_of(NULL, s, batch);
	struct service v = { .concurrency = batch, .running = in_flight, .decoding = in_flight, .stable = true };
	double prompts_s = step_prompts_s(&s->step, in_flight * serving_new_prompt(s),
					  serving_mean_seen(s),
					  s->chunk);

	v.step = step_evaluate(&s->step, in_flight, serving_mean_context(s), 0.0, 0.0);
	v.tpot_s = v.step.total_s;
	fill_batch(NULL, s, &v, prompts_s);
	return v;
}

struct service serving_saturated(const struct serving *s)
{
	return serving_closed(s, fmax(1.0, s->running_limit));
}

TRACE_TEMPLATE double prefill_rate(struct trace *t, const struct serving *s)
{
	const double new_prompt = new_prompt_of(NULL, s), isolated_s = s->isolated_s;

	TRACE_FORMULA(t, prefill_tok_s, new_prompt / isolated_s);
	return prefill_tok_s;
}

double serving_prefill_tok_s(const struct serving *s)
{
	return prefill_rate(NULL, s);
}

void serving_trace_decode(struct trace *t, const struct serving *s, double running)
{
	trace_value(t, "running", running, NULL);
	mean_context(t, s);
	t->prefix = "";
	step_trace(t, &s->step, running, serving_mean_context(s), 0.0, 0.0);
}

void serving_trace_prompt(struct trace *t, const struct serving *s)
{
	double tokens = new_prompt_of(t, s), seen = mean_seen(t, s);

	model_prefill_attention_trace(t, s->d->model, s->step.flash, seen);
	t->prefix = "chunk_";
	TRACE_AGAIN(t, tokens, "new_prompt");
	trace_value(t, "chunk", s->chunk, s->d->engine->source);
	step_chunk_trace(t, &s->step, tokens, seen, s->chunk);
	t->prefix = "";
}

void serving_trace_mixed(struct trace *t, const struct serving *s, double running)
{
	double prompt;

	trace_value(t, "running", running, NULL);
	prompt = carried_of(t, s, running);
	t->prefix = "mixed_";
	TRACE_AGAIN(t, prompt, "carried");
	step_trace(t, &s->step, running, serving_mean_context(s), prompt, serving_mean_seen(s));
	t->prefix = "";
}

void serving_trace_packed(struct trace *t, const struct serving *s, double running)
{
	double tokens = running * serving_new_prompt(s);

	trace_value(t, "running", running, NULL);
	trace_mean(t, "running in a batch");
	TRACE_AGAIN(t, tokens, "running * new_prompt");
	t->prefix = "packed_";
	step_chunk_trace(t, &s->step, tokens, serving_mean_seen(s), s->chunk);
	t->prefix = "";
}

void serving_trace_isolated(struct trace *t, const struct serving *s)
{
	double tokens = serving_new_prompt(s);

	TRACE_AGAIN(t, tokens, "new_prompt");
	step_prompts_trace(t, &s->step, tokens, serving_mean_seen(s), s->chunk, "chunk_s", "isolated_s");
	prefill_rate(t, s);
}

void serving_trace_closed(struct trace *t, const struct serving *s, const struct memory_budget *m,
			  const struct service *v)
{
	double in_flight;

	trace_value(t, "running", v->running, NULL);
	trace_value(t, "output", s->request.output, NULL);
	prompt_cost(t, s, v->running, v->step.total_s);
	closed_tpot(t, s, v->step.total_s, v->running, v->prompt_cost_s);
	memory_running_trace(t, s->d, m, serving_held_tokens(s));
	trace_value(t, "concurrency", v->concurrency, NULL);
	in_flight = in_flight_of(t, s, v->concurrency);
	admitted_of(t, s, in_flight, v);
	closed_ttft(t, s, v, in_flight);
	closed_output(t, s, v, in_flight);
}

void serving_trace_open(struct trace *t, const struct serving *s, double rate)
{
	const struct open_loop loop = open_loop_run(s, rate);
	const double output = s->request.output;

	prompt_cost(t, s, loop.decoded, loop.step.total_s);
	trace_value(t, "rate", rate, NULL);
	open_loop_trace(t, s, &loop, rate);
	if (!open_loop_stable(s, &loop))
		return;
	trace_value(t, "output", output, NULL);
	TRACE_FORMULA(t, output_tok_s, rate * output);
	(void)output_tok_s;
}

void serving_trace_static(struct trace *t, const struct serving *s, const struct service *v)
{
	struct service again = *v;
	const double step_s = v->step.total_s;
	double tokens = v->running * serving_new_prompt(s);
	double prompts_s = step_prompts_s(&s->step, tokens, serving_mean_seen(s), s->chunk);

	TRACE_FORMULA(t, tpot_s, step_s);
	(void)tpot_s;
	trace_value(t, "running", v->running, NULL);
	trace_mean(t, "running in a batch");
	TRACE_AGAIN(t, tokens, "running * new_prompt");
	if (v->running > 1.0)
		step_prompts_trace(t, &s->step, tokens, serving_mean_seen(s), s->chunk, "packed_s", "prompts_s");
	else
		trace_formula(t, TRACE_FIGURE, "prompts_s", NULL, "isolated_s", prompts_s);
	trace_value(t, "output", s->request.output, NULL);
	trace_value(t, "concurrency", v->concurrency, NULL);
	fill_batch(t, s, &again, prompts_s);
}
