/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result structure that screens, batch commands and reports read. */
#ifndef GPUPLAN_STUDY_ANSWER_H
#define GPUPLAN_STUDY_ANSWER_H

#include "core/band.h"
#include "core/cost.h"
#include "study/fleet_bill.h"
#include "study/measured.h"
#include "study/reason.h"
#include "study/scenario.h"
#include "study/studies.h"

/* From best to worst. */
enum verdict {
	VERDICT_MEETS,
	VERDICT_MISSES,
	VERDICT_NOT_ESTIMATED,
	VERDICT_DOES_NOT_FIT,
	VERDICT_NOT_SUPPORTED
};

enum bound {
	BOUND_BANDWIDTH,
	BOUND_COMPUTE,
	BOUND_COMMUNICATION,
	BOUND_OVERHEAD,
	BOUND_KV_CAPACITY,
	BOUND_UNKNOWN
};

enum provenance { PROVENANCE_MEASURED, PROVENANCE_CALIBRATED, PROVENANCE_EXTRAPOLATED, PROVENANCE_NONE };

/* One configuration with everything that is known about it; unknown figures are NaN. */
struct answer {
	struct deployment deployment;
	enum verdict verdict;
	int rank;             /* from 1 among the answers of the result */
	bool equal_to_best;
	bool open_loop;
	struct memory_budget memory;
	double prefill_tok_s; /* prompt tokens a second, one prompt after another */
	double concurrency;   /* requests in the system */
	bool saturated;
	struct band ttft_s, tpot_s, e2e_s;
	struct band output_tok_s, total_tok_s, requests_s;
	struct step_time step;
	struct lean lean;     /* the correction of latency and throughput by measured runs */
	const struct offer *offer; /* NULL: no usable price */
	double usd_per_hour;       /* of all GPUs that are rented for the replica */
	double usd_per_month;
	double busy;
	double rate_limit;    /* largest arrival rate within the goals, 0 none; NaN with a concurrency */
	double prefill_share; /* of the time that the replica works, 0..1 */
	struct token_cost cost;
	struct fleet_bill fleet; /* of the study of fleets; else unknown */
	enum bound bound;
	enum provenance provenance;
	struct ownership *own; /* study/own.h, of the result; NULL: another study */
	double excess;        /* largest ratio of a figure to its goal; <= 1 meets */
	struct reasons reasons;
};

/* Answers of one run.  Storage is allocated once and reused. */
struct result {
	enum study_id study;              /* that filled it */
	struct answer *answers;
	struct ownership *ownership;      /* of the study of owning, as many as answers */
	int count, capacity;
	int *order;                       /* twice `capacity`, for result_arrange() */
	struct reasons warnings;
	long oldest_price;                /* days: of the prices behind the answers; -1 none */
	struct model generic_model;       /* used when the scenario names no model */
	struct layer_group generic_group;
	const struct model *model;
};

void result_init(struct result *r, const struct catalog *catalog);
void result_release(struct result *r);

/* Sorts the answers.  `order` returns a negative number when a comes before b.  The sort is stable. */
typedef int answer_order(const struct answer *a, const struct answer *b, const void *context);
void result_arrange(struct result *r, answer_order *order, const void *context);

/* Sorts the answers and sets their ranks, from 1. */
void result_rank(struct result *r, int (*compare)(const struct answer *a, const struct answer *b));

/* Whether both answers have the same GPUs in the same configuration.  Their estimates have the same error;
 * only prices can differ. */
bool answer_same_configuration(const struct answer *a, const struct answer *b);

/* How the answer is bought in machine output: "mixed" for a fleet of two kinds; NULL no price. */
const char *answer_purchase_id(const struct answer *a);

/* US dollars for one paid GPU-hour: of the offer, or the mean of a fleet; NaN no price. */
double answer_usd_per_gpu_hour(const struct answer *a);

const char *verdict_id(enum verdict verdict);
const char *bound_id(enum bound bound);
const char *provenance_id(enum provenance provenance);
const char *fit_id(enum fit fit);

#endif
