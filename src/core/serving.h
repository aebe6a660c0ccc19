/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests on a deployment: closed loop, open loop, one static batch, saturation, limits. */
#ifndef GPUPLAN_CORE_SERVING_H
#define GPUPLAN_CORE_SERVING_H

#include "core/memory.h"
#include "core/step.h"

/* Tokens of a mean request. */
struct request {
	double prompt;
	double output;
	double prefix_hit; /* share of the prompt found in the prefix cache, 0..1 */
};

/* How a replica answers; seconds and rates of the whole replica. NaN: unstable or unknown. */
struct service {
	double ttft_s;        /* mean time to first token, waiting for memory included */
	double tpot_s;        /* mean time per further token */
	double output_tok_s;
	double total_tok_s;   /* prompt and output */
	double requests_s;
	double concurrency;   /* requests in the system */
	double running;       /* of them being decoded on average, as `step` has them */
	double admitted_s;    /* time to first token without waiting for memory */
	double prompt_cost_s; /* what one prompt adds to the steps that decode others */
	double prefill_share; /* share of time spent on prompts, 0..1 */
	bool saturated;       /* more requests than memory or the engine holds at once */
	bool stable;          /* an open loop that keeps up */
	struct step_time step; /* one decode step without prompts, at `running` */
};

/* A prepared question: deployment, request, memory. Borrowed pointers. */
struct serving {
	const struct deployment *d;
	struct step_model step;
	struct request request;
	double running_limit; /* requests that run at once */
	double chunk;         /* prompt tokens of a step */
	double isolated_s;    /* one prompt alone */
};

void serving_prepare(struct serving *s, const struct deployment *d, const struct memory_budget *m,
		     struct request request);

/* `concurrency` requests always in flight; performance-model-2 2.7, three passes. */
struct service serving_closed(const struct serving *s, double concurrency);

/* Poisson arrivals of `rate` requests a second; performance-model 6.3. */
struct service serving_open(const struct serving *s, double rate);

/* One batch that starts together and runs to its end. */
struct service serving_static(const struct serving *s, double batch);

/* As many requests as run at once. */
struct service serving_saturated(const struct serving *s);

/* Goals in seconds; INFINITY: none. */
struct goals {
	double ttft_s;
	double tpot_s;
};

/* Largest arrival rate within the goals and stable, requests a second; 0 when none is. */
double serving_rate_limit(const struct serving *s, struct goals goals);

/*
 * The same for who asks of hundreds of configurations: the balance of serving_open() is solved for
 * the rate instead of repeated for each one.  With long answers it is up to 8 % lower, because the
 * repetition stops before all that will run is counted.
 */
double serving_capacity(const struct serving *s, struct goals goals);

/* Tokens of a prompt that the prefix cache does not hold, and of a request half decoded. */
double serving_new_prompt(const struct serving *s);
double serving_mean_context(const struct serving *s);

/* Tokens that a request holds when it is admitted: half decoded, or whole where the engine
 * starts only what it can finish (engine_memory.reserves_output). */
double serving_held_tokens(const struct serving *s);

/*
 * Prompt tokens of a step that decodes `running` requests: of those that take the place of
 * requests which end with it (running / (output - 1): the prompt gives the first token), at least
 * one prompt, at most a chunk.
 */
double serving_carried_prompt(const struct serving *s, double running);

/* Tokens that a new prompt token attends to on average, the cached ones included. */
double serving_mean_seen(const struct serving *s);

/* Seconds of a step that decodes `running` requests and carries another's prompt or a chunk of it. */
double serving_mixed_step_s(const struct serving *s, double running);

/* Prompt tokens a second of one prompt after another. */
double serving_prefill_tok_s(const struct serving *s);

/*
 * What the figures come from, section by section: a step that decodes, one of prompt tokens alone,
 * one that decodes and carries prompt tokens, one of a static batch's prompts, one prompt alone.
 */
void serving_trace_decode(struct trace *t, const struct serving *s, double running);
void serving_trace_prompt(struct trace *t, const struct serving *s);
void serving_trace_mixed(struct trace *t, const struct serving *s, double running);
void serving_trace_packed(struct trace *t, const struct serving *s, double running);
void serving_trace_isolated(struct trace *t, const struct serving *s);

/* Then what serving_closed(), serving_open() and serving_static() gave as `v`. */
void serving_trace_closed(struct trace *t, const struct serving *s, const struct memory_budget *m,
			  const struct service *v);
void serving_trace_open(struct trace *t, const struct serving *s, const struct service *v, double rate);
void serving_trace_static(struct trace *t, const struct serving *s, const struct service *v);

#endif
