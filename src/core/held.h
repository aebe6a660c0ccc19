/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens that a request in progress holds in the KV cache. */
#pragma once

#include "core/constants.h"
#include "core/trace.h"

/* Tokens of a mean request. */
struct request {
	double prompt;
	double output;
	double prefix_hit; /* share of the prompt found in the prefix cache, 0..1 */
	double spread;     /* coefficient of variation of the prompt and of the output lengths, each; 0 or more */
};

/* Tokens of one request at a random moment of its life (gpuplan-model(7), 1.5 What requests hold).
 * Long answers stay longer, so that they are seen more often than they arrive. */
struct held {
	double shared;   /* found in the prefix cache: held once for all requests */
	double own;      /* mean of the rest */
	double variance; /* of the rest, in tokens squared */
};

/* Prompt tokens that the prefix cache lacks; at least one, because the engine needs its logits. */
double request_new_prompt(struct trace *t, const struct request *request);

/* `context` is the longest request in tokens: no length goes beyond it.  With blocks of `block` tokens the last block
 * of a request is half empty on average. */
struct held held_tokens(
	struct trace *t, const struct constants *k, const struct request *request, double context, double block);

/* The largest number of requests whose sum stays inside `pool` bytes with the certainty of k->held_deviations.  A
 * request holds `bytes` on average with a standard deviation of `deviation`.  INFINITY: they hold nothing. */
double held_requests(struct trace *t, const struct constants *k, double pool, double bytes, double deviation);
