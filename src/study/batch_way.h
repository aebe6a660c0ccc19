/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways in which one GPU gets through a pile: configuration, offer, number of replicas. */
#pragma once

#include "study/batch_pile.h"
#include "study/fleet_offer.h"
#include "study/serve.h"

/* What one replica of a configuration does with as many requests as run at once. */
struct batch_speed {
	struct deployment deployment;
	struct band output_tok_s;
	double request_s;   /* what one request takes */
	double again_h;     /* of work that is done again after a loss, beside requests in progress */
	double concurrency; /* of one replica */
	bool behind;        /* as replica_stands_behind() */
};

/* All configurations of one GPU that run at all. */
struct batch_speeds {
	struct batch_speed items[SERVE_CONFIGURATIONS_MAX];
	int count;
};

/* The scenario of one replica that is always full: goals, rates and users of others are left out. */
struct scenario batch_load(const struct scenario *s);

/* Judges a configuration under batch_load() with so many requests at once (INFINITY: as many as run). */
void batch_judge(const struct scenario *load, const struct deployment *d, double concurrency, struct row *a);

/* Collects the speeds of a GPU; none where the scenario gives a layout that no number of GPUs makes. */
void batch_speeds_read(struct batch_speeds *speeds, const struct scenario *load, const struct model *model,
	const struct gpu *gpu, double requests);

/* A speed at an offer with its number of replicas: the cheapest that is in time, or as many as may be. */
struct batch_way {
	const struct batch_speed *speed; /* NULL: there is none */
	const struct offer *offer;       /* NULL: without a price */
	struct pile pile;
	struct pile_crew crew;
	double rented_gpus;
	double unit_h; /* of the bill */
	double sure;   /* probability to be in time */
	double hours_sure, usd_sure;
};

/* The best way of a kind of purchase that costs no more than `limit` at the certainty asked for, or with INFINITY any;
 * its speed is NULL where there is none. */
struct batch_way batch_way_bought(const struct batch_terms *t, const struct batch_speeds *speeds,
	const struct fleet_market *market, enum purchase kind, double limit);

/* The same without any price: the fewest GPUs. */
struct batch_way batch_way_unpriced(const struct batch_terms *t, const struct batch_speeds *speeds);

/* A lower bound of what a replica of so many GPUs costs: it can be skipped where that is too much.  `price` of a
 * GPU-hour. */
double batch_way_least(const struct batch_terms *t, const struct batch_speed *speed, double price);

/* Whether it is in time as surely as wanted. */
bool batch_way_meets(const struct batch_terms *t, const struct batch_way *way);
