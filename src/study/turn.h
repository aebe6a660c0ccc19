/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest values of a parameter at which something else leads. */
#pragma once

#include "study/sensitivity.h"

struct turn {
	const struct leader_range *to; /* who leads from there on; NULL: there is none, or it is not known yet */
	double value;                  /* the first at which it does */
	double replicas;               /* with how many */
	int steps;                     /* positions of the slider on the way, which counts, too */
};

/* While a search is under way these are turns of the scenario before it: whoever shows them keeps the old ones until the
 * new ones are known, instead of taking them away and bringing them back. */

/* Where the answer turns below and above a value of the parameter.  `best` leads now; NULL: nothing meets the goals. */
struct turn turn_below(const struct sensitivity *v, enum parameter parameter, double value, const struct row *best);
struct turn turn_above(const struct sensitivity *v, enum parameter parameter, double value, const struct row *best);
