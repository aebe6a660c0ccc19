/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrivals at a rate: the repeated estimate of what runs at once, and its balance solved directly. */
#include "core/open_loop.h"

#include "core/crossing.h"

#include <math.h>

/* Next to the limit each takes away only a few percent of the error. */
enum { PASSES = 400 };

TRACE_TEMPLATE double load_of(struct trace *t, double rate, double prompt_cost_s)
{
	TRACE_FORMULA(t, prompt_load, rate * prompt_cost_s);
	return prompt_load;
}

double open_loop_tpot_s(struct trace *t, const struct open_loop *loop)
{
	const double step_s = loop->step.total_s, prompt_load = loop->rho;

	TRACE_FORMULA(t, tpot_s, step_s / (1 - prompt_load));
	return tpot_s;
}

/* Behind the prompts of others, without waiting for memory. */
double open_loop_ttft_s(struct trace *t, const struct serving *s, const struct open_loop *loop)
{
	const double isolated_s = s->isolated_s, step_s = loop->step.total_s, running = loop->running;
	const double prompt_load = loop->rho, prompt_cost_s = loop->prompt_cost_s;

	TRACE_CONSTANT(t, open_request, s->d->constants->open_request_s, "open_request_s", NULL);
	TRACE_FORMULA(t, ttft_s, open_request + isolated_s + step_s / 2 * min(1, running) +
					 prompt_load * prompt_cost_s / (2 * (1 - prompt_load)));
	return ttft_s;
}

struct open_loop open_loop_run(const struct serving *s, double rate)
{
	const double further = fmax(0.0, s->request.output - 1.0);
	struct open_loop loop = { .running = 1.0 };
	double lone_s = 0.0, lone_cost_s = 0.0;

	while (loop.passes++ < PASSES) {
		double now = fmax(1.0, loop.running), next;

		if (now != loop.decoded) {
			loop.step = step_evaluate(NULL, &s->step, now, serving_mean_context(NULL, s), 0.0, 0.0);
			loop.prompt_cost_s = serving_prompt_cost_s(NULL, s, now, loop.step.total_s);
			loop.decoded = now;
		}
		if (loop.passes == 1) {
			lone_s = loop.step.total_s;
			lone_cost_s = loop.prompt_cost_s;
		}
		loop.rho = load_of(NULL, rate, loop.prompt_cost_s);
		loop.piles_up = !(loop.rho < s->d->constants->rho_full);
		if (loop.piles_up)
			break;
		next = rate * further * open_loop_tpot_s(NULL, &loop);
		loop.gap_before = loop.gap;
		loop.gap = (next - loop.running) / loop.running;
		if (fabs(next - loop.running) <= OPEN_LOOP_TOLERANCE * loop.running)
			break;
		loop.running = 0.5 * (loop.running + next);
		loop.piles_up = !(loop.running < 4.0 * s->running_limit);
		if (loop.piles_up)
			break;
	}
	/* Answers of one token need no further steps, and have none. */
	if (further > 0.0)
		loop.relief = loop.running * (lone_cost_s - loop.prompt_cost_s) / (further * lone_s);
	return loop;
}

bool open_loop_stable(const struct serving *s, const struct open_loop *loop)
{
	return loop->rho < s->d->constants->rho_full && loop->running <= s->running_limit;
}

struct goal_figures open_loop_goal_figures(
	const struct serving *s, const struct open_loop *loop, const struct goals *goals)
{
	struct goal_figures f = { open_loop_ttft_s(NULL, s, loop), open_loop_tpot_s(NULL, loop) };

	serving_goal_figures(NULL, s, goals->at, loop->rho / loop->prompt_cost_s, loop->running, &f.ttft_s, &f.tpot_s);
	return f;
}

double open_loop_excess(const struct serving *s, const struct open_loop *loop, struct goals goals)
{
	const struct goal_figures f = open_loop_goal_figures(s, loop, &goals);

	return fmax(goals_excess(&goals, f.ttft_s, f.tpot_s),
		fmax(loop->running / s->running_limit, loop->rho / s->d->constants->rho_full));
}

struct balance open_loop_balance(const struct serving *s, double share, double missing, struct goals goals)
{
	struct open_loop loop = { .running = share * fmax(0.0, s->request.output - 1.0) };
	double now = fmax(1.0, loop.running), step, whole = share * (1.0 + missing);
	struct balance b = { .share = share };

	loop.step = step_evaluate(NULL, &s->step, now, serving_mean_context(NULL, s), 0.0, 0.0);
	step = loop.step.total_s;
	loop.prompt_cost_s = serving_prompt_cost_s(NULL, s, now, step);
	/* running = rate (output - 1) TPOT with TPOT = step / (1 - rate cost), solved for the rate. */
	b.rate = whole / (step + whole * loop.prompt_cost_s);
	loop.rho = b.rate * loop.prompt_cost_s;
	b.excess = open_loop_excess(s, &loop, goals);
	return b;
}

/* The share that memory or, without a further token, the prompts allow at most. */
static double most_share(const struct serving *s)
{
	const double further = s->request.output - 1.0, full = s->d->constants->rho_full;
	double step;

	if (further > 0.0)
		return s->running_limit / further;
	step = step_evaluate(NULL, &s->step, 1.0, serving_mean_context(NULL, s), 0.0, 0.0).total_s;
	return full / (1.0 - full) * step / serving_prompt_cost_s(NULL, s, 1.0, step);
}

struct balance open_loop_largest(const struct serving *s, double missing, struct goals goals, double tolerance)
{
	struct balance idle = open_loop_balance(s, 0.0, missing, goals), best = { 0 }, b;
	struct crossing c = { .high = most_share(s), .below = idle.excess - 1.0 };

	if (!(idle.excess <= 1.0) || !(c.high > 0.0))
		return best;
	b = open_loop_balance(s, c.high, missing, goals);
	if (b.excess <= 1.0)
		return b;
	c.over = b.excess - 1.0;
	while (crossing_open(&c, tolerance * c.high)) {
		b = open_loop_balance(s, crossing_next(&c), missing, goals);
		crossing_tell(&c, b.share, b.excess - 1.0);
		if (b.excess <= 1.0)
			best = b;
	}
	return best;
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
	serving_fill_rates(&v, &s->request, rate);
	if (v.stable) {
		v.tpot_s = open_loop_tpot_s(NULL, &loop);
		v.ttft_s = open_loop_ttft_s(NULL, s, &loop);
		v.admitted_s = v.ttft_s;
		v.concurrency = loop.running + rate * v.ttft_s;
	}
	return v;
}

double serving_capacity(const struct serving *s, struct goals goals)
{
	return open_loop_largest(s, 0.0, goals, 1e-7).rate;
}

void serving_trace_open(struct trace *t, const struct serving *s, double rate)
{
	const struct open_loop loop = open_loop_run(s, rate);
	const double output = s->request.output;

	serving_prompt_cost_s(t, s, loop.decoded, loop.step.total_s);
	trace_value(t, "rate", rate, NULL);
	load_of(t, rate, loop.prompt_cost_s);
	if (!open_loop_stable(s, &loop))
		return;
	trace_value(t, "running", loop.running, NULL);
	open_loop_tpot_s(t, &loop);
	open_loop_ttft_s(t, s, &loop);
	trace_value(t, "output", output, NULL);
	TRACE_FORMULA(t, output_tok_s, rate * output);
}
