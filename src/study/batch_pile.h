/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a row that a pile of work is about: what it asks, and one way to be done. */
#pragma once

#include "core/pile.h"
#include "study/replica.h"

/* A scenario in the units of the formulas. */
struct batch_terms {
	double requests, output_tokens; /* of the pile */
	double deadline_h;              /* from now */
	double certainty;
	double max_gpus; /* of all replicas */
	double restart_h;
	double interruptions; /* an hour; NaN: by kind of provider */
	unsigned kinds;       /* bits of the purchases that are considered */
	const struct constants *constants;
};

/* Tokens of the pile where the scenario does not say: the planner has to start from some. */
enum { BATCH_DEFAULT_TOKENS = 500000000 };

void batch_terms_read(struct batch_terms *t, const struct scenario *s);

/* Requests of the pile of a scenario, by its requests, its tokens, or BATCH_DEFAULT_TOKENS. */
double batch_requests(const struct scenario *s);

/* What the same way costs with another deadline, at the certainty asked for; NaN: it is not done by then. */
struct batch_other {
	double usd, replicas, gpus; /* gpus: of one replica */
};

/* One way to be done.  Hours count from now; US dollars; NaN unknown. */
struct batch_pile {
	double requests;
	double now;        /* seconds since 1970 */
	double deadline_h; /* from now */
	struct pile pile;
	struct pile_crew crew;
	struct band hours; /* until all is done, with the losses that are expected */
	double hours_sure; /* not exceeded with the certainty asked for */
	double work_h;     /* of each replica without any pause */
	double lost_h;     /* of `hours`, by losses */
	double interruptions;
	double rented_gpus, gpu_hours; /* that are paid for */
	double unit_h;                 /* of the bill; 0: it is by the second, or not known */
	struct band usd;
	double usd_sure;
	double lost_usd; /* of usd, by losses */
	/* Set by batch_detail(). */
	struct batch_other hour_more, hour_less;
	double no_gain_h; /* a later deadline than this costs no less */
};

extern const struct batch_pile batch_pile_unknown;

/* The part of a row of piles, and what the part of a training run begins with. */
struct pile_part {
	struct replica replica;
	struct batch_pile pile;
};

/* The pile of a row; batch_pile_unknown if its study has none. */
const struct batch_pile *pile_of(const struct row *row);

/* When it is done, and when it must be, in seconds since 1970. */
double pile_done_at(const struct row *row);
double pile_deadline_at(const struct row *row);
