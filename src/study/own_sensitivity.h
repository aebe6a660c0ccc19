/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sensitivity of buying or renting. */
#pragma once

#include "study/contest.h"
#include "study/own_answer.h"

/* What study.h calls widen() and contend(). */
bool own_widen(struct scenario *s, enum parameter parameter, double widest);

/* Enters a GPU, bought or rented, into a contest (study/study.h). */
void own_contend(struct contest *c, const struct gpu *gpu);

/* Sets the values of single inputs at which buying and renting cost the same, and the nearest of them. */
void own_switch_points(const struct scenario *s, const struct row *a, struct ownership *own);
