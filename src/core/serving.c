/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latency and throughput of a deployment under a load. */
#include "core/serving.h"

#include "core/attention.h"

#include <math.h>

double serving_mean_seen(struct trace *t, const struct serving *s)
{
	const double new_prompt = request_new_prompt(NULL, &s->request);

	TRACE_INPUT(t, prompt, s->request.prompt, NULL);
	TRACE_FORMULA(t, seen, prompt - new_prompt / 2);
	return seen;
}

double serving_mean_context(struct trace *t, const struct serving *s)
{
	TRACE_INPUT(t, prompt, s->request.prompt, NULL);
	TRACE_INPUT(t, output, s->request.output, NULL);
	TRACE_PART(t, context, prompt + output / 2);
	return context;
}

/* Prompt tokens of a step that decodes `running` requests.  running / (output - 1) requests end in a step, and
 * as many new prompts replace them; the prompt yields the first output token, hence the - 1.  The result is at
 * least one prompt and at most one chunk. */
TRACE_TEMPLATE double carried_of(struct trace *t, const struct serving *s, double running)
{
	const double new_prompt = request_new_prompt(NULL, &s->request);

	TRACE_INPUT(t, chunk, s->chunk, s->d->engine->source);
	TRACE_INPUT(t, output, s->request.output, NULL);
	/* Without a decode step prompts fill whole chunks. */
	TRACE_FORMULA(t, carried, min(chunk, new_prompt * max(1, running / max(output - 1, 0.000000001))));
	return carried;
}

void serving_prepare(
	struct serving *s, const struct deployment *d, const struct memory_budget *m, struct request request)
{
	const double limit = engine_limits_for(d->engine, d->gpu)->step_tokens;

	s->d = d;
	s->request = request;
	step_prepare(&s->step, d);
	s->running_limit = memory_running_limit(NULL, d, m);
	s->crowded_limit = fmin(m->crowded, memory_sequence_limit(d));
	s->fitting = m->max_concurrency;
	s->most_requests_s = NAN;
	s->chunk = limit;
	s->isolated_s = step_prompt_s(&s->step, request_new_prompt(NULL, &s->request),
		request.prompt - request_new_prompt(NULL, &s->request), s->chunk);
}

double serving_prompt_cost_s(struct trace *t, const struct serving *s, double running, double step_s)
{
	const double carried = carried_of(NULL, s, running), new_prompt = request_new_prompt(NULL, &s->request);
	const double mixed_s = step_evaluate(
		NULL, &s->step, running, serving_mean_context(NULL, s), carried, serving_mean_seen(NULL, s))
				       .total_s;

	TRACE_PART(t, cost, (mixed_s - step_s) * new_prompt / carried);
	TRACE_INPUT(t, pp, s->d->layout.pipeline, NULL);
	if (pp > 1.0)
		TRACE_JOIN(t, cost, /, pp);
	TRACE_WHOLE(t, cost, "prompt_cost_s");
	return cost;
}

void serving_fill_rates(struct service *v, const struct request *request, double requests_s)
{
	v->requests_s = requests_s;
	v->output_tok_s = requests_s * request->output;
	v->total_tok_s = requests_s * (request->output + request->prompt);
}

void serving_goal_figures(struct trace *t, const struct serving *s, enum goal_at at, double requests_s, double running,
	double *ttft_s, double *tpot_s)
{
	const struct constants *k = s->d->constants;
	const struct request *r = &s->request;

	if (at == GOAL_AT_MEAN)
		return;
	*ttft_s *= percentile_ttft(t, k, at, requests_s / s->most_requests_s, s->isolated_s / *ttft_s, r->spread).ratio;
	*tpot_s *= percentile_tpot(t, k, at, running, request_new_prompt(NULL, r), r->output, r->spread).ratio;
}

double serving_prefill_tok_s(struct trace *t, const struct serving *s)
{
	const double new_prompt = request_new_prompt(NULL, &s->request), isolated_s = s->isolated_s;

	TRACE_FORMULA(t, prefill_tok_s, new_prompt / isolated_s);
	return prefill_tok_s;
}

void serving_trace_decode(struct trace *t, const struct serving *s, double running)
{
	trace_value(t, "running", running, NULL);
	serving_mean_context(t, s);
	t->prefix = "";
	step_evaluate(t, &s->step, running, serving_mean_context(NULL, s), 0.0, 0.0);
}

void serving_trace_prompt(struct trace *t, const struct serving *s)
{
	double tokens = request_new_prompt(t, &s->request), seen = serving_mean_seen(t, s);
	const double context = seen;

	/* What one token looks back on is the line before. */
	TRACE_AGAIN(t, context, "seen");
	model_attention_work(t, s->d->model, s->step.flash ? ATTENTION_FLOP : ATTENTION_SCORES, seen);
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
	step_evaluate(t, &s->step, running, serving_mean_context(NULL, s), prompt, serving_mean_seen(NULL, s));
	t->prefix = "";
}

void serving_trace_packed(struct trace *t, const struct serving *s, double running)
{
	double tokens = running * request_new_prompt(NULL, &s->request);

	trace_value(t, "running", running, NULL);
	trace_mean(t, "running in a batch");
	TRACE_AGAIN(t, tokens, "running * new_prompt");
	t->prefix = "packed_";
	step_chunk_trace(t, &s->step, tokens, serving_mean_seen(NULL, s), s->chunk);
	t->prefix = "";
}

void serving_trace_isolated(struct trace *t, const struct serving *s)
{
	double tokens = request_new_prompt(NULL, &s->request);

	TRACE_AGAIN(t, tokens, "new_prompt");
	step_prompts_trace(t, &s->step, tokens, serving_mean_seen(NULL, s), s->chunk, "chunk_s", "isolated_s");
	serving_prefill_tok_s(t, s);
}
