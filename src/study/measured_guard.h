/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a measurement can be true: it is kept for good and moves estimates further than anything else. */
#pragma once

#include "core/physical_limit.h"
#include "study/row.h"

enum guard_rule {
	GUARD_PASSED,
	GUARD_NO_FIT,         /* by the memory estimate the configuration does not run */
	GUARD_PHYSICS,        /* beyond what bandwidth and peak rate allow */
	GUARD_TOO_MANY,       /* more tokens a second than so many users get at these times */
	GUARD_TOO_FEW,        /* far fewer */
	GUARD_FAR_FROM_GUESS, /* more than so many times off the estimate */
};

/* Why a measurement is refused. */
struct guard_verdict {
	enum guard_rule rule;
	enum measured_figure figure; /* that breaks it */
	double measured, limit;      /* of it; limit: what the rule allows, or the estimate */
	double users;                /* in flight; INFINITY: as many as fit */
	double missing_bytes;        /* GUARD_NO_FIT: of one GPU */
	struct physical_limits physics;
};

/* What a run is allowed, in the words of gpuplan-catalog(5), MEASUREMENTS. */
struct guard_margins {
	/* On limits of physics: data sheets and reports are rounded to two digits (22 ms may be 21.5). */
	double rounding;
	/* On throughput above users x output / time of a request: rounding of three figures, and medians in place of
	 * means.  Of 88 published runs that tell all three the ratio is 0.85 to 1.15. */
	double more_tokens;
	/* Below it: beginning and end of a short run, in which not all users are served, count in its throughput. */
	double fewer_tokens;
	double off; /* times off the estimate */
};

extern const struct guard_margins guard_margins;

/* Judges the figures of one run (NaN: not measured) against its estimate `a`, which leans on no measured run, and
 * says the first rule that is broken: physics before contradiction before distance.  A figure that is missing is
 * taken for the one that contradicts least.  `s` is a number of users. */
struct guard_verdict measured_guard(
	const struct scenario *s, const struct row *a, const double figures[MEASURED_FIGURES]);

/* The estimate of a figure. */
double measured_estimate(const struct row *a, enum measured_figure figure);
