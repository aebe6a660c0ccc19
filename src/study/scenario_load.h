/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The load of one study.  Each study has its own rate and number of users, because their meaning differs. */
#pragma once

#include <stdbool.h>

#include "study/scenario.h"

/* The rate, that of quiet hours, and the users. */
enum { LOAD_NUMBERS = 3 };

/* In the units of the parameters. */
struct scenario_load {
	bool known; /* false: that study has not been opened yet */
	bool traffic_given;
	double number[LOAD_NUMBERS], traffic[FLEET_HOURS];
};

/* Whether a parameter is part of the load. */
bool scenario_load_has(enum parameter parameter);

struct scenario_load scenario_load_of(const struct scenario *s);
void scenario_set_load(struct scenario *s, const struct scenario_load *load);

/* Whether both loads have the same values.  `known` is not compared. */
bool scenario_load_equal(const struct scenario_load *a, const struct scenario_load *b);
