/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of fleets: replicas for a day's traffic, bought the cheapest way, at every provider. */
#pragma once

#include "study/contest.h"
#include "study/fleet_bill.h"

/* Fills the result with one answer for each pair of GPU and provider: the configuration whose fleet has the lowest
 * bill.  Answers are ranked by that bill.  A GPU that no provider sells, or that cannot serve the workload, has one
 * answer after the others.  answer.cost is the cost of the fleet; answer.fleet has its bill. */
void fleet_solve(const struct scenario *s, long today, struct result *r);

/* The quotes of all providers of one GPU. */
struct fleet_market {
	struct fleet_quote quotes[CATALOG_PROVIDERS_MAX];
	int count;
};

/* An input whose change can make another answer the best. */
enum fleet_input {
	FLEET_INPUT_PRICE,      /* of the best answer alone */
	FLEET_INPUT_THROUGHPUT, /* of the best answer alone */
	FLEET_INPUT_RATE,
	FLEET_INPUT_INTERRUPTIONS,
	FLEET_INPUT_COUNT
};

/* The change of an input that makes another answer the cheapest.  winner NULL: no factor between 1/16 and 16 does. */
struct fleet_switch {
	const struct row *winner;
	double factor; /* on the present input */
};
