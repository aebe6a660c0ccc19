/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of buying or renting: what the best configuration of a GPU costs either way. */
#ifndef GPUPLAN_STUDY_OWN_H
#define GPUPLAN_STUDY_OWN_H

#include "study/own_answer.h"

/*
 * One answer for every GPU whose purchase price is known or which the scenario names: its best
 * configuration for serving.  Ranked like serving, by the cheaper of owned and rented.
 */
void own_solve(const struct scenario *s, long today, struct result *r);

#endif
