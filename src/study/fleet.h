/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of fleets: replicas for a day's traffic, bought the cheapest way, at every provider. */
#ifndef GPUPLAN_STUDY_FLEET_H
#define GPUPLAN_STUDY_FLEET_H

#include "study/answer.h"

/*
 * One answer for every GPU at every provider that sells it: the configuration whose fleet has the
 * lowest bill, ranked by that bill.  A GPU that nobody sells, or that cannot serve the workload,
 * has one answer, behind them.  Of an answer `cost` is the fleet's, `fleet` the rest.
 */
void fleet_solve(const struct scenario *s, long today, struct result *r);

/* Who sells a GPU and how; at most so many providers. */
struct fleet_market {
	struct fleet_quote quotes[CATALOG_PROVIDERS_MAX];
	int count;
};

/* Providers that sell one of `kinds` (bits); of every kind and instance size the cheapest offer. */
void fleet_market_read(struct fleet_market *market, const struct scenario *s, const struct gpu *gpu,
		       unsigned kinds);

/* What the provider of an answer sells; NULL: it is not in that market. */
const struct fleet_quote *fleet_quote_of(const struct fleet_market *market, const struct answer *a);

/* What an API asks for a mean request; NaN: its prices are not given. */
double fleet_api_request_usd(const struct scenario *s);

/* Why the answer is as it is, and what the best one depends on; the answers are ranked. */
void fleet_explain(const struct scenario *s, const struct fleet_terms *t, long today, struct result *r);

/* The bills of an answer's fleet, its configuration as it is, for `factors` times the traffic; NaN:
 * it is not for sale.  Who sells the GPU is read once. */
void fleet_bill_curve(const struct scenario *s, const struct answer *a, const double *factors, double *usd,
		      int count);

/* Replicas that the fleet has at an hour of the day (0 to 23), and the requests a second then. */
double fleet_replicas_at(const struct scenario *s, const struct answer *a, int hour, double *rate);

/* An input that can turn the ranking. */
enum fleet_input {
	FLEET_INPUT_PRICE,         /* of the best answer alone */
	FLEET_INPUT_THROUGHPUT,    /* of the best answer alone */
	FLEET_INPUT_RATE,
	FLEET_INPUT_INTERRUPTIONS,
	FLEET_INPUT_COUNT
};

/* Where another answer becomes the cheapest; NULL when none does between 1/16 and 16 times. */
struct fleet_turn {
	const struct answer *winner;
	double factor; /* on the input as it is */
};

/*
 * The factor nearest to 1 at which one of the next FLEET_RIVALS answers costs less than the best,
 * each with its configuration kept: powers of 2^(1/4) to either side, then bisection.
 */
enum { FLEET_RIVALS = 8 };
struct fleet_turn fleet_turn_at(const struct scenario *s, const struct fleet_terms *t, const struct result *r,
				enum fleet_input input);

#endif
