/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latency and throughput of a deployment under a load. */
#include "config.h"

#include "core/serving.h"

#include <math.h>

#include "core/open_loop.h"

double serving_new_prompt(const struct serving *s)
{
	/* At least one token is always computed: the engine needs its logits. */
	return fmax(1.0, s->request.prompt * (1.0 - s->request.prefix_hit));
}

double serving_mean_seen(const struct serving *s)
{
	return s->request.prompt - serving_new_prompt(s) / 2.0;
}

double serving_mean_context(const struct serving *s)
{
	return s->request.prompt + s->request.output / 2.0;
}

double serving_held_tokens(const struct serving *s)
{
	return s->d->engine->memory.reserves_output ? s->request.prompt + s->request.output
						    : serving_mean_context(s);
}

double serving_carried_prompt(const struct serving *s, double running)
{
	/* Without a decode step prompts fill whole chunks. */
	double prompts = fmax(1.0, running / fmax(s->request.output - 1.0, 1e-9));

	return fmin(s->chunk, prompts * serving_new_prompt(s));
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

double serving_prompt_cost_s(const struct serving *s, double running, double plain_s)
{
	double cost = (serving_mixed_step_s(s, running) - plain_s) * serving_new_prompt(s) /
		      serving_carried_prompt(s, running);
	double stages = s->d->layout.pipeline;

	return stages > 1.0 ? cost / stages : cost;
}

/* Time to first token of the closed loop without waiting for memory (2.7). */
static double closed_ttft_s(const struct serving *s, double in_flight, double prompt_cost,
			    double decode_s, double running)
{
	const struct engine_profile *e = s->d->profile;
	const struct constants *k = s->d->constants;
	double ttft = e->t_req + e->k_pre * s->isolated_s;

	if (in_flight > 1.0) {
		double work = running / s->request.output * prompt_cost;
		double rho = work / (decode_s + work);
		double queue = pow(2.0 * rho, k->q_rho) * pow(in_flight - 1.0, k->q_pow);

		ttft += decode_s / 2.0 + e->q_ttft * queue * prompt_cost / 2.0 + e->mix * decode_s +
			e->t_front * (in_flight - 1.0) / 2.0;
	}
	return ttft;
}

/*
 * No engine finishes requests faster than it works off their prompts and steps.  By Little's law
 * what a request spends beyond decoding is waiting, so the first token cannot come earlier than this.
 */
static double least_ttft_s(const struct serving *s, double in_flight, const struct service *v)
{
	return s->request.output * v->step.total_s +
	       in_flight * (1.0 - s->d->profile->beta) * v->prompt_cost_s -
	       fmax(0.0, s->request.output - 1.0) * v->tpot_s;
}

static void fill_rates(struct service *v, const struct request *request, double requests_s)
{
	v->requests_s = requests_s;
	v->output_tok_s = requests_s * request->output;
	v->total_tok_s = requests_s * (request->output + request->prompt);
}

struct service serving_closed(const struct serving *s, double concurrency)
{
	const struct engine_profile *e = s->d->profile;
	const double output = s->request.output;
	double in_flight = fmin(concurrency, fmax(1.0, s->running_limit));
	double running = in_flight, work;
	struct service v = { .concurrency = concurrency, .stable = true };

	for (int pass = 0; pass < s->d->constants->closed_loop_passes; pass++) {
		v.running = running;
		v.step = step_evaluate(&s->step, running, serving_mean_context(s), 0.0, 0.0);
		v.prompt_cost_s = serving_prompt_cost_s(s, running, v.step.total_s);
		v.tpot_s = v.step.total_s +
			   (1.0 - e->beta) * fmax(0.0, running - 1.0) / output * v.prompt_cost_s;
		v.admitted_s = fmax(closed_ttft_s(s, in_flight, v.prompt_cost_s, v.step.total_s, running),
				    least_ttft_s(s, in_flight, &v));
		running = in_flight * output * v.tpot_s / (output * v.tpot_s + v.admitted_s);
	}
	work = v.running / output * v.prompt_cost_s;
	v.prefill_share = work / (v.step.total_s + work);
	v.ttft_s = v.admitted_s;
	fill_rates(&v, &s->request, in_flight / (v.ttft_s + (output - 1.0) * v.tpot_s));
	if (concurrency > in_flight) {
		/* The excess waits for memory: each wave of in_flight requests passes first (6.4). */
		v.saturated = true;
		v.ttft_s += (concurrency - in_flight) / in_flight * (v.ttft_s + output * v.tpot_s);
	}
	return v;
}

struct service serving_open(const struct serving *s, double rate)
{
	struct open_loop loop = open_loop_run(s, rate);
	struct service v = { .step = loop.step, .prompt_cost_s = loop.prompt_cost_s };

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

struct service serving_static(const struct serving *s, double batch)
{
	double in_flight = fmin(batch, fmax(1.0, s->running_limit));
	double waves = ceil(batch / in_flight);
	struct service v = { .concurrency = batch, .running = in_flight, .stable = true };
	double prompts_s = step_prompts_s(&s->step, in_flight * serving_new_prompt(s),
					  serving_mean_seen(s),
					  s->chunk);
	double whole_s;

	v.step = step_evaluate(&s->step, in_flight, serving_mean_context(s), 0.0, 0.0);
	v.tpot_s = v.step.total_s;
	v.ttft_s = v.admitted_s = s->d->profile->t_req + prompts_s;
	whole_s = v.ttft_s + (s->request.output - 1.0) * v.tpot_s;
	fill_rates(&v, &s->request, in_flight / whole_s);
	v.prefill_share = prompts_s / whole_s;
	if (waves > 1.0) {
		v.saturated = true;
		v.ttft_s += (waves - 1.0) / 2.0 * whole_s;
	}
	return v;
}

struct service serving_saturated(const struct serving *s)
{
	return serving_closed(s, fmax(1.0, s->running_limit));
}

double serving_prefill_tok_s(const struct serving *s)
{
	return serving_new_prompt(s) / s->isolated_s;
}
