/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number of users: always in flight, as one batch, or as many as run at once. */
#include "core/closed_loop.h"

#include <math.h>

/* Waiting behind the prompts of others, in halves of one. */
TRACE_TEMPLATE double queue_of(
	struct trace *t, const struct serving *s, double in_flight, double prompt_cost_s, double step_s, double running)
{
	const double output = s->request.output;

	TRACE_FORMULA(t, prompt_load, running * prompt_cost_s / (output * step_s + running * prompt_cost_s));
	TRACE_CONSTANT(t, q_rho, s->d->constants->q_rho, "q_rho", NULL);
	TRACE_CONSTANT(t, q_pow, s->d->constants->q_pow, "q_pow", NULL);
	TRACE_FORMULA(t, queue, pow(2 * prompt_load, q_rho) * pow(in_flight - 1, q_pow));
	return queue;
}

/* Time to first token of the closed loop without waiting for memory.  No engine finishes requests faster than it
 * works off their prompts and steps.  By Little's law what a request spends beyond decoding is waiting, so the first
 * token cannot come earlier than that. */
TRACE_TEMPLATE double admitted_of(struct trace *t, const struct serving *s, double in_flight, const struct service *v)
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

TRACE_TEMPLATE double closed_tpot(
	struct trace *t, const struct serving *s, double step_s, double running, double prompt_cost_s)
{
	const double output = s->request.output;

	TRACE_CONSTANT(t, beta, s->d->profile->beta, "beta", s->d->profile->id);
	TRACE_FORMULA(t, tpot_s, step_s + (1 - beta) * max(0, running - 1) / output * prompt_cost_s);
	return tpot_s;
}

/* The excess waits for memory: each wave of in_flight requests passes first. */
TRACE_TEMPLATE double closed_ttft(struct trace *t, const struct serving *s, const struct service *v, double in_flight)
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

/* Share of the work that is done twice: beyond what fits requests lose their blocks and are prefilled again. */
TRACE_TEMPLATE double preempted(struct trace *t, const struct serving *s, double concurrency)
{
	const double fitting = max(1, s->fitting);

	TRACE_INPUT(t, preemption_loss, s->d->engine->memory.preemption_loss, s->d->engine->source);
	TRACE_INPUT(t, admitted, min(concurrency, memory_sequence_limit(s->d)), NULL);
	TRACE_AGAIN(t, fitting, "max_concurrency");
	TRACE_CONSTANT(t, preemption_ratio, s->d->constants->preemption_ratio, "preemption_ratio", NULL);
	TRACE_FORMULA(t, lost, preemption_loss * min(1, (admitted / fitting - 1) / (preemption_ratio - 1)));
	return lost;
}

TRACE_TEMPLATE double closed_output(struct trace *t, const struct serving *s, const struct service *v, double in_flight)
{
	const double output = s->request.output, tpot_s = v->tpot_s, admitted_s = v->admitted_s;
	const bool beyond = fmin(v->concurrency, memory_sequence_limit(s->d)) > fmax(1.0, s->fitting);

	if (!beyond || !(s->d->engine->memory.preemption_loss > 0.0)) {
		TRACE_FORMULA(t, output_tok_s, in_flight * output / (admitted_s + (output - 1) * tpot_s));
		return output_tok_s;
	}
	const double lost = preempted(t, s, v->concurrency);

	TRACE_FORMULA(t, output_tok_s, (1 - lost) * in_flight * output / (admitted_s + (output - 1) * tpot_s));
	return output_tok_s;
}

TRACE_TEMPLATE double in_flight_of(struct trace *t, const struct serving *s, double concurrency)
{
	TRACE_INPUT(t, crowded, max(s->running_limit, s->crowded_limit), NULL);
	TRACE_FORMULA(t, in_flight, min(concurrency, max(1, crowded)));
	return in_flight;
}

struct service serving_closed(const struct serving *s, double concurrency)
{
	const double output = s->request.output;
	const double in_flight = in_flight_of(NULL, s, concurrency);
	double running = in_flight, work;
	struct service v = { .concurrency = concurrency, .stable = true };

	for (int pass = 0; pass < s->d->constants->closed_loop_passes; pass++) {
		v.running = v.decoding = running;
		v.step = step_evaluate(NULL, &s->step, running, serving_mean_context(NULL, s), 0.0, 0.0);
		v.prompt_cost_s = serving_prompt_cost_s(NULL, s, running, v.step.total_s);
		v.tpot_s = closed_tpot(NULL, s, v.step.total_s, running, v.prompt_cost_s);
		v.admitted_s = admitted_of(NULL, s, in_flight, &v);
		running = in_flight * output * v.tpot_s / (output * v.tpot_s + v.admitted_s);
	}
	work = v.running / output * v.prompt_cost_s;
	v.prefill_share = work / (v.step.total_s + work);
	v.saturated = concurrency > fmax(1.0, s->running_limit);
	v.ttft_s = closed_ttft(NULL, s, &v, in_flight);
	v.output_tok_s = closed_output(NULL, s, &v, in_flight);
	serving_fill_rates(&v, &s->request, v.output_tok_s / output);
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
	serving_fill_rates(v, &s->request, requests_s);
	v->output_tok_s = output_tok_s;
}

struct service serving_static(const struct serving *s, double batch)
{
	/* Batches are of equal size: a small last one would waste the rest of its time. */
	const double waves = ceil(batch / max(1, s->running_limit)), in_flight = batch / max(1, waves);
	struct service v = { .concurrency = batch, .running = in_flight, .decoding = in_flight, .stable = true };
	double prompts_s = step_prompts_s(
		&s->step, in_flight * request_new_prompt(NULL, &s->request), serving_mean_seen(NULL, s), s->chunk);

	v.step = step_evaluate(NULL, &s->step, in_flight, serving_mean_context(NULL, s), 0.0, 0.0);
	v.tpot_s = v.step.total_s;
	fill_batch(NULL, s, &v, prompts_s);
	return v;
}

struct service serving_saturated(const struct serving *s)
{
	return serving_closed(s, fmax(1.0, s->running_limit));
}

void serving_trace_closed(
	struct trace *t, const struct serving *s, const struct memory_budget *m, const struct service *v)
{
	double in_flight;

	trace_value(t, "running", v->running, NULL);
	trace_value(t, "output", s->request.output, NULL);
	serving_prompt_cost_s(t, s, v->running, v->step.total_s);
	closed_tpot(t, s, v->step.total_s, v->running, v->prompt_cost_s);
	trace_again(t, "max_concurrency", "max_concurrency", m->max_concurrency);
	memory_running_limit(t, s->d, m);
	trace_value(t, "concurrency", v->concurrency, NULL);
	in_flight = in_flight_of(t, s, v->concurrency);
	admitted_of(t, s, in_flight, v);
	closed_ttft(t, s, v, in_flight);
	closed_output(t, s, v, in_flight);
}

void serving_trace_static(struct trace *t, const struct serving *s, const struct service *v)
{
	struct service again = *v;
	const double step_s = v->step.total_s;
	double tokens = v->running * request_new_prompt(NULL, &s->request);
	double prompts_s = step_prompts_s(&s->step, tokens, serving_mean_seen(NULL, s), s->chunk);

	TRACE_FORMULA(t, tpot_s, step_s);
	trace_value(t, "running", v->running, NULL);
	trace_mean(t, "running in a batch");
	TRACE_AGAIN(t, tokens, "running * new_prompt");
	if (v->running > 1.0)
		step_prompts_trace(t, &s->step, tokens, serving_mean_seen(NULL, s), s->chunk, "packed_s", "prompts_s");
	else
		trace_formula(t, TRACE_FIGURE, "prompts_s", NULL, "isolated_s", prompts_s);
	trace_value(t, "output", s->request.output, NULL);
	trace_value(t, "concurrency", v->concurrency, NULL);
	fill_batch(t, s, &again, prompts_s);
}
