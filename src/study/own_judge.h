/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What owning and renting the replica of an answer cost. */
#ifndef GPUPLAN_STUDY_OWN_JUDGE_H
#define GPUPLAN_STUDY_OWN_JUDGE_H

#include "study/own_answer.h"

/* Computes the cost of owning the replica of an answer.  Sets every member of *own. */
void own_judge(const struct scenario *s, const struct row *a, struct ownership *own);

/* The catalog's default of a parameter for this GPU, used when the parameter is not given.  NaN: none. */
double own_default(const struct scenario *s, enum parameter parameter, const struct gpu *gpu);

/* The parameter that gives a term; PARAMETER_COUNT: none. */
enum parameter own_parameter(enum ownership_field field);

#endif
