/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests on a deployment: what every kind of load has in common. */
#pragma once

#include "core/certainty.h"
#include "core/memory.h"
#include "core/percentile.h"
#include "core/step.h"

/* Latency and throughput of one replica, in seconds and per second.  NaN: unstable or unknown. */
struct service {
	double ttft_s; /* mean time to first token, waiting for memory included */
	double tpot_s; /* mean time per further token */
	double output_tok_s;
	double total_tok_s; /* prompt and output */
	double requests_s;
	double concurrency;    /* requests in the system */
	double running;        /* of them being decoded on average */
	double admitted_s;     /* time to first token without waiting for memory */
	double prompt_cost_s;  /* what one prompt adds to the steps that decode others */
	double prefill_share;  /* share of time spent on prompts, 0..1 */
	bool saturated;        /* more requests than memory or the engine holds at once */
	bool stable;           /* an open loop that keeps up */
	double decoding;       /* requests that `step` decodes: running, in an open loop at least 1 */
	struct step_time step; /* one decode step without prompts */
};

/* What a load on a deployment is computed from, made by serving_prepare().  Pointers are borrowed. */
struct serving {
	const struct deployment *d;
	struct step_model step;
	struct request request;
	double running_limit;   /* requests that run at once without preemption */
	double crowded_limit;   /* that run where more want to; at least running_limit */
	double fitting;         /* that fit into memory, whatever the engine's own limit */
	double chunk;           /* prompt tokens of a step */
	double isolated_s;      /* one prompt alone */
	double most_requests_s; /* with as many requests as run at once; percentiles alone need it, NaN: unknown */
};

void serving_prepare(
	struct serving *s, const struct deployment *d, const struct memory_budget *m, struct request request);

/* What the goals are about, instead of the mean: multiplies the figures at so many requests a second, `running` of
 * which are decoded. */
void serving_goal_figures(struct trace *t, const struct serving *s, enum goal_at at, double requests_s, double running,
	double *ttft_s, double *tpot_s);

/* Tokens of a request that is half decoded. */
double serving_mean_context(struct trace *t, const struct serving *s);

/* Tokens that a new prompt token attends to on average, the cached ones included. */
double serving_mean_seen(struct trace *t, const struct serving *s);

/* Seconds that the prompt of one request adds to steps that decode `running` other requests. `plain_s` is
 * the time of such a step without a prompt. */
double serving_prompt_cost_s(struct trace *t, const struct serving *s, double running, double plain_s);

/* Sets the rates of `v` for so many requests a second. */
void serving_fill_rates(struct service *v, const struct request *request, double requests_s);

/* Prompt tokens per second when prompts are processed one at a time and nothing is decoded. */
double serving_prefill_tok_s(struct trace *t, const struct serving *s);

/* Record how the figures are computed, one function for each section of an explanation: a step that decodes, one of
 * prompt tokens alone, one that decodes and carries prompt tokens, one with the prompts of a static batch, and one
 * prompt alone. */
void serving_trace_decode(struct trace *t, const struct serving *s, double running);
void serving_trace_prompt(struct trace *t, const struct serving *s);
void serving_trace_mixed(struct trace *t, const struct serving *s, double running);
void serving_trace_packed(struct trace *t, const struct serving *s, double running);
void serving_trace_isolated(struct trace *t, const struct serving *s);
