/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of an answer that buying or renting is about. */
#ifndef GPUPLAN_STUDY_OWN_ANSWER_H
#define GPUPLAN_STUDY_OWN_ANSWER_H

#include "core/ownership.h"
#include "study/answer.h"

/* One term of owning and where it is from.  NaN: not known, and left out. */
struct own_input {
	double value, low, high;
	const struct ownership_default *row; /* of the catalog; NULL: given, or not known */
	bool given;                          /* by the scenario: it has no range */
};

enum own_advice { OWN_BUY, OWN_RENT, OWN_EQUAL, OWN_UNKNOWN };

/* The cheapest admitted offer of a kind of purchase, against owning. */
struct own_rental {
	const struct offer *offer;  /* NULL: none */
	bool considered;            /* the scenario allows this kind */
	double usd_per_month;       /* of the replica */
	double break_even_month;    /* NaN: not before the sale */
	double break_even_share;    /* of hours that are busy; NaN: not even when all are, or reserved */
};

enum { OWN_RENTALS = PURCHASE_MIXED }; /* index: enum purchase */

/* The single input that flips the advice, each with everything else as it is. */
enum own_turn { TURN_GPU_PRICE, TURN_KWH_PRICE, TURN_BUSY, TURN_YEARS, TURN_RENTAL, TURN_COUNT };

/* Of the replica where nothing else is said; unknown figures are NaN. */
struct ownership {
	struct own_input inputs[OWNERSHIP_FIELD_COUNT]; /* prices of one GPU */
	struct ownership_terms terms;  /* of one GPU, the middle of the inputs */
	struct ownership_cost month;   /* the same, of the replica */
	struct band capex_usd, usd_per_month;
	struct band usd_per_gpu_hour;  /* of an hour that does useful work */
	struct band usd_per_m_output;
	struct own_rental rentals[OWN_RENTALS];
	const struct own_rental *rental; /* the cheapest that is considered; NULL: none */
	double rented_usd_per_month;
	struct band rented_usd_per_m_output;
	double hours;                  /* useful ones of a month */
	double turn[TURN_COUNT];       /* value at which the advice turns; NaN: none in range */
	double turn_from[TURN_COUNT];  /* value now */
	enum own_turn nearest;         /* the smallest change by ratio; TURN_COUNT: none */
	double power_kw, server_kw, rack_kw;
	double servers_per_rack; /* whole ones; the replica takes one */
	enum own_advice advice;
};

/* The part of an answer, all unknown where the study is another one. */
const struct ownership *own_of(const struct answer *a);

/* The offer that an answer's rental price is of: of this study its own choice. */
const struct offer *own_offer(const struct answer *a);

/* What the replica has cost after so many months, owned and rented, in today's money. */
double own_spent(const struct answer *a, double month);
double own_rent_spent(const struct answer *a, double month);

/* "buy"; NULL unknown.  "gpu_price", the id of what turns the advice; NULL none. */
const char *own_advice_id(enum own_advice advice);
const char *own_turn_id(enum own_turn turn);

/* Dollars per million output tokens, owned or rented, whichever is cheaper. */
struct band own_cheaper(const struct ownership *own);

#endif
