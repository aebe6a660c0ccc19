/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The load of one study: a rate or a number of users means something else in every one. */
#ifndef GPUPLAN_STUDY_SCENARIO_LOAD_H
#define GPUPLAN_STUDY_SCENARIO_LOAD_H

#include <stdbool.h>

#include "study/scenario.h"

/* The rate, that of quiet hours, and the users. */
enum { LOAD_NUMBERS = 3 };

/* In the units of the parameters. */
struct scenario_load {
	bool known;         /* false: nobody has looked at that study yet */
	bool traffic_given;
	double number[LOAD_NUMBERS], traffic[FLEET_HOURS];
};

/* Whether a parameter is part of it. */
bool scenario_load_has(enum parameter parameter);

struct scenario_load scenario_load_of(const struct scenario *s);
void scenario_set_load(struct scenario *s, const struct scenario_load *load);

/* Whether both say the same; whether they are known does not count. */
bool scenario_load_equal(const struct scenario_load *a, const struct scenario_load *b);

#endif
