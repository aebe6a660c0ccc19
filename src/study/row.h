/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows and results: what screens, batch commands and reports read. */
#pragma once

#include "core/cost.h"
#include "study/reason.h"
#include "study/scenario.h"

struct study;

/* From best to worst. */
enum verdict {
	VERDICT_MEETS,
	VERDICT_UNCERTAIN,
	VERDICT_MISSES,
	VERDICT_NOT_ESTIMATED,
	VERDICT_DOES_NOT_FIT,
	VERDICT_NOT_SUPPORTED
};

enum provenance { PROVENANCE_MEASURED, PROVENANCE_CALIBRATED, PROVENANCE_EXTRAPOLATED, PROVENANCE_NONE };

/* What the part of a row begins with, for whoever shows rows of any study. */
enum part_kind {
	PART_NONE,      /* the study alone knows */
	PART_REPLICA,   /* struct replica: memory, latencies and throughput of one replica */
	PART_BILL,      /* struct bill_part: a fleet of replicas and how it is bought */
	PART_PILE,      /* struct pile_part: replicas for a pile of work by a time */
	PART_TRAINING,  /* struct training_part: a training run, which is a pile of tokens by a time */
	PART_MEDIA,     /* struct media_part: images, video, speech, texts */
	PART_OWNERSHIP, /* struct ownership_part: buying a replica against renting it */
};

/* One configuration with what every answer has.  Unknown figures are NaN. */
struct row {
	struct deployment deployment; /* format, kv and engine may be NULL where the part begins with no replica */
	enum verdict verdict;
	int rank; /* from 1 among the rows of the result */
	bool equal_to_best;
	enum provenance provenance;
	double p_meets;            /* probability that all goals are kept, 0..1; NaN: not estimated */
	double excess;             /* factor by which the goals would have to be longer; <= 1 meets */
	const struct offer *offer; /* NULL: no usable price */
	double usd_per_hour;       /* of all GPUs that are rented for it */
	double usd_per_month;
	struct token_cost cost;
	double cost_sure; /* per million output tokens, not exceeded with the certainty of the scenario */
	struct reasons reasons;
	bool detailed; /* study_detail() has been asked */
	/* What only this study has: part_size bytes, of the result or of whoever made the row. */
	enum part_kind part_kind;
	size_t part_size;
	void *part;
};

/* Copies a row and its part to where `to` has its own.  Only the beginning of a part that is too long is
 * copied, and of one that is too short only the beginning changes. */
void row_copy(struct row *to, const struct row *from);

/* Leaves the row without offer, price and cost. */
void row_forget_money(struct row *row);

/* The verdict about what runs: whether it meets the goals as surely as wanted, and with what probability. */
enum verdict verdict_of(bool meets, double p_meets, double certainty);

/* The rows of one solve.  Storage is allocated once and reused. */
struct result {
	const struct study *study; /* that filled it; NULL: none yet */
	struct row *rows;
	char *parts; /* of all rows, one block; row i has the i-th while a solve fills it */
	size_t parts_size;
	int count, capacity;
	int *order; /* twice `capacity`, for result_arrange() */
	struct reasons warnings;
	long oldest_price;          /* days: of the prices behind the rows; -1 none */
	long newest_price;          /* of the same prices */
	struct model generic_model; /* used when the scenario names no model */
	struct layer_group generic_group;
	const struct model *model;
};

void result_init(struct result *r, const struct catalog *catalog);
/* Room for so many rows, where there is less. */
void result_reserve(struct result *r, int rows);
void result_release(struct result *r);

/* Empties the result and gives its rows the parts of the study.  Allocates only when a study has larger parts
 * than all before it. */
void result_begin(struct result *r, const struct study *study);

/* Sorts the answers.  `order` returns a negative number when a comes before b.  The sort is stable. */
typedef int row_order(const struct row *a, const struct row *b, const void *context);
void result_arrange(struct result *r, row_order *order, const void *context);

/* Sorts the answers and sets their ranks, from 1. */
void result_rank(struct result *r, int (*compare)(const struct row *a, const struct row *b));

/* Whether both answers have the same GPUs in the same configuration.  Their estimates have the same error;
 * only prices can differ. */
bool row_same_configuration(const struct row *a, const struct row *b);

const char *verdict_id(enum verdict verdict);
const char *provenance_id(enum provenance provenance);
const char *fit_id(enum fit fit);
