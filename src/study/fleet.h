/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of fleets: replicas for a day's traffic, bought the cheapest way, at every provider. */
#pragma once

#include "study/contest.h"
#include "study/fleet_bill.h"

/*
 * Fills the result with one answer for each pair of GPU and provider: the configuration whose fleet has
 * the lowest bill.  Answers are ranked by that bill.  A GPU that no provider sells, or that cannot
 * serve the workload, has one answer after the others.  answer.cost is the cost of the fleet;
 * answer.fleet has its bill.
 */
void fleet_solve(const struct scenario *s, long today, struct result *r);

/* The quotes of all providers of one GPU. */
struct fleet_market {
	struct fleet_quote quotes[CATALOG_PROVIDERS_MAX];
	int count;
};

/* Fills the market with the providers that sell the GPU in one of `kinds` (bits).  A quote has the cheapest
 * offer of each kind and instance size. */
void fleet_market_read(struct fleet_market *market, const struct scenario *s, const struct gpu *gpu, unsigned kinds);

/* The quote of the answer's provider; NULL: the market has none. */
const struct fleet_quote *fleet_quote_of(const struct fleet_market *market, const struct row *a);

/* US dollars that an API charges for a mean request.  NaN: the scenario gives no prices. */
double fleet_api_request_usd(const struct scenario *s);

/* Fills the reasons of all answers, and for the best one the inputs that it depends on.  The answers must be
 * ranked. */
void fleet_explain(const struct scenario *s, const struct fleet_terms *t, long today, struct result *r);

/* Fills `usd` with the monthly bills of an answer's fleet when the traffic is multiplied by each of `factors`.
 * The configuration stays the same.  NaN: not for sale, or the answer misses its goals. */
void fleet_bill_curve(const struct scenario *s, const struct row *a, const double *factors, double *usd, int count);

/* The replicas at an hour of the day (0..23).  *rate is set to the requests per second of that hour. */
double fleet_replicas_at(const struct scenario *s, const struct row *a, int hour, double *rate);

/* An input whose change can make another answer the best. */
enum fleet_input {
	FLEET_INPUT_PRICE,      /* of the best answer alone */
	FLEET_INPUT_THROUGHPUT, /* of the best answer alone */
	FLEET_INPUT_RATE,
	FLEET_INPUT_INTERRUPTIONS,
	FLEET_INPUT_COUNT
};

/* The change of an input that makes another answer the cheapest.  winner NULL: no factor between 1/16 and 16
 * does. */
struct fleet_switch {
	const struct row *winner;
	double factor; /* on the present input */
};

/*
 * Finds the factor nearest to 1, among powers of 2^(1/4) up to 16 and down to 1/16, at which one of the next
 * FLEET_RIVALS answers costs less than the best, and refines it.  All answers keep their configuration.
 */
enum { FLEET_RIVALS = 8 };
struct fleet_switch fleet_switch_at(
	const struct scenario *s, const struct fleet_terms *t, const struct result *r, enum fleet_input input);

/* Enters the cheapest fleet of a GPU into a contest (study/study.h), and the bytes that this keeps. */
extern const size_t fleet_contest_size;
void fleet_contend(struct contest *c, const struct gpu *gpu);
bool fleet_widen(struct scenario *s, enum parameter parameter, double widest);
