/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons of fleets. */
#pragma once

#include "study/fleet.h"

/* Fills the reasons of all answers, and for the best one the inputs that it depends on.  The answers must be ranked. */
void fleet_explain(const struct scenario *s, const struct fleet_terms *t, long today, struct result *r);
