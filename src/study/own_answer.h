/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of an answer that buying or renting is about. */
#pragma once

#include "core/ownership.h"
#include "study/replica.h"

/* One input of owning and its source.  NaN: not known, and neither is the cost. */
struct own_input {
	double value, low, high;
	const struct ownership_default *row; /* of the catalog; NULL: given, or not known */
	bool given;                          /* by the scenario: it has no range */
};

enum own_advice { OWN_BUY, OWN_RENT, OWN_EQUAL, OWN_UNKNOWN };

/* The cheapest admitted offer of one kind of purchase, and its break-even with owning. */
struct own_rental {
	const struct offer *offer; /* NULL: none */
	bool considered;           /* the scenario allows this kind */
	double usd_per_month;      /* of the replica */
	double break_even_month;   /* NaN: not before the sale */
	double break_even_share;   /* share of busy hours; NaN: renting is cheaper even at 1, or reserved */
};

enum { OWN_RENTALS = PURCHASE_MIXED }; /* index: enum purchase */

/* The inputs for which the study finds the value that changes the advice, while the others stay the same. */
enum own_input_id { SWITCH_GPU_PRICE, SWITCH_KWH_PRICE, SWITCH_BUSY, SWITCH_YEARS, SWITCH_RENTAL, SWITCH_COUNT };

/* The cost of owning and renting.  Figures are of the replica unless a member says otherwise; NaN: unknown. */
struct ownership {
	struct own_input inputs[OWNERSHIP_FIELD_COUNT]; /* prices of one GPU */
	struct ownership_terms terms;                   /* of one GPU, the middle of the inputs */
	struct ownership_cost month;                    /* the same, of the replica */
	struct band capex_usd, usd_per_month;
	struct band usd_per_gpu_hour; /* of an hour that does useful work */
	struct band usd_per_m_output;
	struct own_rental rentals[OWN_RENTALS];
	const struct own_rental *rental; /* the cheapest that is considered; NULL: none */
	double rented_usd_per_month;
	struct band rented_usd_per_m_output;
	double bought_gpus;              /* those that are sold with the ones of the replica are paid for, too */
	double hours;                    /* hours of useful work in a month */
	double switch_at[SWITCH_COUNT];  /* value at which the advice switches; NaN: none in range */
	double switch_now[SWITCH_COUNT]; /* value now */
	enum own_input_id nearest;       /* input with the smallest relative change; SWITCH_COUNT: none */
	double power_kw, server_kw, rack_kw;
	double servers_per_rack; /* whole ones; the replica takes one */
	enum own_advice advice;
};

/* All its figures are unknown. */
extern const struct ownership ownership_unknown;

/* The part of a row of ownership. */
struct ownership_part {
	struct replica replica;
	struct ownership ownership;
};

/* The ownership of a row; ownership_unknown if its study has none. */
const struct ownership *own_of(const struct row *a);

/* The offer behind the rental price of an answer.  This study may choose another one than answer.offer. */
const struct offer *own_offer(const struct row *a);

/* Present value, in US dollars, of the spending of the first `month` months: owned, and rented. */
double own_spent(const struct row *a, double month);
double own_rent_spent(const struct row *a, double month);

/* Ids in machine output: of the advice ("buy"; NULL unknown), and of an input ("gpu_price"; NULL none). */
const char *own_advice_id(enum own_advice advice);
const char *own_input_id_of(enum own_input_id input);

/* How sure the advice is, 0..1: that owning costs less than the rent where it is to buy, more where it is to rent, the
 * likelier of both where they are equal (gpuplan-model(7), 7.1 Certainty); NaN: no advice, or
 * one that no price decides: no rack takes the server. */
double own_advice_sure(const struct ownership *own);

/* Dollars per million output tokens, owned or rented, whichever is cheaper. */
struct band own_cheaper(const struct ownership *own);
