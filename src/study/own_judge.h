/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What owning and renting the replica of an answer cost. */
#ifndef GPUPLAN_STUDY_OWN_JUDGE_H
#define GPUPLAN_STUDY_OWN_JUDGE_H

#include "study/own_answer.h"

/* What owning an answer's replica costs; *own is filled whole, a->own is left alone. */
void own_judge(const struct scenario *s, const struct answer *a, struct ownership *own);

/* What a parameter that is not given stands for with this GPU, from the catalog; NaN: nothing. */
double own_default(const struct scenario *s, enum parameter parameter, const struct gpu *gpu);

/* The parameter that gives a term; PARAMETER_COUNT: none. */
enum parameter own_parameter(enum ownership_field field);

#endif
