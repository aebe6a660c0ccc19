/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of buying or renting: the cost of the best configuration of each GPU, owned and rented. */
#pragma once

#include "study/own_answer.h"

/* Fills the result with one answer for each GPU that the scenario names or whose purchase price is known: its best
 * configuration for serving.  The ranking is that of serving, with the lower of the owned and the rented cost. */
void own_solve(const struct scenario *s, long today, struct result *r);
