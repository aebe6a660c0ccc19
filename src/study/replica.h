/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One replica: what the part of a row begins with in serving, fleets, piles of work and ownership, and the lists of
 * parameters and metrics that these studies share. */
#pragma once

#include "study/metric.h"
#include "study/row.h"

enum bound { BOUND_BANDWIDTH, BOUND_COMPUTE, BOUND_COMMUNICATION, BOUND_OVERHEAD, BOUND_KV_CAPACITY, BOUND_UNKNOWN };

/* What the next user breaks. */
enum stop { STOP_MEMORY, STOP_SEQUENCES, STOP_TTFT, STOP_TPOT };

/* Memory, latencies and throughput of one replica.  Unknown figures are NaN. */
struct replica {
	bool open_loop; /* requests arrive at a rate */
	struct memory_budget memory;
	double prefill_tok_s; /* prompt tokens a second, one prompt after another */
	double concurrency;   /* requests in the system */
	bool saturated;
	struct band ttft_s, tpot_s, e2e_s;
	struct band goal_ttft_s, goal_tpot_s; /* of the requests that the goals are about */
	double users_within;                  /* of the whole service, within the goals; NaN: not counted */
	enum stop stop;                       /* of one user more */
	struct band output_tok_s, total_tok_s, requests_s;
	struct step_time step;
	struct recalibration recalibration; /* the correction of latency and throughput by measured runs */
	double busy;                        /* share of the paid time that does useful work, 0..1 */
	double rate_limit;                  /* largest arrival rate within the goals, 0 none; NaN with a concurrency */
	double prefill_share;               /* of the time that the replica works, 0..1 */
	enum bound bound;
};

/* Of a replica about which nothing is known. */
extern const struct replica replica_unknown;

/* Whether answers of this kind are replicas that serve: of these alone engine, latencies and throughput are told.  A kind
 * that is new is none until it is named here. */
bool part_has_replica(enum part_kind part);

/* The replica that the part of a row begins with; replica_unknown if it begins with none. */
const struct replica *replica_of(const struct row *row);

/* Whether a row leads only where no other meets the goals: its constants are assumed, or it fits by less than the error
 * of the estimate. */
bool replica_stands_behind(const struct row *row);

/* A row of a replica with its own storage. */
struct replica_row {
	struct row row;
	struct replica replica;
};

/* Sets the part of the row, and nothing else.  Returns the row. */
struct row *replica_row_init(struct replica_row *r);

/* Copies a row with its replica alone, which is unknown if its part begins with none. */
void replica_row_copy(struct replica_row *to, const struct row *from);

/* Makes throughput and load of one replica those of so many that share the load equally. */
void replica_scale(struct replica *replica, double replicas);

const char *bound_id(enum bound bound);

/* What one user more does, untranslated: "TTFT breaks its goal", and "TTFT breaks" where room is short. */
struct stop_words {
	const char *whole, *brief;
};
const struct stop_words *stop_words(enum stop stop);

/* Ended by PARAMETER_COUNT, METRIC_COUNT.  Parameters of a replica and its requests, of its prices, and of the list of answers. */
extern const enum parameter replica_parameters[];
/* Parameters of a load that somebody waits for: its rate and its goals. */
extern const enum parameter goal_parameters[];
/* Parameters of a load given as a number of users; parameters of a monthly bill. */
extern const enum parameter users_parameters[];
extern const enum parameter month_parameters[];
/* Metrics of a replica: configuration, memory, speed and cost. */
extern const enum metric replica_metrics[];
